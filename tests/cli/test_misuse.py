"""A wrong command line: what is said of it, in our words and in none of typer's."""

import pytest
import typer

from scalekit.cli.terminal.misuse import say_misuse
from tests.cli.running import Command

THEIRS = ("(s)", "Error", "Invalid", "argument", "Got ", "requires", "Missing")
MORE = "This is more than the command takes"


@pytest.mark.parametrize(
    ("arguments", "message", "command"),
    [
        (["set", "f", "it's", "o'clock"], f"{MORE}: o'clock.", "set"),
        (["set", "f", "a", "b"], f"{MORE}: b.", "set"),
        (["set", "f", "a", "b", "c"], f"{MORE}: b c.", "set"),
        (["git", "enable", "x"], f"{MORE}: x.", "git enable"),
        (["import"], "EDITED is missing.", "import"),
        (["compare"], "A B [C]... is missing.", "compare"),
        (["set", "f", "a", "--owner"], "--owner takes a value, and none follows it.", "set"),
        (["status", "--json=3"], "--json takes no value.", "status"),
        (["status", "--jso"], "There is no option --jso. Did you mean --json?", "status"),
        (["status", "-x"], "There is no option -x.", "status"),
        (["check", "--owner", "x"], "There is no option --owner.", "check"),
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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["set", "f", "1", "--owner", "--json"], "--owner takes a value, and --json is an option."),
        (["merge", "--resolve", "--help"], "--resolve takes a value, and --help is an option."),
        (["export", "f", "-o", "--force"], "-o takes a value, and --force is an option."),
    ],
)
def test_an_option_is_never_taken_for_the_value_of_another(
    scalekit: Command, arguments: list[str], message: str
) -> None:
    """It was forgotten; who means those very words writes them behind an equals sign."""
    done = scalekit(*arguments)
    meant = f" If it is the value: {arguments[-2]}={arguments[-1]}"
    assert (done.code, done.out) == (2, "")
    assert done.err == f"{message}{'' if '-o' in arguments else meant}\n"


class OtherWordsError(typer.TyperException):
    """An error of a later typer."""

    def format_message(self) -> str:
        """Return a sentence that nobody knows yet."""
        return "Zu viel: 'x'"


class OtherOptionError(OtherWordsError):
    """An error about an option, in a later typer's words."""

    option_name = "--owner"


def test_words_of_typer_that_are_not_known_are_shown_in_a_true_sentence() -> None:
    said = say_misuse(OtherWordsError(""), ["status", "x"])
    assert said == "This command line cannot be read: Zu viel: 'x'\nSee `scalekit status --help`."


def test_what_an_error_holds_is_read_and_not_its_words() -> None:
    said = say_misuse(OtherOptionError(""), ["set", "f", "a", "--owner"])
    assert said.startswith("--owner takes a value, and none follows it.\n")


@pytest.mark.parametrize(
    ("command", "formats"),
    [
        ("check", "text, json, github, junit"),
        ("compare one other", "text, md, html, docx, json"),
        ("diff", "text, md, json"),
        ("export one", "md, json, html, xlsx, docx, pdf, csv, ndjson, ics"),
        ("playbook check", "text, json, github"),
        ("playbook show", "text, md, html, docx"),
        ("portfolio", "text, html, xlsx, csv, json"),
        ("start", "md, json"),
    ],
)
def test_every_command_says_its_formats_in_the_same_words(
    scalekit: Command, command: str, formats: str
) -> None:
    done = scalekit(*command.split(), "--format", "gif")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"There is no format “gif” here. The formats are {formats}.\n"


@pytest.mark.parametrize("command", ["check", "compare one other", "playbook check", "portfolio"])
def test_json_and_another_format_are_two(scalekit: Command, command: str) -> None:
    done = scalekit(*command.split(), "--json", "--format", "text")
    assert (done.code, done.out, done.err) == (2, "", "Use --json or --format, not both.\n")
