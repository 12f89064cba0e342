"""Options for every test."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite`: write what came out as what is expected, to be read in the diff."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the expected outputs")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Return whether the expected outputs are to be rewritten."""
    return bool(request.config.getoption("--rewrite"))
