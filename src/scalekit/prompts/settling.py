"""Settling a reviewer's question, by whoever answers the action."""

from scalekit.engine.statements import of_answer, open_questions, question_line
from scalekit.model.statement import Review, Statement
from scalekit.model.values import read_line
from scalekit.prompts.protocol import Choice, Paragraph, TextQuestion, Tone, Word
from scalekit.prompts.sitting import MOVES, QuestionLeft, Sitting, back


def settle(sitting: Sitting) -> None:
    """Ask which question is settled and by whom, and save it."""
    try:
        question = _which(sitting)
        by = _by(sitting)
    except QuestionLeft as moved:
        if moved.word is not Word.BACK:
            raise
        return
    if not by:
        sitting.say("Nothing changed: settling a question needs your name.")
        return
    sitting.name = by
    action = sitting.action
    statement = Statement(
        Review.SETTLED, by, sitting.today, question.text, of_answer(action.answer)
    )
    sitting.checklist = sitting.save(sitting.checklist.with_review(action.id, statement))
    sitting.say(f"Saved at {sitting.clock()}. Settled: {question.text}", Tone.CHOSEN)


def _which(sitting: Sitting) -> Statement:
    questions = open_questions(sitting.action)
    if len(questions) == 1:
        return questions[0]
    choices = [Choice(str(n), question_line(each), str(n)) for n, each in enumerate(questions, 1)]
    return questions[int(sitting.choose("Which question?", (*choices, back(), *MOVES))) - 1]


def _by(sitting: Sitting) -> str:
    about = (Paragraph("Your name, so that the reviewer knows who settled it."),)
    return sitting.write(TextQuestion("Name", about, sitting.name), read_line)
