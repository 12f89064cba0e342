"""`scalekit set`: answers without prompts, all of them or none."""

import io
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from scalekit.cli.arguments.answers import with_fields
from scalekit.model.checklist import Answer, ChecklistAction, Confidence, Evidence, Status
from scalekit.model.dates import say_date
from scalekit.storage import saving
from tests.cli.running import Command, blank, checklist_in

ACTION = "find-policy-ties"


def answer(path: Path, action: str = ACTION) -> Answer:
    return checklist_in(path).action(action).answer


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_every_field_has_an_option(scalekit: Command, feno: Path) -> None:
    done = scalekit(
        *("set", feno, ACTION, "--status", "In progress", "--owner", " Sam Lee "),
        *("--due", "1 December 2026", "--confidence", "on-track", "--reason", "R"),
        *("--note", "First.\n\nLast.\n", "--evidence", "Plan=docs/plan b.docx"),
        *("--evidence", "https://example.org/?a=b"),
    )
    assert (done.code, done.out, done.err) == (0, "", f"Saved {feno}.\n")
    address = "https://example.org/?a=b"
    assert answer(feno) == Answer(
        Status.IN_PROGRESS,
        "Sam Lee",
        date(2026, 12, 1),
        Confidence.ON_TRACK,
        "R",
        (Evidence("Plan", "docs/plan b.docx"), Evidence(address, address)),
        "First.\n\nLast.",
    )


def test_evidence_is_added_once_and_cleared_as_a_whole(scalekit: Command, feno: Path) -> None:
    scalekit("set", feno, ACTION, "--evidence", "Plan=plan.docx")
    scalekit("set", feno, ACTION, "--evidence", "The plan=plan.docx", "--evidence", "Minutes")
    assert answer(feno).evidence == (Evidence("The plan", "plan.docx"), Evidence("Minutes"))
    scalekit("set", feno, ACTION, "--clear", "evidence", "--evidence", "New")
    assert answer(feno).evidence == (Evidence("New"),)
    scalekit("set", feno, ACTION, "--clear", "evidence")
    assert answer(feno) == Answer()


def test_a_due_date_can_count_from_today(scalekit: Command, feno: Path) -> None:
    scalekit("set", feno, ACTION, "--due", "+2w")
    assert answer(feno).due == date.today() + timedelta(weeks=2)  # noqa: DTZ011


def test_a_day_that_has_passed_is_said_where_something_is_left_to_do(
    scalekit: Command, feno: Path
) -> None:
    said = "That day has passed, so this is overdue: Find ties to national and local priorities.\n"
    assert said in scalekit("set", "find-policy-ties", "--due", "2020-01-01").err
    assert said not in scalekit("set", "find-policy-ties", "--owner", "Sam Lee").err
    done = ("--due", "2020-02-01", "--status", "completed")
    assert said not in scalekit("set", "find-policy-ties", *done).err


def test_setting_what_is_there_already_does_not_touch_the_file(
    scalekit: Command, feno: Path
) -> None:
    scalekit("set", feno, ACTION, "--owner", "Sam")
    before = feno.stat().st_mtime_ns
    assert scalekit("set", feno, ACTION, "--owner", "Sam").err == "Nothing to change.\n"
    assert feno.stat().st_mtime_ns == before


def test_the_place_and_the_innovation_are_set_without_an_action(
    scalekit: Command, feno: Path
) -> None:
    assert scalekit("set", feno, "--place", " Leeds ").err == (
        f"Saved {feno}.\nThis replaces the place “Barnsley”.\n"
    )
    assert scalekit("set", feno, "--innovation", "FeNO").code == 0
    assert checklist_in(feno) == blank()._replace(place="Leeds", innovation="FeNO")
    scalekit("set", feno, "--place", "")
    assert checklist_in(feno).place == ""


def test_a_reason_goes_with_the_status_that_needed_it_and_is_said(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the walk."""
    cannot = ("set", feno, ACTION, "--status", "cannot-start", "--reason", "No budget.")
    taken_off = f"{ACTION}: This removes the reason “No budget.”."
    scalekit(*cannot)
    assert taken_off in scalekit("set", feno, ACTION, "--status", "in-progress").err
    assert answer(feno) == Answer(Status.IN_PROGRESS)
    scalekit(*cannot)
    stdin(monkeypatch, json.dumps({ACTION: {"status": "completed"}}))
    assert taken_off in scalekit("set", feno, "--from", "-").err
    assert answer(feno) == Answer(Status.COMPLETED)
    scalekit("set", feno, ACTION, "--reason", "Late.")
    assert "Late" not in scalekit("set", feno, ACTION, "--status", "in-progress").err
    assert answer(feno) == Answer(Status.IN_PROGRESS, reason="Late.")
    scalekit(*cannot)
    done = scalekit("set", feno, ACTION, "--status", "in-progress", "--reason", "Began.")
    assert f"{ACTION}: This replaces the reason “No budget.”." in done.err
    assert answer(feno).reason == "Began."


def test_a_reason_for_one_status_is_not_kept_for_another_that_needs_one(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, for who still means it to repeat it, and nothing is written."""
    scalekit("set", feno, ACTION, "--status", "not-relevant", "--reason", "No budget.")
    was = feno.read_bytes()
    done = scalekit("set", feno, ACTION, "--status", "cannot-start")
    named = "“No budget.” was given for “Not relevant”: where it holds, repeat it."
    said = f"“Cannot start yet” needs a reason. {named} Add --reason for {ACTION}."
    assert (done.code, done.err) == (2, f"{said} Nothing was changed.\n")
    stdin(monkeypatch, json.dumps({ACTION: {"status": "cannot-start"}}))
    done = scalekit("set", feno, "--from", "-")
    assert (done.code, named in done.err) == (3, True)
    assert feno.read_bytes() == was
    assert scalekit("set", feno, ACTION, "--status", "not-relevant").err == "Nothing to change.\n"
    done = scalekit("set", feno, ACTION, "--status", "cannot-start", "--reason", "No budget.")
    assert (done.code, answer(feno).reason) == (0, "No budget.")


def test_a_note_and_evidence_that_are_replaced_are_said_whole(
    scalekit: Command, feno: Path
) -> None:
    """No key undoes what `set` does, so what it takes away can be copied from what it says."""
    scalekit("set", feno, ACTION, "--note", "One.\n\nTwo.", "--evidence", "Plan=plan.docx")
    longer = scalekit("set", feno, ACTION, "--note", "One.\n\nTwo.\n\nThree.")
    assert longer.err == f"Saved {feno}.\n"
    other = scalekit("set", feno, ACTION, "--note", "Other.", "--evidence", "The plan=plan.docx")
    assert f"{ACTION}: This replaces the note “One.\n\nTwo.\n\nThree.”." in other.err
    assert f"{ACTION}: This replaces the evidence “Plan (plan.docx)”." in other.err
    emptied = scalekit("set", feno, ACTION, "--clear", "note", "--clear", "evidence")
    assert f"{ACTION}: This removes the note “Other.”." in emptied.err
    assert f"{ACTION}: This removes the evidence “The plan (plan.docx)”." in emptied.err


def test_a_value_that_another_one_takes_the_place_of_is_said(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of an action in one line; what was blank or is the same is no news."""
    first = ("--owner", "Ann", "--due", "2027-01-05", "--confidence", "green")
    assert scalekit("set", feno, ACTION, *first).err == f"Saved {feno}.\n"
    other = ("--owner", "Bea", "--due", "2027-02-05", "--confidence", "red")
    assert scalekit("set", feno, ACTION, *other).err == (
        f"Saved {feno}.\n{ACTION}: This replaces the owner “Ann”, the due date “5 January 2027”,"
        " the confidence “On track”.\n"
    )
    assert scalekit("set", feno, ACTION, "--owner", "Bea").err == "Nothing to change.\n"
    stdin(monkeypatch, json.dumps({ACTION: {"owner": "Cy"}}))
    assert f"{ACTION}: This replaces the owner “Bea”.\n" in scalekit("set", feno, "--from", "-").err
    scalekit("set", feno, "--place", "Leeds")
    done = scalekit("set", feno, "--place", "Hull", "--innovation", "Breath tests")
    assert (
        done.err
        == f"Saved {feno}.\nThis replaces the innovation “FeNO testing”, the place “Leeds”.\n"
    )


def test_each_value_that_is_emptied_is_said(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way it is: an empty text, --clear, or nothing in a file."""
    first = ("--owner", "Ann", "--due", "2027-01-05", "--confidence", "green")
    whole = (*first, "--status", "in-progress")
    gone = "the owner “Ann”, the due date “5 January 2027”, the confidence “On track”"
    scalekit("set", feno, ACTION, *whole)
    done = scalekit("set", feno, ACTION, "--status", "", "--owner", "", "--due", "")
    said = "This removes the status “In progress”, the owner “Ann”, the due date “5 January 2027”."
    assert done.err == f"Saved {feno}.\n{ACTION}: {said}\n"
    scalekit("set", feno, ACTION, *whole)
    fields = [f"--clear={field}" for field in ("owner", "due", "confidence")]
    done = scalekit("set", feno, ACTION, *fields, "--status", "completed")
    said = f"This replaces the status “In progress”.\n{ACTION}: This removes {gone}."
    assert done.err == f"Saved {feno}.\n{ACTION}: {said}\n"
    scalekit("set", feno, ACTION, *whole)
    stdin(monkeypatch, json.dumps({ACTION: {"owner": None, "due": None, "confidence": None}}))
    done = scalekit("set", feno, "--from", "-")
    assert done.err == f"Saved {feno}.\n{ACTION}: This removes {gone}.\n"
    assert "This removes the place “" in scalekit("set", feno, "--place", "").err


def test_a_reason_that_a_file_of_answers_lacks_is_named_with_its_line(
    scalekit: Command, feno: Path
) -> None:
    """With every other mistake in it, and once where the reason cannot be read."""
    text = (
        f"{ACTION}:\n  owner: Sam\n  status: cannot-start\nunderstand-local-need:\n  due: never\n"
    )
    (feno.parent / "answers.yaml").write_text(text, "utf-8")
    done = scalekit("set", feno, "--from", feno.parent / "answers.yaml")
    assert done.code == 3
    assert "answers.yaml:3:3: “Cannot start yet” needs a reason. Add `reason` to" in done.err
    assert "answers.yaml:5:3: due: " in done.err
    text = f"{ACTION}:\n  status: cannot-start\n  reason: [a]\n"
    (feno.parent / "answers.yaml").write_text(text, "utf-8")
    done = scalekit("set", feno, "--from", feno.parent / "answers.yaml")
    assert (done.code, "needs a reason" in done.err) == (3, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name the action."),
        (["find-polcy-ties", "--owner", "Sam"], "Did you mean find-policy-ties?"),
        ([ACTION], "Nothing to set"),
        ([ACTION, "--status", "done"], "is not a status. Did you mean completed? The words"),
        ([ACTION, "--status", "On hold"], "is not a status. Did you mean cannot-start? The words"),
        ([ACTION, "--status", "red"], "--status: “red” is not a status. The words are:"),
        ([ACTION, "--status", "complete"], "Did you mean completed?"),
        ([ACTION, "--due", "1/12/2026"], "may be 1 December 2026 or 12 January 2026. Write which"),
        (
            [ACTION, "--due", "31 February 2027"],
            "--due: There is no 31 February 2027. Write another day.",
        ),
        ([ACTION, "--owner", "two\nlines"], "--owner: This takes one line."),
        ([ACTION, "--evidence", " "], "--evidence: This evidence is empty."),
        ([ACTION, "--clear", "ownr"], "Did you mean owner?"),
        ([ACTION, "--clear", "owner", "--owner", "Sam"], "contradict each other"),
        ([ACTION, "--status", "cannot-start"], "“Cannot start yet” needs a reason."),
        ([ACTION, "--note", "x", "--note-file", "y"], "not both"),
        ([ACTION, "--from", "a.yaml"], "Use --from by itself"),
        (["--place", "Leeds", "--from", "a.yaml"], "Use --from by itself"),
        ([ACTION, "--place", "Leeds"], "without an action"),
        (["--place", "Leeds", "--owner", "Sam"], "without an action"),
        (["--innovation", "two\nlines"], "--innovation: This takes one line."),
        (["--innovation", " "], "--innovation is empty."),
        (["--nonsense"], "There is no option --nonsense"),
    ],
)
def test_a_wrong_command_line_exits_2_and_changes_nothing(
    scalekit: Command, feno: Path, arguments: list[str], message: str
) -> None:
    before = feno.read_bytes()
    done = scalekit("set", feno, *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert feno.read_bytes() == before


def test_a_note_comes_from_a_file_or_from_stdin(
    scalekit: Command, feno: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "note.md").write_bytes("\ufeffFrom a file.\r\n\r\n- é\r\n".encode())
    scalekit("set", feno, ACTION, "--note-file", tmp_path / "note.md")
    assert answer(feno).note == "From a file.\n\n- é"
    stdin(monkeypatch, "From stdin.\n")
    scalekit("set", feno, ACTION, "--note-file", "-")
    assert answer(feno).note == "From stdin."


YAML = """\
find-policy-ties:
  status: in-progress
  due: 2026-12-01
  note: |
    First.

    Last.
  evidence:
    - Plan=plan.docx
    - {label: Minutes, link: "https://example.org"}
regular-touchpoints: {owner: Sam, reason: ~}
"""
MANY = {
    "find-policy-ties": {
        "status": "in-progress",
        "due": "2026-12-01",
        "note": ["First.", "", "Last."],
        "evidence": ["Plan=plan.docx", {"label": "Minutes", "link": "https://example.org"}],
    },
    "regular-touchpoints": {"owner": "Sam", "reason": None},
}


@pytest.mark.parametrize("text", [YAML, json.dumps(MANY), json.dumps(MANY, indent="\t")])
def test_many_answers_come_from_yaml_or_json(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    scalekit("set", feno, "regular-touchpoints", "--reason", "Old", "--note", "Stays.")
    stdin(monkeypatch, text)
    assert scalekit("set", feno, "--from", "-").code == 0
    assert answer(feno) == Answer(
        Status.IN_PROGRESS,
        due=date(2026, 12, 1),
        evidence=(Evidence("Plan", "plan.docx"), Evidence("Minutes", "https://example.org")),
        note="First.\n\nLast.",
    )
    assert answer(feno, "regular-touchpoints") == Answer(owner="Sam", note="Stays.")


FLOW = "{find-policy-ties: {status: completed}}"


@pytest.mark.parametrize("name", ["many.yaml", "MANY.YML", "many", "-"])
@pytest.mark.parametrize("text", [FLOW, '\n{"find-policy-ties": {status: completed},}\n'])
def test_yaml_in_braces_is_yaml(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    stdin(monkeypatch, text)
    assert scalekit("set", feno, "--from", name).code == 0
    assert answer(feno).status == Status.COMPLETED


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", FLOW, "1:2: This is not JSON"),
        ("a.yaml", '{"find-policy-ties": {"ownr": "Sam"}}', "1:23: There is no field “ownr”."),
        ("a.yml", '{"find-policy-ties":', "2:1: The brackets before this are not"),
        ("a", "{find-policy-ties:\n  {owner: Sam}", "1:1: What this { opens is never closed"),
        ("a", '{"find-policy-ties":\n  {"owner": "Sam"}', "2:19: This is not JSON: it ends too"),
        ("a", "{find-policy-ties:\n  {due: soon}}", "2:4: due: "),
    ],
)
def test_the_message_is_about_what_the_text_is_meant_to_be(
    scalekit: Command, feno: Path, name: str, text: str, message: str
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    done = scalekit("set", feno, "--from", name)
    assert done.code == 3
    assert done.err.startswith(f"{name}:{message}")
    assert len(done.err.splitlines()) == 1


BAD_YAML = """\
find-policy-tie: {owner: Sam}
find-policy-ties:
  ownr: Sam
  due: soon
  note: {a: b}
regular-touchpoints: Sam
"""


@pytest.mark.parametrize("name", ["many.yaml", "many.json"])
def test_every_problem_in_a_file_of_answers_is_named_and_none_is_set(
    scalekit: Command, feno: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    bad_json = (
        '{"find-polcy-ties": {"owner": "Sam"},\n"find-policy-ties": {\n  "ownr": "Sam",\n'
        '  "due": "soon",\n  "note": {"a": "b"}},\n"regular-touchpoints": "Sam"}'
    )
    file.write_text(BAD_YAML if name.endswith("yaml") else bad_json, encoding="utf-8")
    before = feno.read_bytes()
    done = scalekit("set", feno, "--from", file)
    assert (done.code, feno.read_bytes()) == (3, before)
    lines = done.err.splitlines()
    assert [line.removeprefix(f"{file}:").partition(":")[0] for line in lines] == list("13456")
    assert "Did you mean find-policy-ties?" in lines[0]
    assert "Did you mean owner?" in lines[1]


def test_a_file_of_answers_that_is_not_there_is_no_checklist_to_make(
    scalekit: Command, feno: Path
) -> None:
    done = scalekit("set", feno, "--from", "nothing.yaml")
    remedy = "Name a file of answers, or - for stdin."
    message = f"nothing.yaml: There is no file or folder here. {remedy}\n"
    assert (done.code, done.err) == (3, message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "2:1: The brackets before this are not closed"),
        ("{", "1:2: This is not JSON"),
        ("[1]", "This takes answers"),
        ("", "This takes answers"),
        ('{"find-policy-ties": {}, "find-policy-ties": {}}', "is there twice"),
        ("find-policy-ties: {}\nfind-policy-ties: {}", "already on line 1"),
        ("[" * 100_000, "levels deep"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{\n"find-policy-ties": {"due": ' + "9" * 5000 + "}}", "2:22: due: This takes text."),
    ],
)
def test_a_broken_file_of_answers_is_one_clear_message(
    scalekit: Command, feno: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    stdin(monkeypatch, text)
    done = scalekit("set", feno, "--from", "-")
    assert done.code == 3
    assert message in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.yaml", f'{ACTION}:\n  owner: "Ward\\x1a 7"\n', "a.yaml:2:3: owner: This text holds"),
        ("a.yaml", f"{ACTION}:\n  owner: Ward\x1a 7\n", "a.yaml:2:14: There is a control"),
        ("a.yaml", f"{ACTION}:\n  note: Ward\x9b7\n", "a.yaml:2:13: There is a control"),
        ("a.json", f'{{"{ACTION}": {{"note": ["a", "\\u001b[31m"]}}}}', "a.json:1:23: note: This"),
        ("a.json", f'{{"{ACTION}": {{"evidence": "Audit\\u007f"}}}}', "(U+007F) after “Audit”."),
    ],
)
def test_no_control_character_comes_from_a_file(
    scalekit: Command, feno: Path, name: str, text: str, place: str
) -> None:
    """Written raw or as an escape, it is named with its place, and nothing is set."""
    before = feno.read_bytes()
    Path(name).write_text(text, "utf-8")
    done = scalekit("set", feno, "--from", name)
    assert done.code == 3
    assert place in done.err
    assert feno.read_bytes() == before


def test_no_control_character_comes_from_an_option(scalekit: Command, feno: Path) -> None:
    for option in ("--owner", "--reason", "--note", "--evidence"):
        done = scalekit("set", feno, ACTION, option, "Ward 7\x1a")
        assert (done.code, done.out) == (2, "")
        assert f"{option}: This text holds a control character (U+001A) after “Ward 7”." in done.err
    for option in ("--place", "--innovation"):
        assert "U+0007" in scalekit("set", feno, option, "a\x07").err


def test_a_program_is_told_what_changed(scalekit: Command, feno: Path) -> None:
    command = ("set", "./feno.scalekit.md", ACTION, "--owner", "Sam Lee", "--json")
    found = scalekit(*command).json
    assert found["path"] == "feno.scalekit.md"
    (change,) = found["changes"]
    assert (change["field"], change["old"], change["new"]) == ("owner", None, "Sam Lee")
    assert scalekit(*command).json["changes"] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("owner: Ward 7 #2 lead", "2:17"),
        ("note: Agreed at meeting #4 of the board", "2:27"),
        ("evidence:\n    - Minutes #12=https://example.org/12", "3:15"),
        ("evidence: [Minutes, #12=https://example.org/12\n    ]", "2:23"),
        ("owner: #2 lead", "2:10"),
        ("note: Agreed\n    #4 of the board", "3:5"),
        ("note: | #4\n    Agreed", "2:11"),
    ],
)
def test_no_answer_is_cut_at_a_sign_that_yaml_takes_for_a_comment(
    scalekit: Command, feno: Path, text: str, place: str
) -> None:
    before = feno.read_bytes()
    Path("a.yaml").write_text(f"{ACTION}:\n  {text}\n", "utf-8")
    done = scalekit("set", feno, "--from", "a.yaml")
    assert done.code == 3
    assert f"a.yaml:{place}: YAML takes this # and what follows it for a comment" in done.err
    assert feno.read_bytes() == before


def test_comments_that_are_none_of_the_answer_stay_comments(scalekit: Command, feno: Path) -> None:
    text = f"# Ours\n{ACTION}:  # the first\n  #due: today\n  owner: 'Ward 7 #2'  # lead\n"
    Path("a.yaml").write_text(text, "utf-8")
    assert scalekit("set", feno, "--from", "a.yaml").code == 0
    assert answer(feno) == Answer(owner="Ward 7 #2")


def test_in_a_folder_with_one_checklist_no_file_is_named(scalekit: Command, feno: Path) -> None:
    assert scalekit("set", ACTION, "--owner", "Sam Lee").err == "Saved feno.scalekit.md.\n"
    assert answer(feno).owner == "Sam Lee"
    assert scalekit("set", "--place", "York").code == 0
    assert checklist_in(feno).place == "York"
    saving.create("other.scalekit.md", blank())
    done = scalekit("set", ACTION, "--owner", "Jo")
    assert done.code == 2
    assert "There are 2 checklists in this folder. Name one:" in done.err


@pytest.mark.parametrize("word", ["find-p", "3", "FIND-POLICY"])
def test_an_action_goes_by_its_beginning_or_number(
    scalekit: Command, feno: Path, word: str
) -> None:
    assert blank().actions[2].id == ACTION
    done = scalekit("set", feno, word, "--owner", "Sam Lee")
    assert done.code == 0
    assert f"The action is “{blank().actions[2].title}” ({ACTION}).\n" in done.err
    assert answer(feno).owner == "Sam Lee"
    assert "The action is" not in scalekit("set", feno, ACTION, "--owner", "Jo").err


def test_the_beginning_of_several_actions_is_none(scalekit: Command, feno: Path) -> None:
    done = scalekit("set", "understand", "--owner", "Sam Lee")
    assert done.code == 2
    several = ["understand-local-need", "understand-adoption-challenges"]
    first, *rest = done.err.splitlines()
    assert first == "2 actions begin with “understand”. Name one:"
    assert [line.strip() for line in rest] == several
    assert "has no action “9”" in scalekit("set", "9", "--owner", "Sam Lee").err


def test_a_day_that_was_counted_is_said(scalekit: Command, feno: Path) -> None:
    done = scalekit("set", ACTION, "--due", "+2w")
    day = answer(feno).due
    assert day == date.today() + timedelta(days=14)  # noqa: DTZ011
    assert done.err == f"Saved feno.scalekit.md.\nDue {say_date(day)}.\n"
    assert "Due" not in scalekit("set", ACTION, "--due", "2026-12-01").err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"note": ["One", null]}', "note: There is nothing here. Write a text, or take it out."),
        ('{"evidence": [null]}', "evidence: There is nothing here."),
        ('{"owner": ["a", "b"]}', "owner: This is more than one value. Give one text."),
        ('{"owner": 7}', "owner: This takes text. Put it in quotation marks."),
        ('{"due": "0026-12-01"}', "due: “0026-12-01” is in the year 26. Write all four digits"),
    ],
)
def test_the_advice_for_a_value_of_another_kind_is_right(
    scalekit: Command, feno: Path, text: str, message: str
) -> None:
    Path("a.json").write_text(f'{{"{ACTION}": {text}}}', "utf-8")
    done = scalekit("set", feno, "--from", "a.json")
    assert done.code == 3
    assert message in done.err


def test_ten_times_as_many_answers_are_ten_times_the_work() -> None:
    """Each answer finds its action at once, and not by looking at all before it."""
    first = blank().actions[0]

    def ids_read(number: int) -> int:
        read = 0

        class Counted(ChecklistAction):
            __slots__ = ()

            def __getattribute__(self, name: str) -> object:
                nonlocal read
                read += name == "id"
                return super().__getattribute__(name)

        fields = (first.pillar, first.title, first.text, first.wording)
        actions = tuple(Counted(f"action-{n}", *fields) for n in range(number))
        given = {action.id: {"owner": "Sam"} for action in actions}
        read = 0
        new = with_fields(blank()._replace(actions=actions), given)
        assert all(action.answer.owner == "Sam" for action in new.actions)
        return read

    assert ids_read(500) < 11 * ids_read(50)


def test_curly_quotation_marks_round_a_value_are_named_with_their_line(
    scalekit: Command, feno: Path, tmp_path: Path
) -> None:
    """A word processor types them, and YAML would take them into the answer in silence."""
    before = feno.read_bytes()
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"{ACTION}:\n  status: in-progress\n  owner: “Sam Lee”\n", "utf-8")
    done = scalekit("set", feno, "--from", answers)
    assert (done.code, feno.read_bytes()) == (3, before)
    assert f"{answers}:3:10: The quotation mark “ is a curly one" in done.err
    answers.write_text(f"{ACTION}:\n  owner: '“Sam” Lee'\n  note: “A” and “b”\n", "utf-8")
    assert scalekit("set", feno, "--from", answers).code == 0
    assert (answer(feno).owner, answer(feno).note) == ("“Sam” Lee", "“A” and “b”")
