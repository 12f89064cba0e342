"""What there is to say about an action, in order and under which words: the same in every view."""

from typing import NamedTuple

from scalekit.model.playbook import Action, CaseStudy, Playbook, Resource

WHY = "Why it matters"
QUESTIONS = "Questions to discuss"
DONE_WHEN = "Done when"
EVIDENCE = "What good evidence looks like"
CASE_STUDIES = "Case studies that show it"
FACTS = "Facts"
CHANGED = "What has changed since the guide"
RESOURCES = "Resources"
# Of a case study.
HAPPENED = "What happened"
TEACHES = "What it teaches"

STATUSES = {  # of a resource
    "current": "Current",
    "changed": "Changed since the guide",
    "historic": "Historic: finished, kept to learn from",
    "check": "Check: it may have moved or ended, so look before you rely on it",
}


class Part(NamedTuple):
    """A few texts under a heading; `listed` ones are entries of a list, others a paragraph."""

    title: str
    texts: tuple[str, ...]
    listed: bool = False


def about(action: Action) -> tuple[Part, ...]:
    """Return what the playbook says on doing an action; parts without text are left out."""
    parts = (
        Part(WHY, (action.why,)),
        Part(QUESTIONS, action.ask, listed=True),
        Part(DONE_WHEN, (action.done_when,)),
        Part(EVIDENCE, action.evidence, listed=True),
    )
    return tuple(part for part in parts if any(part.texts))


def studies_of(playbook: Playbook, action_id: str) -> list[CaseStudy]:
    """Return the case studies that show an action."""
    return [study for study in playbook.case_studies if action_id in study.shows]


def resources_of(playbook: Playbook, action: Action | None) -> list[Resource]:
    """Return the resources that an action names, in its order."""
    register = {resource.id: resource for resource in playbook.resources}
    return [register[name] for name in (action.resources if action else ()) if name in register]
