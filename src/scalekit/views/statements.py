"""Reviews and decisions as plain lines."""

from scalekit.engine.statements import Changed, Standing, of_answer, open_questions
from scalekit.model.checklist import Checklist, ChecklistAction, listed
from scalekit.model.dates import say_date
from scalekit.model.say import say_value
from scalekit.model.statement import Condition, Review, Statement, View
from scalekit.text.sentence import number_of

CHANGED = "The answer has changed since."
NOT_KNOWN = "It does not say which answer it was made about."
NO_REVIEWS = "Nobody has reviewed an answer."
NOT_REVIEWED = "Nobody has reviewed this answer."
DECIDED = "What was decided"
NO_DECISIONS = "No decision is recorded."
MET, NOT_MET, VOID, BY_A_PERSON = (  # of a condition
    *("met", "not met yet"),
    *("on an action that is not relevant", "for a person to check"),
)
_NAMED = 3  # of the answers that have changed since a decision


def numbered(checklist: Checklist) -> list[tuple[ChecklistAction, Statement]]:
    """Return the open questions in the order in which they are numbered, from 1."""
    return [(action, each) for action in checklist.actions for each in open_questions(action)]


def review_lines(checklist: Checklist, action_id: str = "") -> list[str]:
    """Return the reviews by action, or those of one action; open questions with their number."""
    numbers = {pair: number for number, pair in enumerate(numbered(checklist), 1)}
    found: list[str] = []
    for action in checklist.actions:
        if not action.reviews or action_id not in ("", action.id):
            continue
        found += ["", listed(f"{action.title} ({action.id})", action.is_joint)]
        found += [
            f"  {_marked(numbers.get((action, each)))}{say_value(each)}{since(action, each)}"
            for each in action.reviews
        ]
    return found[1:] or [NOT_REVIEWED if action_id else NO_REVIEWS]


def _marked(number: int | None) -> str:
    return f"{number}. " if number else ""


def since(action: ChecklistAction, said: Statement) -> str:
    """Return what stands behind a statement that holds for another answer than today's."""
    if said.kind not in (Review.ACCEPTED, View.DIFFER) or said.of == of_answer(action.answer):
        return ""
    return f". {CHANGED}" if said.of else f". {NOT_KNOWN}"


# --- decisions


def decision_line(standing: Standing, *, named: bool = True) -> str:
    """Return a decision in one line: what was decided, and how it stands.

    It names answers that have changed since; not `named` is for what lists them all below.
    """
    made = standing.decision
    sentences = [f"{made.choice.label}, by {made.by}, {say_date(made.on)}."]
    if made.conditions:
        sentences.append(f"{number_of(len(made.conditions), 'condition')}: {_met(standing)}.")
    sentences += [basis(standing, named=named)] if not standing.is_current else []
    if made.review:
        verb = "was due" if standing.is_overdue else "is due"
        sentences.append(f"Its review {verb} {say_date(made.review)}.")
    return " ".join(sentences)


def _met(standing: Standing) -> str:
    """Return how many conditions are met, which the actions say, and how many a person checks."""
    said = [_state(each, standing) for each in standing.decision.conditions]
    words = [word for word in (MET, NOT_MET, VOID, BY_A_PERSON) if word in said]
    if len(words) == 1:
        return words[0]
    return ", ".join(f"{said.count(word)} {word}" for word in words)


def basis(standing: Standing, *, named: bool = False) -> str:
    """Return what a decision rests on, as the answers are now."""
    if standing.is_current:
        return "No answer has changed since."
    if not standing.decision.of:
        return "It does not say which answers it was made on."
    if not standing.changed:
        return "Answers have changed since."
    count = number_of(len(standing.changed), "answer has", "answers have")
    return f"{count} changed since{_names(standing.changed) if named else ''}."


def _names(changed: tuple[Changed, ...]) -> str:
    """Return the first actions by title, and how many more there are."""
    titles = [action.title for action in changed[:_NAMED]]
    more = len(changed) - len(titles)
    return f": {'; '.join(titles)}{f'; and {more} more' if more else ''}"


def told_decisions(
    checklist: Checklist, standings: tuple[Standing, ...]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each decision in one line, with all else that is recorded of it, by label."""
    titles = {action.id: action.title for action in checklist.actions}
    return [(decision_line(each, named=False), decision_fields(each, titles)) for each in standings]


def decision_fields(standing: Standing, titles: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is recorded of a decision, by label. `titles` are those of the actions."""
    made = standing.decision
    found: list[tuple[str, str]] = []
    for label, value in (("Role", made.role), ("Because", made.because)):
        found += [(label, value)] if value else []
    for condition in made.conditions:
        by = f": {titles.get(condition.action, condition.action)}" if condition.action else ""
        found.append(("Condition", f"{condition.text} ({_state(condition, standing)}{by})"))
    found += [("Changed since", each.title) for each in standing.changed]
    found += [("Instead of", each) for each in made.instead_of]
    for label, value in (
        ("Interests", made.interests),
        ("Expects", made.expects),
        ("Reference", made.reference),
        ("Replaces", made.replaces),
        ("Id", made.id),
    ):
        found += [(label, value)] if value else []
    return found


def _state(condition: Condition, standing: Standing) -> str:
    if not condition.action:
        return BY_A_PERSON
    if condition in standing.void:
        return VOID
    return MET if condition in standing.met else NOT_MET
