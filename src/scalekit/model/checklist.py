"""One innovation's answers: what stands in a checklist file."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from scalekit.model.labelled import Labelled
from scalekit.model.statement import Decision, Statement


class Status(Labelled):
    """Where an action stands, in the words of the NHS and GOV.UK task list pattern."""

    NOT_STARTED = "not-started", "Not yet started"
    IN_PROGRESS = "in-progress", "In progress"
    COMPLETED = "completed", "Completed"
    CANNOT_START = "cannot-start", "Cannot start yet"
    NOT_RELEVANT = "not-relevant", "Not relevant"

    @property
    def needs_reason(self) -> bool:
        """Whether an answer with this status has to say why."""
        return self in REASONS

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Status.COMPLETED, Status.NOT_RELEVANT)


class Asked(NamedTuple):
    """How a reason is asked for: `question` in the walk, `why` behind "Why it" and the like."""

    question: str
    why: str


# The statuses that need a reason.
REASONS = {
    Status.CANNOT_START: Asked("What stops you from starting?", "cannot start yet"),
    Status.NOT_RELEVANT: Asked("Why is it not relevant here?", "is not relevant"),
}
# From the least advanced; what one side holds not to be relevant never outdoes another's answer.
ADVANCED = (
    Status.NOT_STARTED,
    Status.CANNOT_START,
    Status.IN_PROGRESS,
    Status.COMPLETED,
    Status.NOT_RELEVANT,
)


class Confidence(Labelled):
    """How sure the owner is that the action will be done by its due date."""

    ON_TRACK = "on-track", "On track"
    NEEDS_ATTENTION = "needs-attention", "Needs attention"
    OFF_TRACK = "off-track", "Off track"

    @property
    def definition(self) -> str:
        """What it says of the due date."""
        return _DEFINITIONS[self]


_DEFINITIONS = {
    Confidence.ON_TRACK: "Expected to be done by its due date",
    Confidence.NEEDS_ATTENTION: "At risk unless something is done",
    Confidence.OFF_TRACK: "Not expected to be done by its due date",
}


class Evidence(NamedTuple):
    """Something that shows an action was done: a label, and a link or a file path if there is one.

    Each is one line. The label is never empty. `mark` is what a program wrote about it, without
    `-->`: it stands in a comment behind the link.
    """

    label: str
    link: str = ""
    mark: str = ""

    @property
    def other_link(self) -> str:
        """The link where it says more than the label, else an empty string."""
        return self.link if self.link != self.label else ""


class Answer(NamedTuple):
    """What was recorded for one action. Empty means "not provided".

    `owner` and `reason` are one line each; `note` is any Markdown, its lines ending in a newline
    character and nothing else.
    """

    status: Status = Status.NOT_STARTED
    owner: str = ""
    due: date | None = None
    confidence: Confidence | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is recorded."""
        return self == UNANSWERED

    @property
    def lacks_reason(self) -> bool:
        """Whether the status needs a reason and none is given."""
        return self.status.needs_reason and not self.reason

    @property
    def lacks_evidence(self) -> bool:
        """Whether it is completed and nothing shows that."""
        return self.status is Status.COMPLETED and not self.evidence

    def moved_to(self, status: Status) -> "Answer":
        """Return the answer with another status; a reason goes with the status that needed it."""
        void = self.status.needs_reason and status is not self.status
        return self._replace(status=status, reason="" if void else self.reason)


UNANSWERED = Answer()

WITHOUT_EVIDENCE = f"{Status.COMPLETED.label} without evidence"
# How the text of an action begins that several roles work on.
TOGETHER = "Do this together."


def listed(words: str, is_joint: bool, said: str = "") -> str:
    """Return what a list says of an action, whose text does not follow there; `said` comes last."""
    more = " ".join(filter(None, (TOGETHER if is_joint else "", said)))
    return f"{words.removesuffix('.')}. {more}" if more else words


class ChecklistAction(NamedTuple):
    """One action as it stands in the checklist: what was asked, and what was answered.

    `title` and `text` are the words that were answered; `wording` is the fingerprint they had in
    the playbook then. `reviews` are what other people said of the answer; `views` what the sides
    of a joint checklist had answered. No statement stands among either twice.
    """

    id: str
    pillar: str
    title: str
    text: str
    wording: str
    answer: Answer = UNANSWERED
    reviews: tuple[Statement, ...] = ()
    views: tuple[Statement, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nobody has said anything about this action."""
        return self.answer.is_blank and not self.reviews and not self.views

    def unsaid(self) -> "ChecklistAction":
        """Return the action with nothing that anybody said about it."""
        return self._replace(answer=UNANSWERED, reviews=(), views=())

    @property
    def is_joint(self) -> bool:
        """Whether its text says that several roles do it together."""
        return self.text.startswith(TOGETHER)

    @property
    def listed(self) -> str:
        """The title where the text does not follow it: it says of a joint action that it is one."""
        return listed(self.title, self.is_joint)


class OtherText(NamedTuple):
    """Text a person typed that belongs to no field, and what it stands after.

    `after` is one of the checklist's `places`; no two other texts stand after the same place.
    """

    after: str
    text: str


# Under which an upgrade keeps what the playbook no longer asks and somebody answered.
RETIRED_TITLE = "No longer in the playbook"


class Checklist(NamedTuple):
    """One innovation's answers. `pillars` pairs each pillar's id with its title, in order.

    The actions of one pillar stand together, in the order of `pillars`. `decisions` were made on
    the whole of it, each with an id of its own. Where its playbook extends others, `extends` holds
    their ids and versions, "small 1.0", the nearest first; else it is empty.
    """

    playbook: str
    version: str
    roles: tuple[str, ...]
    innovation: str
    place: str = ""
    pillars: tuple[tuple[str, str], ...] = ()
    actions: tuple[ChecklistAction, ...] = ()
    other_text: tuple[OtherText, ...] = ()
    decisions: tuple[Decision, ...] = ()
    extends: str = ""

    def action(self, action_id: str) -> ChecklistAction:
        """Return one action; raises KeyError when the checklist does not hold it."""
        for action in self.actions:
            if action.id == action_id:
                return action
        raise KeyError(action_id)

    def of_pillar(self, pillar_id: str) -> list[ChecklistAction]:
        """Return the actions of one pillar."""
        return [action for action in self.actions if action.pillar == pillar_id]

    def in_order(self) -> "Checklist":
        """Return the checklist with the actions of its pillars, in the order of those."""
        actions = (action for pillar, _ in self.pillars for action in self.of_pillar(pillar))
        return self._replace(actions=tuple(actions))

    @property
    def current_actions(self) -> tuple[ChecklistAction, ...]:
        """The actions that the playbook asks: an upgrade keeps others under RETIRED_TITLE."""
        retired = self.retired_pillars
        return tuple(action for action in self.actions if action.pillar not in retired)

    @property
    def retired_pillars(self) -> set[str]:
        """The ids of the pillars under which an upgrade keeps what the playbook no longer asks."""
        return {pillar for pillar, title in self.pillars if title == RETIRED_TITLE}

    @property
    def next_action(self) -> ChecklistAction | None:
        """The first action not yet started, else the first in progress, else None."""
        for status in (Status.NOT_STARTED, Status.IN_PROGRESS):
            for action in self.current_actions:
                if action.answer.status is status:
                    return action
        return None

    def with_answer(self, action_id: str, answer: Answer) -> "Checklist":
        """Return the checklist with one action's answer exchanged."""
        return self._with(action_id, answer=answer)

    def with_review(self, action_id: str, review: Statement) -> "Checklist":
        """Return the checklist with one more review of an answer; raises KeyError as `action`."""
        return self._with(action_id, reviews=(*self.action(action_id).reviews, review))

    def with_views(self, action_id: str, views: tuple[Statement, ...]) -> "Checklist":
        """Return the checklist with other views of an answer; raises KeyError as `action`."""
        return self._with(action_id, views=views)

    def _with(self, action_id: str, **fields: Any) -> "Checklist":
        old = self.action(action_id)
        new = old._replace(**fields)
        return self._replace(actions=tuple(new if a is old else a for a in self.actions))

    def answers(self) -> dict[str, Answer]:
        """Return the answer of each action by its id."""
        return {action.id: action.answer for action in self.actions}

    def with_answers(self, answers: Mapping[str, Answer]) -> "Checklist":
        """Return the checklist with the answers of several actions exchanged."""
        actions = (a._replace(answer=answers.get(a.id, a.answer)) for a in self.actions)
        return self._replace(actions=tuple(actions))


PARTS = ("text", *Answer._fields)


def places(checklist: Checklist) -> list[str]:
    """Return the names of the places after which other text can stand, in order.

    They are "start", "header", "title", "place", then "pillar:ID" and "ACTION.PART", then "end".
    """
    found = ["start", "header", "title", "place"]
    for pillar, _ in checklist.pillars:
        found.append(f"pillar:{pillar}")
        for action in checklist.of_pillar(pillar):
            found += [f"{action.id}.{part}" for part in PARTS]
    return [*found, "end"]
