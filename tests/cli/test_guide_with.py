"""`scalekit guide ACTION --with PATH`: what others answered, and whose it is."""

from pathlib import Path

import pytest

from scalekit.model.checklist import Answer, Evidence, Status
from scalekit.storage import saving
from tests.cli.running import Command, blank

NEED = "understand-local-need"
ANSWER = Answer(Status.COMPLETED, "Priya Shah", evidence=(Evidence("Audit"),), note="One.\nTwo.")


@pytest.fixture
def innovations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder: one checklist has an answer, one has none."""
    monkeypatch.chdir(tmp_path)
    Path("all").mkdir()
    saving.create("all/a.scalekit.md", blank().with_answer(NEED, ANSWER))
    saving.create("all/b.scalekit.md", blank())
    return tmp_path


def test_what_others_wrote_stands_below_the_page_with_whose_it_is(
    innovations: Path, scalekit: Command
) -> None:
    done = scalekit("guide", NEED, "--with", "all")
    page, _, learnt = done.out.partition("\nWhat others wrote\n")
    assert page == scalekit("guide", NEED).out
    assert learnt == (
        f"- FeNO testing, Barnsley (Innovator) ({Path('all/a.scalekit.md')})\n  Completed\n"
        "  Owner: Priya Shah\n  Evidence: Audit\n  Note: One.\n  Two.\n"
    )


def test_the_same_file_counts_once_and_nobody_is_said(innovations: Path, scalekit: Command) -> None:
    twice = scalekit("guide", NEED, "--with", "all", "--with", "all/a.scalekit.md", "--json").json
    assert [other["path"] for other in twice["others"]] == ["all/a.scalekit.md"]
    assert twice["others"][0]["answer"]["note"] == "One.\nTwo."
    nobody = scalekit("guide", "find-policy-ties", "--with", "all")
    assert "Nobody has answered this action" in nobody.out
    assert "others" not in scalekit("guide", NEED, "--json").json


def test_an_answer_to_other_words_or_of_another_playbook(
    innovations: Path, scalekit: Command
) -> None:
    old = blank().with_answer(NEED, ANSWER)
    actions = (a._replace(title="Old words", wording="00000000") for a in old.actions)
    saving.create("old.scalekit.md", old._replace(actions=tuple(actions)))
    saving.create("other.scalekit.md", old._replace(playbook="data"))
    out = scalekit("guide", NEED, "--with", "old.scalekit.md").out
    assert "It answers other words: Old words" in out
    assert "Nobody has answered" in scalekit("guide", NEED, "--with", "other.scalekit.md").out


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(
    innovations: Path, scalekit: Command
) -> None:
    Path("all/broken.scalekit.json").write_text("{", encoding="utf-8")
    done = scalekit("guide", NEED, "--with", "all")
    assert done.code == 3
    assert "Priya Shah" in done.out
    assert "broken.scalekit.json" in done.err


@pytest.mark.parametrize("topic", [(), ("engage",), ("feno-testing",)])
def test_it_goes_with_an_action(
    innovations: Path, scalekit: Command, topic: tuple[str, ...]
) -> None:
    done = scalekit("guide", *topic, "--with", "all")
    assert done.code == 2
    assert "--with shows what others wrote for one action." in done.err
