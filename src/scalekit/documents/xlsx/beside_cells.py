"""What stands on a sheet of a workbook and in none of its cells: comments, text boxes, pictures."""

from collections.abc import Callable

from scalekit.documents.xlsx.read_sheet import Attributes, Beside, row_column


class Comments:
    """Gathers the comments of one part, plain ones or conversations, each with its cell."""

    def __init__(self) -> None:
        self.found: list[Beside] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.ref = ""

    def start(self, name: str, has: Attributes) -> None:
        self.open.append(name)
        if name in ("comment", "threadedComment"):
            self.ref = has["ref"]
            self.pieces.clear()

    def data(self, text: str) -> None:
        """Take text, if it stands where a comment's words do."""
        if self.open[-1:] in (["t"], ["text"]):
            self.pieces.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element; at that of a comment keep its words."""
        self.open.pop()
        if name in ("comment", "threadedComment") and (words := "".join(self.pieces).strip()):
            self.found.append(Beside("comment", row_column(self.ref), words))


class Drawings:
    """Gathers the text boxes and pictures of one part, each with the cell that it begins on."""

    def __init__(self) -> None:
        self.found: list[Beside] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.row, self.column = 0, 0
        self.is_picture = False

    def start(self, name: str, _: Attributes) -> None:
        if name.endswith("Anchor"):
            self.pieces, self.is_picture, self.row, self.column = [], False, 0, 0
        elif name == "p" and self.pieces:
            self.pieces.append("\n")
        self.is_picture = self.is_picture or name == "pic"
        self.open.append(name)

    def data(self, text: str) -> None:
        """Take words, and where they stand."""
        if self.open[-1:] == ["t"]:
            self.pieces.append(text)
        elif self.open[-2:] == ["from", "row"]:
            self.row = int(text)
        elif self.open[-2:] == ["from", "col"]:
            self.column = int(text)

    def end(self, name: str) -> None:
        """Take the end of an element; at that of a box keep what it holds."""
        self.open.pop()
        if name.endswith("Anchor"):
            words, at = "".join(self.pieces).strip(), (self.row + 1, self.column + 1)
            if words or self.is_picture:
                self.found.append(Beside("text box" if words else "picture", at, words))


# By the kind of the part.
NOTES: dict[str, Callable[[], Comments | Drawings]] = {
    "comments": Comments,
    "threadedComment": Comments,
    "drawing": Drawings,
}
