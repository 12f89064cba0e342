"""What people and formatters do to a Markdown checklist, and what it reads as afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Evidence, OtherText, Status
from scalekit.model.wording import fingerprint
from scalekit.storage.markdown import dumps, loads


def _action(action_id: str, pillar: str, answer: Answer) -> ChecklistAction:
    title, text = f"Title of {action_id}", f"Text of {action_id}, in one paragraph."
    return ChecklistAction(action_id, pillar, title, text, fingerprint(title, text), answer)


ANSWERED = Answer(
    Status.COMPLETED,
    owner="Practice nurse lead",
    due=date(2026, 12, 1),
    evidence=(Evidence("Asthma register audit", "https://example.org/audit"),),
    note="Six of nine practices have no device.\n\nAsk again in *March*.",
)
CHECKLIST = Checklist(
    "scaling-innovation",
    "2023.1",
    ("innovator",),
    "FeNO testing",
    "Barnsley",
    (("understand", "Understand"), ("engage", "Engage")),
    (
        _action("local-need", "understand", ANSWERED),
        _action("policy-ties", "understand", Answer()),
        _action("touchpoints", "engage", Answer(Status.IN_PROGRESS, note="One line.")),
    ),
)
TEXT = dumps(CHECKLIST)

PARAGRAPHS = (
    "See the board minutes of March.",
    "A paragraph\nin two lines",
    "- one\n- two",
    "1. first\n2. second",
    "- [ ] phone Jane",
    "> quoted",
    "```\ncode\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "## My heading",
    "[ref]: https://example.org",
    "  indented",
    "      more indented",
    "---",
    "<div>\nhtml\n</div>",
    "<!-- my own comment -->",
    "text\n====",
)


def _read(text: str) -> Checklist:
    checklist, problems = loads(text)
    assert problems == []
    assert checklist is not None
    return checklist


def _status(text: str, action: str = "local-need") -> Status:
    return _read(text).action(action).answer.status


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize("blank_lines", [True, False])
def test_text_typed_anywhere_is_kept(paragraph: str, blank_lines: bool) -> None:
    """Typed before any line, it is there after an answer changes, or the line is named."""
    lines = TEXT.split("\n")
    for number in range(len(lines)):
        typed = ["", *paragraph.split("\n"), ""] if blank_lines else paragraph.split("\n")
        checklist, problems = loads("\n".join([*lines[:number], *typed, *lines[number:]]), "a.md")
        if checklist is None:
            assert not blank_lines
            assert all(problem.at.line for problem in problems)
            continue
        assert [a.title for a in checklist.actions] == [a.title for a in CHECKLIST.actions]
        answer = replace(checklist.action("policy-ties").answer, status=Status.IN_PROGRESS)
        saved = dumps(checklist.with_answer("policy-ties", answer))
        for line in paragraph.split("\n"):
            assert line.strip() in saved.replace("\\", "")
        assert dumps(_read(saved)) == saved


def test_ticking_the_box_completes_the_action_whatever_the_status_line_says() -> None:
    ticked = TEXT.replace("- [ ] **Title of policy-ties", "- [x] **Title of policy-ties")
    assert _status(ticked, "policy-ties") is Status.COMPLETED
    assert _status(ticked.replace("[x]", "[X]"), "policy-ties") is Status.COMPLETED


def test_unticking_the_box_reopens_the_action() -> None:
    assert _status(TEXT.replace("[x]", "[ ]")) is Status.IN_PROGRESS


def test_trailing_spaces_change_nothing_but_the_notes_they_are_typed_in() -> None:
    lines = [line if ">" in line else f"{line}  " for line in TEXT.split("\n")]
    assert _read("\n".join(lines)) == CHECKLIST


def test_the_marks_of_another_list_style_are_read() -> None:
    assert _read(TEXT.replace("- [", "* [")) == CHECKLIST
    assert _read(TEXT.replace("\n\n  - [A", "\n  + [A")) == CHECKLIST


def test_fields_left_out_are_not_provided() -> None:
    kept = [
        line
        for line in TEXT.split("\n")
        if not line.strip().startswith(("Owner", "Due", "Note", ">", "Reason", "Conf"))
    ]
    answer = replace(ANSWERED, owner="", due=None, note="")
    assert _read("\n".join(kept)).action("local-need").answer == answer


def test_fields_in_another_order_are_read() -> None:
    moved = TEXT.replace("  Owner: Practice nurse lead\n\n", "", 1).replace(
        "  Evidence:\n", "  Owner: Practice nurse lead\n\n  Evidence:\n", 1
    )
    assert moved != TEXT
    assert _read(moved) == CHECKLIST


def test_actions_moved_to_another_place_are_the_same_actions() -> None:
    head, *actions = TEXT.split("<!-- action: ")
    moved = "<!-- action: ".join([head, *reversed(actions)])
    read = _read(moved if moved.endswith("\n") else f"{moved}\n")
    assert {a.id: a for a in read.actions} == {a.id: a for a in CHECKLIST.actions}


def test_a_note_without_its_marks_is_the_note() -> None:
    text = TEXT.replace("  > One line.", "  One line,\n  and - [ ] more.\n\nA second paragraph.")
    note = _read(text).action("touchpoints").answer.note
    assert note == "One line,\nand - [ ] more.\n\nA second paragraph."


def test_a_note_typed_behind_its_label_is_the_note() -> None:
    assert (
        _read(TEXT.replace("Note:\n\n  > One", "Note: One")).actions[2].answer.note == "One line."
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("Status: Completed", "Status: Compleet", 15, "Did you mean completed?"),
        ("Due: 2026-12-01", "Due: 1/12/2026", 19, "is not a date"),
        ("  Reason:", "  Owner: Sam\n\n  Reason:", 23, "Owner stands twice"),
        ("<!-- action: policy-ties", "<!-- action: local-need", 35, "stands twice"),
        ("<!-- scalekit: 1 ", "<!-- scalekit: 2 ", 1, "format 2"),
        ("<!-- scalekit: 1 ", "<!-- something ", 1, "not a scalekit checklist"),
        ("- [ ] **Title of policy-ties**\n\n", "", 35, "no line with its box"),
        ("  Text of policy-ties, in", "```\n  Text of", 56, "starts at line 39"),
        ("wording: ", "words: ", 9, "part of it is missing"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(
    old: str, new: str, line: int, message: str
) -> None:
    checklist, problems = loads(TEXT.replace(old, new), "feno.scalekit.md")
    assert checklist is None
    assert any(message in str(p) and f"feno.scalekit.md:{line}" in str(p) for p in problems), [
        str(p) for p in problems
    ]


def test_an_action_without_its_marker_is_not_read_into_the_one_above() -> None:
    marker = next(line for line in TEXT.split("\n") if "action: policy-ties" in line)
    _, problems = loads(TEXT.replace(f"{marker}\n\n", ""))
    assert "Status stands twice in action local-need" in str(problems[0])


def test_an_action_whose_id_begins_with_end_is_read_like_any_other() -> None:
    text = TEXT.replace("action: touchpoints", "action: end-of-trial")
    edited = text.replace("Owner: Not provided", "Owner:  Not provided")
    assert _read(edited).action("end-of-trial").answer.note == "One line."


@pytest.mark.parametrize("mark", ["*", "+", "-"])
@pytest.mark.parametrize(
    "before", ["  Status: Completed", "  Owner:", "  Evidence:", "  - [A", "  Note:", "  > Six"]
)
def test_a_bullet_typed_above_a_field_takes_no_field_into_it(mark: str, before: str) -> None:
    """CommonMark makes what is indented below it a part of the bullet."""
    edited = TEXT.replace(before, f"{mark} remember Jo\n\n{before}", 1)
    read = _read(edited)
    answer = read.action("local-need").answer
    kept = tuple(entry for entry in answer.evidence if entry.label != "remember Jo")
    assert replace(answer, evidence=kept, note=ANSWERED.note) == ANSWERED
    assert ANSWERED.note in answer.note
    assert "remember Jo" in dumps(read)
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize("above", ["> Jo asked", "<div>", "1. Ask Jo", "```\ncode"])
@pytest.mark.parametrize("field", ["Status", "Owner", "Due", "Reason", "Evidence", "Note"])
def test_a_field_right_below_something_else_is_read_or_named_and_never_reset(
    above: str, field: str
) -> None:
    edited = TEXT.replace(f"  {field}:", f"{above}\n  {field}:", 1)
    checklist, problems = loads(edited)
    if checklist:
        assert checklist.action("local-need").answer == ANSWERED
    else:
        assert any("starts at line" in str(problem) for problem in problems)


def test_a_heading_anywhere_leaves_the_note_its_own() -> None:
    for before in ("  Status: C", "  Owner:", "  Evidence:", "  Note:", "  > Six"):
        edited = TEXT.replace(before, f"### Board comments\n\n{before}", 1)
        assert _read(edited).action("local-need").answer == ANSWERED


def test_a_heading_between_a_title_and_its_text_leaves_the_text_its_own() -> None:
    text = "  Text of local-need"
    read = _read(TEXT.replace(text, f"### Our view\n\nMore.\n\n{text}", 1))
    assert read.actions == CHECKLIST.actions
    assert read.other_text == (OtherText("local-need.title", "### Our view\n\nMore."),)
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize("between", ["<!-- c -->", "***", "> c", "- [ ] todo", "A paragraph."])
def test_evidence_below_something_else_is_still_evidence(between: str) -> None:
    edited = TEXT.replace("  - [A", f"  {between}\n\n  - [A", 1)
    assert _read(edited).action("local-need").answer == ANSWERED
    assert between in dumps(_read(edited))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Understand <", "## Understand    <"),
        ("  Text of local", "    Text of local"),
        ("# FeNO", "#   FeNO"),
        ("one paragraph.", "one paragraph.  "),
    ],
)
def test_spaces_around_words_are_not_part_of_them(old: str, new: str) -> None:
    assert _read(TEXT.replace(old, new)) == CHECKLIST
