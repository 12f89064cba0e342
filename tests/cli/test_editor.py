"""Writing a note in an editor: nothing is lost, whatever the editor does."""

import re
import sys
import tempfile
from pathlib import Path

import pytest

from scalekit.cli.starting.editor import edit
from scalekit.errors import ScalekitError


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the script that is the editor; its argument is the file to edit."""
    script = tmp_path / "editor with space.py"
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}"')
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return script


def script(path: Path, body: str) -> None:
    path.write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n{body}\n", "utf-8")


def left(folder: Path) -> list[Path]:
    return list(folder.glob("scalekit-*"))


def test_the_editor_gets_the_note_and_returns_it_changed(editor: Path, tmp_path: Path) -> None:
    script(
        editor,
        "assert file.suffix == '.md'\n"
        "assert file.name == 'find-ties-note.md'\n"
        "old = file.read_text('utf-8')\n"
        "assert 'your note on “Find ties”' in old\n"
        "file.write_bytes((old.rstrip() + '\\nnew “é”\\r\\n\\r\\n').encode())",
    )
    assert edit("old", "Find ties") == "old\nnew “é”"
    assert left(tmp_path) == []


def test_visual_comes_before_editor(editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(editor, "file.write_text('from VISUAL', 'utf-8')")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{editor}"')
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert edit("", "Find ties") == "from VISUAL"


def test_an_editor_that_is_not_there_is_one_clear_message(
    editor: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    with pytest.raises(ScalekitError, match="The editor no-such-editor did not start: "):
        edit("old", "Find ties")
    assert left(tmp_path) == []


def test_no_editor_at_all_says_how_to_name_one(
    editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ScalekitError, match="name an editor in the variable EDITOR"):
        edit("old", "Find ties")


def test_a_quotation_mark_left_open_is_said(monkeypatch: pytest.MonkeyPatch, editor: Path) -> None:
    monkeypatch.setenv("EDITOR", "'code --wait")
    with pytest.raises(ScalekitError, match="not closed"):
        edit("old", "Find ties")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("file.write_text('typed'); sys.exit(3)", "ended with code 3"),
        ("file.write_bytes(b'typed \\xff')", "not UTF-8"),
        ("file.write_bytes(b'typed \\0')", "NUL"),
    ],
)
def test_what_was_typed_is_kept_when_it_cannot_be_taken(
    editor: Path, body: str, message: str
) -> None:
    script(editor, body)
    with pytest.raises(ScalekitError, match=message) as caught:
        edit("old", "Find ties")
    kept = re.search(r"What you wrote is in (.*find-ties-note\.md)\.", str(caught.value))
    assert kept
    assert Path(kept[1]).read_bytes().startswith(b"typed")


def test_an_editor_that_fails_without_a_change_leaves_nothing_behind(
    editor: Path, tmp_path: Path
) -> None:
    script(editor, "sys.exit(1)")
    with pytest.raises(ScalekitError, match="the note is as it was"):
        edit("old", "Find ties")
    assert left(tmp_path) == []


def test_an_editor_that_removes_its_file_leaves_the_note_as_it_was(
    editor: Path, tmp_path: Path
) -> None:
    script(editor, "file.unlink()")
    with pytest.raises(ScalekitError, match="removed its file, so the note is as it was"):
        edit("old", "Find ties")
    assert left(tmp_path) == []
