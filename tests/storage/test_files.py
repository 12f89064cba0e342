"""Reading whatever stands on a disk, and saving so that nothing is ever half there."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scalekit.documents.returned import read_returned
from scalekit.engine.merge import merge_both_ways
from scalekit.errors import FileError
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.storage import files, json_, markdown, saving
from scalekit.storage.conflicts import mark, sides
from scalekit.storage.disk import remarks
from scalekit.storage.disk.beside import beside
from scalekit.storage.saving import ClashError
from tests.storage.test_hand_edits import CHECKLIST, TEXT

CHANGED = CHECKLIST.with_answer("policy-ties", Answer(Status.IN_PROGRESS, "Sam"))
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX systems only")


def _stored(path: Path, raw: bytes = TEXT.encode()) -> files.StoredChecklist:
    path.write_bytes(raw)
    stored, problems = files.read(str(path))
    assert stored, problems
    return stored


def _checklist(path: Path) -> Checklist:
    stored, problems = files.read(str(path))
    assert stored, problems
    return stored.checklist


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feno.scalekit.md"


# Saving


def test_a_change_is_saved_and_nothing_else_is_left_in_the_folder(path: Path) -> None:
    saved = saving.save(_stored(path), CHANGED)
    assert _checklist(path) == CHANGED
    assert saved.raw == path.read_bytes()
    assert os.listdir(path.parent) == [path.name]


def test_saving_an_unchanged_checklist_does_not_touch_the_file(path: Path) -> None:
    edited = TEXT.replace("[x]", "[X]").replace("\n", "\r\n").encode()
    stored = _stored(path, edited)
    before = path.stat()
    saving.save(stored, stored.checklist)
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert path.read_bytes() == edited


def test_line_ends_and_byte_order_mark_stay_as_found(path: Path) -> None:
    saving.save(_stored(path, b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()), CHANGED)
    raw = path.read_bytes()
    assert raw == b"\xef\xbb\xbf" + markdown.dumps(CHANGED).replace("\n", "\r\n").encode()


@posix_only
def test_the_mode_is_kept_and_a_link_followed(path: Path) -> None:
    real = path.parent / "elsewhere" / "real.scalekit.md"
    real.parent.mkdir()
    real.write_text(TEXT, encoding="utf-8")
    real.chmod(0o640)
    path.symlink_to(real)
    stored, _ = files.read(str(path))
    assert stored
    saving.save(stored, CHANGED)
    assert path.is_symlink()
    assert _checklist(real) == CHANGED
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(os.listdir(path.parent)) == ["elsewhere", path.name]
    assert os.listdir(real.parent) == [real.name]


def test_what_a_killed_save_left_is_cleared_by_the_next(path: Path) -> None:
    stored = _stored(path)
    left = path.parent / f".{path.name}.tmp"
    left.write_text("half a fi")
    os.utime(left, (0, 0))  # Windows cannot ask whether somebody is writing it
    saving.save(stored, CHANGED)
    assert os.listdir(path.parent) == [path.name]


def test_a_new_file_never_replaces_another(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(FileError, match="There is a file here already"):
        saving.create(str(path), CHECKLIST)
    assert path.read_text() == "mine"


def test_text_that_would_not_read_back_is_not_written(path: Path) -> None:
    stored = _stored(path)
    broken = CHECKLIST._replace(pillars=CHECKLIST.pillars[:1])
    with pytest.raises(FileError, match="does not read back"):
        saving.save(stored, broken)
    assert path.read_text(encoding="utf-8") == TEXT


def _in_child(work: Callable[[], None]) -> int:
    """Run something in a forked process and return its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        work()
    except FileError:
        os._exit(3)
    except BaseException:
        os._exit(99)
    os._exit(0)


@posix_only
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_at_any_step_the_file_is_the_old_or_the_new_one_whole(path: Path) -> None:
    """The child dies at its first, second, ... call to the system that touches a file."""
    seen = set()
    for step in range(1, 50):
        stored = _stored(path)

        def save(stored: files.StoredChecklist = stored, step: int = step) -> None:
            left = step

            def die(event: str, _: object) -> None:
                nonlocal left
                if event in ("open", "os.rename", "os.chmod", "os.remove", "fcntl.flock"):
                    left -= 1
                    if left == 0:
                        os._exit(9)

            sys.addaudithook(die)
            saving.save(stored, CHANGED)

        code = _in_child(save)
        assert code in (0, 9)
        seen.add(_checklist(path) == CHANGED)
        assert _checklist(path) in (CHECKLIST, CHANGED)
        if code == 0:
            break
    assert seen == {False, True}
    saving.save(_stored(path), CHANGED)
    assert os.listdir(path.parent) == [path.name]


@posix_only
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_on_a_full_disk_the_file_stays_as_it_was(path: Path) -> None:
    import resource
    import signal

    stored = _stored(path)

    def save() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        saving.save(stored, CHANGED)

    assert _in_child(save) == 3
    assert path.read_text(encoding="utf-8") == TEXT
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("letters", ["x" * 242, "é" * 121, "x" * 231])
def test_a_name_as_long_as_the_system_takes_is_saved(tmp_path: Path, letters: str) -> None:
    path = tmp_path / f"{letters}.scalekit.md"
    stored = saving.create(str(path), CHECKLIST)
    saving.save(stored, CHANGED)
    assert _checklist(path) == CHANGED
    path.write_text("half a file")
    with pytest.raises(FileError, match="cannot be read now") as error:
        saving.save(stored, CHANGED)
    kept = str(error.value).partition("Your answers are in ")[2].partition(". Mend it. ")[0]
    assert Path(kept).read_text("utf-8") == markdown.dumps(CHANGED)
    assert len(os.listdir(tmp_path)) == 2


def test_two_long_names_that_begin_alike_stay_apart() -> None:
    assert beside(f"{'x' * 200}a", ".tmp") != beside(f"{'x' * 200}b", ".tmp")
    short = str(Path("folder", "feno.scalekit.md"))
    assert beside(short, ".tmp") == str(Path("folder", ".feno.scalekit.md.tmp"))


def test_a_folder_where_the_temporary_file_would_be_blocks_nobody(path: Path) -> None:
    stored = _stored(path)
    path.with_name(f".{path.name}.tmp").mkdir()
    saving.save(stored, CHANGED)
    assert _checklist(path) == CHANGED
    assert sorted(os.listdir(path.parent)) == [f".{path.name}.tmp", path.name]


def test_a_folder_that_takes_no_files_is_said_plainly(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        saving.create(str(blocked / "feno.scalekit.md"), CHECKLIST)


# Reading

JSON = json_.dumps(CHECKLIST)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "not a scalekit checklist"),
        (b"# Shopping\n", "not a scalekit checklist"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.replace("Barnsley", "Barnsley\udcff").encode("utf-8", "surrogateescape"), "9:16: "),
        (
            TEXT.replace("Barnsley", "Barns\0ley").encode(),
            "9:13: This file is not text: it holds a NUL character. Take that character out.",
        ),
        (TEXT.encode() + b" " * 20_000_000, "larger than 5 MB"),
        (b">" * 100_000, "not a scalekit checklist"),
        (b"- " * 100_000, "not a scalekit checklist"),
        (b"[" * 100_000, "not a scalekit checklist"),
        (TEXT.replace("> One", "> " * 50_000 + "One").encode(), ""),
        (
            TEXT.replace("# FeNO", "<<<<<<< ours\n=======\n>>>>>>> theirs\n# FeNO").encode(),
            "lines 7 to 9",
        ),
    ],
    ids=range(12),
)
def test_each_bad_file_has_one_clear_message(path: Path, raw: bytes, message: str) -> None:
    path.write_bytes(raw)
    stored, problems = files.read(str(path))
    if message:
        assert stored is None
        assert len(problems) == 1
        assert message in str(problems[0])
        assert str(problems[0]).startswith(f"{path}:")
    assert path.read_bytes() == raw


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    messages = {"missing": "There is no file or folder here", "folder": "This is a folder"}
    (tmp_path / "folder").mkdir()
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe")
        messages["pipe"] = "This is a device or pipe"
    for name, message in messages.items():
        stored, problems = files.read(str(tmp_path / name))
        assert stored is None
        assert message in str(problems[0])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("innovation", "innovations/"),
        ("innovatons/", "innovations/"),
        ("Feno-testin", "feno-testing.scalekit.md"),
        ("feno-testing.scalekit.jsn", "feno-testing.scalekit.md"),
        ("notes.scalekit.md", ""),
        ("pages", ""),
        ("nothing/feno-testing.scalekit.md", ""),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, near: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("innovations", ".pages"):
        Path(folder).mkdir()
    for file in ("feno-testing.scalekit.md", "page.xlsx"):
        Path(file).touch()
    for folder in ("", f"{tmp_path}{os.sep}"):
        _, (problem,) = files.read(f"{folder}{name}")
        offered = f"{folder}{near}".replace("/", os.sep)
        assert problem.message == "There is no file or folder here."
        remedy = f"Did you mean {offered}?" if near else "Make one with `scalekit start`."
        assert problem.remedy == remedy


@pytest.mark.parametrize("whole", [TEXT.encode(), JSON.encode()], ids=["md", "json"])
def test_a_file_cut_off_anywhere_is_refused(whole: bytes) -> None:
    name = "feno.scalekit.json" if whole.startswith(b"{") else "feno.scalekit.md"
    for end in range(len(whole) - 1):
        stored, problems = files.parse(whole[:end], name)
        assert stored is None
        assert problems
    stored, _ = files.parse(whole[:-1], name)
    assert stored
    assert stored.checklist == CHECKLIST


def test_a_folder_gives_its_checklists_in_order_and_no_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.scalekit.md", "a/c.scalekit.json", ".git/d.scalekit.md", "a/notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(Path(path).relative_to(tmp_path).as_posix()) for path in files.find(str(tmp_path))]
    assert found == ["b.scalekit.md", "a/c.scalekit.json"]


# Saving while someone else writes


def _with(checklist: Checklist, action: str, **fields: Any) -> Checklist:
    answer = checklist.action(action).answer._replace(**fields)
    return checklist.with_answer(action, answer)


def test_a_save_takes_in_what_somebody_else_saved_meanwhile(path: Path) -> None:
    stored = _stored(path)
    saving.save(_stored(path), _with(CHECKLIST, "touchpoints", owner="Sam", note="Theirs."))
    saved = saving.save(stored, _with(CHECKLIST, "touchpoints", due=date(2027, 1, 1)))
    both = _with(CHECKLIST, "touchpoints", owner="Sam", note="Theirs.", due=date(2027, 1, 1))
    assert saved.checklist == _checklist(path) == both


def test_two_values_for_one_field_clash_and_nothing_is_written(path: Path) -> None:
    stored = _stored(path)
    theirs = saving.save(_stored(path), _with(CHECKLIST, "touchpoints", owner="Sam"))
    with pytest.raises(ClashError) as clash:
        saving.save(stored, _with(CHECKLIST, "touchpoints", owner="Lee", reason="R"))
    assert path.read_bytes() == theirs.raw
    versions = clash.value.versions
    assert versions.ours == _with(CHECKLIST, "touchpoints", owner="Lee", reason="R")
    assert versions.theirs == _with(CHECKLIST, "touchpoints", owner="Sam", reason="R")


@pytest.mark.parametrize("name", ["feno.scalekit.md", "feno.scalekit.json"])
def test_both_values_of_a_clash_are_kept_with_marks_around_that_field_only(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    stored = saving.create(str(path), CHECKLIST)
    saving.save(stored, _with(CHECKLIST, "touchpoints", owner="Sam"))
    with pytest.raises(ClashError) as clash:
        saving.save(stored, _with(CHECKLIST, "touchpoints", owner="Lee", reason="R"))
    saving.save_both(clash.value)
    text = path.read_text(encoding="utf-8")
    _, problems = files.read(str(path))
    assert "merge --resolve" in str(problems[0])
    begins = text[: text.index("<<<<<<<")].count("\n") + 1
    assert f":{begins}" in str(problems[0])
    between = text[text.index("<<<<<<<") : text.index(">>>>>>>")].split("\n")
    assert len(between) == 5
    assert "Lee" in between[1]
    assert "Sam" in between[3]
    both = sides(text)
    assert both
    ours, theirs = (files.parse(side.encode(), name)[0] for side in both)
    assert ours
    assert theirs
    assert ours.checklist == clash.value.versions.ours
    assert theirs.checklist == clash.value.versions.theirs


def test_a_file_that_somebody_broke_meanwhile_is_left_and_the_answers_kept(path: Path) -> None:
    stored = _stored(path)
    path.write_text("half a file")
    with pytest.raises(FileError, match=r"\.unsaved"):
        saving.save(stored, CHANGED)
    assert path.read_text() == "half a file"
    kept, _ = files.parse(Path(f"{path}.unsaved").read_bytes(), str(path))
    assert kept
    assert kept.checklist == CHANGED


def test_a_file_that_is_gone_is_written_anew_and_that_is_said(path: Path) -> None:
    """Whoever moved it has the rest of it, and nobody is told to mend what is not there."""
    stored = _stored(path)
    other = CHECKLIST.with_answer("policy-ties", Answer(Status.COMPLETED, "Lee"))
    clash = saving.ClashError(stored, merge_both_ways(CHECKLIST, CHANGED, other))
    for save in (
        lambda: saving.save(stored, CHANGED),
        lambda: saving.settle(stored, CHANGED),
        lambda: saving.save_both(clash),
    ):
        path.unlink()
        remarks.take()
        save()
        (said,) = remarks.take()
        assert "Somebody deleted or moved this file meanwhile, so it was written anew" in str(said)
        assert "Lee" in path.read_text("utf-8") or _checklist(path) == CHANGED
        assert os.listdir(path.parent) == [path.name]


def test_answers_kept_beside_two_versions_come_in_once_one_is_chosen(path: Path) -> None:
    """As when git merges while a session is open."""
    stored = _stored(path)
    path.write_text("<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", "utf-8")
    with pytest.raises(FileError, match=r"merge --resolve FILE\. Then .* scalekit import") as error:
        saving.save(stored, CHANGED)
    assert f"{path}.unsaved" in str(error.value)
    (returned,), problems = read_returned(Path(f"{path}.unsaved").read_bytes(), f"{path}.unsaved")
    assert (returned.edited, problems) == (CHANGED, [])


_WRITER = """
import sys
from datetime import date
from scalekit.model.checklist import Evidence
from scalekit.storage import files, saving
path, name, number = sys.argv[1:]
for turn in range(int(number)):
    stored, problems = files.read(path)
    assert stored, problems
    actions = stored.checklist.actions
    action = actions[turn % len(actions)]
    evidence = (*action.answer.evidence, Evidence(f"{name}-{turn}"))
    answer = action.answer._replace(evidence=evidence)
    saving.save(stored, stored.checklist.with_answer(action.id, answer))
"""


def test_four_processes_writing_one_file_lose_no_answer(path: Path) -> None:
    """250 pieces of evidence each, all different; 1,000 of 1,000 are there at the end."""
    _stored(path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name, "250"], env=environment)
        for name in "abcd"
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    labels = {e.label for action in _checklist(path).actions for e in action.answer.evidence}
    assert len({f"{name}-{n}" for name in "abcd" for n in range(250)} & labels) == 1000
    assert os.listdir(path.parent) == [path.name]


def test_what_would_be_too_large_to_read_again_is_not_written(path: Path) -> None:
    stored = _stored(path)
    with pytest.raises(FileError, match="larger than 5 MB"):
        saving.save(stored, _with(CHECKLIST, "touchpoints", note="line\n" * 1_000_000))
    assert path.read_text(encoding="utf-8") == TEXT


def test_marks_are_longer_than_any_that_somebody_typed() -> None:
    ours = "a\n=======\n>>>>>>> x\nours\n"
    theirs = "a\n=======\n<<<<<<<< x\ntheirs\n"
    assert sides(mark(ours, theirs, "HEAD", "branch")) == (ours, theirs)


@pytest.mark.parametrize("kind", ["md", "json"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_of_old_macs_are_read_and_kept(tmp_path: Path, kind: str, bom: bytes) -> None:
    """A file whose lines end in a carriage return alone is read, and saved with those again."""
    path = tmp_path / f"a.scalekit.{kind}"
    path.write_bytes(bom + files.FORMATS[kind][0](CHECKLIST).encode().replace(b"\n", b"\r"))
    before = path.read_bytes()
    stored, problems = files.read(str(path))
    assert (problems, stored and stored.checklist) == ([], CHECKLIST)
    assert stored
    saving.save(stored, stored.checklist)
    assert path.read_bytes() == before
    saving.save(stored, stored.checklist._replace(place="York"))
    after = path.read_bytes()
    assert b"\n" not in after
    assert after.startswith(bom)
    again, _ = files.read(str(path))
    assert again
    assert again.checklist == CHECKLIST._replace(place="York")
