"""A command line that leaves nothing open, read without typer; a test holds both to the same.

That is: whole option names, every value there, and nothing left over. Help, what is mistyped and
the Tab key go to typer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from scalekit.cli.arguments.declared import Option

_ONE = (str, str | None)
_MANY = (list[str], list[str] | None)


def read(function: Callable[..., int], words: Sequence[str]) -> Callable[[], int] | None:
    """Return the call that the words after a command's name make; None where typer has to look."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    hints = {name: function.__annotations__[name] for name in names}
    declared = {name: hint.__metadata__[0] for name, hint in hints.items()}
    kinds = {name: hint.__origin__ for name, hint in hints.items()}
    flags = {
        flag: name
        for name in names
        if isinstance(declared[name], Option)
        for flag in declared[name].names or (f"--{name.replace('_', '-')}",)
    }
    others: list[str] = []
    given = _options(iter(words), flags, kinds, others)
    if given is None:
        return None
    for name in names:
        if name not in flags.values() and others:
            many = kinds[name] in _MANY
            given[name], others = (others, []) if many else (others[0], others[1:])
    defaults = function.__defaults__ or ()
    values = {**dict(zip(names[len(names) - len(defaults) :], defaults, strict=True)), **given}
    if others or len(values) < len(names):
        return None
    for name, each in declared.items():
        if each.callback:
            values[name] = each.callback(values[name])
    return partial(function, **values)


def _options(
    words: Iterator[str], flags: Mapping[str, str], kinds: Mapping[str, Any], others: list[str]
) -> dict[str, Any] | None:
    """Return the values of the options by name; every other word goes to `others`."""
    values: dict[str, Any] = {}
    for word in words:
        flag, equals, value = word.partition("=")
        name = flags.get(flag)
        if word[:1] != "-" or word == "-":
            others.append(word)
        elif name is None or (equals and (kinds[name] is bool or flag[:2] != "--")):
            return None
        elif kinds[name] is bool:
            values[name] = True
        else:
            said = value if equals else next(words, None)
            if said is None or (not equals and said[:1] == "-" and said != "-"):
                return None
            if kinds[name] in _MANY:
                values.setdefault(name, []).append(said)
            elif kinds[name] in _ONE and name not in values:
                values[name] = said
            else:
                return None
    return values
