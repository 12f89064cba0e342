"""A list of entries: what a key picks, and what is drawn of it."""

import pytest

from scalekit.prompts.key_bindings import SEVERAL
from scalekit.prompts.listing import Listing
from scalekit.prompts.protocol import Choice, Word

LONG = [Choice(str(n), f"Entry {n} of a list that is rather long", str(n)) for n in range(1, 12)]
BACK = Choice(Word.BACK, "back", "b")


def drawn(listing: Listing, width: int = 39, height: int = 20) -> list[str]:
    return ["".join(text for _, text in line) for line in listing.lines(width, height)]


def test_enter_picks_where_the_pointer_is_and_nothing_after_a_key_that_did_nothing() -> None:
    listing = Listing("Which?", LONG, now="3")
    assert listing.press("enter") == "3"
    for key, said in (("x", "There is no key “x” here."), ("tab", "Tab does nothing here.")):
        assert listing.press(key) is None
        assert said in " ".join(drawn(listing))
        assert listing.press("enter") is None
        assert "Enter did nothing after those keys." in " ".join(drawn(listing))
        assert listing.press("enter") is None
    listing.press("down")
    assert listing.press("enter") == "4"


def test_several_keys_at_once_are_refused_and_enter_with_them() -> None:
    listing = Listing("Which?", LONG)
    listing.press("1")
    listing.refuse(SEVERAL)
    assert listing.press("enter") is None
    assert listing.press("0") is None, "the 1 before is forgotten"
    assert listing.press("2") == "2"


def test_one_of_two_digits_waits_for_the_second() -> None:
    for second, value in (("0", "10"), ("enter", "1"), ("2", "2")):
        listing = Listing("Which?", LONG)
        assert (listing.press("1"), listing.press(second)) == (None, value)


def test_esc_goes_back_where_there_is_a_way_back() -> None:
    assert Listing("Which?", [*LONG, BACK]).press("escape") == Word.BACK
    listing = Listing("Which?", LONG)
    assert listing.press("escape") is None
    assert "That key does nothing here." in " ".join(drawn(listing))


@pytest.mark.parametrize("presses", range(13))
@pytest.mark.parametrize("height", [8, 12, 20, 40])
def test_what_leads_elsewhere_and_the_pointer_are_in_sight_at_any_height(
    presses: int, height: int
) -> None:
    listing = Listing("Which?", [*LONG, BACK])
    for _ in range(presses):
        listing.press("down")
    shown = drawn(listing, height=height)
    assert len(shown) < height
    assert max(map(len, shown)) <= 39
    assert shown[-1].endswith("b) back")
    assert len([line for line in shown if "»" in line]) == 1
    whole = sum(") Entry" in line for line in shown)
    assert any(f"… {11 - whole} more" in line for line in shown) == (whole < 11)
