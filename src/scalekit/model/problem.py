"""What is wrong with a file, and where."""

from typing import NamedTuple


class Position(NamedTuple):
    """A place in a text file. Lines and columns count from 1; 0 means "the file as a whole".

    A named tuple, because it sorts.
    """

    path: str = ""
    line: int = 0
    column: int = 0


class LocatedText(str):
    """A string that remembers where it was read, so that a later check can still point at it."""

    __slots__ = ("column", "line", "path")
    path: str
    line: int
    column: int

    def __new__(cls, value: str, path: str, line: int, column: int) -> "LocatedText":
        located = str.__new__(cls, value)
        located.path = path
        located.line = line
        located.column = column
        return located

    @property
    def at(self) -> Position:
        """Return the position of the first character."""
        return Position(self.path, self.line, self.column)


def position_of(text: str) -> Position:
    """Return where a text was read; the position is blank where it is not known."""
    return text.at if isinstance(text, LocatedText) else Position()


class Problem(NamedTuple):
    """One thing that is wrong, where it stands, and what to do about it.

    `code` names the rule of playbooks that it breaks; other problems have none.
    """

    at: Position
    message: str
    remedy: str = ""
    code: str = ""

    def __str__(self) -> str:
        """Return `path:line:column: message remedy`, leaving out the parts that are not known."""
        numbers = [str(number) for number in (self.at.line, self.at.column) if number]
        path = self.at.path.replace("\n", "\\n")
        place = ":".join([path, *numbers] if path else numbers)
        sentence = f"{self.message} {self.remedy}".rstrip()
        return f"{place}: {sentence}" if place else sentence


def quoted(text: str) -> str:
    """Return a value for use in a message: one line, not long, and nothing that is not seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text[:61])
    return f"`{seen}`" if len(text) <= 60 else f"`{seen[:60]}...`"
