"""Saving in a folder that several people share, and what a save cannot keep."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scalekit.errors import FileError
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.storage import files, saving
from scalekit.storage.disk import locking, remarks, replacing
from tests.storage.test_hand_edits import CHECKLIST

if sys.platform == "win32":
    pytest.skip("POSIX accounts and modes", allow_module_level=True)

import fcntl

CHANGED = CHECKLIST.with_answer("policy-ties", Answer(Status.IN_PROGRESS, "Sam"))
ANA, SAM, SHARED = 60001, 60002, 60010  # two accounts and their group, which need no names

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root can work as two accounts.")


@pytest.fixture
def path() -> Iterator[Path]:
    """Return a path in a folder that other accounts can reach, as they cannot reach pytest's."""
    remarks.take()
    with TemporaryDirectory() as top:
        Path(top).chmod(0o755)
        folder = Path(top, "shared").resolve()
        folder.mkdir()
        yield folder / "feno.scalekit.md"


def _as(user: int, work: Callable[[], object]) -> str:
    """Do something as another account; return what that raised, in words."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading, encoding="utf-8") as answer:
            return answer.read()
    try:
        os.setgroups([SHARED])
        os.setgid(user)
        os.setuid(user)
        os.umask(0o022)
        work()
        said = "".join(f"{remark}\n" for remark in remarks.take())
    except BaseException as error:  # the parent says it
        said = str(error) or repr(error)
    os.write(writing, said.encode())
    os._exit(0)


def _read(path: Path) -> Checklist:
    stored, problems = files.read(str(path))
    assert stored, problems
    return stored.checklist


def _save(path: Path, owner: str) -> None:
    stored, problems = files.read(str(path))
    assert stored, problems
    answer = Answer(Status.IN_PROGRESS, owner)
    saving.save(stored, stored.checklist.with_answer("policy-ties", answer))


_WRITER = """
import os, sys
path, user, shared, number = sys.argv[1], *map(int, sys.argv[2:])
import scalekit.engine.merge, scalekit.engine.line_diff  # while this may read Python's folder
from scalekit.model.checklist import Evidence
from scalekit.storage import files, saving
os.setgroups([shared]); os.setgid(user); os.setuid(user); os.umask(0o022)
for turn in range(number):
    stored, problems = files.read(path)
    assert stored, problems
    action = stored.checklist.actions[turn % len(stored.checklist.actions)]
    evidence = (*action.answer.evidence, Evidence(f"{user}-{turn}"))
    answer = action.answer._replace(evidence=evidence)
    saving.save(stored, stored.checklist.with_answer(action.id, answer))
"""


@as_root
@pytest.mark.parametrize("mode", [0o777, 0o2770])
def test_two_accounts_in_one_folder_wait_for_each_other(path: Path, mode: int) -> None:
    """50 pieces of evidence each, all different; 100 of 100 are there at the end."""
    os.chown(path.parent, ANA, SHARED)
    path.parent.chmod(mode)
    assert _as(ANA, lambda: saving.create(str(path), CHECKLIST)) == ""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _WRITER, str(path)]
    writers = [
        subprocess.Popen([*command, str(user), str(SHARED), "50"], env=environment, cwd="/")
        for user in (ANA, SAM)
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    labels = {e.label for action in _read(path).actions for e in action.answer.evidence}
    assert len({f"{user}-{n}" for user in (ANA, SAM) for n in range(50)} & labels) == 100
    assert os.listdir(path.parent) == [path.name]


@as_root
def test_what_another_account_left_blocks_nobody(path: Path) -> None:
    """Neither its temporary file nor its lock file, also where only it can remove them."""
    os.chown(path.parent, 0, SHARED)
    path.parent.chmod(0o3777)
    assert _as(SAM, lambda: saving.create(str(path), CHECKLIST)) == ""
    for ending in ("tmp", "lock"):
        left = path.with_name(f".{path.name}.{ending}")
        left.write_text("half a fi")
        left.chmod(0o600)
        os.chown(left, ANA, ANA)
    assert _as(SAM, lambda: _save(path, "Sam")) == ""
    assert _read(path).action("policy-ties").answer.owner == "Sam"
    assert len(os.listdir(path.parent)) == 3


@as_root
def test_a_file_that_only_its_owner_can_replace_is_named_as_that(path: Path) -> None:
    path.parent.chmod(0o1777)
    assert _as(ANA, lambda: saving.create(str(path), CHECKLIST)) == ""
    said = _as(SAM, lambda: _save(path, "Sam"))
    assert "In this folder only the owner of a file can replace it" in said
    assert f"chmod -t {path.parent}" in said
    assert _read(path) == CHECKLIST
    assert os.listdir(path.parent) == [path.name]


@as_root
def test_owner_and_group_are_kept_or_it_is_said_that_they_are_not(path: Path) -> None:
    path.parent.chmod(0o777)
    saving.create(str(path), CHECKLIST)
    path.chmod(0o664)
    os.chown(path, ANA, SHARED)
    _save(path, "root")
    assert (path.stat().st_uid, path.stat().st_gid) == (ANA, SHARED)
    assert not remarks.take()
    said = _as(SAM, lambda: _save(path, "Sam"))
    assert said == f"{path}: This is a new file now, and could not keep its owner.\n"
    assert (path.stat().st_uid, path.stat().st_gid) == (SAM, SHARED)
    # A group that Sam is not in: what it might do, Sam's own may not.
    os.chown(path, SAM, ANA)
    said = _as(SAM, lambda: _save(path, "Lee"))
    assert said == f"{path}: This is a new file now, and could not keep its group.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_attributes_are_kept(path: Path) -> None:
    saving.create(str(path), CHECKLIST)
    if not hasattr(os, "setxattr"):
        pytest.skip("Python reaches attributes on Linux only.")
    try:
        os.setxattr(path, "user.tag", b"board")
    except OSError:
        pytest.skip("This file system has no attributes.")
    _save(path, "Sam")
    assert os.getxattr(path, "user.tag") == b"board"
    assert not remarks.take()


def test_that_a_hard_link_cannot_be_kept_is_said(path: Path) -> None:
    saving.create(str(path), CHECKLIST)
    other = path.with_name("other.md")
    os.link(path, other)
    _save(path, "Sam")
    (said,) = remarks.take()
    assert "could not keep its hard link: the other name still has what was there" in str(said)
    assert _read(other) == CHECKLIST


def test_a_read_only_file_is_refused_with_the_way_out(path: Path) -> None:
    saving.create(str(path), CHECKLIST)
    path.chmod(0o444)
    with pytest.raises(FileError) as error:
        _save(path, "Sam")
    assert str(error.value) == (
        f"{path}: This file is read-only, and was left as it is. To allow writing: chmod u+w {path}"
    )
    with pytest.raises(FileError, match="read-only"):
        saving.write_file(str(path), b"a page")
    assert _read(path) == CHECKLIST
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.EBADF])
def test_where_files_cannot_be_locked_a_lock_file_does_and_it_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    saving.create(str(path), CHECKLIST)

    def no_locks(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    _save(path, "Sam")
    _save(path, "Lee")
    assert [problem.message for problem in remarks.take()] == [
        "Files cannot be locked here, so a lock file kept other programs waiting."
    ]
    assert os.listdir(path.parent) == [path.name]
    # One that a killed program left is taken over once it has stayed the same for long enough.
    monkeypatch.setattr(locking, "LEFT_SECONDS", 0.05)
    path.with_name(f".{path.name}.lock").touch()
    _save(path, "Jo")
    assert "left" in str(remarks.take()[0])
    assert _read(path).action("policy-ties").answer.owner == "Jo"
    assert os.listdir(path.parent) == [path.name]
    # One that stays in use is waited for, and nothing is written meanwhile.
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(locking, "LEFT_SECONDS", 60)
    path.with_name(f".{path.name}.lock").touch()
    with pytest.raises(FileError, match="Another program has been writing this file"):
        _save(path, "Kim")


def test_a_lock_file_that_cannot_be_removed_is_no_failure_of_the_save(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving.create(str(path), CHECKLIST)
    lock = path.with_name(f".{path.name}.lock")
    unlink = os.unlink

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks")

    def refuse(name: str) -> None:
        if name == str(lock):
            raise PermissionError(errno.EPERM, "Operation not permitted")
        unlink(name)

    monkeypatch.setattr(fcntl, "flock", no_locks)
    monkeypatch.setattr(os, "unlink", refuse)
    _save(path, "Sam")
    assert _read(path).action("policy-ties").answer.owner == "Sam"
    assert f"Saved. Its lock file {lock} could not be removed" in str(remarks.take()[-1])


def test_writers_of_one_path_at_once_leave_one_whole_file(path: Path) -> None:
    """Each has a temporary file of its own; a reader sees one of theirs from end to end."""
    program = (
        "import sys; from scalekit.storage.disk.replacing import write\n"
        "for _ in range(100): write(sys.argv[1], [sys.argv[2].encode() * 1_000] * 50, flush=False)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(path), name], env=environment)
        for name in "abcd"
    ]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if path.exists():
            seen.add(path.read_text(encoding="utf-8"))
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert seen <= {name * 50_000 for name in "abcd"}
    assert os.listdir(path.parent) == [path.name]


def test_what_is_no_file_is_written_to_and_never_replaced(path: Path) -> None:
    os.mkfifo(path)
    reader = subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE)
    replacing.write(str(path), b"a page")
    assert reader.communicate(timeout=30)[0] == b"a page"
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_answers_that_could_not_be_saved_twice_are_kept_twice(path: Path) -> None:
    saving.create(str(path), CHECKLIST)
    for owner in ("Sam", "Lee"):
        path.unlink(missing_ok=True)
        stored = saving.create(str(path), CHECKLIST)
        path.write_text("half a file")
        changed = CHECKLIST.with_answer("policy-ties", Answer(Status.IN_PROGRESS, owner))
        with pytest.raises(FileError, match="Your answers are in"):
            saving.save(stored, changed)
    kept = [Path(f"{path}{ending}") for ending in (".unsaved", ".2.unsaved")]
    owners = [
        parsed.checklist.action("policy-ties").answer.owner
        for file in kept
        if (parsed := files.parse(file.read_bytes(), str(path))[0])
    ]
    assert owners == ["Sam", "Lee"]


def test_a_link_that_leads_nowhere_is_named_as_one(path: Path) -> None:
    path.symlink_to("gone.scalekit.md")
    _, (problem,) = files.read(str(path))
    assert problem.message == "This is a link to gone.scalekit.md, where there is no file."
    path.unlink()
    path.symlink_to("gone/feno.scalekit.md")
    with pytest.raises(FileError, match=r"a link to .* there is no folder .*gone\. Make it first"):
        saving.write_file(str(path), b"a page")
