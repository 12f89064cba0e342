"""Writes the form of one action: fields of Word (content controls) that can be filled in."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from scalekit.documents.action_log_cells import (
    cell_text,
    evidence_lines,
    is_web_address,
    value_text,
)
from scalekit.documents.docx.field_tags import BY_LABEL, FILLED_IN_BY, REVIEW, TO_TYPE, WRITTEN
from scalekit.documents.docx.runs import add_link, add_run
from scalekit.documents.docx.writer import Writer
from scalekit.documents.reviews import ACCEPTED
from scalekit.model.checklist import ChecklistAction, Evidence
from scalekit.model.fields import BY_KEY, Form
from scalekit.model.values import NOT_PROVIDED
from scalekit.text.links import href
from scalekit.text.printable import documentable

_LINE, _LINES = 90, 12  # characters of a line, and lines that are not long
_GREY = RGBColor(0x59, 0x59, 0x59)


def write(writer: Writer, action: ChecklistAction, tags: dict[str, str]) -> None:
    """Write each field of an answer on a line of its own, given its tag by field.

    They stay on one page, but for those behind a long one: it would take them all to the next.
    """
    for field, label in WRITTEN.items():
        is_last = field == REVIEW
        keep = not is_last and not _is_long(cell_text(field, action.answer))
        paragraph = writer.paragraph("", f"{label}: ", keep=keep)
        paragraph.paragraph_format.space_after = None if is_last else 0
        value = None if is_last else getattr(action.answer, field)
        _add(writer, paragraph, field, value, f"{label}: {action.title}", tags[field])


def _is_long(text: str) -> bool:
    return sum(1 + len(line) // _LINE for line in text.split("\n")) > _LINES


def write_by(writer: Writer) -> None:
    """Write the field for the name of whoever fills the form in."""
    paragraph = writer.paragraph("", f"{BY_LABEL}: ")
    _add(writer, paragraph, FILLED_IN_BY, None, BY_LABEL, FILLED_IN_BY)


def _add(writer: Writer, paragraph: Any, field: str, value: Any, name: str, tag: str) -> None:
    control, about = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    content = OxmlElement("w:sdtContent")
    control.extend([about, content])
    paragraph._p.append(control)
    writer.boxes += 1
    called = (("alias", documentable(name)[:64]), ("tag", documentable(tag)))
    for key, word in (*called, ("id", str(writer.boxes))):
        about.append(_element(key, val=word))
    about.append(_element("lock", val="sdtLocked"))
    if not value:
        about.append(_element("showingPlcHdr"))
        run = add_run(paragraph, content, TO_TYPE[field])
        run.font.color.rgb = _GREY
    elif field == "evidence":
        _add_evidence(paragraph, content, value)
    else:
        add_run(paragraph, content, value_text(value))
    kind = _kind(field, value)
    if kind is not None:
        about.append(kind)


def _kind(field: str, value: Any) -> Any:
    """Return what kind of field it is; a field without one takes text.

    That is rich text, also for one line: LibreOffice 7.4 makes a field of plain text a variable,
    and shows what to type there as if somebody had typed it.
    """
    if field == REVIEW:  # a list in which other words can be typed too
        return _choices([(ACCEPTED, "accepted")], "w:comboBox")
    if field == FILLED_IN_BY:
        return None
    known = BY_KEY[field]
    if known.words:
        given = [(value_text(word), word.value) for word in known.words]
        nothing = [] if known.blank else [(NOT_PROVIDED, "not-provided")]
        return _choices([*given, *nothing])
    if known.form is Form.DAY:
        day = _element("date", **({"fullDate": f"{value.isoformat()}T00:00:00Z"} if value else {}))
        day.append(_element("dateFormat", val="d MMMM yyyy"))
        day.append(_element("lid", val="en-GB"))
        day.append(_element("storeMappedDataAs", val="dateTime"))
        day.append(_element("calendar", val="gregorian"))
        return day
    return None


def _choices(words: list[tuple[str, str]], kind: str = "w:dropDownList") -> Any:
    choices = OxmlElement(kind)
    for label, value in words:
        choices.append(_element("listItem", displayText=label, value=value))
    return choices


def _add_evidence(paragraph: Any, content: Any, evidence: tuple[Evidence, ...]) -> None:
    """Write a piece a line: a web address behind its label as a link, a path of a file in words."""
    lines = evidence_lines(evidence)
    for number, (piece, line) in enumerate(zip(evidence, lines, strict=True)):
        if number:
            add_run(paragraph, content, "\n")
        to = href(piece.link)
        if not is_web_address(to):
            add_run(paragraph, content, line)
            continue
        add_link(paragraph, content, piece.label if to == piece.link else line, to)


def _element(name: str, **values: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
