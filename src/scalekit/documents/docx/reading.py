"""A Word document that came back: its body, its comments, and what it says was sent out."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from scalekit.documents.docx.body import Body, Control, as_evidence, as_note
from scalekit.documents.docx.form import BOX, NAMESPACE, TO_TYPE, SentOut
from scalekit.documents.docx.package import Package, opened
from scalekit.storage import json_


@dataclass
class Read:
    """What was found in a document. `is_damaged`: it says what was sent out, but not readably."""

    body: Body
    sent_out: SentOut | None = None
    is_damaged: bool = False
    comments: dict[str, tuple[str, str]] = field(default_factory=dict)  # by id: who, and what
    notes: list[str] = field(default_factory=list)  # at the foot of a page or the end
    has_macros: bool = False


def read(raw: bytes, path: str) -> Read:
    """Return what a document holds; raises NotUnderstoodError with what to do instead."""
    with opened(raw) as package:
        main = next(
            target for _, kind, target, _ in package.related("") if kind == "officeDocument"
        )
        related = package.related(main)
        addresses = {key: target for key, _, target, outside in related if outside}
        found = Read(Body(package.tree(main), addresses), has_macros=package.has_macros)
        for _, kind, target, outside in related:
            if outside or not package.holds(target):
                continue
            if kind == "customXml":
                _read_sent_out(package, target, path, found)
            elif kind == "comments":
                for each in package.tree(target):
                    who = " ".join(each.get("author", "").split())
                    found.comments[each.get("id", "")] = (who, _words(each))
            elif kind in ("footnotes", "endnotes"):
                found.notes += filter(None, map(_words, package.tree(target)))
        return found


def in_words(field: str, control: Control) -> str:
    """Return what a form field says, as its answer is written; nothing if it waits for words."""
    if field == BOX:
        return "ticked" if control.is_ticked else ""
    if control.is_to_type or control.text.strip() == TO_TYPE.get(field):
        return ""
    if field == "note":
        return as_note(control.lines)
    return as_evidence(control.lines) if field == "evidence" else control.text.strip()


def _read_sent_out(package: Package, target: str, path: str, found: Read) -> None:
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
