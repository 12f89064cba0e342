"""What the page shows, put together from a report before the template lays it out."""

import re
from typing import NamedTuple

from markupsafe import Markup

from scalekit.documents.attention import Attention, attention
from scalekit.documents.bar import BAR_ORDER, PIECES
from scalekit.documents.report import Report
from scalekit.engine.progress import Counts
from scalekit.model.checklist import ChecklistAction, Status
from scalekit.model.playbook import Action, CaseStudy
from scalekit.views.shared_words import details

WIDTH, GAP = 320, 4  # of a pillar's bar, in its own units
_HALF_A_PAGE = 1_600  # characters of an answer on paper; its other half has what is asked


class PageAction(NamedTuple):
    """One action on the page. `guidance` is what the playbook says of it, if it knows it."""

    number: int
    anchor: str
    action: ChecklistAction
    guidance: Action | None
    overdue: bool

    @property
    def reworded(self) -> bool:
        """Whether the playbook now asks something else than what was answered."""
        now = self.guidance
        return now is not None and not now.means(self.action.wording)

    @property
    def is_long(self) -> bool:
        """Whether it may take more than a page of paper: one of its own would not hold it."""
        answer = self.action.answer
        return len(answer.reason) + len(answer.note) + 80 * len(answer.evidence) > _HALF_A_PAGE


class ShownPillar(NamedTuple):
    """One pillar on the page. `aims` pairs the title of each role in scope with its aim."""

    number: int
    title: str
    counts: Counts
    aims: tuple[tuple[str, str], ...]
    actions: tuple[PageAction, ...]


class AttentionLine(NamedTuple):
    """An action that needs a look, and what is said of it there."""

    shown: PageAction
    about: str


class Segment(NamedTuple):
    """A part of a pillar's bar: where it starts and how wide it is."""

    status: Status
    start: float
    width: float


def pillars(report: Report) -> list[ShownPillar]:
    """Return the pillars with their actions, numbered through in order."""
    titles = dict(report.checklist.pillars)
    every = _actions(report)
    return [
        ShownPillar(
            number,
            titles[pillar],
            counts,
            _aims(report, pillar),
            tuple(shown for shown in every if shown.action.pillar == pillar),
        )
        for number, (pillar, counts) in enumerate(report.progress.pillars, 1)
    ]


def attention_lists(
    report: Report, shown: list[ShownPillar]
) -> list[tuple[Attention, list[AttentionLine]]]:
    """Return what a reader needs to know first, each with its actions as the page shows them."""
    by_id = {each.action.id: each for pillar in shown for each in pillar.actions}
    return [
        (
            each,
            [AttentionLine(by_id[action.id], _about(action, said)) for action, said in each.told],
        )
        for each in attention(report)
        if each.told or not each.seldom
    ]


def _about(action: ChecklistAction, said: str) -> str:
    about = details(action)
    return f"{said} ({about})" if said and about else said or about


def segments(counts: Counts) -> list[Segment]:
    """Return the parts of a pillar's bar: one for each status that an action has, in order."""
    found, start = [], 0.0
    for status in BAR_ORDER:
        width = WIDTH * counts.of(status) / max(counts.total, 1)
        if width:
            found.append(Segment(status, round(start, 1), round(max(width - GAP, 1), 1)))
        start += width
    return found


def piece(status: Status, start: float, width: float) -> Markup:
    """Return a part of a bar as SVG."""
    return Markup(PIECES[status].format(x=start, width=width))  # numbers need no escaping


def used_case_studies(report: Report) -> list[CaseStudy]:
    """Return the case studies that show an action of the checklist."""
    held = {action.id for action in report.checklist.actions}
    cases = report.playbook.case_studies if report.playbook else ()
    return [case for case in cases if held & set(case.shows)]


def _actions(report: Report) -> list[PageAction]:
    playbook = report.playbook
    known = playbook.actions_by_id if playbook else {}
    overdue = {action.id for action in report.progress.overdue}
    return [
        PageAction(
            number,
            _anchor(number, action.id),
            action,
            known.get(action.id),
            action.id in overdue,
        )
        for number, action in enumerate(report.checklist.actions, 1)
    ]


def _anchor(number: int, action_id: str) -> str:
    """Return what a link to an action says after the `#`; ids in a file may hold anything."""
    is_word = re.fullmatch(r"[A-Za-z0-9_-]+", action_id)
    return f"action-{action_id}" if is_word else f"action.{number}"


def _aims(report: Report, pillar_id: str) -> tuple[tuple[str, str], ...]:
    if not report.playbook:
        return ()
    titles = report.playbook.role_titles
    aims = next((p.aims for p in report.playbook.pillars if p.id == pillar_id), ())
    return tuple((titles[role], aim) for role, aim in aims if role in report.checklist.roles)
