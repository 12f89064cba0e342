"""What people and formatters do to a Markdown checklist, and what it reads as afterwards."""

from datetime import date

import pytest

from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Evidence, OtherText, Status
from scalekit.model.wording import fingerprint
from scalekit.storage import json_
from scalekit.storage.markdown.layout import dumps, loads


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
    assert checklist is not None, problems
    return checklist


def _notes(text: str) -> list[str]:
    """Return what is said of a text that can be read, each with its line."""
    checklist, notes = loads(text, "f.md")
    assert checklist is not None, notes
    return [str(note) for note in notes]


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
        answer = checklist.action("policy-ties").answer._replace(status=Status.IN_PROGRESS)
        saved = dumps(checklist.with_answer("policy-ties", answer))
        for line in paragraph.split("\n"):
            words = line.strip().removeprefix("1. ").removeprefix("2. ")  # evidence has hyphens
            assert words in saved.replace("\\", "")
        assert dumps(_read(saved)) == saved


BOX = "- [ ] Not yet started"


def test_a_tick_completes_the_action_whatever_words_stand_beside_it_and_it_is_said() -> None:
    """A web editor ticks the box and leaves the words as they are."""
    line = TEXT.split("\n").index(BOX) + 1
    for mark in ("x", "X", "x ", " x", "✓", "✔", "✔\ufe0f", "√", "☑", "✅"):
        ticked = TEXT.replace(BOX, f"- [{mark}] Not yet started")
        assert _status(ticked, "policy-ties") is Status.COMPLETED
        assert "The box is ticked and the words say “Not yet started”" in _notes(ticked)[0]
        assert f"f.md:{line}:1: " in _notes(ticked)[0]


def test_taking_the_tick_away_reopens_the_action_and_it_is_said() -> None:
    unticked = TEXT.replace("[x] Completed", "[ ] Completed")
    assert _status(unticked) is Status.IN_PROGRESS
    assert "not ticked and the words say “Completed”" in _notes(unticked)[0]


@pytest.mark.parametrize("mark", ["~", "-", ">", "?", "y", "*", "☒"])
def test_another_mark_in_the_box_is_no_tick_and_that_is_said(mark: str) -> None:
    text = TEXT.replace(BOX, f"- [{mark}] In progress")
    assert _status(text, "policy-ties") is Status.IN_PROGRESS
    (note,) = _notes(text)
    assert f"`[{mark}]` is no tick; the next save leaves that mark out." in note
    assert f"f.md:{TEXT.split(chr(10)).index(BOX) + 1}:1: " in note
    assert _notes(TEXT.replace(BOX, "- [] In progress")) == []


@pytest.mark.parametrize("words", ["my own thing", "Completed by Friday"])
def test_a_mark_on_a_line_that_is_kept_as_text_is_not_said_to_be_left_out(words: str) -> None:
    line = f"- [o] {words}"
    text = TEXT.replace(BOX, f"{line}\n\nStatus: In progress")
    assert line in dumps(_read(text))
    assert not any("leaves that mark out" in note for note in _notes(text))


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("- [x] done by Jo", Status.COMPLETED, "“done by Jo” is no status, and the box is ticked"),
        ("- [✓] ~~In progress~~", Status.COMPLETED, "is no status, and the box is ticked; it"),
        ("- [x] Dunno", Status.COMPLETED, "it counts as “Completed”. The line is kept as text."),
        ("- [x] Completed by Jo", Status.COMPLETED, "“Completed by Jo” says more than a status"),
        ("- [ ] In progress with Jo", Status.IN_PROGRESS, "; it counts as “In progress”. The"),
    ],
)
def test_a_box_counts_whatever_words_stand_beside_it_and_they_are_kept_and_said(
    line: str, status: Status, said: str
) -> None:
    text = TEXT.replace(BOX, line)
    read = _read(text)
    assert read.action("policy-ties").answer.status is status
    assert [other.text for other in read.other_text] == [line]
    (note,) = _notes(text)
    assert said in note
    assert "does not count" not in note
    assert _read(dumps(read)) == read


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] **In progress**",
        "* [ ] in progress",
        "- \\[ \\] In progress.",
        "+ [ ]  In progress  ",
    ],
)
def test_a_status_is_read_however_it_is_typed(line: str) -> None:
    assert _status(TEXT.replace(BOX, line), "policy-ties") is Status.IN_PROGRESS


@pytest.mark.parametrize("behind", ["✅ 2026-11-25", "#asthma", "(see the minutes)"])
def test_what_stands_behind_a_status_is_kept_and_said(behind: str) -> None:
    text = TEXT.replace("- [x] Completed", f"- [x] Completed {behind}")
    read = _read(text)
    assert read.action("local-need").answer == ANSWERED
    assert [behind.strip("()") in o.text for o in read.other_text] == [True]
    assert "fills no field of local-need" in _notes(text)[0]
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("- [x]", Status.COMPLETED),
        ("* [X]  ", Status.COMPLETED),
        ("- [ ]", Status.NOT_STARTED),
        ("- [-]", Status.NOT_STARTED),
    ],
)
def test_a_box_without_words_counts_says_so_and_gets_its_words(line: str, status: Status) -> None:
    text = TEXT.replace(BOX, line)
    read = _read(text)
    assert read.action("policy-ties").answer.status is status
    said = f"No words stand beside the box of policy-ties; it counts as “{status.label}”."
    assert any(said in note for note in _notes(text))
    tidy = BOX if status is Status.NOT_STARTED else f"- [x] {status.label}"
    assert (dumps(read), read.other_text) == (TEXT.replace(BOX, tidy), ())


def test_of_two_boxes_the_one_with_words_counts_and_the_other_is_kept() -> None:
    for text in (TEXT.replace(BOX, f"- [x]\n\n{BOX}"), TEXT.replace(BOX, f"{BOX}\n\n- [x]")):
        read = _read(text)
        assert read.action("policy-ties").answer.status is Status.NOT_STARTED
        assert "“- [x]” fills no field of policy-ties" in _notes(text)[0]
        assert [other.text for other in read.other_text] == ["- [x]"]
        assert dumps(_read(dumps(read))) == dumps(read)


def test_a_status_typed_below_a_box_without_words_counts_unless_that_is_ticked() -> None:
    typed = TEXT.replace(BOX, "- [ ]\n\nStatus: In progress")
    assert (_status(typed, "policy-ties"), _notes(typed)) == (Status.IN_PROGRESS, [])
    ticked = typed.replace("- [ ]\n\nStatus", "- [x]\n\nStatus")
    assert _status(ticked, "policy-ties") is Status.COMPLETED
    assert "The line with the box is ticked and this line says “In progress”" in _notes(ticked)[0]


def test_a_sentence_that_begins_like_a_status_is_no_status() -> None:
    typed = TEXT.replace(BOX, f"- [x] Completed the form for Jo\n\n{BOX}")
    assert _status(typed, "policy-ties") is Status.NOT_STARTED
    assert "Completed the form for Jo" in _read(typed).other_text[0].text


def test_an_action_without_its_status_is_said() -> None:
    text = TEXT.replace(f"{BOX}\n\n", "")
    assert _status(text, "policy-ties") is Status.NOT_STARTED
    assert "Action policy-ties has no line with its status" in _notes(text)[0]


def test_a_status_typed_as_a_field_counts_as_typed() -> None:
    text = TEXT.replace(BOX, "Status: Completed")
    assert _status(text, "policy-ties") is Status.COMPLETED
    assert _notes(text) == []


def test_trailing_spaces_change_nothing_but_the_notes_they_are_typed_in() -> None:
    lines = [line if line.startswith(">") else f"{line}  " for line in TEXT.split("\n")]
    assert _read("\n".join(lines)) == CHECKLIST


def test_the_marks_of_another_list_style_are_read() -> None:
    assert _read(TEXT.replace("- [", "* [")) == CHECKLIST
    assert _read(TEXT.replace("\n\n- [A", "\n+ [A")) == CHECKLIST


def test_fields_left_out_are_not_provided() -> None:
    kept = [
        line
        for line in TEXT.split("\n")
        if not line.strip().startswith(("Owner", "Due", "Note", ">", "Reason", "Conf"))
    ]
    answer = ANSWERED._replace(owner="", due=None, note="")
    assert _read("\n".join(kept)).action("local-need").answer == answer


def test_fields_in_another_order_are_read() -> None:
    moved = TEXT.replace("Owner: Practice nurse lead\n\n", "", 1).replace(
        "Evidence: <", "Owner: Practice nurse lead\n\nEvidence: <", 1
    )
    assert moved != TEXT
    assert _read(moved) == CHECKLIST


def test_actions_moved_to_another_place_are_the_same_actions() -> None:
    head, *actions = TEXT.split("### ")
    read = _read("### ".join([head, *reversed(actions)]))
    assert {a.id: a for a in read.actions} == {a.id: a for a in CHECKLIST.actions}


def test_a_note_without_its_marks_is_the_note() -> None:
    text = TEXT.replace("> One line.", "One line,\nand - [ ] more.\n\nA second paragraph.")
    note = _read(text).action("touchpoints").answer.note
    assert note == "One line,\nand - [ ] more.\n\nA second paragraph."


@pytest.mark.parametrize("more", ["A paragraph.", "> Quoted.", "### A heading", "- one\n- two"])
def test_what_stands_below_a_note_and_above_its_last_line_is_the_note(more: str) -> None:
    text = TEXT.replace("> One line.", f"> One line.\n\n{more}")
    assert _read(text).action("touchpoints").answer.note == "One line.\n\n" + more.strip("> ")
    assert _notes(text) == []


def test_a_note_typed_behind_its_label_is_the_note() -> None:
    assert (
        _read(TEXT.replace("Note: <!-- touchpoints -->\n\n> One", "Note: One"))
        .actions[2]
        .answer.note
        == "One line."
    )


OWNER = "Owner: Practice nurse lead"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Due: 2026-12-01", "Due date: 1 December 2026"),
        ("Due: 2026-12-01", "Deadline: 2026-12-01"),
        (OWNER, "- Owner: Practice nurse lead"),
        (OWNER, "**Owner:** Practice nurse lead"),
        (OWNER, "Owner = Practice nurse lead"),
        (OWNER, "Owner:\n\nPractice nurse lead"),
        (OWNER, "Owner : Practice nurse lead"),
        ("- [Asthma", "1. [Asthma"),
        ("- [Asthma", "– [Asthma"),
        ("- [Asthma", "[Asthma"),
        ("- [Asthma register audit]", "- Asthma [register audit]"),
        ("- [Asthma register audit](https://example.org/audit)",
         "- Asthma register [audit](https://example.org/audit)"),
        ("Place: Barnsley", "Our second site.\nPlace: Barnsley"),
        ("# FeNO testing", "FeNO testing\n============"),
        ("Owner: Practice nurse lead\n\n", "Owner: Practice nurse lead\n\nOwner: Not provided\n\n"),
        ("Text of policy-ties", "\xa0\n\nText of policy-ties"),
        ("Text of policy-ties", "\x0c\n\nText of policy-ties"),
    ],
)  # fmt: skip
def test_what_can_only_mean_one_thing_is_read(old: str, new: str) -> None:
    assert old in TEXT
    read = _read(TEXT.replace(old, new, 1))
    assert read._replace(other_text=()) == CHECKLIST
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Ownr: Sam", "Did you mean owner?"), ("| Owner | Sam |\n|---|---|", "Put it in the note"),
     ("Ask Jo about this.", "Put it in the note"), ("> Said in March.", "Put it in the note")],
)  # fmt: skip
def test_text_beside_an_answer_that_fills_no_field_is_said_with_its_line(
    typed: str, near: str
) -> None:
    notes = _notes(TEXT.replace("Confidence:", f"{typed}\n\nConfidence:", 1))
    line = TEXT[: TEXT.index("Confidence:")].count("\n") + 1
    assert notes[0].startswith(f"f.md:{line}:1: ")
    assert "fills no field of local-need" in notes[0]
    assert near in notes[0]


@pytest.mark.parametrize(
    "above", ["<!-- scalekit", "# FeNO", "Place:", "## Understand", "### ", "END"]
)
@pytest.mark.parametrize(
    ("typed", "near"),
    [("Plce: Leeds", "Did you mean place?"), ("Budget: 5k", "Put it in the note of an action"),
     ("We begin in May.", "Put it in the note of an action"), ("- one\n- two", "Put it in")],
)  # fmt: skip
def test_text_beside_no_answer_is_said_too_wherever_it_stands(
    above: str, typed: str, near: str
) -> None:
    at = f"{TEXT}END".index(above)
    text = f"{TEXT[:at]}\n{typed}\n\n{TEXT[at:]}"
    (note,) = _notes(text)
    start = typed.split("\n")[0]
    said = f"“{start}” fills no field; it is kept as text and does not count. {near}"
    assert note.startswith(f"f.md:{TEXT[:at].count(chr(10)) + 2}:1: {said}")
    assert [other.text for other in _read(text).other_text] == [typed]


def test_of_what_a_program_keeps_for_itself_only_what_nobody_knows_is_said() -> None:
    typed = '<!-- json "$schema": "./x.json" -->\n\n<!-- json "region": "north" -->\n\n# FeNO'
    (note,) = _notes(TEXT.replace("# FeNO", typed))
    assert "This scalekit does not know “region”; it is kept as it is." in note


@pytest.mark.parametrize(("above", "field"), [("Place: Barnsley", "place"), (OWNER, "owner")])
def test_a_line_like_a_field_that_is_read_as_part_of_another_is_said(
    above: str, field: str
) -> None:
    """A formatter wraps a long value, so that lines below it belong to it."""
    text = TEXT.replace(above, f"{above}\nBudget: 5k", 1)
    (note,) = _notes(text)
    assert f"“Budget: 5k” is read as part of the {field} above it. Put an empty line" in note
    assert f"f.md:{text[: text.index('Budget')].count(chr(10)) + 1}:1: " in note
    assert _notes(TEXT.replace(above, f"{above}\nand https://example.org: more", 1)) == []


def test_two_places_without_an_empty_line_between_are_two() -> None:
    read, problems = loads(TEXT.replace("Place: Barnsley", "Place: Barnsley\nPlace: Leeds"), "f.md")
    assert read is None
    assert "f.md:10:1: Place is there twice. Keep one of the two." in list(map(str, problems))


@pytest.mark.parametrize(
    "evidence",
    ["**Audit** of `2026`, see _minutes_", "[One](a.md) and [two](b.md)", "[x] done",
     "Note : words", "- dash", "– en dash", "1. one", "a <!-- b --> c"],
)  # fmt: skip
def test_evidence_stays_as_it_was_typed_through_a_save(evidence: str) -> None:
    checklist = CHECKLIST.with_answer("policy-ties", Answer(evidence=(Evidence(evidence),)))
    text = dumps(checklist)
    assert _read(text) == checklist
    assert _read(text.replace("Place:", "Place: ", 1)) == checklist


@pytest.mark.parametrize(
    "owner", ["**Jo** (_lead_)", "[Jo](https://example.org/jo)", "<jo@example.org>"]
)
def test_markup_typed_in_an_owner_stays_markup_through_a_save(owner: str) -> None:
    read = _read(TEXT.replace(OWNER, f"Owner: {owner}"))
    assert f"Owner: {owner}\n" in dumps(read)


def test_an_address_in_angle_brackets_is_the_link() -> None:
    read = _read(
        TEXT.replace("- [Asthma register audit](https://example.org/audit)", "- <jo@example.org>")
    )
    assert read.action("local-need").answer.evidence == (
        Evidence("jo@example.org", "mailto:jo@example.org"),
    )


def test_what_a_newer_scalekit_wrote_is_kept_where_it_stands_and_said() -> None:
    reviews = "Reviews:\n\n- Accepted by Sam Lee, 20 November 2026 <!-- of: 5e1f09aa -->"
    text = TEXT.replace("<!-- end: touchpoints -->", f"<!-- end: touchpoints -->\n\n{reviews}")
    text = text.replace("# FeNO", "<!-- region: north-east 2026.1 -->\n\n# FeNO")
    text = text.replace(
        "(https://example.org/audit)", "(https://example.org/audit) <!-- sha256: 5e1f, 20 -->"
    )
    read = _read(text)
    assert dumps(read) == text
    assert any("does not know “region”" in note for note in _notes(text))
    assert any("“Reviews:” fills no field" in note for note in _notes(text))
    again, _ = json_.loads(json_.dumps(read))
    assert again == read


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("- [x] Completed", "- [ ] Compleet", 17, "Did you mean completed?"),
        ("- [x] Completed", "- [ ] Compleet", 17, "Write it as `- [x] Completed`."),
        ("- [x] Completed", "- [ ] Dunno", 17, "Write it as `- [ ] In progress`."),
        ("- [x] Completed", "- [ ] Canot start", 17, "Write it as `- [ ] Cannot start yet`."),
        ("Due: 2026-12-01", "Due: 1/12/2026", 21, "Write which of them"),
        ("Reason:", "Owner: Sam\n\nReason:", 27, "Owner is there twice"),
        ("<!-- action: policy-ties", "<!-- action: local-need", 41, "is there twice"),
        ("action: policy-ties", "action: policy-tie", 41, "policy-tie here and policy-ties at its"),
        ("<!-- scalekit: 2 ", "<!-- scalekit: 3 ", 1, "format 3"),
        ("<!-- scalekit: 2 ", "<!-- something ", 1, "The first line of this"),
        ("<!-- version: 2023.1 -->\n", "", 1, "The line with the version is missing"),
        ("### Title of policy-ties <!--", "<!--", 41, "has no title"),
        ("Text of policy-ties, in", "```\nText of", 48, "starts at line 43"),
        ("wording: ", "words: ", 13, "part of it is missing"),
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


def test_an_action_without_its_heading_is_not_read_into_the_one_above() -> None:
    heading = next(line for line in TEXT.split("\n") if "action: policy-ties" in line)
    _, problems = loads(TEXT.replace(f"{heading}\n\n", ""))
    assert "Action policy-ties ends here, and the heading" in str(problems[-1])


def test_an_action_that_stands_twice_the_same_is_kept_once_and_said() -> None:
    """Stock git does that where two people added the same role."""
    start, end = TEXT.index("### Title of policy"), TEXT.index("## Engage")
    text = TEXT[:end] + TEXT[start:]
    assert _read(text) == CHECKLIST
    assert "Action policy-ties is there twice" in _notes(text)[0]
    assert loads(text.replace(BOX, "- [x] Completed", 1))[0] is None


def test_an_action_whose_id_begins_with_end_is_read_like_any_other() -> None:
    text = TEXT.replace("action: touchpoints", "action: end-of-trial")
    text = text.replace("end: touchpoints", "end: end-of-trial")
    edited = text.replace("Owner: Not provided", "Owner:  Not provided")
    assert _read(edited).action("end-of-trial").answer.note == "One line."


@pytest.mark.parametrize("mark", ["*", "+", "-"])
@pytest.mark.parametrize(
    "before", ["- [x] Completed", "Owner:", "Evidence:", "- [A", "Note:", "> Six"]
)
def test_a_bullet_typed_above_a_field_takes_no_field_into_it(mark: str, before: str) -> None:
    """CommonMark makes what is indented below it a part of the bullet."""
    edited = TEXT.replace(before, f"{mark} remember Jo\n\n{before}", 1)
    read = _read(edited)
    answer = read.action("local-need").answer
    kept = tuple(entry for entry in answer.evidence if entry.label != "remember Jo")
    assert answer._replace(evidence=kept, note=ANSWERED.note) == ANSWERED
    assert ANSWERED.note in answer.note
    assert "remember Jo" in dumps(read)
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize("above", ["> Jo asked", "<div>", "1. Ask Jo", "```\ncode"])
@pytest.mark.parametrize("field", ["Owner", "Due", "Reason", "Evidence", "Note"])
def test_a_field_right_below_something_else_is_read_or_named_and_never_reset(
    above: str, field: str
) -> None:
    edited = TEXT.replace(f"{field}:", f"{above}\n{field}:", 1)
    checklist, problems = loads(edited)
    if checklist:
        answer = checklist.action("local-need").answer
        assert answer._replace(evidence=answer.evidence[:1]) == ANSWERED  # a list there is evidence
    else:
        assert any("starts at line" in str(problem) for problem in problems)


def test_a_heading_anywhere_leaves_the_answer_its_own() -> None:
    for before in ("- [x] C", "Owner:", "Evidence:", "Note:"):
        edited = TEXT.replace(before, f"#### Board comments\n\n{before}", 1)
        assert _read(edited).action("local-need").answer == ANSWERED


def test_a_heading_between_a_title_and_its_text_leaves_the_text_its_own() -> None:
    text = "Text of local-need"
    read = _read(TEXT.replace(text, f"#### Our view\n\nMore.\n\n{text}", 1))
    assert read.actions == CHECKLIST.actions
    assert read.other_text == (OtherText("local-need.text", "#### Our view\n\nMore."),)
    assert dumps(_read(dumps(read))) == dumps(read)


@pytest.mark.parametrize("between", ["<!-- c -->", "***", "> c", "```\ncode\n```"])
def test_evidence_below_something_else_is_still_evidence(between: str) -> None:
    edited = TEXT.replace("- [A", f"{between}\n\n- [A", 1)
    assert _read(edited).action("local-need").answer == ANSWERED
    assert between in dumps(_read(edited))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Understand <", "## Understand    <"),
        ("\nText of local", "\n  Text of local"),
        ("# FeNO", "#   FeNO"),
        ("one paragraph.", "one paragraph.  "),
    ],
)
def test_spaces_around_words_are_not_part_of_them(old: str, new: str) -> None:
    assert _read(TEXT.replace(old, new)) == CHECKLIST
