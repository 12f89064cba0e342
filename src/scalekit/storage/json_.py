"""A checklist as JSON: for scripts, laid out so that plain git merges it (DESIGN section 4).

Written by hand, not with json.dumps: each line that an answer changes stands between lines that
no answer changes, which no option of json.dumps gives, and it takes a quarter of the time.
"""

from json.encoder import encode_basestring as _quoted

from scalekit.model.checklist import Checklist, ChecklistAction
from scalekit.model.problem import Problem

FORMAT = 1


def dumps(checklist: Checklist) -> str:
    """Return the checklist as JSON, ending in a newline."""
    pillars = [f"    {_quoted(pillar)}: {_quoted(title)}" for pillar, title in checklist.pillars]
    other = [
        f'    {{\n      "after": {_quoted(kept.after)},\n'
        f'      "lines": {_array(kept.text.split(chr(10)), 6)}\n    }}'
        for kept in checklist.other_text
    ]
    return (
        f'{{\n  "scalekit": {FORMAT},\n'
        f'  "playbook": {_quoted(checklist.playbook)},\n\n'
        f'  "version": {_quoted(checklist.version)},\n\n'
        f'  "roles": {_array(checklist.roles, 2)},\n\n'
        f'  "innovation": {_quoted(checklist.innovation)},\n\n'
        f'  "place": {_quoted(checklist.place)},\n\n'
        f'  "pillars": {_block("{}", pillars, 2)},\n\n'
        f'  "actions": {_block("{}", list(map(_action, checklist.actions)), 2)},\n\n'
        f'  "otherText": {_block("[]", other, 2)}\n}}\n'
    )


def _action(action: ChecklistAction) -> str:
    answer = action.answer
    evidence = [
        f'        {{"label": {_quoted(entry.label)}, "link": {_quoted(entry.link)}}}'
        for entry in answer.evidence
    ]
    return (
        f"    {_quoted(action.id)}: {{\n"
        f'      "pillar": {_quoted(action.pillar)},\n'
        f'      "title": {_quoted(action.title)},\n'
        f'      "text": {_quoted(action.text)},\n'
        f'      "wording": {_quoted(action.wording)},\n\n'
        f'      "status": "{answer.status}",\n\n'
        f'      "owner": {_quoted(answer.owner)},\n\n'
        f'      "due": "{answer.due or ""}",\n\n'
        f'      "confidence": "{answer.confidence or ""}",\n\n'
        f'      "reason": {_quoted(answer.reason)},\n\n'
        f'      "evidence": {_block("[]", evidence, 6)},\n\n'
        f'      "note": {_array(answer.note.split(chr(10)) if answer.note else (), 6)}\n'
        "    }"
    )


def _array(lines: "list[str] | tuple[str, ...]", indent: int) -> str:
    return _block("[]", [f"{' ' * (indent + 2)}{_quoted(line)}" for line in lines], indent)


def _block(brackets: str, entries: list[str], indent: int) -> str:
    """Return entries between brackets, the brackets on lines of their own even around nothing."""
    inside = ",\n".join(entries)
    return f"{brackets[0]}\n{inside}{chr(10) if entries else ''}{' ' * indent}{brackets[1]}"


def loads(text: str, path: str = "") -> tuple[Checklist | None, list[Problem]]:
    """Return the checklist that a JSON text holds, or every problem that prevents reading it.

    `text` has `\\n` line ends and no byte order mark. `path` is named in the problems.
    """
    from scalekit.storage.json_shape import read_checklist

    return read_checklist(text, path)
