"""`scalekit review`: what another person says of an answer."""

from typing import Annotated, NamedTuple

from scalekit import clock
from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.meant import (
    ActionArgument,
    FileArgument,
    file_and_action,
    known_action,
)
from scalekit.cli.arguments.options import JsonOption, NoInputOption, PlainOption, line_of
from scalekit.cli.files import checklists
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import Asking
from scalekit.engine.statements import asked, of_answer
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist, ChecklistAction, listed
from scalekit.model.dates import say_date
from scalekit.model.statement import Review, Statement
from scalekit.views import statements as view
from scalekit.views.json_values import shown_path
from scalekit.views.shared_words import heading
from scalekit.views.statements_document import reviews_document

ByOption = Annotated[str | None, Option("--by", metavar="NAME", help="Whose review it is.")]


class _ReviewOptions(NamedTuple):
    """What the command line says of a review, empty where it says nothing."""

    kind: str = ""
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
    given = _given(by, accept, question, settle)
    file, action = file_and_action(path, action)
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
    asking = Asking(plain, streams.can_ask(no_input))
    reviewed, statement = _made(stored.checklist, action, given, asking)
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
    by: str | None, accept: bool, question: str | None, settle: str | None
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
    if len(kinds) > 1:
        raise UsageError("Use one of --accept, --question and --settle at a time.")
    texts = {"--by": by, "--question": question}
    read = {option: line_of(option, text) for option, text in texts.items() if text is not None}
    number = _number(settle) if settle is not None else 0
    return _ReviewOptions("".join(kinds), read.get("--question", ""), number, read.get("--by", ""))


def _number(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    raise UsageError(f"--settle: “{text}” is not a number. `scalekit review` shows them.")


def _made(
    checklist: Checklist, action: str | None, given: _ReviewOptions, asking: Asking
) -> tuple[ChecklistAction, Statement]:
    """Return the action that is reviewed and the review, asking for what is missing."""
    from scalekit.prompts import missing_options

    kind = given.kind or asking(
        lambda prompts: missing_options.choose(
            prompts, "What do you want to do?", _kinds(checklist)
        ),
        "Say what the review is: --accept, --question TEXT or --settle N.",
    )
    if kind == Review.SETTLED:
        reviewed, text = _question(checklist, action, given.number, asking)
    else:
        reviewed, text = _reviewed(checklist, action, kind, asking), given.text
    if kind == Review.QUESTION and not text:
        text = asking(
            lambda prompts: missing_options.write(
                prompts, "Question", "One question, one line.", missing_options.line
            ),
            "Write the question: --question TEXT.",
        )
    _check_not_settled(reviewed, kind, text)
    by = given.by or asking(
        lambda prompts: missing_options.write(
            prompts, "Name", "Whose review is it?", missing_options.line
        ),
        "Say whose review it is: --by NAME.",
    )
    return reviewed, Statement(kind, by, clock.today(), text, of_answer(reviewed.answer))


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


def _reviewed(
    checklist: Checklist, action: str | None, kind: str, asking: Asking
) -> ChecklistAction:
    if action is None and asking.can:
        from scalekit.prompts import missing_options

        offered = [
            (each.id, listed(f"{each.title}: {each.answer.status.label}", each.is_joint))
            for each in checklist.actions
            if kind == Review.QUESTION or not each.answer.is_blank
        ]
        action = asking(
            lambda prompts: missing_options.choose(prompts, "Which action?", offered), ""
        )
    found = checklist.action(known_action(checklist, action))
    if kind == Review.ACCEPTED and found.answer.is_blank:
        raise UsageError(
            f"{found.id} has no answer to accept yet. Ask a question about it: --question TEXT."
        )
    return found


def _question(
    checklist: Checklist, action: str | None, number: int, asking: Asking
) -> tuple[ChecklistAction, str]:
    """Return the action and the text of the open question with a number."""
    known = known_action(checklist, action) if action else ""
    there = {
        n: (of, each)
        for n, (of, each) in enumerate(view.numbered(checklist), 1)
        if known in ("", of.id)
    }
    if not there:
        raise UsageError("There is no open question to settle.")
    if not number:
        from scalekit.prompts import missing_options

        offered = [(str(n), asked(each)) for n, (_, each) in there.items()]
        number = int(
            asking(
                lambda prompts: missing_options.choose(prompts, "Which question?", offered),
                "Say which question is settled: --settle N.",
            )
        )
    if number not in there:
        listed = "".join(f"\n  {n}. {asked(each)}" for n, (_, each) in there.items())
        raise UsageError(f"There is no open question {number}. The open ones are:{listed}")
    reviewed, question = there[number]
    return reviewed, question.text


def _accepted_before(action: ChecklistAction, statement: Statement) -> bool:
    return statement.kind == Review.ACCEPTED and any(
        (each.kind, each.by, each.of) == (statement.kind, statement.by, statement.of)
        for each in action.reviews
    )
