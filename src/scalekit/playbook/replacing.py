"""Fields of parts that get other values in an overlay, and whether those below are as they were.

An entry says by their fingerprint which words it took the place of.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from typing import Any, NamedTuple

from scalekit.model.overlay import Overlay, Replacement
from scalekit.model.playbook import Action, Playbook
from scalekit.model.problem import LocatedText, Problem
from scalekit.model.wording import fingerprint
from scalekit.playbook.parts import NOUNS, no_such_id, parts, problem, with_parts
from scalekit.text.pattern import pattern

_TYPED = pattern(r"[\w./:]+(?:-[\w./:]+)*")  # what needs no quotation marks in any shell
_LINKED = {"status": "current", "note": ""}  # what is said of a resource's link, unless it is


class ReplacedWords(NamedTuple):
    """The fields that one entry replaces: their words in the playbook below, as they are now."""

    entry: Replacement
    noun: str
    now: str  # the fingerprint
    words: str


def replaced_words(base: Playbook, overlay: Overlay) -> Iterator[ReplacedWords]:
    """Yield each entry that replaces fields of a part that there is, with the words below."""
    for name, entries in overlay.replace.items():
        there = {part.id: part for part in parts(base, name)}
        for entry in entries:
            if entry.id in there and entry.fields:
                words = _words(there[entry.id], _told(entry))
                yield ReplacedWords(entry, NOUNS[name], _mark(words), words)


def words_mark(part: Any, fields: Iterable[str]) -> str:
    """Return the fingerprint of what fields of a part say, as `replaces` has it."""
    return _mark(_words(part, fields))


def _mark(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:8]


def replaced(
    book: Playbook,
    base: Playbook,
    overlay: Overlay,
    problems: list[Problem],
    unsettled: list[Problem],
) -> Playbook:
    """Return a playbook in which the fields have the values that the overlay gives them.

    Adds what is wrong to the problems, and what is not there to replace to what is unsettled.
    """
    problems += [
        _nothing_named(found) for found in replaced_words(base, overlay) if not found.entry.replaces
    ]
    problems += _not_opened(overlay)
    for name, entries in overlay.replace.items():
        there = {part.id for part in parts(book, name)}
        for entry in entries:
            if entry.id and entry.id not in there:
                known = [part.id for part in parts(base, name)]
                unsettled.append(no_such_id(NOUNS[name], entry.id, known, base))
            elif entry.id:
                book = with_parts(book, name, [_renewed(part, entry) for part in parts(book, name)])
    return book


def _nothing_named(found: ReplacedWords) -> Problem:
    entry = found.entry
    keys = " and ".join(f"`{key}`" for key in entry.fields)
    message = (
        f"This replaces {keys} of the {found.noun} {entry.id}, and does not say of which words."
        f" They are now: {_seen(found.words)}."
    )
    return problem(entry.id, "replaces-nothing-named", message, _take_over(entry))


def _not_opened(overlay: Overlay) -> Iterator[Problem]:
    """Yield a problem for each other link of which nobody says when it was opened."""
    for name, key in (("resources", "link"), ("changes", "source")):
        for entry in overlay.replace.get(name, ()):
            if key in entry.fields and "checked" not in entry.fields:
                message = (
                    f"This gives {entry.id} another link and does not say when it was checked."
                )
                remedy = "Open the link, and write the day under `checked`."
                yield problem(entry.fields[key], "link-not-checked", message, remedy)


def outdated_replacements(base: Playbook, overlay: Overlay) -> Iterator[Problem]:
    """Yield each replacement of words that have changed since: it stands until it is settled."""
    kept = {each.words: each.text for each in overlay.kept}
    for found in replaced_words(base, overlay):
        entry = found.entry
        if not entry.replaces or entry.replaces == found.now:
            continue
        old = kept.get(entry.replaces)
        was = _seen(old) if old is not None else "not kept here"
        yours = _words(entry.fields, _told(entry))
        message = (
            f"The words of {entry.id} that this replaces changed below."
            f" They were: {was}. They are now: {_seen(found.words)}. Yours: {_seen(yours)}."
        )
        yield problem(entry.replaces, "base-moved", message, _take_over(entry))


def _take_over(entry: Replacement) -> str:
    at = entry.id.at.path if isinstance(entry.id, LocatedText) else ""
    folder = PurePath(at).parent.as_posix()
    there = folder if _TYPED.fullmatch(folder) else "DIR"
    return f"Look at yours, then confirm it: scalekit playbook check {there} --accept {entry.id}"


def _told(entry: Replacement) -> Iterable[str]:
    """Return the fields that say something: a link that was opened again is no other link."""
    return [field for field in entry.fields if field != "checked"] or entry.fields


def _seen(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:300]}…”" if len(line) > 300 else f"“{line}”"


def _words(part: Any, names: Iterable[str]) -> str:
    """Return the values of fields as text: the same for the same values, whatever their order."""
    get = part.get if isinstance(part, dict) else lambda name: getattr(part, name)
    values = {name: _plain(get(name)) for name in sorted(names)}
    first = next(iter(values.values()), None)
    if len(values) == 1 and isinstance(first, str):
        return first
    return json.dumps(values, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        # What a place is of came later, and is no part of what was replaced before.
        there = {name: part for name, part in value._asdict().items() if part is not None}
        return {name: _plain(part) for name, part in there.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value and str(value)


def _renewed(part: Any, entry: Replacement) -> Any:
    if part.id != entry.id:
        return part
    more = {key: (*getattr(part, key), *values) for key, values in entry.more.items()}
    # What is below says of its own link is not true of another one.
    own = _LINKED if "link" in entry.fields else {}
    new = part._replace(**{**own, **more, **entry.fields})
    if isinstance(new, Action):
        return new._replace(wording=fingerprint(new.title, new.text))
    return new
