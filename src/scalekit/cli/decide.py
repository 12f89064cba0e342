"""`scalekit decide`: what was decided on an innovation, by whom, and on which answers."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

from scalekit import clock
from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.meant import FileArgument, known_action, the_one_here
from scalekit.cli.arguments.options import JsonOption, NoInputOption, PlainOption, line_of
from scalekit.cli.files import checklists
from scalekit.cli.files.decided import what_changed
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import Asking
from scalekit.engine.statements import every, identified, of_checklist, standing
from scalekit.errors import UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.dates import say_date
from scalekit.model.statement import Choice, Condition, Decision
from scalekit.model.values import NotUnderstoodError, read_choice, read_due, read_line
from scalekit.views import statements as view
from scalekit.views.json_values import shown_path
from scalekit.views.status import heading

if TYPE_CHECKING:
    from scalekit.git.history import Commit, Step

_Read = TypeVar("_Read")
_WHEN = "On which day was it decided? Enter: today."
_AGAIN = "On which day is it looked at again? Enter: none is set."
_IF = (
    "On what condition, if any? With an action's id and a colon before it, it is met when that"
    " action is completed. Enter: none."
)
_AND_IF = "And on what other condition? Enter: no other."
_INSTEAD = "A decision that replaces one says so with --replaces and its id."
_LABELS = {
    Choice.ADOPT: "Adopt: use it here as it is",
    Choice.PILOT: "Pilot: try it first, for a time or in one place",
    Choice.ADAPT: "Adapt: change it to fit, then decide",
    Choice.DEFER: "Defer: decide later",
    Choice.STOP: "Stop: do not take it further",
}


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
        _list(file, stored.checklist, verify=verify, json=json)
        return 0
    if file == "-":
        raise UsageError("A decision is kept in a file. Name one.")
    today = clock.today()
    asking = Asking(plain, streams.can_ask(no_input))
    texts = {
        "role": role,
        "because": because,
        "interests": interests,
        "expects": expects,
        "reference": reference,
    }
    read = {name: line_of(f"--{name}", text) for name, text in texts.items() if text is not None}
    known = _known_decision(stored.checklist, replaces)
    # All that was typed is read before anybody is asked for the rest.
    conditions = tuple(_condition(stored.checklist, text) for text in condition or ())
    others = tuple(line_of("--instead-of", text) for text in instead_of or ())
    day = _option("--date", on or "", partial(_decided_on, today=today))
    # Who is asked what was decided is asked for the rest of it too.
    asks_day = decision is None and on is None
    not_before = date.min if asks_day else day
    looked_at = _option("--review", review or "", partial(_looked_at, day=not_before, today=today))
    choice, name = _choice(decision, asking), _name(by, asking)
    if asks_day:
        day = _asked(asking, "Date", _WHEN, partial(_decided_on, today=today))
        looked_at = _option("--review", review or "", partial(_looked_at, day=day, today=today))
    if decision is None and condition is None:
        conditions = _conditions(stored.checklist, asking)
    if decision is None and review is None:
        looked_at = _asked(asking, "Review", _AGAIN, partial(_looked_at, day=day, today=today))
    made = identified(
        Decision(
            "",
            choice,
            name,
            day,
            of_checklist(stored.checklist),
            conditions=conditions,
            instead_of=others,
            review=looked_at,
            replaces=known,
            **read,
        )
    )
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
        for each in standing(saved.checklist, today):
            if each.decision != made and not known:
                streams.say(f"{_brief(each.decision)}, stands beside it. {_INSTEAD}")
    if json:
        _list(file, saved.checklist, verify=False, json=True)
    return 0


def _brief(made: Decision) -> str:
    return f"{made.choice.label}, {say_date(made.on)}, {made.id}"


def _choice(word: str | None, asking: Asking) -> Choice:
    if word is None:
        from scalekit.prompts import missing_options

        offered = [(str(choice), label) for choice, label in _LABELS.items()]
        word = asking(
            lambda prompts: missing_options.choose(prompts, "What was decided?", offered),
            f"Say what was decided: --decision {'|'.join(Choice)}.",
        )
    try:
        return read_choice(word)
    except NotUnderstoodError as error:
        raise UsageError(f"--decision: {error}") from None


def _name(by: str | None, asking: Asking) -> str:
    if by is not None:
        return line_of("--by", by)
    from scalekit.prompts import missing_options

    return asking(
        lambda prompts: missing_options.write(
            prompts, "Name", "Who decided?", missing_options.line
        ),
        "Say who decided: --by NAME.",
    )


def _option(option: str, text: str, read: Callable[[str], _Read]) -> _Read:
    try:
        return read(text)
    except NotUnderstoodError as error:
        raise UsageError(f"{option}: {error}") from None


def _decided_on(text: str, today: date) -> date:
    day = read_due(text, today) or today
    if day > today:
        raise NotUnderstoodError(f"{say_date(day)} has not come yet. Record it once it is decided.")
    return day


def _looked_at(text: str, day: date, today: date) -> date | None:
    found = read_due(text, today)
    if found and found < day:
        raise NotUnderstoodError(f"{say_date(found)} is before the day of the decision.")
    return found


def _asked(asking: Asking, question: str, hint: str, read: Callable[[str], _Read]) -> _Read:
    from scalekit.prompts import missing_options

    return asking(lambda prompts: missing_options.write(prompts, question, hint, read), "")


def _conditions(checklist: Checklist, asking: Asking) -> tuple[Condition, ...]:
    """Return the conditions that a person writes, until they leave one empty."""

    def read(text: str) -> Condition | None:
        try:
            return _condition(checklist, text) if read_line(text) else None
        except UsageError as error:
            raise NotUnderstoodError(str(error)) from None

    found: list[Condition] = []
    while made := _asked(asking, "Condition", _AND_IF if found else _IF, read):
        found.append(made)
    return tuple(found)


def _condition(checklist: Checklist, text: str) -> Condition:
    """Return a condition; the word before a colon is an action, as in other commands, or none."""
    line = line_of("--condition", text)
    named = re.fullmatch(r"([a-z0-9-]+):\s*(\S.*)", line)
    if not named:
        return Condition(line)
    return Condition(named[2], known_action(checklist, named[1]))


def _known_decision(checklist: Checklist, named: str | None) -> str:
    ids = [decision.id for decision in checklist.decisions]
    if named is None or named in ids:
        return named or ""
    listed = "".join(f"\n  {each}" for each in ids)
    there = f"The decisions are:{listed}" if ids else view.NO_DECISIONS
    raise UsageError(f"--replaces: there is no decision “{named}”. {there}")


def _list(path: str, checklist: Checklist, *, verify: bool, json: bool) -> None:
    known = _steps(path, checklist) if verify else ()
    stand = what_changed(path, checklist, every(checklist, clock.today()))
    commits = _commits(known)
    if json:
        about = {"innovation": checklist.innovation, "place": checklist.place}
        documents = [view.decision_document(each) for each in stand]
        for document in documents if verify else ():
            commit = commits.get(document["id"])
            document["commit"] = commit.document() if commit else None
        for document, each in zip(documents, stand, strict=True):
            document["changedSince"] = [action.id for action in each.changed] or None
        streams.out_json("decide", {"path": shown_path(path), **about, "decisions": documents})
        return
    lines = [f"{heading(checklist)} ({path})"]
    for each, (stands, told) in zip(stand, view.told_decisions(checklist, stand), strict=True):
        lines += ["", stands, *(f"  {label}: {text}" for label, text in told)]
        if verify:
            lines.append(f"  {_committed(commits.get(each.decision.id))}")
    streams.out_lines([*lines, *(["", view.NO_DECISIONS] if not stand else [])])


def _steps(path: str, checklist: Checklist) -> "tuple[Step, ...]":
    # Only who asks for the commit of a decision waits for git.
    from scalekit.git.history import story

    told = story(path, checklist)
    if told.cut:
        streams.say(
            f"A decision from before the earliest commit here is told with that one.{told.cut}"
        )
    return told.steps


def _commits(steps: "tuple[Step, ...]") -> "dict[str, Commit]":
    """Return the commit that brought each decision into its file, by the decision's id."""
    found: dict[str, Commit] = {}
    for step in steps:
        had = {decision.id for decision in step.old.decisions}
        for decision in step.new.decisions:
            if step.commit and decision.id not in had:
                found[decision.id] = step.commit
    return found


def _committed(commit: "Commit | None") -> str:
    if commit is None:
        return "Not committed yet"
    return (
        f"Committed by {commit.author}, {say_date(commit.on)}, {commit.id[:7]}, {commit.signature}"
    )
