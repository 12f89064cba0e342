"""A list of entries, of which one is picked by its key or with the arrows.

That of questionary drops other keys in silence, lets an Enter after them pick the first entry, and
hides the end of a long list.
"""

from collections.abc import Sequence

from scalekit.prompts.drawing import Line, lines
from scalekit.prompts.key_bindings import ARROWS
from scalekit.prompts.protocol import Choice, Paragraph, Tone, Word
from scalekit.text.columns import fitted
from scalekit.text.printable import printable

_HOW = "(press its key; or arrows, then Enter)"
_AFTER_OTHERS = "Enter did nothing after those keys. Press an entry's key, or an arrow first."
_POINTER = 3  # columns before an entry: a space, the pointer and a space
# Keys that people try where they do nothing, by the name that they have here.
_NAMED = {"enter": "Enter", "tab": "Tab", "c-i": "Tab", " ": "The space bar"}
_NAMED |= dict.fromkeys(("up", "down", "left", "right"), "An arrow key")


def refusal(key: str) -> str:
    """Return what is said of a key that does nothing."""
    if len(key) == 1 and key.isprintable() and key not in _NAMED:
        return f"There is no key “{key}” here. Press one of those above."
    return f"{_NAMED.get(key, 'That key')} does nothing here. Press one of the keys above."


class Listing:
    """The entries, the pointer, and what the last key did.

    Enter picks the entry that is pointed at, but not after a key that did nothing: whoever was
    typing something else has chosen none. `now` is the value that holds so far.
    """

    def __init__(
        self, question: str, choices: Sequence[Choice], now: str = "", start: str = ""
    ) -> None:
        self._question = f"{printable(question)} {_HOW}"
        self._choices, self._now = choices, now
        self._numbers = {choice.key.lower(): number for number, choice in enumerate(choices)}
        values = [choice.value for choice in choices]
        self._at = values.index(start or now) if (start or now) in values else 0
        self._typed = ""
        self._notice = ""
        self._lost = False

    def press(self, key: str) -> str | None:
        """Return the value that a key picks, if it picks one: of 1 and 10 only 10 does at once."""
        self._notice = ""
        if key == "enter" and not self._lost:
            return self._choices[self._at].value
        if key == "escape" and Word.BACK in [choice.value for choice in self._choices]:
            return Word.BACK.value
        if key in ARROWS:
            self._point((self._at + ARROWS[key]) % len(self._choices))
            return None
        typed = self._typed + key if self._typed + key in self._numbers else key
        if typed not in self._numbers:
            self.refuse(_AFTER_OTHERS if key == "enter" else refusal(key))
            return None
        self._point(self._numbers[typed], typed)
        if any(other.startswith(typed) and other != typed for other in self._numbers):
            return None
        return self._choices[self._at].value

    def refuse(self, why: str) -> None:
        """Say why a key, or several at once, did nothing."""
        self._typed, self._notice, self._lost = "", why, True

    def lines(self, width: int, height: int) -> list[Line]:
        """Return what is on the screen. Where there is little room the entries around the pointer
        are, and how many more there are; what leads elsewhere is there always."""
        asked = [[(Tone.TITLE, line)] for line in fitted(f"? {self._question}", width)]
        entries = [self._entry(number, width) for number in range(len(self._choices))]
        ways = next((n for n, c in enumerate(self._choices) if c.value in list(Word)), len(entries))
        said = list(lines([Paragraph(self._notice, Tone.PROBLEM)] * bool(self._notice), width))
        last = [line for entry in entries[ways:] for line in entry] + said
        room = height - len(asked) - len(last) - 1
        return [*asked, *_around(entries[:ways], min(self._at, ways - 1), room), *last]

    def _point(self, number: int, typed: str = "") -> None:
        self._at, self._typed, self._lost = number, typed, False

    def _entry(self, number: int, width: int) -> list[Line]:
        """Return an entry's lines, a long one's below one another."""
        choice = self._choices[number]
        start = f"{choice.key}) "
        label = f"{choice.label} (now)" if self._now and choice.value == self._now else choice.label
        pointed = number == self._at
        tone = Tone.CHOSEN if pointed else Tone.TEXT
        found: list[Line] = []
        said = fitted(printable(label).replace("\n", " "), width - _POINTER - len(start))
        for line, text in enumerate(said):
            mark = " » " if pointed and not line else " " * _POINTER
            found.append([(tone, f"{mark}{' ' * len(start) if line else start}{text}")])
        return found


def _around(entries: Sequence[list[Line]], at: int, room: int) -> list[Line]:
    """Return the lines of as many entries as there is room for, the one at `at` among them."""
    if not entries or sum(map(len, entries)) <= room:
        return [line for entry in entries for line in entry]
    first, last = at, at + 1
    filled = len(entries[at]) + 1
    while True:
        if last < len(entries) and filled + len(entries[last]) <= room:
            filled += len(entries[last])
            last += 1
        elif first and filled + len(entries[first - 1]) <= room:
            first -= 1
            filled += len(entries[first])
        else:
            break
    hidden = len(entries) - (last - first)
    shown = [line for entry in entries[first:last] for line in entry]
    return [*shown, [(Tone.QUIET, f"   … {hidden} more: press an arrow key.")]]
