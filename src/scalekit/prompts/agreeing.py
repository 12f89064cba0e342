"""Agreeing one joint answer: a side's, another one, or to differ."""

from collections.abc import Callable
from datetime import date

from scalekit.engine.agree import Open, combined, less_advanced, settled
from scalekit.model.checklist import Answer, Checklist, Status
from scalekit.model.say import recorded
from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts.protocol import BLANK, Asked, Choice, Paragraph, Prompts, Tone, Word

_STOP = Choice(Word.STOP, "Stop; what is saved stays", "q")
_SKIP = Choice(Word.SKIP, "Leave it open", "s")


def agree(
    prompts: Prompts,
    joint: Checklist,
    opened: tuple[Open, ...],
    save: Callable[[Checklist], Checklist],
    today: date,
) -> int:
    """Ask about each action and save each answer; returns how many are left open.

    Raises EOFError when nobody will answer any more.
    """
    left = 0
    for number, one in enumerate(opened, 1):
        prompts.show(_page(one, joint.action(one.action_id).answer, number, len(opened)))
        picked = _picked(prompts, one)
        if picked == Word.STOP:
            return left + len(opened) - number + 1
        answer = _answer(prompts, one, picked)
        if answer is None:
            left += 1
            continue
        joint = save(settled(joint, one, answer, today, differ=picked == "differ"))
        prompts.show([Paragraph(f"Saved: {answer.status.label}", Tone.CHOSEN)])
    return left


def _page(one: Open, now: Answer, number: int, total: int) -> list[Paragraph]:
    page = [
        BLANK,
        Paragraph(f"{number} of {total}", Tone.HEADING),
        Paragraph(one.title, Tone.TITLE),
    ]
    for each in one.held:
        page += [BLANK, Paragraph(each.by, Tone.LABEL), Paragraph(_said(each.answer))]
        if each.answer.evidence and not all(other.answer.evidence for other in one.held):
            who = each.answer.owner or each.by
            page.append(Paragraph(f"{who} gave evidence.", Tone.QUIET))
    if now != Answer():
        page += [BLANK, Paragraph("In the joint checklist", Tone.LABEL), Paragraph(_said(now))]
    return page


def _said(answer: Answer) -> str:
    return "\n".join(f"{name.capitalize()}: {words}" for name, words in recorded(answer))


def _picked(prompts: Prompts, one: Open) -> str:
    choices = [
        Choice(str(n), f"Take this: {each.by}, {each.answer.status.label}", str(n))
        for n, each in enumerate(one.held, 1)
    ]
    choices.append(Choice("write", "Write another", "w"))
    if len(one.held) > 1:
        choices.append(Choice("differ", "Agree to differ: the less advanced stands", "d"))
    known = {choice.value for choice in choices} | {_SKIP.value, _STOP.value}
    while True:
        # Enter alone leaves it open: no side's answer is preselected.
        picked = prompts.choose(
            "Which answer is the joint one?", (*choices, _SKIP, _STOP), _SKIP.value
        )
        if picked in known:
            return picked
        prompts.show([Paragraph("Choose one of these, or stop.", Tone.PROBLEM)])


def _answer(prompts: Prompts, one: Open, picked: str) -> Answer | None:
    """Return the joint answer; None where it is left open."""
    if picked == Word.SKIP:
        return None
    if picked == "differ":
        return less_advanced([each.answer for each in one.held])
    if picked == "write":
        return _written(prompts, one)
    return one.held[int(picked) - 1].answer


def _written(prompts: Prompts, one: Open) -> Answer | None:
    choices = [Choice(status, status.label, str(n)) for n, status in enumerate(Status, 1)]
    picked = prompts.choose("Status", (*choices, _SKIP))
    status = next((status for status in Status if status == picked), None)
    if status is None:
        return None
    answer = combined([each.answer for each in one.held]).moved_to(status)
    if answer.lacks_reason:
        reason = _line(prompts, "Reason")
        if not reason:
            return None
        answer = answer._replace(reason=reason)
    return answer._replace(owner=_line(prompts, "Owner", answer.owner))


def _line(prompts: Prompts, question: str, present: str = "") -> str:
    while True:
        written = prompts.write(Asked(question, present=present))
        if isinstance(written, Word):
            return present
        try:
            return read_line(written)
        except NotUnderstoodError as error:
            prompts.show([Paragraph(str(error), Tone.PROBLEM)])
