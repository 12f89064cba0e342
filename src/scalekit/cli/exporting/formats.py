"""The formats that `export` writes: what each file is called, and how it is made."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from scalekit.cli.files.playbooks import load_playbook, other_playbook, own_playbook
from scalekit.cli.terminal import streams
from scalekit.model.problem import Problem
from scalekit.storage import files
from scalekit.storage.files import StoredChecklist, stem

if TYPE_CHECKING:
    from scalekit.documents.docx.options import Paper
    from scalekit.documents.report import Report
    from scalekit.model.checklist import Checklist
    from scalekit.views.diff import Earlier
else:  # a name in quotation marks is compiled when its record is made: 2 ms for the first
    Paper = Earlier = object


class Options(NamedTuple):
    """What a document is to show. `roles` empty means all; `playbook` is a folder or built in.

    `since` says in words from when changes are shown, empty for none; `earlier` holds them by the
    normal form of a checklist's path, and git does not know what is not there. `unread` fills while
    checklists are read: one document of many says what it does not have. `output` is the
    document that is made, empty where nobody knows where it will be. `sender` as `Report` has it.
    """

    today: date
    unread: list[Problem]
    roles: tuple[str, ...] = ()
    playbook: str | None = None
    roles_in: str | None = None  # the folder of the playbook that knows the roles
    fillable: bool = False
    force: bool = False  # replace also what holds answers that would be lost
    paper: Paper | None = None
    output: str = ""
    sender: str = ""
    since: str = ""
    earlier: Mapping[str, Earlier] = {}

    def only(self, paths: Iterable[str]) -> "Options":
        """Return what documents of these checklists need, to be sent to another process."""
        if not self.since:
            return self
        keys = map(os.path.normpath, paths)
        return self._replace(earlier={k: self.earlier[k] for k in keys if k in self.earlier})


class Format(NamedTuple):
    """One format. `render` gives the bytes of one file, piece by piece, from checklists.

    `gathers` says that one file can hold many checklists; `shown` that it is for a screen or
    paper, and so is written to a file and not to stdout; `binary` that it is no text; `copies`
    that it is a checklist again, with nothing in it that a checklist does not have; `holds` that
    checklists can be brought in from it; `form` that it is to be filled in and holds nothing else;
    `dates` that it is a calendar.
    """

    suffix: str
    render: Callable[[Iterable[StoredChecklist], Options], Iterator[bytes]]
    gathers: bool = False
    shown: bool = False
    binary: bool = False
    copies: bool = False
    holds: bool = False
    form: bool = False
    dates: bool = False

    @property
    def bare(self) -> bool:
        """Whether it has no place to say what changed."""
        return self.copies or self.form or self.dates


def _lossless(kind: str) -> Callable[[Iterable[StoredChecklist], Options], Iterator[bytes]]:
    def render(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
        for stored in checklists:
            checklist = part_for_roles(options, stored.checklist)
            yield files.encode(StoredChecklist(stored.path, checklist, format=kind))

    return render


def _html(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    # jinja2 takes 60 ms.
    from scalekit.documents.html import page

    render = page.render_fillable if options.fillable else page.render
    for report in _reports(checklists, options):
        yield render(report)


def _csv(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents import csv_

    for text in csv_.render(_reports(checklists, options)):
        yield text.encode("utf-8")


def _ndjson(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents import ndjson

    for text in ndjson.render(_reports(checklists, options)):
        yield text.encode("utf-8")


def _ics(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents import ics

    for text in ics.render(_reports(checklists, options, asks_playbook=False)):
        yield text.encode("utf-8")


def _xlsx(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents.xlsx import book

    dumps = files.FORMATS["json"][0]
    yield book.render(_reports(checklists, options), dumps, options.unread)


def _docx(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents.docx import document

    for report in _reports(checklists, options):
        yield document.render(report, options.paper)


def _pdf(checklists: Iterable[StoredChecklist], options: Options) -> Iterator[bytes]:
    from scalekit.documents.pdf import form
    from scalekit.documents.pdf.field_names import foreign

    dumps = files.FORMATS["json"][0]
    for report in _reports(checklists, options):
        if letter := foreign(dumps(report.checklist)):
            streams.say(
                f"This form holds letters, such as “{letter}”, that some PDF programs do not show."
                " None of them is lost. A page shows every letter: --format html --fillable."
            )
        yield form.render(report, dumps)


FORMATS = {
    "md": Format(files.SUFFIXES["md"], _lossless("md"), copies=True, holds=True),
    "json": Format(files.SUFFIXES["json"], _lossless("json"), copies=True, holds=True),
    "html": Format(".html", _html, shown=True),
    "xlsx": Format(".xlsx", _xlsx, gathers=True, shown=True, binary=True, holds=True),
    "docx": Format(".docx", _docx, shown=True, binary=True, holds=True),
    "pdf": Format(".pdf", _pdf, shown=True, binary=True, holds=True, form=True),
    "csv": Format(".csv", _csv, gathers=True),
    "ndjson": Format(".ndjson", _ndjson, gathers=True),
    "ics": Format(".ics", _ics, gathers=True, dates=True),
}


def _reports(
    checklists: Iterable[StoredChecklist],
    options: Options,
    *,
    asks_playbook: bool = True,
) -> "Iterator[Report]":
    """Yield what a document is made from; it is said where one that asks its playbook has none."""
    from scalekit.cli.files.standing import progress_here
    from scalekit.documents.report import Report
    from scalekit.views.json_values import shown_path

    for stored in checklists:
        checklist = part_for_roles(options, stored.checklist)
        known = own_playbook(stored.path, checklist, options.playbook)
        if asks_playbook and (unlike := other_playbook(stored.path, checklist, options.playbook)):
            streams.say(f"{unlike} This document is made without what that playbook says.")
        told = progress_here(stored.path, checklist, options.today, known, stored.checklist)
        earlier = None
        if options.since:
            from scalekit.views.diff import Earlier

            unknown = Earlier(options.since)
            earlier = options.earlier.get(os.path.normpath(stored.path), unknown)
        name, path = stem(stored.path), shown_path(stored.path)
        yield Report(
            name,
            path,
            checklist,
            known,
            told,
            options.today,
            earlier,
            _beside(stored.path, options.output),
            options.sender,
        )


def _beside(path: str, output: str) -> str:
    """Return how to get from a document to the folder of its checklist; nothing where unknown."""
    if not output or path == "-":
        return ""
    try:
        way = os.path.relpath(*(os.path.split(each)[0] or "." for each in (path, output)))
    except ValueError:  # on another drive of Windows
        return ""
    return "" if way == "." else way.replace(os.sep, "/")


def part_for_roles(options: Options, checklist: "Checklist") -> "Checklist":
    """Return the part of a checklist that is asked for: the actions of some roles, or all."""
    if not options.roles:
        return checklist
    from scalekit.engine.roles import of_roles

    return of_roles(checklist, load_playbook(options.roles_in), options.roles)
