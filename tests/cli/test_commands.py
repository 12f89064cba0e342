"""`status`, `check`, `export` and `merge` as whole commands."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scalekit.cli.files.checklists import NONE_HERE
from scalekit.model.checklist import Answer
from scalekit.storage import json_, saving
from tests.cli.running import Command, Done, blank, checklist_in

HOSTILE = "\x1b]0;owned\x07\x1b[2J[bold]x[/bold]\u202egnp.exe"


def _stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


# status


def test_status_says_counts_in_words_and_what_needs_attention(
    scalekit: Command, feno: Path
) -> None:
    scalekit("set", feno, "understand-local-need", "--status", "completed")
    scalekit("set", feno, "find-policy-ties", "--due", "1 March 2020", "--owner", "Sam")
    out = scalekit("status").out
    assert out.splitlines()[:4] == [
        "FeNO testing, Barnsley (feno.scalekit.md)",
        "1 of 8 completed, 7 not yet started.",
        "",
        "Understand: 1 of 3 completed, 2 not yet started",
    ]
    assert out.splitlines()[-3:] == [
        "Next: Work through the challenges of adoption together (understand-adoption-challenges)",
        (
            "Overdue: Find ties to national and local priorities (find-policy-ties): Sam,"
            " due 1 March 2020"
        ),
        (
            "Completed without evidence: Understand local capacity and the real problem"
            " (understand-local-need)"
        ),
    ]


def test_status_says_that_a_folder_has_no_checklists(scalekit: Command, feno: Path) -> None:
    Path("empty").mkdir()
    assert scalekit("status", "empty") == Done(0, "", f"{NONE_HERE}\n")
    assert scalekit("status", "empty", "--json").json["checklists"] == []
    Path("empty/bad.scalekit.md").write_text("nothing", encoding="utf-8")
    done = scalekit("status", "empty")
    assert (done.code, NONE_HERE in done.err) == (3, False)


def test_status_for_programs_is_one_document_that_only_grows(scalekit: Command, feno: Path) -> None:
    scalekit("set", feno, "find-policy-ties", "--due", "1 March 2020")
    (checklist,) = scalekit("status", "--json").json["checklists"]
    assert checklist["counts"] == {
        "not-started": 8,
        "in-progress": 0,
        "completed": 0,
        "cannot-start": 0,
        "not-relevant": 0,
    }
    assert checklist["overdue"] == ["find-policy-ties"]
    assert checklist["next"] == "understand-local-need"
    assert checklist["pillars"][1] == {
        "id": "engage",
        "title": "Engage",
        "total": 2,
        "counts": {**checklist["counts"], "not-started": 2},
    }


def test_one_bad_file_does_not_hide_the_others(scalekit: Command, feno: Path) -> None:
    feno.with_name("bad.scalekit.md").write_text("nothing")
    done = scalekit("status", ".")
    assert done.code == 3
    assert "FeNO testing" in done.out
    assert "bad.scalekit.md:1:1: This is not a scalekit checklist" in done.err


def test_with_several_checklists_or_none_the_file_has_to_be_named(
    scalekit: Command, feno: Path
) -> None:
    saving.create("other.scalekit.json", blank())
    done = scalekit("export")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[1:] == ["  feno.scalekit.md", "  other.scalekit.json"]
    feno.unlink()
    Path("other.scalekit.json").unlink()
    assert "make one with `scalekit start`" in scalekit("export").err


def test_hostile_text_reaches_the_screen_harmless(scalekit: Command, feno: Path) -> None:
    scalekit("set", feno, "find-policy-ties", "--owner", HOSTILE, "--note", HOSTILE)
    feno.write_text(feno.read_text("utf-8").replace("# FeNO", f"# {HOSTILE}"), "utf-8")
    for command in (
        ("status",),
        ("status", "--json"),
        ("check",),
        ("set", feno, HOSTILE),
        ("status", HOSTILE),
        ("export", feno, "--format", HOSTILE),
    ):
        done = scalekit(*command)
        for unseen in ("\x1b", "\x07", "\u202e"):
            assert unseen not in done.out + done.err
    (checklist,) = scalekit("status", "--json").json["checklists"]
    assert HOSTILE in checklist["innovation"].replace("\\", "")


# check


@pytest.mark.parametrize("kind", ["md", "json"])
def test_check_names_the_line_of_an_escape_that_acts_on_a_terminal(
    scalekit: Command, feno: Path, kind: str
) -> None:
    """The file is read all the same; what JSON spells as text and means as text is no escape."""
    scalekit("set", feno, "find-policy-ties", "--note", "One \\u001b and é.\nTwo NOTE.")
    path = feno.with_name(f"feno.scalekit.{kind}")
    if kind == "json":
        scalekit("export", feno, "--format", "json", "--output", path)
    assert scalekit("check", path).code == 0
    text = path.read_text("utf-8")
    sign = "\x1b[31m" if kind == "md" else "\\u001b[31m"
    path.write_text(text.replace("NOTE", f"a {sign}red note"), "utf-8")
    done = scalekit("check", path, "--json")
    assert done.code == 1
    (found,) = done.json["checklists"][0]["problems"]
    line = path.read_text("utf-8").splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith(sign)
    shown = "\\x1b" if kind == "md" else "\\u001b"
    assert found["message"].startswith(f"This line holds {shown}, which")
    assert scalekit("status", path).code == 0


def test_check_names_every_problem_of_every_file(scalekit: Command, feno: Path) -> None:
    assert scalekit("check").out == "1 checklist, no problems.\n"
    text = feno.read_text("utf-8")
    feno.write_text(
        text.replace("[ ] Not yet started", "[ ] soon", 2).replace("Due: N", "Due: 1/2/3 N"),
        "utf-8",
    )
    done = scalekit("check", ".")
    assert done.code == 3
    assert len(done.out.splitlines()) == 10
    report = scalekit("check", "--json").json["checklists"]
    assert [problem["line"] for problem in report[0]["problems"]][:2] == [17, 21]


def test_a_first_line_that_is_lost_can_be_put_back_as_it_is_said(
    scalekit: Command, feno: Path
) -> None:
    """All the answers are still in the file."""
    scalekit("set", feno, "find-policy-ties", "--owner", "Sam")
    held = feno.read_text("utf-8")
    feno.write_text(held.partition("\n")[2], "utf-8")
    said = scalekit("status", feno)
    assert said.code == 3
    feno.write_text(f"{said.err.split('`')[1]}\n{feno.read_text('utf-8')}", "utf-8")
    assert feno.read_text("utf-8") == held
    assert scalekit("status", feno).code == 0


def test_check_says_no_when_a_reason_is_missing(scalekit: Command, feno: Path) -> None:
    feno.write_text(feno.read_text("utf-8").replace("Not yet started", "Not relevant", 1), "utf-8")
    done = scalekit("check")
    assert done.code == 1
    assert "understand-local-need is “Not relevant” without a reason" in done.out


@pytest.mark.parametrize(
    ("old", "new", "noted"),
    [
        (
            "Owner: Not provided",
            "Ownr: Sam",
            "19:1: “Ownr: Sam” fills no field of understand-local-need; it is kept as text",
        ),
        (
            "roles: innovator -->",
            "roles: inovator -->",
            "5:13: The playbook has no role “inovator”. Did you mean innovator?",
        ),
        (
            '"innovator"',
            '"nurse"',
            "10:6: The playbook has no role “nurse”. Its roles are: innovator, decision-maker.",
        ),
    ],
)
def test_check_notes_what_looks_like_a_slip(
    scalekit: Command, feno: Path, old: str, new: str, noted: str
) -> None:
    if old.startswith('"'):
        feno.rename("feno.scalekit.json")
        feno = Path("feno.scalekit.json")
        feno.write_text(json_.dumps(blank()), encoding="utf-8")
    text = feno.read_text("utf-8")
    assert old in text
    feno.write_text(text.replace(old, new, 1), "utf-8")
    done = scalekit("check", feno)
    assert done.code == 0
    first, last = done.out.splitlines()
    assert first.startswith(f"{feno}:{noted}")
    assert last == "1 checklist, no problems."
    (report,) = scalekit("check", feno, "--json").json["checklists"]
    assert len(report["notes"]) == 1


def test_check_takes_no_longer_the_more_often_a_text_says_roles(
    scalekit: Command, feno: Path
) -> None:
    """Written as an escape it is found nowhere; looked for behind each, this takes an hour."""
    answer = Answer(note="roles " * 400_000)
    text = json_.dumps(blank().with_answer(blank().actions[0].id, answer))
    feno = Path("feno.scalekit.json")
    feno.write_text(text.replace('"innovator"', '"nu\\u0072se"', 1), "utf-8")
    done = scalekit("check", feno)
    assert done.out.startswith("feno.scalekit.json:1:1: The playbook has no role “nurse”.")


def test_check_notes_an_action_that_is_missing_and_upgrade_brings_it_back(
    scalekit: Command, feno: Path
) -> None:
    first, _, *rest = feno.read_text("utf-8").split("### ")
    feno.write_text("### ".join([first, *rest]), encoding="utf-8")
    done = scalekit("check", feno.name)
    assert done.code == 0
    assert done.out.startswith(
        "feno.scalekit.md: The action understand-local-need is missing."
        " Bring it back: scalekit upgrade feno.scalekit.md\n"
    )
    scalekit("upgrade", feno.name)
    assert checklist_in(feno) == blank()
    assert scalekit("check").out == "1 checklist, no problems.\n"


def test_check_of_a_folder_without_checklists_says_so(scalekit: Command, tmp_path: Path) -> None:
    assert "No checklists here" in scalekit("check", tmp_path).err


# export


def test_export_to_json_and_back_gives_the_same_bytes(scalekit: Command, feno: Path) -> None:
    scalekit("set", feno, "find-policy-ties", "--note", "One.\n\n- two", "--status", "completed")
    scalekit("export", feno, "--format", "json", "--output", "a.scalekit.json")
    scalekit("export", "a.scalekit.json", "--format", "md", "--output", "b.scalekit.md")
    assert Path("b.scalekit.md").read_bytes() == feno.read_bytes()
    assert Path("a.scalekit.json").read_text("utf-8") == json_.dumps(checklist_in(feno))


def test_export_reads_stdin_and_writes_stdout(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stdin(monkeypatch, feno.read_bytes())
    done = scalekit("export", "-", "--format", "json")
    assert (done.out, done.err) == (json_.dumps(blank()), "")


def test_an_export_that_cannot_be_written_exits_3(scalekit: Command, feno: Path) -> None:
    done = scalekit("export", feno, "--format", "md", "--output", feno / "x.md")
    assert (done.code, done.out) == (3, "")
    assert "cannot be written" in done.err


# merge


@pytest.fixture
def three(feno: Path) -> list[str]:
    """Return the names of a base and two versions of it that change different fields."""
    names = ["base.scalekit.md", "ours.scalekit.md", "theirs.scalekit.json"]
    for name in names:
        saving.create(name, blank())
    return names


def test_merge_takes_the_changes_of_both(scalekit: Command, three: list[str]) -> None:
    scalekit("set", three[1], "find-policy-ties", "--owner", "Sam")
    scalekit("set", three[2], "find-policy-ties", "--reason", "R")
    done = scalekit("merge", *three, "--output", "out.scalekit.md", "--json")
    assert (done.json["path"], len(done.json["conflicts"])) == ("out.scalekit.md", done.code)
    answer = checklist_in(Path("out.scalekit.md")).action("find-policy-ties").answer
    assert (done.code, done.err, answer.owner, answer.reason) == (0, "", "Sam", "R")
    assert scalekit("merge", *three).out == Path("out.scalekit.md").read_text("utf-8")


def test_merge_keeps_both_values_of_a_clash_and_every_command_says_where(
    scalekit: Command, three: list[str]
) -> None:
    scalekit("set", three[1], "find-policy-ties", "--owner", "Sam")
    scalekit("set", three[2], "find-policy-ties", "--owner", "Lee", "--reason", "R")
    done = scalekit("merge", *three, "--output", "out.scalekit.md", "--json")
    assert (done.json["path"], len(done.json["conflicts"])) == ("out.scalekit.md", done.code)
    assert done.code == 1
    assert "“Sam” in ours.scalekit.md, “Lee” in theirs.scalekit.json" in done.err
    text = Path("out.scalekit.md").read_text("utf-8")
    assert "<<<<<<< ours.scalekit.md\nOwner: Sam\n=======\nOwner: Lee\n>>>>>>> theirs" in text
    assert "Reason: R\n" in text
    for command in ("status", "check", "export"):
        done = scalekit(command, "out.scalekit.md")
        assert done.code == 3
        assert (
            "(lines 63 to 67). Choose between them: scalekit merge --resolve out"
            in done.out + done.err
        )


def test_resolving_needs_a_terminal(scalekit: Command, three: list[str]) -> None:
    scalekit("set", three[1], "find-policy-ties", "--owner", "Sam")
    scalekit("set", three[2], "find-policy-ties", "--owner", "Lee")
    scalekit("merge", *three, "--output", "out.scalekit.md")
    before = Path("out.scalekit.md").read_bytes()
    assert scalekit("merge", "--resolve", "out.scalekit.md", "--no-input").code == 4
    assert Path("out.scalekit.md").read_bytes() == before
    assert "nothing to choose" in scalekit("merge", "--resolve", "base.scalekit.md").err


# The installed program


def _program(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= options.pop("environment", {})
    return subprocess.run(
        [sys.executable, "-m", "scalekit", *arguments],
        env=environment,
        capture_output=True,
        check=False,
        **options,
    )


@pytest.mark.parametrize("locale", ["C", "en_GB.ISO-8859-1", "POSIX"])
def test_output_is_utf8_in_every_locale(feno: Path, locale: str) -> None:
    feno.write_text(feno.read_text("utf-8").replace("Barnsley", "Zürich → ü"), "utf-8")
    settings = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = _program("status", environment=settings)
    assert done.stdout.decode("utf-8").startswith("FeNO testing, Zürich → ü")
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_a_reader_that_has_had_enough_is_no_error(feno: Path) -> None:
    command = f'"{sys.executable}" -m scalekit guide --json | head -c 10'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, check=True)
    assert (len(done.stdout), done.stderr) == (10, b"")


def test_the_version_is_said_in_one_line() -> None:
    for option in ("--version", "-V"):
        assert _program(option).stdout.startswith(b"scalekit ")


def test_every_value_of_an_option_has_a_name() -> None:
    """Not a type, which means nothing to most readers."""
    commands = Path(__file__).parents[2] / "docs" / "commands.md"
    assert "<str>" not in commands.read_text("utf-8")


def test_without_a_command_there_is_help(scalekit: Command) -> None:
    assert scalekit().out.startswith("Usage: scalekit")
    assert json.dumps(scalekit("-h").out) == json.dumps(scalekit("--help").out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said_in_one_line(feno: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-m", "scalekit", "status"],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == b"Stdout cannot be written: no space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("status >&-", 3),
        ("guide >&-", 3),
        ("status --json >&-", 3),
        ("export feno.scalekit.md --format json --output - >&-", 3),
        ("--help >&-", 3),
        ("--version >&-", 3),
        ("--version >/dev/full", 3),
        ("set feno.scalekit.md find-policy-ties --owner y >&-", 0),
        ("status nofile 2>&-", 3),
        ("set feno.scalekit.md find-policy-ties --owner y 2>&-", 0),
        ("status - <&-", 3),
        ("set feno.scalekit.md --from - <&-", 3),
        ("check . --json >/dev/full", 3),
        ("--help >/dev/full", 3),
    ],
)
def test_closed_and_full_streams_are_no_traceback(feno: Path, command: str, code: int) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        f'"{sys.executable}" -m scalekit {command}',
        shell=True,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == code


def test_an_action_that_one_side_removed_is_said_in_words(
    scalekit: Command, three: list[str]
) -> None:
    text = Path(three[1]).read_text("utf-8")
    begin = text.index("### Find ties")
    end = text.index("## Engage")
    Path(three[1]).write_text(text[:begin] + text[end:], encoding="utf-8", newline="\n")
    scalekit("set", three[2], "find-policy-ties", "--owner", "Lee")
    done = scalekit("merge", *three, "--output", "out.scalekit.md", "--json")
    assert (done.json["path"], len(done.json["conflicts"])) == ("out.scalekit.md", done.code)
    assert done.code == 1
    assert "ChecklistAction" not in done.err
    assert "owner: Lee" in done.err


IMPATIENT = """
import sys
class Pressed:
    def find_spec(self, name, *_):
        if name == "scalekit.errors":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Pressed())
from scalekit.__main__ import main
sys.exit(main())
"""


def test_ctrl_c_while_it_starts_leaves_no_traceback() -> None:
    command = [sys.executable, "-c", IMPATIENT, "status"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")
