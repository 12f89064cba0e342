"""`scalekit check`: is every file sound?"""

import os
from collections.abc import Sequence
from typing import Annotated

from scalekit.cli.arguments.declared import Argument, Option
from scalekit.cli.arguments.options import JsonOption, UnreadPlaybookOption
from scalekit.cli.checking.findings import Findings
from scalekit.cli.checking.formats import FORMATS, chosen
from scalekit.cli.checking.rules import rule_lines
from scalekit.cli.files import home
from scalekit.cli.terminal import streams
from scalekit.engine.check_rules import is_rule, no_rule
from scalekit.errors import FileError, UsageError
from scalekit.settings.keys import NAME


def check(
    paths: Annotated[
        list[str] | None,
        Argument(
            metavar="[PATH]...",
            help="Checklists, folders of them, or - for stdin. Without one: this folder."
            " A scalekit.toml stands for its folder.",
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
    named: Annotated[
        str | None,
        Option(
            "--format",
            metavar="FORMAT",
            help="text, json, github or junit. In GitHub Actions: github.",
            offers=(*FORMATS,),
        ),
    ] = None,
    json: JsonOption = False,
    playbook: UnreadPlaybookOption = None,
) -> int:
    """Check that every checklist can be read, and that it meets what is required of it.

    \b
    Examples:
      scalekit check
      scalekit check innovations/ --json
      scalekit check --require evidence --require pillar:understand=completed
      scalekit check --explain reviewed-by-other

    Exits 3 when a file or folder cannot be read, 1 when an answer lacks its reason, a file holds
    escapes that act on a terminal or a rule is not met, 0 when all is well. The rules are:
    evidence, evidence-there, owner, no-overdue, no-conflicts, wording, reviewed, reviewed-by-other,
    no-open-questions, no-differences, decision, decision-current and pillar:ID=completed.
    scalekit.toml can hold them, as `require`, and exceptions from them.

    Notes say what has changed since: wording that was answered, answers that were reviewed, decided
    on or agreed to differ on, and files that are evidence. They name evidence that is not looked
    at, and what looks like a slip, such as a mistyped field or role, a missing action, or an
    exception that is for nothing. And they name what no command reads: copies of a checklist that
    a file service made, and files whose names are nearly right. A note fails nothing.
    """
    for rule in [*(require or ()), *([explain] if explain else [])]:
        if not is_rule(rule):
            raise UsageError(no_rule(rule))
    kind = chosen(named, json)
    if explain and (json or named):
        raise UsageError("--explain says in words what a rule asks. Leave out --format and --json.")
    if explain:
        streams.out_lines(rule_lines(explain))
        return 0
    found = Findings(tuple(require or ()), playbook)
    try:
        paths = [*map(_folder_of_settings, paths or [home.folder()])]
        found.changed = _changed_since(paths, since)
        found.look(paths)
    except FileError as error:
        found.refuse(error)
    return found.say(kind)


def _folder_of_settings(path: str) -> str:
    """Return the folder of a scalekit.toml, which is for all below it; any other path as it is."""
    folder, name = os.path.split(path)
    return (folder or ".") if name == NAME and os.path.isfile(path) else path


def _changed_since(paths: Sequence[str], since: str | None) -> "dict[str, set[str]] | None":
    """Return the actions of each file that changed since, with "" for the whole of a file."""
    if since is None:
        return None
    # Only who asks for it waits for git.
    from scalekit.git.changed_since import all_changed_since

    found = all_changed_since(paths, since, streams.say)
    changed = {
        path: {"", *(change.action_id for change in each.changes)}
        for path, each in found.compared.items()
    }
    for path, each in found.compared.items():
        if each.old is None and each.new is not None:
            changed[path] |= {action.id for action in each.new.actions}
    return changed
