"""Menus and lines to edit, on a terminal that can move its cursor."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from scalekit.model.columns import broken, columns, cut
from scalekit.model.printable import printable
from scalekit.model.values import NotUnderstoodError
from scalekit.prompts.protocol import Choice, Paragraph, Tone, Word
from scalekit.prompts.words import CLEAR, read_word

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings
    from questionary import Question, Style
    from questionary.prompts.common import InquirerControl

# Magenta is the one colour that reads well on black and on white.
_LOOKS = {
    Tone.TEXT: "",
    Tone.HEADING: "bold magenta",
    Tone.TITLE: "bold",
    Tone.LABEL: "bold",
    Tone.QUIET: "dim",
    Tone.PROBLEM: "bold red",
    Tone.CHOSEN: "magenta",
}
_WIDEST = 80
_HOW = "(a key or arrows, then Enter)"
_SCROLL = "This text is longer than your screen. Scroll up to read its start."


class Menus:
    """Asks with menus. Everything goes to stderr."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        self._lines_shown = 0

    def show(self, page: Iterable[Paragraph]) -> None:
        """Show the paragraphs, their lines broken between words."""
        for part in page:
            self._say(part)

    def choose(self, question: str, choices: Sequence[Choice], now: str = "") -> str:
        """Return the value of the entry that was picked with its key or the arrows."""
        room = self._width - 4 - max(len(choice.key) for choice in choices) - 2
        labels = [_label(choice, now) for choice in choices]
        self._show_cut(choices, labels, room)
        if self._lines_shown + len(choices) + 4 > self._console.height:
            self._say(Paragraph())
            self._say(Paragraph(_SCROLL, Tone.QUIET))
        self._say(Paragraph())
        self._lines_shown = 0
        titles = [f"{c.key}) {cut(label, room)}" for c, label in zip(choices, labels, strict=True)]
        picked = str(self._select(question, choices, titles, now).unsafe_ask())
        # One line stays where the menu was, so that the screen tells what happened.
        chosen = next((c.label for c in choices if c.value == picked), "")
        self._say(Paragraph(chosen, Tone.CHOSEN, mark="»"))
        self._lines_shown = 0
        return picked

    def write(self, question: str, present: str = "", draft: str = "") -> str:
        """Return the line that was written, in a line that starts as the text so far."""
        self._lines_shown = 0
        start = draft or present
        hidden = printable(start) != start
        if present and hidden:
            # Shown spelled out, because a line to edit would bring it to the screen as it is.
            self._say(Paragraph(f"It is now: {present}"))
            self._say(Paragraph(f"Press Enter to keep it, or write {CLEAR}.", Tone.QUIET))
        while True:
            answer = self._line(question, "" if hidden else start)
            # A word written behind the text that stood there is meant as a word.
            written = answer.removeprefix(start)
            try:
                word = read_word(answer) or read_word(written)
            except NotUnderstoodError as problem:
                self._say(Paragraph(str(problem), Tone.PROBLEM))
                continue
            if word:
                return word
            if CLEAR in (answer.strip().lower(), written.strip().lower()):
                return ""
            return present if hidden and not answer.strip() else answer

    @property
    def _width(self) -> int:
        return max(20, min(self._console.width, _WIDEST))

    def _say(self, part: Paragraph) -> None:
        start = f"{'•' if part.mark == '-' else part.mark} " if part.mark else ""
        # A column is left free: some terminals go to the next line when the last is filled.
        for line in broken(printable(part.text), self._width - 1 - len(start)):
            row = Text(start).append(line, _LOOKS[part.tone])
            self._console.print(row, soft_wrap=True)
            start = " " * len(start)
            self._lines_shown += 1

    def _show_cut(self, choices: Sequence[Choice], labels: list[str], room: int) -> None:
        """Show in full what the menu will cut at the edge of the terminal."""
        cut = [c for c, label in zip(choices, labels, strict=True) if columns(label) > room]
        if cut:
            self._say(Paragraph())
        self.show(Paragraph(choice.label, mark=f"{choice.key})") for choice in cut)

    def _select(
        self, question: str, choices: Sequence[Choice], titles: list[str], now: str
    ) -> "Question":
        questionary = _questionary()
        asked = questionary.select(
            self._wrapped(question, _HOW),
            [
                questionary.Choice(title, choice.value)
                for title, choice in zip(titles, choices, strict=True)
            ],
            default=now if now in [choice.value for choice in choices] else None,
            instruction=" ",
            use_jk_keys=False,
            show_selected=False,
            style=_style(),
            output=_output(),
            erase_when_done=True,
        )
        _add_keys(asked, choices)
        return asked  # type: ignore[no-any-return]

    def _line(self, question: str, start: str) -> str:
        asked = _questionary().text(
            self._wrapped(f"{question}:"), default=start, style=_style(), output=_output()
        )
        return str(asked.unsafe_ask())

    def _wrapped(self, question: str, hint: str = "") -> str:
        whole = f"{printable(question)} {hint}".strip()
        return "\n  ".join(broken(whole, self._width - 6))


def _label(choice: Choice, now: str) -> str:
    label = printable(choice.label).replace("\n", " ")
    return f"{label} (now)" if now and choice.value == now else label


def _questionary() -> Any:
    # 35 ms: loaded when the first question is asked, its text already on the screen.
    import questionary

    return questionary


def _output() -> Any:
    from prompt_toolkit.output import create_output

    output = create_output(stdout=sys.stderr)
    # Not every terminal says where its cursor is, and nothing here needs to know.
    output.enable_cpr = False  # type: ignore[attr-defined]
    return output


def _style() -> "Style":
    from questionary import Style

    return Style(
        [
            ("qmark", "fg:ansimagenta bold"),
            ("question", "bold"),
            ("answer", "fg:ansimagenta"),
            ("pointer", "fg:ansimagenta bold"),
            ("highlighted", "fg:ansimagenta bold"),
            ("selected", "noinherit"),
            ("instruction", "noinherit"),
        ]
    )


def _add_keys(question: "Question", choices: Sequence[Choice]) -> None:
    """Let each entry's key, of one or more characters, point at it; Ctrl-D and Esc leave."""
    from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings

    keys = KeyBindings()
    _add_pointing(keys, question, choices)

    @keys.add("c-d", eager=True)
    def _end(event: Any) -> None:
        event.app.exit(exception=EOFError)

    if any(choice.value == Word.BACK for choice in choices):

        @keys.add("escape", eager=True)
        def _back(event: Any) -> None:
            event.app.exit(result=Word.BACK.value)

    application = question.application
    assert application.key_bindings is not None
    application.key_bindings = merge_key_bindings([application.key_bindings, keys])


def _add_pointing(keys: "KeyBindings", question: "Question", choices: Sequence[Choice]) -> None:
    numbers = {choice.key: number for number, choice in enumerate(choices)}
    control = _control(question)
    typed = ""

    def point(event: Any) -> None:
        nonlocal typed
        key = event.key_sequence[0].key.lower()
        typed = typed + key if typed + key in numbers else key
        control.pointed_at = numbers.get(typed, control.pointed_at)

    for key in {sign for choice in choices for sign in choice.key}:
        keys.add(key, eager=True)(point)
        if key.isalpha():
            keys.add(key.upper(), eager=True)(point)


def _control(question: "Question") -> "InquirerControl":
    from questionary.prompts.common import InquirerControl

    return next(
        window.content
        for window in question.application.layout.find_all_windows()
        if isinstance(window.content, InquirerControl)
    )
