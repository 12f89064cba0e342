"""One browser for all tests of a process."""

from collections.abc import Iterator

import pytest

from tests.web.browser import Browser


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return a browser; each page that it opens is a new person's."""
    browser = Browser()
    yield browser
    browser.close()
