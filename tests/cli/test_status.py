"""`scalekit status` of many: all of a folder, in short, and only what somebody looks for."""

import contextlib
import os
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from scalekit.cli.app import run
from scalekit.cli.terminal import streams
from scalekit.model.checklist import Answer, Status
from scalekit.storage import saving
from tests.cli.running import Command, blank

TIES, NEED = "find-policy-ties", "understand-local-need"
SAM = Answer(Status.IN_PROGRESS, "Sam Lee", date(2020, 12, 1))
JO = Answer(Status.COMPLETED, "Jo Marsh", date(2020, 11, 1))


def test_a_command_for_one_checklist_names_those_below_the_folder(
    scalekit: Command, feno: Path
) -> None:
    """`status` shows them all, so nobody is told that there is none."""
    (feno.parent / "north").mkdir()
    feno.rename(feno.parent / "north" / feno.name)
    assert scalekit("status").code == 0
    for command in (("review",), ("decide", "--list"), ("history",), ("next",)):
        done = scalekit(*command)
        said = "There is 1 checklist below this folder. Name it:\n  north/feno.scalekit.md\n"
        assert (done.code, done.err) == (2, said), command
    for number in range(24):
        saving.create(f"north/{number:02}.scalekit.md", blank())
    lines = scalekit("next").err.splitlines()
    assert lines[0] == "There are 25 checklists below this folder. Name one:"
    assert (len(lines), lines[-1]) == (21, "  and 6 more")


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two checklists in the current folder."""
    monkeypatch.chdir(tmp_path)
    first = blank()._replace(innovation="Zeta").with_answer(TIES, SAM).with_answer(NEED, JO)
    saving.create("a.scalekit.md", first)
    saving.create("b.scalekit.json", blank()._replace(innovation="Alpha", place=""))


@pytest.mark.usefixtures("two")
def test_without_a_file_all_of_the_folder_are_shown(scalekit: Command) -> None:
    done = scalekit("status")
    assert done.code == 0
    assert "(a.scalekit.md)" in done.out
    assert "(b.scalekit.json)" in done.out


def test_where_the_folder_has_none_those_below_are_shown(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (feno.parent / "in").mkdir()
    feno.rename(feno.parent / "in" / feno.name)
    assert "(in/feno.scalekit.md)" in scalekit("status").out


@pytest.mark.usefixtures("two")
def test_in_short_each_is_one_line(scalekit: Command) -> None:
    assert scalekit("status", "--short", "--sort", "name").out.splitlines() == [
        "Alpha: 0 of 8 completed, 8 not yet started (b.scalekit.json)",
        "Zeta, Barnsley: 1 of 8 completed, 6 not yet started, 1 in progress, 1 overdue (a.scalekit.md)",  # noqa: E501
    ]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--owner", "sam"), [TIES]),
        (("--status", "completed"), [NEED]),
        (("--status", "completed", "--status", "In progress"), [NEED, TIES]),
        (("--overdue",), [TIES]),
        (("--due-before", "2020-12-01"), [NEED]),
        (("--due-before", "2 December 2020", "--owner", "sam lee"), [TIES]),
    ],
)
def test_only_what_is_looked_for_is_shown(
    scalekit: Command, options: tuple[str, ...], found: list[str]
) -> None:
    (one,) = scalekit("status", *options, "--json").json["checklists"]
    assert (one["path"], one["total"]) == ("a.scalekit.md", 8)
    assert [each["action"] for each in one["answers"]] == found
    lines = scalekit("status", *options).out.splitlines()
    assert lines[0] == "Zeta, Barnsley (a.scalekit.md)"
    assert [line.partition(" (")[2].partition(")")[0] for line in lines[1:]] == found
    assert len(scalekit("status", "--short", *options).out.splitlines()) == len(found)


@pytest.mark.usefixtures("two")
def test_where_nothing_is_found_it_says_so(scalekit: Command) -> None:
    done = scalekit("status", "--owner", "Nobody at all")
    assert (done.code, done.out, done.err) == (0, "", "No action matches what you asked for.\n")


@pytest.mark.usefixtures("two")
def test_nobody_is_an_owner_too(scalekit: Command) -> None:
    found = scalekit("status", "--owner", "", "--json").json["checklists"]
    assert [len(one["answers"]) for one in found] == [6, 8]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("order", "first"), [("name", "b"), ("due", "a"), ("overdue", "a"), ("open", "b")]
)
def test_checklists_are_sorted(scalekit: Command, order: str, first: str) -> None:
    found = scalekit("status", "--sort", order, "--json").json["checklists"]
    assert found[0]["path"].startswith(first)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--sort", "nam"), "--sort: there is no order “nam”. Did you mean name?"),
        (("--due-before", "1/12/2026"), "may be 1 December 2026 or 12 January 2026."),
        (("--status", "complted"), "--status: "),
    ],
)
def test_a_filter_that_is_none_is_named(
    scalekit: Command, options: tuple[str, ...], why: str
) -> None:
    done = scalekit("status", *options)
    assert (done.code, done.out) == (2, "")
    assert why in done.err


def test_a_playbook_that_is_not_the_built_in_one_is_named(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has several guides sees which of them a checklist follows."""
    monkeypatch.chdir(tmp_path)
    saving.create("ours.scalekit.md", blank()._replace(playbook="moving-house", version="3"))
    saving.create("built-in.scalekit.md", blank())
    told = "It follows the playbook “moving-house”, version 3."
    assert told in scalekit("status", "ours.scalekit.md").out
    assert "playbook" not in scalekit("status", "built-in.scalekit.md").out


def _peak(folder: Path, *options: str) -> int:
    """Return the most memory in use at once, in bytes, while status looks at a folder."""
    tracemalloc.start()
    try:
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - below
        with nowhere, contextlib.redirect_stdout(nowhere):
            assert run(["status", str(folder), *options]) == 0
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("options", [(), ("--json",), ("--short", "--sort", "name")])
def test_it_keeps_none_of_many_checklists(options: tuple[str, ...], tmp_path: Path) -> None:
    """Ten times as many take little more memory: each is written as it is read."""
    for number in range(300):
        folder = tmp_path / ("few" if number < 30 else "rest")
        folder.mkdir(exist_ok=True)
        saving.create(str(folder / f"{number}.scalekit.md"), blank())
    _peak(tmp_path / "few", *options)  # what is imported and kept once
    few, all_of_them = _peak(tmp_path / "few", *options), _peak(tmp_path, *options)
    one = len((tmp_path / "few" / "0.scalekit.md").read_bytes())
    assert all_of_them - few < 270 * one / 3  # a name for each, and no text


@pytest.mark.usefixtures("two")
def test_a_document_of_many_is_the_one_that_is_written_at_once(
    scalekit: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """Piece by piece it has the same bytes, also with nothing in it."""
    for options in ((), ("--owner", "Nobody at all")):
        done = scalekit("status", "--json", *options)
        content = {key: done.json[key] for key in ("checklists", "problems", "notes")}
        streams.out_json("status", content)
        assert capsys.readouterr().out == done.out


def test_what_is_next_says_if_it_is_done_together(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    checklist = blank()
    for action in checklist.actions[:3]:
        checklist = checklist.with_answer(action.id, JO)
    saving.create("a.scalekit.md", checklist)
    assert (
        "Next: Set regular touchpoints with everyone involved (regular-touchpoints). "
        "Do this together." in scalekit("status").out
    )
