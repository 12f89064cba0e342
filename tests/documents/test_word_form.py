"""What people do to the Word form, and what comes of it; docs/word-form.md has it as a table."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from hypothesis import given

from scalekit.documents.docx.document import render
from scalekit.documents.docx.edited_form import read_form
from scalekit.documents.docx.field_tags import TO_TYPE
from scalekit.documents.docx.options import Paper
from scalekit.engine.statements import of_answer
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.problem import Problem
from scalekit.model.returned import NewReview
from scalekit.model.statement import Statement
from tests import strategies as some
from tests.documents.reports import FEW, filled, report

FORM = Paper(layout="checklist")
ID = "find-policy-ties"
TITLE = "Find ties to national and local priorities"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MS = "http://schemas.microsoft.com/office/word"
Word = Any
Edit = Callable[[Word], None]


def control(document: Word, field: str, action_id: str = ID) -> Any:
    """Return the form field of one action."""
    for each in document.element.body.iter(qn("w:sdt")):
        tag = each.find(qn("w:sdtPr")).find(qn("w:tag"))
        if tag.get(qn("w:val")) == f"{action_id}.{field}":
            return each
    raise AssertionError(field)


def type_in(document: Word, field: str, text: str, action_id: str = ID) -> None:
    """Type over what a field holds, as Word saves it."""
    found = control(document, field, action_id)
    waiting = found.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr"))
    if waiting is not None:
        waiting.getparent().remove(waiting)
    content = found.find(qn("w:sdtContent"))
    for child in list(content):
        content.remove(child)
    for number, line in enumerate(text.split("\n")):
        run = OxmlElement("w:r")
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        run.append(words)
        content.append(run)


def tick(document: Word, ticked: str, action_id: str = ID) -> None:
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
    next(control(document, "box", action_id).iter(f"{w14}checked")).set(f"{w14}val", ticked)


def unwrap(document: Word, field: str) -> None:
    """Remove a field and leave its words, as Word's own command does."""
    found = control(document, field)
    for child in list(found.find(qn("w:sdtContent"))):
        found.addprevious(child)
    found.getparent().remove(found)


def remove(document: Word, field: str) -> None:
    found = control(document, field)
    found.getparent().remove(found)


def again(document: Word, field: str, text: str) -> None:
    """Copy a field, and type other words into the copy."""
    found = control(document, field)
    found.addprevious(deepcopy(found))
    type_in(document, field, text)


def beside(document: Word) -> None:
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = " ask Jo first"
    run.append(words)
    control(document, "owner").addnext(run)


def below(document: Word) -> None:
    paragraph = parse_xml(f'<w:p xmlns:w="{W}"><w:r><w:t>We meet on Friday</w:t></w:r></w:p>')
    control(document, "note").getparent().addnext(paragraph)


def below_several(document: Word) -> None:
    place = control(document, "note").getparent()
    for text in ("Twice", "", "We met", "Report"):
        place.addnext(parse_xml(f'<w:p xmlns:w="{W}"><w:r><w:t>{text}</w:t></w:r></w:p>'))


def paste_rich(document: Word) -> None:
    content = control(document, "note").find(qn("w:sdtContent"))
    for child in list(content):
        content.remove(child)
    content.append(parse_xml(f'<w:r xmlns:w="{W}"><w:t xml:space="preserve">It is </w:t></w:r>'))
    content.append(parse_xml(f'<w:r xmlns:w="{W}"><w:rPr><w:b/></w:rPr><w:t>agreed</w:t></w:r>'))
    content.append(parse_xml(f'<w:r xmlns:w="{W}"><w:br/><w:t>by all</w:t></w:r>'))


def track(document: Word) -> None:
    type_in(document, "owner", "Lee")
    content = control(document, "owner").find(qn("w:sdtContent"))
    (run,) = content
    inserted = parse_xml(f'<w:ins xmlns:w="{W}" w:author="Jo"/>')
    inserted.append(run)
    content.append(inserted)
    content.append(
        parse_xml(f'<w:del xmlns:w="{W}"><w:r><w:delText>Tom Okafor</w:delText></w:r></w:del>')
    )


def link_evidence(document: Word) -> None:
    key = document.part.relate_to("https://example.org/plan", "hyperlink", is_external=True)
    type_in(document, "evidence", "")
    content = control(document, "evidence").find(qn("w:sdtContent"))
    link = parse_xml(f'<w:hyperlink xmlns:w="{W}"><w:r><w:t>The plan</w:t></w:r></w:hyperlink>')
    link.set(qn("r:id"), key)
    content.append(link)


def drop_action(document: Word) -> None:
    body = document.element.body
    start = control(document, "box").getparent()
    found, gone = False, []
    for child in list(body):
        found = found or child is start
        if found:
            gone.append(child)
        if found and child is control(document, "review").getparent():
            break
    for child in gone:
        body.remove(child)


def runs_in(field: str, *runs: str) -> Edit:
    """Put runs as Word writes them into a field."""

    def edit(document: Word) -> None:
        type_in(document, field, "")
        content = control(document, field).find(qn("w:sdtContent"))
        content.extend(parse_xml(f'<w:x xmlns:w="{W}">{"".join(runs)}</w:x>'))

    return edit


def words(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def strike(document: Word) -> None:
    for run in control(document, "owner").iter(qn("w:r")):
        run.insert(0, parse_xml(f'<w:rPr xmlns:w="{W}"><w:strike/></w:rPr>'))


LINK_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> HYPERLINK "https://example.org/plan" </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{words("The plan")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def as_block(document: Word, field: str) -> Any:
    """Empty a field and return its content; Word makes it a block where paragraphs come in."""
    type_in(document, field, "")
    found = control(document, field)
    found.getparent().addnext(found)
    content = found.find(qn("w:sdtContent"))
    for child in list(content):
        content.remove(child)
    return content


def bulleted(document: Word) -> None:
    """Type a bullet, and let Word make one."""
    content = as_block(document, "evidence")
    style = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    plan = f"<w:p>{words('• Plan – https://example.org/plan')}</w:p>"
    content.extend(
        parse_xml(f'<w:x xmlns:w="{W}"><w:p>{style}{words("Minutes")}</w:p>{plan}</w:x>')
    )


def table_in_note(merged: str) -> Edit:
    """Paste a table into a note."""

    def cell(text: str, look: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr><w:p>{words(text, look)}</w:p></w:tc>"

    rows = (cell("What") + cell("Cost"), cell("Device | kit") + cell("40", "<w:b/>"))
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)

    def edit(document: Word) -> None:
        pasted = f'<w:x xmlns:w="{W}"><w:p>{words("In all:")}</w:p><w:tbl>{table}</w:tbl></w:x>'
        as_block(document, "note").extend(parse_xml(pasted))

    return edit


FORMULA = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num>'
    "<m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
)


def label_in_note(document: Word) -> None:
    """Type a label of the form into a note, in a program that lost the fields."""
    type_in(document, "note", "We met")
    place = control(document, "note").getparent()
    place.addnext(parse_xml(f'<w:p xmlns:w="{W}">{words("Owner: see the minutes")}</w:p>'))
    all_unwrapped(document)


def box_by_hand(sign: str) -> Edit:
    def edit(document: Word) -> None:
        (text,) = control(document, "box").iter(qn("w:t"))
        text.text = sign
        all_unwrapped(document)

    return edit


def box_alone(sign: str) -> Edit:
    """Type a mark into a box, whose own state stays."""

    def edit(document: Word) -> None:
        (text,) = control(document, "box").iter(qn("w:t"))
        text.text = sign

    return edit


def all_unwrapped(document: Word) -> None:
    """Lose every field, as Google Docs saves it, after the owner was typed."""
    type_in(document, "owner", "Lee")
    for found in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(found.find(qn("w:sdtContent"))):
            found.addprevious(child)
        found.getparent().remove(found)


def in_margins(document: Word) -> None:
    """Type below a page, after Word wrote the numbers of its pages there."""
    (paragraph,) = document.sections[0].footer.paragraphs
    for number, field in zip("29", paragraph._p.iter(qn("w:fldSimple")), strict=True):
        next(field.iter(qn("w:t"))).text = number
    paragraph.add_run(" Seen by Jo")


def both(document: Word) -> None:
    tick(document, "0")
    type_in(document, "status", "Cannot start yet")
    type_in(document, "reason", "No money")


SENT = filled().action(ID).answer


def typed(field: str, text: str) -> Edit:
    return lambda document: type_in(document, field, text)


# What somebody does; what becomes of the answer; what is said of it.
SITUATIONS: dict[str, tuple[Edit, dict[str, Any], str]] = {
    "nothing": (lambda _: None, {}, ""),
    "chooses a status": (typed("status", "In progress"), {"status": Status.IN_PROGRESS}, ""),
    "types a status": (typed("status", "done"), {}, ""),
    "types no status": (typed("status", "Dunno"), {}, "`?“Dunno” is not a status"),
    "chooses a confidence": (
        typed("confidence", "A – Needs attention"),
        {"confidence": Confidence.NEEDS_ATTENTION},
        "",
    ),
    "types a date": (typed("due", "3 Dec 2026"), {"due": date(2026, 12, 3)}, ""),
    "types no date": (typed("due", "soonish"), {}, f"{TITLE}, Due: "),
    "types an owner": (typed("owner", "Lee"), {"owner": "Lee"}, ""),
    "empties a field": (typed("owner", ""), {"owner": ""}, ""),
    "types evidence": (
        typed("evidence", "Minutes | https://example.org/m\nPlan"),
        {"evidence": (Evidence("Minutes", "https://example.org/m"), Evidence("Plan"))},
        "",
    ),
    "makes evidence a list": (
        bulleted,
        {"evidence": (Evidence("Minutes"), Evidence("Plan", "https://example.org/plan"))},
        "",
    ),
    "types a dash alone as evidence": (typed("evidence", "-"), {}, "“-” alone is no evidence."),
    "puts a link on evidence": (
        link_evidence,
        {"evidence": (Evidence("The plan", "https://example.org/plan"),)},
        "",
    ),
    "pastes rich text": (paste_rich, {"note": "It is **agreed**\nby all"}, ""),
    "takes the tick away": (lambda d: tick(d, "0"), {"status": Status.IN_PROGRESS}, ""),
    "changes the status and the box": (
        both,
        {"status": Status.CANNOT_START, "reason": "No money"},
        "",
    ),
    "gives no reason": (typed("status", "Not relevant"), {}, "needs a reason, and there is none"),
    "removes the field, not its words": (lambda d: unwrap(d, "owner"), {}, ""),
    "removes the field and its words": (
        lambda d: remove(d, "owner"),
        {},
        "The field Owner is gone: taken as unchanged.",
    ),
    "copies a field and changes one": (
        lambda d: again(d, "owner", "Lee"),
        {"owner": "Lee"},
        "",
    ),
    "types beside a field": (beside, {}, "`ask Jo first` stands beside the field Owner"),
    "types between the fields": (below, {}, f"Under “{TITLE}”: `We meet on Friday` is not brought"),
    "types in a header or footer": (
        in_margins,
        {},
        "In the footer: `FeNO testing, Barnsley · Page 2 of 9 Seen by Jo` is not brought in.",
    ),
    "tracks changes": (track, {"owner": "Lee"}, "Changes were tracked here"),
    "deletes an action": (drop_action, {}, f"Nothing of “{TITLE}” is here: taken as unchanged."),
    "types behind the words that say what to type": (
        typed("note", f"{TO_TYPE['note']}\nWe met"),
        {"note": "We met"},
        "",
    ),
    "puts a line through words": (
        runs_in("owner", words("Tom ", "<w:strike/>"), words("Lee")),
        {},
        f"{TITLE}, Owner: The words `Tom` are struck through here.",
    ),
    "hides words": (
        runs_in("owner", words("Tom ", "<w:vanish/>"), words("Lee")),
        {},
        f"{TITLE}, Owner: The words `Tom` are hidden here. Delete them, or show them.",
    ),
    "types or pastes several paragraphs": (
        below_several,
        {},
        f"Under “{TITLE}”: 3 paragraphs are not brought in. They begin: `Report We met Twice`.",
    ),
    "puts a line through an answer as it was": (strike, {}, "They stay as they were."),
    "types an arrow, a smiley or a sign": (
        runs_in(
            "note",
            words("Plan "),
            '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
            words(" do "),
            words("J", '<w:rFonts w:ascii="Wingdings"/>'),
        ),
        {"note": "Plan → do ☺"},
        "",
    ),
    "inserts a sign that no letter stands for": (
        runs_in("note", words("37"), '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>'),
        {"note": "37"},
        "A picture or object here is not brought in.",
    ),
    "raises or lowers digits": (
        runs_in(
            "note",
            words("10"),
            words("−3", '<w:vertAlign w:val="superscript"/>'),
            words(" of CO"),
            words("2", '<w:vertAlign w:val="subscript"/>'),
            words(" on the 1"),
            words("st", '<w:vertAlign w:val="superscript"/>'),
        ),
        {"note": "10⁻³ of CO₂ on the 1st"},
        "",
    ),
    "raises or lowers what no letter shows": (
        runs_in("note", words("10"), words("0.5", '<w:vertAlign w:val="superscript"/>')),
        {"note": "100.5"},
        f"Under “{TITLE}”: “0.5” stands above or below the line here, and is read as if on it.",
    ),
    "writes a formula": (
        runs_in("note", words("Half:"), FORMULA),
        {"note": "Half:"},
        f"Under “{TITLE}”: A formula here is not brought in.",
    ),
    "pastes a table into a note": (
        table_in_note(""),
        {"note": "In all:\n\n| What | Cost |\n| --- | --- |\n| Device \\| kit | **40** |"},
        "",
    ),
    "pastes a table with merged cells": (
        table_in_note("<w:gridSpan/>"),
        {"note": "In all:\nWhat\nCost\nDevice | kit\n**40**"},
        "A table here with cells that are merged is read cell by cell, each on a line.",
    ),
    "pastes a link that is a field": (
        runs_in("evidence", LINK_FIELD),
        {"evidence": (Evidence("The plan", "https://example.org/plan"),)},
        "",
    ),
    "types a year of three digits": (
        typed("due", "13/1/0226"),
        {},
        "“13/1/0226” is in the year 226",
    ),
    "types a year of the last century": (typed("due", "1 March 1927"), {}, "is in the year 1927"),
    "ticks or empties the box by hand": (
        box_alone("☐"),
        {"status": Status.IN_PROGRESS},
        "",
    ),
    "types a full stop after a status": (
        typed("status", "In progress."),
        {"status": Status.IN_PROGRESS},
        "",
    ),
    "types “Owner:” in a note, without the fields": (
        label_in_note,
        {"owner": "Lee", "note": "We met\nOwner: see the minutes"},
        "",
    ),
    "empties the box by hand, without the fields": (
        box_by_hand("[ ]"),
        {"owner": "Lee", "status": Status.IN_PROGRESS},
        "",
    ),
    "saves it with Google Docs": (all_unwrapped, {"owner": "Lee"}, ""),
}


def form(checklist: Checklist | None = None, template: bytes | None = None) -> bytes:
    paper = FORM._replace(template=template)
    return render(report(checklist or filled()), paper)


def edited(edit: Edit, raw: bytes | None = None) -> bytes:
    document = Document(BytesIO(raw or form()))
    edit(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def answer_in(raw: bytes) -> tuple[Answer, str]:
    """Return the answer that came back, and all that was said; no other answer has changed."""
    (one,), problems = read_form(raw, "x.docx")
    assert one.base == filled()
    assert one.edited == filled().with_answer(ID, one.edited.action(ID).answer)
    return one.edited.action(ID).answer, "\n".join(map(str, [*problems, *one.remarks]))


@pytest.mark.parametrize("what", SITUATIONS)
def test_what_people_do_and_what_comes_of_it(what: str) -> None:
    edit, values, said = SITUATIONS[what]
    answer, told = answer_in(edited(edit))
    assert answer == SENT._replace(**values)
    assert said.removeprefix("`?") in told
    assert bool(said) == bool(told), told


def test_a_box_is_ticked_by_its_mark_too() -> None:
    untouched = next(action.id for action in filled().actions if action.answer.is_blank)

    def edit(document: Word) -> None:
        (text,) = control(document, "box", untouched).iter(qn("w:t"))
        text.text = "☒"

    (one,), problems = read_form(edited(edit), "x.docx")
    assert (problems, one.remarks) == ([], ())
    assert one.edited.action(untouched).answer == Answer(Status.COMPLETED)


def sign(document: Word, name: str) -> None:
    """Type a name into the field for whoever fills the form in."""
    type_in(document, "by", name, "form")


OF = of_answer(SENT)


@pytest.mark.parametrize(
    ("typed", "reviews"),
    [
        ("Accepted", [("accepted", "")]),
        ("Yes.", [("accepted", "")]),
        ("OK", [("accepted", "")]),
        ("Yes, but who pays?", [("question", "Yes, but who pays?")]),
        ("Which six practices?", [("question", "Which six practices?")]),
    ],
)
def test_a_reviewer_accepts_or_asks(typed: str, reviews: list[tuple[str, str]]) -> None:
    def edit(document: Word) -> None:
        sign(document, "Sam Lee")
        type_in(document, "review", typed)
        type_in(document, "owner", "Lee")

    (one,), problems = read_form(edited(edit), "x.docx")
    assert (problems, one.remarks, one.by) == ([], (), "Sam Lee")
    assert one.reviews == tuple(NewReview(ID, k, "Sam Lee", text, OF) for k, text in reviews)
    assert one.edited.action(ID).answer == SENT._replace(owner="Lee")


def test_a_review_without_a_name_is_named_and_guessed_by_nobody() -> None:
    (one,), (problem,) = read_form(edited(typed("review", "Accepted")), "x.docx")
    assert f"{TITLE}, Review: This review does not say whose it is." in str(problem)
    assert "Filled in by" in problem.remedy
    assert not one.is_changed


def test_a_review_is_read_behind_its_label_and_an_earlier_one_is_not() -> None:
    before = Statement("accepted", "Jo Bell", date(2026, 10, 1), "", OF)
    sent = filled().with_review(ID, before)

    def edit(document: Word) -> None:
        sign(document, "Sam Lee")
        type_in(document, "review", "Why?")
        all_unwrapped(document)

    (one,), problems = read_form(edited(edit, form(sent)), "x.docx")
    assert (problems, one.by) == ([], "Sam Lee")
    assert one.reviews == (NewReview(ID, "question", "Sam Lee", "Why?", OF),)
    assert one.edited.action(ID).reviews == (before,)


def test_two_copies_with_two_answers_are_named() -> None:
    def edit(document: Word) -> None:
        again(document, "owner", "Lee")
        again(document, "owner", "Jo")

    answer, told = answer_in(edited(edit))
    assert answer == SENT
    assert f"{TITLE}, Owner: This field is there 3 times, with `Jo` and `Lee`." in told


def commented(*comments: str, threads: str = "") -> bytes:
    """Return the form with comments at the owner of an action, and what became of them."""

    def edit(document: Word) -> None:
        for number in range(len(comments)):
            run = parse_xml(f'<w:r xmlns:w="{W}"><w:commentReference w:id="{number}"/></w:r>')
            control(document, "owner").addnext(run)

    raw = edited(edit)
    names = (("comments", "officeDocument/2006"), ("commentsExtended", "office/2011"))
    for (name, kind), inside in zip(names, ("".join(comments), threads), strict=True):
        scheme = f'xmlns:w="{W}" xmlns:w14="{MS}/2010/wordml" xmlns:w15="{MS}/2012/wordml"'
        tag = f"w:{name}" if name == "comments" else f"w15:{name}"
        raw = with_part(raw, f"word/{name}.xml", f"<{tag} {scheme}>{inside}</{tag}>".encode())
        rels = "word/_rels/document.xml.rels"
        address = f"http://schemas.example.org/{kind}/relationships/{name}"
        related = f'<Relationship Id="{name}" Type="{address}" Target="{name}.xml"/>'
        closing = "</Relationships>"
        text = part(raw, rels).decode().replace(closing, related + closing)
        raw = with_part(raw, rels, text.encode())
    return raw


def comment(number: int, author: str, words: str) -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}"><w:p w14:paraId="{number}A">'
        f"<w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
    )


@pytest.mark.parametrize("author", ["Jo Bell", ""])
def test_a_comment_is_a_question_of_whoever_made_it(author: str) -> None:
    """One that says of nobody who made it is shown, with where it stands."""
    raw = commented(comment(0, author, "Is this still so?"))
    answer, told = answer_in(raw)
    assert answer == SENT
    (one,), _ = read_form(raw, "x.docx")
    question = NewReview(ID, "question", author, "Is this still so?", OF)
    assert one.reviews == ((question,) if author else ())
    said = f"Under “{TITLE}”: Somebody commented: `Is this still so?`"
    assert (said in told) is not bool(author)


def test_a_resolved_comment_and_a_reply_are_no_questions_and_are_said() -> None:
    raw = commented(
        comment(0, "Jo Bell", "Which audit?"),
        comment(1, "Sam Lee", "That of May."),
        comment(2, "Jo Bell", "Who pays?"),
        comment(3, "Sam Lee", "The board."),
        comment(4, "Ann Day", "Yes"),  # it may answer another one, in a program without threads
        threads=(
            '<w15:commentEx w15:paraId="0A" w15:done="1"/>'
            '<w15:commentEx w15:paraId="1A" w15:paraIdParent="0A" w15:done="0"/>'
            '<w15:commentEx w15:paraId="2A" w15:done="0"/>'
            '<w15:commentEx w15:paraId="3A" w15:paraIdParent="2A" w15:done="0"/>'
        ),
    )
    (one,), problems = read_form(raw, "x.docx")
    assert not problems
    assert one.reviews == (
        NewReview(ID, "question", "Ann Day", "Yes", OF),
        NewReview(ID, "question", "Jo Bell", "Who pays?", OF),
    )
    at = f"x.docx: Under “{TITLE}”: "
    assert {str(each) for each in one.remarks} == {
        f"{at}Jo Bell commented, and it is resolved: `Which audit?`",
        f"{at}Sam Lee replied, and it is resolved: `That of May.`",
        f"{at}Sam Lee replied: `The board.`",
    }


@FEW
@given(some.annotated())
def test_a_form_that_nobody_filled_in_comes_back_as_it_was(checklist: Checklist) -> None:
    (one,), problems = read_form(form(checklist), "x.docx")
    assert (problems, one.remarks) == ([], ())
    assert one.base == checklist
    assert not one.is_changed


def test_of_many_paragraphs_in_two_places_two_things_are_said() -> None:
    def edit(document: Word) -> None:
        below_several(document)
        document.add_heading("Our report", 2)
        for number in range(300):
            document.add_paragraph(f"Finding {number}")

    _, told = answer_in(edited(edit))
    first, last = told.splitlines()
    assert "3 paragraphs are not brought in. They begin: `Report" in first
    assert "301 paragraphs are not brought in. They begin: `Our report Finding 0" in last


def test_the_fields_survive_a_template() -> None:
    own = Document()
    own.add_paragraph("Delete this")
    raw = BytesIO()
    own.save(raw)
    answer, _ = answer_in(edited(typed("owner", "Lee"), form(template=raw.getvalue())))
    assert answer.owner == "Lee"


PAGE_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{words("1")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TITLE_FIELD = f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{words('Title')}"


def test_only_what_was_typed_in_a_header_since_is_said_with_it() -> None:
    """Not what a template has there, nor what Word keeps up to date: page, title, date."""
    own = Document()
    header = own.sections[0].header
    title = f'<w:p xmlns:w="{W}">{TITLE_FIELD}</w:sdtContent></w:sdt></w:p>'
    page = f'<w:p xmlns:w="{W}">{words("In confidence, page ")}{PAGE_FIELD}</w:p>'
    header._element.extend([parse_xml(title), parse_xml(page)])
    raw = BytesIO()
    own.save(raw)

    def printed(document: Word) -> None:
        for text in document.sections[0].header._element.iter(qn("w:t")):
            text.text = {"1": "7", "Title": "FeNO testing"}.get(text.text, text.text)

    def typed(document: Word) -> None:
        printed(document)
        document.sections[0].header.paragraphs[0].text = "Draft of Jo"

    sent = form(template=raw.getvalue())
    assert answer_in(edited(printed, sent)) == (SENT, "")
    answer, told = answer_in(edited(typed, sent))
    assert answer == SENT
    assert told.startswith("x.docx: In the header: `Draft of Jo` is not brought in.")
    assert len(told.splitlines()) == 1


def test_a_form_without_what_was_sent_out_is_read_against_what_is_named() -> None:
    raw = edited(typed("owner", "Lee"))
    with ZipFile(BytesIO(raw)) as parts:
        (name,) = (n for n in parts.namelist() if b"<sentOut" in parts.read(n))
    raw = with_part(raw, name, b"<gone/>")
    found, (problem,) = read_form(raw, "x.docx")
    assert not found
    assert "--base FILE" in problem.remedy
    (one,), problems = read_form(raw, "x.docx", filled())
    assert (problems, one.base) == ([], None)
    assert one.edited.action(ID).answer == SENT._replace(owner="Lee")
    assert "cannot be told from what was sent out" in str(one.remarks[0])


# --- what would do harm


def part(raw: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(raw)) as parts:
        return parts.read(name)


def with_part(raw: bytes, name: str, content: bytes, kind: int = ZIP_STORED) -> bytes:
    """Return a document with one part exchanged or added."""
    changed = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(changed, "w", kind) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return changed.getvalue()


BODY = "word/document.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (lambda: b"", "This is not a Word document"),
        (lambda: form()[:3000], "is damaged, or only a part of it is here."),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 99, "is from an older Word"),
        (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        (lambda: with_part(form(), BODY, ENTITY), "holds a DOCTYPE"),
        (lambda: with_part(form(), BODY, b"<a>" * 200 + b"</a>" * 200), "nested too deeply"),
        (lambda: with_part(form(), BODY, b"<a>" + b"<b/>" * 200_001 + b"</a>"), "too large"),
        (
            lambda: with_part(form(), "word/x.xml", b"\0" * 60_000_001, ZIP_DEFLATED),
            "too large to read",
        ),
        (lambda: with_part(form(), BODY, b"<a>"), "This document is damaged"),
        (lambda: b"x" * 20_000_001, "larger than 20 MB"),
        (lambda: render(report(filled())), "has no form to take answers from"),
    ],
)
def test_what_would_do_harm_is_refused(raw: Callable[[], bytes], message: str) -> None:
    found, (problem,) = read_form(raw(), "x.docx")
    assert not found
    assert isinstance(problem, Problem)
    assert message in problem.message


def test_macros_are_not_run_and_named() -> None:
    _, told = answer_in(with_part(form(), "word/vbaProject.bin", b"AutoOpen"))
    assert told == "x.docx: This document brings macros with it, which were not run."
