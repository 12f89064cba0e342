"""Portfolios to make documents from: some with a bit of everything, and hostile ones."""

from collections.abc import Iterable
from datetime import date

from scalekit.engine.build_portfolio import Entry, build_portfolio
from scalekit.engine.diff import Change
from scalekit.engine.portfolio import Portfolio
from scalekit.engine.progress import progress
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from tests.documents.reports import PLAYBOOK, TODAY, filled

NEED, TIES = "understand-local-need", "find-policy-ties"
LATE = date(2026, 11, 1)


def of(checklists: Iterable[Checklist], by: str = "", since: str = "") -> Portfolio:
    """Return the portfolio of checklists; since then, the first changed and the last is new."""
    every = list(checklists)
    moved: list[tuple[tuple[Change, ...] | None, bool]] = [((), False) for _ in every]
    if every and since:
        moved[0] = ((Change(NEED, "owner", "", "Sam"),), False)
        moved[-1] = (None, True)
    held = (
        Entry(
            f"in/{n}.scalekit.md", each, progress(each, TODAY, PLAYBOOK), *(move if since else ())
        )
        for n, (each, move) in enumerate(zip(every, moved, strict=True))
    )
    return build_portfolio(held, TODAY, by, PLAYBOOK, since)


def some() -> list[Checklist]:
    """Return checklists of two playbooks at all stages, for both roles."""
    done = filled()
    for action in done.actions:
        done = done.with_answer(action.id, Answer(Status.COMPLETED, "priya nair"))
    old = filled(("innovator", "decision-maker"))
    first = old.actions[0]._replace(title="An earlier wording", wording="00000000")
    old = old._replace(innovation="Virtual ward", actions=(first, *old.actions[1:]))
    data = ChecklistAction("share", "data", "Share the data", "", "", Answer(due=LATE))
    other = Checklist("data", "1", (), "Data sharing", "", (("data", "Data"),), (data,))
    return [filled(), done._replace(place="Leeds"), old, other]


def hostile(text: str) -> list[Checklist]:
    """Return checklists in which everything that a person types is this text."""
    answer = Answer(Status.CANNOT_START, text, LATE, reason=text, note=text)
    checklist = filled()._replace(innovation=text, place=text, roles=(text,))
    first = checklist.actions[0]._replace(title=text, text=text, answer=answer, wording="00000000")
    titles = tuple((pillar, text) for pillar, _ in checklist.pillars)
    return [checklist._replace(pillars=titles, actions=(first, *checklist.actions[1:]))]
