"""After a formatter has been over the file it reads as the same checklist."""

import subprocess
import sys
from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Checklist, Evidence, Status
from scalekit.storage import json_, markdown
from tests.programs import NODE, program
from tests.storage.test_hand_edits import CHECKLIST

TRICKY = Answer(
    Status.IN_PROGRESS,
    owner="*Sam* _Lee_ a_b <x> [y] R&D `c` ~50 \\ C:\\x #1 #",
    reason="1. because * of & things &amp; |," + " which takes long to say" * 8,
    evidence=(
        Evidence("A [b] *c*", "my file (1).docx"),
        Evidence("plain label: 3"),
        Evidence("https://example.org/a_b?c=d&e=f", "https://example.org/a_b?c=d&e=f"),
        Evidence("é", "docs/é ñ.pdf"),
    ),
    note="One paragraph.\n\n- entry\n- entry 2\n\n**bold** and `code`\n\n```\ncode  block\n```",
)


def _tricky() -> Checklist:
    checklist = CHECKLIST.with_answer("policy-ties", TRICKY)
    plain = checklist.action("local-need").answer._replace(note="One line.\n\nAnother.")
    checklist = checklist.with_answer("local-need", plain)
    first, second, third = checklist.actions
    second = second._replace(
        title="Ties: to `x` [y]", text="1. starts with a number. Has a * star. Status: x"
    )
    return checklist._replace(
        innovation="A_B *test* #2", place="X & Y", actions=(first, second, third)
    )


@pytest.mark.parametrize(
    "options", [[], ["--prose-wrap=always"], ["--tab-width=4"], ["--use-tabs"]]
)
def test_prettier_leaves_the_same_markdown_checklist(tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "feno.scalekit.md"
    file.write_text(markdown.dumps(_tricky()), encoding="utf-8")
    subprocess.run([program("prettier"), "--write", *options, file], check=True)
    assert markdown.loads(file.read_text(encoding="utf-8")) == (_tricky(), [])


def test_prettier_leaves_the_same_json_checklist(tmp_path: Path) -> None:
    file = tmp_path / "feno.scalekit.json"
    file.write_text(json_.dumps(_tricky()), encoding="utf-8")
    subprocess.run([program("prettier"), "--write", file], check=True)
    assert json_.loads(file.read_text(encoding="utf-8")) == (_tricky(), [])


@pytest.mark.parametrize("options", [[], ["--number"]])
def test_mdformat_leaves_the_same_checklist(tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "feno.scalekit.md"
    file.write_text(markdown.dumps(_tricky()), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mdformat", *options, file], check=True)
    assert markdown.loads(file.read_text(encoding="utf-8")) == (_tricky(), [])


def test_markdownlint_leaves_the_same_checklist(tmp_path: Path) -> None:
    file = tmp_path / "feno.scalekit.md"
    file.write_text(markdown.dumps(_tricky()), encoding="utf-8")
    done = subprocess.run(
        [program("markdownlint"), "--disable", "MD013", "MD040", "--fix", "--", file], check=False
    )
    assert done.returncode == 0, "long lines and code of no language are all that it may say"
    assert markdown.loads(file.read_text(encoding="utf-8")) == (_tricky(), [])


def test_remark_leaves_the_same_checklist(tmp_path: Path) -> None:
    """It spells italics and lists in what people typed in its own way, and nothing else."""
    checklist = _tricky()
    answer = checklist.action("policy-ties").answer
    plain = answer._replace(owner=answer.owner.replace("_Lee_", "Lee"), note="**Bold**, `code`.")
    checklist = checklist.with_answer("policy-ties", plain)
    file = tmp_path / "feno.scalekit.md"
    file.write_text(markdown.dumps(checklist), encoding="utf-8")
    subprocess.run(
        [program("remark"), file, "--no-config", "--quiet", "--use", "remark-gfm", "--output"],
        check=True, cwd=NODE.parent,
    )  # fmt: skip
    assert markdown.loads(file.read_text(encoding="utf-8")) == (checklist, [])
