"""File names that every system accepts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.cli.files.naming import free_name, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FeNO testing", "feno-testing"),
        ("  Café: crème/brûlée?  ", "café-crème-brûlée"),
        ("CON", "innovation-con"),
        ("Lpt1", "innovation-lpt1"),
        ("???", "innovation"),
        ("../../etc/passwd", "etc-passwd"),
        ("測試", "測試"),
    ],
)
def test_a_name_becomes_a_file_name(name: str, expected: str) -> None:
    assert slug(name) in (expected, slug(expected))
    assert slug(slug(name)) == slug(name)


@given(st.text())
def test_a_file_name_is_short_and_holds_no_sign_with_a_meaning(name: str) -> None:
    made = slug(name)
    assert made
    assert len(f".{made}.scalekit.json.unsaved".encode()) < 255
    assert not set(made) & set('<>:"/\\|?*. \t\n')
    assert not made.startswith("-")
    assert made.isprintable()


def test_a_free_name_differs_in_more_than_its_capitals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("FENO.scalekit.md").touch()
    Path("feno-2.scalekit.md").touch()
    assert free_name("Feno", "md") == "feno-3.scalekit.md"
    assert free_name("Feno", "json") == "feno.scalekit.json"
