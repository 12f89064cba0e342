"""What git runs for each checklist: `scalekit-git textconv` and `scalekit-git merge`.

git starts one of these for every file, so nothing is imported that a file does not need. What goes
wrong is told by the exit code alone: the commands that `scalekit git enable` configures then do
what git does without scalekit.
"""

import sys
from typing import TYPE_CHECKING

from scalekit.fast_exit import leave
from scalekit.storage import files
from scalekit.storage.conflicts import mark, sides

if TYPE_CHECKING:
    from scalekit.engine.merge import Versions

NOT_DONE = 3
_USAGE = """\
scalekit-git is for git to run; `scalekit git enable` sets it up.
  scalekit-git textconv FILE
  scalekit-git merge BASE OURS THEIRS [MARKER_SIZE] [PATH] [OUR_NAME] [THEIR_NAME]
"""


def program() -> int:
    """Run one driver and end."""
    return leave(main())


def main() -> int:
    """Run one driver and return its exit code: 3 when git has to do without."""
    command, *arguments = sys.argv[1:] or [""]
    try:
        if command == "textconv" and len(arguments) == 1:
            return textconv(arguments[0])
        if command == "merge" and 3 <= len(arguments) <= 7:
            return merge(*arguments)
    except Exception as error:  # whatever it is, git goes on without
        sys.stderr.write(f"scalekit-git: {error}\n")
        return NOT_DONE
    sys.stderr.write(_USAGE)
    return 2


def textconv(path: str) -> int:
    """Write a checklist to stdout as lines that read as sentences; any other file as it is."""
    raw = files.read_bytes(path)
    lines = _lines(raw, path)
    if lines is None:
        sys.stdout.buffer.write(raw)
        return NOT_DONE
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())
    return 0


def _lines(raw: bytes, path: str) -> list[str] | None:
    """Return a checklist as lines, both versions marked where git left two; None if unreadable."""
    from scalekit.git.textconv import lines

    stored, _ = files.parse(raw, path)
    if stored:
        return lines(stored.checklist)
    both = files.two_versions(files.decode(raw, path)[0], files.format_of(path, raw))
    if not both or both[0] == both[1]:
        return None
    ours, theirs = ("\n".join(lines(side)) for side in both)
    return mark(ours, theirs, "ours", "theirs").split("\n")


def merge(
    base: str,
    ours: str,
    theirs: str,
    marker_size: str = "7",
    path: str = "",
    our_name: str = "",
    their_name: str = "",
) -> int:
    """Merge three files into the file `ours` and say on stdout how that went.

    git asks for the word and the exit code: "merged" with 0, "conflicts" with 1. A Python that
    cannot start exits 1 too, and a program that does nothing exits 0. The file is replaced in one
    step, with what was seen to read back, or left as it was.
    """
    raws = [files.read_bytes(file) for file in (base, ours, theirs)]
    # By content, since a side may be in the other format; a file both sides made has no base.
    old, mine, yours = (files.parse(raw, "")[0] for raw in raws)
    if (raws[0] and not old) or not mine or not yours:
        return NOT_DONE
    from scalekit.engine.merge import merge_both_ways
    from scalekit.storage.disk.replacing import write

    both = merge_both_ways(old.checklist if old else None, mine.checklist, yours.checklist)
    names = (_name(our_name, "ours"), _name(their_name, "theirs"))
    text = _text(both, files.format_of(path, raws[1]), names, int(marker_size))
    if text is None:
        return NOT_DONE
    write(ours, files.with_ends(text, mine), flush=False)
    sys.stdout.write("conflicts" if both.conflicts else "merged")
    sys.stdout.flush()
    return int(bool(both.conflicts))


def _text(both: "Versions", kind: str, names: tuple[str, str], size: int) -> str | None:
    """Return a merge as text, both versions marked where they clash; None if it reads otherwise."""
    dumps, loads = files.FORMATS[kind]
    ours = dumps(both.ours)
    if loads(ours)[0] != both.ours:
        return None
    if not both.conflicts:
        return ours
    theirs = dumps(both.theirs)
    if loads(theirs)[0] != both.theirs:
        return None
    marked = mark(ours, theirs, *names, size)
    return marked if sides(marked) == (ours, theirs) else None


def _name(given: str, usual: str) -> str:
    """Return what to call a side; git before 2.45 passes `%X` on as it stands."""
    return usual if given[:1] in ("", "%") else given
