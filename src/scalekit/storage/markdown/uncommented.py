"""A Markdown copy that lost its comments in a word processor: which answer is whose.

Its actions are known by their titles, where each stands on one line of its own. Only answers are
taken from such a copy; all else is as in the checklist that it was made from.
"""

import re

from scalekit.model.checklist import Answer, Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage.format import END, FORMAT
from scalekit.storage.markdown.box import read_box
from scalekit.storage.markdown.by_hand import loads_edited
from scalekit.storage.markdown.inline import unescape
from scalekit.text.folding import tidy
from scalekit.text.pattern import pattern

_HEADER = pattern(r"^\s*<!--\s*scalekit:", re.MULTILINE)
_QUOTED = pattern(r"\s*(?:>|[-*+]\s|\d+[.)]\s)")
_ATTRIBUTES = pattern(r"\s*\{[#.][^{}]*\}\s*$")  # as pandoc writes them behind a heading
_BOX = pattern(r"(?P<indent>\s*)(?:[-*+]\s+)?(?:(?P<open>☐|\u25a1)|(?P<ticked>[☑☒✓✔🗹]))\s*")
_STATUS = pattern(r"[\s*_-]*status[*_]*\s*[:=]", re.IGNORECASE)
_ABOVE = 2  # lines that are put above the text


def is_uncommented(text: str) -> bool:
    """Return whether a text has no line that makes it a checklist."""
    return not _HEADER.search(text)


def loads_uncommented(
    text: str, path: str, like: Checklist
) -> tuple[Checklist | None, list[Problem]]:
    """Return a checklist with the answers of a copy, and what is to be said of the copy.

    `like` is the checklist that it was made from. Where there is no checklist, the problems say
    why.
    """
    lines = text.split("\n")
    marks = {tidy(action.title).casefold(): _action(like, action.id) for action in like.actions}
    marks |= {tidy(title).casefold(): f"<!-- pillar: {id_} -->" for id_, title in like.pillars}
    titles = [action.title for action in like.actions]
    found: dict[str, int] = {}
    problems = []
    for number, line in enumerate(lines):
        words = _bare(line)
        if words not in marks:
            lines[number] = _BOX.sub(_boxed, line, count=1)
            continue
        is_action = " action: " in marks[words]
        lines[number] = f"{'###' if is_action else '##'} {_title(like, words)} {marks[words]}"
        if is_action and words in found:
            message = f"This title is there twice (first at line {found[words]})."
            problems.append(Problem(Position(path, number + 1), message, "Keep one of the two."))
        if is_action:
            found.setdefault(words, number + 1)
    if not found or len({*map(str.casefold, map(tidy, titles))}) < len(titles):
        return None, [_no_copy(path, "no title in it is that of one action alone")]
    if not any(read_box(number, line) or _STATUS.match(line) for number, line in enumerate(lines)):
        return None, [_no_copy(path, "no action in it has its status below")]
    if problems:
        return None, problems
    header = (
        f"<!-- scalekit: {FORMAT} playbook: {like.playbook} version: {like.version}"
        f" roles: {' '.join(like.roles)} -->"
    )
    read, said = loads_edited("\n".join([header, "", *lines, "", END, ""]), path)
    said = [_moved(problem) for problem in said]
    return (_answered(like, read), said) if read else (None, said)


def _no_copy(path: str, why: str) -> Problem:
    return Problem(
        Position(path),
        f"This is no checklist: it has no comments, and {why}. A guide or a history takes no"
        " answers.",
        "Export the checklist again, and copy the answers into that.",
    )


def _action(like: Checklist, action_id: str) -> str:
    action = like.action(action_id)
    return f"<!-- action: {action.id} pillar: {action.pillar} wording: {action.wording} -->"


def _title(like: Checklist, words: str) -> str:
    every = [*(action.title for action in like.actions), *(title for _, title in like.pillars)]
    return next(title for title in every if tidy(title).casefold() == words)


def _bare(line: str) -> str:
    """Return the words of a line that may be a title, without the signs of a heading or of bold."""
    if _QUOTED.match(line):
        return ""
    words = unescape(_ATTRIBUTES.sub("", line).strip().strip("#").strip().strip("*_"))
    return tidy(words).casefold()


def _boxed(box: re.Match[str]) -> str:
    return f"{box['indent']}- [{'x' if box['ticked'] else ' '}] "


def _moved(problem: Problem) -> Problem:
    at = problem.at
    return problem._replace(at=at._replace(line=max(at.line - _ABOVE, 1)) if at.line else at)


def _answered(like: Checklist, read: Checklist) -> Checklist:
    answers = read.answers()
    return like._replace(
        innovation=read.innovation or like.innovation,
        place=read.place or like.place,
        actions=tuple(
            held._replace(answer=_with_marks(answers[held.id], held.answer))
            for held in like.actions
            if held.id in answers
        ),
    )


def _with_marks(answer: Answer, held: Answer) -> Answer:
    """Return an answer whose evidence has the marks that stood in comments."""
    marks = {(e.label, e.link): e.mark for e in held.evidence}
    evidence = (e._replace(mark=marks.get((e.label, e.link), "")) for e in answer.evidence)
    return answer._replace(evidence=tuple(evidence))
