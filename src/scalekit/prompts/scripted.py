"""Answers from a list: the conversation without a person, for tests."""

from collections.abc import Iterable, Sequence

from scalekit.prompts.protocol import Choice, Paragraph, Screen, Section, TextQuestion, read_word


class ScriptedPrompts:
    """Gives each prepared answer in turn, and keeps all that was shown and asked.

    A menu is answered with an entry's value, key or label. When no answer is left, the person
    has gone away.
    """

    keys_work_alone = True

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)
        self._page: tuple[Paragraph, ...] = ()
        self.shown: list[str] = []

    @property
    def text(self) -> str:
        """Return everything shown so far, a paragraph a line."""
        return "\n".join(self.shown)

    @property
    def left(self) -> list[str]:
        """Return the answers that nobody asked for."""
        return self._answers

    def show(self, page: Iterable[Paragraph]) -> None:
        self.shown += [f"{part.mark} {part.text}".strip() for part in page]

    def read(self, sections: Sequence[Section]) -> None:
        for section in sections:
            self.shown.append(section.title)
            self.show(section.page)

    def pick(self, screen: Screen) -> str:
        """Return the value of the entry that the next answer names; a page is kept once."""
        if screen.page != self._page:
            self.show(screen.page)
        self._page = screen.page
        self.show((*screen.news, *screen.now))
        return self._picked("the screen", [choice for row in screen.rows for choice in row])

    def choose(
        self, question: str, choices: Sequence[Choice], now: str = "", start: str = ""
    ) -> str:
        """Return the value of the entry that the next answer names."""
        self._page = ()
        self.shown += [question, *(choice.label for choice in choices)]
        return self._picked(question, choices)

    def write(self, asked: TextQuestion) -> str:
        """Return the next answer, as a Word when it is one."""
        self.show(asked.about)
        self.shown += [asked.question, *filter(None, [asked.draft or asked.present])]
        answer = self._next()
        return read_word(answer) or answer

    def _picked(self, question: str, choices: Sequence[Choice]) -> str:
        answer = self._next()
        for choice in choices:
            if answer in (choice.value, choice.key, choice.label):
                return choice.value
        if answer.startswith(":"):
            return answer
        labels = ", ".join(choice.label for choice in choices)
        raise ValueError(f"“{answer}” does not answer “{question}”: {labels}")

    def _next(self) -> str:
        if not self._answers:
            raise EOFError
        return self._answers.pop(0)
