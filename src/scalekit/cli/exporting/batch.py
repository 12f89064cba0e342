"""Many checklists to many documents: where each goes, and all processors at work."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import NamedTuple

from scalekit.cli.exporting.formats import FORMATS, Options, part_for_roles
from scalekit.cli.exporting.stopping import in_worker, stopped
from scalekit.cli.files.checklists import each_once
from scalekit.cli.files.naming import REFUSED, RESERVED
from scalekit.cli.files.overwriting import refuse_loss
from scalekit.errors import FileError, UsageError, reason
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.disk.near_path import file_above
from scalekit.storage.disk.replacing import write
from scalekit.storage.disk.unwritable import check_folder, unwritable
from scalekit.storage.files import StoredChecklist, stem

CHUNK = 100


class Job(NamedTuple):
    """One checklist to read, and the document to make of it."""

    path: str
    target: str
    is_input: bool = False  # the document would replace a checklist that is exported


def plan(paths: Sequence[str], folder: str, suffix: str) -> Iterator[Job]:
    """Yield a job for each checklist named or found, once, with the same folders below `folder`.

    No two documents share a name, also where capitals do not count, and no name leads out of
    `folder` or is one that Windows refuses. Checklists in `folder` that come from an export into
    a folder inside the one that is exported are no jobs.
    """
    taken: dict[str, set[str]] = {}
    inputs = _inputs(paths, folder, suffix) if _makes_checklists(suffix) else set()
    for root, every in groupby(each_once(paths), itemgetter(0)):
        own = own_output(root, folder, suffix)
        top = root if os.path.isdir(root) else os.path.dirname(root)
        for found, together in groupby((path for _, path in every), os.path.dirname):
            if own and os.path.join(found, "").startswith(own):
                continue
            inside = os.path.relpath(found or ".", top or ".")
            parts = [_safe(part) for part in inside.split(os.sep) if part != "."]
            target = os.path.join(folder, *parts)
            names = taken.setdefault(target.casefold(), set())
            for path in together:
                name = _free(_safe(stem(path)), suffix, names)
                document = os.path.join(target, name)
                yield Job(path, document, bool(inputs) and _is_among(document, inputs))


def own_output(root: str, folder: str, suffix: str) -> str:
    """Return `folder` as it is found below `root`, if what is written there would be found."""
    if not os.path.isdir(root) or not _makes_checklists(suffix):
        return ""
    place, top = os.path.realpath(folder), os.path.realpath(root)
    if place == top or not place.startswith(os.path.join(top, "")):
        return ""
    return os.path.join(root, os.path.relpath(place, top), "")


def doubled(paths: Sequence[str], folder: str, suffix: str) -> list[str]:
    """Return the folders in which the checklists written to `folder` are found from now on."""
    place = os.path.realpath(folder)
    return [
        root
        for root in paths
        if own_output(root, folder, suffix)
        or (os.path.isdir(root) and _makes_checklists(suffix) and os.path.realpath(root) == place)
    ]


def _makes_checklists(suffix: str) -> bool:
    return suffix in files.SUFFIXES.values()


def _inputs(paths: Sequence[str], folder: str, suffix: str) -> set[str]:
    """Return where checklists are exported from that a document could replace."""
    searched = (path for path in paths if not own_output(path, folder, suffix))
    return {place for path in searched for place in _places(path)}


def _places(path: str) -> set[str]:
    """Return where a path is, and where it leads to if it is a link."""
    folder, name = os.path.split(path.rstrip(os.sep))
    return {os.path.join(os.path.realpath(folder), name), os.path.realpath(path)}


def _is_among(document: str, inputs: set[str]) -> bool:
    """Return whether a document is there already, as or below one of the inputs."""
    if not os.access(document, os.F_OK):
        return False
    return any(_is_below(place, inputs) for place in _places(document))


def _is_below(place: str, inputs: set[str]) -> bool:
    while place not in inputs:
        above = os.path.dirname(place)
        if above == place:
            return False
        place = above
    return True


def _safe(name: str) -> str:
    """Return a name that every system accepts and that stays where it is put."""
    safe = REFUSED.sub("-", name).rstrip(". ")
    return f"_{safe}" if not safe or RESERVED.match(safe) or safe.startswith("..") else safe


def _free(base: str, suffix: str, taken: set[str]) -> str:
    name, number = f"{base}{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{base}-{number}{suffix}"
    taken.add(name.casefold())
    return name


def convert(kind: str, options: Options, jobs: Sequence[Job]) -> tuple[int, list[Problem]]:
    """Write the document of each job; return how many were tried and what went wrong."""
    problems: list[Problem] = []
    count = 0
    render = FORMATS[kind].render
    for job in jobs:
        if stopped():
            break
        count += 1
        stored, found = files.read(job.path)
        problems += found
        if stored:
            try:
                _check(job, kind, stored, options)
                _write(job, b"".join(render([stored], options._replace(output=job.target))))
            except FileError as error:
                problems += error.problems
    return count, problems


def _check(job: Job, kind: str, stored: StoredChecklist, options: Options) -> None:
    """Raise FileError when what is there is not to be replaced by a document."""
    if job.is_input:
        message = "This document would replace a checklist that you export."
        raise FileError(Problem(Position(job.target), message, "Name another folder."))
    if options.force or not os.access(job.target, os.F_OK):
        return
    held = [part_for_roles(options, stored.checklist)] if FORMATS[kind].holds else []
    refuse_loss(job.target, lambda: held, job.path)


def _write(job: Job, raw: bytes) -> None:
    try:
        # Nobody's answer is lost with an export, so none waits for the disk.
        try:
            write(job.target, raw, flush=False)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(job.target), exist_ok=True)
            write(job.target, raw, flush=False)
    except OSError as error:
        raise unwritable(job.target, error) from None


def run(kind: str, options: Options, jobs: Iterator[Job]) -> Iterator[tuple[int, list[Problem]]]:
    """Do the jobs until Ctrl-C; yield after each chunk how many were done and what went wrong."""
    first = list(islice(jobs, 2 * CHUNK))
    workers = os.cpu_count() or 1
    if len(first) < 2 * CHUNK or workers == 1:
        for chunk in _chunks(chain(first, jobs)):
            yield convert(kind, options, chunk)
        return
    # Starting processes takes 60 ms and pays only for hundreds of files.
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

    with ProcessPoolExecutor(workers, initializer=in_worker) as pool:
        waiting = set()
        for chunk in _chunks(chain(first, jobs)):
            here = options.only(job.path for job in chunk)
            waiting.add(pool.submit(convert, kind, here, chunk))
            if len(waiting) >= 2 * workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
            if stopped():
                break
        for each in waiting:
            if not (stopped() and each.cancel()):
                yield each.result()


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    every = iter(jobs)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


def make(folder: str) -> None:
    """Make the folder for many documents; raises once, and not for each, when that cannot be."""
    if found := file_above(folder):
        raise UsageError(f"{found} is a file, not a folder. Name another folder with --output.")
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        message = f"This folder cannot be written to: {reason(error)}."
        raise FileError(Problem(Position(folder), message, "Name another.")) from None
    check_folder(folder, "Name another.")
