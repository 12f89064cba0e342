"""`scalekit review`: what another person says of an answer."""

from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

from scalekit import clock
from scalekit.cli.arguments.chosen_checklist import (
    ActionArgument,
    FileArgument,
    file_and_action,
    known_action,
)
from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.mistakes import Mistakes
from scalekit.cli.arguments.options import JsonOption, NoInputOption, PlainOption, line_of
from scalekit.cli.files import checklists
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import Asking
from scalekit.engine.statements import of_answer, question_line
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist, ChecklistAction, listed
from scalekit.model.dates import say_date
from scalekit.model.statement import Review, Statement
from scalekit.model.values import NotUnderstoodError
from scalekit.views import statements as view
from scalekit.views.json_values import shown_path
from scalekit.views.shared_words import heading
from scalekit.views.statements_document import reviews_document

if TYPE_CHECKING:
    from scalekit.prompts.in_turn import Question
    from scalekit.prompts.missing_options import Missing

ByOption = Annotated[str | None, Option("--by", metavar="NAME", help="Whose review it is.")]


class _ReviewOptions(NamedTuple):
    """What the command line says of a review, empty where it says nothing."""

    kind: str = ""
    action: str | None = None
    text: str = ""
    number: int = 0
    by: str = ""


def review(
    path: FileArgument = None,
    action: ActionArgument = None,
    by: ByOption = None,
    accept: Annotated[bool, Option("--accept", help="Accept the answer as it is.")] = False,
    question: Annotated[
        str | None, Option(metavar="TEXT", help="Ask a question about the answer.")
    ] = None,
    settle: Annotated[
        str | None, Option(metavar="N", help="Settle the open question with this number.")
    ] = None,
    json: JsonOption = False,
    plain: PlainOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Accept an answer, or ask a question about it; without an option, list the reviews.

    \b
    Examples:
      scalekit review feno.scalekit.md
      scalekit review feno.scalekit.md find-policy-ties --by "Sam Lee" --accept
      scalekit review find-policy --by "Sam Lee" --question "Which six practices?"
      scalekit review --by "Priya Shah" --settle 1

    A review knows which answer it was made about: once that changes, status and check say so.
    Whatever is missing is asked for at a terminal.
    """
    file, action = file_and_action(path, action)
    given = _given(action, by, accept, question, settle)
    stored = checklists.open_checklist(file)
    if not given.kind and not given.by:
        known = known_action(stored.checklist, action) if action else ""
        if not json:
            streams.out_lines([f"{heading(stored.checklist)} ({file})", ""])
            streams.out_lines(view.review_lines(stored.checklist, known))
        else:
            _write(file, stored.checklist, known)
        return 0
    if file == "-":
        raise UsageError("A review is kept in a file. Name one.")
    given = _with_answers(stored.checklist, given, Asking(plain, streams.can_ask(no_input)))
    reviewed, statement = _made(stored.checklist, given)
    if statement in reviewed.reviews or _accepted_before(reviewed, statement):
        streams.say("Nothing to change: this review is there already.")
        saved = stored
    else:
        changed = stored.checklist.with_review(reviewed.id, statement)
        saved = save(stored, changed, no_input=no_input, plain=plain)
        streams.say(f"Saved {file}: {statement.label} {statement.by}, {reviewed.id}.")
    if json:
        _write(file, saved.checklist, reviewed.id)
    return 0


def _write(path: str, checklist: Checklist, action_id: str) -> None:
    reviews = reviews_document(checklist, action_id)
    about = {"innovation": checklist.innovation, "place": checklist.place}
    streams.out_json("review", {"path": shown_path(path), **about, "reviews": reviews})


def _given(
    action: str | None, by: str | None, accept: bool, question: str | None, settle: str | None
) -> _ReviewOptions:
    kinds = [
        kind
        for kind, is_given in (
            (Review.ACCEPTED, accept),
            (Review.QUESTION, question is not None),
            (Review.SETTLED, settle is not None),
        )
        if is_given
    ]
    wrong = Mistakes()
    if len(kinds) > 1:
        wrong.add("Use one of --accept, --question and --settle at a time.")
    name = wrong.read(line_of, "--by", by) if by is not None else ""
    text = wrong.read(line_of, "--question", question) if question is not None else ""
    number = wrong.read(_number, settle) if settle is not None else 0
    wrong.check()
    return _ReviewOptions("".join(kinds), action, text, number, name)


def _number(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    raise UsageError(f"--settle: “{text}” is not a number. `scalekit review` shows them.")


def _made(checklist: Checklist, given: _ReviewOptions) -> tuple[ChecklistAction, Statement]:
    """Return the action that is reviewed and the review."""
    if given.kind == Review.SETTLED:
        reviewed, text = _question(checklist, given)
    else:
        reviewed = _reviewed(checklist, given)
        text = given.text if given.kind == Review.QUESTION else ""
    _check_not_settled(reviewed, given.kind, text)
    return reviewed, Statement(
        given.kind, given.by, clock.today(), text, of_answer(reviewed.answer)
    )


def _with_answers(checklist: Checklist, given: _ReviewOptions, asking: Asking) -> _ReviewOptions:
    """Return what was typed with what a person answers, as if they had typed that too."""
    needed = {
        "Say what the review is: --accept, --question TEXT or --settle N.": given.kind,
        "Say whose review it is: --by NAME.": given.by,
    }
    missing = [instead for instead, text in needed.items() if not text]
    no_action = given.kind in (Review.ACCEPTED, Review.QUESTION) and given.action is None
    if no_action and not asking.can:
        known_action(checklist, None)  # which raises, and lists them
    if given.kind and not no_action:
        _made(checklist, given)  # what is wrong is said before anybody is asked
    if not missing and not no_action:
        return given

    return asking(partial(_answered, checklist, given), "\n".join(missing))


def _answered(checklist: Checklist, given: _ReviewOptions, missing: "Missing") -> _ReviewOptions:
    questions = _Questions(checklist, given, missing)
    missing.ask(questions)
    return questions.so_far


class _Questions:
    """What is asked, each part as its text; `so_far` has what was answered."""

    def __init__(self, checklist: Checklist, given: _ReviewOptions, missing: "Missing") -> None:
        self._checklist, self._given, self.missing = checklist, given, missing

    @property
    def so_far(self) -> _ReviewOptions:
        """Return what was typed and what was answered."""
        given, answers = self._given, self.missing.answers
        return given._replace(
            kind=answers.get("kind", given.kind),
            action=answers.get("action", given.action),
            text=answers.get("text", given.text),
            number=int(answers.get("number", given.number)),
            by=answers.get("by", given.by),
        )

    def __call__(self) -> list["Question"]:
        """Return the questions that what is answered so far leads to."""
        given, kind, missing = self._given, self.so_far.kind, self.missing
        found = list["Question"]()
        if not given.kind:
            offered = _kinds(self._checklist)
            found.append(partial(missing.choose, "kind", "What do you want to do?", offered))
        if kind == Review.SETTLED and not given.number:
            found.append(self._ask_which)
        if kind in (Review.ACCEPTED, Review.QUESTION) and given.action is None:
            found.append(self._ask_action)
        if kind == Review.QUESTION and not given.text:
            hint = "One question, one line."
            found.append(partial(missing.write, "text", "Question", hint, self._read_question))
        if kind and not given.by:
            from scalekit.prompts.missing_options import line

            found.append(partial(missing.write, "by", "Name", "Whose review is it?", line))
        return found

    def _ask_action(self) -> None:
        is_question = self.so_far.kind == Review.QUESTION
        offered = [
            (each.id, listed(f"{each.title}: {each.answer.status.label}", each.is_joint))
            for each in self._checklist.actions
            if is_question or not each.answer.is_blank
        ]
        self.missing.choose("action", "Which action?", offered)

    def _ask_which(self) -> None:
        there = _open_questions(self._checklist, self._given.action)
        offered = [(str(n), question_line(each)) for n, (_, each) in there.items()]
        self.missing.choose("number", "Which question?", offered)

    def _read_question(self, text: str) -> None:
        from scalekit.prompts.missing_options import line

        reviewed = _reviewed(self._checklist, self.so_far)
        try:
            _check_not_settled(reviewed, Review.QUESTION, line(text))
        except UsageError as error:
            raise NotUnderstoodError(str(error)) from None


def _check_not_settled(action: ChecklistAction, kind: str, text: str) -> None:
    """Raise for a question that was settled: a question is known by its words."""
    for each in action.reviews:
        if (kind, each.kind, each.text) == (Review.QUESTION, Review.SETTLED, text):
            raise UsageError(
                f"{each.by} settled this question on {say_date(each.on)}."
                " Ask it in other words to open it again."
            )


def _kinds(checklist: Checklist) -> list[tuple[str, str]]:
    kinds = [(Review.ACCEPTED, "Accept an answer"), (Review.QUESTION, "Ask a question")]
    if view.numbered(checklist):
        kinds.append((Review.SETTLED, "Settle an open question"))
    return [(str(kind), label) for kind, label in kinds]


def _reviewed(checklist: Checklist, given: _ReviewOptions) -> ChecklistAction:
    found = checklist.action(known_action(checklist, given.action))
    if given.kind == Review.ACCEPTED and found.answer.is_blank:
        raise UsageError(
            f"{found.id} has no answer to accept yet. Ask a question about it: --question TEXT."
        )
    return found


def _open_questions(
    checklist: Checklist, action: str | None
) -> dict[int, tuple[ChecklistAction, Statement]]:
    """Return the open questions of an action, or of all, by their number."""
    known = known_action(checklist, action) if action else ""
    there = {
        n: (of, each)
        for n, (of, each) in enumerate(view.numbered(checklist), 1)
        if known in ("", of.id)
    }
    if not there:
        raise UsageError("There is no open question to settle.")
    return there


def _question(checklist: Checklist, given: _ReviewOptions) -> tuple[ChecklistAction, str]:
    """Return the action and the text of the open question with a number."""
    there = _open_questions(checklist, given.action)
    if given.number not in there:
        listed = "".join(f"\n  {n}. {question_line(each)}" for n, (_, each) in there.items())
        raise UsageError(f"There is no open question {given.number}. The open ones are:{listed}")
    reviewed, question = there[given.number]
    return reviewed, question.text


def _accepted_before(action: ChecklistAction, statement: Statement) -> bool:
    return statement.kind == Review.ACCEPTED and any(
        (each.kind, each.by, each.of) == (statement.kind, statement.by, statement.of)
        for each in action.reviews
    )
