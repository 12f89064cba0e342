"""Files of answers and of a playbook with signs put in anywhere: no exception, and nothing cut."""

import random
import re
from pathlib import Path
from typing import Any

from scalekit.playbook.events import FASTEST, PURE
from scalekit.playbook.one_file import read
from scalekit.playbook.plain import parse
from scalekit.playbook.shapes import PILLAR

PILLAR_TEXT = (Path(__file__).parent.parent / "bad_content/base/pillars/understand.yaml").read_text(
    "utf-8"
)
ANSWERS = """# c
find-policy-ties:
  status: completed
  owner: Sam Lee
  evidence:
    - Audit=https://example.org/a#b
    - {label: 'Plan #2', link: plan.docx}
  note: |
    One #2
    # Two
regular-touchpoints: {owner: Jo, due: 2026-12-01}
"""
SIGNS = (
    *("#", " #", " # ", "  # ", '"', "'", ":", ": ", "- ", "[", "]", "{", "}", ",", "|", ">", "\n"),
    *(
        "\n  ",
        "\t",
        "\\",
        "*",
        "&",
        "!",
        "%",
        "@",
        "`",
        "?",
        "\r",
        "\xa0",
        "“",
        "•",
        "\x1a",
        "\x85",
    ),
    *("\u2028", "\ufeff", "é", "😀", "[" * 30, "~", "<<: ", "---\n", "...\n"),
)
COMMENT = re.compile(r"^[ \t]*#.*$|[ \t]{2,}#+(?:\s.*)?$", re.MULTILINE)
WORD = re.compile(r"[A-Za-z]{2,}")


def mutated(seed: int, number: int) -> list[str]:
    """Return texts with one to three signs put in."""
    chance = random.Random(seed)
    texts = []
    for _ in range(number):
        text = chance.choice((PILLAR_TEXT, ANSWERS))
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(SIGNS) + text[at + chance.choice((0, 0, 1, 3)) :]
        texts.append(text)
    return texts


def words(value: Any) -> set[str]:
    """Return every word in a value and its keys."""
    if isinstance(value, dict):
        return words([*value, *value.values()])
    if isinstance(value, list):
        return set().union(*map(words, value))
    return set(WORD.findall(value or ""))


def test_no_file_raises_and_no_word_is_cut_in_silence() -> None:
    """What is read without a problem holds every word that stands outside a plain comment."""
    sound = 0
    for text in mutated(8, 300):
        for parser in (FASTEST, PURE):
            read(text, Path("f"), PILLAR, parser)
            value, _, problems = parse(text, "f", parser)
            if not problems and "\\" not in text:
                sound += 1
                assert set(WORD.findall(COMMENT.sub("", text.replace("\r", "\n")))) <= words(
                    value
                ), text
    assert sound > 30
