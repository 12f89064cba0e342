"""`scalekit playbook`: write a playbook of your own, check it and read it."""

from typing import TYPE_CHECKING, Annotated

from scalekit.cli.arguments.declared import Argument, Group, Option
from scalekit.cli.arguments.options import JsonOption, OutputOption, PlainOption, format_option
from scalekit.cli.exporting.pages import file_for, put_pages
from scalekit.cli.files import writing
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, UsageError

if TYPE_CHECKING:
    from scalekit.model.problem import Problem

_HELP = """Write a playbook of your own, and check it.

\b
Examples:
  scalekit playbook new our-playbook
  scalekit playbook check our-playbook
  scalekit playbook show our-playbook
  scalekit playbook diff our-playbook --since v1
  scalekit playbook explain long-sentences
"""
FORMATS = ("text", "json", "github")
PAPER = ("text", "md", "html", "docx")

app = Group(_HELP)

_FolderArgument = Annotated[
    str | None,
    Argument(
        metavar="[DIR]",
        help="The playbook's folder, or the id of the built-in one. Without it: this folder if it"
        " is one, or the one in use here.",
    ),
]


@app.command
def new(
    folder: Annotated[str, Argument(metavar="DIR", help="A folder to make.")],
    extends: Annotated[
        str | None,
        Option(
            "--extends",
            metavar="PLAYBOOK",
            help="Build on another playbook: its folder, or the id of the built-in one.",
        ),
    ] = None,
) -> int:
    """Begin a playbook: a few files with a comment at every step, which pass the check.

    \b
    Examples:
      scalekit playbook new our-playbook
      scalekit playbook new our-region --extends scaling-innovation

    One that extends another holds only what it adds, hides and replaces: it follows when the other
    moves on, and says where its own words may no longer fit.
    """
    from scalekit.cli.authoring.checking import next_steps
    from scalekit.cli.authoring.chosen_playbook import extended
    from scalekit.cli.authoring.showing import new_folder, write_playbook
    from scalekit.clock import today
    from scalekit.playbook.starting import first_files

    place = new_folder(folder)
    below = extended(place, extends) if extends is not None else None
    write_playbook(folder, first_files(place.resolve().name, today(), below))
    streams.out_lines([folder])
    streams.say(next_steps(folder))
    return 0


@app.command
def check(
    folder: _FolderArgument = None,
    kind: Annotated[
        str | None,
        Option(
            "--format",
            metavar="FORMAT",
            help="text, json, or github for GitHub Actions.",
            offers=FORMATS,
        ),
    ] = None,
    against: Annotated[
        str | None,
        Option(
            "--against",
            metavar="REV",
            help="Compare with a revision of git: no id is lost or used again, and other words"
            " have another version.",
        ),
    ] = None,
    accept: Annotated[
        list[str] | None,
        Option(
            "--accept",
            metavar="ID",
            help="Take over what the extended playbook says now of a part that this one replaces,"
            " before checking.",
        ),
    ] = None,
    json: JsonOption = False,
) -> int:
    """Check a playbook: every problem with its file, line and rule, and what could be better.

    \b
    Examples:
      scalekit playbook check our-playbook
      scalekit playbook check --against main
      scalekit playbook check our-playbook --format github

    Exits 3 when the playbook cannot be read, 1 when there is anything to improve, 0 when all is
    well. Advice that a playbook does not follow is turned off in playbook.yaml, under `allow`, with
    the reason.
    """
    from scalekit.cli.authoring import checking
    from scalekit.cli.authoring.chosen_playbook import in_use

    kind = writing.format_for(kind, None, FORMATS, json=json)
    place = in_use(folder)
    if accept:
        # Only an overlay replaces anything.
        from scalekit.cli.authoring.accepting import accepted

        for line in accepted(place, accept):
            streams.say(line)
    found = checking.checked(place, against)
    if kind == "json":
        streams.out_json("playbook-check", checking.document(found))
    elif kind == "github":
        streams.out("".join(f"{line}\n" for line in checking.annotations(found)))
    else:
        streams.out_lines(checking.lines(found))
    return found.code


@app.command
def show(
    folder: _FolderArgument = None,
    origin: Annotated[
        bool, Option("--origin", help="Say in which file and line each field is written.")
    ] = False,
    flat: Annotated[
        str | None,
        Option(
            "--flat",
            metavar="FOLDER",
            help="Write one copy that stands alone, with what it has from those that it extends,"
            " to a new folder.",
        ),
    ] = None,
    kind: Annotated[str | None, format_option(PAPER)] = None,
    output: OutputOption = None,
    plain: PlainOption = False,
) -> int:
    """Read a whole playbook: for those who review it, or as the guide on paper.

    \b
    Examples:
      scalekit playbook show our-playbook
      scalekit playbook show our-region --origin
      scalekit playbook show our-region --format html --output guide.html
      scalekit playbook show our-region --flat our-region-alone

    On paper each pillar begins a new page. A copy that stands alone keeps its id and version, so
    that `scalekit upgrade` moves checklists to it.
    """
    from scalekit.cli.authoring import showing
    from scalekit.cli.authoring.chosen_playbook import in_use
    from scalekit.cli.files.playbooks import load_playbook

    if flat is not None and (origin or kind or output):
        raise UsageError("--flat writes a playbook. Show one without it.")
    kind = writing.format_for(kind, output, PAPER) or "text"
    writing.refuse_own((), output)
    book = load_playbook(in_use(folder))
    if flat is not None:
        showing.flattened(book, flat)
        return 0
    output = file_for(kind, book.id, output)
    put_pages(book.title, showing.paper(book, origin=origin), kind, output, plain=plain)
    return 0


@app.command
def diff(
    old: Annotated[
        str | None,
        Argument(
            metavar="[A]",
            help="The earlier version: a folder, or the id of the built-in one. Without it, with"
            " --since: this folder if it is one, or the playbook in use here.",
        ),
    ] = None,
    new: Annotated[
        str | None,
        Argument(metavar="[B]", help="The later version. Without it: A as it is, with --since."),
    ] = None,
    since: Annotated[
        str | None,
        Option("--since", metavar="REV", help="Compare A with itself at a revision of git."),
    ] = None,
    others: Annotated[
        list[str] | None,
        Option(
            "--with",
            metavar="PATH",
            help="Say which answers of these checklists are touched. Repeat for more.",
        ),
    ] = None,
    kind: Annotated[str | None, format_option(PAPER)] = None,
    output: OutputOption = None,
    exit_code: Annotated[
        bool, Option("--exit-code", help="Exit 1 when there are changes.")
    ] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> int:
    """See what changed between two versions for readers, and whose answers it touches.

    \b
    Examples:
      scalekit playbook diff --since v1
      scalekit playbook diff our-playbook new-playbook --format md
      scalekit playbook diff our-playbook new-playbook --with innovations/

    Whoever answered an action is asked again where its title or text changed, unless the playbook
    says that the words mean the same. That is what `scalekit upgrade` goes by.
    """
    from scalekit.cli.authoring import comparing
    from scalekit.cli.authoring.chosen_playbook import in_use
    from scalekit.engine.playbook_changes import changes
    from scalekit.views import problems as problems_view
    from scalekit.views.playbook_changes import title

    if (new is None) == (since is None) or (old is None and since is None):
        raise UsageError("Name two versions, A and B, or one and --since REV.")
    if json and (kind or output):
        raise UsageError("--json writes to stdout. Use it without --format and --output.")
    kind = writing.format_for(kind, output, PAPER) or "text"
    writing.refuse_own(others or (), output)
    before, after = comparing.both(in_use(old) if old is None else old, new, since)
    problems: list[Problem] = []
    found = changes(before, after)
    touched = list(comparing.touched(before, after, others or (), problems))
    if json:
        told = comparing.document(before, after, found, touched)
        streams.out_json("playbook-diff", {**told, "problems": problems_view.document(problems)})
    else:
        page = comparing.blocks(before, after, found, touched)
        output = file_for(kind, f"{after.id}-changes", output)
        put_pages(title(after), [page], kind, output, plain=plain)
    if problems:
        raise FileError(*problems)
    return int(exit_code and bool(found.actions or found.others))


@app.command
def explain(
    code: Annotated[
        str | None,
        Argument(metavar="[CODE]", help="What `check` wrote in brackets. Without it: every rule."),
    ] = None,
) -> int:
    """Read what a rule of the check means, with an example before and after.

    \b
    Examples:
      scalekit playbook explain
      scalekit playbook explain long-sentences
    """
    from scalekit.cli.authoring.explaining import every_rule, rule_lines
    from scalekit.cli.terminal.showing import show_lines

    show_lines(every_rule() if code is None else rule_lines(code))
    return 0
