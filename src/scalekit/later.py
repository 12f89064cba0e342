"""Imports that wait until something in a module is used."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """A module that is imported when something in it is used."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def inspect_later() -> None:
    """Have `inspect` imported when it is used.

    dataclasses imports it for the docstrings of records that have none, and ours have theirs: a
    sixth of a driver's time in Python 3.11. From 3.12 on it is used at once, which this does not
    hinder.
    """
    sys.modules.setdefault("inspect", _Later("inspect"))
