"""`scalekit check`: is every file sound?"""

import os
from collections.abc import Sequence
from typing import Annotated, Any

from scalekit import clock
from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, PlaybookOption
from scalekit.cli.checking import gates, notes
from scalekit.cli.checking.controls import controls
from scalekit.cli.checking.formats import FORMATS, FileResult, add_summary, chosen, github, junit
from scalekit.cli.files import checklists, config, evidence, playbooks
from scalekit.cli.files.naming import typed
from scalekit.cli.files.slips import slips
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.invoked import as_started
from scalekit.engine.gates import is_rule
from scalekit.engine.progress import progress
from scalekit.errors import FileError, UsageError
from scalekit.model.checklist import Checklist
from scalekit.model.problem import Position, Problem
from scalekit.storage.files import StoredChecklist
from scalekit.text.near import did_you_mean
from scalekit.text.printable import printable
from scalekit.text.sentence import number_of
from scalekit.views import problems as view
from scalekit.views.json_values import shown_path


def check(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin. Without one: this folder.",
            offers="checklist_files",
        ),
    ] = None,
    require: Annotated[
        list[str] | None,
        Option(
            metavar="RULE",
            help="Fail where a checklist does not meet this rule. Repeat for more.",
            offers="rules",
        ),
    ] = None,
    explain: Annotated[
        str | None,
        Option(
            metavar="RULE",
            help="Say what a rule asks and how it is met, and stop.",
            offers="rules",
        ),
    ] = None,
    since: Annotated[
        str | None,
        Option(metavar="REV|DATE", help="Require rules only of the answers that changed since."),
    ] = None,
    kind: Annotated[
        str | None,
        Option(
            "--format",
            metavar="FORMAT",
            help="text, json, github or junit. In GitHub Actions: github.",
            offers=(*FORMATS,),
        ),
    ] = None,
    json: JsonOption = False,
    playbook: PlaybookOption = None,
) -> int:
    """Check that every checklist can be read, and that it meets what is required of it.

    \b
    Examples:
      scalekit check
      scalekit check innovations/ --json
      scalekit check --require evidence --require pillar:understand=completed
      scalekit check --explain reviewed-by-other

    Exits 3 when a file cannot be read, 1 when an answer lacks its reason, a file holds escapes that
    act on a terminal or a rule is not met, 0 when all is well. The rules are: evidence,
    evidence-there, owner, no-overdue, no-conflicts, wording, reviewed, reviewed-by-other,
    no-open-questions, no-differences, decision, decision-current and pillar:ID=completed.
    scalekit.toml can hold them, as `require`, and exceptions from them.

    Notes say what has changed since: wording that was answered, answers that were reviewed, decided
    on or agreed to differ on, and files that are evidence. They name what looks like a slip, such
    as a mistyped field or role, or a missing action. And they name copies of a checklist that a
    file service made, which no command reads. A note fails nothing.
    """
    for rule in [*(require or ()), *([explain] if explain else [])]:
        if not is_rule(rule):
            raise UsageError(config.no_rule(rule))
    if kind not in (None, *FORMATS):
        raise UsageError(f"--format: {did_you_mean(str(kind), FORMATS, 'The formats are')}")
    if explain:
        streams.out_lines(gates.explained(explain))
        return 0
    paths = paths or [checklists.home()]
    found = _Findings(tuple(require or ()), playbook, _changed_since(paths, since))
    for path, stored, problems in checklists.read_all(paths, found.copies):
        found.add(path, stored, problems)
    return found.say(chosen(kind, json))


class _Findings:
    """What is found in the checklists, one after the other."""

    def __init__(
        self, require: tuple[str, ...], playbook: str | None, changed: "dict[str, set[str]] | None"
    ) -> None:
        self.require = require
        self.playbook = playbook
        self.changed = changed
        self.today = clock.today()
        self.checked: list[FileResult] = []
        self.copies: list[Problem] = []
        self.used: dict[str, None] = {}
        self.settings: set[config.Settings] = set()  # those whose roles were looked up
        self.unreadable: list[Problem] = []
        self.failing: list[Problem] = []
        self.notes: list[Problem] = []

    def add(self, path: str, stored: StoredChecklist | None, problems: list[Problem]) -> None:
        """Look at one file, of which `problems` prevent reading it."""
        if stored is None:
            self._add(path, problems, [], [])
            return
        checklist = stored.checklist
        if checklist.other_text:
            from scalekit.storage.saving import check_writable

            problems = check_writable(stored)
        if book := playbooks.playbook_of(path, checklist, self.playbook):
            self.used[checklists.beside("", book)] = None
        newer = playbooks.newer_playbook(path, checklist, self.playbook)
        old_evidence = evidence.out_of_date(path, checklist)
        where = evidence.told(progress(checklist, self.today, newer), old_evidence)
        noted = notes.changed(path, where, newer, self.playbook, old_evidence)
        found = gates.failures(stored, where, self._gate(path), noted)
        said = [
            *found.excepted,
            *playbooks.playbook_notes(path, checklist, self.playbook),
            *slips(stored, self.playbook),
            *(note.problem for note in noted if note.of not in found.told),
        ]
        failing = [*missing_reasons(path, checklist), *controls(stored), *found.failing]
        self._add(path, problems, failing, said)

    def _gate(self, path: str) -> gates.Gate:
        at = "." if path == "-" else path
        settings = config.settings_at(at)
        self._check_roles(at, settings)
        rules = tuple(dict.fromkeys((*settings.require, *self.require)))
        changed = None if self.changed is None else self.changed.get(os.path.normpath(path), set())
        return gates.Gate(rules, settings.exceptions, self.today, changed)

    def _check_roles(self, at: str, settings: config.Settings) -> None:
        """Raise FileError where scalekit.toml names a role that is none; once for each of them."""
        if settings.roles and settings not in self.settings:
            self.settings.add(settings)
            book = playbooks.load_playbook(playbooks.playbook_at(at, self.playbook))
            playbooks.roles_said(at, book)

    def _add(
        self, path: str, unreadable: list[Problem], failing: list[Problem], notes: list[Problem]
    ) -> None:
        self.unreadable += unreadable
        self.failing += failing
        self.notes += notes
        self.checked.append(FileResult(path, [*unreadable, *failing], notes))

    def say(self, kind: str) -> int:
        """Write what was found in a format, and return the exit code."""
        checked = [*self.checked, *(FileResult(each.at.path, [], [each]) for each in self.copies)]
        if kind == "json":
            streams.out_json("check", {"checklists": [_report(*each) for each in checked]})
        elif kind == "junit":
            streams.out(junit(checked))
        elif kind == "github":
            streams.out("".join(f"{line}\n" for line in github(checked)))
            add_summary(checked)
        else:
            self._say_lines()
        return FileError.exit_code if self.unreadable else int(bool(self.failing))

    def _say_lines(self) -> None:
        for folder in self.used:
            streams.say(f"Playbook: {folder}")
        for problem in (*self.unreadable, *self.failing, *self.notes, *self.copies):
            streams.out(f"{printable(as_started(str(problem)))}\n")
        if not self.checked:
            streams.say(checklists.NONE_HERE)
        elif not self.unreadable and not self.failing:
            streams.out(f"{_all_well(len(self.checked))}\n")


def _changed_since(paths: Sequence[str], since: str | None) -> "dict[str, set[str]] | None":
    """Return the actions of each file that changed since, with "" for the whole of a file."""
    if since is None:
        return None
    # Only who asks for it waits for git.
    from scalekit.git.since import changed_since

    problems: list[Problem] = []
    found = changed_since(paths, since, problems, streams.say)
    if problems:
        raise FileError(*problems)
    changed = {
        path: {"", *(change.action_id for change in each.changes)}
        for path, each in found.compared.items()
    }
    for path, each in found.compared.items():
        if each.old is None and each.new is not None:
            changed[path] |= {action.id for action in each.new.actions}
    return changed


def missing_reasons(path: str, checklist: Checklist) -> list[Problem]:
    """Return a problem for each answer that lacks the reason it needs."""
    return [
        Problem(
            Position(path),
            f"Action {action.id} is “{action.answer.status.label}” without a reason.",
            f'Add one: scalekit set {typed(path)} {action.id} --reason "..."',
        )
        for action in checklist.actions
        if action.answer.lacks_reason
    ]


def _report(path: str, problems: Sequence[Problem], notes: Sequence[Problem]) -> dict[str, Any]:
    return {
        "path": shown_path(path),
        "ok": not problems,
        "problems": view.document(problems),
        "notes": view.document(notes),
    }


def _all_well(count: int) -> str:
    return f"{number_of(count, 'checklist')}, no problems."
