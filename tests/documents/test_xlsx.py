"""The workbook: laid out to be filled in, nothing in it a formula, and back without loss."""

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from scalekit.documents.action_log_cells import CUT
from scalekit.documents.xlsx.book import render
from scalekit.documents.xlsx.edited_log import read_log
from scalekit.documents.xlsx.sheet import height
from scalekit.engine.diff import diff
from scalekit.engine.statements import of_answer
from scalekit.errors import MissingExtraError
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.returned import NewReview, Returned
from scalekit.storage import json_
from scalekit.views.diff import Earlier
from tests import strategies as some
from tests.documents.reports import FEW, WHAT_BECAME, filled, report, with_note

FIRST = "understand-local-need"


def made(*checklists: Checklist) -> bytes:
    return render([report(each, f"list-{n}") for n, each in enumerate(checklists, 1)], json_.dumps)


def edited(raw: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """Return the workbook after an edit of its action log, saved by openpyxl."""
    book = openpyxl.load_workbook(BytesIO(raw))
    edit(book["Action log"])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def back(raw: bytes) -> Returned:
    returned, problems = read_log(raw, "log.xlsx")
    assert problems == []
    return returned[0]


def problems_of(raw: bytes) -> list[str]:
    """Return what is wrong in a workbook; a row with a problem is as it was sent out."""
    returned, problems = read_log(raw, "log.xlsx")
    assert all(not one.is_changed for one in returned)
    return [str(problem) for problem in problems]


def remarks_of(raw: bytes) -> list[str]:
    """Return what is said of a workbook that came back clear."""
    return [str(remark) for remark in back(raw).remarks]


def column(sheet: Worksheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def put(**values: object) -> Callable[[Worksheet], None]:
    """Return an edit that types values into the first action's row."""
    return put_in(2, **values)


def put_in(row: int, **values: object) -> Callable[[Worksheet], None]:
    """Return an edit that types values into a row."""

    def edit(sheet: Worksheet) -> None:
        for name, value in values.items():
            cell = sheet.cell(row, column(sheet, name))
            cell.value = value  # type: ignore[assignment]
            cell.data_type = "s" if isinstance(value, str) else cell.data_type

    return edit


# --- what is written


@FEW
@given(some.annotated())
def test_the_same_checklist_gives_the_same_bytes_and_no_formula(checklist: Checklist) -> None:
    raw = made(checklist)
    assert raw == made(checklist)
    with ZipFile(BytesIO(raw)) as parts:
        for name in parts.namelist():
            assert parts.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
            content = parts.read(name)
            assert b"<f>" not in content
            assert b"<f " not in content
            assert b"<hyperlink" not in content


def test_a_table_with_filters_choices_dates_and_hidden_ids() -> None:
    book = openpyxl.load_workbook(BytesIO(made(filled())))
    assert book.sheetnames == ["Action log", "Summary", "How to use", "scalekit"]
    assert book["scalekit"].sheet_state == "veryHidden"
    sheet = book["Action log"]
    table = sheet.tables["ActionLog"]
    assert table.ref == "A1:O9"
    assert table.autoFilter
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    choices = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert choices["D2:D9"].formula1 == (
        '"Not yet started,In progress,Completed,Cannot start yet,Not relevant"'
    )
    assert choices["E2:E9"].formula1 == '"G – On track,A – Needs attention,R – Off track"'
    due = sheet["G2"]
    assert due.value == datetime(2026, 9, 30)  # noqa: DTZ001
    assert due.number_format == "d mmmm yyyy"
    assert choices["K2:K9"].formula1 == '"Accepted"'
    assert not choices["K2:K9"].showErrorMessage  # a question can be typed too
    assert sheet.print_area == "'Action log'!$A$1:$J$9"  # as wide as ever: nothing is smaller
    ids = sheet.column_dimensions["M"]
    assert (ids.hidden, ids.min, ids.max) == (True, 13, 15)
    assert [sheet[f"{name}2"].value for name in "MN"] == ["list-1", FIRST]
    assert sheet["J2"].alignment.wrap_text
    assert book.properties.title == "FeNO testing, Barnsley: action log"


def test_how_to_use_says_when_each_action_is_done() -> None:
    """Whoever fills in the workbook has no other page open."""
    book = openpyxl.load_workbook(BytesIO(made(filled())))
    told = {row[0]: row[1] for row in book["How to use"].values}
    asked = {action.id for action in filled().actions}
    known = report(filled()).playbook
    assert known
    for _, action in known.actions():
        assert told.get(action.title) == (action.done_when if action.id in asked else None)


def test_the_summary_says_where_it_stands() -> None:
    sheet = openpyxl.load_workbook(BytesIO(made(filled())))["Summary"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.values]
    assert [
        "2 of 8 completed, 1 not yet started, 3 in progress, 1 cannot start yet, 1 not relevant."
    ] in rows
    assert ["Engage", 2, 0, 1, 0, 1, 0] in rows
    after = {row[0]: rows[n + 2] for n, row in enumerate(rows[:-2]) if row}
    assert after["Overdue"][0] == "Work through the challenges of adoption together"
    assert after["What is next"][0] == ("Plan for when the first funding ends. Do this together.")
    assert after["Completed without evidence"][0] == "Find ties to national and local priorities"
    assert after["Cannot start yet"][-1] == "The training lead's post is vacant until January 2027."
    assert after["Off track"][0] == "Engage everyone who will deliver it. Do this together."
    assert ["None"] in rows


def test_what_changed_is_in_the_summary() -> None:
    new = filled()
    old = new.with_answer(FIRST, Answer())
    told = report(new, earlier=Earlier("1 November 2026", "changed", diff(old, new)))
    sheet = openpyxl.load_workbook(BytesIO(render([told], json_.dumps)))["Summary"]
    cells = [cell for row in sheet.values for cell in row if cell]
    assert "What changed since 1 November 2026" in cells
    assert "Status moved from Not yet started to Completed" in cells


@pytest.mark.parametrize(("earlier", "said"), WHAT_BECAME)
def test_what_became_of_the_whole_checklist_is_said(earlier: Earlier, said: str) -> None:
    told = report(filled(), earlier=earlier)
    same = told._replace(name="same", earlier=Earlier("v1", "unchanged"))
    for reports in ([told], [told, same]):
        sheet = openpyxl.load_workbook(BytesIO(render(reports, json_.dumps)))["Summary"]
        rows = [tuple(cell for cell in row if cell) for row in sheet.values]
        (after,) = (n for n, row in enumerate(rows) if row == ("What changed since v1",))
        assert said in [cell for row in rows[after:] for cell in row]
        assert "same" not in [cell for row in rows[after:] for cell in row]


def test_no_checklists_and_no_actions_make_a_workbook() -> None:
    assert read_log(render([], json_.dumps), "x.xlsx")[0] == []
    empty = filled()._replace(actions=(), pillars=())
    assert back(made(empty)).base == empty


def test_without_xlsxwriter_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="pip install XlsxWriter") as caught:
        made(filled())
    assert caught.value.exit_code == 3


# --- what comes back


@FEW
@given(some.annotated())
def test_what_was_not_edited_comes_back_the_same(checklist: Checklist) -> None:
    returned = back(made(checklist))
    assert returned == Returned("list-1", checklist, checklist)


@FEW
@given(some.checklists(), some.checklists())
def test_several_checklists_come_back_apart(one: Checklist, two: Checklist) -> None:
    returned, problems = read_log(made(one, two), "log.xlsx")
    assert problems == []
    assert [each.base for each in returned] == [each.edited for each in returned] == [one, two]


def test_checklists_of_the_same_name_are_told_apart() -> None:
    raw = render([report(filled()), report(with_note("x"))], json_.dumps)
    returned, _ = read_log(raw, "log.xlsx")
    assert [each.name for each in returned] == ["feno-testing", "feno-testing (2)"]
    assert returned[1].base == with_note("x")


@pytest.mark.parametrize(
    "note",
    [
        "x" * 40_000,
        "👩🏽‍⚕️" * 9_000,
        "line\n" * 300 + "end",
        "\n" * 250,
        "\n" * 249,
        ("x" * 15_999 + "\n") * 2,
        ("x" * 16_000 + "\n") * 2 + "y",
        "x" * 16_001,
        "_x001B_ \x1b _x005F_x001B_ x005F_",
        "\u202eright to left\u202c שלום",
        "=HYPERLINK(1)\n@x\n+1",
        " spaces around \n\ttab ",
        "\ufffe\uffff\x7f\x85\u2028",
    ],
)
def test_awkward_notes_come_back_the_same(note: str) -> None:
    checklist = with_note(note)
    assert back(made(checklist)).edited == checklist


LINE = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="|"),
    min_size=1,
    max_size=30,
).map(lambda text: f"a{text}a")


@settings(FEW, max_examples=8)
@given(LINE, LINE, st.lists(LINE, min_size=1, max_size=4), st.dates(date(2000, 1, 1)))
def test_an_edit_comes_back_as_exactly_that_field(
    owner: str, label: str, lines: list[str], due: date
) -> None:
    raw = made(filled())
    answer = filled().action(FIRST).answer
    for values, field, value in (
        ({"Owner": owner}, "owner", owner),
        ({"Status": "Not yet started"}, "status", Status.NOT_STARTED),
        ({"Confidence": "R – Off track"}, "confidence", Confidence.OFF_TRACK),
        ({"Reason": label}, "reason", label),
        ({"Due": due}, "due", due),
        ({"Note": "\n".join(lines)}, "note", "\n".join(lines)),
        (
            {"Evidence": f"{label} | docs/a.pdf\n\n{owner}"},
            "evidence",
            (Evidence(label, "docs/a.pdf"), Evidence(owner)),
        ),
    ):
        returned = back(edited(raw, put(**values)))
        changed = answer._replace(**{field: value})  # type: ignore[arg-type]
        assert returned.edited == filled().with_answer(FIRST, changed)
        assert returned.remarks == ()


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("Due", "3 August 2023", "due", date(2023, 8, 3)),
        ("Due", "2026-12-01", "due", date(2026, 12, 1)),
        ("Due", None, "due", None),
        ("Due", datetime(2026, 12, 1, 14, 30), "due", date(2026, 12, 1)),  # noqa: DTZ001
        ("Status", None, "status", Status.NOT_STARTED),
        ("Status", " not  yet STARTED ", "status", Status.NOT_STARTED),
        ("Status", "Done", "status", Status.COMPLETED),
        ("Status", "complete", "status", Status.COMPLETED),
        ("Status", True, "status", Status.COMPLETED),
        ("Due", "Thu 3 Dec 26", "due", date(2026, 12, 3)),
        ("Due", "2026-12-03 00:00:00", "due", date(2026, 12, 3)),
        ("Owner", "Jo Smith\nLee Wu;\n", "owner", "Jo Smith; Lee Wu"),
        ("Reason", "No money\n this year.", "reason", "No money this year."),
        (
            "Evidence",
            "Audit=https://a.org/?b=c",
            "evidence",
            (Evidence("Audit", "https://a.org/?b=c"),),
        ),
        ("Evidence", "p=0.03", "evidence", (Evidence("p=0.03"),)),
        (
            "Evidence",
            "- Minutes\n• Plan | https://a.org/p\n* Audit – https://a.org/a\n– Map: www.a.org/m",
            "evidence",
            (
                Evidence("Minutes"),
                Evidence("Plan", "https://a.org/p"),
                Evidence("Audit", "https://a.org/a"),
                Evidence("Map", "www.a.org/m"),
            ),
        ),
        ("Evidence", "-5 pounds - a saving", "evidence", (Evidence("-5 pounds - a saving"),)),
        ("Evidence", "A | B=https://a.org", "evidence", (Evidence("A | B", "https://a.org"),)),
        ("Confidence", "a", "confidence", Confidence.NEEDS_ATTENTION),
        ("Confidence", "Red", "confidence", Confidence.OFF_TRACK),
        ("Confidence", "G - on track", "confidence", Confidence.ON_TRACK),
        ("Confidence", "needs-attention", "confidence", Confidence.NEEDS_ATTENTION),
        ("Confidence", None, "confidence", None),
        ("Owner", 7, "owner", "7"),
        ("Owner", True, "owner", "TRUE"),
        ("Note", date(2023, 8, 3), "note", "3 August 2023"),
        ("Note", "=not a formula, typed as text", "note", "=not a formula, typed as text"),
        ("Evidence", "https://example.org/a|b", "evidence", None),
        (
            "Evidence",
            "https://example.org/a",
            "evidence",
            (Evidence("https://example.org/a", "https://example.org/a"),),
        ),
    ],
)
def test_what_people_type_is_understood(
    name: str, typed: object, field: str, value: object
) -> None:
    if (name, value) == ("Evidence", None):
        value = (Evidence("https://example.org/a", "b"),)
    returned = back(edited(made(filled()), put(**{name: typed})))
    changed = filled().action(FIRST).answer._replace(**{field: value})  # type: ignore[arg-type]
    assert returned.edited == filled().with_answer(FIRST, changed)


def test_lines_that_were_not_edited_keep_what_a_cell_cannot_show() -> None:
    checklist = with_note("first \x1b[31m\nsecond")
    raw = made(checklist)
    returned = back(edited(raw, put(Note="first \\x1b[31m\nsecond, changed")))
    assert returned.edited.action(FIRST).answer.note == "first \x1b[31m\nsecond, changed"


OF = of_answer(filled().actions[0].answer)


@pytest.mark.parametrize(
    ("typed", "reviews"),
    [
        ("Accepted", [("accepted", "")]),
        ("accept.", [("accepted", "")]),
        ("Which six practices?", [("question", "Which six practices?")]),
        (
            "Accepted\nWhich six\npractices?",
            [("accepted", ""), ("question", "Which six practices?")],
        ),
    ],
)
def test_a_reviewer_accepts_or_asks(typed: str, reviews: list[tuple[str, str]]) -> None:
    raw = edited(made(filled()), put(Review=typed, **{"Reviewed by": " Sam  Lee "}))
    one = back(raw)
    assert one.edited == filled()
    assert one.reviews == tuple(NewReview(FIRST, k, "Sam Lee", text, OF) for k, text in reviews)
    assert one.is_changed


def test_a_review_is_of_the_answer_as_it_was_sent_out() -> None:
    raw = edited(made(filled()), put(Review="Accepted", Owner="Lee", **{"Reviewed by": "Sam Lee"}))
    assert [each.of for each in back(raw).reviews] == [OF]
    assert back(raw).edited.actions[0].answer.owner == "Lee"


@pytest.mark.parametrize(
    ("cells", "row", "message"),
    [
        ({"Review": "Accepted"}, 2, "K2: This review does not say whose it is. Type a name in the"),
        ({"Review": "Why?"}, 2, "K2: This review does not say whose it is."),
        (
            {"Review": "Accepted", "Reviewed by": "Sam"},
            6,
            "K6: There was no answer to accept when this was sent out. Type a question",
        ),
    ],
)
def test_a_review_that_is_not_clear_is_named(
    cells: dict[str, object], row: int, message: str
) -> None:
    sent = filled().with_answer(filled().actions[4].id, Answer())
    raw = edited(made(sent), put_in(row, **cells))
    (found,) = problems_of(raw)
    assert message in found


def test_a_reviewer_without_a_review_is_said() -> None:
    (said,) = remarks_of(edited(made(filled()), put(**{"Reviewed by": "Sam Lee"})))
    assert "L2: `Sam Lee` is named as a reviewer, and the column Review is empty." in said


def _sorted_and_moved(sheet: Worksheet) -> None:
    """Put rows and columns in another order, as sorting and dragging do."""
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    sheet.delete_rows(1, sheet.max_row)
    for row in (rows[0], *sorted(rows[1:], key=str)):
        sheet.append(row)


def _moved_down(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Action log for the programme board"


def _shouted(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.value = f" {str(cell.value).upper()} "


def _hidden(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.title = "Our log"


def _without_ids(sheet: Worksheet) -> None:
    sheet.delete_cols(11, 3)


def _merged_far_away(sheet: Worksheet) -> None:
    sheet.merge_cells("P20:T40")


def _twice(sheet: Worksheet) -> None:
    sheet.append([cell.value for cell in sheet[2]])


@pytest.mark.parametrize(
    "edit",
    [_sorted_and_moved, _moved_down, _shouted, _hidden, _without_ids, _merged_far_away, _twice],
)
def test_a_sheet_laid_out_anew_still_comes_back(edit: Callable[[Worksheet], object]) -> None:
    returned = back(edited(made(filled()), edit))
    assert returned._replace(remarks=()) == Returned("list-1", filled(), filled())


def test_a_row_that_is_gone_is_unchanged_and_said() -> None:
    returned = back(edited(made(filled()), lambda sheet: sheet.delete_rows(2)))
    assert returned.edited == filled()
    assert [str(remark) for remark in returned.remarks] == [
        (
            "log.xlsx: There is no row for “Understand local capacity and the real problem” "
            "(understand-local-need): taken as unchanged."
        )
    ]


def test_a_column_that_was_added_is_left_out_and_said() -> None:
    def add(sheet: Worksheet) -> None:
        sheet["P1"], sheet["P2"] = "Board view", "Good"

    returned = back(edited(made(filled()), add))
    assert returned.edited == filled()
    assert [str(remark) for remark in returned.remarks] == [
        "log.xlsx: Action log!P1: The column `Board view` was added and is not brought in."
    ]


def test_a_column_that_is_gone_is_unchanged_and_said() -> None:
    returned = back(edited(made(filled()), lambda sheet: sheet.delete_cols(10)))
    assert returned.edited == filled()
    assert "There is no column called “Note”. It was taken as unchanged." in str(returned.remarks)


# --- on paper


def test_what_a_row_is_too_low_to_show_is_marked_and_stands_whole_elsewhere() -> None:
    """A row has at most 409 points; the mark and the other sheet come back as nothing new."""
    note = "\n\n".join(f"Paragraph {number}. {'Words of it. ' * 20}" for number in range(40))
    raw = made(with_note(note))
    book = openpyxl.load_workbook(BytesIO(raw))
    log = book["Action log"]
    marks = [row[column(log, "On paper") - 1] for row in log.values]
    assert marks[1] == "Not whole here: Note. See “Whole texts”."
    assert not any(marks[2:])
    said = "\n".join(str(cell) for (cell, *_) in book["Whole texts"].values)
    assert all(f"Paragraph {number}. " in said for number in range(40))
    assert back(raw).edited == with_note(note)
    assert remarks_of(raw) == []
    log["K3"] = "Typed here"
    book["Whole texts"]["A4"] = "And here"
    saved = BytesIO()
    book.save(saved)
    found = remarks_of(saved.getvalue())
    assert ["Action log!K3" in found[0], "Whole texts!A4" in found[1]] == [True, True]


def test_a_narrow_row_is_high_enough_for_words_of_wide_letters() -> None:
    """LibreOffice breaks these words into four lines; for three, the last was cut away."""
    reason = "The information governance board meets in December."
    assert height([(reason, 15)]) >= 4 * 12.75


def test_a_log_of_short_texts_has_no_sheet_for_long_ones() -> None:
    book = openpyxl.load_workbook(BytesIO(made(filled())))
    assert "Whole texts" not in book.sheetnames
    assert "On paper" not in [cell.value for cell in book["Action log"][1]]


# --- what is not in a cell of the log


SENT = "Audit | https://example.org/audit\nMinutes of May\nPlan | docs/plan.docx"


def with_evidence() -> Checklist:
    pieces = (
        Evidence("Audit", "https://example.org/audit"),
        Evidence("Minutes of May"),
        Evidence("Plan", "docs/plan.docx"),
    )
    answer = filled().action(FIRST).answer._replace(evidence=pieces)
    return filled().with_answer(FIRST, answer)


@pytest.mark.parametrize("between", [" ", "", "  "])
def test_line_ends_that_a_program_lost_join_no_evidence(between: str) -> None:
    """As some programs save: what was sent out as three pieces stays three, and it is said."""
    raw = edited(made(with_evidence()), put(Evidence=SENT.replace("\n", between)))
    assert back(raw).edited == with_evidence()
    (said,) = remarks_of(raw)
    assert "Action log!I2: This cell lost its line breaks." in said


def test_evidence_that_ran_together_and_was_changed_is_asked_about() -> None:
    raw = edited(made(with_evidence()), put(Evidence=f"{SENT} and more".replace("\n", " ")))
    assert "I2: Several pieces of evidence are on one line." in problems_of(raw)[0]


def test_a_note_whose_lines_a_person_joined_is_what_they_made_of_it() -> None:
    raw = made(with_note("one\ntwo\nthree"))
    joined = back(edited(raw, put(Note="one two\nthree"))).edited
    assert joined.action(FIRST).answer.note == "one two\nthree"
    lost = edited(raw, put(Note="one two three"))
    assert back(lost).edited == with_note("one\ntwo\nthree")
    assert "J2: This cell lost its line breaks" in remarks_of(lost)[0]


@pytest.mark.parametrize(
    ("typed", "link", "evidence"),
    [
        ("Audit", "https://example.org/a", (Evidence("Audit", "https://example.org/a"),)),
        (None, "https://example.org/a", (Evidence(*["https://example.org/a"] * 2),)),
        ("May", "minutes/may%202.docx", (Evidence("May", "minutes/may 2.docx"),)),
        ("www.a.org", "http://www.a.org/", (Evidence("www.a.org", "http://www.a.org/"),)),
        ("https://a.org", "https://a.org/", (Evidence("https://a.org", "https://a.org"),)),
        ("A | https://a.org", "https://a.org/", (Evidence("A", "https://a.org"),)),
    ],
)
def test_a_link_on_the_evidence_is_the_link_of_that_evidence(
    typed: str | None, link: str, evidence: tuple[Evidence, ...]
) -> None:
    def edit(sheet: Worksheet) -> None:
        put(Evidence=typed)(sheet)
        sheet["I2"].hyperlink = link
        sheet["I2"].value = typed

    raw = edited(made(filled()), edit)
    assert back(raw).edited.action(FIRST).answer.evidence == evidence
    assert remarks_of(raw) == []


def test_a_formula_that_is_only_a_link_is_a_link() -> None:
    """As some programs save a link."""

    def edit(sheet: Worksheet) -> None:
        sheet["I2"] = '=HYPERLINK("https://example.org/a", "Audit")'

    changed = back(edited(made(filled()), edit)).edited
    assert changed.action(FIRST).answer.evidence == (Evidence("Audit", "https://example.org/a"),)


def test_a_link_that_may_be_of_several_things_is_said() -> None:
    """Also one on a cell of words, but not one that only repeats what the cell shows."""

    def edit(sheet: Worksheet) -> None:
        sheet["I2"].value, sheet["I2"].hyperlink = "One\nTwo", "https://example.org/a"
        sheet["I2"].value = "One\nTwo"
        sheet["F2"].hyperlink = "mailto:jo@example.org"
        sheet["F2"].value = "jo@example.org"
        sheet["J3"].hyperlink = "https://example.org/b"
        sheet["J3"].value = "Words"

    raw = edited(made(filled()), edit)
    assert back(raw).edited.action(FIRST).answer.evidence == (Evidence("One"), Evidence("Two"))
    one, other = remarks_of(raw)
    assert (
        "Action log!I2: The link on this cell, `https://example.org/a`, is not brought in." in one
    )
    assert "Type it in the cell, as: Label | link." in one
    assert (
        "Action log!J3: The link on this cell, `https://example.org/b`, is not brought in" in other
    )


def _in_book(edit: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(made(filled())))
    edit(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _comment(book: openpyxl.Workbook) -> None:
    book["Action log"]["F3"].comment = Comment("Ask Jo first", "Lee")
    book["Summary"]["A1"].comment = Comment("Looks right", "Lee")


def _new_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Thoughts")["B2"] = "We need more time"
    book["Thoughts"]["B3"] = "And money"


def _beside(book: openpyxl.Workbook) -> None:
    book["Action log"]["Q4"] = "Seen by Sam"
    book["Action log"]["R1"] = "Please call me"


def _other_sheets(book: openpyxl.Workbook) -> None:
    book["Summary"]["A2"] = "I disagree"
    book["How to use"]["D30"] = "Where is the guide?"


def _above(book: openpyxl.Workbook) -> None:
    book["Action log"].insert_rows(1)
    book["Action log"]["A1"] = "Filled in on Monday"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda _: None, []),
        (
            _comment,
            [
                "Action log!F3: The comment `Ask Jo first` is not",
                "Summary!A1: The comment `Looks right` is not",
            ],
        ),
        (
            _new_sheet,
            ["Thoughts!B2: This sheet was added and is not brought in. It begins: `We need"],
        ),
        (
            _beside,
            [
                "Action log!R1: What is written here is not brought in: `Please call me`.",
                "Action log!Q4: What is written here is not brought in: `Seen by Sam`.",
            ],
        ),
        (
            _other_sheets,
            [
                "Summary!A2: What is written here is not brought in: `I disagree`.",
                "How to use!D30: What is written here is not brought in: `Where is the guide?`.",
            ],
        ),
        (_above, ["Action log!A1: What is written here is not brought in: `Filled in"]),
    ],
)
def test_what_was_written_where_nothing_is_read_is_said(
    edit: Callable[[openpyxl.Workbook], object], said: list[str]
) -> None:
    """Each with its sheet and its cell, and what to do; nothing is said of what was sent out."""
    found = remarks_of(_in_book(edit))
    assert len(found) == len(said)
    for remark, start in zip(found, said, strict=True):
        assert remark.startswith(f"log.xlsx: {start}")
        assert remark.endswith(
            "Put it into the note of an action, or tell whoever sent you the workbook."
        )


def test_hundreds_of_comments_are_counted_and_not_all_named() -> None:
    def comment(book: openpyxl.Workbook) -> None:
        for row in range(1, 101):
            book["Summary"].cell(row, 9).comment = Comment(f"Number {row}", "Lee")

    found = remarks_of(_in_book(comment))
    assert len(found) == 21
    assert "Summary: 80 more comments and the like on this sheet are not brought in." in found[-1]


def test_a_workbook_without_its_hidden_sheet_is_compared_with_what_is_named() -> None:
    """Rows are known by the action's id or, where that is gone, by a title that only one has."""

    def edit(book: openpyxl.Workbook) -> None:
        del book["scalekit"]
        sheet = book["Action log"]
        put(Owner="Lee")(sheet)
        sheet.delete_cols(column(sheet, "Action id"))

    raw = _in_book(edit)
    assert read_log(raw, "log.xlsx")[0] == []
    (returned,), problems = read_log(raw, "log.xlsx", filled())
    assert problems == []
    assert returned.base is None
    answer = filled().action(FIRST).answer._replace(owner="Lee")
    assert returned.edited == filled().with_answer(FIRST, answer)


# --- what makes no sense


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        (
            "Due",
            "1.12.2026",
            "Action log!G2: “1.12.2026” may be 1 December 2026 or 12 January 2026.",
        ),
        (
            "Status",
            "Compleat",
            "Action log!D2: “Compleat” is not a status. Did you mean Completed? The choices",
        ),
        ("Status", "Done?", "Action log!D2: “Done?” is not a status. The choices are: Not yet st"),
        ("Status", False, "Action log!D2: “FALSE” is not a status."),
        (
            "Due",
            20_261_201,
            "Action log!G2: This cell shows something else than the number in it, 20261201.",
        ),
        ("Confidence", "off-trak", "Did you mean Off track? The choices are: G – On track,"),
        ("Confidence", "Blue", "“Blue” is not a confidence. The choices are: G – On track"),
        ("Confidence", "R – On track", "Action log!E2: “R – On track” is not a confidence"),
        (
            "Evidence",
            "A | https://a.org B | https://b.org",
            "I2: Several pieces of evidence are on",
        ),
        ("Evidence", "|", "Action log!I2: This evidence is empty. Write it as Label | link."),
        ("Action", "Other words", "Action log!B2: `Other words` was sent out as"),
        ("Pillar", "Engage", "Action log!A2: `Engage` was sent out as `Understand`"),
        ("Wording", "00000000", "Action log!O2: `00000000` was sent out as"),
        ("Action id", "understand-local-ned", "Did you mean understand-local-need?"),
        ("Checklist", "list-9", "belongs to no checklist in this workbook: `list-9`. Did you mean"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_its_cell(
    name: str, typed: object, message: str
) -> None:
    found = problems_of(edited(made(filled()), put(**{name: typed})))
    assert len(found) == 1
    assert found[0].startswith("log.xlsx: Action log!")
    assert message in found[0]


def test_every_problem_is_named_at_once() -> None:
    assert len(problems_of(edited(made(filled()), put(Due="soon", Status="x", Owner="\x7f")))) == 3


def test_a_formula_is_named_and_never_taken_as_its_result() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["F2"] = '=HYPERLINK("https://example.org")'
        sheet["H3"] = "#N/A"
        sheet["P2"] = "=1+1"  # beside the log

    found = problems_of(edited(made(filled()), edit))
    assert found == [
        "log.xlsx: Action log!F2: This cell holds a formula. Type the value itself.",
        "log.xlsx: Action log!H3: This cell holds an error, `#N/A`. Type the value itself.",
    ]


@pytest.mark.parametrize(("number", "day"), [(46000, date(2025, 12, 9)), (7, None), (0.5, None)])
def test_a_date_that_lost_its_format_is_a_date(number: float, day: date | None) -> None:
    """As another program leaves it; a number that is no day of this century is named."""

    def edit(sheet: Worksheet) -> None:
        sheet["G2"] = number
        sheet["G2"].number_format = "General"

    raw = edited(made(filled()), edit)
    if day:
        assert back(raw).edited.action(FIRST).answer.due == day
    else:
        assert f"Action log!G2: “{number}” is not a date. Write a date as" in problems_of(raw)[0]


def test_a_number_that_shows_as_something_else_is_named() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["F2"] = 0.5
        sheet["F2"].number_format = "0%"

    assert (
        "shows something else than the number in it, 0.5."
        in problems_of(edited(made(filled()), edit))[0]
    )


def test_a_day_that_no_calendar_has_is_named() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["G2"] = 20_261_201

    (found,) = problems_of(edited(made(filled()), edit))
    assert "Action log!G2: This cell shows something else than the number in it, 20261201." in found
    assert "Write a date as 2026-12-01" in found


def test_cells_that_were_made_one_are_named_because_the_others_lost_what_they_held() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.merge_cells("F3:F4")
        sheet.merge_cells("A3:A5")

    found = problems_of(edited(made(filled()), edit))
    for name, problem in zip(("F3", "F4"), found, strict=True):
        assert f"Action log!{name}: This cell is merged with others" in problem


def test_a_text_that_was_cut_cannot_be_changed_in_the_sheet() -> None:
    raw = made(with_note("x" * 40_000))
    assert CUT in str(openpyxl.load_workbook(BytesIO(raw))["Action log"]["J2"].value)
    found = problems_of(edited(raw, put(Note="short")))
    assert "Action log!J2: This text is too long for a cell" in found[0]


def test_words_in_a_row_of_their_own_are_named() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["B12"] = "Seen by Sam"

    assert problems_of(edited(made(filled()), edit)) == [
        (
            "log.xlsx: Action log!B12: This row belongs to no action of the checklist. "
            "Put its words into the note of an action, and empty the row."
        )
    ]


def test_one_action_with_two_answers_is_named() -> None:
    """Also where one stands on a copy of the sheet."""

    def edit(sheet: Worksheet) -> None:
        put(Owner="Ann")(sheet)
        put(Owner="Someone else")(_copied(sheet))

    (problem,) = problems_of(edited(made(filled()), edit))
    assert (
        "Action log Copy!B2: This action is at Action log!B2 too, with another answer." in problem
    )


def _copied(sheet: Worksheet) -> Worksheet:
    assert sheet.parent
    copy = sheet.parent.copy_worksheet(sheet)
    assert isinstance(copy, Worksheet)
    return copy


@pytest.mark.parametrize("in_copy", [False, True])
def test_of_two_rows_the_one_that_was_changed_counts(in_copy: bool) -> None:
    """People keep a copy of the sheet as it was, and some fill in the copy."""

    def edit(sheet: Worksheet) -> None:
        copy = _copied(sheet)
        put(Owner="Ann")(copy if in_copy else sheet)

    assert back(edited(made(filled()), edit)).edited.actions[0].answer.owner == "Ann"


def test_words_that_are_struck_through_are_named() -> None:
    def edit(sheet: Worksheet) -> None:
        line = InlineFont(strike=True)
        text = CellRichText("Lee ", TextBlock(line, "Tom"))
        sheet.cell(2, column(sheet, "Owner")).value = text
        sheet.cell(3, column(sheet, "Note")).font = Font(strike=True)
        put_in(3, Note="Old")(sheet)

    returned, (problem,) = read_log(edited(made(filled()), edit), "log.xlsx")
    owner, note = (
        returned[0].edited.actions[0].answer.owner,
        returned[0].edited.actions[1].answer.note,
    )
    assert (owner, note) == (filled().actions[0].answer.owner, "Old")
    assert "!F2: Some words here are struck through." in str(problem)
    (remark,) = map(str, returned[0].remarks)
    assert "!J3: Words here are struck through, and are read as if they were not." in remark


def test_raised_and_lowered_digits_stay_so_and_what_no_letter_shows_is_said() -> None:
    def raised(text: str) -> TextBlock:
        return TextBlock(InlineFont(vertAlign="superscript"), text)

    def edit(sheet: Worksheet) -> None:
        lowered = TextBlock(InlineFont(vertAlign="subscript"), "2")
        note = CellRichText("10", raised("5"), " pounds of CO", lowered)
        sheet.cell(2, column(sheet, "Note")).value = note
        sheet.cell(3, column(sheet, "Note")).value = CellRichText("10", raised("0.5"))

    one = back(edited(made(filled()), edit))
    notes = [action.answer.note for action in one.edited.actions[:2]]
    assert notes == ["10⁵ pounds of CO₂", "100.5"]
    (remark,) = map(str, one.remarks)
    assert "!J3: “0.5” stands above or below the line here, and is read as if on it." in remark


def test_a_colour_without_a_word_is_named() -> None:
    def edit(sheet: Worksheet) -> None:
        amber = PatternFill("solid", fgColor="FFFFC000")
        sheet.cell(8, column(sheet, "Confidence")).fill = amber
        for cell in sheet[9]:  # a whole row, which says nothing of confidence
            cell.fill = amber

    (remark,) = remarks_of(edited(made(filled()), edit))
    assert "8: This cell has a colour and no word, and a colour is not read." in remark


def test_a_column_under_another_name_is_named() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["J1"] = "Notes"

    found = problems_of(edited(made(filled()), edit))
    assert "There is no column called “Note”. Did you mean Notes?" in found[0]


def test_a_column_that_stands_twice_is_named() -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["P1"] = "note"

    assert "The column `note` is there twice" in problems_of(edited(made(filled()), edit))[0]


@pytest.mark.parametrize("row", [1, 2])
def test_a_hidden_sheet_that_is_damaged_or_gone_is_named(row: int) -> None:
    book = openpyxl.load_workbook(BytesIO(made(with_note("x" * 70_000))))
    if row == 1:
        del book["scalekit"]
    else:
        book["scalekit"].delete_rows(row)
    saved = BytesIO()
    book.save(saved)
    assert re.search("does not say what was sent out|is damaged", problems_of(saved.getvalue())[0])


def test_a_workbook_of_another_kind_is_named() -> None:
    book = openpyxl.Workbook()
    saved = BytesIO()
    book.save(saved)
    assert "No sheet of this workbook is an action log" in problems_of(saved.getvalue())[0]
