"""`scalekit compare A B --into JOINT`: one joint checklist, which keeps what each side answered."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scalekit import clock
from scalekit.cli.files import checklists
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import prompts_for
from scalekit.engine.agree import Open, agreed_answer, to_agree, with_joint_answer
from scalekit.engine.compare import Class
from scalekit.engine.roles import new_checklist, with_roles
from scalekit.errors import InterruptedByUserError, UsageError
from scalekit.model.checklist import listed
from scalekit.prompts.agreeing import agree
from scalekit.storage import files, saving
from scalekit.text.folding import folded
from scalekit.text.sentence import number_of
from scalekit.views.agenda import Agenda
from scalekit.views.json_values import shown_path

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist
    from scalekit.storage.files import StoredChecklist


class AgreementResult(NamedTuple):
    """What became of the actions that the joint checklist did not have as the sides hold them.

    `written` are those on which nobody differs, `settled` those that somebody was asked about,
    `left` those that are open, each by its id.
    """

    path: str
    written: tuple[str, ...]
    settled: tuple[str, ...]
    left: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        return self._asdict() | {"path": shown_path(self.path)}


def agree_into(
    agenda: Agenda, path: str, *, again: str, plain: bool, no_input: bool
) -> AgreementResult:
    """Write what agrees to the joint checklist, and ask about the rest.

    `again` is the command that goes on with it.
    """
    _refuse(agenda, path)
    stored, joint = _joint(agenda, path)
    names = _names(agenda)
    today = clock.today()
    written = []
    for one in to_agree(joint, agenda.found, names):
        answer = agreed_answer(joint, one)
        if answer is not None:
            joint = with_joint_answer(joint, one, answer, today)
            written.append(one.action_id)
    stored = save(stored, joint, no_input=no_input, plain=plain)
    count = number_of(len(written), "answer")
    streams.say(f"{path}: {count} written because nobody differs.")
    opened = to_agree(stored.checklist, agenda.found, names)
    words = agenda.found.of(Class.WORDS)
    for met in words:
        named = listed(f"{met.title} ({met.action_id})", met.is_joint)
        streams.say(f"Left open, for the sides answered different wordings: {named}")
    left = opened
    if not opened:
        streams.say("There is nothing else to agree.")
    elif streams.can_ask(no_input):
        left = _ask(stored, opened, again, plain)
    else:
        for one in opened:
            named = f"{one.title} ({one.action_id})"
            streams.say(f"Left open: {listed(named, joint.action(one.action_id).is_joint)}")
        streams.say(f"Agree them in a terminal:\n  {again}")
    agreed = tuple(one.action_id for one in opened if one not in left)
    still_open = (*(met.action_id for met in words), *(one.action_id for one in left))
    return AgreementResult(path, tuple(written), agreed, still_open)


def _ask(
    stored: "StoredChecklist", opened: tuple[Open, ...], again: str, plain: bool
) -> tuple[Open, ...]:
    """Ask about each action and save each answer; return those that are left open."""

    def keep(checklist: "Checklist") -> "Checklist":
        nonlocal stored
        stored = save(stored, checklist, no_input=False, plain=plain)
        return stored.checklist

    try:
        left = agree(prompts_for(plain), stored.checklist, opened, keep, clock.today())
    except (EOFError, KeyboardInterrupt):
        raise InterruptedByUserError(
            f"\nWhat was agreed is saved in {stored.path}. Continue where you stopped:\n  {again}"
        ) from None
    if left:
        streams.say(f"{len(left)} left open. Continue with them:\n  {again}")
    return left


def _refuse(agenda: Agenda, path: str) -> None:
    if not path.endswith(tuple(files.SUFFIXES.values())):
        raise UsageError(f"--into {path}: name a file that ends in .scalekit.md or .scalekit.json.")
    for side in agenda.sides:
        same = side.path != "-" and os.path.lexists(path) and Path(side.path).samefile(path)
        if same:
            raise UsageError(f"{path} is one of the sides. Name another file with --into.")


def _joint(agenda: Agenda, path: str) -> "tuple[StoredChecklist, Checklist]":
    """Return the joint checklist as it is, or a new one, with every side's roles."""
    book, first = agenda.playbook, agenda.sides[0].checklist
    if book is None:
        raise UsageError("The playbook of these checklists is not here. Name it with --playbook.")
    roles = tuple(role for side in agenda.sides for role in side.checklist.roles)
    if not os.path.lexists(path):
        made = new_checklist(book, tuple(dict.fromkeys(roles)), first.innovation, first.place)
        return saving.create(path, made), made
    stored = checklists.open_checklist(path)
    joint = stored.checklist
    if joint.playbook != first.playbook or folded(joint.innovation) != folded(first.innovation):
        raise UsageError(
            f"{path} is about “{joint.innovation}” and follows “{joint.playbook}”: it is not the"
            " joint checklist of these sides. Name another file with --into."
        )
    return stored, with_roles(joint, book, roles)


def _names(agenda: Agenda) -> list[str]:
    """Return what each side's view is signed with: its roles, and its file if others share them."""
    often = Counter(side.roles for side in agenda.sides)
    return [side.label if often[side.roles] > 1 else side.roles for side in agenda.sides]
