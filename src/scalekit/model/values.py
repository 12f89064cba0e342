"""The values of an answer, read from what people and programs write."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from scalekit.model.checklist import Confidence, Evidence, Status
from scalekit.model.dates import Meant, not_read, read_date
from scalekit.model.statement import Choice
from scalekit.text.folding import tidy
from scalekit.text.near import did_you_mean, suggestion
from scalekit.text.pattern import pattern

NOT_PROVIDED = "Not provided"
FIRST_YEAR = 2000  # of what people plan: 1927 is mistyped
WHICH_YEAR = "Write all four digits of the year that is meant, such as 2026-12-01."
LETTERS = {"G": Confidence.ON_TRACK, "A": Confidence.NEEDS_ATTENTION, "R": Confidence.OFF_TRACK}
_COLOURS = dict(zip(("green", "amber", "red"), LETTERS.values(), strict=True))
_SIGNS = {**{letter.lower(): word for letter, word in LETTERS.items()}, **_COLOURS}
_BETWEEN = pattern(r"[\s_:–—-]+")
_ADDRESS_START = r"(?:https?://|mailto:|www\.)"
_ADDRESS = r"(?:https?://|mailto:)\S+"
_NOT_TEXT = pattern("[\0\ud800-\udfff]")
_SEQUENCE = pattern("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[O ]?[ -~]?")
CONTROL = pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # not tab and line ends


# What people write for a status that can only mean one of them.
_SAID = {
    **dict.fromkeys(("complete", "done", "finished"), Status.COMPLETED),
    **dict.fromkeys(("n/a", "na", "not applicable"), Status.NOT_RELEVANT),
    **dict.fromkeys(("started", "ongoing", "under way", "underway", "wip"), Status.IN_PROGRESS),
    **dict.fromkeys(("to do", "todo"), Status.NOT_STARTED),
}
# And for one that they may mean, which they are asked.
_MEANT = {
    **_SAID,
    **dict.fromkeys(("blocked", "on hold", "paused", "stuck", "waiting"), Status.CANNOT_START),
}


class NotUnderstoodError(ValueError):
    """A value that cannot be read: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".rstrip())
        self.message = message
        self.remedy = remedy


def read_status(text: str) -> Status:
    """Return the status that a key or a label names; empty is the first."""
    return _member(Status, text, "status", _MEANT) or Status.NOT_STARTED


def read_written_status(text: str) -> Status:
    """Return the status that a person's own words name in a document that came back.

    Beside the words of `read_status` a few are read that can only mean one: `Done`, `N/A`. What
    programs write, and the checklist's own file, have the exact words.
    """
    said = tidy(text).rstrip(".")
    return _SAID.get(said.casefold()) or read_status(said)


def read_confidence(text: str) -> Confidence | None:
    """Return the confidence that a text names; empty is none.

    It may be a key, a label, a letter or a colour, or as documents have it: `R – Off track`.
    """
    sign, _, label = _BETWEEN.sub(" ", text.strip()).casefold().partition(" ")
    found = _SIGNS.get(sign)
    if found and label in ("", *(name.casefold() for name in (found.label, *found.former))):
        return found
    return _member(Confidence, text, "confidence")


def read_due(text: str, today: date | None = None, meant: Meant = Meant.NEXT) -> date | None:
    """Return the date a text names, counting from `today` if that is given; empty is none."""
    if is_empty(text):
        return None
    day = read_date(text, today, meant)
    if day is None:
        raise NotUnderstoodError(*not_read(text, today, meant))
    if today:
        check_year(day, text)
    return day


def check_year(day: date, text: str) -> None:
    """Raise if a day that somebody typed is of a year that cannot be meant: a file may hold it."""
    if day.year < FIRST_YEAR:
        message = f"“{text.strip():.80}” is in the year {day.year}."
        raise NotUnderstoodError(message, WHICH_YEAR)


def read_choice(text: str) -> Choice:
    """Return the decision that a key or a label names."""
    named = _member(Choice, text, "decision")
    if named is None:
        raise NotUnderstoodError(
            "There is no word for what was decided.", f"Use one of {', '.join(Choice)}."
        )
    return named


def read_line(text: str) -> str:
    """Return one typed line without the spaces around it; "Not provided" is empty."""
    check_typed(text)
    line = one_line(text)
    return "" if is_empty(line) else line


def one_line(text: str) -> str:
    """Return one line without the spaces around it; raises if it is more than one.

    A file can hold it: what is typed goes through `read_line`.
    """
    line = text.strip()
    if "\n" in line or "\r" in line:
        raise NotUnderstoodError("This takes one line.", "Put longer text in the note.")
    check_characters(line)
    return line


def read_note(text: str) -> str:
    """Return a typed note with its line ends as newlines and no blank lines around it."""
    check_typed(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def read_evidence(text: str) -> Evidence:
    """Return the evidence in `LABEL=LINK`, or in a label or link alone.

    It is split where a web address begins, and without one at the first `=`.
    """
    label, equals, link = split_at_address(text, "=") or text.partition("=")
    if not equals or "://" in label:
        label, link = text, text if re.fullmatch(_ADDRESS, text.strip()) else ""
    label, link = read_line(label), read_line(link)
    if not label and not link:
        raise NotUnderstoodError("This evidence is empty.", "Write it as LABEL=LINK.")
    return Evidence(label or link, link)


def split_at_address(text: str, signs: str) -> tuple[str, str, str] | None:
    """Return what stands before one of these signs, the sign, and the address right after it.

    None if no address stands right after one. A sign inside an address divides nothing.
    """
    found = re.search(rf"([{signs}])\s*(?={_ADDRESS_START})", text, re.IGNORECASE)
    if not found or re.search(_ADDRESS_START, text[: found.start()], re.IGNORECASE):
        return None
    return text[: found.start()], found[1], text[found.end() :]


def split_off_address(text: str) -> tuple[str, str, str] | None:
    """Return what stands before a dash or a colon, that sign, and the one address at the end.

    None where the text is not `Minutes – https://...`, or has a bar, which divides it elsewhere.
    """
    before, _, address = text.strip().replace("\t", " ").rpartition(" ")
    before = before.rstrip()
    has_more = "|" in text or re.search(_ADDRESS_START, before, re.IGNORECASE)
    is_address = re.match(_ADDRESS_START, address, re.IGNORECASE)
    if has_more or not is_address or not before[:-1].strip() or before[-1] not in ":–—-":
        return None
    return before[:-1], before[-1], address


def check_characters(text: str) -> None:
    """Raise if a text holds a character that no text file can."""
    if text.isprintable():  # as most texts are
        return
    found = _NOT_TEXT.search(text)
    if found:
        message = f"This text holds a character that is not text (U+{ord(found[0]):04X})."
        raise NotUnderstoodError(message, "Delete it.")


def check_typed(text: str) -> None:
    """Raise if a text that comes in holds a control character; a tab and line ends are none.

    Whatever takes a value from outside calls this: an option, YAML, JSON, a cell, a key pressed.
    A checklist's own file may hold such a character from before, and is still read.
    """
    found = None if text.isprintable() else CONTROL.search(text)
    if not found:
        check_characters(text)
        return
    *above, before = re.split("\r\n|[\r\n]", text[: found.start()])
    line = f" in line {len(above) + 1}" if above else ""
    place = f" after “{before[-20:].strip()}”" if before.strip() else " at the start"
    code = f"U+{ord(found[0]):04X}"
    message = f"This text holds a control character ({code}){line}{place}."
    raise NotUnderstoodError(message, "Delete it, or type what was meant.")


def without_controls(text: str) -> str:
    """Return a text without what keys and terminals send beside letters."""
    return CONTROL.sub("", _SEQUENCE.sub("", text))


def is_empty(text: str) -> bool:
    """Return whether a written value says that there is none."""
    return text.strip().casefold() in ("", NOT_PROVIDED.casefold())


_Word = TypeVar("_Word", Status, Confidence, Choice)


def _member(
    words: type[_Word], text: str, kind: str, meant: Mapping[str, _Word] | None = None
) -> _Word | None:
    """Return the word that a text names; `meant` are those that other texts may mean."""
    if is_empty(text):
        return None
    asked = " ".join(re.split(r"[\s_-]+", text.strip().casefold()))
    for member in words:
        names = [member.value, member.label]
        names += member.former
        if asked in [name.casefold().replace("-", " ") for name in names]:
            return member
    keys = [word.value for word in words]
    labels = {word.label.lower(): word.value for word in words}
    if meant and asked in meant:
        near = suggestion(meant[asked])
    else:
        near = did_you_mean("-".join(asked.split()), keys) or did_you_mean(asked, list(labels))
    raise NotUnderstoodError(
        f"“{text.strip():.80}” is not a {kind}.",
        f"{near} The words are: {', '.join(keys)}.".strip(),
    )
