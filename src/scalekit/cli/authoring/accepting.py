"""`--accept ID`: an overlay says of which words it replaces something, as they are now.

The text of the file is changed where the value stands, and nowhere else.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from scalekit.errors import FileError, UsageError
from scalekit.model.overlay import Overlay
from scalekit.model.problem import LocatedText, Problem
from scalekit.playbook.load import KEPT, base_of, read_overlay
from scalekit.playbook.replacing import ReplacedWords, replaced_words
from scalekit.storage import saving
from scalekit.text.near import did_you_mean

_ABOUT = "# Written by `scalekit playbook check --accept`: the words below that were replaced.\n"


def accepted(folder: str, ids: Sequence[str]) -> Iterator[str]:
    """Write the fingerprints of what the parts with these ids replace; yield what was done.

    Raises UsageError for an id that replaces nothing and FileError where a file cannot be read.
    """
    problems: list[Problem] = []
    place = Path(folder)
    overlay = read_overlay(place, problems)
    base = base_of(place, overlay, problems) if overlay else None
    if overlay is None or base is None:
        raise FileError(*problems)
    every = list(replaced_words(base, overlay))
    known = {found.entry.id for found in every}
    for word in ids:
        if word not in known:
            near = did_you_mean(word, known) or "The check names those that do."
            raise UsageError(f"Nothing here replaces a field of {word}. {near}")
    wanted = [found for found in every if found.entry.id in ids]
    changed = [found for found in wanted if found.entry.replaces != found.now]
    _write(changed)
    _keep(place, overlay, every, wanted)
    for found in wanted:
        done = "Took over" if found in changed else "Already at"
        yield f"{done} the present words of the {found.noun} {found.entry.id}."


def _write(changed: Sequence[ReplacedWords]) -> None:
    for path in {_at(found).path for found in changed}:
        raw = Path(path).read_bytes()
        lines = raw.decode("utf-8-sig").splitlines(keepends=True)
        # From the last, so that the lines before stay where they are.
        here = [found for found in changed if _at(found).path == path]
        for found in sorted(here, key=lambda found: _at(found).line, reverse=True):
            _splice(lines, found)
        mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
        saving.write_file(path, [f"{mark}{''.join(lines)}".encode()])


def _splice(lines: list[str], found: ReplacedWords) -> None:
    at = _at(found)
    line = lines[at.line - 1]
    if found.entry.replaces:
        before, after = line[: at.column - 1], line[at.column - 1 :]
        value = re.compile(r"[\"']?[0-9a-f]{8}[\"']?")
        lines[at.line - 1] = before + value.sub(f'"{found.now}"', after, count=1)
        return
    key = re.match(r"( *(?:- +)?)id:", line)
    if not key:
        message = "This entry is on one line, so nothing is written into it."
        raise FileError(Problem(at.at, message, f'Add to it: replaces: "{found.now}"'))
    end = re.search(r"\r?\n$", line)
    ending = end[0] if end else "\n"
    lines[at.line - 1] = line if end else f"{line}{ending}"
    lines.insert(at.line, f'{" " * len(key[1])}replaces: "{found.now}"{ending}')


def _at(found: ReplacedWords) -> LocatedText:
    word = found.entry.replaces or found.entry.id
    assert isinstance(word, LocatedText)
    return word


def _keep(
    folder: Path, overlay: Overlay, every: Sequence[ReplacedWords], wanted: Sequence[ReplacedWords]
) -> None:
    """Write the words behind each fingerprint that is in use, so that a change can be shown."""
    kept = {each.words: (each.of, each.text) for each in overlay.kept}
    words = {found.now: (_name(found), found.words) for found in every}
    used = [found.now if found in wanted else found.entry.replaces for found in every]
    known = {**kept, **words}
    entries = [
        f'  - words: "{key}"\n    of: {known[key][0]}\n    text: {_quoted(known[key][1])}\n'
        for key in dict.fromkeys(used)
        if key in known and known[key][1].strip()
    ]
    if entries:
        saving.write_file(str(folder / KEPT), [f"{_ABOUT}replaced:\n{''.join(entries)}".encode()])


def _name(found: ReplacedWords) -> str:
    return f"{found.entry.id} {' '.join(found.entry.fields)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
