"""A checklist as Markdown: the layout that people read, edit by hand and merge with plain git.

Every line that an answer changes stands between lines that no answer changes, so that stock git
merges two people's answers (docs/file-format.md). A file in exactly the form that `dumps` writes
is read by regular expressions; every other file goes through a Markdown parser.
"""

import re
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
from scalekit.text.markup import escape, escape_paragraph
from scalekit.text.pattern import pattern


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
        for action in checklist.actions:
            if action.pillar == pillar:
                parts += _action_parts(action)
    if checklist.decisions:
        # Needed by the few checklists that anything was decided on.
        from scalekit.storage.markdown.said import write_decisions

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
    from scalekit.storage.markdown.said import write_statements

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


_HEADER = pattern(
    rf"<!-- scalekit: {FORMAT} playbook: (\S+) -->\n\n<!-- version: (\S+) -->\n\n"
    r"(?:<!-- extends: ([^\n]*) -->\n\n)?"
    r"<!-- roles: ([^\n]*) -->\n\n#(?: ([^\n]*))?\n\nPlace: ([^\n]*)\n"
)
_PILLAR = pattern(r"\n## ([^\n]*) <!-- pillar: (\S+) -->\n")
_ACTION = pattern(
    r"\n### ([^\n]*) <!-- action: (\S+) pillar: (\S+) wording: (\S+) -->\n"
    r"(?:\n(?!- \[)([^\n]*)\n)?"
    r"\n- \[[ x]\] ([^\n]*)\n"
    r"\nOwner: ([^\n]*)\n"
    r"\nDue: ([^\n]*)\n"
    r"\n<!-- \2 -->\n"
    r"\nConfidence: ([^\n]*)\n"
    r"\nReason: ([^\n]*)\n"
    r"\nEvidence: <!-- \2 -->\n(?:\n((?:- [^\n]*\n)+))?"
    r"\nNote: <!-- \2 -->\n(?:\n((?:>[^\n]*\n)+))?"
    r"\n<!-- end: \2 -->\n"
    r"(?:\nReviews: <!-- \2 -->\n\n((?:- [^\n]*\n)+))?"
    r"(?:\nViews: <!-- \2 -->\n\n((?:- [^\n]*\n)+))?"
)
_ENDING = f"\n{END}"
_DECISIONS = pattern(rf"\n(## Decisions <!-- decisions -->\n.*)\n{END}\n", re.DOTALL)
_STATUS_BY_LABEL = {status.label: status for status in Status}
_CONFIDENCE_BY_LABEL = {level.label: level for level in Confidence}


def _loads_exact(text: str) -> Checklist | None:
    """Return the checklist if `dumps` would write exactly this text, else None."""
    header = _HEADER.match(text)
    if not header:
        return None
    playbook, version, extends, roles, innovation, place = header.groups()
    pillars: list[tuple[str, str]] = []
    actions: list[ChecklistAction] = []
    decisions: tuple[Decision, ...] | None = ()
    at = header.end()
    while not text.startswith(_ENDING, at):
        if block := _ACTION.match(text, at):
            action = _exact_action(block)
            if not action:
                return None
            actions.append(action)
            at = block.end()
        elif pillar := _PILLAR.match(text, at):
            pillars.append((pillar[2], unescape(pillar[1])))
            at = pillar.end()
        elif ending := _DECISIONS.match(text, at):
            from scalekit.storage.markdown.said import read_decisions

            decisions = read_decisions(ending[1])
            if decisions is None:
                return None
            break
        else:
            return None
    if len({action.id for action in actions}) < len(actions) or len(dict(pillars)) < len(pillars):
        return None
    checklist = Checklist(
        playbook,
        version,
        tuple(roles.split()),
        unescape(innovation or ""),
        read_value(place),
        tuple(pillars),
        tuple(actions),
        decisions=decisions or (),
        extends=extends or "",
    )
    if extends is not None and not is_extends(extends):
        return None
    return checklist if _is_trimmed(checklist) and dumps(checklist) == text else None


def _is_trimmed(checklist: Checklist) -> bool:
    lines = [checklist.innovation, *(title for _, title in checklist.pillars)]
    lines += [line for action in checklist.actions for line in (action.title, action.text)]
    return lines == list(map(str.strip, lines))


def _exact_action(block: re.Match[str]) -> ChecklistAction | None:
    title, action_id, pillar, wording, text, *fields = block.groups()
    status, owner, due, confidence, reason, evidence, note, reviews, views = fields
    try:
        answer = Answer(
            _STATUS_BY_LABEL[status],
            read_value(owner),
            None if due == NOT_PROVIDED else date.fromisoformat(due),
            None if confidence == NOT_PROVIDED else _CONFIDENCE_BY_LABEL[confidence],
            read_value(reason),
            tuple([read_evidence(line[2:]) for line in evidence.split("\n")[:-1]])
            if evidence
            else (),
            "\n".join([line[2:] for line in note.split("\n")[:-1]]) if note else "",
        )
    except (KeyError, ValueError):
        return None
    words = (unescape(title), unescape(text or ""), wording)
    if not reviews and not views:
        return ChecklistAction(action_id, pillar, *words, answer)
    said = _exact_statements(reviews), _exact_statements(views)
    return ChecklistAction(action_id, pillar, *words, answer, *said)


def _exact_statements(lines: str | None) -> tuple[Statement, ...]:
    from scalekit.storage.markdown.said import read_statement

    found = [read_statement(line[2:]) for line in lines.split("\n")[:-1]] if lines else []
    return tuple([statement for statement in found if statement])
