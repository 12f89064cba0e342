"""Notes merge line by line as git merges files."""

import os
import subprocess
from collections.abc import Callable
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scalekit.engine.line_diff import both_in_order, matches, merge_lines, merged_note, split
from scalekit.storage.conflicts import mark, sides

notes = st.lists(st.sampled_from(("a", "b", "c", "")), max_size=8).map("\n".join)


def _merged(base: str, ours: str, theirs: str) -> str:
    regions = merge_lines(base, ours, theirs)
    assert not any(region.clashes for region in regions)
    return merged_note(regions)


def _clashes(base: str, ours: str, theirs: str) -> list[tuple[tuple[str, ...], ...]]:
    regions = merge_lines(base, ours, theirs)
    return [(region.base, region.ours, region.theirs) for region in regions if region.clashes]


@settings(deadline=None)
@given(notes, notes, notes)
def test_the_regions_make_up_each_note(base: str, ours: str, theirs: str) -> None:
    regions = merge_lines(base, ours, theirs)
    for note, side in ((base, "base"), (ours, "ours"), (theirs, "theirs")):
        assert split(note) == tuple(chain.from_iterable(getattr(r, side) for r in regions))


@settings(deadline=None)
@given(notes, notes, notes)
def test_the_sides_may_change_places(base: str, ours: str, theirs: str) -> None:
    swapped = [(base, theirs, ours) for base, ours, theirs in _clashes(base, theirs, ours)]
    assert _clashes(base, ours, theirs) == swapped
    if not swapped:
        assert _merged(base, ours, theirs) == _merged(base, theirs, ours)


@settings(deadline=None)
@given(notes, notes)
def test_one_side_alone_and_both_the_same_are_taken_as_they_are(base: str, note: str) -> None:
    assert split(_merged(base, note, base)) == split(note)
    assert split(_merged(base, base, note)) == split(note)
    assert split(_merged(base, note, note)) == split(note)


def test_lines_added_at_different_places_are_both_there() -> None:
    assert _merged("a\nb", "x\na\nb", "a\nb\ny") == "x\na\nb\ny"
    assert _merged("a\nb", "x\na\nb", "a\ny\nb") == "x\na\ny\nb"


def test_lines_added_at_the_same_place_clash() -> None:
    assert _clashes("a", "a\nx", "a\ny") == [((), ("x",), ("y",))]
    assert _clashes("", "x", "y") == [((), ("x",), ("y",))]


def test_changes_that_touch_clash_as_in_git() -> None:
    assert _clashes("a\nb", "x\nb", "a\ny") == [(("a", "b"), ("x", "b"), ("a", "y"))]
    assert _merged("a\nm\nb", "x\nm\nb", "a\nm\ny") == "x\nm\ny"


def test_the_same_change_on_both_sides_is_made_once() -> None:
    assert _merged("a\nb\nc", "x\nb\nc", "x\nb\nd") == "x\nb\nd"


def test_only_the_region_that_clashes_is_as_ours_has_it() -> None:
    regions = merge_lines("a\nm\nb\nn\nc", "x\nm\nb\nn\nc1", "a\nm\ny\nn\nc2")
    assert merged_note(regions) == "x\nm\ny\nn\nc1"


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a\nb\nc\nd\ne", "a\nB\nc\nd\ne", "a\nb\nc\nD\ne"),
        ("a\nb\nc\nd\ne", "a\nb\nc\nd\ne\nf", "z\na\nb\nc\nd\ne"),
        ("a\nb\nc\nd\ne", "a\nc\nd\ne", "a\nb\nc\nd"),
        ("a\nb\nc", "a\nB\nc", "a\nb\nC"),
        ("a\nb\nc", "a\nX\nc", "a\nY\nc"),
        ("a\nb\nc", "a\nX\nb\nc", "a\nb\nY\nc"),
        ("a\n\nb\n\nc", "a\n\nB\n\nc", "a\n\nb\n\nC\n\nd"),
    ],
)
def test_git_merges_the_same_lines_to_the_same(
    base: str, ours: str, theirs: str, tmp_path: Path
) -> None:
    """`git merge-file --ours` writes what we make, and its exit code counts the clashes."""
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (tmp_path / name).write_text(f"{text}\n")
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    environment = {**os.environ, "LC_ALL": "C"}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert run.returncode == len(_clashes(base, ours, theirs))
    if run.returncode == 0:
        assert run.stdout.decode() == f"{_merged(base, ours, theirs)}\n"


class Counted(str):
    """A line that counts how often it is looked at: compared, or looked up."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.looks += 1
        return str.__hash__(self)


def _looks(old: list[str], new: list[str]) -> int:
    Counted.looks = 0
    matches([Counted(line) for line in old], [Counted(line) for line in new])
    return Counted.looks


def _paragraphs(number: int, changed: str = "") -> list[str]:
    """Return paragraphs with blank lines between them, and another word in every third."""
    told = (f"Line {n}{changed if n % 3 == 0 else ''}" for n in range(number))
    return [line for paragraph in told for line in (paragraph, "")]


SHAPES: dict[str, Callable[[int], tuple[list[str], list[str]]]] = {
    "every third changed": lambda n: (_paragraphs(n, " here"), _paragraphs(n, " there")),
    "all the same": lambda n: (["x"] * n, ["a", *["x"] * n, "b"]),
    "two by turns": lambda n: (["x", "y"] * n, ["a", *["y", "x"] * n, "b"]),
    "nothing in common": lambda n: (["x"] * n, ["y"] * n),
    "the other way round": lambda n: (_paragraphs(n), _paragraphs(n)[::-1]),
    "put in at both ends": lambda n: (_paragraphs(n), ["a", "b", *_paragraphs(n)[5:], "c"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_times_as_many_lines_are_looked_at_ten_times_as_often(shape: str) -> None:
    assert _looks(*SHAPES[shape](1000)) < 11 * _looks(*SHAPES[shape](100))


@settings(deadline=None)
@given(notes, notes)
def test_what_is_matched_is_equal_and_in_order(old: str, new: str) -> None:
    mine, yours = split(old), split(new)
    found = matches(mine, yours)
    assert all(mine[number] == yours[new_number] for number, new_number in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert bool(found) == bool({*mine} & {*yours})


@settings(deadline=None)
@given(notes, notes)
def test_two_notes_in_one_lose_no_line_of_either(old: str, new: str) -> None:
    mine, yours = split(old), split(new)
    every = both_in_order(mine, yours)
    assert len(every) == len(mine) + len(yours) - len(matches(mine, yours))
    for side in (mine, yours):
        rest = iter(every)
        assert all(line in rest for line in side)  # in this order


@settings(deadline=None)
@given(notes, notes)
def test_marks_hold_both_texts_and_what_they_share_once(old: str, new: str) -> None:
    marked = mark(old, new, "ours", "theirs")
    assert sides(marked) == (old, new)


def test_a_large_note_changed_throughout_on_both_sides_is_merged_paragraph_by_paragraph() -> None:
    base, ours, theirs = _paragraphs(1000), _paragraphs(1000), _paragraphs(1000)
    for number in range(0, 1998, 6):
        ours[number] += " ours"
        theirs[number + 2] += " theirs"
    merged = _merged("\n".join(base), "\n".join(ours), "\n".join(theirs))
    assert merged.count(" ours") == merged.count(" theirs") == 333
    assert len(merged.split("\n")) == 2000
