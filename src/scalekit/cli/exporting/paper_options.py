"""The options of `export` that are for Word documents."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from scalekit.cli.arguments.declared import Option
from scalekit.cli.arguments.mistakes import Mistakes
from scalekit.errors import FileError, UsageError, reason
from scalekit.model.dates import Meant, not_read, read_date
from scalekit.model.problem import Position, Problem
from scalekit.text.near import did_you_mean

if TYPE_CHECKING:
    from scalekit.documents.docx.options import Paper

MeetingOption = Annotated[
    str | None, Option(metavar="TEXT", help="With docx: the meeting that the paper is for.")
]
DateOption = Annotated[
    str | None, Option("--date", metavar="DATE", help="With docx: the day of the meeting.")
]
AuthorOption = Annotated[str | None, Option(metavar="NAME", help="With docx: who wrote the paper.")]
PurposeOption = Annotated[
    str | None,
    Option(
        metavar="WORD",
        help="With docx: decision, discussion, assurance or information.",
        offers="purposes",
    ),
]
AskOption = Annotated[
    str | None, Option(metavar="TEXT", help="With docx: what is needed from the board.")
]
LayoutOption = Annotated[
    str | None,
    Option(
        metavar="WORD",
        help="With docx: paper, or checklist for a form to fill in.",
        offers="layouts",
    ),
]
TemplateOption = Annotated[
    str | None,
    Option(metavar="FILE", help="With docx: use the styles of this Word document or template."),
]


def read_paper(given: dict[str, str | None], kind: str, today: date) -> "Paper | None":
    """Return what a Word document says about itself, from options by name; None in other formats.

    Raises UsageError with all that is wrong, and FileError for a template that cannot be used.
    """
    wrong = Mistakes()
    options = {name: value for name, value in given.items() if value is not None}
    if kind != "docx":
        for name in options:
            wrong.add(f"--{name} goes with --format docx.")
        wrong.check()
        return None
    # Every other format does without.
    from scalekit.documents.docx.options import LAYOUTS, PURPOSES, Paper

    template = options.pop("template", None)
    for name, known in (("purpose", list(PURPOSES)), ("layout", list(LAYOUTS))):
        if name in options and options[name] not in known:
            near = did_you_mean(options[name], known) or f"Use {' or '.join(known)}."
            wrong.add(f"There is no {name} “{options[name]}”. {near}")
    if options.get("layout") == "checklist":
        for name in ("meeting", "date", "purpose", "ask"):
            if name in options:
                wrong.add(f"--{name} goes with --layout paper.")
    text = options.pop("date", None)
    day = None if text is None else wrong.read(_day, text, today)
    wrong.check()
    return Paper(
        day=day,
        template=None if template is None else _template(template),
        **options,
    )


def _day(text: str, today: date) -> date:
    day = read_date(text, today, Meant.NEAREST)
    if not day:
        raise UsageError(f"--date: {' '.join(not_read(text, today))}")
    return day


def _template(path: str) -> bytes:
    """Return a template, once it has been seen to open."""
    # Few papers have a template.
    from pathlib import Path

    from scalekit.documents.docx.template import TemplateError, empty_document

    try:
        raw = Path(path).read_bytes()
        empty_document(raw, "")
    except OSError as error:
        message = f"This template cannot be read: {reason(error)}."
        raise FileError(Problem(Position(path), message, "Name a Word document.")) from None
    except TemplateError as error:
        raise FileError(Problem(Position(path), str(error))) from None
    return raw
