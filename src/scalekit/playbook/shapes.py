"""The shape of each file of a playbook: its keys, the kind of value under each and what it means.

To add a field to actions, name it in `model.playbook.Action` and in `ACTION` here. The schemas and
the tables of docs/playbook.md are made of these.
"""

from typing import Any

from scalekit.model.checklist import TOGETHER
from scalekit.model.playbook import (
    RESOURCE_STATUSES,
    Action,
    Allowance,
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
    paragraph,
    prose,
    when,
    wording,
)
from scalekit.playbook.reading import optional


def action_of(**fields: Any) -> Action:
    """Return an action with the fingerprint of its words."""
    wording = fingerprint(fields["title"], fields["text"])
    return Action(wording=wording, **{"why": "", "done_when": "", **fields})


IDS = distinct(many(ident))
SOME_IDS = distinct(some(ident))
WORDINGS = distinct(many(wording))

SOURCE = record(
    "source",
    Source,
    title=line.meaning("what it is called"),
    publisher=line.meaning("who published it"),
    date=day.meaning("when"),
    link=link.meaning("where it is"),
)

PLACE = record(
    "source",
    Place,
    section=line.meaning("the heading that it stands under"),
    position=line.meaning("which part of that, such as action 2"),
    of=optional(
        record(
            "source",
            Source,
            title=SOURCE.fields["title"],
            publisher=optional(SOURCE.fields["publisher"]),
            date=optional(SOURCE.fields["date"]),
            link=optional(SOURCE.fields["link"]),
        ).meaning("what it stands in, where that is not the source of the playbook")
    ),
)

ROLE = record(
    "role",
    Role,
    id=ident.meaning("a word that stays the same for ever"),
    title=line.meaning("what people call it"),
    summary=paragraph.meaning("who has this role, and what they do"),
    also=optional(IDS.meaning("other words for the id")),
)

FACT = record(
    "fact",
    Fact,
    text=paragraph.meaning("what is true"),
    source=link.meaning("where that is said"),
    checked=day.meaning("the day on which somebody read it there"),
    date=optional(when.meaning("of when it is true")),
    reported_by=optional(line.meaning("who says so, where it is their own word")),
)

CHANGE = record(
    "change",
    Change,
    text=paragraph.meaning("what is different since the source"),
    source=link.meaning("where that is said"),
    checked=day.meaning("the day on which somebody read it there"),
)

DATED_CHANGE = record(
    "change",
    Change,
    id=ident.meaning("a word that stays the same for ever"),
    title=line.meaning("what changed, in a few words"),
    date=optional(moment.meaning("since when: a day, a month or a year")),
    text=paragraph.meaning("what is different since the source"),
    publisher=line.meaning("who announced it"),
    source=link.meaning("where that is said"),
    checked=day.meaning("the day on which somebody read it there"),
)

ACTION = record(
    "action",
    action_of,
    id=ident.meaning("a word that stays the same for ever; answers belong to it"),
    title=line.meaning("what to do, in a few words; a change asks people again"),
    text=paragraph.meaning(
        f"what to do; a change asks people again. Where it begins with “{TOGETHER}”, every list"
        " says so beside the title"
    ),
    roles=SOME_IDS.meaning("ids of the roles that do it; with several it is a joint action"),
    why=optional(prose.meaning("why it matters; the check asks for it")),
    ask=some(line).meaning("3 to 5 questions"),
    done_when=optional(
        paragraph.meaning("what somebody else can see when it is done; the check asks for it")
    ),
    evidence=some(line).meaning("what good evidence looks like"),
    source=PLACE.meaning("where it stands in the source"),
    resources=optional(IDS.meaning("ids of resources.yaml")),
    facts=optional(many(FACT).meaning("what is known, with its sources")),
    changed=optional(many(CHANGE).meaning("what is different since the source")),
    was=optional(IDS.meaning("ids that it had, or of actions that it takes over from")),
    editorial=optional(WORDINGS.meaning("fingerprints of earlier wordings that mean the same")),
    changes=optional(IDS.meaning("ids of changes.yaml")),
)

PILLAR = record(
    "pillar",
    Pillar,
    id=ident.meaning("a word that stays the same for ever; the file is named by it"),
    title=line.meaning("what it is called"),
    summary=paragraph.meaning("what it is about"),
    aims=pairs(ident, paragraph).meaning("what each role aims for, by its id"),
    actions=some(ACTION).meaning("its actions, in order"),
)

CASE_STUDY = record(
    "case study",
    CaseStudy,
    id=ident.meaning("a word that stays the same for ever; the file is named by it"),
    title=line.meaning("what it is called"),
    pillar=ident.meaning("the id of the pillar that it stands with"),
    place=line.meaning("where it was"),
    summary=prose.meaning("what was done"),
    facts=some(FACT).meaning("what is known, with its sources"),
    lesson=prose.meaning("what it teaches"),
    shows=SOME_IDS.meaning("ids of the actions that it shows"),
    source=PLACE.meaning("where it stands in the source"),
    example_of=optional(ident.meaning("the id of another case study that this is one of")),
)

RESOURCE = record(
    "resource",
    Resource,
    id=ident.meaning("a word that stays the same for ever; actions name it"),
    name=line.meaning("what it is called"),
    link=link.meaning("where it is"),
    who_for=IDS.meaning("ids of the roles that it is for"),
    status=choice(*RESOURCE_STATUSES).meaning("how far it can be relied on"),
    checked=day.meaning("the day on which somebody opened it"),
    note=optional(paragraph.meaning("what to know before using it")),
)

ALLOWED = record(
    "allowance",
    Allowance,
    rule=ident.meaning("the rule that is turned off, as the check writes it in brackets"),
    because=line.meaning("why"),
    at=optional(ident.meaning("the id of the one part that it is turned off for")),
)

# These become one Playbook with the pillars and case studies, so they stay plain mappings.

PLAYBOOK = record(
    "playbook",
    dict,
    id=ident.meaning("a word that stays the same for ever; checklists name it"),
    title=line.meaning("what it is called"),
    version=line.meaning("in quotes; a new one when the title or text of an action changes"),
    language=line.meaning("such as en-GB"),
    summary=prose.meaning("what it is for"),
    source=SOURCE.meaning("what it is based on"),
    notice=prose.meaning("what a reader needs to know about who wrote it"),
    roles=some(ROLE).meaning("who works through it"),
    pillars=SOME_IDS.meaning("ids, in order; each has a file in `pillars/`"),
    case_studies=IDS.meaning("ids, in order; each has a file in `case-studies/`"),
    retired=optional(IDS.meaning("ids of actions and other parts that are no longer used")),
    allow=optional(many(ALLOWED).meaning("advice that is turned off")),
    asks_name=optional(line.meaning("how a new checklist asks what it is about")),
)

RESOURCES = record(
    "register", dict, resources=many(RESOURCE).meaning("what to read or use elsewhere")
)

CHANGES = record(
    "register", dict, changes=many(DATED_CHANGE).meaning("what is different since the source")
)
