"""A checklist knows the versions of its playbook and of what is below; `upgrade` follows both."""

from pathlib import Path

import pytest

from tests.cli.running import Command, checklist_in
from tests.cli.test_overlay import north, sound
from tests.cli.test_playbook import reword

__all__ = ["north", "sound"]
BOOK = ("--playbook", "north")


@pytest.fixture(params=["md", "json"])
def rye(sound: Path, scalekit: Command, request: pytest.FixtureRequest) -> Path:
    """Return a checklist that follows the overlay, with one answer."""
    name = f"rye.scalekit.{request.param}"
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    assert scalekit("start", name, *begin, *BOOK).code == 0
    assert scalekit("set", name, "find-need", "--status", "completed").code == 0
    return sound.parent / name


def test_a_checklist_records_both_ids_and_versions(rye: Path) -> None:
    held = checklist_in(rye)
    assert (held.playbook, held.version, held.extends) == ("north", "1", "small 1.0")
    line = "<!-- extends: small 1.0 -->\n" if rye.suffix == ".md" else '  "extends": "small 1.0",\n'
    assert line in rye.read_text("utf-8")


def test_upgrade_follows_when_the_base_moves(rye: Path, scalekit: Command) -> None:
    """The overlay's own version is the same; the answer keeps the words that it answered."""
    small = rye.parent / "small"
    reword(small / "pillars" / "understand.yaml", "title: Find the need", "title: Find needs")
    reword(small / "playbook.yaml", 'version: "1.0"', 'version: "1.1"')
    again = scalekit("start", rye.name, *BOOK, "--role", "innovator", "--no-input")
    assert "follows version 1, on small 1.0, of its playbook, and version 1, on small 1.1, is" in (
        again.err
    )
    done = scalekit("upgrade", rye.name, *BOOK)
    assert done.code == 0
    assert f"{rye.name}: moved from version 1 on small 1.0 to 1 on small 1.1." in done.out
    assert (
        "Wording changed since you answered: Find the need"
        in scalekit("status", rye.name, *BOOK).out
    )
    assert checklist_in(rye).extends == "small 1.1"
    assert "already at version 1" in scalekit("upgrade", rye.name, *BOOK).out
    reword(small / "playbook.yaml", 'version: "1.1"', 'version: "1.0"')
    back = scalekit("upgrade", rye.name, *BOOK)
    assert (back.code, "follows version 1, on small 1.1, of its" in back.err) == (3, True)


def test_upgrade_follows_when_the_overlay_moves(rye: Path, scalekit: Command) -> None:
    north = rye.parent / "north"
    reword(north / "playbook.yaml", 'version: "1"', 'version: "2"')
    reword(north / "overlay.yaml", "id: register\n", "id: find-need\n    part: action\n")
    text = (north / "overlay.yaml").read_text("utf-8")
    text = text.replace("before: find-need", "# at the end")
    (north / "overlay.yaml").write_text(text, "utf-8")
    done = scalekit("upgrade", rye.name, *BOOK)
    assert done.code == 0, done.err
    assert "moved from version 1 to 2." in done.out
    assert "Kept, though the playbook leaves it out: Find the need" in done.out
    held = checklist_in(rye)
    assert held.action("find-need").answer.status == "completed"


def test_a_checklist_of_the_base_moves_to_the_overlay(sound: Path, scalekit: Command) -> None:
    """Nothing is lost: what the overlay adds is new."""
    begin = ("--role", "innovator", "--innovation", "Rye", "--no-input")
    scalekit("start", "rye.scalekit.md", *begin, "--playbook", "small")
    scalekit("set", "rye.scalekit.md", "find-need", "--status", "completed")
    done = scalekit("upgrade", "rye.scalekit.md", *BOOK)
    assert done.code == 0, done.err
    assert "moved from small 1.0 to north 1 on small 1.0." in done.out
    held = checklist_in(sound.parent / "rye.scalekit.md")
    assert (held.playbook, held.extends) == ("north", "small 1.0")
    assert held.action("find-need").answer.status == "completed"
    assert held.action("north-ask")


@pytest.mark.parametrize("words", ["small", "small 1.0 x", "a b c"])
def test_what_is_no_playbook_and_version_is_named(rye: Path, scalekit: Command, words: str) -> None:
    reword(rye, "small 1.0", words)
    done = scalekit("check", rye.name)
    assert done.code == 3
    assert "a playbook and its version, such as “small 1.0”." in done.out
