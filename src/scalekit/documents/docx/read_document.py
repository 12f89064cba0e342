"""A Word document that came back: its body, its comments, and what it says was sent out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from scalekit.documents.docx.field_tags import BOX, NAMESPACE, TO_TYPE, SentOut
from scalekit.documents.docx.package import Package, open_package
from scalekit.documents.docx.read_body import Body, Control, Paragraph
from scalekit.documents.docx.read_words import as_evidence, as_note
from scalekit.storage import json_


class Comment(NamedTuple):
    """What somebody wrote beside the text. A reply to a resolved comment is resolved with it."""

    who: str
    words: str
    is_reply: bool = False
    is_resolved: bool = False


@dataclass
class DocxContents:
    """What was found in a document. `is_damaged`: it says what was sent out, but not readably."""

    body: Body
    sent_out: SentOut | None = None
    is_damaged: bool = False
    comments: dict[str, Comment] = field(default_factory=dict)  # by id
    notes: list[str] = field(default_factory=list)  # at the foot of a page or the end
    # Above and below each page: “header” or “footer”, and what stands there.
    margins: list[tuple[str, Paragraph]] = field(default_factory=list)
    has_macros: bool = False


def read(raw: bytes, path: str) -> DocxContents:
    """Return what a document holds; raises NotUnderstoodError with what to do instead."""
    with open_package(raw) as package:
        main = next(
            target for _, kind, target, _ in package.related("") if kind == "officeDocument"
        )
        related = package.related(main)
        addresses = {key: target for key, _, target, outside in related if outside}
        found = DocxContents(Body(package.tree(main), addresses), has_macros=package.has_macros)
        comments: list[Element] = []
        threads: dict[str, Element] = {}
        for _, kind, target, outside in related:
            if outside or not package.holds(target):
                continue
            if kind == "customXml":
                _read_sent_out(package, target, path, found)
            elif kind == "comments":
                comments += package.tree(target)
            elif kind == "commentsExtended":
                threads.update((each.get("paraId", ""), each) for each in package.tree(target))
            elif kind in ("footnotes", "endnotes"):
                found.notes += filter(None, map(_words, package.tree(target)))
            elif kind in ("header", "footer"):
                margin = Body(package.tree(target), {})
                found.margins += ((kind, paragraph) for paragraph in margin.paragraphs)
        found.comments.update(_comments(comments, threads))
        return found


def in_words(field: str, control: Control) -> str:
    """Return what a form field says, as its answer is written; nothing if it waits for words."""
    if field == BOX:
        return "ticked" if control.is_ticked else ""
    if control.is_to_type:
        return ""
    if field == "note":
        words = as_note(control.lines)
    else:
        words = as_evidence(control.lines) if field == "evidence" else control.text.strip()
    return _without_hint(words, TO_TYPE.get(field, ""))


def _without_hint(words: str, hint: str) -> str:
    """Return what was typed before or after the words that say what to type: some programs keep
    those, where Word types over them."""
    text = words.strip()
    if text.endswith(hint):
        return text.removesuffix(hint).strip()
    rest = text.removeprefix(hint)
    return words if rest == text or rest[:1].islower() else rest.strip()


def _comments(
    elements: list[Element], threads: Mapping[str, Element]
) -> Iterator[tuple[str, Comment]]:
    """Yield each comment by its id; `threads` has what became of it, by that of its last paragraph.

    [MS-DOCX] 2.5.4.
    """
    for element in elements:
        paragraph = next(reversed([*element.iter("p")]), element)
        own = threads.get(paragraph.get("paraId", ""), element)
        above = threads.get(own.get("paraIdParent", ""))
        is_resolved = any(
            each.get("done") in ("1", "true", "on") for each in (own, above) if each is not None
        )
        who = " ".join(element.get("author", "").split())
        comment = Comment(who, _words(element), above is not None, is_resolved)
        yield element.get("id", ""), comment


def _read_sent_out(package: Package, target: str, path: str, found: DocxContents) -> None:
    root = package.tree(target)
    if root.tag != "sentOut" or NAMESPACE not in root.attrib.values():
        return
    parts = {part.tag: part.text or "" for part in root}
    checklist, _ = json_.loads(parts.get("checklist", ""), path)
    if checklist is None:
        found.is_damaged = True
        return
    shown = dict(each.rsplit("=", 1) for each in parts.get("shown", "").split())
    around = frozenset(parts.get("around", "").split())
    found.sent_out = SentOut(root.get("name", ""), checklist, shown, around)


def _words(element: Element) -> str:
    lines = (
        "".join(each.text or "" for each in paragraph.iter("t")) for paragraph in element.iter("p")
    )
    return " ".join(" ".join(lines).split())
