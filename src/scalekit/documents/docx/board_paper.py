"""The board paper: where the work stands, what is needed from the board, risks, every action."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from docx.document import Document as WordDocument

from scalekit.documents.action_log_cells import cell_text, letter
from scalekit.documents.attention import attention, cannot_start, reason
from scalekit.documents.bar import BAR_ORDER
from scalekit.documents.docx.note import (
    Block,
    Piece,
    evidence_pieces,
    labelled,
    labelled_paragraph,
)
from scalekit.documents.docx.sections import write_changes, write_decisions, write_other_text
from scalekit.documents.docx.writer import Row, Writer
from scalekit.documents.report import Report
from scalekit.engine.progress import Counts
from scalekit.model.checklist import ChecklistAction, Confidence, Status, listed
from scalekit.model.dates import say_date
from scalekit.model.fields import TABLE, Form
from scalekit.model.say import say_value
from scalekit.text.sentence import capital, number_of
from scalekit.views import shared_words, statements

if TYPE_CHECKING:
    from scalekit.documents.docx.options import Paper

    Cells = tuple[str | list[Block], ...]

_SHORT = 400  # characters that stand in a cell of a table; what is longer comes after it
_IN_FULL = "Long answers in full"
_LONG = f"It is long. Read it whole under “{_IN_FULL}”, after the tables of the appendix."
_IN_COLUMNS = ("status", "confidence", "owner", "due")  # of the appendix; the others share one
# What the board is asked to do: where actions are stuck, and where none is.
_ASKED = {
    "decision": ("decide what to do about {}", ""),
    "discussion": ("discuss {}", "discuss where the work stands"),
    "assurance": (
        "take assurance from the evidence in the appendix, and to note {}",
        "take assurance from the evidence in the appendix",
    ),
    "information": ("note {}", "note where the work stands"),
}
_ARE_STUCK = "action cannot start yet or is off track", "actions cannot start yet or are off track"
_NONE_STUCK = "No action is off track or unable to start."
_COMPLETED = (
    "The action meets the playbook’s test of done, in the view of whoever filled in the checklist. "
    "The evidence beside it is what they offer for that."
)


class _Part(NamedTuple):
    """A part of an answer in paragraphs, and how many characters it has."""

    label: str
    length: int
    blocks: list[Block]

    @property
    def is_long(self) -> bool:
        return self.length > _SHORT


def write(document: WordDocument, report: Report, paper: "Paper", purpose: str) -> None:
    writer = Writer(document)
    writer.title(shared_words.heading(report.checklist))
    writer.pairs(list(_title_block(report, paper, purpose)), "About this paper")
    # A board that is to decide reads first what it is asked.
    if paper.purpose == "decision":
        _write_needs(writer, report, paper)
        write_decisions(writer, report)
        _write_summary(writer, report)
    else:
        write_decisions(writer, report)
        _write_summary(writer, report)
        _write_needs(writer, report, paper)
    _write_risks(writer, report)
    write_changes(writer, report)
    writer.landscape()
    _write_actions(writer, report)
    write_other_text(writer, report.checklist)
    _write_meanings(writer, report)


def _title_block(report: Report, paper: "Paper", purpose: str) -> Iterator[tuple[str, str]]:
    roles = report.playbook.role_titles if report.playbook else {}
    values = {
        "Meeting": paper.meeting,
        "Date": say_date(paper.day) if paper.day else "",
        "Author": paper.author,
        "Purpose": purpose,
        "Role" if len(report.checklist.roles) == 1 else "Roles": ", ".join(
            roles.get(role, role) for role in report.checklist.roles
        ),
        "As at": say_date(report.today),
    }
    return ((name, value) for name, value in values.items() if value)


def _write_summary(writer: Writer, report: Report) -> None:
    writer.heading("Summary")
    writer.paragraph(f"{shared_words.count_words(report.progress.counts)}.")
    rows = [Row((title, *_numbers(counts))) for title, counts in report.counted]
    headings = ("Pillar", *(each.label for each in BAR_ORDER), "All")
    shares = (19, *[17] * len(BAR_ORDER), 8)
    writer.table(headings, rows, shares, "Actions by pillar and status")
    needed = (shared_words.CANNOT_START, shared_words.OFF_TRACK)  # from the board: said there
    for each in attention(report):
        if each.label not in needed:
            for action, said in each.told:
                writer.bullet(f"{each.label}: {_named(action, said)}")


def _numbers(counts: Counts) -> list[str]:
    return [*(str(counts.of(each)) for each in BAR_ORDER), str(counts.total)]


def _named(action: ChecklistAction, said: str = "") -> str:
    about = shared_words.details(action)
    about = f"Owner: {about}" if action.answer.owner else about
    told = " ".join(filter(None, (about and f"{capital(about)}.", said)))
    return listed(action.title, action.is_joint, told)


# --- what is needed, and why


def _stuck(report: Report) -> list[ChecklistAction]:
    """Return the actions that cannot start yet or are off track, in the order of the checklist."""
    stuck = {*cannot_start(report), *report.progress.off_track}
    return [action for action in report.checklist.actions if action in stuck]


def _write_needs(writer: Writer, report: Report, paper: "Paper") -> None:
    writer.heading("What is needed from the board")
    stuck = _stuck(report)
    if paper.ask:  # in the author's words, and no others beside them
        writer.paragraph(paper.ask)
        writer.paragraph(f"{number_of(len(stuck), *_ARE_STUCK)}:" if stuck else _NONE_STUCK)
    else:
        writer.paragraph(" ".join(_asked(paper.purpose, len(stuck))))
    for action in stuck:
        writer.bullet(_named(action))


def _asked(purpose: str, stuck: int) -> Iterator[str]:
    """Yield in sentences what the board is asked, given how many actions are stuck."""
    about_some, about_none = _ASKED[purpose]
    some = number_of(
        stuck,
        "action that cannot start yet or is off track",
        "actions that cannot start yet or are off track",
    )
    if words := about_some.format(some) if stuck else about_none:
        yield f"The board is asked to {words}."
    if not stuck:
        yield _NONE_STUCK
    if purpose == "information":
        yield "No decision is needed."
    if purpose == "decision" and not stuck:
        yield "Nothing in the checklist needs a decision."


def _write_risks(writer: Writer, report: Report) -> None:
    """Write the open actions whose confidence is not green, and those that cannot start."""
    at_risk = [
        *_stuck(report),
        *(
            action
            for action in report.progress.needs_attention
            if action.answer.status is not Status.CANNOT_START
        ),
    ]
    writer.heading("Risks")
    if not at_risk:
        writer.paragraph("No action is off track, needs attention or is unable to start.")
        return
    headings = ("Action", "Status", "Confidence", "Why", "Owner and due date")
    rows = (Row(_risk(action, report.beside), action.answer.confidence) for action in at_risk)
    writer.table(headings, rows, (11, 7, 8, 11, 13), "Actions at risk")


def _risk(action: ChecklistAction, beside: str) -> "Cells":
    answer = action.answer
    from_note = bool(answer.note and not answer.reason)
    return (
        action.listed,
        answer.status.label,
        letter(answer.confidence),
        labelled("From the note", _short(answer.note), beside)
        if from_note
        else _short(reason(action)),
        shared_words.details(action),
    )


# --- every action


def _write_actions(writer: Writer, report: Report) -> None:
    writer.heading("Appendix: all actions")
    headings = ("Action", "Status", "Confidence", "Owner", "Due", "Reason, evidence and note")
    parts = {each.id: _parts(each, report.beside) for each in report.checklist.actions}
    for pillar, title in report.checklist.pillars:
        writer.heading(title, 2)
        actions = report.checklist.of_pillar(pillar)
        rows = (Row(_cells(each, parts[each.id]), each.answer.confidence) for each in actions)
        writer.table(headings, rows, (24, 15, 18, 18, 18, 37), f"Actions of {title}")
    long = [(a, [part for part in parts[a.id] if part.is_long]) for a in report.checklist.actions]
    _write_long(writer, [(action, told) for action, told in long if told])


def _write_long(writer: Writer, long: list[tuple[ChecklistAction, list[_Part]]]) -> None:
    """Write whole what is too long for the tables: in a narrow column it would take pages."""
    if long:
        writer.heading(_IN_FULL)
    for action, parts in long:
        writer.heading(action.listed, 2)
        for part in parts:
            writer.blocks(part.blocks)


def _cells(action: ChecklistAction, parts: list[_Part]) -> "Cells":
    answer = action.answer
    return (
        action.listed,
        answer.status.label,
        letter(answer.confidence),
        answer.owner,
        say_date(answer.due) if answer.due else "",
        list(_told(parts)),
    )


def _told(parts: list[_Part]) -> Iterator[Block]:
    for part in parts:
        if part.is_long:
            yield labelled_paragraph(part.label, Piece(_LONG))
        else:
            yield from part.blocks


def _parts(action: ChecklistAction, beside: str) -> list[_Part]:
    """Return what there is of an answer besides what has a column of its own."""
    parts = []
    for field in TABLE:
        value = getattr(action.answer, field.key)
        if field.key in _IN_COLUMNS or not value:
            continue
        if field.form is Form.ENTRIES:
            lines = [labelled_paragraph(field.label, *evidence_pieces(e, beside)) for e in value]
        elif field.form is Form.LINES:
            lines = labelled(field.label, value, beside)
        else:
            lines = [labelled_paragraph(field.label, Piece(say_value(value)))]
        parts.append(_Part(field.label, len(cell_text(field.key, action.answer)), lines))
    if said := [
        f"{say_value(each)}{statements.since(action, each)}"
        for each in (*action.reviews, *action.views)
    ]:
        parts.append(_Part("What was said", len("".join(said)), [Block([Piece(s)]) for s in said]))
    return parts


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else _LONG


def _write_meanings(writer: Writer, report: Report) -> None:
    writer.heading("What the words mean")
    writer.paragraph(_COMPLETED, Status.COMPLETED.label)
    for confidence in Confidence:
        writer.paragraph(f"{confidence.definition}.", letter(confidence))
    if report.playbook:
        writer.heading("About the checklist", 2)
        for paragraph in report.playbook.notice.split("\n\n"):
            writer.paragraph(paragraph)
