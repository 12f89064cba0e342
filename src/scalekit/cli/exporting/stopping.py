"""Ctrl-C while many files are written: what is at work is finished, and nothing else begun."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_pressed: list[int] = []


def stopped() -> bool:
    return bool(_pressed)


@contextmanager
def after_each_file() -> Iterator[None]:
    """Only take note of Ctrl-C here; the second time it ends everything on the spot."""
    _pressed.clear()
    before = signal.signal(signal.SIGINT, _once)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        _pressed.clear()


def in_worker() -> None:
    """Only take note of Ctrl-C in a process that works for another: that one decides.

    When the other is killed and can decide nothing, this one ends too.
    """
    # A worker has both of these already; a process that starts none needs neither.
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, _note)
    Thread(target=_end_with, args=[parent_process()], daemon=True).start()


def _end_with(parent: "BaseProcess | None") -> None:
    # The pool tells that its own process has ended by a pipe, which each worker holds open too.
    if parent:
        parent.join()
        os._exit(1)


def _note(number: int, _frame: FrameType | None) -> None:
    _pressed.append(number)


def _once(number: int, frame: FrameType | None) -> None:
    _note(number, frame)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A terminal tells every process of ours, `kill` only this one; on Windows there is no `kill`.
    if "multiprocessing" in sys.modules and os.name != "nt":
        for worker in sys.modules["multiprocessing"].active_children():
            os.kill(worker.pid, number)
