"""`scalekit merge --resolve`: one version of a file that holds two.

While git waits for the file, the versions are what git keeps of it, merged by field; what stands
in the file tells what somebody edited since. Elsewhere they are what stands between the marks.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scalekit.cli.files import checklists
from scalekit.cli.files.saving import clash_lines, shown_changes
from scalekit.cli.files.slips import say_renamed
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import choose_between
from scalekit.engine.diff import Change
from scalekit.engine.merge import Versions
from scalekit.engine.resolve import unresolved, with_both, with_edits
from scalekit.errors import AnswerNeededError, FileError, InterruptedByUserError
from scalekit.git.unmerged import Stages, by_field, merged_by_git, stages
from scalekit.model.checklist import Checklist
from scalekit.model.say import answer_lines
from scalekit.storage import files, saving
from scalekit.storage.conflicts import find_marks, names, sides
from scalekit.storage.files import StoredChecklist
from scalekit.storage.saving import ClashError
from scalekit.text.shell import typed

KEPT = ("ours", "theirs", "both")  # ours and theirs stand above and below git's middle mark


class _File(NamedTuple):
    """A file that holds two versions, as it was read."""

    path: str
    raw: bytes
    text: str
    newline: str
    bom: bool

    @property
    def format(self) -> str:
        return files.format_of(self.path, self.raw)

    @property
    def add(self) -> str:
        """Return how to tell git that the file is merged."""
        return f"If git is waiting for this, tell it: git add {typed(self.path)}"

    def stored(self, checklist: Checklist) -> StoredChecklist:
        return StoredChecklist(self.path, checklist, self.raw, self.format, self.newline, self.bom)


def resolve(
    path: str,
    keep: str | None,
    plain: bool,
    no_input: bool,
    json: bool,
    playbook: str | None,
) -> int:
    """Save one version of a file that holds two: one side, or what is chosen field by field.

    With `json`, what that changed and left goes to stdout as a document; returns the exit code.
    """
    raw = files.read_bytes(path)
    file = _File(path, raw, *files.decode(raw, path))
    staged = stages(path)
    if staged and None in (staged.ours, staged.theirs) and not find_marks(file.text, path):
        return _deleted(file, staged, json)
    merged = by_field(staged) if staged else None
    untouched = merged and staged and staged.ours and file.text == _text(staged.ours)
    if not find_marks(file.text, path) and not untouched:
        held = checklists.open_checklist(path).checklist
        streams.say(f"{path}: there is nothing to choose. {file.add}")
        _write_document(json, path, held, held)
        return 0
    found = _with_edits(file, staged, merged) if staged and merged else _marked(file)
    return _settle(file, found, keep, plain, no_input, json, playbook)


def _settle(
    file: _File,
    found: Versions,
    keep: str | None,
    plain: bool,
    no_input: bool,
    json: bool,
    playbook: str | None,
) -> int:
    path, clashes, ours = file.path, unresolved(found.ours, found.theirs), found.ours
    called = names(file.text)
    if keep == "both":
        found = with_both(found)
        if left := unresolved(found.ours, found.theirs):
            saving.save_both(ClashError(file.stored(found.ours), found), called)
            streams.say(
                f"{path}: Each of these takes one value, so both are in the file, between marks:"
            )
            for line in clash_lines(left, *called):
                streams.say(f"  {line}")
            streams.say(f"Choose with: scalekit merge --resolve {typed(path)}")
            _write_document(json, path, ours, found.ours, found.theirs, left)
            return 1
    if keep or not clashes:
        chosen = found.theirs if keep == "theirs" else found.ours
    elif streams.can_ask(no_input):
        try:
            chosen = choose_between(found.ours, found.theirs, called, plain)
        except (EOFError, KeyboardInterrupt):
            raise InterruptedByUserError(f"Stopped. {path} is as it was.") from None
    else:
        raise AnswerNeededError(
            f"{path}: there is no terminal to ask in. Use --keep ours or --keep theirs, or"
            " --keep both for notes and evidence, or keep the lines you want in an editor and"
            " delete the marks."
        )
    saving.settle(file.stored(found.ours), chosen)
    for line in _left_out(clashes, chosen) if keep else ():
        streams.say(f"{path}: {line}")
    streams.say(f"Saved {path}. {file.add}")
    _write_document(json, path, ours, chosen)
    for line in say_renamed(path, chosen, playbook):
        streams.say(f"{path}: {line}")
    return 0


def _left_out(clashes: Sequence[Change], chosen: Checklist) -> Iterator[str]:
    """Yield each answered action that the side which was kept does not have."""
    there = {action.id for action in chosen.actions}
    for clash in clashes:
        action = clash.old or clash.new
        if clash.field == "action" and clash.action_id not in there and not action.is_blank:
            answer = "; ".join(answer_lines(action.answer))
            yield f"Left out, for that side does not have it: {clash.action_id} ({answer})."


def _write_document(
    json: bool,
    path: str,
    ours: Checklist,
    new: Checklist,
    theirs: Checklist | None = None,
    left: Sequence[Change] = (),
) -> None:
    """Write for programs what is new against our version, and what is left to choose."""
    if json:
        from scalekit.views.diff import merged

        streams.out_json("merge", merged(path, ours, new, theirs or new, left))


def _deleted(file: _File, staged: Stages, json: bool) -> int:
    """Say that git waits to hear whether to keep a file that one side deleted."""
    who, other = ("your side", "the other") if staged.ours is None else ("the other side", "yours")
    streams.say(
        f"{file.path}: {who} deleted this file, and {other} changed it. The changed file is here."
        f" Keep it with `git add {typed(file.path)}`, or delete it with"
        f" `git rm {typed(file.path)}`."
    )
    if json:
        held = checklists.open_checklist(file.path).checklist
        _write_document(json, file.path, held, held)
    return 1


def _with_edits(file: _File, staged: Stages, merged: Versions) -> Versions:
    """Return the merge with what somebody edited in the file since git left it.

    What cannot be told apart from what git made of it is kept in a file of its own.
    """
    if not find_marks(file.text, file.path):
        return merged
    left = _text(merged_by_git(staged))
    if sides(file.text) == sides(left):
        return merged
    edited, left_there = _read(file.text, file.format), _read(left, file.format)
    if not edited:
        _keep_aside(file)
        return merged
    if {edited.ours, edited.theirs} <= {merged.ours, merged.theirs}:
        return merged
    if not left_there:
        return edited
    found = with_edits(left_there, edited, merged)
    _tell(file, merged, found)
    return found


def _read(text: str, kind: str) -> Versions | None:
    """Return the two versions that a marked text holds, if both can be read."""
    found = files.two_versions(text, kind)
    return Versions(*found) if found else None


def _tell(file: _File, merged: Versions, found: Versions) -> None:
    """Say what was edited in the file since git left it, and is kept."""
    every = dict.fromkeys(
        (
            *shown_changes(unresolved(merged.ours, found.ours)),
            *shown_changes(unresolved(merged.theirs, found.theirs)),
        )
    )
    for line in every:
        streams.say(f"{file.path}: Kept what was changed in the file since the merge: {line}.")


def _keep_aside(file: _File) -> None:
    number = 1
    while (aside := Path(f"{file.path}.edited{'' if number == 1 else f'-{number}'}")).exists():
        number += 1
    saving.write_file(str(aside), file.raw)
    streams.say(
        f"{file.path}: This was changed since git merged it, to something that cannot be read."
        f" It is kept as {aside}: copy what you need from there, then delete it."
    )


def _marked(file: _File) -> Versions:
    """Return the two versions between the marks; raises FileError if they are not two."""
    found = _read(file.text, file.format)
    if not found:
        raise FileError(*files.parse(file.raw, file.path)[1])
    return found


def _text(raw: bytes) -> str:
    return files.decode(raw, "")[0]
