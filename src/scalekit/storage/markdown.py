"""A checklist as Markdown: the layout that people read, edit by hand and merge with plain git.

Every line that an answer changes stands between lines that no answer changes, so that stock git
merges two people's answers (DESIGN section 4). A file in exactly the form that `dumps` writes is
read by regular expressions; every other file goes through a Markdown parser.
"""

import re
from datetime import date

from scalekit.model.checklist import (
    Answer,
    Checklist,
    ChecklistAction,
    Confidence,
    Status,
    places,
)
from scalekit.model.markup import escape, escape_paragraph
from scalekit.model.problem import Problem
from scalekit.model.values import NOT_PROVIDED
from scalekit.storage.form import END, FORMAT
from scalekit.storage.inline import (
    read_evidence,
    read_value,
    unescape,
    write_evidence,
    write_value,
)

_NO_NOTE = "  Note:"


def dumps(checklist: Checklist) -> str:
    """Return the checklist as Markdown, ending in a newline."""
    roles = " ".join(checklist.roles)
    follows = f"playbook: {checklist.playbook} version: {checklist.version} roles: {roles}"
    parts = [
        "",
        f"<!-- scalekit: {FORMAT} {follows} -->",
        f"# {escape(checklist.innovation)}".rstrip(),
        f"Place: {write_value(checklist.place)}",
    ]
    for pillar, title in checklist.pillars:
        parts.append(f"## {escape(title)} <!-- pillar: {pillar} -->")
        for action in checklist.actions:
            if action.pillar == pillar:
                parts += _action_parts(action)
    parts.append(END)
    if checklist.other_text:
        other = {kept.after: kept.text for kept in checklist.other_text}
        named = zip(places(checklist), parts, strict=True)
        parts = [_followed(text, other.get(place)) for place, text in named]
    return "\n\n".join(filter(None, parts)) + "\n"


def _followed(text: str, other: str | None) -> str:
    """Return a part of the checklist with the other text that stands after it."""
    if other is None:
        return text
    if text == _NO_NOTE:
        text = f"{_NO_NOTE}\n\n  >"  # without it, what follows would be the note
    return f"{text}\n\n{other}" if text else other


def _action_parts(action: ChecklistAction) -> tuple[str, ...]:
    """Return what stands at each of the PARTS of an action; empty where there is no text."""
    answer = action.answer
    tick = "x" if answer.status is Status.COMPLETED else " "
    confidence = answer.confidence.label if answer.confidence else NOT_PROVIDED
    evidence, note = "  Evidence:", _NO_NOTE
    if answer.evidence:
        evidence += "\n" + "".join([f"\n  - {write_evidence(entry)}" for entry in answer.evidence])
    if answer.note:
        lines = answer.note.split("\n")
        note += "\n" + "".join([f"\n  > {line}" if line else "\n  >" for line in lines])
    return (
        f"<!-- action: {action.id} pillar: {action.pillar} wording: {action.wording} -->",
        f"- [{tick}] **{escape(action.title)}**",
        f"  {escape_paragraph(action.text)}" if action.text else "",
        f"  Status: {answer.status.label}",
        f"  Owner: {write_value(answer.owner)}",
        f"  Due: {answer.due or NOT_PROVIDED}",
        f"  Confidence: {confidence}",
        f"  Reason: {write_value(answer.reason)}",
        evidence,
        note,
    )


def loads(text: str, path: str = "") -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist that a Markdown text holds, or every problem that prevents reading it.

    `text` has `\\n` line ends and no byte order mark. `path` is named in the problems.
    """
    checklist = _loads_exact(text)
    if checklist is not None:
        return checklist, []
    # Half of a second command's start-up goes on the parser; most files never need it.
    from scalekit.storage.markdown_by_hand import loads_edited

    return loads_edited(text, path)


_HEADER = re.compile(
    r"<!-- scalekit: 1 playbook: (\S+) version: (\S+) roles: ([^\n]*) -->\n\n"
    r"#(?: ([^\n]*))?\n\nPlace: ([^\n]*)\n"
)
_PILLAR = re.compile(r"\n## ([^\n]*) <!-- pillar: (\S+) -->\n")
_ACTION = re.compile(
    r"\n<!-- action: (\S+) pillar: (\S+) wording: (\S+) -->\n"
    r"\n- \[[ x]\] \*\*([^\n]*)\*\*\n"
    r"(?:\n  (?!Status: )([^\n]*)\n)?"
    r"\n  Status: ([^\n]*)\n"
    r"\n  Owner: ([^\n]*)\n"
    r"\n  Due: ([^\n]*)\n"
    r"\n  Confidence: ([^\n]*)\n"
    r"\n  Reason: ([^\n]*)\n"
    r"\n  Evidence:\n(?:\n((?:  - [^\n]*\n)+))?"
    r"\n  Note:\n(?:\n((?:  >[^\n]*\n)+))?"
)
_STATUS_BY_LABEL = {status.label: status for status in Status}
_CONFIDENCE_BY_LABEL = {level.label: level for level in Confidence}


def _loads_exact(text: str) -> Checklist | None:
    """Return the checklist if `dumps` would write exactly this text, else None."""
    header = _HEADER.match(text)
    if not header:
        return None
    playbook, version, roles, innovation, place = header.groups()
    pillars: list[tuple[str, str]] = []
    actions: list[ChecklistAction] = []
    at = header.end()
    while not text.startswith(f"\n{END}", at):
        pillar = _PILLAR.match(text, at)
        if pillar:
            pillars.append((pillar[2], unescape(pillar[1])))
            at = pillar.end()
            continue
        block = _ACTION.match(text, at)
        action = _exact_action(block) if block else None
        if not block or not action:
            return None
        actions.append(action)
        at = block.end()
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
    )
    return checklist if _is_trimmed(checklist) and dumps(checklist) == text else None


def _is_trimmed(checklist: Checklist) -> bool:
    lines = [checklist.innovation, *(title for _, title in checklist.pillars)]
    lines += [line for action in checklist.actions for line in (action.title, action.text)]
    return all(line == line.strip() for line in lines)


def _exact_action(block: re.Match[str]) -> ChecklistAction | None:
    action_id, pillar, wording, title, text, *fields = block.groups()
    status, owner, due, confidence, reason, evidence, note = fields
    try:
        answer = Answer(
            _STATUS_BY_LABEL[status],
            read_value(owner),
            None if due == NOT_PROVIDED else date.fromisoformat(due),
            None if confidence == NOT_PROVIDED else _CONFIDENCE_BY_LABEL[confidence],
            read_value(reason),
            tuple([read_evidence(line[4:]) for line in evidence.split("\n")[:-1]])
            if evidence
            else (),
            "\n".join([line[4:] for line in note.split("\n")[:-1]]) if note else "",
        )
    except (KeyError, ValueError):
        return None
    return ChecklistAction(
        action_id, pillar, unescape(title), unescape(text or ""), wording, answer
    )
