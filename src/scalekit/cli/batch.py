"""Many checklists to many documents: where each goes, and all processors at work."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, islice
from typing import NamedTuple

from scalekit.cli.documents import FORMATS, Options, stem
from scalekit.errors import FileError, UsageError
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.replacing import write

CHUNK = 100
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')


class Job(NamedTuple):
    """One checklist to read, and the document to make of it."""

    path: str
    target: str


def plan(paths: Sequence[str], folder: str, suffix: str) -> Iterator[Job]:
    """Yield a job for each checklist named or found, with the same folders below `folder`.

    No two documents share a name, also where capitals do not count, and no name leads out of
    `folder` or is one that Windows refuses.
    """
    taken: dict[str, set[str]] = {}
    for root in paths:
        top = root if os.path.isdir(root) else os.path.dirname(root)
        for found, together in groupby(files.find(root), os.path.dirname):
            inside = os.path.relpath(found or ".", top or ".")
            parts = [_safe(part) for part in inside.split(os.sep) if part != "."]
            target = os.path.join(folder, *parts)
            names = taken.setdefault(target.casefold(), set())
            for path in together:
                name = _free(_safe(stem(path)), suffix, names)
                yield Job(path, os.path.join(target, name))


def _safe(name: str) -> str:
    """Return a name that every system accepts and that stays where it is put."""
    safe = _REFUSED.sub("-", name).rstrip(". ")
    return f"_{safe}" if not safe or _RESERVED.match(safe) or safe.startswith("..") else safe


def _free(base: str, suffix: str, taken: set[str]) -> str:
    name, number = f"{base}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}{suffix}"
    taken.add(name.casefold())
    return name


def convert(kind: str, options: Options, jobs: Sequence[Job]) -> list[Problem]:
    """Write the document of each job; return what went wrong, with the others done."""
    problems: list[Problem] = []
    render = FORMATS[kind].render
    for job in jobs:
        stored, found = files.read(job.path)
        problems += found
        if stored:
            try:
                _write(job, b"".join(render([stored], options)))
            except FileError as error:
                problems += error.problems
    return problems


def _write(job: Job, raw: bytes) -> None:
    if os.access(job.target, os.F_OK) and os.path.samefile(job.path, job.target):
        message = "This document would replace the checklist that it is made from."
        raise FileError(Problem(Position(job.target), message, "Name another folder."))
    try:
        # Nobody's answer is lost with an export, so none waits for the disk.
        try:
            write(job.target, raw, flush=False)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(job.target), exist_ok=True)
            write(job.target, raw, flush=False)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"This file cannot be written: {reason}."
        raise FileError(Problem(Position(job.target), message)) from None


def run(kind: str, options: Options, jobs: Iterator[Job]) -> Iterator[tuple[int, list[Problem]]]:
    """Do the jobs; yield after each chunk how many were in it and what went wrong."""
    first = list(islice(jobs, 2 * CHUNK))
    work = partial(convert, kind, options)
    workers = os.cpu_count() or 1
    if len(first) < 2 * CHUNK or workers == 1:
        for chunk in _chunks(chain(first, jobs)):
            yield len(chunk), work(chunk)
        return
    # Starting processes takes 60 ms and pays only for hundreds of files.
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

    with ProcessPoolExecutor(workers) as pool:
        waiting = {}
        for chunk in _chunks(chain(first, jobs)):
            waiting[pool.submit(work, chunk)] = len(chunk)
            if len(waiting) >= 2 * workers:
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        for done, number in waiting.items():
            yield number, done.result()


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    every = iter(jobs)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


def refuse_mixture(folder: str) -> None:
    """Raise when the place for many documents is a file."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise UsageError(f"{folder} is a file. Name a folder with --output for many documents.")
