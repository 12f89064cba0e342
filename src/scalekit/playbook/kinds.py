"""The kinds of single values: text, one line in a form of its own such as an id, and days."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

import yaml
from yaml.events import ScalarEvent

from scalekit.model.playbook import LocatedDay
from scalekit.model.problem import quoted
from scalekit.playbook.reading import HOW, Kind, Reader, Reading, skip_wrong
from scalekit.text.pattern import pattern

MAX_ID = 60


# Text

# Read by `re` and, in a schema, by the pattern of JavaScript; half a character is none to that.
_UNSEEN = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_HIDDEN = pattern(rf"[{_UNSEEN}\ud800-\udfff]")
_SPACES = pattern("[ \t\n]+")
_BREAK = pattern(r"\n\s*")
_BLANK_LINE = pattern(r"\n[ \t]*\n\s*")
_TYPES = yaml.resolver.Resolver.yaml_implicit_resolvers  # by first character


def _text(name: str, event: Any, reading: Reading) -> str:
    """Return a text that reads as it was meant, or an empty one."""
    if type(event) is not ScalarEvent:
        skip_wrong("plain text", name, event, reading)
        return ""
    text: str = event.value.strip()
    if not text:
        reading.report(
            event, "no-text", f"`{name}` has no text.", "Write it, or take the line out."
        )
    elif not event.style and text[0] in _TYPES and (meaning := _yaml_meaning(text)):
        message = f"YAML reads {quoted(text)} without quotes as {meaning}."
        reading.report(event, "yaml-type", message, f'Put it in quotes: "{text[:60]}"')
    elif not text.isprintable() and (hidden := _HIDDEN.search(text)):
        message = f"`{name}` holds a character that cannot be seen (U+{ord(hidden[0]):04X})."
        reading.report(event, "unseen-character", message, "Delete it.")
    else:
        return text
    return ""


def _yaml_meaning(word: str) -> str:
    """Return what other programs take a word without quotes for, by the types of YAML 1.1."""
    for tag, regex in _TYPES[word[0]]:
        if regex.match(word):
            tag_name = tag.rpartition(":")[2]
            if tag_name == "bool":
                return "true" if word.lower() in ("yes", "true", "on") else "false"
            return {"null": "nothing", "timestamp": "a date"}.get(tag_name) or _number(word)
    return ""


def _number(word: str) -> str:
    try:
        return f"the number {yaml.safe_load(word)}" if len(word) < 20 else "a number"
    except (ValueError, yaml.YAMLError):
        return "a number"


def _fold(text: str) -> str:
    return _SPACES.sub(" ", text) if "\n" in text or "  " in text or "\t" in text else text


def _paragraphs(text: str, event: Any) -> list[str]:
    """Return the paragraphs of a text, each folded into one line.

    After `|` a line break is a line break; in every other style YAML has already folded the
    lines, and the break that it left was a blank line.
    """
    if "\n" not in text:
        return [_fold(text)]
    breaks = _BLANK_LINE if event.style == "|" else _BREAK
    return [_fold(part.rstrip()) for part in breaks.split(text)]


def _line(name: str, event: Any, reading: Reading) -> str:
    text = _text(name, event, reading)
    if "\n" in text:
        reading.report(event, "two-lines", f"`{name}` takes one line, and this has more.")
        return ""
    return reading.locate(_fold(text), event) if text else ""


def _paragraph(name: str, event: Any, reading: Reading) -> str:
    text = _text(name, event, reading)
    if not text:
        return ""
    first, *more = _paragraphs(text, event)
    if more:
        message = f"`{name}` takes one paragraph, and this has {len(more) + 1}."
        reading.report(event, "two-paragraphs", message, "Take out the blank line.")
    return reading.locate(first, event)


def _prose(name: str, event: Any, reading: Reading) -> str:
    text = _text(name, event, reading)
    return reading.locate("\n\n".join(_paragraphs(text, event)), event) if text else ""


def _matching(core: str, otherwise: str) -> dict[str, Any]:
    """Return the schema of a text that matches between the white space around it.

    `otherwise` is what editors say where it does not.
    """
    pattern = rf"^(?![\s\S]*[{_UNSEEN}])\s*(?:{core})\s*$"
    return {"type": "string", "pattern": pattern, "patternErrorMessage": otherwise}


_LINE = _matching(r"\S(?:[^\n]*\S)?", "This takes one line of text.")
_BLANK_WITHIN = r"\s*\S[\s\S]*\n[ \t]*\n\s*\S"

line = Kind(_line, schema=_LINE, name="line")
paragraph = Kind(
    _paragraph,
    schema=_matching(rf"(?!{_BLANK_WITHIN})\S[\s\S]*", "This takes one paragraph of text."),
    name="paragraph",
)
prose = Kind(
    _prose, schema=_matching(r"\S[\s\S]*", "This takes text, of any length."), name="prose"
)


# One line in a form of its own


def _form(
    calls: str,
    pattern: str,
    code: str,
    wanted: str,
    remedy: str,
    reads: Reader = _line,
    mended: Callable[[str], str] = lambda _: "",
) -> Kind:
    """Return the kind of a line that has to match a pattern; schemas call it `calls`.

    `mended` is what a text that does not match may have been meant to be.
    """
    matches = re.compile(pattern).fullmatch

    def read(name: str, event: Any, reading: Reading) -> Any:
        text = reads(name, event, reading)
        if not text or matches(text):
            return text
        better = mended(text)
        how = f"Write it as {better}. {remedy}" if better else remedy
        reading.report(event, code, f"{quoted(text)} is not {wanted}.", how)
        return ""

    return Kind(read, schema=_matching(pattern, f"This is not {wanted}. {remedy}"), name=calls)


def slug(text: str) -> str:
    """Return an id made of the letters and digits in a text, or nothing where it has none."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    words = re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode())
    return words.strip("-")[:MAX_ID].strip("-")


ident = _form(
    "id",
    rf"(?=[a-z0-9-]{{1,{MAX_ID}}}\s*$)[a-z0-9]+(-[a-z0-9]+)*",
    "not-an-id",
    "an id",
    "An id is made of lower-case letters and digits, with a hyphen between words, and has at most "
    f"{MAX_ID} characters.",
    mended=slug,
)
link = _form(
    "link",
    r"https?://[^\s<>\"]+",
    "not-a-link",
    "a link",
    "Begin it with https:// or http://, and leave no space in it.",
)
wording = _form(
    "wording",
    "[0-9a-f]{8}",
    "not-a-fingerprint",
    "the fingerprint of a wording",
    "Copy the 8 characters after `wording:` in a checklist that answered the earlier wording.",
)


def _when(name: str, event: Any, reading: Reading) -> str:
    # YAML takes a year for a number and a day for a date, and either way means what it says.
    if type(event) is ScalarEvent and re.fullmatch(r"\d{4}(-\d\d-\d\d)?", event.value):
        return reading.locate(event.value, event)
    return _line(name, event, reading)


def _day(name: str, event: Any, reading: Reading) -> date | None:
    if type(event) is not ScalarEvent or not event.value:
        skip_wrong("a date", name, event, reading)
    elif found := _calendar_date(event.value):
        return LocatedDay.read_at(found, reading.position(event))
    else:
        message = f"{quoted(event.value)} is not a date in the calendar."
        reading.report(event, "not-a-date", message, HOW["a date"])
    return None


def _calendar_date(text: str) -> date | None:
    try:
        # fromisoformat alone also takes 20261122 and 2026-W47-7.
        return date.fromisoformat(text) if re.fullmatch(r"[\d-]{10}", text) else None
    except ValueError:
        return None


def choice(*words: str) -> Kind:
    """Return the kind of a value that is one of a few words."""

    def read(name: str, event: Any, reading: Reading) -> str:
        text = _line(name, event, reading)
        if not text or text in words:
            return text
        remedy = reading.suggest(text, words) or f"The words are: {', '.join(words)}."
        reading.report(event, "not-a-choice", f"{quoted(text)} is not a {name}.", remedy)
        return ""

    return Kind(read, schema={"enum": [*words]})


replaced = _form(
    "fingerprint",
    "[0-9a-f]{8}",
    "not-a-fingerprint",
    "the fingerprint of what is replaced",
    "Leave the line out, and `scalekit playbook check --accept ID` writes it.",
)
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}  # what YAML takes it for
_moment = _form(
    "moment",
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
    "not-a-moment",
    "a year, a month or a day",
    "Write 2026, 2026-02 or 2026-02-24: as much as the source gives.",
    reads=_when,
)
moment = _moment._replace(schema={"anyOf": [_moment.schema, _YEAR]})
when = Kind(_when, schema={"anyOf": [_LINE, _YEAR]}, name="when")
day = Kind(
    _day,
    blank=None,
    schema={
        "type": "string",
        "format": "date",
        "pattern": rf"^\d{{4}}-{_DAY}$",
        "patternErrorMessage": HOW["a date"],
    },
    name="day",
)
