"""One screen for each question, on a terminal that can move its cursor."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from scalekit.model.values import NotUnderstoodError
from scalekit.prompts import key_bindings, toolkit
from scalekit.prompts.drawing import Line, ScreenLines, draw, lines
from scalekit.prompts.listing import Listing, refusal
from scalekit.prompts.protocol import (
    BLANK,
    CLEAR,
    ENTER,
    Choice,
    Paragraph,
    Screen,
    Section,
    TextQuestion,
    Tone,
    Word,
    not_saved,
    read_word,
)
from scalekit.text.printable import printable

_WIDEST = 80
_EDIT = "Change the text. Ctrl-U empties the line, Esc leaves it as it is."
_END_OF_NOTE = (
    "Enter begins a line. A full stop by itself, or two empty lines, ends the note. Esc leaves it."
)
_AFTER_NOTE = (
    "The note ended at its two empty lines. What came after was left out: open it again for that."
)
_LINES_TO_EDIT = 4


class Menus:
    """Asks on one screen at a time. Everything goes to stderr.

    `pager` shows a long text, and returns whether the person has left it already.
    """

    keys_work_alone = True

    def __init__(self, pager: Callable[[str], bool]) -> None:
        self._console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        self._pager = pager
        self._screen: Screen | None = None
        self._notice = ""

    def show(self, page: Iterable[Paragraph]) -> None:
        """Show the paragraphs, their lines broken between words."""
        self._print(lines(page, self._width))

    def read(self, sections: Sequence[Section]) -> None:
        """Show the sections one below the other, through the person's pager."""
        page: list[Paragraph] = []
        for section in sections:
            page += [BLANK] * bool(page)
            page += [Paragraph(section.title, Tone.HEADING), *section.page]
        with self._console.capture() as captured:
            self.show(page)
        if not self._pager(captured.get()):
            self._notice = "Scroll up to read from the start."

    def pick(self, screen: Screen) -> str:
        """Return the value of the entry whose key was pressed; the screen is drawn in place."""
        self._screen = screen
        drawn = self._drawn(screen)
        tall = drawn.height >= self._console.height
        first = "prompt_toolkit" not in sys.modules
        if tall or first:
            # On the screen before anything else is loaded; its keys come when they work.
            self._print(drawn.page)
        choices = [choice for row in screen.rows for choice in row]
        over = len(drawn.page) if first and not tall else 0
        return self._key(screen, choices, tall=tall, over=over)

    def choose(
        self, question: str, choices: Sequence[Choice], now: str = "", start: str = ""
    ) -> str:
        """Return the value of the entry that was picked with its key or the arrows."""
        listing = Listing(question, choices, now, start)
        return self._run(
            lambda: listing.lines(self._width, self._console.height), listing.press, listing.refuse
        )

    def write(self, asked: TextQuestion) -> str:
        """Return the text that was written, in a line that starts as the text so far."""
        start = asked.draft or asked.present
        hidden = printable(start) != start
        about = list(asked.about)
        if asked.present and hidden:
            # Shown spelled out, because a line to edit would bring it to the screen as it is.
            about.append(Paragraph(f"It is now: {asked.present}"))
            other = "another" if asked.needed else CLEAR
            about.append(Paragraph(f"Press Enter to keep it, or write {other}."))
        elif start and not asked.several:
            about.append(Paragraph(_EDIT))
        if asked.several:
            about.append(Paragraph(_END_OF_NOTE))
        while True:
            answer = self._edited(asked, about, "" if hidden else start)
            # A word written behind the text that stood there is meant as a word.
            written = answer.removeprefix(start)
            try:
                word = read_word(answer) or read_word(written)
            except NotUnderstoodError as problem:
                about.append(Paragraph(str(problem), Tone.PROBLEM))
                continue
            if word:
                return word
            if CLEAR in (answer.strip().lower(), written.strip().lower()):
                return ""
            return asked.present if hidden and not answer.strip() else answer

    @property
    def _width(self) -> int:
        # A column is left free: some terminals go to the next line when the last is filled.
        return max(20, min(self._console.width, _WIDEST)) - 1

    def _print(self, page: Iterable[Line]) -> None:
        for line in page:
            row = Text()
            for tone, text in line:
                row.append(text, toolkit.LOOKS[tone])
            row.rstrip()
            self._console.print(row, soft_wrap=True)

    def _drawn(self, screen: Screen) -> ScreenLines:
        notice = (Paragraph(self._notice, Tone.PROBLEM),) if self._notice else ()
        shown = Screen(screen.page, screen.now, screen.rows, (*screen.news, *notice))
        return draw(shown, self._width, self._console.height)

    def _key(self, screen: Screen, choices: Sequence[Choice], *, tall: bool, over: int) -> str:
        """Return what a key stands for; the screen stays below while the person thinks.

        `over` is how many lines stand there already, to be drawn over.
        """
        values = {_key_name(choice.key): choice.value for choice in choices}
        if Word.BACK in values.values():
            values["escape"] = Word.BACK

        def drawn() -> list[Line]:
            now = self._drawn(screen)
            return now.keys if tall else [*now.page, *now.keys]

        def refuse(why: str) -> None:
            self._notice = why

        def press(key: str) -> str | None:
            if key not in values:
                refuse(refusal(key))
            return values.get(key)

        picked = self._run(drawn, press, refuse, over)
        self._notice = ""
        return picked

    def _run(
        self,
        drawn: Callable[[], Sequence[Line]],
        press: Callable[[str], str | None],
        refuse: Callable[[str], None],
        over: int = 0,
    ) -> str:
        """Return what `press` makes of a key; what is `drawn` stays until then."""
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window

        def text() -> Any:
            return toolkit.fragments(drawn())

        application: Application[str] = Application(
            layout=Layout(Window(FormattedTextControl(text), dont_extend_height=True)),
            key_bindings=key_bindings.single(press, refuse),
            style=toolkit.style(),
            output=toolkit.output(),
            erase_when_done=True,
        )
        toolkit.wipe(application.output, over)
        return toolkit.run_application(application)

    def _edited(self, asked: TextQuestion, about: Sequence[Paragraph], start: str) -> str:
        """Return what became of a text, in a line below the screen that it belongs to."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.document import Document

        def say(text: str) -> None:
            self._notice = text

        above = self._above(about)

        def message() -> Any:
            notice = [Paragraph(self._notice, Tone.PROBLEM)] if self._notice else []
            shown = [*above, *lines(notice, self._width), [(Tone.LABEL, f"{asked.question}: ")]]
            return toolkit.fragments(shown)

        session: PromptSession[str] = PromptSession(
            message,
            multiline=asked.several,
            key_bindings=key_bindings.editing(start, asked, say, Word.BACK),
            prompt_continuation="  ",
            reserve_space_for_menu=0,
            style=toolkit.style(),
            output=toolkit.output(),
            erase_when_done=True,
        )
        session.default_buffer.reset(Document(start))
        self._notice = ""
        try:
            text = toolkit.run_application(session.app)
        except (KeyboardInterrupt, EOFError):
            if session.default_buffer.text.strip() not in ("", start.strip()):
                self.show([Paragraph(not_saved(asked.question), Tone.PROBLEM)])
            raise
        finally:
            self._notice = ""
        if not asked.several:
            return text
        if text.rstrip().rpartition("\n")[2].strip() == ".":
            return text.rstrip().removesuffix(".")
        # Two empty lines may have been meant for the note, and what follows for no key.
        if text.strip() and key_bindings.typed_on(session.app.input):
            self._notice = _AFTER_NOTE
        return text

    def _above(self, about: Sequence[Paragraph]) -> list[Line]:
        """Return what stands above a line to edit: the screen, where there is room for it."""
        hints = list(lines([BLANK, *about], self._width))
        if self._screen is None:
            return hints
        page = self._drawn(Screen(self._screen.page, self._screen.now, ())).page
        while page and not page[-1][-1][1]:
            page.pop()
        room = self._console.height - len(hints) - _LINES_TO_EDIT
        return [*page, *hints] if len(page) <= room else [*page[: max(room, 0)], *hints]


def _key_name(key: str) -> str:
    return "enter" if key == ENTER else key.lower()
