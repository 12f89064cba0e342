"""Command lines that are read without typer: typer reads the same in every one of them."""

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scalekit.cli.app import _COMMANDS, _imported
from scalekit.cli.arguments import plain_line, typer_line
from scalekit.cli.arguments.declared import Group, Option
from scalekit.errors import UsageError
from tests.cli.running import Command


def functions() -> dict[str, Callable[..., int]]:
    """Return every command by its name."""
    found: dict[str, Callable[..., int]] = {}
    for name, (place, _) in _COMMANDS.items():
        command = _imported(place)
        if isinstance(command, Group):
            found |= {f"{name} {word}": each for word, each in command.commands.items()}
        else:
            found[name] = command
    return found


EVERY = functions()
OTHERS = ["", "-", "--", "a", "b.scalekit.md", "x=y", "Æ\u2028", "two words", "3", "-x", "-h"]
OTHERS += [
    "--help",
    "--json=1",
    "--nonsense",
    "--no-json",
    "-o",
    "-oa",
    "-o=a",
    "--install-completion",
]


def declarations(function: Callable[..., int]) -> dict[str, tuple[Any, Any]]:
    """Return each option's name on the command line, with its declaration and its type."""
    return {
        flag: (hint.__metadata__[0], hint.__origin__)
        for name, hint in function.__annotations__.items()
        if name != "return" and isinstance(hint.__metadata__[0], Option)
        for flag in hint.__metadata__[0].names or (f"--{name.replace('_', '-')}",)
    }


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a command and what follows it: mostly its own options, whole and with values."""
    name = draw(st.sampled_from(sorted(EVERY)))
    flags = declarations(EVERY[name])
    words: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        flag = draw(st.sampled_from(sorted(flags) or ["--json"]))
        value = draw(st.sampled_from(OTHERS))
        words += draw(
            st.sampled_from([[flag], [flag, value], [f"{flag}={value}"], [flag[:-1]], [value]])
        )
    return name, words


def in_typer(function: Callable[..., int], words: list[str]) -> dict[str, Any] | None:
    """Return what typer gives to a command, or None where it calls none."""
    given: list[dict[str, Any]] = []

    @wraps(function)
    def called(**values: Any) -> int:
        given.append(values)
        return 0

    typer_line.run("", {"it": (called, ""), "other": (None, "")}, ["it", *words])
    return given[0] if given else None


@settings(max_examples=settings().max_examples * 5)
@given(lines())
def test_what_is_read_without_typer_is_what_typer_reads(line: tuple[str, list[str]]) -> None:
    name, words = line
    call = plain_line.read(EVERY[name], words)
    if call is not None:
        assert isinstance(call, partial)
        assert call.keywords == in_typer(EVERY[name], words), line


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("name", EVERY)
def test_every_option_is_read_without_typer(name: str, which: int) -> None:
    """By the first and by the last of its names."""
    words: list[str] = []
    for flag, (declared, kind) in declarations(EVERY[name]).items():
        if declared.names and flag != declared.names[which]:
            continue
        assert declared.names or kind is not bool, "typer would add one that begins with --no-"
        if kind != int | None:  # typer says which texts are no numbers
            words += [flag] if kind is bool else [flag, "value"]
    for places in ([], ["a"], ["a", "b"], ["a", "b", "c"]):
        if call := plain_line.read(EVERY[name], [*words, *places]):
            assert isinstance(call, partial)
            assert call.keywords == in_typer(EVERY[name], [*words, *places])
            return
    raise AssertionError("none of these is read")


@pytest.mark.parametrize(
    "words",
    [["--help"], ["-h"], ["--own", "Sam"], ["--owner"], ["--json=1"], ["--"], ["-x"]],
)
def test_what_leaves_anything_open_goes_to_typer(words: list[str]) -> None:
    assert plain_line.read(EVERY["status"], words) is None


@pytest.mark.parametrize("name", EVERY)
def test_an_option_that_takes_one_value_is_given_once(name: str) -> None:
    """However it is written, and whether or not typer has to read the line."""
    for flag, (_, kind) in declarations(EVERY[name]).items():
        if kind in (bool, list[str], list[str] | None):
            continue
        for words in ([flag, "1", flag, "2"], [flag, "1", f"{flag}=2"]):
            assert plain_line.read(EVERY[name], words) is None
            with pytest.raises(UsageError, match=f"{flag} is given twice"):
                in_typer(EVERY[name], words)


def test_what_looks_like_an_option_in_a_value_is_none(scalekit: Command, feno: Path) -> None:
    words = ("--note=--owner", "--owner", "Sam", "--reason", "--note=x", "--evidence", "--note=y")
    assert scalekit("set", feno, "find-policy-ties", *words).code == 0
    done = scalekit(
        "set", feno, "find-policy-ties", "--status", "completed", "--status=in-progress"
    )
    assert (done.code, done.err) == (
        2,
        "--status is given twice, and takes one value. Keep one of the two.\n",
    )
    output = ("export", feno, "--format", "csv", "-oa.csv", "--output", "b.csv")
    assert "--output is given twice" in scalekit(*output).err


def test_the_reader_stays_small() -> None:
    """One that has to grow is no longer worth what it saves: typer reads every line as well."""
    assert len(Path(plain_line.__file__).read_text("utf-8").splitlines()) < 100
