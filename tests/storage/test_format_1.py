"""Files as format 1 wrote them read for ever, and the next save brings them to the format of today.

`format1/expected.json` is what the program that wrote them read in each.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from scalekit.model.checklist import Checklist, OtherText
from scalekit.storage import files, saving
from scalekit.storage.format import FORMAT

FOLDER = Path(__file__).parent / "format1"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
READABLE = sorted(name for name, was in EXPECTED.items() if was["checklist"])


def _keyed(value: Any) -> Any:
    """Return a record as a mapping, and so on inside it."""
    if hasattr(value, "_asdict"):
        return {name: _keyed(part) for name, part in value._asdict().items()}
    return [_keyed(part) for part in value] if isinstance(value, tuple) else value


def _document(checklist: Checklist) -> dict[str, Any]:
    """Return a checklist in the keys of format 1."""
    found: dict[str, Any] = json.loads(json.dumps(_keyed(checklist), default=str))
    assert found.pop("decisions") == []  # these came with format 2
    assert not found.pop("extends")
    for action in found["actions"]:
        assert (action.pop("reviews"), action.pop("views")) == ([], [])
        for entry in action["answer"]["evidence"]:
            assert entry.pop("mark") == ""
    return found


def _placed_as_now(was: dict[str, Any]) -> dict[str, Any]:
    """Text above or right below a title stands below the action's text since format 2."""
    placed: dict[str, str] = {}
    for other in was["other_text"]:
        action_id, dot, part = other["after"].rpartition(".")
        at = f"{action_id}.text" if dot and part in ("action", "title") else other["after"]
        placed[at] = f"{placed[at]}\n\n{other['text']}" if at in placed else other["text"]
    kept = [{"after": after, "text": text} for after, text in placed.items()]
    return {**was, "other_text": kept}


@pytest.mark.parametrize("name", READABLE)
def test_a_file_of_format_1_reads_as_it_did(name: str) -> None:
    stored, problems = files.read(str(FOLDER / name))
    assert stored, problems
    assert _document(stored.checklist) == _placed_as_now(EXPECTED[name]["checklist"])


@pytest.mark.parametrize("name", READABLE)
def test_the_next_save_writes_the_format_of_today_and_loses_nothing(
    name: str, tmp_path: Path
) -> None:
    """Whatever the file holds, an added text is saved with all of it."""
    copy = tmp_path / name
    copy.write_bytes((FOLDER / name).read_bytes())
    stored, problems = files.read(str(copy))
    assert stored, problems
    text = (*(o for o in stored.checklist.other_text if o.after != "end"), OtherText("end", "New."))
    saving.save(stored, stored.checklist._replace(other_text=text))
    again, _ = files.read(str(copy))
    assert again
    assert again.checklist == stored.checklist._replace(other_text=text)
    assert files.format_number(again) == FORMAT
    assert files.format_number(stored) == 1


def test_a_conflict_of_format_1_is_still_a_conflict() -> None:
    name = "conflict.scalekit.md"
    stored, problems = files.read(str(FOLDER / name))
    assert stored is None
    found = [f"{problem.at.line}: {problem.message}" for problem in problems]
    assert found == EXPECTED[name]["problems"]


def test_reading_changes_nothing_on_disk(tmp_path: Path) -> None:
    copy = tmp_path / "a.scalekit.md"
    copy.write_bytes((FOLDER / "answered.scalekit.md").read_bytes())
    stored, _ = files.read(str(copy))
    assert stored
    saving.save(stored, stored.checklist)
    assert copy.read_bytes() == (FOLDER / "answered.scalekit.md").read_bytes()
