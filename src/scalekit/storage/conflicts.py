"""Two versions of one text in one file, as git marks them, and back again.

Lines that an answer changes stand between lines that no answer changes, so each pair of marks
holds one field.
"""

from scalekit.model.problem import Position, Problem
from scalekit.text.folding import tidy
from scalekit.text.pattern import pattern
from scalekit.text.printable import printable
from scalekit.text.shell import typed

BY_HAND = "In an editor, keep each action once, as it is to be, and delete the marks."
_OURS = pattern(r"<{7,}(?: |$)")
_THEIRS = pattern(r">{7,}(?: |$)")


def mark(ours: str, theirs: str, our_name: str, their_name: str, size: int = 7) -> str:
    """Return one text that holds both, with git's marks around the lines that differ.

    The names may be of files: no mark breaks its line, or holds what no text can.
    """
    our_name, their_name = (tidy(printable(name)) for name in (our_name, their_name))
    # Needed only when two people changed the same field.
    from scalekit.engine.line_diff import changed_spans

    mine, yours = ours.split("\n"), theirs.split("\n")
    size = _free_size(ours, theirs, size)
    found: list[str] = []
    shared = 0
    for at in changed_spans(mine, yours):
        found += [
            *mine[shared : at.first],
            f"{'<' * size} {our_name}",
            *mine[at.first : at.last],
            "=" * size,
            *yours[at.new_first : at.new_last],
            f"{'>' * size} {their_name}",
        ]
        shared = at.last
    return "\n".join([*found, *mine[shared:]])


def _free_size(ours: str, theirs: str, size: int) -> int:
    """Return that length of marks, or the next that no line of either text begins with."""
    signs = [sign for sign in "<|=>" if size * sign in ours or size * sign in theirs]
    lines = [line for text in (ours, theirs) for line in text.split("\n")] if signs else []
    while any(_is_mark(line, sign, size) for line in lines for sign in signs):
        size += 1
    return size


def find_marks(text: str, path: str) -> list[Problem]:
    """Return a problem for each place where git, or `mark`, left two versions in a text."""
    # One sign is found a hundred times faster than seven, and JSON holds few.
    if not any(sign in text and 7 * sign in text for sign in "<>"):
        return []
    found: list[Problem] = []
    first = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _OURS.match(line):
            first = number
        elif _THEIRS.match(line) and (first or line.startswith(">>>>>>> ")):
            where = f"lines {first or number} to {number}"
            message = f"Two versions of an answer are here ({where})."
            file = "FILE" if path in ("", "-") else typed(path)
            remedy = f"Choose between them: scalekit merge --resolve {file}"
            found.append(Problem(Position(path, first or number, 1), message, remedy))
            first = 0
    if first:
        message = "Two versions of an answer begin here, and the end of the second is missing."
        found.append(Problem(Position(path, first, 1), message, BY_HAND))
    return found


def names(text: str) -> tuple[str, str]:
    """Return what the first marks in a text call the two versions; git says whose they are."""
    found = {
        line[0]: line.lstrip("<>").strip()
        for line in reversed(text.split("\n"))
        if _OURS.match(line) or _THEIRS.match(line)
    }
    return found.get("<") or "Version 1", found.get(">") or "Version 2"


def sides(text: str) -> tuple[str, str] | None:
    """Return the two versions that a marked text holds, or None where the marks do not pair.

    The marks of one pair are of one length, as git has them.
    """
    ours: list[str] = []
    theirs: list[str] = []
    part, size = "both", 0
    for line in text.split("\n"):
        if part == "both" and (opened := _OURS.match(line)):
            part, size = "ours", len(opened[0].rstrip())
        elif part == "ours" and _is_mark(line, "|", size):
            part = "base"
        elif part in ("ours", "base") and _is_mark(line, "=", size):
            part = "theirs"
        elif part == "theirs" and _is_mark(line, ">", size):
            part = "both"
        else:
            if part in ("both", "ours"):
                ours.append(line)
            if part in ("both", "theirs"):
                theirs.append(line)
    return ("\n".join(ours), "\n".join(theirs)) if part == "both" else None


def _is_mark(line: str, sign: str, size: int) -> bool:
    return line == sign * size or line.startswith(f"{sign * size} ")
