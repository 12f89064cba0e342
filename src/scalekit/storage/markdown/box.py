"""The line of a Markdown checklist with a box and a status, as hands and web editors leave it.

What the box, the words beside it and a line `Status:` below it mean, and where they differ.
"""

from typing import TYPE_CHECKING, NamedTuple

from scalekit.model.checklist import Status
from scalekit.model.values import NotUnderstoodError, read_status
from scalekit.storage.markdown.blocks import TASK
from scalekit.storage.markdown.inline import unescape
from scalekit.text.near import nearest

if TYPE_CHECKING:
    from scalekit.storage.markdown.edited import TextReading

NO_STATUS = (
    f"no line with its status; it counts as “{Status.NOT_STARTED.label}”.",
    f"Write one under its text: `- [ ] {Status.NOT_STARTED.label}`.",
)
_TICKS = ("x", "X", "✓", "✔", "√", "☑", "✅")
_AS_PICTURE = "\ufe0f"  # what phones put behind ✔
_BY_LABEL = sorted(
    ((label, status) for status in Status for label in (status.label, *status.former)),
    key=lambda pair: -len(pair[0]),
)


class Box(NamedTuple):
    """The line with a box: its number, the mark in the box, the words and what they begin with.

    `status` is None where they begin with none of ours; `rest` is what stands behind it.
    """

    line: int
    mark: str
    words: str
    status: Status | None
    rest: str

    @property
    def ticked(self) -> bool:
        """Whether the mark can be nothing but a tick."""
        return self.mark.strip(f" \t{_AS_PICTURE}") in _TICKS

    @property
    def is_odd(self) -> bool:
        """Whether there is a mark that is no tick, on a line that the next save replaces."""
        is_kept = self.words and not self.is_certain
        return bool(self.mark.strip()) and not self.ticked and not is_kept

    @property
    def is_certain(self) -> bool:
        """Whether this can be nothing but a status: no sentence that begins like one."""
        return self.status is not None and not self.rest[:1].isalnum()

    @property
    def meant(self) -> Status:
        """What its words may be meant as; where they are like none of ours, what its box says."""
        labels = {label.casefold(): status for label, status in _BY_LABEL}
        near = nearest(self.words.casefold(), [*labels])
        return labels[near[0]] if near else status_of(self, Status.IN_PROGRESS)


def box_line(status: Status) -> str:
    """Return the line with a box and a status, as it is to be."""
    return f"- [{'x' if status is Status.COMPLETED else ' '}] {status.label}"


def read_box(number: int, line: str) -> Box | None:
    """Return the box on a line, or None where there is none."""
    task = TASK.match(line)
    if not task:
        return None
    words = unescape((task[2] or "").strip())
    bare = words.strip("*_ ")
    for label, status in _BY_LABEL:
        rest = bare[len(label) :]
        if bare[: len(label)].casefold() == label.casefold() and not rest[:1].isalnum():
            return Box(number, task[1], words, status, rest.strip(" .*_"))
    return Box(number, task[1], words, None, "")


def status_of(box: Box | None, words: Status | None) -> Status:
    """Return the status: a tick completes, taking it away reopens, else the words count."""
    if box and box.ticked:
        return Status.COMPLETED
    if box and words is Status.COMPLETED:
        return Status.IN_PROGRESS
    return words or Status.NOT_STARTED


def status_of_line(text: "TextReading", box: Box | None, words: Status | None) -> Status:
    """Return what a box and the words beside it mean, and say it where they differ."""
    status = status_of(box, words)
    if box and words and status is not words:
        text.note(
            box.line,
            f"The box is {'ticked' if box.ticked else 'not ticked'} and the words say"
            f" “{words.label}”; it counts as “{status.label}”.",
            "Change the box or the words if that is not what you mean.",
        )
    return status


def status_beside(text: "TextReading", box: Box, action_id: str) -> Status:
    """Return what a box and its own words mean; say it where they differ, or are none of ours."""
    if not box.words:
        status = status_of(box, None)
        message = f"No words stand beside the box of {action_id}; it counts as “{status.label}”."
        text.note(box.line, message, f"Write it as `{box_line(status)}`, as the next save does.")
        return status
    if not box.ticked and not box.status:
        _name_unknown_words(text, box)
    elif not box.is_certain:
        _say_words_kept(text, box)
    return status_of_line(text, box, box.status)


def status_below(text: "TextReading", box: Box, line: int, typed: Status) -> Status:
    """Return what a box and the status typed on a line below it mean, saying where they differ."""
    status = Status.COMPLETED if box.ticked else typed
    if (box.words and box.status is not typed) or status is not typed:
        says = f"says “{box.words}”" if box.words else "is ticked"
        text.note(
            line,
            f"The line with the box {says} and this line says"
            f" “{typed.label}”; it counts as “{status.label}”.",
            "Keep one of the two.",
        )
    return status


def say_odd(text: "TextReading", box: Box) -> None:
    """Say it of a mark in the box that is no tick."""
    if box.is_odd:
        text.note(
            box.line,
            f"`[{box.mark}]` is no tick; the next save leaves that mark out.",
            "Write `[x]` for what is completed.",
        )


def _say_words_kept(text: "TextReading", box: Box) -> None:
    """Say that a line counts as a status, where it was said to be text and not to count."""
    status = status_of(box, box.status)
    why = "says more than a status" if box.status else "is no status, and the box is ticked"
    text.notes = [note for note in text.notes if note.at.line != box.line + 1]
    text.note(
        box.line,
        f"“{box.words:.40}” {why}; it counts as “{status.label}”. The line is kept as text.",
        f"Write it as `{box_line(status)}`, and what else it says in the note.",
    )


def _name_unknown_words(text: "TextReading", box: Box) -> None:
    try:
        read_status(box.words)
    except NotUnderstoodError as error:
        column = text.lines[box.line].find(box.words) + 1
        remedy = f"{error.remedy} Write it as `{box_line(box.meant)}`."
        text.problem(box.line, error.message, remedy, column)
