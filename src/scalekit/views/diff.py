"""What changed in checklists, as plain lines, as Markdown for others to read, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from scalekit.engine.diff import OTHER_TEXT, PILLAR, Change, diff
from scalekit.engine.fields import Words
from scalekit.engine.progress import counts
from scalekit.model.checklist import Checklist, ChecklistAction, Evidence
from scalekit.model.statement import Decision, Statement
from scalekit.text.folding import tidy
from scalekit.text.markdown_escape import escape
from scalekit.text.printable import printable
from scalekit.views import json_values
from scalekit.views.sentences import WHOLE, Section, sections
from scalekit.views.shared_words import count_words, heading


class ChecklistDiff(NamedTuple):
    """Two versions of one checklist; None for the one that is not there.

    `moved` says that it had another name before, and not only that two files are compared.
    """

    path: str
    old: Checklist | None
    new: Checklist | None
    changes: tuple[Change, ...] = ()
    old_path: str = ""
    moved: bool = False

    @property
    def kind(self) -> str:
        """Return added, removed, renamed or changed."""
        if self.old is None or self.new is None:
            return "removed" if self.new is None else "added"
        return "renamed" if self.moved else "changed"

    @property
    def checklist(self) -> Checklist:
        """Return the newest version there is."""
        found = self.new or self.old
        assert found is not None
        return found

    def sections(self) -> list[Section]:
        """Return what changed in sentences, by action."""
        return sections(self.changes, self.old, self.new) if self.old and self.new else []


class Earlier(NamedTuple):
    """What became of a checklist since a point in time, which `since` gives in words.

    `kind` is unchanged, changed, renamed (from `old_path`), added, or unknown where there is
    nothing to compare with.
    """

    since: str
    kind: str = "unknown"
    changes: tuple[Change, ...] = ()
    old_path: str = ""


def lines(compared: ChecklistDiff) -> Iterator[str]:
    """Yield what changed in one checklist as lines that make sense read from top to bottom."""
    yield f"{tidy(heading(compared.checklist))} ({compared.path})"
    yield from (f"  {about}" for about in _about(compared))
    for section in compared.sections():
        yield ""
        named = f"{section.title} ({section.action_id})" if section.action_id else WHOLE
        yield f"  {section.heading(named)}"
        for sentence in section.sentences:
            yield f"    {sentence.text}"
            yield from (f"      {sign} {line}".rstrip() for sign, line in sentence.lines)


def markdown_title(title: str) -> str:
    """Return the heading that stands above all that changed."""
    return f"# {_escaped(title)}"


def markdown(compared: ChecklistDiff) -> Iterator[str]:
    """Yield what changed in one checklist as Markdown that shows every text as it was typed."""
    yield from (f"## {_escaped(tidy(heading(compared.checklist)))}", "")
    yield from (f"- {_escaped(line)}" for line in (f"File: {compared.path}", *_about(compared)))
    for section in compared.sections():
        yield from ("", f"### {_escaped(section.heading())}", "")
        for sentence in section.sentences:
            yield f"- {_escaped(tidy(sentence.text))}"
            yield from (f"  - {what}: {_escaped(line)}" for what, line in sentence.told_lines())


def _escaped(text: str) -> str:
    return escape(printable(text))


def _about(compared: ChecklistDiff) -> Iterator[str]:
    """Yield what happened to the file as a whole."""
    total = count_words(counts(compared.checklist.current_actions))
    if compared.kind == "added":
        yield f"Checklist added: {total}"
    elif compared.kind == "removed":
        yield f"Checklist no longer there: it had {total}"
    elif compared.kind == "renamed":
        yield f"Renamed from {compared.old_path}"


def document(compared: Sequence[ChecklistDiff]) -> list[dict[str, Any]]:
    """Return what changed for programs; keys are only ever added."""
    return [
        {
            "path": json_values.shown_path(one.path),
            "oldPath": json_values.shown_path(one.old_path),
            "change": one.kind,
            "innovation": one.checklist.innovation,
            "place": one.checklist.place,
            "changes": changes(one),
        }
        for one in compared
    ]


def merged(
    path: str, ours: Checklist, new: Checklist, theirs: Checklist, clashes: Sequence[Change]
) -> dict[str, Any]:
    """Return for programs what merging two versions made new in ours, and what is left to choose.

    Keys are only ever added.
    """
    return {
        "path": json_values.shown_path(path),
        "innovation": new.innovation,
        "place": new.place,
        "changes": changes(ChecklistDiff(path, ours, new, diff(ours, new))),
        "conflicts": changes(ChecklistDiff(path, new, theirs, tuple(clashes))),
    }


def changes(compared: ChecklistDiff) -> list[dict[str, Any]]:
    """Return what changed inside one checklist for programs; keys are only ever added."""
    return [
        _change(section, change)
        for section in compared.sections()
        for change in dict.fromkeys(told.change for told in section.sentences)
    ]


def field_and_part(field: str) -> tuple[str, str | None]:
    """Return what programs are told a changed field is called, and what part of it changed."""
    for prefix, name in ((OTHER_TEXT, "otherText"), (PILLAR, "pillarTitle")):
        if field.startswith(prefix):
            return name, field.removeprefix(prefix)
    return "wording" if field == "words" else field, None


def _change(section: Section, change: Change) -> dict[str, Any]:
    field, part = field_and_part(change.field)
    told = [sentence for sentence in section.sentences if sentence.change == change]
    return {
        "action": section.action_id or None,
        "title": section.title if section.action_id else None,
        "field": field,
        "part": part,
        "old": _plain(change.old),
        "new": _plain(change.new),
        "sentences": [sentence.text for sentence in told],
        "lines": [f"{sign}{line}" for sentence in told for sign, line in sentence.lines],
    }


def _plain(value: Any) -> Any:
    """Return a change's old or new value as JSON holds it."""
    if isinstance(value, Statement):
        return json_values.statement(value)
    if isinstance(value, Decision):
        return json_values.decision(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Evidence):
        return json_values.evidence(value)
    if isinstance(value, Words):
        return {"title": value.title, "text": value.text, "wording": value.wording}
    if isinstance(value, ChecklistAction):
        return {"title": value.title, **json_values.answer(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
