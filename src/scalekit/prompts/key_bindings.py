"""Keys that do what they say at once, and nothing that nobody meant."""

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scalekit.model.values import without_controls
from scalekit.prompts.protocol import TextQuestion, joined_lines_notice

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings

ARROWS = {"up": -1, "c-p": -1, "down": 1, "c-n": 1}
SEVERAL = "Several keys came at once, so nothing was done. Press one key."
_UNSAVED = "Esc again leaves without saving this. Enter keeps it."
_NOTE_UNSAVED = "Esc again leaves without saving this. A full stop by itself, below it, keeps it."
_PAUSE = 0.3  # seconds: whoever writes on is faster
# In a line to edit these would search, quote, write signs that nobody sees or end the line.
_ODD = ("c-s", "c-r", "c-q", "c-v", "c-o", "c-x", "c-]", "c-\\", "c-^", "c-_", "c-t", "c-g")


def forget(source: "Input") -> None:
    """Throw away what was typed before the question stood on the screen."""
    from prompt_toolkit.input.typeahead import clear_typeahead

    with source.raw_mode():
        while source.read_keys():
            pass
        source.flush_keys()
    clear_typeahead(source)


def typed_on(source: "Input") -> bool:
    """Throw away what is typed on without a pause; return whether that was anything."""
    with source.raw_mode():
        dropped = False
        while True:
            time.sleep(_PAUSE)
            keys = [press.key for press in (*source.read_keys(), *source.flush_keys())]
            if "c-c" in keys:
                raise KeyboardInterrupt
            if not keys:
                return dropped
            dropped = True


def came_with_others(event: Any) -> bool:
    """Return whether a key is one of several read at once, as a paste is; the others are gone."""
    queue = event.key_processor.input_queue
    several = bool(queue)
    queue.clear()
    return several


def _all_read(event: Any) -> list[str]:
    """Return the name of a key and of those that were read with it, which are taken away."""
    queue = event.key_processor.input_queue
    keys = [event.key_sequence[0].key, *(press.key for press in queue)]
    queue.clear()
    return [{"c-m": "enter", "c-j": "enter"}.get(key, key).lower() for key in keys]


def leaving() -> "KeyBindings":
    """Return the keys that leave any question: Ctrl-C, Ctrl-D and Ctrl-Z."""
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-c", eager=True)
    def _interrupt(event: Any) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-d", eager=True)
    def _end(event: Any) -> None:
        event.app.exit(exception=EOFError)

    @keys.add("c-z", eager=True)
    def _suspend(event: Any) -> None:
        event.app.suspend_to_background()

    return keys


def single(press: Callable[[str], str | None], refuse: Callable[[str], None]) -> "KeyBindings":
    """Return bindings that hand each key to `press`, and leave with what it returns, if anything.

    Several keys at once are handed to nobody, and `refuse` says so; but arrows are, which choose
    nothing: a key that is held down sends many.
    """
    bound = leaving()

    @bound.add("<any>")
    def _press(event: Any) -> None:
        names = _all_read(event)
        name = names[0]
        if len(names) > 1 and set(names) <= {*ARROWS}:
            for name in names:
                press(name)
        elif len(names) > 1 or name == "<bracketed-paste>":
            refuse(SEVERAL)
        elif len(name) == 1 or not name.startswith("<"):  # those are no keys
            picked = press(name)
            if picked is not None:
                event.app.exit(result=picked)
        event.app.invalidate()

    return bound


def editing(
    start: str, asked: TextQuestion, say: Callable[[str], None], back: str
) -> "KeyBindings":
    """Return the keys of a line, or of several, in which only text can be written.

    Enter ends a line; of several lines two empty ones at the end do, or one with a full stop.
    Esc goes back, with `back`, at once where the text is as it was at the start.
    """
    bound = leaving()
    _refuse_odd_keys(bound)
    warned = start

    @bound.add("enter", eager=True)
    @bound.add("c-j", eager=True)
    def _enter(event: Any) -> None:
        buffer = event.current_buffer
        if event.key_processor.input_queue:
            # A line end within a paste, from a terminal that does not mark what is pasted.
            if asked.several:
                buffer.insert_text("\n")
            elif not buffer.document.text_before_cursor.endswith(asked.between):
                buffer.insert_text(asked.between)
                say(joined_lines_notice(asked.between))
        elif asked.several and not _ended(buffer.document):
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @bound.add("<bracketed-paste>", eager=True)
    def _paste(event: Any) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        text = without_controls(text)
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        event.current_buffer.insert_text(text if asked.several else asked.between.join(lines))
        if len(lines) > 1 and not asked.several:
            say(joined_lines_notice(asked.between))

    @bound.add("escape", eager=True)
    def _back(event: Any) -> None:
        nonlocal warned
        if came_with_others(event):
            return  # a key that this terminal alone knows
        if event.current_buffer.text in (start, warned):
            event.app.exit(result=back)
            return
        warned = event.current_buffer.text
        say(_NOTE_UNSAVED if asked.several else _UNSAVED)
        event.app.invalidate()

    return bound


def _refuse_odd_keys(bound: "KeyBindings") -> None:
    for key in _ODD:

        @bound.add(key, eager=True)
        def _nothing(event: Any) -> None:
            """Do nothing."""


def _ended(document: Any) -> bool:
    """Return whether the cursor is at the end of a text that its last lines, or a word, end."""
    if document.text_after_cursor.strip():
        return False
    lines = document.text.split("\n")
    word = len(lines) == 1 and re.fullmatch(r":[a-z]+", lines[0].strip())
    return bool(word) or lines[-1].strip() == "." or not "".join(lines[-2:]).strip()
