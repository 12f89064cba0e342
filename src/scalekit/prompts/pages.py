"""What is shown: the playbook's words and the answers, as paragraphs."""

from collections.abc import Iterable, Iterator

from scalekit.model.checklist import Answer, ChecklistAction
from scalekit.model.dates import say_date
from scalekit.model.playbook import Action, CaseStudy, Fact, Playbook, Resource
from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.protocol import BLANK, Paragraph, Tone

Page = Iterator[Paragraph]


def action_page(
    held: ChecklistAction, known: Action | None, playbook: Playbook, where: str, pillar: str
) -> Page:
    """Yield an action in the checklist's own wording, with all that the playbook says about it."""
    yield from heading(f"{where}. {pillar}")
    yield Paragraph(held.title, Tone.TITLE)
    yield BLANK
    yield Paragraph(held.text)
    if known is None:
        yield BLANK
        yield Paragraph("This action is no longer in the playbook. Your file keeps it.", Tone.QUIET)
    else:
        yield from _labelled("Why it matters", [known.why])
        yield from _labelled("Questions to discuss", known.ask, bullets=True)
        yield from _labelled("Good evidence", known.evidence, bullets=True)
        yield from _labelled("Done when", [known.done_when])
    studies = [f"{study.title} ({study.place})" for study in studies_of(playbook, held.id)]
    yield from _labelled("Case study" if len(studies) == 1 else "Case studies", studies)
    if held.answer != Answer():
        yield from _labelled("Your answer", [])
        yield from answer_lines(held.answer)


def reworded_page(held: ChecklistAction, new: Action) -> Page:
    """Yield the old and the new wording of an action that was answered before it changed."""
    yield from heading("The wording changed since you answered")
    yield from _labelled("You answered this", [held.title, held.text])
    yield from _labelled("It now says", [new.title, new.text])


def heading(text: str) -> Page:
    """Yield a heading with space before it."""
    yield BLANK
    yield Paragraph(text, Tone.HEADING)


def answer_lines(answer: Answer, indent: str = "") -> Page:
    """Yield each field of an answer that holds something, the status always."""
    yield Paragraph(answer.status.label, mark=f"{indent}Status:")
    for name, value in (
        ("Reason", answer.reason or ("Not given yet" if answer.lacks_reason else "")),
        ("Owner", answer.owner),
        ("Due", say_date(answer.due) if answer.due else ""),
        ("Confidence", answer.confidence.label if answer.confidence else ""),
    ):
        if value:
            yield Paragraph(value, mark=f"{indent}{name}:")
    for evidence in answer.evidence:
        yield Paragraph(evidence_text(evidence.label, evidence.link), mark=f"{indent}Evidence:")
    if answer.note:
        yield Paragraph(note_text(answer.note), mark=f"{indent}Note:")


def evidence_text(label: str, link: str) -> str:
    """Return one piece of evidence on a line."""
    return f"{label}, {link}" if link and link != label else label


def note_text(note: str) -> str:
    """Return a note in one line: its first, and how many more there are."""
    lines = [line for line in note.split("\n") if line.strip()]
    more = len(lines) - 1
    return f"{lines[0]} (and {more} more {'lines' if more > 1 else 'line'})" if more else lines[0]


def studies_of(playbook: Playbook, action_id: str) -> list[CaseStudy]:
    """Return the case studies that show an action."""
    return [study for study in playbook.case_studies if action_id in study.shows]


def resources_of(playbook: Playbook, action: Action | None) -> list[Resource]:
    """Return the resources that an action names, in its order."""
    register = {resource.id: resource for resource in playbook.resources}
    return [register[name] for name in (action.resources if action else ()) if name in register]


def case_page(study: CaseStudy) -> Page:
    """Yield a case study."""
    yield from heading(f"Case study: {study.title}")
    yield Paragraph(study.place)
    yield BLANK
    yield Paragraph(study.summary)
    yield from _labelled("What happened", [])
    yield from _facts(study.facts)
    yield from _labelled("What to take from it", [study.lesson])


def resources_page(resources: Iterable[Resource]) -> Page:
    """Yield resources with their links."""
    yield from heading("Resources for this action")
    for resource in resources:
        yield BLANK
        yield Paragraph(resource.name, Tone.TITLE)
        if resource.note:
            yield Paragraph(resource.note)
        yield Paragraph(resource.link)
        yield Paragraph(f"Checked {say_date(resource.checked)}", Tone.QUIET)


def background_page(action: Action) -> Page:
    """Yield what is known about an action, and what changed since the guide, with sources."""
    yield from heading("What is known")
    yield from _facts(action.facts)
    if action.changed:
        yield from heading("What changed since the guide")
        for change in action.changed:
            yield from _sourced(change.text, change.source, f"Checked {say_date(change.checked)}")


def answers_page(
    actions: Iterable[tuple[int, ChecklistAction]], pillars: dict[str, str], title: str
) -> Page:
    """Yield every action with its number and what was answered, by pillar."""
    yield from heading(title)
    pillar = ""
    for number, action in actions:
        if action.pillar != pillar:
            pillar = action.pillar
            yield BLANK
            yield Paragraph(pillars.get(pillar, pillar), Tone.HEADING)
        yield BLANK
        yield Paragraph(action.title, Tone.TITLE, mark=f"{number}.")
        yield from answer_lines(action.answer, " " * len(f"{number}. "))


def help_page(file: str) -> Page:
    """Yield how the walk works."""
    yield from heading("Help")
    for line in (
        "Read the action, talk it over, then say where it stands. You then see the next action.",
        "The owner, due date, confidence, evidence and note are up to you.",
        f"Each answer is saved in {file} as soon as you give it. You can stop at any time.",
    ):
        yield Paragraph(line)
        yield BLANK
    yield Paragraph("Where you write text, you can write one of these instead:")
    for word, meaning in (
        (":back", "return to the question before"),
        (":skip", "go to the next action"),
        (":jump", "choose any action"),
        (":case", "read the case study"),
        (":resource", "see where to read more"),
        (":stop", "save and stop"),
        (":help", "show this help"),
    ):
        yield Paragraph(meaning, mark=word)


def problem(error: NotUnderstoodError | Exception) -> Page:
    """Yield what is wrong, so that the question can be asked again."""
    yield BLANK
    yield Paragraph(str(error), Tone.PROBLEM)


def _labelled(label: str, texts: Iterable[str], *, bullets: bool = False) -> Page:
    texts = list(texts)
    if texts or label in ("Your answer", "What happened"):
        yield BLANK
        yield Paragraph(label, Tone.LABEL)
    for text in texts:
        yield Paragraph(text, mark="-" if bullets else "")


def _facts(facts: Iterable[Fact]) -> Page:
    for fact in facts:
        said = [fact.date, f"reported by {fact.reported_by}" if fact.reported_by else ""]
        said.append(f"checked {say_date(fact.checked)}")
        about = ", ".join(part for part in said if part)
        yield from _sourced(fact.text, fact.source, about[:1].upper() + about[1:])


def _sourced(text: str, source: str, about: str) -> Page:
    yield Paragraph(text, mark="-")
    yield Paragraph(source, Tone.QUIET, mark=" ")
    yield Paragraph(about, Tone.QUIET, mark=" ")
