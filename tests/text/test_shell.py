"""Arguments as they are typed."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalekit.text.shell import typed


@pytest.mark.skipif("os.name == 'nt'")
@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1))
def test_an_argument_is_typed_as_the_shell_reads_it(argument: str) -> None:
    (read,) = shlex.split(typed(argument))
    assert read in (argument, f"./{argument}")
    assert read == "-" or not read.startswith("-")
