"""One sitting at a checklist: whom it asks, what it keeps, and the questions all parts share."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from scalekit.engine.changed_wording import confirm_wording, wording_changed
from scalekit.model.checklist import Answer, Checklist, ChecklistAction, Status
from scalekit.model.dates import say_date
from scalekit.model.fields import TABLE, Form
from scalekit.model.playbook import Action, Playbook
from scalekit.model.values import NotUnderstoodError, without_controls
from scalekit.prompts import pages
from scalekit.prompts.protocol import (
    Choice,
    Paragraph,
    Prompts,
    Screen,
    Section,
    TextQuestion,
    Tone,
    Word,
)

T = TypeVar("T")

SKIP = Choice(Word.SKIP, "skip", "s")
JUMP = Choice(Word.JUMP, "jump", "j")
STOP = Choice(Word.STOP, "stop", "q")
HELP = Choice(Word.HELP, "help", "h")
MOVES = (SKIP, JUMP, STOP, HELP)
_UNDO = "z undoes this."


def back(label: str = "back") -> Choice:
    """Return the menu entry that goes back, saying to what."""
    return Choice(Word.BACK, label, "b")


class QuestionLeft(Exception):  # noqa: N818 - nothing is wrong: the person wants to be elsewhere
    """The person wrote or picked a word that leaves this question."""

    def __init__(self, word: Word) -> None:
        super().__init__(word.value)
        self.word = word


class Sitting:
    """What one sitting talks through, and what it keeps.

    `ids` are the actions of the walk, in order. `save` writes a checklist and returns it as it
    stands then, which may hold what others wrote. `edit` opens a text in the person's editor,
    under the name of what it is about, and returns what it became. `file` names the checklist
    in messages, and `clock` returns the time of day for them. `undone` holds, for each action,
    the answer before the last change and after it; `news` is what to say on the next screen.
    """

    def __init__(
        self,
        prompts: Prompts,
        playbook: Playbook,
        checklist: Checklist,
        ids: tuple[str, ...],
        today: date,
        save: Callable[[Checklist], Checklist],
        edit: Callable[[str, str], str],
        file: str,
        clock: Callable[[], str],
    ) -> None:
        self.prompts, self.playbook, self.checklist = prompts, playbook, checklist
        self.known = playbook.actions_by_id
        self.ids, self.at, self.today = ids, 0, today
        self.save, self.edit, self.file, self.clock = save, edit, file, clock
        self.name = ""  # of the person, once it was asked for
        self.undone: dict[str, tuple[Answer, Answer]] = {}
        self.news: list[Paragraph] = []

    @property
    def actions(self) -> list[ChecklistAction]:
        """Return the actions of the walk as they stand."""
        held = {action.id: action for action in self.checklist.actions}
        return [held[action_id] for action_id in self.ids]

    @property
    def action(self) -> ChecklistAction:
        """Return the action that is talked about now."""
        return self.checklist.action(self.ids[min(self.at, len(self.ids) - 1)])

    @property
    def answer(self) -> Answer:
        """Return the answer to the action that is talked about now."""
        return self.action.answer

    @property
    def reworded(self) -> dict[str, Action]:
        """Return the new wording of each action that was answered in other words, by id."""
        return {held.id: new for held, new in wording_changed(self.checklist, self.playbook)}

    @property
    def whose(self) -> str:
        """Return what the checklist is about, and where."""
        return ", ".join(filter(None, (self.checklist.innovation, self.checklist.place)))

    def keep(self, answer: Answer) -> bool:
        """Save an answer to the action that is talked about now, if it says something new.

        It is then an answer to the action's present wording. Return whether it was saved.
        """
        action_id, before = self.action.id, self.answer
        reworded = action_id in self.reworded
        if answer == before and not reworded:
            return False
        changed = self.checklist.with_answer(action_id, answer)
        if reworded:
            changed = confirm_wording(changed, self.playbook, action_id)
        self.checklist = self.save(changed)
        if answer != before:
            self.undone[action_id] = (before, answer)
        self.say(" ".join([f"Saved at {self.clock()}.", *_lost(before, answer)]), Tone.CHOSEN)
        held = {action.id for action in self.checklist.actions}
        self.ids = tuple(action_id for action_id in self.ids if action_id in held)
        return True

    def undo(self) -> None:
        """Put back each field that the last change to this action changed."""
        before, after = self.undone[self.action.id]
        old = before._asdict()
        changed = {name: value for name, value in old.items() if value != getattr(after, name)}
        self.keep(self.answer._replace(**changed))

    def say(self, text: str, tone: Tone = Tone.TEXT) -> None:
        """Say something on the next screen."""
        self.news.append(Paragraph(text, tone))

    def add(self, text: str) -> None:
        """Add a sentence to what is said last on the next screen, on its line."""
        last = self.news.pop() if self.news else Paragraph()
        self.news.append(last._replace(text=f"{last.text} {text}".lstrip()))

    def told(self) -> tuple[Paragraph, ...]:
        """Return what is to be said, once."""
        news, self.news = tuple(self.news), []
        return news

    def pick(self, draw: Callable[[], Screen]) -> str:
        """Return the value of the key that was pressed; raises QuestionLeft when a word leaves."""
        while True:
            given = self.prompts.pick(draw())
            if given not in list(Word):
                return given
            self._follow(Word(given))

    def choose(self, question: str, choices: Iterable[Choice], now: str = "") -> str:
        """Return the value of the entry that was picked; raises QuestionLeft when a word leaves."""
        entries = tuple(choices)
        while True:
            given = self.prompts.choose(question, entries, now)
            if given not in list(Word):
                return given
            self._follow(Word(given))

    def write(self, asked: TextQuestion, read: Callable[[str], T]) -> T:
        """Return what was written, once it can be read; raises QuestionLeft when a word leaves."""
        again = asked
        while True:
            text = self.prompts.write(again)
            if isinstance(text, Word):
                if text is Word.EDIT and asked.several:
                    raise QuestionLeft(text)
                self._follow(text)
                again = asked
                continue
            if text == asked.present != without_controls(text):
                self.say("Nothing changed.")  # it came from a file, and stays as it is
                raise QuestionLeft(Word.BACK)
            try:
                return read(text)
            except NotUnderstoodError as error:
                again = asked.again(text, error)

    def _follow(self, word: Word) -> None:
        """Show what a word asks for; raises QuestionLeft when the word leaves the question."""
        if word is Word.HELP:
            self.prompts.read([pages.help_section(self.file, self.prompts.keys_work_alone)])
        elif word is Word.CASE:
            studies = pages.study_sections(self.playbook, self.action.id)
            self._read("There is no case study for this action.", studies)
        elif word is Word.RESOURCE:
            resources = pages.resources_sections(self.playbook, self.known.get(self.action.id))
            self._read("There are no resources for this action.", resources)
        elif word is Word.EDIT:
            self.prompts.show([Paragraph("Only a note is written in the editor.", Tone.PROBLEM)])
        else:
            raise QuestionLeft(word)

    def _read(self, without: str, sections: Iterable[Section]) -> None:
        found = list(sections)
        if found:
            self.prompts.read(found)
        else:
            self.prompts.show([Paragraph(without)])


def _lost(before: Answer, after: Answer) -> list[str]:
    """Return a sentence for each thing that was recorded before and is not any more."""
    sentences = list(_sentences_on(before, after))
    return [*sentences, _UNDO] if sentences else []


def _sentences_on(before: Answer, after: Answer) -> Iterator[str]:
    for field in TABLE:
        was, now = getattr(before, field.key), getattr(after, field.key)
        name = field.label.lower()
        if field.form is Form.ENTRIES:
            gone = (entry for entry in was if entry not in now)
            yield from (f"This removes the {name} “{entry.label}”." for entry in gone)
        elif not was or was == now or field.words is Status:  # another status takes nothing away
            continue
        elif field.form is Form.LINE:
            yield f"This {'replaces' if now else 'removes'} the {name} “{was}”."
        elif field.form is Form.DAY:
            yield f"It was {name} {say_date(was)}."
        elif field.form is Form.WORD:
            yield f"It was {was.label.lower()}."
        elif not now.startswith(was):
            yield f"The {name} was {'changed' if now else 'removed'}."
