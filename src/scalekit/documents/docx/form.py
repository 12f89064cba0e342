"""The checklist as a Word form: each action with a box to tick and fields to fill in."""

from typing import Any

from docx.document import Document as WordDocument

from scalekit.documents import reviews
from scalekit.documents.docx import controls
from scalekit.documents.docx.field_tags import BOX, tags
from scalekit.documents.docx.sections import write_changes, write_decisions, write_other_text
from scalekit.documents.docx.writer import Writer
from scalekit.documents.forms import BOX_OR_STATUS, answer_remarks
from scalekit.documents.note_markdown import has_marks
from scalekit.documents.report import Report
from scalekit.engine.about import DONE_WHEN, QUESTIONS, WHENCE, whence
from scalekit.model.checklist import Checklist, ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.model.playbook import Action, Playbook
from scalekit.views import shared_words

_HOW_TO = (
    "Fill in what you know, save this document and send it back to {}. What you write in the fields"
    " under an action is brought into the checklist, and a comment there as your question."
)


def write(document: WordDocument, report: Report) -> None:
    checklist, writer = report.checklist, Writer(document)
    writer.title(shared_words.heading(checklist))
    writer.paragraph(
        f"{shared_words.count_words(report.progress.counts)}. As at {say_date(report.today)}."
    )
    writer.paragraph(_HOW_TO.format(report.back_to))
    writer.paragraph(BOX_OR_STATUS)
    writer.paragraph(f"{reviews.HOW_TO} A review needs your name.")
    controls.write_by(writer)
    write_decisions(writer, report)
    write_changes(writer, report)
    _write_overview(writer, checklist)
    known = report.playbook.actions_by_id if report.playbook else {}
    called: dict[str, dict[str, str]] = {}
    for tag, (action_id, field) in tags(checklist).items():
        called.setdefault(action_id, {})[field] = tag
    for pillar, title in checklist.pillars:
        top = writer.heading(title)
        for action in checklist.of_pillar(pillar):
            more = known.get(action.id), called[action.id]
            heading = _write_action(writer, report, action, *more)
            # LibreOffice does not keep so many paragraphs together.
            (top or heading).paragraph_format.page_break_before = True
            top = None
    write_other_text(writer, checklist)
    if report.playbook:
        _write_source(writer, report.playbook)


def _write_overview(writer: Writer, checklist: Checklist) -> None:
    """Write which actions follow, each on a page of its own, and how they stand."""
    writer.heading("The actions, as they were sent to you")
    writer.lines([(each.title, each.answer.status.label) for each in checklist.actions])


def _write_action(
    writer: Writer,
    report: Report,
    action: ChecklistAction,
    known: Action | None,
    tags: dict[str, str],
) -> Any:
    """Write an action with its fields, and return its heading."""
    heading = writer.heading(f" {action.title}", 2)
    ticked = action.answer.status is Status.COMPLETED
    writer.tick_box(heading, f"{Status.COMPLETED.label}: {action.title}", tags[BOX], ticked=ticked)
    if action.text:
        writer.paragraph(action.text, keep=True)
    if known:
        _write_help(writer, known)
    if said := list(answer_remarks(report, action)):
        writer.lines(said, keep=True)
    controls.write(writer, action, tags)
    _write_note(writer, action.answer.note, report.beside)
    return heading


def _write_help(writer: Writer, action: Action) -> None:
    writer.paragraph("", QUESTIONS, keep=True)
    for question in action.ask:
        writer.bullet(question)
    if action.done_when:
        writer.paragraph(action.done_when, DONE_WHEN)


def _write_note(writer: Writer, note: str, beside: str) -> None:
    """Write how a note reads, where its field shows marks: it is edited there as it is typed."""
    if has_marks(note):
        writer.paragraph("", "The note as it was sent to you reads", keep=True)
        writer.note(note, beside)


def _write_source(writer: Writer, playbook: Playbook) -> None:
    """Write where the actions come from, and the playbook's notice."""
    writer.heading(WHENCE).paragraph_format.page_break_before = True
    for paragraph in whence(playbook):
        writer.paragraph(paragraph)
