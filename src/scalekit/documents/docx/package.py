"""The parts of a Word document that anybody may have sent, opened without trust.

Read with the standard library and not python-docx: sizes and the number of elements are bounded
before anything is kept, and no macro runs and no address is followed.
"""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ParserCreate

from scalekit.documents import unzipped
from scalekit.documents.unzipped import local_name, refuse

if TYPE_CHECKING:
    from zipfile import ZipFile

MAX_ELEMENTS, MAX_DEPTH = 200_000, 150
_SAVE = "Open it in Word or LibreOffice and save it as a Word document (.docx)."
_SENT = unzipped.OfficeFormat(
    "document",
    "a Word document (.docx)",
    "Word",
    "word processor",
    _SAVE,
    "Take pictures out.",
    "Take pictures out.",
)


@contextmanager
def open_package(raw: bytes) -> Iterator["Package"]:
    """Give the parts of a document; raises NotUnderstoodError with what to do instead."""
    with unzipped.open_office_file(raw, _SENT) as parts:
        try:
            yield Package(parts)
        except AssertionError:  # elements that do not end
            refuse("This document is damaged.", _SAVE)


class Package:
    """Reads the parts of one document, each once."""

    def __init__(self, parts: "ZipFile") -> None:
        self._parts = parts
        self._unread = {*parts.namelist()}
        self._elements = 0

    @property
    def has_macros(self) -> bool:
        """Whether the document brings a program with it."""
        return any(name.endswith("vbaProject.bin") for name in self._unread)

    def related(self, part: str) -> list[tuple[str, str, str, bool]]:
        """Return what a part refers to: id, kind, path or address, and whether it is outside."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self._unread:
            return []
        found = []
        for each in self.tree(path):
            outside, target = each.get("TargetMode") == "External", each.attrib["Target"]
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = each.attrib["Type"].rpartition("/")[2]
            found.append((each.attrib["Id"], kind, target, outside))
        return found

    def holds(self, path: str) -> bool:
        """Return whether a part is there and was not read yet."""
        return path in self._unread

    def tree(self, path: str) -> Element:
        """Return one part as elements, its names without their prefixes."""
        self._unread.remove(path)
        return parsed(self._parts.read(path), self._count)

    def _count(self) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            refuse("This document is too large to read.", "Send one checklist in each.")


def parsed(raw: bytes, count: Any = lambda: None) -> Element:
    """Return a part as elements. No word processor writes a DOCTYPE, and none is read."""
    builder, depth = TreeBuilder(), [0]
    parser = ParserCreate()
    parser.buffer_text = True

    def start(name: str, has: dict[str, str]) -> None:
        count()
        depth[0] += 1
        if depth[0] > MAX_DEPTH:
            refuse("This document is nested too deeply to read.", _SAVE)
        builder.start(local_name(name), {local_name(key): value for key, value in has.items()})

    def end(name: str) -> None:
        depth[0] -= 1
        builder.end(local_name(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.Parse(raw, True)
    root: Element = builder.close()
    return root


def _no_doctype(*_: Any) -> None:
    refuse("This document holds a DOCTYPE, which no word processor writes.", _SAVE)
