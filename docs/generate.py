"""Write what the documents derive from the program, so that they cannot say something else.

    python docs/generate.py             write docs/commands.md, the manual page, the files for the
                                        Tab key, docs/json.md with its examples, the
                                        schemas of what people write, the pictures, and in README.md
                                        and pages of docs what is marked as generated
    python docs/generate.py --check     write nothing; exit 1 and name what would change
    python docs/generate.py --words     leave the pictures as they are

A block of README.md, at the top or in docs/examples, that follows `<!-- generated -->` holds
commands, each after `$ `, and what they print. They are run again from top to bottom in one folder:
an empty one, or one with the checklists that stand beside the page.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import machine
import manual
import rooms
import schemas
import shells
import sides
from forty import write_forty
from scalekit.errors import EXIT_CODES

TOP = Path(__file__).resolve().parent.parent
sys.path.append(str(TOP))  # for the browser of the tests
README = TOP / "README.md"
COMMANDS = TOP / "docs" / "commands.md"
PLAYBOOK = TOP / "docs" / "playbook.md"
STORY = TOP / "docs" / "examples" / "README.md"
BUILT = TOP / "docs" / "how-it-is-built.md"
EXAMPLE = "feno-testing.scalekit.md"

# The program on a day that stays the same, so that what is overdue stays overdue.
TODAY = date(2026, 11, 22)
PROGRAM = f"""
import datetime, sys
class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls({TODAY.year}, {TODAY.month}, {TODAY.day})
datetime.date = Day
from scalekit.__main__ import main
sys.exit(main())
"""
SCALEKIT = [sys.executable, "-c", PROGRAM]
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "COLUMNS": "80",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C.UTF-8",
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    **{f"GIT_{who}_NAME": "Sam Lee" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "sam@example.org" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-11-22T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
}

OUTPUTS = re.compile(
    r"(?<=<!-- generated -->\n```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE
)
EXIT_CODE_TABLE = re.compile(
    r"(?<=<!-- generated: exit codes -->\n)(.*?)(?=<!-- end of generated -->)", re.DOTALL
)

ABOUT_COMMANDS = """\
# Commands

<!-- Written by docs/generate.py from what each command says of itself. -->

Every command says this of itself with `--help`. [README.md](../README.md) shows each in use.

A FILE is a checklist, `NAME.scalekit.md` or `NAME.scalekit.json`. Where a folder is accepted, it is
searched for both. Results go to stdout, and questions and messages to stderr.
"""


def run(folder: Path, arguments: list[str], **environment: str) -> str:
    """Run scalekit, or git, in a folder and return all that it prints."""
    program, *rest = arguments
    found = shutil.which(program, path=ENVIRONMENT["PATH"]) or program
    command = [*SCALEKIT, *rest] if program == "scalekit" else [found, *rest]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def command_names(folder: Path, *group: str) -> Iterator[tuple[str, ...]]:
    """Yield every command, and then those inside it, in the order in which help names them."""
    text = run(folder, ["scalekit", *group, "--help"])
    yield group
    _, _, listed = text.partition("\nCommands:\n")
    for name in re.findall(r"^  (\S+)", listed, re.MULTILINE):
        yield from command_names(folder, *group, name)


def helps() -> Iterator[tuple[str, str]]:
    """Yield every command, the program first, with what its --help says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for words in command_names(folder):
            title = " ".join(["scalekit", *words])
            yield title, run(folder, [*title.split(), "--help"]).strip()


def reference(said: Iterable[tuple[str, str]]) -> str:
    """Return docs/commands.md."""
    parts = [ABOUT_COMMANDS, *(f"## {title}\n\n```text\n{text}\n```\n" for title, text in said)]
    return "\n".join([*parts, f"## Exit codes\n\n{exit_codes()}"])


def exit_codes() -> str:
    """Return the table of exit codes."""
    rows = [f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES.items()]
    return "".join(["| code | meaning |\n", "|---:|---|\n", *rows])


def with_outputs(page: str, folder: Path) -> str:
    """Return a page with what its commands print, run again in this folder."""

    def again(block: re.Match[str]) -> str:
        commands = [line for line in block[0].splitlines() if line.startswith("$ ")]
        said = [f"{line}\n{run(folder, shlex.split(line[2:]))}" for line in commands]
        # An empty line after what a command printed, none after one that printed nothing.
        spaced = [f"{text}\n" if text.count("\n") > 1 else text for text in said]
        return "".join(spaced).rstrip("\n") + "\n"

    return OUTPUTS.sub(again, page)


def readme() -> tuple[str, str]:
    """Return README.md with every generated part made again, and the checklist it leads to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_forty(folder / "innovations", TODAY)
        text = with_outputs(README.read_text(encoding="utf-8"), folder)
        example = (folder / EXAMPLE).read_text(encoding="utf-8")
    return EXIT_CODE_TABLE.sub(lambda _: f"\n{exit_codes()}\n", text), example


def story() -> str:
    """Return docs/examples/README.md: what happens to the examples that stand beside it."""
    with tempfile.TemporaryDirectory() as name:
        for checklist in STORY.parent.glob("*.scalekit.md"):
            shutil.copy(checklist, name)
        return with_outputs(STORY.read_text(encoding="utf-8"), Path(name))


def documents(*, pictures: bool) -> Iterator[tuple[Path, str]]:
    """Yield every generated file with what it is to hold."""
    said = list(helps())
    yield COMMANDS, reference(said)
    yield TOP / "docs" / "man" / "scalekit.1", manual.page(said, EXIT_CODES)
    yield from shells.completions(run, TOP / "docs" / "completions")
    text, example = readme()
    yield README, text
    yield TOP / "docs" / EXAMPLE, example
    yield BUILT, rooms.page(BUILT.read_text(encoding="utf-8"))
    yield PLAYBOOK, schemas.page(PLAYBOOK.read_text(encoding="utf-8"))
    yield from schemas.documents(TOP / "docs" / "schema")
    yield from machine.documents(run, TOP / "docs" / "schema")
    yield from sides.examples(run, TOP / "docs" / "examples")
    yield STORY, story()
    if pictures:
        # Needs a terminal of Linux or macOS, which the words do without.
        from documents import SOURCES, sources
        from picture import drawn

        yield SOURCES, sources(run, TODAY)
        for name, svg in drawn(SCALEKIT, ENVIRONMENT):
            yield TOP / "docs" / "pictures" / name, svg


def main(options: list[str]) -> int:
    """Write or check every generated file; return 1 when a check finds one that is not current."""
    stale = []
    for path, text in documents(pictures="--words" not in options):
        present = path.read_text(encoding="utf-8") if path.exists() else ""
        if text != present:
            stale.append(path.relative_to(TOP).as_posix())
            if "--check" not in options:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    if "--check" in options and stale:
        print(f"Not current: {', '.join(stale)}. Run `python docs/generate.py`.")
        return 1
    if any(path.endswith("/sources.txt") for path in stale):
        from documents import draw

        draw(run, TODAY)
    print(f"Wrote {', '.join(stale)}." if stale else "Every generated document is current.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
