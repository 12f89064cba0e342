"""A wrong command line: what is said of it, in our words and in none of typer's."""

import pytest

from tests.cli.running import Command

THEIRS = ("(s)", "Error", "Invalid", "argument", "Got ", "requires", "Missing")
MORE = "There is more on the command line than it takes"


@pytest.mark.parametrize(
    ("arguments", "message", "command"),
    [
        (["set", "f", "it's", "o'clock"], f"{MORE}: o'clock.", "set"),
        (["set", "f", "a", "b"], f"{MORE}: b.", "set"),
        (["set", "f", "a", "b", "c"], f"{MORE}: b c.", "set"),
        (["git", "enable", "x"], f"{MORE}: x.", "git enable"),
        (["set"], "FILE is missing.", "set"),
        (["upgrade"], "PATH... is missing.", "upgrade"),
        (["set", "f", "a", "--owner"], "--owner takes a value, and none follows it.", "set"),
        (["status", "--json=3"], "--json takes no value.", "status"),
        (["status", "--jso"], "There is no option --jso. Did you mean --json?", "status"),
        (["status", "-x"], "There is no option -x.", "status"),
        (["-x"], "There is no option -x.", ""),
        (["statsu"], "There is no command “statsu”. Did you mean status or start?", ""),
        (["nonsense"], "There is no command “nonsense”.", ""),
        (["git", "nonsense"], "There is no command “nonsense”.", "git"),
        (["--version=3"], "--version takes no value.", ""),
    ],
)
def test_a_wrong_command_line_is_said_plainly(
    scalekit: Command, arguments: list[str], message: str, command: str
) -> None:
    done = scalekit(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{message}\nSee `{f'scalekit {command}'.rstrip()} --help`.\n"
    assert not any(word in done.err for word in THEIRS)
