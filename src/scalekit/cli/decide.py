"""`scalekit decide`: what was decided on an innovation, by whom, and on which answers."""

from typing import Annotated

from scalekit import clock
from scalekit.cli.arguments.chosen_checklist import FileArgument, the_one_here
from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.options import JsonOption, NoInputOption, PlainOption
from scalekit.cli.deciding.asking import with_answers
from scalekit.cli.deciding.listing import list_decisions
from scalekit.cli.deciding.reading import GivenDecision, check_typed, read_decision
from scalekit.cli.files import checklists
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import Asking
from scalekit.engine.statements import standing
from scalekit.errors import UsageError
from scalekit.model.dates import say_date
from scalekit.model.statement import Choice, Decision

_INSTEAD = "A decision that replaces one says so with --replaces and its id."


def _text(metavar: str, words: str) -> Option:
    return Option(metavar=metavar, help=words)


def decide(
    path: FileArgument = None,
    decision: Annotated[
        str | None,
        Option(
            metavar="WORD",
            help="adopt, pilot, adapt, defer or stop.",
            offers=(*Choice,),
        ),
    ] = None,
    by: Annotated[str | None, _text("NAME", "Who decided: a person or a board.")] = None,
    role: Annotated[str | None, _text("TEXT", "In what role.")] = None,
    on: Annotated[
        str | None,
        Option("--date", metavar="DATE", help="When it was decided. Without it: today."),
    ] = None,
    because: Annotated[str | None, _text("TEXT", "Why.")] = None,
    condition: Annotated[
        list[str] | None,
        _text("[ACTION:] TEXT", "A condition; met when ACTION is completed. Repeat for more."),
    ] = None,
    instead_of: Annotated[
        list[str] | None, _text("TEXT", "What else was considered. Repeat for more.")
    ] = None,
    interests: Annotated[str | None, _text("TEXT", "Interests that were declared.")] = None,
    expects: Annotated[str | None, _text("TEXT", "What is expected of it.")] = None,
    review: Annotated[str | None, _text("DATE", "When it is to be looked at again.")] = None,
    reference: Annotated[str | None, _text("TEXT", "Where it is minuted.")] = None,
    replaces: Annotated[str | None, _text("ID", "The decision that this one replaces.")] = None,
    list_: Annotated[
        bool, Option("--list", help="List every decision instead, replaced ones too.")
    ] = False,
    verify: Annotated[
        bool,
        Option("--verify", help="With --list: who committed each, and whether signed."),
    ] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Record what was decided on an innovation, and on which answers.

    \b
    Examples:
      scalekit decide feno.scalekit.md --decision pilot --by "Priya Shah" --date 2026-11-12
      scalekit decide --decision pilot --by "Board" --condition "fund-impl: Devices are funded"
      scalekit decide feno.scalekit.md --list

    It is a record, and no signature. A decision is never edited: another one replaces it. It knows
    which answers it was made on: once one changes, status and every document say so.
    """
    file = path or the_one_here()
    stored = checklists.open_checklist(file)
    if verify and not list_:
        raise UsageError("Use --verify with --list.")
    if list_:
        list_decisions(file, stored.checklist, verify=verify, json=json)
        return 0
    if file == "-":
        raise UsageError("A decision is kept in a file. Name one.")
    texts = {
        "role": role,
        "because": because,
        "interests": interests,
        "expects": expects,
        "reference": reference,
    }
    given = GivenDecision(decision, by, on, condition, instead_of, review, replaces, texts)
    asking = Asking(plain, streams.can_ask(no_input))
    check_typed(stored.checklist, given, can_ask=asking.can)
    given = with_answers(stored.checklist, given, asking)
    made = read_decision(stored.checklist, given)
    if made in stored.checklist.decisions:
        streams.say("Nothing to change: this decision is there already.")
        saved = stored
    else:
        changed = stored.checklist._replace(decisions=(*stored.checklist.decisions, made))
        saved = save(stored, changed, no_input=no_input, plain=plain)
        streams.say(f"Saved {file}: {_brief(made)}.")
        streams.say(
            "This is a record and no signature. To put something right in it, decide again with"
            f" --replaces {made.id}."
        )
        for each in standing(saved.checklist, clock.today()):
            if each.decision != made and not made.replaces:
                streams.say(f"{_brief(each.decision)}, stands beside it. {_INSTEAD}")
    if json:
        list_decisions(file, saved.checklist, verify=False, json=True)
    return 0


def _brief(made: Decision) -> str:
    return f"{made.choice.label}, {say_date(made.on)}, {made.id}"
