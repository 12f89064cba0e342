"""What is said of a file that could not be written: why, what became of it, and the way out."""

import errno
import os
from pathlib import Path

import pytest

from scalekit.errors import FileError
from scalekit.storage.disk.unwritable import check_file, check_folder, unwritable

ROOM, ALLOW = "Make room, then run the command again.", "Allow writing in its folder, or name"


@pytest.mark.parametrize(
    ("code", "way_out"), [(errno.ENOSPC, ROOM), (errno.EACCES, ALLOW), (errno.EROFS, ALLOW)]
)
@pytest.mark.parametrize("there", [True, False])
def test_the_way_out_is_that_of_what_went_wrong(
    tmp_path: Path, code: int, way_out: str, there: bool
) -> None:
    """A full disk needs room, a folder that forbids writing needs leave; a new file is not "it"."""
    path = tmp_path / "a.scalekit.md"
    if there:
        path.touch()
    said = str(unwritable(str(path), OSError(code, os.strerror(code))))
    assert way_out in said
    assert ("It is as it was." in said) == there


def test_a_folder_that_forbids_writing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_folder(str(tmp_path), "Name another.")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(FileError, match=r"permission denied\. Name another\."):
        check_folder(str(tmp_path), "Name another.")


def test_a_file_that_could_not_be_replaced_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read-only, or its folder forbids it; a link is followed to where the file is."""
    path = tmp_path / "a.scalekit.md"
    path.touch()
    check_file(str(path))
    path.chmod(0o444)
    with pytest.raises(FileError, match="This file is read-only"):
        check_file(str(path))
    path.chmod(0o644)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match=r"permission denied\. It is as it was"):
        check_file(str(path))
