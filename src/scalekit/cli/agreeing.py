"""`scalekit compare A B --into JOINT`: one joint checklist, which keeps what each side answered."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from scalekit import clock
from scalekit.cli.files import checklists
from scalekit.cli.files.saving import save
from scalekit.cli.terminal import streams
from scalekit.cli.terminal.asking import prompts_for
from scalekit.engine.agree import agreed_answer, settled, to_agree
from scalekit.engine.choose import new_checklist, with_roles
from scalekit.engine.compare import Class
from scalekit.errors import InterruptedByUserError, UsageError
from scalekit.prompts.agreeing import agree
from scalekit.storage import files
from scalekit.text.folding import folded
from scalekit.views.compare import Agenda

if TYPE_CHECKING:
    from scalekit.model.checklist import Checklist
    from scalekit.storage.files import Stored


def agree_into(agenda: Agenda, path: str, *, plain: bool, no_input: bool) -> int:
    """Write what agrees to the joint checklist, ask about the rest; 1 where something is left."""
    _refuse(agenda, path)
    stored, joint = _joint(agenda, path)
    names = _names(agenda)
    today, written = clock.today(), 0
    for one in to_agree(joint, agenda.found, names):
        answer = agreed_answer(joint, one)
        if answer is not None:
            joint = settled(joint, one, answer, today)
            written += 1
    stored = save(stored, joint, no_input=no_input, plain=plain)
    streams.say(f"{path}: {written} written because nobody differs.")
    opened = to_agree(stored.checklist, agenda.found, names)
    words = agenda.found.of(Class.WORDS)
    for met in words:
        streams.say(f"Left open, answered in different words: {met.title} ({met.action_id})")
    if not opened:
        streams.say("Nothing else is to be agreed.")
        return int(bool(words))
    if not streams.can_ask(no_input):
        for one in opened:
            streams.say(f"Left open: {one.title} ({one.action_id})")
        streams.say("Run the same command in a terminal to agree them.")
        return 1

    def keep(checklist: "Checklist") -> "Checklist":
        nonlocal stored
        stored = save(stored, checklist, no_input=no_input, plain=plain)
        return stored.checklist

    try:
        left = agree(prompts_for(plain), stored.checklist, opened, keep, today)
    except (EOFError, KeyboardInterrupt):
        raise InterruptedByUserError(
            f"Stopped. What was agreed is saved in {path}. Run the command again to continue."
        ) from None
    if left:
        streams.say(f"{left} left open. Run the command again to continue.")
    return int(bool(left or words))


def _refuse(agenda: Agenda, path: str) -> None:
    if not path.endswith(tuple(files.SUFFIXES.values())):
        raise UsageError(f"--into {path}: name a file that ends in .scalekit.md or .scalekit.json.")
    for side in agenda.sides:
        same = side.path != "-" and os.path.lexists(path) and Path(side.path).samefile(path)
        if same:
            raise UsageError(f"{path} is one of the sides. Name another file with --into.")


def _joint(agenda: Agenda, path: str) -> "tuple[Stored, Checklist]":
    """Return the joint checklist as it is, or a new one, with every side's roles."""
    book, first = agenda.playbook, agenda.sides[0].checklist
    if book is None:
        raise UsageError("The playbook of these checklists is not here. Name it with --playbook.")
    roles = tuple(role for side in agenda.sides for role in side.checklist.roles)
    if not os.path.lexists(path):
        made = new_checklist(book, tuple(dict.fromkeys(roles)), first.innovation, first.place)
        return files.create(path, made), made
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
