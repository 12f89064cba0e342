"""Agreeing one joint answer: a side's, another one, or to differ."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from scalekit.engine.agree import Open, combined, less_advanced, reason_for, with_joint_answer
from scalekit.model.checklist import Answer, Checklist, Status, listed
from scalekit.model.fields import BY_KEY, OWN_LINES, TABLE, Form, read_field
from scalekit.model.say import answer_lines, say_value
from scalekit.model.values import NotUnderstoodError, read_status
from scalekit.prompts.details import CONFIDENCES, confidence_asked, picked_confidence
from scalekit.prompts.in_turn import Question, ask_in_turn
from scalekit.prompts.protocol import (
    BLANK,
    Choice,
    Paragraph,
    Prompts,
    TextQuestion,
    Tone,
    Word,
    goes_back,
)
from scalekit.prompts.sitting import QuestionLeft, back

_STOP = Choice(Word.STOP, "Stop; what is saved stays", "q")
_SKIP = Choice(Word.SKIP, "Leave it open", "s")
_ASKED = [field for field in TABLE if field in OWN_LINES or field.form is Form.DAY]
_MOVES = (Word.SKIP, Word.STOP, Word.BACK)


def agree(
    prompts: Prompts,
    joint: Checklist,
    opened: tuple[Open, ...],
    save: Callable[[Checklist], Checklist],
    today: date,
) -> tuple[Open, ...]:
    """Ask about each action and save each answer; returns those that are left open.

    Raises EOFError when nobody will answer any more.
    """
    views = {one.action_id: joint.action(one.action_id).views for one in opened}
    done: set[str] = set()
    at = 0
    while at < len(opened):
        one = opened[at]
        now = joint.action(one.action_id)
        title = listed(one.title, now.is_joint)
        prompts.show(_page(one, title, now.answer, f"{at + 1} of {len(opened)}"))
        try:
            answer, differ = _asked(prompts, one, now.answer, is_first=not at, today=today)
        except QuestionLeft as moved:
            if moved.word is Word.STOP:
                break
            at = max(at - 1, 0) if moved.word is Word.BACK else at + 1
            continue
        # Who came back to it takes back what was agreed a moment ago.
        before = joint.with_views(one.action_id, views[one.action_id])
        joint = save(with_joint_answer(before, one, answer, today, differ=differ))
        done.add(one.action_id)
        prompts.show([Paragraph(f"Saved: {answer.status.label}", Tone.CHOSEN)])
        at += 1
    return tuple(one for one in opened if one.action_id not in done)


def _page(one: Open, title: str, now: Answer, place: str) -> list[Paragraph]:
    page = [BLANK, Paragraph(place, Tone.HEADING), Paragraph(title, Tone.TITLE)]
    for each in one.held:
        page += [
            BLANK,
            Paragraph(each.by, Tone.LABEL),
            Paragraph(_said(each.answer)),
        ]
        if each.answer.evidence and not all(other.answer.evidence for other in one.held):
            who = each.answer.owner or each.by
            page.append(Paragraph(f"{who} gave evidence.", Tone.QUIET))
    if not now.is_blank:
        page += [BLANK, Paragraph("In the joint checklist", Tone.LABEL), Paragraph(_said(now))]
    return page


def _said(answer: Answer) -> str:
    return "\n".join(answer_lines(answer))


def _asked(
    prompts: Prompts, one: Open, now: Answer, *, is_first: bool, today: date
) -> tuple[Answer, bool]:
    """Return the joint answer and whether the sides agree to differ; raises QuestionLeft."""
    writing = _Writing(prompts, one, today)
    while True:
        picked = _picked(prompts, one, now, is_first)
        if picked == "keep":
            return now, False
        if picked == "differ":
            return less_advanced([each.answer for each in one.held]), True
        if picked != "write":
            return one.held[int(picked) - 1].answer, False
        try:
            ask_in_turn(writing.questions)
            return writing.answer, False
        except QuestionLeft as moved:
            if moved.word is not Word.BACK:
                raise


def _picked(prompts: Prompts, one: Open, now: Answer, is_first: bool) -> str:
    choices = [
        Choice(str(n), f"Take this: {each.by}, {each.answer.status.label}", str(n))
        for n, each in enumerate(one.held, 1)
    ]
    if not now.is_blank:
        choices.append(Choice("keep", f"Keep the joint one: {now.status.label}", "k"))
    choices.append(Choice("write", "Write another", "w"))
    if len(one.held) > 1:
        choices.append(Choice("differ", "Agree to differ: the less advanced stands", "d"))
    moves = (_SKIP, _STOP) if is_first else (_SKIP, back("Back to the one before"), _STOP)
    # Enter alone leaves it open: no side's answer is preselected.
    return _chosen(prompts, "Which answer is the joint one?", choices, moves, _SKIP.value)


class _Writing:
    """An answer that somebody writes, and how far they are."""

    def __init__(self, prompts: Prompts, one: Open, today: date) -> None:
        self._prompts, self._today = prompts, today
        self._given = [each.answer for each in one.held]
        self._picked = ""
        self.answer = combined(self._given)

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked. Of nothing in which the sides differ is one's taken unasked."""
        asks_reason = self.answer.status.needs_reason or self.answer.reason
        asks_confidence = len({each.confidence for each in self._given}) > 1
        return (
            self._status,
            *[self._reason] * bool(asks_reason),
            *(partial(self._line, field.key) for field in _ASKED),
            *[self._confidence] * asks_confidence,
        )

    def _status(self) -> None:
        choices = [Choice(status, status.label, str(n)) for n, status in enumerate(Status, 1)]
        moves = (_SKIP, back("Back"), _STOP)
        self._picked = _chosen(self._prompts, "Status", choices, moves, self._picked)
        status = read_status(self._picked)
        if status is not self.answer.status:
            reason = reason_for(status, self._given)
            self.answer = self.answer._replace(status=status, reason=reason)

    def _reason(self) -> None:
        self._line("reason")
        while self.answer.lacks_reason:
            said = f"“{self.answer.status.label}” needs a reason."
            self._line("reason", Paragraph(said, Tone.PROBLEM))

    def _line(self, field: str, *about: Paragraph) -> None:
        self.answer = _with(self._prompts, self.answer, field, self._today, about)

    def _confidence(self) -> None:
        """Ask how sure somebody is; the first side's stands first, and is only one of them."""
        answer, moves = self.answer, (_SKIP, back("Back"), _STOP)
        start = answer.confidence or CONFIDENCES[-1].value
        picked = _chosen(self._prompts, confidence_asked(answer.due), CONFIDENCES, moves, start)
        self.answer = answer._replace(confidence=picked_confidence(picked))


def _chosen(
    prompts: Prompts,
    question: str,
    choices: Sequence[Choice],
    moves: tuple[Choice, ...],
    start: str = "",
) -> str:
    """Return the value of an entry that was picked; raises QuestionLeft where a word leaves."""
    while True:
        picked = prompts.choose(question, (*choices, *moves), start=start)
        if picked in _MOVES:
            raise QuestionLeft(Word(picked))
        if picked in [choice.value for choice in choices]:
            return picked
        prompts.show([Paragraph("Choose one of these, or stop.", Tone.PROBLEM)])


def _with(
    prompts: Prompts, answer: Answer, field: str, today: date, about: tuple[Paragraph, ...]
) -> Answer:
    """Return the answer with one more field as somebody writes it; raises QuestionLeft."""
    value = getattr(answer, field)
    label, between = BY_KEY[field].label, BY_KEY[field].between
    present = say_value(value) if value else ""
    ways = f"{goes_back(prompts.keys_work_alone)}, :skip leaves it open."
    about = (Paragraph(ways, Tone.QUIET), *about)
    needed = field == "reason" and answer.status.needs_reason
    asked = again = TextQuestion(label, about, present, between=between, needed=needed)
    while True:
        text = prompts.write(again)
        if text in _MOVES:
            raise QuestionLeft(Word(text))
        try:
            if isinstance(text, Word):
                raise NotUnderstoodError("Write it here, or go back with :back.")
            return answer._replace(**{field: read_field(field, text, today)})
        except NotUnderstoodError as error:
            again = asked.again(text, error)
