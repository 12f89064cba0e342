"""What is shown: the playbook's words and the answers, as paragraphs."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scalekit.engine import about
from scalekit.engine.statements import changed_since, open_questions, out_of_date, question_line
from scalekit.model.checklist import WITHOUT_EVIDENCE, Answer, ChecklistAction, Evidence
from scalekit.model.dates import say_date
from scalekit.model.fields import TABLE, Form
from scalekit.model.playbook import Action, CaseStudy, Playbook
from scalekit.model.say import say_value
from scalekit.prompts.protocol import BLANK, Paragraph, Section, Tone
from scalekit.text.sentence import number_of, series

Page = Iterator[Paragraph]
_FREE = [field.asked.lower() for field in TABLE if not field.is_paired]
_MORE = "… (m reads it all)"
# What is said of what a field holds, given its name.
_FACT: dict[Form, Callable[[str, Any], str]] = {
    Form.WORD: lambda _, word: word.label.lower(),
    Form.DAY: lambda name, day: f"{name} {say_date(day)}",
    Form.LINE: lambda _, line: line,
    Form.LINES: lambda name, note: f"{name}: {note_text(note)}",
}
_CUT = "…"  # of an answer, which its own screen has whole


def action_page(
    held: ChecklistAction, known: Action | None, new: Action | None, where: str, whose: str
) -> Page:
    """Yield what is to be done, in the checklist's own words or in the new ones, and when done."""
    yield Paragraph(where, Tone.HEADING, end=whose)
    yield Paragraph((new or held).title, Tone.TITLE)
    yield BLANK
    yield Paragraph((new or held).text, more=_MORE)
    if new:
        yield BLANK
        yield Paragraph("The wording changed since you answered.", Tone.PROBLEM)
        yield Paragraph(f"{held.title}. {held.text}", mark="You answered:")
    elif known is None:
        yield Paragraph("This action is no longer in the playbook. Your file keeps it.")
    elif known.done_when:
        yield Paragraph(known.done_when, mark=f"{about.DONE_WHEN}:", more=_MORE)


def now_page(held: ChecklistAction) -> Page:
    """Yield what is recorded, in as few lines as it takes, and what reviewers wait for."""
    yield Paragraph("\n".join(facts(held.answer)), Tone.FACTS, mark="Now:")
    for question in open_questions(held):
        yield Paragraph(question_line(question), Tone.PROBLEM)
    for said in out_of_date(held):
        yield Paragraph(f"{changed_since(said)}.")


def facts(answer: Answer) -> Iterator[str]:
    """Yield each thing that is recorded, in a few words; the status and the evidence always."""
    yield answer.status.label
    if answer.reason or answer.lacks_reason:
        yield answer.reason or "no reason given yet"
    for field in TABLE:
        value, name = getattr(answer, field.key), field.label.lower()
        if field.form is Form.ENTRIES:
            labels = ", ".join(entry.label for entry in value)
            yield f"{name}: {labels}" if labels else f"no {name}"
        elif value and not field.is_paired:
            yield _FACT[field.form](name, value)


def more(
    playbook: Playbook, held: ChecklistAction, known: Action | None, new: Action | None
) -> list[Section]:
    """Return all that there is to read about an action."""
    now = new or held
    sections = [Section("The action", (Paragraph(now.title, Tone.TITLE), Paragraph(now.text)))]
    if new:
        old = (Paragraph(held.title, Tone.TITLE), Paragraph(held.text))
        sections.append(Section("The wording that you answered", old))
    if held.reviews:
        page = tuple(Paragraph(say_value(review), mark="-") for review in held.reviews)
        sections.append(Section("Reviews", page))
    for part in about.about(playbook, known) if known else ():
        # Where the other views lead to a case study, the walk has all of it.
        if part.title == about.CASE_STUDIES:
            sections += study_sections(playbook, held.id)
        else:
            sections.append(Section(part.title, tuple(_entries(part))))
    return sections


def study_sections(playbook: Playbook, action_id: str) -> list[Section]:
    """Return each case study that shows an action."""
    return [
        Section(f"Case study: {study.title}", tuple(_study(playbook, study)))
        for study in playbook.showing(action_id)
    ]


def _study(playbook: Playbook, study: CaseStudy) -> Page:
    yield Paragraph(study.place)
    yield BLANK
    yield Paragraph(study.summary)
    for part in about.about_study(playbook, study):
        yield BLANK
        yield Paragraph(part.title, Tone.LABEL)
        yield from _entries(part)


def resources_sections(playbook: Playbook, action: Action | None) -> list[Section]:
    """Return the resources of an action with their links, if it has any."""
    parts = about.about(playbook, action) if action else ()
    return [
        Section(part.title, tuple(_entries(part)))
        for part in parts
        if part.title == about.RESOURCES
    ]


def _entries(part: about.Section) -> Page:
    for number, entry in enumerate(part.entries):
        if number and entry.said:
            yield BLANK
        yield Paragraph(entry.text, mark="-" if part.listed else "")
        if entry.more:
            yield Paragraph(entry.more, mark=" ")
        if entry.said:
            yield Paragraph(f"{entry.said}:", Tone.QUIET, mark=" ")
            yield Paragraph(entry.link, Tone.QUIET, mark=" ")


def heading(text: str) -> Page:
    """Yield a heading with space before it."""
    yield BLANK
    yield Paragraph(text, Tone.HEADING)


def evidence_text(piece: Evidence) -> str:
    """Return one piece of evidence on a line."""
    return f"{piece.label}, {piece.link}" if piece.other_link else piece.label


def note_text(note: str) -> str:
    """Return a note in one line: its first, and how many more there are."""
    lines = [line for line in note.split("\n") if line.strip()]
    more = len(lines) - 1
    return f"{lines[0]} (and {number_of(more, 'more line')})" if more else lines[0]


def answers_page(
    actions: Iterable[tuple[int, ChecklistAction]], pillars: dict[str, str], title: str, whose: str
) -> Page:
    """Yield every action with its number and what was answered, by pillar."""
    yield Paragraph(title, Tone.HEADING, end=whose)
    pillar, bare = "", []
    for number, action in actions:
        if action.pillar != pillar:
            pillar = action.pillar
            yield BLANK
            yield Paragraph(pillars.get(pillar, pillar), Tone.HEADING)
        mark = f"{number}."
        yield Paragraph(action.listed, Tone.TITLE, mark=mark)
        said = "\n".join(facts(action.answer))
        yield Paragraph(said, Tone.FACTS, mark=" " * len(mark), more=_CUT)
        if action.answer.lacks_evidence:
            bare.append(str(number))
    if bare:
        yield BLANK
        yield Paragraph(", ".join(bare), mark=f"{WITHOUT_EVIDENCE}:")


def help_section(file: str, keys_work_alone: bool) -> Section:
    """Return how the walk works, where a key works alone or a line is written."""
    return Section("Help", tuple(_help(file, keys_work_alone)))


def _help(file: str, keys_work_alone: bool) -> Page:
    press = "press" if keys_work_alone else "write"
    lines = (
        f"Read the action, talk it over, then {press} the number of where it stands.",
        f"The {series(_FREE, 'and')} are up to you.",
        "m shows the questions, good evidence, case studies and what has changed.",
        f"Enter goes to the next action; {'b or Esc' if keys_work_alone else 'b'} goes back.",
        "z undoes the last change to an action; z again brings it back.",
        f"Each answer is saved in {file} as soon as you give it. You can stop at any time.",
    )
    for line in lines:
        yield Paragraph(line, mark="-")
    yield BLANK
    yield Paragraph("Where you write text, you can write one of these instead:")
    for word, meaning in (
        (":back", "return to the question before"),
        (":skip", "go to the next action"),
        (":jump", "choose any action"),
        (":case", "read the case study"),
        (":resource", "see where to read more"),
        (":edit", "write the note in your editor"),
        (":clear", "remove the text that is there"),
        (":stop", "save and stop"),
        (":help", "show this help"),
    ):
        yield Paragraph(meaning, mark=word)
