"""The plain list as a Word document: each action with a box to tick and what was recorded."""

from docx.document import Document as WordDocument

from scalekit.documents.docx import changes, other_text
from scalekit.documents.docx.paper import write_decisions
from scalekit.documents.docx.parts import Writer
from scalekit.documents.report import Report
from scalekit.engine.about import DONE_WHEN, QUESTIONS
from scalekit.model.checklist import ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.model.playbook import Action, Playbook
from scalekit.model.say import recorded_of
from scalekit.views import status


def write(document: WordDocument, report: Report) -> None:
    """Write the list into an empty document."""
    checklist, writer = report.checklist, Writer(document)
    writer.title(status.heading(checklist))
    writer.paragraph(
        f"{status.count_words(report.progress.counts)}. As at {say_date(report.today)}."
    )
    write_decisions(writer, report)
    changes.write(writer, report)
    known = (
        {action.id: action for _, action in report.playbook.actions()} if report.playbook else {}
    )
    for pillar, title in checklist.pillars:
        writer.heading(title)
        for action in checklist.actions:
            if action.pillar == pillar:
                heading = writer.heading(f" {action.title}", 2)
                ticked = action.answer.status is Status.COMPLETED
                writer.tick_box(heading, f"Completed: {action.title}", action.id, ticked=ticked)
                if action.text:
                    writer.paragraph(action.text, keep=True)
                if action.id in known:
                    _write_help(writer, known[action.id])
                _write_answer(writer, action)
    other_text.write(writer, checklist)
    if report.playbook:
        _write_source(writer, report.playbook)


def _write_help(writer: Writer, action: Action) -> None:
    writer.paragraph("", QUESTIONS, keep=True)
    for question in action.ask:
        writer.bullet(question, keep=True)
    if action.done_when:
        writer.paragraph(action.done_when, DONE_WHEN, keep=True)


def _write_source(writer: Writer, playbook: Playbook) -> None:
    """Write where the actions come from, and the playbook's notice."""
    source = playbook.source
    writer.heading("Where the actions come from")
    writer.paragraph(f"{source.title}. {source.publisher}, {say_date(source.date)}. {source.link}")
    for paragraph in playbook.notice.split("\n\n"):
        writer.paragraph(paragraph)


def _write_answer(writer: Writer, action: ChecklistAction) -> None:
    values: dict[str, list[str]] = {}
    for name, words in recorded_of(action):
        values.setdefault(name.capitalize(), []).append(words)
    note = values.pop("Note", [])
    short = [(label, "\n".join(lines)) for label, lines in values.items()]
    writer.lines(short, keep=bool(note))
    if note:
        writer.paragraph("\n".join(note), "Note")
