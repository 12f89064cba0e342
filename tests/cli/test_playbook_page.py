"""docs/playbook.md: every key that the reader knows, and no other; every command as it is run."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scalekit.playbook import overlay_shapes, shapes
from scalekit.playbook.groups import record
from scalekit.playbook.one_file import read
from scalekit.playbook.reading import Kind
from tests.cli.running import Command

PAGE = (Path(__file__).parent.parent.parent / "docs" / "playbook.md").read_text(encoding="utf-8")
FILES = (
    *(shapes.PLAYBOOK, shapes.PILLAR, shapes.CASE_STUDY, shapes.RESOURCES, shapes.CHANGES),
    *(overlay_shapes.OVERLAY, overlay_shapes.CHANGED, overlay_shapes.KEPT),
)


def keys(kind: Kind) -> Iterator[str]:
    """Yield the keys of a kind and of all that it holds."""
    for name, each in kind.fields.items():
        yield name
        yield from keys(each)
    if kind.each:
        yield from keys(kind.each)


def test_the_page_names_every_key_and_no_other() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    named = {word for row in rows for word in re.findall(r"`([a-z_]+)`", row)}
    assert named == {key for kind in FILES for key in keys(kind)}


ACTION_PARTS = record(
    "part", dict, **{name: shapes.ACTION.fields[name] for name in ("facts", "changed", "changes")}
)


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        ("# case-studies/harrow-dale.yaml", shapes.CASE_STUDY),
        ("# of an action", ACTION_PARTS),
        ("# changes.yaml", shapes.CHANGES),
    ],
)
def test_an_example_of_a_file_is_read_without_a_problem(begins: str, kind: Kind) -> None:
    (text,) = re.findall(rf"```yaml\n({re.escape(begins)}\n.*?)```", PAGE, re.DOTALL)
    value, problems = read(text, Path("example.yaml"), kind)
    assert (bool(value), problems) == (True, [])


def test_every_command_of_the_page_says_what_it_shows(
    scalekit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    assert blocks
    pairs = re.compile(r"^\$ scalekit (.*)\n((?:[^$].*\n)*)", re.MULTILINE)
    for command, shown in pairs.findall("".join(blocks)):
        assert scalekit(*command.split()).out == shown, command
