"""Files changed at random, as hands and programs change them: nothing is lost, nothing unsaid."""

import random

import pytest

from scalekit.engine.other_text import owner
from scalekit.model.checklist import Checklist
from scalekit.storage import json_, markdown
from tests.storage.test_hand_edits import TEXT

WORD = "zqx7"  # stands in none of the texts
TYPED = (
    f"Owner: {WORD}", f"- Owner: {WORD}", f"Owner = {WORD}", f"Owner:\n\n{WORD}", f"Ownr: {WORD}",
    f"Reason: {WORD}", f"Due: {WORD}", f"Status: {WORD}", f"Note: {WORD}", f"Comments: {WORD}",
    WORD, f"- {WORD}", f"1. {WORD}", f"- [x] {WORD}", f"- [ ] Completed {WORD}", f"> {WORD}",
    f"# {WORD}", f"### {WORD}", f"| {WORD} |\n|---|", f"```\n{WORD}\n```", f"<div>{WORD}</div>",
    f"<!-- {WORD} -->", f"<!-- {WORD}: 1 -->", f"{WORD}\n====", f"    {WORD}", f"\xa0{WORD}",
    f"[{WORD}](a.md)", f"[a]({WORD}.md) and more", f"**{WORD}**", f"Evidence: {WORD}",
    f"Place: {WORD}", f"Text.\nPlace: {WORD}", f"\u2028{WORD}", f"* * *\n{WORD}", f"[{WORD}]: b.md",
)  # fmt: skip


def _mutated(dice: random.Random) -> str:
    """Return the text with a word typed somewhere, and up to three other accidents."""
    lines = TEXT.split("\n")
    for _ in range(dice.randint(0, 3)):
        at = dice.randrange(len(lines))
        kind = dice.choice(("blank", "gone", "twice", "indent", "cut", "swap"))
        if kind == "blank":
            lines.insert(at, dice.choice(("", " ", "\xa0", "\x0c", "\t")))
        elif kind == "gone" and not lines[at].strip():
            del lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        elif kind == "indent":
            lines[at] = dice.choice(("  ", "    ", "\t")) + lines[at]
        elif kind == "cut" and len(lines[at]) > 3:
            cut = dice.randrange(1, len(lines[at]))
            lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
        elif kind == "swap" and at:
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
    at = dice.randrange(len(lines) + 1)
    if dice.random() < 0.3 and at < len(lines):
        cut = dice.randrange(len(lines[at]) + 1)
        lines[at] = f"{lines[at][:cut]}{dice.choice((' ', ''))}{WORD}{lines[at][cut:]}"
    else:
        around = dice.choice(([], [""]))
        lines[at:at] = [*around, *dice.choice(TYPED).split("\n"), *around]
    return "\n".join(lines)


def _counts(checklist: Checklist) -> bool:
    """Return whether the word is a value, or stands in the open and not beside an answer."""
    beside = [other.text for other in checklist.other_text if owner(other.after)]
    return markdown.dumps(checklist).count(WORD) > sum(text.count(WORD) for text in beside)


def test_a_word_typed_anywhere_is_a_value_or_kept_and_said_or_named(
    pytestconfig: pytest.Config,
) -> None:
    dice = random.Random(20261126)
    read = 0
    for _ in range(15_000 if pytestconfig.getoption("--long") else 400):
        text = _mutated(dice)
        checklist, found = markdown.loads(text, "f.md")
        if checklist is None:
            assert found, text
            assert all(problem.at.line and problem.remedy for problem in found), text
            continue
        read += 1
        saved = markdown.dumps(checklist)
        assert WORD in saved, text
        assert _counts(checklist) or any(note.at.line for note in found), text
        assert markdown.loads(saved)[0] == checklist, text
        assert json_.loads(json_.dumps(checklist))[0] == checklist, text
    assert read > 150
