"""What a repository asks of its checklists before they pass: rules, and what does not meet them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from scalekit.engine.progress import Progress
from scalekit.engine.statements import reviewed
from scalekit.model.checklist import Checklist, ChecklistAction, Status
from scalekit.text.folding import folded
from scalekit.text.near import did_you_mean
from scalekit.text.pattern import pattern

PILLAR = pattern(r"pillar:([^\s=]+)=completed")


class Unmet(NamedTuple):
    """Why a checklist does not meet a rule; without an action it is about the whole of it.

    `remedy` is how that is mended, where the rule's own one is not.
    """

    rule: str
    action_id: str
    message: str
    remedy: str = ""


class Rule(NamedTuple):
    """What a rule asks, in one sentence, how it is met, and which checklists do not meet it."""

    asks: str
    remedy: str
    unmet: Callable[[Checklist, Progress], Iterable[tuple[str, ...]]]


def unmet(
    rule: str, checklist: Checklist, where: Progress, asked: Mapping[str, Sequence[str]]
) -> Iterator[Unmet]:
    """Yield why a checklist does not meet a rule; `rule` is one that `is_rule`.

    `asked` are the actions that the playbook has for the checklist's roles, by pillar; none where
    the playbook is not known.
    """
    if pillar := PILLAR.fullmatch(rule):
        found: Iterable[tuple[str, ...]] = _pillar(pillar[1], checklist, asked)
    else:
        found = RULES[rule].unmet(checklist, where)
    for reason in found:
        yield Unmet(rule, *reason)


def is_rule(word: str) -> bool:
    """Return whether a word is a rule: one of RULES, or "pillar:ID=completed"."""
    return word in RULES or PILLAR.fullmatch(word) is not None


def no_rule(word: str) -> str:
    """Return that there is no such rule, and which there are."""
    near = did_you_mean(word, [*RULES, "pillar:ID=completed"], "The rules are")
    return f"There is no rule “{word:.80}”. {near}"


def _pillar(
    pillar: str, checklist: Checklist, asked: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    known = dict(checklist.pillars)
    held = {action.id for action in checklist.actions}
    missing = [action_id for action_id in asked.get(pillar, ()) if action_id not in held]
    yield from ((action_id, "It is missing.") for action_id in missing)
    if pillar not in known and pillar not in asked:
        near = did_you_mean(pillar, known, "The pillars are")
        yield "", f"There is no pillar {pillar} in this checklist. {near}"
    for action in checklist.of_pillar(pillar):
        if not action.answer.status.is_closed:
            yield action.id, f"Its status is “{action.answer.status.label}”."


def _each(
    message: str, wanted: Callable[[ChecklistAction], bool]
) -> Callable[[Checklist, Progress], Iterable[tuple[str, str]]]:
    """Return what tells which of the actions of today a sentence is true of."""
    return lambda checklist, where: [
        (action.id, message) for action in checklist.current_actions if wanted(action)
    ]


def _is_completed(action: ChecklistAction) -> bool:
    return action.answer.status is Status.COMPLETED


def _is_under_way(action: ChecklistAction) -> bool:
    return action.answer.status in (Status.IN_PROGRESS, Status.CANNOT_START)


def _by_other(checklist: Checklist, where: Progress) -> Iterator[tuple[str, ...]]:
    for action in checklist.current_actions:
        owner = folded(action.answer.owner)
        if _is_completed(action) and not owner:
            message = "It is completed, and has no owner to compare a reviewer with."
            yield action.id, message, RULES["owner"].remedy
        elif _is_completed(action) and all(
            folded(each.by) == owner for each in reviewed(action).accepted
        ):
            yield action.id, "It is completed, and nobody but its owner has accepted it as it is."


def _decision(checklist: Checklist, where: Progress) -> Iterator[tuple[str, str]]:
    if not where.decisions:
        yield "", "No decision is recorded."


def _decision_current(checklist: Checklist, where: Progress) -> Iterator[tuple[str, str, str]]:
    remedy = RULES["decision-current"].remedy
    for each in where.decisions:
        if not each.is_current:
            message = f"Decision {each.decision.id} was made on other answers than these."
            yield "", message, remedy.replace("--replaces ID", f"--replaces {each.decision.id}")


RULES = {
    "evidence": Rule(
        "Every completed action has evidence.",
        'Add it: scalekit set FILE ACTION --evidence "LABEL=LINK"',
        lambda checklist, where: [
            (action.id, "It is completed without evidence.") for action in where.without_evidence
        ],
    ),
    "evidence-there": Rule(
        "Evidence that is a file beside the checklist, or in a folder below, is there and has not"
        " changed since. A link to elsewhere is not looked at, nor are words without a link, which"
        " `check` notes where they name a file.",
        "Put the file back, or look at it again and record it anew.",
        lambda checklist, where: [
            (action.id, message) for action, message in where.evidence_to_check
        ],
    ),
    "owner": Rule(
        "Every action in progress, or that cannot start yet, has an owner. One that is completed,"
        " not relevant or not yet started needs none.",
        "Name one: scalekit set FILE ACTION --owner NAME",
        _each("It has no owner.", lambda a: _is_under_way(a) and not a.answer.owner),
    ),
    "no-overdue": Rule(
        "No action is overdue.",
        "Complete it, or agree another day: scalekit set FILE ACTION --due DATE",
        lambda checklist, where: [(action.id, "It is overdue.") for action in where.overdue],
    ),
    "no-conflicts": Rule(
        "No file holds two versions of an answer between git's marks.",
        "Choose between them: scalekit merge --resolve FILE",
        lambda checklist, where: (),  # such a file is read as no checklist, and fails anyway
    ),
    "wording": Rule(
        "No answer was given to wording that has changed since.",
        "Confirm or change the answer: scalekit start FILE, or: scalekit set FILE ACTION"
        " --new-wording",
        lambda checklist, where: [
            (action.id, "Its wording changed since it was answered.")
            for action in where.wording_changed
        ],
    ),
    "reviewed": Rule(
        "Every completed action was accepted as it is.",
        "Have it looked at: scalekit review FILE ACTION --by NAME --accept",
        _each(
            "It is completed, and nobody has accepted it as it is.",
            lambda a: _is_completed(a) and not reviewed(a).accepted,
        ),
    ),
    "reviewed-by-other": Rule(
        "Every completed action has an owner, and was accepted as it is by somebody else. Capitals"
        " and spaces make no other name.",
        "Have somebody else look at it: scalekit review FILE ACTION --by NAME --accept",
        _by_other,
    ),
    "no-open-questions": Rule(
        "No question of a reviewer is open.",
        "Answer it, then: scalekit review FILE --by NAME --settle N",
        lambda checklist, where: [
            (action.id, f"{question.by} asks: {question.text}")
            for action, question in where.questions
        ],
    ),
    "no-differences": Rule(
        "The sides of a joint checklist agree on every action.",
        "Look at both again: scalekit compare A B --into FILE",
        lambda checklist, where: [
            (action.id, "The sides agreed to differ.") for action in where.views_differ
        ],
    ),
    "decision": Rule(
        "A decision is recorded.",
        "Record it: scalekit decide FILE --decision WORD --by NAME",
        _decision,
    ),
    "decision-current": Rule(
        "Every decision that stands was made on the answers as they are.",
        "Decide again: scalekit decide FILE --decision WORD --by NAME --replaces ID",
        _decision_current,
    ),
}
