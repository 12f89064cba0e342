"""What `check` finds in the checklists, one after the other, and how it says it."""

import os
from collections.abc import Mapping, Sequence, Set
from itertools import chain
from typing import Any

from scalekit import clock
from scalekit.cli.checking import exceptions, notes
from scalekit.cli.checking.formats import FileResult, github, junit
from scalekit.cli.checking.rules import Gate, asked_in, failures
from scalekit.cli.checking.unsound import controls, missing_reasons
from scalekit.cli.files import checklists, evidence, playbooks
from scalekit.cli.files.slips import place_of, slips
from scalekit.cli.terminal import streams
from scalekit.engine.progress import progress
from scalekit.errors import FileError
from scalekit.invoked import as_started
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Problem
from scalekit.settings.keys import Exemption, Settings
from scalekit.settings.nearest import rules_at
from scalekit.storage.files import StoredChecklist
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of
from scalekit.views import problems as problems_view
from scalekit.views.json_values import shown_path


class Findings:
    """What is found in the checklists, one after the other."""

    def __init__(self, require: tuple[str, ...], playbook: str | None) -> None:
        self.require = require
        self.playbook = playbook
        self.changed: Mapping[str, Set[str]] | None = None
        self.today = clock.today()
        self.checked: list[FileResult] = []
        self.copies: list[Problem] = []
        self.refused: dict[Problem, None] = {}  # what stands in the way of many, each once
        self.idle = exceptions.Idle()
        self.used: dict[str, None] = {}
        self.settings: set[Settings] = set()  # those whose roles were looked up

    def look(self, paths: Sequence[str]) -> None:
        """Look once at each file that is named or found in a folder, and at scalekit.toml there."""
        for path in paths:
            self._look_at_settings(path)
        for path, stored, problems in checklists.read_all(paths, self.copies):
            if stored is None:
                self.checked.append(FileResult(path, problems))
            else:
                self._add(path, stored)

    def _look_at_settings(self, path: str) -> None:
        try:
            settings = rules_at("." if path == "-" else path)
            self.idle.look_for_files(settings.exceptions)
        except FileError as error:
            self.refuse(error)

    def refuse(self, error: FileError) -> None:
        """Keep what is wrong with a file that is no checklist, and stops the look at some."""
        self.refused |= dict.fromkeys(error.problems)

    def _add(self, path: str, stored: StoredChecklist) -> None:
        checklist = stored.checklist
        problems: list[Problem] = []
        if checklist.other_text:
            from scalekit.storage.saving import check_writable

            problems = check_writable(stored)
        failing = [*missing_reasons(path, checklist), *controls(stored)]
        try:
            judged = self._judged(path, stored)
        except FileError as error:
            self.refuse(error)
            judged = FileResult(path)
        self.checked.append(
            judged._replace(unreadable=problems, failing=[*failing, *judged.failing])
        )

    def _judged(self, path: str, stored: StoredChecklist) -> FileResult:
        """Return what the rules and the playbook of a checklist say of it; raises FileError."""
        checklist = stored.checklist
        if folder := playbooks.playbook_of(path, checklist, self.playbook):
            self.used[checklists.beside("", folder)] = None
        newer = playbooks.newer_playbook(path, checklist, self.playbook)
        old_evidence = evidence.out_of_date(path, checklist)
        where = evidence.with_evidence_found(progress(checklist, self.today, newer), old_evidence)
        gate = self._gate(path, checklist, folder)
        said_of_it, missing = slips(stored, self.playbook)
        noted = [
            *notes.changed_notes(path, where, newer, self.playbook, old_evidence),
            *notes.missing_notes(missing, gate.asked),
        ]
        self.idle.look(gate.exceptions, path, checklist, gate.rules)
        found = failures(stored, where, gate, noted)
        said = [
            *found.excepted,
            *playbooks.playbook_notes(path, checklist, self.playbook),
            *said_of_it,
            *(
                problem._replace(at=place_of(stored, action_id, words))
                for action_id, words, problem in evidence.not_looked_at(path, checklist)
            ),
            *(_placed(note, stored) for note in noted if note.of not in found.told),
        ]
        return FileResult(path, failing=found.failing, notes=said, excepted=found.excepted)

    def _gate(self, path: str, checklist: Checklist, folder: str | None) -> Gate:
        at = "." if path == "-" else path
        settings = rules_at(at)
        self._check_roles(at, settings)
        rules = tuple(dict.fromkeys((*settings.require, *self.require)))
        changed = None if self.changed is None else self.changed.get(os.path.normpath(path), set())
        asked = asked_in(rules, checklist, folder)
        return Gate(rules, settings.exceptions, self.today, asked, changed)

    def _check_roles(self, at: str, settings: Settings) -> None:
        """Raise FileError where scalekit.toml names a role that is none; once for each of them."""
        if settings.roles and settings not in self.settings:
            self.settings.add(settings)
            book = playbooks.load_playbook(playbooks.playbook_at(at, self.playbook))
            playbooks.roles_said(at, book)

    def say(self, kind: str) -> int:
        """Write what was found in a format, and return the exit code."""
        checked = [
            *(FileResult(each.at.path, unreadable=[each]) for each in self.refused),
            *self.checked,
            *(FileResult(each.at.path, notes=[each]) for each in (*self.idle.notes, *self.copies)),
        ]
        if kind == "json":
            streams.out_json("check", {"checklists": [_document(each) for each in checked]})
        elif kind == "junit":
            streams.out(junit(checked, self._closing()))
        elif kind == "github":
            streams.out("".join(f"{line}\n" for line in github(checked, self._closing())))
        else:
            self._say_lines(checked)
        if any(each.unreadable for each in checked):
            return FileError.exit_code
        return int(any(each.failing for each in checked))

    def _say_lines(self, checked: Sequence[FileResult]) -> None:
        for folder in self.used:
            streams.say(f"Playbook: {folder}")
        unreadable = chain.from_iterable(each.unreadable for each in checked)
        failing = chain.from_iterable(each.failing for each in checked)
        for problem in (*unreadable, *failing, *(n for each in checked for n in each.notes)):
            streams.out(f"{printable(as_started(str(problem)))}\n")
        closing = self._closing()
        if closing and self.checked:
            streams.out(f"{closing}\n")
        elif closing:
            streams.say(closing)

    def _closing(self) -> str:
        """Return that there is nothing to check or that all is well; nothing where it is not."""
        if not self.checked and not self.refused:
            return checklists.NONE_HERE
        if self.refused or any(each.problems for each in self.checked):
            return ""
        return f"{number_of(len(self.checked), 'checklist')}, no problems."


def _placed(note: notes.Note, stored: StoredChecklist) -> Problem:
    """Return what a note says, with the line of the action that it is about."""
    problem, (_, action_id) = note
    if problem.at.line or not action_id:
        return problem
    return problem._replace(at=place_of(stored, action_id))


def _document(checked: FileResult) -> dict[str, Any]:
    return {
        "path": shown_path(checked.path),
        "ok": not checked.problems,
        "problems": problems_view.document(checked.problems),
        "notes": [
            {**shown, **_exception(checked.excepted.get(note))}
            for note, shown in zip(
                checked.notes, problems_view.document(checked.notes), strict=True
            )
        ],
    }


def _exception(excepted: Exemption | None) -> dict[str, Any]:
    if excepted is None:
        return {}
    about = {"until": excepted.until.isoformat(), "by": excepted.by, "because": excepted.because}
    return {"excepted": {**about, "path": excepted.at.path, "line": excepted.at.line}}
