"""The sheets and cells of an Excel workbook that anybody may have sent, read without trust.

Read with the standard library and not openpyxl, which gives the same text for an escape character
and for the letters `_x001B_`, takes `x005F_` out of any text, and fills 2 million cells in 20
seconds because 17 kilobytes say that they are merged. Nothing here runs: macros, and links
are passed over, and a formula is named as one.
"""

import posixpath
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ParserCreate

from scalekit.documents import unzipped
from scalekit.documents.unzipped import local_name, refuse
from scalekit.documents.xlsx.beside_cells import NOTES
from scalekit.documents.xlsx.read_sheet import (
    Attributes,
    Beside,
    Book,
    Sheet,
    SheetReader,
    Text,
    is_on,
    look,
)
from scalekit.text.folding import tidy

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_ELEMENTS = 1_500_000
_SAVE = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."
_SENT = unzipped.OfficeFormat(
    "workbook",
    "an Excel workbook (.xlsx)",
    "Excel",
    "spreadsheet program",
    _SAVE,
    "Send fewer checklists.",
    "Send fewer checklists, without pictures.",
)


def read_sheets(raw: bytes) -> list[Sheet]:
    """Return the sheets of a workbook; raises NotUnderstoodError with what to do instead."""
    with unzipped.open_office_file(raw, _SENT) as parts:
        return list(_Workbook(parts).sheets())


class _Workbook:
    """Reads the parts of one workbook; keeps what the sheets refer to."""

    def __init__(self, parts: "ZipFile") -> None:
        self.parts = parts
        self.unread = {*parts.namelist()}
        self.elements = 0
        self.book = Book()

    def sheets(self) -> Iterator[Sheet]:
        main = next(path for kind, path in self._related("").values() if kind == "officeDocument")
        related = self._related(main)
        for kind, path in related.values():
            if kind == "sharedStrings":
                self._read_strings(path)
            elif kind == "styles":
                self._read_looks(path)
        for name, key in self._names(main):
            kind, path = related[key]
            if kind == "worksheet":
                yield self._sheet(name, path)

    def _related(
        self, part: str, outside: dict[str, str] | None = None
    ) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the file: by id, the kind and the path.

        `outside` takes the addresses that it refers to, which nothing here follows.
        """
        folder, name = posixpath.split(part)
        found = {}

        def start(_: str, has: Attributes) -> None:
            if "Id" not in has:
                return
            if has.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, has["Target"]))
                found[has["Id"]] = (has["Type"].rpartition("/")[2], path.lstrip("/"))
            elif outside is not None:
                outside[has["Id"]] = has["Target"]

        self._parse(f"{folder}/_rels/{name}.rels".lstrip("/"), start)
        return found

    def _names(self, main: str) -> list[tuple[str, str]]:
        found = []

        def start(name: str, has: Attributes) -> None:
            if name == "sheet":
                called = tidy(has["name"])
                found.append((called, next(has[key] for key in has if local_name(key) == "id")))
            elif name == "workbookPr" and has.get("date1904") in ("1", "true"):
                self.book.first_day = date(1904, 1, 1)

        self._parse(main, start)
        return found

    def _read_strings(self, path: str) -> None:
        text = Text()

        def end(name: str) -> None:
            if name == "si":
                if text.is_struck:
                    self.book.struck.add(len(self.book.strings))
                if text.off_line:
                    self.book.off_line[len(self.book.strings)] = text.off_line
                self.book.strings.append(text.take())

        self._parse(path, text.start, text.also(end), text.data)

    def _read_looks(self, path: str) -> None:
        """Learn how each style of a cell shows its number, a line through its words, its colour."""
        codes: dict[str, str] = {}
        inside = [""]
        number_of = {"font": -1, "fill": -1}
        struck: set[int] = set()
        coloured: set[int] = set()

        def start(name: str, has: Attributes) -> None:
            if name == "numFmt" and inside[0] != "dxfs":
                codes[has["numFmtId"]] = has["formatCode"]
            elif name in ("fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs"):
                inside[0] = name
            elif inside[0] == f"{name}s" and name in number_of:
                number_of[name] += 1
            elif inside[0] == "fonts" and name == "strike" and is_on(has):
                struck.add(number_of["font"])
            elif (
                inside[0] == "fills" and name == "patternFill" and has.get("patternType") == "solid"
            ):
                coloured.add(number_of["fill"])
            elif inside[0] == "fills" and name == "fgColor" and has.get("rgb") == "FFFFFFFF":
                coloured.discard(number_of["fill"])  # white
            elif name == "xf" and inside[0] == "cellXfs":
                number, style = has.get("numFmtId", "0"), len(self.book.looks)
                self.book.looks.append(look(number, codes.get(number, "")))
                if int(has.get("fontId", 0)) in struck:
                    self.book.lines.add(style)
                if (fill := int(has.get("fillId", 0))) in coloured:
                    self.book.colours[style] = fill

        self._parse(path, start)

    def _sheet(self, name: str, path: str) -> Sheet:
        reader = SheetReader(name, self.book)
        self._parse(path, reader.start, reader.end, reader.data)
        folder, own = posixpath.split(path)
        if f"{folder}/_rels/{own}.rels" in self.unread:
            addresses: dict[str, str] = {}
            related = self._related(path, addresses)
            self._count(reader.link(addresses))
            reader.sheet.beside.extend(self._beside([*related.values()]))
        elif reader.linked:
            self._count(reader.link({}))
        return reader.sheet

    def _beside(self, related: list[tuple[str, str]]) -> Iterator[Beside]:
        """Yield the comments, text boxes and pictures on a sheet, given the parts it refers to.

        A conversation has a plain comment too, which says that this program is too old for it.
        """
        found: dict[str, list[Beside]] = {}
        for kind, path in related:
            if kind in NOTES and path in self.unread:
                notes = NOTES[kind]()
                self._parse(path, notes.start, notes.end, notes.data)
                found.setdefault(kind, []).extend(notes.found)
        talks = {each.at for each in found.get("threadedComment", ())}
        for kind, every in found.items():
            yield from (e for e in every if kind != "comments" or e.at not in talks)

    def _count(self, elements: int) -> None:
        self.elements += elements
        if self.elements > MAX_ELEMENTS:
            refuse("This workbook has too many cells.", "Send fewer checklists.")

    def _parse(
        self,
        path: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
    ) -> None:
        """Read one part, its names without their prefixes. No workbook has a DOCTYPE.

        None is read twice: a few bytes can name a large one thousands of times.
        """
        self.unread.remove(path)
        parser = ParserCreate()
        parser.buffer_text = True

        def counted(name: str, has: dict[str, str]) -> None:
            self._count(1)
            start(local_name(name), has)

        parser.StartElementHandler = counted
        parser.StartDoctypeDeclHandler = _no_doctype
        if end:
            parser.EndElementHandler = lambda name: end(local_name(name))
        if data:
            parser.CharacterDataHandler = data
        parser.Parse(self.parts.read(path), True)


def _no_doctype(*_: Any) -> None:
    refuse("This workbook holds a DOCTYPE, which no spreadsheet program writes.", _SAVE)
