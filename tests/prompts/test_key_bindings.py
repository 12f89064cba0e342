"""What is done with keys that nobody meant."""

import pytest
from prompt_toolkit.input import create_pipe_input

from scalekit.prompts.key_bindings import typed_on


def test_what_is_typed_on_behind_a_note_is_dropped_and_known_but_ctrl_c_stops() -> None:
    with create_pipe_input() as source:
        source.send_text("3 of us")
        assert typed_on(source)
        assert not typed_on(source)
        source.send_text("3\x03")
        with pytest.raises(KeyboardInterrupt):
            typed_on(source)
