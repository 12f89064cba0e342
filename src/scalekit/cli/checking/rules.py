"""Whether a checklist meets what its repository requires, and what it need not meet yet."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from scalekit.cli.checking.exceptions import exceptions_for, said_at
from scalekit.cli.checking.notes import Note
from scalekit.cli.files import playbooks
from scalekit.cli.files.slips import place_of
from scalekit.engine.check_rules import PILLAR, RULES, Unmet, unmet
from scalekit.engine.progress import Progress
from scalekit.engine.roles import actions_for
from scalekit.errors import FileError
from scalekit.model.checklist import Checklist
from scalekit.model.dates import say_date
from scalekit.model.problem import LocatedText, Position, Problem
from scalekit.settings.keys import Exemption
from scalekit.storage.files import StoredChecklist
from scalekit.text.near import did_you_mean
from scalekit.text.shell import typed


class Gate(NamedTuple):
    """What is required on a day, and what need not be met until when.

    `asked` are the actions that a pillar has for the checklist, as far as the playbook is known.
    `changed` are the actions that are looked at, None for all; "" stands for the whole checklist.
    """

    rules: Sequence[str]
    exceptions: Sequence[Exemption]
    today: date
    asked: Mapping[str, Sequence[str]]
    changed: Collection[str] | None = None


def asked_in(
    rules: Sequence[str], checklist: Checklist, folder: str | None
) -> dict[str, list[str]]:
    """Return the actions that the playbook has for a checklist by pillar, if a rule needs them.

    Raises FileError for a pillar that scalekit.toml names and the playbook does not have.
    """
    pillars = {rule: found[1] for rule in rules if (found := PILLAR.fullmatch(rule))}
    book = playbooks.very_playbook(checklist, folder) if pillars else None
    if book is None:
        return {}
    asked: dict[str, list[str]] = {pillar.id: [] for pillar in book.pillars}
    for rule, pillar in pillars.items():
        if isinstance(rule, LocatedText) and pillar not in {*asked, *dict(checklist.pillars)}:
            near = did_you_mean(pillar, asked, "The pillars are")
            message = f"require: The playbook has no pillar {pillar}. {near}"
            raise FileError(Problem(rule.at, message))
    for pillar, action in actions_for(book, checklist.roles):
        asked[pillar.id].append(action.id)
    return asked


class Failures(NamedTuple):
    """Why a checklist fails, and what it is excepted from, each with its line.

    `told` are the rules of both, each with the action that it is about.
    """

    failing: list[Problem]
    excepted: dict[Problem, Exemption]
    told: set[tuple[str, str]]


def failures(
    stored: StoredChecklist, where: Progress, gate: Gate, notes: Sequence[Note]
) -> Failures:
    """Return why a checklist fails; `notes` may say better how that is mended."""
    failing: list[Problem] = []
    excepted: dict[Problem, Exemption] = {}
    own = exceptions_for(gate.exceptions, stored.path)
    told: set[tuple[str, str]] = set()
    for rule in gate.rules:
        for each in unmet(rule, stored.checklist, where, gate.asked):
            if gate.changed is not None and each.action_id not in gate.changed:
                continue
            found = [one for one in own if _covers(one, each)]
            running = next((one for one in found if one.until >= gate.today), None)
            at = place_of(stored, each.action_id) if each.action_id else Position(stored.path)
            about = ": ".join(filter(None, (rule, each.action_id, each.message)))
            told.add((rule, each.action_id))
            if running:
                excepted[Problem(at, f"{about} {_excepted(running)}")] = running
            else:
                ended = [_ended(one) for one in found[-1:]]
                said = " ".join((about, *_required(rule), *ended))
                failing.append(Problem(at, said, _way_out(rule, stored, each, notes)))
    return Failures(failing, excepted, told)


def _required(rule: str) -> Iterator[str]:
    """Yield where it is said that a rule is required, unless the command line says so."""
    if isinstance(rule, LocatedText):
        yield f"Required in {said_at(rule.at)}."


def _way_out(rule: str, stored: StoredChecklist, reason: Unmet, notes: Sequence[Note]) -> str:
    """Return how a rule is met, with the file and the action that it is about."""
    noted = [each.problem.remedy for each in notes if each.of == (rule, reason.action_id)]
    if reason.action_id and len(noted) == 1:
        return noted[0]
    if rule not in RULES and not reason.action_id:
        return ""  # there is no such pillar to work through
    remedy = reason.remedy or _remedy(rule)
    if stored.path != "-":
        remedy = re.sub(r"\bFILE\b", lambda _: typed(stored.path), remedy)
    return re.sub(r"\bACTION\b", reason.action_id, remedy) if reason.action_id else remedy


def _remedy(rule: str) -> str:
    known = RULES.get(rule)
    return known.remedy if known else "Work through them: scalekit start FILE"


def _covers(exception: Exemption, reason: Unmet) -> bool:
    return exception.rule == reason.rule and exception.action in ("", reason.action_id)


def _excepted(exception: Exemption) -> str:
    by = f"{exception.by} ({said_at(exception.at)})"
    return f"Excepted until {say_date(exception.until)} by {by}: {exception.because}"


def _ended(exception: Exemption) -> str:
    by = f"{exception.by} ({said_at(exception.at)})"
    return f"The exception by {by} ended on {say_date(exception.until)}."


def rule_lines(rule: str) -> list[str]:
    """Return what a rule asks and how it is met, a line for each."""
    known = RULES.get(rule)
    pillar = rule.removeprefix("pillar:").partition("=")[0]
    asks = f"Every action of the pillar {pillar} is there, and completed or not relevant."
    return [f"{rule}: {known.asks if known else asks}", f"How it is met. {_remedy(rule)}"]
