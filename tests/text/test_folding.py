"""Names in the order in which people look for them."""

from scalekit.text.folding import sorted_as


def test_an_accent_moves_no_name_to_the_end() -> None:
    names = ["Stoke", "São Paulo", "Ängelholm", "barnsley", "Arnold"]
    assert sorted(names, key=sorted_as) == ["Ängelholm", "Arnold", "barnsley", "São Paulo", "Stoke"]
