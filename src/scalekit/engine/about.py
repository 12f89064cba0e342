"""What there is to say about an action or a case study: the same words and order in every view.

The walk, `scalekit guide` and the web page lay out these sections, each in its own way.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scalekit.model.checklist import TOGETHER
from scalekit.model.dates import say_date, say_moment
from scalekit.model.playbook import (
    Action,
    CaseStudy,
    Change,
    Fact,
    Place,
    Playbook,
    Resource,
    Source,
)

WHY = "Why it matters"
QUESTIONS = "Questions to discuss"
DONE_WHEN = "Done when"
EVIDENCE = "What good evidence looks like"
FACTS = "Facts"
CHANGED = "What has changed since publication"
RESOURCES = "Resources"
CASE_STUDIES = "Case studies that show it"
# Of a case study.
HAPPENED = "What happened"
TEACHES = "What it teaches"
SHOWS = "Actions that it shows"
EXAMPLES = "Examples of it"
# Of both, and of the playbook.
WHENCE = "Where the actions come from"
SOURCE = "Source"
NO_DATE = "No date given"

STATUSES = {  # of a resource
    "current": "Current",
    "changed": "Changed since publication",
    "historic": "Historic: finished, kept to learn from",
    "check": "It may have moved or ended, so look before you rely on it",
}


class Entry(NamedTuple):
    """One thing to say. `id` is the topic that says more of it, `more` stands below it.

    `said` is who says so and when it was checked, and `link` is where; it has no full stop.
    """

    text: str
    id: str = ""
    more: str = ""
    said: str = ""
    link: str = ""


class Section(NamedTuple):
    """What stands under a heading: the entries of a list, or else a text of some paragraphs."""

    title: str
    entries: tuple[Entry, ...]
    listed: bool = True


def about(playbook: Playbook, action: Action) -> tuple[Section, ...]:
    """Return the sections of an action's page below its title and text; empty ones are left out."""
    return _filled(
        _text(WHY, action.why),
        _list(QUESTIONS, map(Entry, action.ask)),
        _text(DONE_WHEN, action.done_when),
        _list(EVIDENCE, map(Entry, action.evidence)),
        _list(FACTS, map(_fact, action.facts)),
        _list(CHANGED, map(change_entry, action.changed)),
        _list(RESOURCES, map(resource_entry, resources_of(playbook, action))),
        _list(CASE_STUDIES, map(_study, playbook.showing(action.id))),
        _source(playbook, action.source),
    )


def about_study(playbook: Playbook, study: CaseStudy) -> tuple[Section, ...]:
    """Return the sections of a case study's page below its title, place and summary."""
    shown = (action for _, action in playbook.actions() if action.id in study.shows)
    examples = (other for other in playbook.case_studies if other.example_of == study.id)
    return _filled(
        _list(HAPPENED, map(_fact, study.facts)),
        _text(TEACHES, study.lesson),
        _list(SHOWS, map(action_entry, shown)),
        _list(EXAMPLES, map(_study, examples)),
        _source(playbook, study.source),
    )


def resources_of(playbook: Playbook, action: Action | None) -> list[Resource]:
    """Return the resources that an action names, in its order."""
    register = {resource.id: resource for resource in playbook.resources}
    return [register[name] for name in (action.resources if action else ()) if name in register]


def resource_entry(resource: Resource) -> Entry:
    """Return a resource with its status; its link is what its name leads to."""
    said = f"{STATUSES[resource.status]}. Checked {say_date(resource.checked)}"
    return Entry(resource.name, resource.id, resource.note, said, resource.link)


def action_entry(action: Action) -> Entry:
    """Return an action where its text does not follow: a joint one says that it is."""
    return Entry(action.title, action.id, TOGETHER if action.is_joint else "")


def change_entry(change: Change) -> Entry:
    """Return a change with the date when it came about, which is not that of its source."""
    who = f": {change.publisher}," if change.publisher else ""
    said = f"Source{who} checked {say_date(change.checked)}"
    if not change.id:
        return Entry(change.text, said=said, link=change.source)
    title = f"{say_moment(change.date) or NO_DATE}: {change.title}"
    return Entry(title, change.id, change.text, said, change.source)


def _fact(fact: Fact) -> Entry:
    reported = f"Reported by: {fact.reported_by}. " if fact.reported_by else ""
    dated = f"dated {say_moment(fact.date)}, " if fact.date else ""
    said = f"{reported}Source {dated}checked {say_date(fact.checked)}"
    return Entry(fact.text, said=said, link=fact.source)


def _study(study: CaseStudy) -> Entry:
    return Entry(study.title, study.id)


def sources(playbook: Playbook) -> list[Source]:
    """Return what a playbook is based on, and then what else parts of it are."""
    found = dict.fromkeys(place.of for place in _places(playbook) if place.of)
    return list(dict.fromkeys((playbook.source, *found)))


def published(source: Source) -> str:
    """Return who published a source and when, as much of it as is known."""
    day = say_date(source.date) if source.date else ""
    return ", ".join(filter(None, (source.publisher, day)))


def _cited(source: Source) -> str:
    """Return a source as a line: its title, who published it and when, and its link."""
    return " ".join(filter(None, (credit(source, "."), source.link)))


def whence(playbook: Playbook) -> list[str]:
    """Return where the actions come from: each source as a line, then the notice by paragraph."""
    return [*map(_cited, sources(playbook)), *playbook.notice.split("\n\n")]


def credit(source: Source, end: str = "") -> str:
    """Return the title of a source, who published it and when, as one text."""
    texts = filter(None, (source.title, published(source)))
    return f"{'. '.join(text.removesuffix('.') for text in texts)}{end}"


def _places(playbook: Playbook) -> Iterator[Place]:
    yield from (action.source for _, action in playbook.actions())
    yield from (study.source for study in playbook.case_studies)


def _source(playbook: Playbook, place: Place) -> Section:
    source = place.of or playbook.source
    where = f"{place.section}. {place.position}."
    entry = Entry(where, said=credit(source), link=source.link)
    return _list(SOURCE, [entry])


def _text(title: str, text: str) -> Section:
    return Section(title, (Entry(text),) if text else (), listed=False)


def _list(title: str, entries: Iterable[Entry]) -> Section:
    return Section(title, tuple(entries))


def _filled(*sections: Section) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.entries)
