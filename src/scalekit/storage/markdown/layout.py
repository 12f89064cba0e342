"""A checklist as Markdown: the layout that people read, edit by hand and merge with plain git.

Every line that an answer changes stands between lines that no answer changes, so that stock git
merges two people's answers (docs/file-format.md). A file in exactly the form that `dumps` writes
is read part by part; every other file goes through a Markdown parser.
"""

from datetime import date
from functools import lru_cache

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Status,
    places,
)
from scalekit.model.problem import Problem
from scalekit.model.statement import Decision, Statement
from scalekit.model.values import NOT_PROVIDED
from scalekit.storage.format import END, FORMAT, OTHER_TEXT, is_extends
from scalekit.storage.markdown.inline import (
    read_evidence,
    read_value,
    unescape,
    write_evidence,
    write_value,
)
from scalekit.text.markdown_escape import escape, escape_paragraph


def dumps(checklist: Checklist) -> str:
    """Return the checklist as Markdown, ending in a newline."""
    header = (
        f"<!-- scalekit: {FORMAT} playbook: {checklist.playbook} -->",
        f"<!-- version: {checklist.version} -->",
        *([f"<!-- extends: {checklist.extends} -->"] if checklist.extends else ()),
        f"<!-- roles: {' '.join(checklist.roles)} -->",
    )
    parts = [
        "",
        "\n\n".join(header),
        f"# {escape(checklist.innovation)}".rstrip(),
        f"Place: {write_value(checklist.place)}",
    ]
    for pillar, title in checklist.pillars:
        parts.append(f"## {escape(title)} <!-- pillar: {pillar} -->")
        for action in checklist.of_pillar(pillar):
            parts += _action_parts(action)
    if checklist.decisions:
        # Needed by the few checklists that anything was decided on.
        from scalekit.storage.markdown.statements import write_decisions

        parts.append(f"{write_decisions(checklist.decisions)}\n\n{END}")
    else:
        parts.append(END)
    if checklist.other_text:
        other = {kept.after: kept.text for kept in checklist.other_text}
        fenced = {f"{action.id}.text" for action in checklist.actions if not action.text}
        fenced |= {f"{a.id}.evidence" for a in checklist.actions}
        fenced |= {f"{a.id}.note" for a in checklist.actions if a.reviews or a.views}
        parts = [
            _followed(part, other.get(place), fenced=place in fenced)
            for place, part in zip(places(checklist), parts, strict=True)
        ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _followed(part: str, other: str | None, *, fenced: bool) -> str:
    """Return a part of the checklist with the other text that stands after it.

    Where a paragraph would belong to the part itself, a mark stands between the two.
    """
    return "\n\n".join(filter(None, (part, OTHER_TEXT if fenced and other else "", other)))


def _action_parts(action: ChecklistAction) -> tuple[str, ...]:
    """Return what stands at each of the PARTS of an action."""
    answer = action.answer
    tick = "x" if answer.status is Status.COMPLETED else " "
    confidence = answer.confidence.label if answer.confidence else NOT_PROVIDED
    # Lines that no other action has, never far from one another: git's merges hold on to them.
    evidence, note = f"Evidence: <!-- {action.id} -->", f"Note: <!-- {action.id} -->"
    if answer.evidence:
        evidence += "\n" + "".join([f"\n- {write_evidence(entry)}" for entry in answer.evidence])
    if answer.note:
        lines = answer.note.split("\n")
        note += "\n" + "".join([f"\n> {line}" if line else "\n>" for line in lines])
    return (
        _asked(action.id, action.pillar, action.title, action.text, action.wording),
        f"- [{tick}] {answer.status.label}",
        f"Owner: {write_value(answer.owner)}",
        f"Due: {answer.due or NOT_PROVIDED}",
        f"<!-- {action.id} -->\n\nConfidence: {confidence}",
        f"Reason: {write_value(answer.reason)}",
        evidence,
        f"{note}\n\n<!-- end: {action.id} -->{_statements(action)}",
    )


@lru_cache(256)  # ten thousand checklists ask the same eleven questions
def _asked(action_id: str, pillar: str, title: str, text: str, wording: str) -> str:
    """Return the start of an action, which no answer changes."""
    marker = f"<!-- action: {action_id} pillar: {pillar} wording: {wording} -->"
    below = f"\n\n{escape_paragraph(text)}" if text else ""
    return f"### {escape(title)} {marker}{below}"


def _statements(action: ChecklistAction) -> str:
    """Return what was said of an answer, below the line that no answer changes."""
    if not action.reviews and not action.views:
        return ""
    # Needed by the few checklists that somebody reviewed.
    from scalekit.storage.markdown.statements import write_statements

    there = (("reviews", action.reviews), ("views", action.views))
    return "".join([f"\n\n{write_statements(action.id, *each)}" for each in there if each[1]])


def loads(text: str, path: str = "") -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist that a Markdown text holds and what is to be said of it.

    Where there is no checklist, it is every problem that prevents reading one. `text` has `\\n`
    line ends and no byte order mark. `path` is named in the problems.
    """
    checklist = _loads_exact(text)
    if checklist is not None:
        return checklist, []
    # Half of a second command's start-up goes on the parser; most files never need it.
    from scalekit.storage.markdown.by_hand import loads_edited

    return loads_edited(text, path)


_STATUS_BY_LABEL = {status.label: status for status in Status}
_CONFIDENCE_BY_LABEL = {level.label: level for level in Confidence}


def _loads_exact(text: str) -> Checklist | None:
    """Return the checklist if `dumps` would write exactly this text, else None."""
    parts = text.removesuffix("\n").split("\n\n")[::-1]  # the next one is the last
    try:
        checklist = _read(parts)
    except (IndexError, KeyError, ValueError):
        return None
    return checklist if _is_sound(checklist) and dumps(checklist) == text else None


def _read(parts: list[str]) -> Checklist:
    """Return the checklist that `dumps` could have made these parts of.

    Nothing is looked at twice: where they are others, `dumps` makes other ones.
    """
    playbook = _named(parts, f"scalekit: {FORMAT} playbook")
    version = _named(parts, "version")
    extends = _named(parts, "extends") if parts[-1].startswith("<!-- extends: ") else ""
    roles = _named(parts, "roles").split()
    innovation = unescape(parts.pop()[2:])
    place = read_value(parts.pop().removeprefix("Place: "))
    pillars: list[tuple[str, str]] = []
    actions: list[ChecklistAction] = []
    decisions: tuple[Decision, ...] = ()
    while parts[-1] != END:
        if parts[-1].startswith("### "):
            actions.append(_read_action(parts))
        elif parts[-1].endswith(" <!-- decisions -->"):
            decisions = _read_decisions(parts)
        else:
            title, _, pillar = parts.pop().removeprefix("## ").rpartition(" <!-- pillar: ")
            pillars.append((pillar.removesuffix(" -->"), unescape(title)))
    about = (playbook, version, tuple(roles), innovation, place)
    return Checklist(*about, tuple(pillars), tuple(actions), decisions=decisions, extends=extends)


def _named(parts: list[str], name: str) -> str:
    return parts.pop().removeprefix(f"<!-- {name}: ").removesuffix(" -->")


def _read_action(parts: list[str]) -> ChecklistAction:
    title, _, marker = parts.pop().removeprefix("### ").rpartition(" <!-- action: ")
    action_id, _, pillar, _, wording, _ = marker.split(" ")
    text = "" if parts[-1].startswith("- [") else parts.pop()
    status = _STATUS_BY_LABEL[parts.pop()[len("- [x] ") :]]
    owner = read_value(parts.pop().removeprefix("Owner: "))
    due = parts.pop().removeprefix("Due: ")
    parts.pop()  # the line between
    confidence = parts.pop().removeprefix("Confidence: ")
    reason = read_value(parts.pop().removeprefix("Reason: "))
    parts.pop()  # the label
    evidence = tuple(map(read_evidence, _lines(parts, "- ")))
    parts.pop()
    note = "\n".join(_lines(parts, ">"))
    parts.pop()  # the end
    answer = Answer(
        status,
        owner,
        None if due == NOT_PROVIDED else date.fromisoformat(due),
        None if confidence == NOT_PROVIDED else _CONFIDENCE_BY_LABEL[confidence],
        reason,
        evidence,
        note,
    )
    said = _read_statements(parts, "Reviews: "), _read_statements(parts, "Views: ")
    return ChecklistAction(
        action_id, pillar, unescape(title), unescape(text), wording, answer, *said
    )


def _lines(parts: list[str], sign: str) -> list[str]:
    """Return the lines of the next part, without the sign before each; none without the sign."""
    return [line[2:] for line in parts.pop().split("\n")] if parts[-1].startswith(sign) else []


def _read_statements(parts: list[str], label: str) -> tuple[Statement, ...]:
    if not parts[-1].startswith(label):
        return ()
    from scalekit.storage.markdown.statements import read_statement

    parts.pop()
    return tuple(filter(None, map(read_statement, _lines(parts, "- "))))


def _read_decisions(parts: list[str]) -> tuple[Decision, ...]:
    from scalekit.storage.markdown.statements import read_decisions

    lines = []
    while parts[-1] != END:
        lines.append(parts.pop())
    decisions = read_decisions("\n\n".join(lines))
    if decisions is None:
        raise ValueError
    return decisions


def _is_sound(checklist: Checklist) -> bool:
    """Return whether ids are single words and differ, and lines are lines with no space around."""
    ids = [action.id for action in checklist.actions]
    pillars = [pillar for pillar, _ in checklist.pillars]
    words = [checklist.playbook, checklist.version, *ids, *pillars]
    lines = [checklist.innovation, checklist.place, *(title for _, title in checklist.pillars)]
    for action in checklist.actions:
        words += (action.pillar, action.wording)
        lines += (action.title, action.text, action.answer.owner, action.answer.reason)
    return (
        len({*ids}) == len(ids)
        and len({*pillars}) == len(pillars)
        and " ".join(words).split() == words
        and "\n" not in "".join(lines)
        and lines == list(map(str.strip, lines))
        and (not checklist.extends or is_extends(checklist.extends))
    )
