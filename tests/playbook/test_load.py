"""Loading a folder: what a sound one becomes, and files that cannot be read as YAML."""

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scalekit.model.problem import LocatedText, Problem
from scalekit.model.wording import fingerprint
from scalekit.playbook.events import FASTEST, PURE
from scalekit.playbook.load import load
from scalekit.playbook.one_file import MAX_BYTES
from scalekit.playbook.shipped import builtin_folder

BASE = Path(__file__).parent.parent / "bad_content" / "base"
UNDERSTAND = "pillars/understand.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a sound playbook to break."""
    return shutil.copytree(BASE, tmp_path / "playbook")


def problems_with(folder: Path, name: str, content: bytes) -> list[Problem]:
    """Return what loading says once one file holds `content`."""
    (folder / name).write_bytes(content)
    playbook, problems = load(folder)
    assert playbook is None
    return problems


@pytest.mark.parametrize("folder_of", [builtin_folder, lambda: BASE], ids=["builtin", "base"])
def test_both_parsers_give_the_same_playbook(folder_of: Callable[[], Path]) -> None:
    """The C parser is quicker and nothing else."""
    quick, problems = load(folder_of(), FASTEST)
    pure, more_problems = load(folder_of(), PURE)
    assert [*problems, *more_problems] == []
    assert quick == pure
    assert quick is not None
    assert pure is not None
    assert ids_with_places(quick) == ids_with_places(pure)


def ids_with_places(playbook: object) -> list[object]:
    """Return each action's id with the place where it stands."""
    return [(a.id, a.id.at) for _, a in playbook.actions()]  # type: ignore[attr-defined]


def test_texts_know_where_they_stand() -> None:
    """A later check can point at any text, in the path that the caller gave."""
    playbook, _ = load(BASE)
    assert playbook is not None
    action = playbook.pillars[0].actions[0]
    for text, line, column in ((action.id, 8, 9), (action.title, 9, 12), (action.ask[2], 16, 9)):
        assert isinstance(text, LocatedText)
        assert text.at == (str(BASE / UNDERSTAND), line, column)


def test_action_carries_the_fingerprint_of_its_wording() -> None:
    """An answer is tied to title and text."""
    playbook, _ = load(BASE)
    assert playbook is not None
    for _, action in playbook.actions():
        assert action.wording == fingerprint(action.title, action.text)


@pytest.mark.parametrize(
    "written",
    [
        "Ask them\n      twice.",
        "'Ask them\n\n      twice.'",
        ">\n      Ask   them\n      twice.\n",
        "|+\n      Ask them \n      twice.\n\n\n",
        '"Ask\\tthem\\\n      \\ttwice."',
    ],
)
def test_a_paragraph_is_one_line_however_it_is_written(folder: Path, written: str) -> None:
    """White space in a paragraph is one space; only a blank line makes a second one."""
    path = folder / UNDERSTAND
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("Ask the people who run the service.", written), "utf-8")
    playbook, problems = load(folder)
    if "\n\n      twice" in written:
        assert "takes one paragraph, and this has 2" in str(problems[0])
    else:
        assert playbook is not None
        assert playbook.pillars[0].actions[0].text == "Ask them twice."


@pytest.mark.parametrize("style", ["|", ">-", "|+"])
def test_prose_keeps_its_paragraphs(folder: Path, style: str) -> None:
    """A blank line ends a paragraph after both signs, and a line break does not."""
    path = folder / UNDERSTAND
    prose = f"{style}\n      One\n      line.\n\n\n      Two\n      lines.\n"
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace("It differs from place to place.\n", prose), "utf-8")
    playbook, problems = load(folder)
    assert problems == []
    assert playbook is not None
    assert playbook.pillars[0].actions[0].why == "One line.\n\nTwo lines."


def test_byte_order_mark_and_line_endings_change_nothing(folder: Path) -> None:
    """Files saved on Windows read the same."""
    sound, _ = load(folder)
    for path in folder.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder) == (sound, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "understand.yaml: This file is empty."),
        ("id: understand".encode("utf-16"), "understand.yaml: This file is UTF-16 text."),
        ("id: understand".encode("utf-16-le"), "understand.yaml: This file is UTF-16 text."),
        (b"id: a\ntitle: caf\xe9\n", "understand.yaml:2:11: This character is not UTF-8 text."),
        (b"id: a\ntitle: \0\n", "understand.yaml:2:8: There is a control character here (U+0000)"),
        (b"#" * (MAX_BYTES + 1), "understand.yaml: This file is larger than 5 MB. Split it."),
    ],
)
def test_what_is_not_text_is_refused(folder: Path, content: bytes, said: str) -> None:
    """The message names the encoding or the place."""
    (problem,) = problems_with(folder, UNDERSTAND, content)
    assert said in str(problem)


def test_missing_folder_and_missing_files(tmp_path: Path) -> None:
    """Each missing file is named; a missing folder is one problem."""
    assert [str(p) for p in load(tmp_path / "no")[1]] == [
        f"{tmp_path / 'no'}: There is no folder here."
    ]
    assert [Path(problem.at.path).name for problem in load(tmp_path)[1]] == [
        "playbook.yaml",
        "resources.yaml",
    ]


def test_other_files_are_read_when_the_first_is_broken(folder: Path) -> None:
    """A mistake in playbook.yaml does not hide one in a pillar."""
    (folder / UNDERSTAND).write_text("id: [", "utf-8")
    problems = problems_with(folder, "playbook.yaml", b"title: a: b")
    assert [Path(problem.at.path).name for problem in problems] == [
        "understand.yaml",
        "playbook.yaml",
    ]


def test_a_link_in_a_circle_is_a_problem(folder: Path) -> None:
    """A file that cannot be opened is named with the system's reason."""
    (folder / UNDERSTAND).unlink()
    (folder / UNDERSTAND).symlink_to(folder / UNDERSTAND)
    (problem,) = load(folder)[1]
    assert "This file cannot be read" in str(problem)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """A pipe in the place of a file would never end."""
    (folder / UNDERSTAND).unlink()
    os.mkfifo(folder / UNDERSTAND)
    (problem,) = load(folder)[1]
    assert "This is not a file" in str(problem)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collection_is_left_as_found(enabled: bool) -> None:
    """Loading pauses the collector and nobody else notices."""
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        load(BASE)
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()
