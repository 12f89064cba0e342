"""Forty checklists as an adviser might have them: made up, and the same each time."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Checklist, Confidence, Evidence, Status
from scalekit.model.playbook import Playbook
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import markdown

INNOVATIONS = (
    *("FeNO testing", "Virtual ward for frailty", "Blood pressure at home", "Chest X-ray reading"),
    *("Falls response", "Wound photographs", "Teledermatology", "Self-referral for back pain"),
)
PLACES = ("Barnsley", "Leeds", "Torbay", "Gateshead", "Lewisham")
OWNERS = ("Priya Shah", "Sam Lee", "Jo Marsh", "Practice nurse lead", "Head of digital", "")
REASONS = (
    "The contract for the devices is not signed.",
    "The information governance board meets in December.",
    "No room is free before April.",
)
EVIDENCE = Evidence("Minutes of the steering group", "https://example.org/minutes")
ROLES = (("innovator",), ("decision-maker",), ("innovator", "decision-maker"))


def write_forty(folder: Path, today: date) -> None:
    """Write forty checklists into a folder, which is made."""
    playbook, _ = load(builtin_folder())
    assert playbook
    folder.mkdir()
    dice = Random(7)
    for place in PLACES:
        for number, innovation in enumerate(INNOVATIONS, 1):
            checklist = _checklist(playbook, innovation, place, dice, today)
            path = folder / f"{place.lower()}-{number}.scalekit.md"
            path.write_text(markdown.dumps(checklist), encoding="utf-8", newline="\n")


def _checklist(
    playbook: Playbook, innovation: str, place: str, dice: Random, today: date
) -> Checklist:
    checklist = new_checklist(playbook, dice.choice(ROLES), innovation, place)
    far = dice.random()
    return checklist._replace(
        actions=tuple(
            action._replace(answer=_answer(far, dice, today)) for action in checklist.actions
        ),
    )


def _answer(far: float, dice: Random, today: date) -> Answer:
    """Return an answer of a team that has come so far, from 0 to 1."""
    drawn = dice.random()
    owner, due = dice.choice(OWNERS), today + timedelta(days=dice.randint(-30, 200))
    if drawn < far:
        return Answer(Status.COMPLETED, owner, due, evidence=(EVIDENCE,))
    if drawn < far + 0.3:
        return Answer(Status.IN_PROGRESS, owner, due, dice.choice([*Confidence]))
    if drawn < far + 0.36:
        return Answer(Status.CANNOT_START, owner, reason=dice.choice(REASONS))
    return Answer()
