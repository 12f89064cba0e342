"""The shape of each file of a playbook: its keys, and the kind of value under each.

To add a field to actions, name it in `model.playbook.Action` and in `ACTION` here.
"""

from typing import Any

from scalekit.model.playbook import (
    RESOURCE_STATUSES,
    Action,
    Allowed,
    CaseStudy,
    Change,
    Fact,
    Pillar,
    Place,
    Resource,
    Role,
    Source,
)
from scalekit.model.wording import fingerprint
from scalekit.playbook.groups import distinct, many, pairs, record, some
from scalekit.playbook.kinds import (
    choice,
    day,
    ident,
    line,
    link,
    moment,
    optional,
    paragraph,
    prose,
    when,
    wording,
)


def action_of(**fields: Any) -> Action:
    """Return an action with the fingerprint of its words."""
    wording = fingerprint(fields["title"], fields["text"])
    return Action(wording=wording, **{"why": "", "done_when": "", **fields})


IDS = distinct(many(ident))
SOME_IDS = distinct(some(ident))
WORDINGS = distinct(many(wording))

SOURCE = record("source", Source, title=line, publisher=line, date=day, link=link)

PLACE = record("source", Place, section=line, position=line)

ROLE = record("role", Role, id=ident, title=line, summary=paragraph, also=optional(IDS))

FACT = record(
    "fact",
    Fact,
    text=paragraph,
    source=link,
    checked=day,
    date=optional(when),
    reported_by=optional(line),
)

CHANGE = record("change", Change, text=paragraph, source=link, checked=day)

DATED_CHANGE = record(
    "change",
    Change,
    id=ident,
    title=line,
    date=optional(moment),
    text=paragraph,
    publisher=line,
    source=link,
    checked=day,
)

ACTION = record(
    "action",
    action_of,
    id=ident,
    title=line,
    text=paragraph,
    roles=SOME_IDS,
    why=optional(prose),
    ask=some(line),
    done_when=optional(paragraph),
    evidence=some(line),
    source=PLACE,
    resources=optional(IDS),
    facts=optional(many(FACT)),
    changed=optional(many(CHANGE)),
    was=optional(IDS),
    editorial=optional(WORDINGS),
    changes=optional(IDS),
)

PILLAR = record(
    "pillar",
    Pillar,
    id=ident,
    title=line,
    summary=paragraph,
    aims=pairs(paragraph),
    actions=some(ACTION),
)

CASE_STUDY = record(
    "case study",
    CaseStudy,
    id=ident,
    title=line,
    pillar=ident,
    place=line,
    summary=prose,
    facts=some(FACT),
    lesson=prose,
    shows=SOME_IDS,
    source=PLACE,
    example_of=optional(ident),
)

RESOURCE = record(
    "resource",
    Resource,
    id=ident,
    name=line,
    link=link,
    who_for=IDS,
    status=choice(*RESOURCE_STATUSES),
    checked=day,
    note=optional(paragraph),
)

ALLOWED = record("allowance", Allowed, rule=ident, because=line, at=optional(ident))

# These become one Playbook with the pillars and case studies, so they stay plain mappings.

PLAYBOOK = record(
    "playbook",
    dict,
    id=ident,
    title=line,
    version=line,
    language=line,
    summary=prose,
    source=SOURCE,
    notice=prose,
    roles=some(ROLE),
    pillars=SOME_IDS,
    case_studies=IDS,
    retired=optional(IDS),
    allow=optional(many(ALLOWED)),
    asks_name=optional(line),
)

RESOURCES = record("register", dict, resources=many(RESOURCE))

CHANGES = record("register", dict, changes=many(DATED_CHANGE))
