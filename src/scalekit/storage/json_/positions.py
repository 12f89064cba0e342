"""Where each value of a JSON text stands: its line and column, and what is written there."""

import json
from collections.abc import Iterable

from scalekit.model.problem import Position, Problem
from scalekit.text.pattern import pattern

Path = tuple[str | int, ...]
_TOKEN = pattern(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def located(text: str, path: str, found: Iterable[tuple[Path, str, str]]) -> list[Problem]:
    """Return what was found with line and column, and a problem for each key that stands twice."""
    known, problems = positions_in(text, path)
    for at, message, remedy in found:
        above = at
        while above not in known:
            above = above[:-1]
        problems.append(Problem(known[above], message, remedy))
    return sorted(problems, key=lambda problem: (problem.at.line, problem.at.column))


def positions_in(text: str, path: str) -> tuple[dict[Path, Position], list[Problem]]:
    """Return where each part of a sound JSON text stands, and each key that stands twice."""
    found: dict[Path, Position] = {}
    problems = []
    line, line_start, before = 1, 0, 0
    for key, offset in offsets(text):
        line += text.count("\n", before, offset)
        line_start = text.rfind("\n", before, offset) + 1 or line_start
        before = offset
        at = Position(path, line, offset - line_start + 1)
        if key in found and isinstance(key[-1], str):
            message = f"The key “{key[-1]:.80}” is there twice."
            problems.append(Problem(at, message, "Keep one of the two."))
        found[key] = at
    return found, problems


def offsets(text: str) -> list[tuple[Path, int]]:
    """Return where each value of a sound JSON text starts; a key's value starts at its key."""
    found: list[tuple[Path, int]] = [((), 0)]
    path: list[str | int] = []
    key_comes = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            path.append(0 if mark == "[" else "")
            key_comes = mark == "{"
        elif mark in "}]":
            path.pop()
        elif mark == ",":
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else ""
            key_comes = not isinstance(last, int)
            continue
        elif mark == ":":
            continue
        elif key_comes:
            path[-1], key_comes = json.loads(mark), False
            found.append((tuple(path), token.start()))
            continue
        in_list = path[:-1] if mark in "{[" else path
        if mark not in "}]" and in_list and isinstance(in_list[-1], int):
            found.append((tuple(in_list), token.start()))
    return found


def raw(text: str, at: Path, start: int) -> str:
    """Return the JSON of a value as it stands in a text, on one line; `offsets` has its start."""
    if isinstance(at[-1], str):
        key = _TOKEN.match(text, start)
        assert key is not None
        colon = _TOKEN.search(text, key.end())
        value = colon and _TOKEN.search(text, colon.end())
        assert value is not None
        start = value.start()
    _, end = json.JSONDecoder().raw_decode(text, start)
    return "".join(token[0] for token in _TOKEN.finditer(text, start, end))
