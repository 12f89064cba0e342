"""`scalekit status` of many: all of a folder, in short, and only what somebody looks for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Status
from scalekit.storage import files
from tests.cli.running import Command, blank

TIES, NEED = "find-policy-ties", "understand-local-need"
SAM = Answer(Status.IN_PROGRESS, "Sam Lee", date(2020, 12, 1))
JO = Answer(Status.COMPLETED, "Jo Marsh", date(2020, 11, 1))


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two checklists in the current folder."""
    monkeypatch.chdir(tmp_path)
    first = replace(blank(), innovation="Zeta").with_answer(TIES, SAM).with_answer(NEED, JO)
    files.create("a.scalekit.md", first)
    files.create("b.scalekit.json", replace(blank(), innovation="Alpha", place=""))


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
    assert (done.code, done.out, done.err) == (0, "", "No action is what you asked for.\n")


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
    files.create("ours.scalekit.md", replace(blank(), playbook="moving-house", version="3"))
    files.create("built-in.scalekit.md", blank())
    told = "It follows the playbook “moving-house”, version 3."
    assert told in scalekit("status", "ours.scalekit.md").out
    assert "playbook" not in scalekit("status", "built-in.scalekit.md").out
