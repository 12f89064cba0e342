"""Every command line, read by typer: what it says of help and mistakes, and what Tab offers."""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import wraps
from itertools import pairwise
from typing import Annotated, Any, get_origin

import typer

from scalekit import __version__
from scalekit.cli.arguments import complete
from scalekit.cli.arguments.declared import Argument, Group, Option
from scalekit.cli.terminal import streams
from scalekit.errors import UsageError

Command = Callable[..., int] | Group


def run(
    about: str, commands: Mapping[str, tuple[Command | None, str]], arguments: Sequence[str]
) -> int:
    """Run a command line; of the commands, each with its summary, those not named can be None."""
    app = typer.Typer(
        help=about,
        rich_markup_mode=None,  # halves the time that help and errors take
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        invoke_without_command=True,
    )
    app.callback()(_scalekit)
    for name, (command, summary) in commands.items():
        if isinstance(command, Group):
            app.add_typer(_group(command), name=name, short_help=summary)
        else:
            app.command(name, short_help=summary)(_for_typer(command or _not_named))
    command = typer.main.get_command(app)
    _check_values(command, arguments)
    try:
        code = command.main(list(arguments), prog_name="scalekit", standalone_mode=False)
    except typer.TyperException as error:
        # Its expressions are compiled only for a wrong command line.
        from scalekit.cli.terminal.misuse import say_misuse

        streams.say(say_misuse(error, arguments))
        return UsageError.exit_code
    except typer.Abort:
        return 130
    except SystemExit as ended:  # typer ends by itself once it has offered what Tab asks for
        return int(ended.code or 0)
    return code if isinstance(code, int) else 0


def _check_values(command: Any, words: Sequence[str]) -> None:
    """Raise UsageError for an option where a value belongs, or where two values are for one.

    typer would take `--owner --json` for an owner of that name, and of two owners the last.
    """
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    valued = {name: each for each in command.params if not _is_flag(each) for name in each.opts}
    every = {"-h", "--help", *(name for each in command.params for name in each.opts)}
    for option, value in pairwise(words):
        if option in valued and option[:1] == "-" and value[:1] == "-" and value in every:
            meant = f" If it is the value: {option}={value}" if option[:2] == "--" else ""
            raise UsageError(f"{option} takes a value, and {value} is an option.{meant}")
    given: set[str] = set()
    for option in _with_value(words, valued):
        if valued[option].name in given:
            raise UsageError(f"{option} is given twice, and takes one value. Keep one of the two.")
        given |= set() if valued[option].multiple else {valued[option].name}


def _with_value(words: Sequence[str], valued: Collection[str]) -> Iterator[str]:
    """Yield the options that have a value, and not what may look like one in a value."""
    rest = iter(words)
    for word in rest:
        if word == "--":
            return
        option, holds_value, _ = word.partition("=")
        if word[:2] in valued and len(word) > 2:  # -oFILE
            option, holds_value = word[:2], word[2:]
        if option[:1] == "-" and option in valued:
            yield option
            if not holds_value:
                next(rest, None)


def _is_flag(parameter: Any) -> bool:
    return bool(getattr(parameter, "is_flag", False))


def _scalekit(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version and stop.")
    ] = False,
) -> None:
    if version:
        streams.out(f"scalekit {__version__}\n")
    else:
        _show_help(context)


def _show_help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        streams.out(f"{context.get_help()}\n")


def _not_named() -> int:
    raise AssertionError("only the command that is named is called")


def _group(group: Group) -> typer.Typer:
    app = typer.Typer(help=group.help, rich_markup_mode=None, invoke_without_command=True)
    app.callback()(_show_help)
    for name, function in group.commands.items():
        app.command(name, short_help=_summary(function))(_for_typer(function))
    return app


def _summary(function: Callable[..., int]) -> str:
    """Return what a command does, without the details: typer would cut a longer one short."""
    first = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
    return f"{first.partition(':')[0].removesuffix('.')}."


def _for_typer(function: Callable[..., int]) -> Callable[..., int]:
    """Return the function with what it declares in typer's own terms."""

    @wraps(function)
    def called(**values: Any) -> int:
        return function(**values)

    found = inspect.signature(function)
    parameters = [
        each.replace(annotation=_hint(each.annotation)) for each in found.parameters.values()
    ]
    called.__signature__ = found.replace(parameters=parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    return called


def _hint(hint: Any) -> Any:
    if get_origin(hint) is not Annotated or not isinstance(hint.__metadata__[0], Argument):
        return hint
    declared = hint.__metadata__[0]
    make: Any = typer.Option if isinstance(declared, Option) else typer.Argument
    settings: dict[str, Any] = {"metavar": declared.metavar, "help": declared.help}
    if declared.callback:
        settings["callback"] = _callback(declared.callback)
    if declared.offers and isinstance(declared.offers, str):
        settings["autocompletion"] = getattr(complete, declared.offers)
    elif declared.offers:
        settings["autocompletion"] = complete.one_of(*declared.offers)
    return Annotated[hint.__origin__, make(*declared.names, **settings)]


def _callback(callback: Callable[[Any], Any]) -> Callable[..., Any]:
    def called(context: typer.Context, value: str | None) -> Any:
        return value if context.resilient_parsing else callback(value)  # Tab was pressed

    return called
