"""Lines and applications as prompt_toolkit draws and runs them, on stderr."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scalekit.prompts import key_bindings
from scalekit.prompts.drawing import Line
from scalekit.prompts.protocol import Tone

if TYPE_CHECKING:
    from questionary import Style

# Magenta is the one colour that reads well on black and on white.
LOOKS = {
    Tone.TEXT: "",
    Tone.HEADING: "bold magenta",
    Tone.TITLE: "bold",
    Tone.LABEL: "bold",
    Tone.QUIET: "",
    Tone.PROBLEM: "bold red",
    Tone.CHOSEN: "bold magenta",
    Tone.FACTS: "",
}


def fragments(page: Sequence[Line]) -> list[tuple[str, str]]:
    """Return lines as prompt_toolkit draws them."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(page):
        found += [("", "\n")] if number else []
        found += [(f"class:{tone.value}", text) for tone, text in line]
    return found


def run_application(application: Any) -> str:
    """Return what a person answers to an application, and nothing that was typed before it."""
    from questionary import Question

    key_bindings.forget(application.input)
    return str(Question(application).unsafe_ask())


def wipe(output: Any, height: int) -> None:
    """Take away the lines that stand above the cursor."""
    if height:
        output.write_raw("\r")  # a key may have left a sign on the line
        output.cursor_up(height)
        output.erase_down()
        output.flush()


def output() -> Any:
    """Return stderr, on which all is drawn."""
    from prompt_toolkit.output import create_output

    made = create_output(stdout=sys.stderr)
    # Not every terminal says where its cursor is, and nothing here needs to know.
    made.enable_cpr = False  # type: ignore[attr-defined]
    return made


def style() -> "Style":
    """Return how each tone looks."""
    from questionary import Style

    tones = {tone.value: look.replace("magenta", "fg:ansimagenta") for tone, look in LOOKS.items()}
    tones["problem"] = "bold fg:ansired"
    return Style([*tones.items()])
