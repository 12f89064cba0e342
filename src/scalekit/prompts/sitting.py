"""One sitting at a checklist: whom it asks, what it keeps, and the questions all parts share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from scalekit.engine.upgrade import confirm_wording, wording_changed
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.model.playbook import Action, Playbook
from scalekit.model.values import NotUnderstoodError
from scalekit.prompts import pages
from scalekit.prompts.protocol import BLANK, Choice, Paragraph, Prompts, Tone, Word

T = TypeVar("T")

HINT = "Or write :back, :skip, :jump, :stop or :help."
SKIP = Choice(Word.SKIP, "Skip to the next action", "s")
JUMP = Choice(Word.JUMP, "Jump to any action", "j")
STOP = Choice(Word.STOP, "Save and stop", "q")
HELP = Choice(Word.HELP, "Help", "h")


def back(label: str) -> Choice:
    """Return the menu entry that goes back, saying to what."""
    return Choice(Word.BACK, label, "b")


class Moved(Exception):  # noqa: N818 - nothing is wrong: the person wants to be elsewhere
    """The person wrote or picked a word that leaves this question."""

    def __init__(self, word: Word) -> None:
        super().__init__(word.value)
        self.word = word


@dataclass
class Sitting:
    """What one sitting talks through, and what it keeps.

    `ids` are the actions of the walk, in order. `save` writes a checklist and returns it as it
    stands then, which may hold what others wrote. `edit` opens a text in the person's editor and
    returns what it became. `file` names the checklist in messages.
    `reasons` are those that a change of status made void, in case that status comes back.
    """

    prompts: Prompts
    playbook: Playbook
    checklist: Checklist
    ids: tuple[str, ...]
    today: date
    save: Callable[[Checklist], Checklist]
    edit: Callable[[str], str]
    file: str
    at: int = 0
    reasons: dict[str, str] = field(default_factory=dict)
    known: dict[str, Action] = field(init=False)

    def __post_init__(self) -> None:
        """Index the playbook's actions."""
        self.known = {action.id: action for _, action in self.playbook.actions()}

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

    def keep(self, answer: Answer) -> None:
        """Save an answer to the action that is talked about now, if it says something new.

        It is then an answer to the action's present wording.
        """
        action_id, reworded = self.action.id, self.action.id in self.reworded
        if answer == self.answer and not reworded:
            return
        changed = self.checklist.with_answer(action_id, answer)
        if reworded:
            changed = confirm_wording(changed, self.playbook, action_id)
        self.checklist = self.save(changed)
        self.say("Saved.", Tone.QUIET)
        held = {action.id for action in self.checklist.actions}
        self.ids = tuple(action_id for action_id in self.ids if action_id in held)

    def say(self, text: str, tone: Tone = Tone.TEXT) -> None:
        """Show one paragraph."""
        self.prompts.show([Paragraph(text, tone)])

    def choose(self, question: str, choices: Iterable[Choice], now: str = "") -> str:
        """Return the value of the entry that was picked; raises Moved when a word leaves."""
        entries = tuple(choices)
        while True:
            given = self.prompts.choose(question, entries, now)
            if given not in list(Word):
                return given
            self._follow(Word(given))

    def write(self, question: str, read: Callable[[str], T], hint: str, present: str = "") -> T:
        """Return what was written, once it can be read; raises Moved when a word leaves."""
        about = [BLANK, Paragraph(hint), Paragraph(HINT, Tone.QUIET)]
        self.prompts.show(about)
        draft = ""
        while True:
            text = self.prompts.write(question, present, draft)
            if isinstance(text, Word):
                self._follow(text)
                self.prompts.show(about)
                continue
            try:
                return read(text)
            except NotUnderstoodError as error:
                self.prompts.show(pages.problem(error))
                draft = text

    def _follow(self, word: Word) -> None:
        """Show what a word asks for; raises Moved when the word leaves the question."""
        if word is Word.HELP:
            self.prompts.show(pages.help_page(self.file))
        elif word is Word.CASE:
            self.show_cases()
        elif word is Word.RESOURCE:
            self.show_resources()
        else:
            raise Moved(word)

    def show_cases(self) -> None:
        """Show the case studies of the action that is talked about now."""
        studies = pages.studies_of(self.playbook, self.action.id)
        for study in studies:
            self.prompts.show(pages.case_page(study))
        if not studies:
            self.say("There is no case study for this action.")

    def show_resources(self) -> None:
        """Show the resources of the action that is talked about now."""
        resources = pages.resources_of(self.playbook, self.known.get(self.action.id))
        if resources:
            self.prompts.show(pages.resources_page(resources))
        else:
            self.say("There are no resources for this action.")
