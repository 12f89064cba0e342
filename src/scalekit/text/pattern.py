"""Regular expressions that are compiled when they are first used.

Compiling takes longer than importing the module around it, and a command uses a few of many.
"""

import re
from typing import Any, AnyStr


class _Pattern:
    def __init__(self, text: Any, flags: re.RegexFlag) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # found at once from now on
        return found


def pattern(text: AnyStr, flags: re.RegexFlag = re.NOFLAG) -> "re.Pattern[AnyStr]":
    """Return what has the methods of a compiled pattern. Raises re.error at the first use."""
    return _Pattern(text, flags)  # type: ignore[return-value]
