"""Reports to make documents from: a realistic checklist of the built-in playbook, and any other."""

from datetime import date

from hypothesis import HealthCheck, Phase, settings

from scalekit.documents.report import Report
from scalekit.engine.progress import progress
from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import (
    RETIRED_TITLE,
    Answer,
    Checklist,
    Confidence,
    Evidence,
    Status,
)
from scalekit.model.statement import Review, Statement
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.views.diff import Earlier

# These checklists are big: to draw one takes a tenth of a second.
FEW = settings(
    deadline=None,
    max_examples=max(settings().max_examples // 5, 10),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to find the smallest takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)

TODAY = date(2026, 11, 22)
PLAYBOOK, _ = load(builtin_folder())
assert PLAYBOOK

ANSWERS = {
    "understand-local-need": Answer(
        Status.COMPLETED,
        owner="Priya Nair, practice nurse lead",
        due=date(2026, 9, 30),
        confidence=Confidence.ON_TRACK,
        evidence=(
            Evidence("Asthma register audit", "https://example.org/audit"),
            Evidence("Notes of the practice managers' meeting, 14 July 2026"),
        ),
        note="6 of 9 practices have no device.\n\n- 2 share one with the hospital\n"
        "- 1 sends everyone to the hospital, a wait of 7 weeks",
    ),
    "understand-adoption-challenges": Answer(
        Status.IN_PROGRESS,
        owner="Tom Okafor",
        due=date(2026, 11, 1),
        confidence=Confidence.NEEDS_ATTENTION,
        note="Earlier sites named training, the consumables budget and who reads the result.",
    ),
    "find-policy-ties": Answer(
        Status.COMPLETED, owner="Tom Okafor", note="It is in the joint forward plan, page 31."
    ),
    "regular-touchpoints": Answer(
        Status.IN_PROGRESS,
        owner="Priya Nair, practice nurse lead",
        due=date(2027, 1, 15),
        confidence=Confidence.ON_TRACK,
        evidence=(Evidence("Contact list", "shared/contacts.xlsx"),),
    ),
    "engage-delivery-teams": Answer(
        Status.CANNOT_START,
        owner="Tom Okafor",
        due=date(2026, 12, 18),
        confidence=Confidence.OFF_TRACK,
        reason="The training lead's post is vacant until January 2027.",
    ),
    "fund-implementation": Answer(
        Status.IN_PROGRESS,
        owner="Finance business partner",
        due=date(2026, 12, 1),
        confidence=Confidence.OFF_TRACK,
        note="The integrated care board has not agreed its line for consumables in year 2.",
    ),
    "align-incentives": Answer(
        Status.NOT_RELEVANT, reason="No local incentive pays for spirometry or FeNO testing."
    ),
}


def filled(roles: tuple[str, ...] = ("innovator",)) -> Checklist:
    """Return a checklist of the built-in playbook, half way through."""
    assert PLAYBOOK
    checklist = new_checklist(PLAYBOOK, roles, "FeNO testing", "Barnsley")
    for action_id, answer in ANSWERS.items():
        checklist = checklist.with_answer(action_id, answer)
    return checklist


def report(
    checklist: Checklist, name: str = "feno-testing", earlier: Earlier | None = None
) -> Report:
    """Return what a view is given for a checklist."""
    where = progress(checklist, TODAY)
    path = f"innovations/{name}.scalekit.md"
    return Report(name, path, checklist, PLAYBOOK, where, TODAY, earlier)


def with_note(note: str) -> Checklist:
    """Return the realistic checklist with one note exchanged."""
    checklist = filled()
    old = checklist.actions[0]
    return checklist.with_answer(old.id, old.answer._replace(note=note))


def asked(question: str) -> Checklist:
    """Return the checklist with a question about the first answer."""
    first, *others = filled().actions
    review = Statement(Review.QUESTION, "Priya Shah", date(2026, 11, 20), question)
    return filled()._replace(actions=(first._replace(reviews=(review,)), *others))


# Each kind of what became of a checklist as a whole, and how documents say it.
WHAT_BECAME = (
    (Earlier("v1", "unchanged"), "Nothing changed."),
    (Earlier("v1", "renamed", (), "feno.scalekit.md"), "Renamed from feno.scalekit.md."),
    (Earlier("v1", "added"), "This checklist was added since v1."),
    (
        Earlier("v1", "unknown"),
        "Not known: there is no earlier version of this checklist to compare with.",
    ),
)


def with_retired() -> Checklist:
    """Return the checklist with its last action no longer in the playbook."""
    *others, last = filled().actions
    return filled()._replace(
        pillars=(*filled().pillars, ("retired", RETIRED_TITLE)),
        actions=(*others, last._replace(pillar="retired", answer=ANSWERS["find-policy-ties"])),
    )
