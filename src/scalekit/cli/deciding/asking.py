"""The parts of a decision that nobody typed, asked for one after another."""

from functools import partial
from typing import TYPE_CHECKING

from scalekit.cli.deciding.reading import GivenDecision, condition, decided_on, looked_at
from scalekit.cli.terminal.asking import Asking
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.statement import Choice
from scalekit.model.values import NotUnderstoodError

if TYPE_CHECKING:
    from scalekit.prompts.in_turn import Question
    from scalekit.prompts.missing_options import Missing

_IF = (
    "On what condition, if any? With an action's id and a colon before it, it is met when that"
    " action is completed."
)
_LABELS = {
    Choice.ADOPT: "Adopt: use it here as it is",
    Choice.PILOT: "Pilot: try it first, for a time or in one place",
    Choice.ADAPT: "Adapt: change it to fit, then decide",
    Choice.DEFER: "Defer: decide later",
    Choice.STOP: "Stop: do not take it further",
}


def with_answers(checklist: Checklist, given: GivenDecision, asking: Asking) -> GivenDecision:
    """Return what was typed with what a person answers, as if they had typed that too.

    Who is asked what was decided is asked for the rest of it too.
    """
    needed = {
        f"Say what was decided: --decision {'|'.join(Choice)}.": given.choice,
        "Say who decided: --by NAME.": given.by,
    }
    missing = [instead for instead, text in needed.items() if text is None]
    if not missing:
        return given

    return asking(partial(_answered, checklist, given), "\n".join(missing))


def _answered(checklist: Checklist, given: GivenDecision, missing: "Missing") -> GivenDecision:
    questions = _Questions(checklist, given, missing)
    missing.ask(questions)
    return questions.so_far


class _Questions:
    """What is asked, each part as its text; `so_far` has what was answered."""

    def __init__(self, checklist: Checklist, given: GivenDecision, missing: "Missing") -> None:
        self._checklist, self._given, self.missing = checklist, given, missing

    @property
    def so_far(self) -> GivenDecision:
        """Return what was typed and what was answered."""
        given, answers = self._given, self.missing.answers
        return given._replace(
            choice=answers.get("decision", given.choice),
            by=answers.get("by", given.by),
            on=answers.get("date", given.on),
            conditions=self._conditions or given.conditions,
            review=answers.get("review", given.review),
        )

    @property
    def _conditions(self) -> list[str]:
        """Return the conditions that were written; of one that was emptied nothing is left."""
        answers = self.missing.answers
        return [text for name, text in answers.items() if name.startswith("condition") and text]

    def __call__(self) -> list["Question"]:
        """Return the questions that what is answered so far leads to."""
        given, found = self._given, list["Question"]()
        if given.choice is None:
            offered = [(str(choice), label) for choice, label in _LABELS.items()]
            found.append(
                partial(self.missing.choose, "decision", "What was decided?", offered),
            )
        if given.by is None:
            from scalekit.prompts.missing_options import line

            found.append(partial(self.missing.write, "by", "Name", "Who decided?", line))
        if given.choice is not None:
            return found
        if given.on is None:
            hint = "On which day was it decided?"
            found.append(
                partial(self.missing.write, "date", "Date", hint, self._read_day, "Enter: today.")
            )
        if given.conditions is None:
            count = len(self._conditions)
            found += [partial(self._ask_condition, number) for number in range(count + 1)]
        if given.review is None:
            hint = "On which day is it looked at again?"
            read = self._read_review
            found.append(
                partial(self.missing.write, "review", "Review", hint, read, "Enter: none is set.")
            )
        return found

    def _read_day(self, text: str) -> None:
        day = decided_on(text)
        if self._given.review:
            looked_at(self._given.review, day)

    def _read_review(self, text: str) -> None:
        looked_at(text, decided_on(self.so_far.on or ""))

    def _ask_condition(self, number: int) -> None:
        """Ask for one condition; those after one that is emptied move up."""
        name = f"condition-{number}"
        hint, empty = (
            ("And on what other condition?", "Enter: no other.")
            if number
            else (_IF, "Enter: none.")
        )
        self.missing.write(name, "Condition", hint, self._read_condition, empty)
        texts = self._conditions
        for held in [name for name in self.missing.answers if name.startswith("condition")]:
            del self.missing.answers[held]
        self.missing.answers |= {f"condition-{n}": text for n, text in enumerate(texts)}

    def _read_condition(self, text: str) -> None:
        try:
            if text:
                condition(self._checklist, text)
        except UsageError as error:
            raise NotUnderstoodError(str(error)) from None
