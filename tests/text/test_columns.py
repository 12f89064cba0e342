"""Lines fit the terminal, whatever is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from scalekit.text.columns import _NARROW, broken, columns, cut, cut_inside, fitted, indented


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_breaking_loses_nothing_and_only_long_words_stick_out(text: str, width: int) -> None:
    lines = list(broken(text, width))
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width or " " not in line.strip(" ") for line in lines)


@given(st.text("ab :\n", min_size=1), st.integers(min_value=1, max_value=80))
def test_going_on_further_in_loses_nothing(text: str, width: int) -> None:
    lines = list(indented(text, width))
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width or " " not in line.strip(" ") for line in lines)


def test_a_line_goes_on_further_in_than_it_began() -> None:
    assert list(indented("One\n  two three", 9)) == ["One", "  two", "    three"]


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_cutting_fits_and_says_so(text: str, width: int) -> None:
    assert columns(cut(text, width)) <= width
    assert cut(text, width) == text or cut(text, width).endswith("…")


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_cutting_inside_fits_and_keeps_the_end(text: str, width: int) -> None:
    shown = cut_inside(text, width)
    assert columns(shown) <= width
    assert shown == text or text.endswith(shown.rpartition("…")[2])


def test_wide_and_joined_characters_are_counted_as_they_show() -> None:
    assert columns("feno") == 4
    assert columns("測試") == 4
    assert columns("e\u0301") == 1


JOINED = {
    "a thumb with a skin tone": "\U0001f44d\U0001f3fd",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a red heart": "\u2764\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "a syllable of Hangul in its letters": "\u1112\u1161\u11ab",
}


@pytest.mark.parametrize("sign", JOINED.values(), ids=JOINED)
def test_characters_that_show_as_one_fill_two_columns_and_are_cut_as_one(sign: str) -> None:
    assert columns(sign) == 2
    assert cut(f"{sign} and more", 3) == f"{sign}…"
    assert cut(f"{sign} and more", 2) == "…"
    assert cut_inside(f"more and {sign}", 5) == f"mo…{sign}"
    assert cut_inside(f"more and {sign}", 3).endswith("…")
    assert list(fitted(2 * sign, 3)) == [sign, sign]


def test_what_is_counted_without_a_look_fills_one_column() -> None:
    plain = [chr(n) for n in range(160, 0x3000) if _NARROW.fullmatch(chr(n))]
    assert [sign for sign in plain if wcswidth(sign) != 1] == []


def test_an_address_stays_whole() -> None:
    address = "https://example.org/" + "a" * 60
    assert list(broken(f"See {address} now", 40)) == ["See", address, "now"]


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_where_every_line_has_to_fit_it_does(text: str, width: int) -> None:
    found = list(fitted(text, width))
    assert all(columns(line) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "").replace("\n", "")
