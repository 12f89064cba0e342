"""The questions before a walk: which checklist, or what a new one is about."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scalekit.model.playbook import Playbook
from scalekit.model.values import NotUnderstoodError, read_line
from scalekit.prompts import pages
from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Prompts, TextQuestion, Tone, Word
from scalekit.prompts.sitting import HELP, back

NEW = "new"
_STOP = Choice(Word.STOP, "stop", "q")


class Beginning(NamedTuple):
    """What a new checklist is about. `place` is None while nobody has said whether there is one."""

    innovation: str = ""
    place: str | None = None
    roles: tuple[str, ...] = ()


def ask_which(prompts: Prompts, found: Sequence[tuple[str, str]], *, or_new: bool = False) -> str:
    """Return which of several checklists is meant, or NEW; each is a file and a name.

    Raises EOFError when the person stops.
    """
    choices = [Choice(file, f"{name}, {file}", str(n)) for n, (file, name) in enumerate(found, 1)]
    if or_new:
        choices.append(Choice(NEW, "Begin a new one", "n"))
    while True:
        picked = prompts.choose("Which checklist?", [*choices, _STOP, HELP])
        if picked not in list(Word):
            return picked
        _other_word(prompts, Word(picked))


def ask_beginning(prompts: Prompts, playbook: Playbook, given: Beginning) -> Beginning:
    """Return the beginning with what was missing; raises EOFError when the person stops."""
    questions: list[Callable[[Prompts, Playbook, Beginning], Beginning]] = []
    if not given.innovation:
        questions.append(_innovation)
        if given.place is None:
            questions.append(_place)
    if not given.roles:
        questions.append(_role)
    at = 0
    while at < len(questions):
        answered = questions[at](prompts, playbook, given)
        at = max(at - 1, 0) if answered is given else at + 1
        given = answered
    return given


def _innovation(prompts: Prompts, playbook: Playbook, given: Beginning) -> Beginning:
    hint = playbook.asks_name or "What is the checklist about? A few words."
    name = _line(prompts, "Name", hint, given.innovation, needed=True)
    return given if name is None else given._replace(innovation=name)


def _place(prompts: Prompts, playbook: Playbook, given: Beginning) -> Beginning:
    hint = "Where is it to be used? Press Enter if you do not know yet."
    place = _line(prompts, "Place", hint, given.place or "")
    return given if place is None else given._replace(place=place)


def _role(prompts: Prompts, playbook: Playbook, given: Beginning) -> Beginning:
    prompts.show(pages.heading("Your role"))
    for role in playbook.roles:
        prompts.show([BLANK, Paragraph(role.title, Tone.TITLE), Paragraph(role.summary)])
    every = tuple(role.id for role in playbook.roles)
    choices = [Choice(r.id, r.title, str(n)) for n, r in enumerate(playbook.roles, 1)]
    if len(every) > 1:
        choices.append(Choice("all", "Both" if len(every) == 2 else "All", str(len(choices) + 1)))
    while True:
        picked = prompts.choose("Which role is yours?", [*choices, back(), _STOP, HELP])
        if picked == Word.BACK:
            return given
        if picked not in list(Word):
            return given._replace(roles=every if picked == "all" else (picked,))
        _other_word(prompts, Word(picked))


def _line(
    prompts: Prompts, question: str, hint: str, present: str, *, needed: bool = False
) -> str | None:
    """Return one line, or None when the person goes back."""
    words = "Or write :stop or :help." if needed else "Or write :back, :skip or :stop."
    hints = (Paragraph(hint), Paragraph(words, Tone.QUIET))
    asked = again = TextQuestion(question, hints, present, needed=needed)
    while True:
        text = prompts.write(again)
        again = asked
        if text == Word.BACK:
            return None
        if text == Word.SKIP and not needed:
            return present
        if isinstance(text, Word):
            _other_word(prompts, text)
            continue
        try:
            line = read_line(text)
            if needed and not line:
                raise NotUnderstoodError("This needs a name.", "Write a few words.")
        except NotUnderstoodError as error:
            again = asked.again(text, error)
            continue
        return line


def _other_word(prompts: Prompts, word: Word) -> None:
    """Answer a word that leads nowhere before there is a checklist."""
    if word is Word.STOP:
        raise EOFError
    if word is Word.HELP:
        file = "a file in this folder"
        prompts.read([pages.help_section(file, prompts.keys_work_alone)])
    else:
        prompts.show([Paragraph("There is nothing there yet.", Tone.PROBLEM)])
