"""A PDF form that somebody filled in, read back: what is clear, and what is not by its field.

Nothing in the file is run, drawn or followed: only the values of its fields are looked at.
"""

import logging
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scalekit.documents.action_log_cells import cell_text, read_cell
from scalekit.documents.edited_answer import found_twice, missing_reason, with_box
from scalekit.documents.pdf.field_names import ATTACHED, BASE, DONE, LABELS, TO_READ, names
from scalekit.documents.unclear import problem_at, with_rest
from scalekit.errors import MissingExtraError
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from scalekit.model.problem import Position, Problem, quoted
from scalekit.model.returned import Returned
from scalekit.model.values import NotUnderstoodError
from scalekit.storage import json_
from scalekit.text.pattern import pattern

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_FIELDS = 30_000  # 10 for each of 3,000 actions; 1,000 take 0.1 s
_MOST_SAID = 20  # comments that are named
_MOST_UNPACKED = 20_000_000  # bytes of one stream, and characters of all values
_PRIVATE = pattern("[\ue000-\uf8ff]")
_NO_FIELDS = (
    "This PDF has no fields to fill in: it was printed to a new PDF, scanned, or flattened.",
    "Ask for the file that was filled in and saved. Or type the answers: scalekit set FILE ACTION.",
)
_DRAWN = (
    "This PDF has no fields to fill in: LibreOffice Draw turned them into drawings.",
    "Ask for the file as it was before. A form that LibreOffice alone fills in keeps its fields.",
)
_LOCKED = (
    "This PDF is protected, so its answers cannot be read.",
    "Save it without a password or restrictions, and import that.",
)
_DAMAGED = "This PDF is damaged and cannot be read.", "Ask for it again."
_TOO_LARGE = "This PDF is too large to be a checklist.", "Send one checklist in each."
_SEVERAL = "This PDF holds forms of several checklists.", "Send each of them by itself."
_FOREIGN = (
    "This PDF is a form, and not one from scalekit.",
    "Send one to fill in: scalekit export FILE --format pdf.",
)
_NO_BASE = (
    "This PDF does not say what was sent out: the program that saved it left that out.",
    "Name what was sent out with --base FILE or REV:PATH.",
)


_Values = Mapping[str, list[Any]]  # of a field all that it holds: it may be there several times


class _NotReadError(Exception):
    """Why a PDF gives no answers: the message, and what to do."""


def read_form(
    raw: bytes, path: str, sent: Checklist | None = None
) -> tuple[list[Returned], list[Problem]]:
    """Return the checklist of a form, and every problem with the action and field it is in.

    An action with a problem comes back as it was sent out. `sent` is what was sent out, for a form
    that has lost it. Raises MissingExtraError without pypdf.
    """
    try:
        # 100 ms, and only forms need it.
        import pypdf
    except ImportError:
        raise MissingExtraError("PDF forms", "pypdf") from None
    try:
        values, attached, beside = _opened(pypdf, raw)
    except _NotReadError as error:
        return [], [Problem(Position(path), *error.args)]
    except Exception:  # a file can be broken in more ways than pypdf has errors for
        return [], [Problem(Position(path), *_DAMAGED)]
    base = next((_base(text, path) for text in values.get(BASE, ())), None) or _base(attached, path)
    known = base or sent
    if known is None:
        return [], [Problem(Position(path), *_NO_BASE)]
    return _read(values, beside, path, base, known)


# --- what the file holds


def _opened(pypdf: Any, raw: bytes) -> tuple[_Values, str | None, list[tuple[int, str]]]:
    """Return the values of all fields, the attached checklist, and what stands beside the fields.

    Raises _NotReadError, and whatever a broken file makes pypdf raise.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it says on stderr what it mends
    limits = (f"{kind}_maximum_output_length" for kind in ("zlib", "lzw", "run_length"))
    pypdf.overwrite_configuration(**dict.fromkeys(limits, _MOST_UNPACKED))
    reader: PdfReader = pypdf.PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        raise _NotReadError(*_LOCKED)
    form = reader.root_object.get("/AcroForm")
    values: dict[str, list[Any]] = {}
    for name, value in _fields(form.get_object() if form else {}):
        every = values.setdefault(name, [])
        every += [value] if value not in every else []
    if not values:
        is_drawn = reader.metadata and reader.metadata.creator == "Draw"
        raise _NotReadError(*(_DRAWN if is_drawn else _NO_FIELDS))
    ours = tuple(f".{field}" for field in LABELS)
    if BASE not in values and not any(name.endswith(ours) for name in values):
        raise _NotReadError(*_FOREIGN)
    if len(values.get(BASE, ())) > 1:
        raise _NotReadError(*_SEVERAL)
    attached = None
    if BASE not in values:
        found = reader.attachments.get(ATTACHED) or [b""]
        attached = found[0].decode("utf-8", "replace")
    return values, attached, list(_beside(reader))


def _fields(form: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each field's whole name and value; a group that holds itself is gone through once."""
    waiting = [(each, "", None, None) for each in form.get("/Fields", ())]
    seen = set()
    size = 0
    while waiting:
        at, above, kind, value = waiting.pop()
        number = getattr(at, "idnum", id(at))
        if number in seen:
            continue
        seen.add(number)
        if len(seen) + len(waiting) > _MOST_FIELDS:
            raise _NotReadError(*_TOO_LARGE)
        field = at.get_object()
        own = field.get("/T")
        name = ".".join(filter(None, (above, "" if own is None else str(own))))
        kind = field.get("/FT", kind)
        value = field.get("/V", value)
        kids = field.get("/Kids")
        if kids and any("/T" in kid.get_object() for kid in kids):
            waiting += [(kid, name, kind, value) for kid in kids]
        elif name and kind in ("/Tx", "/Ch", "/Btn"):
            text = _plain(kind, value, field)
            size += len(str(text))
            if size > _MOST_UNPACKED:
                raise _NotReadError(*_TOO_LARGE)
            yield name, text


def _plain(kind: str, value: Any, field: Mapping[str, Any]) -> Any:
    """Return a field's text, or of a box whether it is ticked."""
    value = value.get_object() if value is not None else None
    if kind == "/Btn":
        state = field.get("/AS") if value is None else value
        return state is not None and str(state) not in ("/Off", "Off", "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if hasattr(value, "get_data"):
        value = value.get_data()
    if isinstance(value, bytes):
        return value.decode("cp1252", "replace")
    return "" if value is None else str(value)


def _beside(reader: "PdfReader") -> Iterator[tuple[int, str]]:
    """Yield the page, and each comment, text and signature that was put on the form."""
    for number, page in enumerate(reader.pages, 1):
        for at in page.get("/Annots") or ():
            annotation = at.get_object()
            if annotation.get("/FT") == "/Sig" and (signed := annotation.get("/V")):
                yield number, f"The signature {quoted(str(signed.get_object().get('/Name', '')))}"
            elif annotation.get("/Subtype") not in ("/Widget", "/Link", "/Popup"):
                text = str(annotation.get("/Contents", "") or "")
                yield number, _put(text)


def _base(text: Any, path: str) -> Checklist | None:
    if not isinstance(text, str) or not text:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return json_.loads(text, path)[0]


# --- what it means


def _read(
    values: _Values,
    beside: list[tuple[int, str]],
    path: str,
    base: Checklist | None,
    known: Checklist,
) -> tuple[list[Returned], list[Problem]]:
    problems: list[Problem] = []
    remarks = [
        problem_at(path, f"Page {page}", f"{what} stands beside the fields.", _INTO_NOTE)
        for page, what in beside[:_MOST_SAID]
    ]
    remarks += [
        problem_at(
            path, "", f"The field {quoted(name)} was added and holds {quoted(text)}.", _INTO_NOTE
        )
        for name, text in _not_ours(values, known)
    ]
    edited = known
    for name, action_id in names(known):
        action = known.action(action_id)
        found = {
            field: values[f"{name}.{field}"]
            for field in (*LABELS, DONE)
            if f"{name}.{field}" in values
        }
        gone = [label for field, label in LABELS.items() if field not in found]
        if gone:
            message = f"There is no field for {', '.join(gone)}. Taken as unchanged."
            remarks.append(problem_at(path, action.title, message))
        remarks += [
            problem_at(path, f"{action.title}, {each}", *_LOST) for each in _lost(action, found)
        ]
        answer, wrong = _answer(action, found)
        problems += [problem_at(path, f"{action.title}, {label}", *why) for label, *why in wrong]
        if wrong:
            problems[-1] = with_rest(problems[-1], action.answer, answer)
        else:
            edited = edited.with_answer(action_id, answer)
    return [Returned("", base, edited, tuple(remarks))], problems


_LOST = (
    "This text holds a sign that stands for nothing, and was taken as it is.",
    "A browser writes some in place of an emoji: type what was meant in the checklist.",
)
_INTO_NOTE = "Put it into the note of an action."


def _not_ours(values: _Values, known: Checklist) -> list[tuple[str, str]]:
    """Return each field that the form did not have and that holds words, with these."""
    ours = {BASE, *(f"{each.name}.{field}" for each in names(known) for field in (*LABELS, DONE))}
    new = (name for name in values if name not in ours and not name.startswith(TO_READ))
    added = ((name, text) for name in new for text in values[name])
    return [(name, text) for name, text in added if isinstance(text, str) and text.strip()][
        :_MOST_SAID
    ]


def _lost(action: ChecklistAction, found: _Values) -> list[str]:
    """Return the labels of changed texts with a sign for private use (seen: PDFium for emoji)."""
    return [
        label
        for field, label in LABELS.items()
        if (signs := {*_PRIVATE.findall(" ".join(map(str, found.get(field, ()))))})
        and not signs <= {*cell_text(field, action.answer)}
    ]


def _put(text: str) -> str:
    return f"The comment {quoted(text)}" if text.strip() else "A mark without words"


def _value(field: str, every: list[Any], sent: Answer) -> Any:
    """Return what a field says; of one that is there several times what is not as it was sent."""
    was = getattr(sent, field)
    read = {read_cell(field, str(text), sent): str(text) for text in every}
    changed = [value for value in read if value != was]
    if len(changed) > 1:
        message = found_twice(len(every), [read[value] for value in changed])
        raise NotUnderstoodError(message, "Send each form by itself, or keep one of them.")
    return changed[0] if changed else was


def _answer(action: ChecklistAction, found: _Values) -> tuple[Answer, list[tuple[str, str, str]]]:
    """Return the answer in the fields of an action, and what makes no sense by its label."""
    sent = action.answer
    wrong: list[tuple[str, str, str]] = []
    read: dict[str, Any] = {}
    for field, label in LABELS.items():
        if field in found:
            try:
                read[field] = _value(field, found[field], sent)
            except NotUnderstoodError as error:
                wrong.append((label, error.message, error.remedy))
    answer: Answer = sent._replace(**read)
    was_ticked = sent.status is Status.COMPLETED
    ticked = was_ticked ^ any(box != was_ticked for box in found.get(DONE, ()))
    boxed = with_box(sent, answer, is_ticked=ticked)
    if boxed is None:
        message = f"The box says completed, and the status says “{answer.status.label}”."
        wrong.append((LABELS["status"], message, "Choose one of the two."))
    answer = boxed or answer
    if not wrong and (missing := missing_reason(sent, answer, "field")):
        wrong.append((LABELS["reason"], *missing))
    return answer, wrong
