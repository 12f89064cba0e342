"""What each command imports when it starts, and how work grows; never how long it takes."""

import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scalekit.cli.export import export
from scalekit.cli.exporting import batch
from scalekit.cli.exporting.formats import Options
from scalekit.model.checklist import Answer, Checklist, ChecklistAction
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import files, json_, markdown
from tests.git.test_stock_merges import BLANK

# Runs one command line and writes the names of all that is imported when it ends.
WRAPPER = """
import sys
from importlib import import_module
program = sys.argv.pop(1)
try:
    code = import_module(program).main()
finally:
    with open("imported.json", "w", encoding="utf-8") as file:
        file.write("[" + ",".join('"' + name + '"' for name in sys.modules) + "]")
sys.exit(code)
"""
TERMINAL = {"rich", "questionary", "prompt_toolkit", "pygments"}
# What only a Markdown file that was written or moved about by hand needs.
PARSER = {"markdown_it"}
HEAVY = {*TERMINAL, *PARSER, "yaml"}
# What git is started with, and what else takes long to import and few command lines need.
STARTING = {"subprocess", "tempfile", "shutil", "hashlib", "pathlib"}
# What saves, and what reads and writes JSON.
SAVING = {"scalekit.storage.saving", "scalekit.storage.disk.replacing", "fcntl"}
JSON = {"json", *(f"scalekit.storage.json_.{name}" for name in ("layout", "keys", "shape"))}
# Nothing here is needed by anything that a command does with one file.
NEVER = {
    "dataclasses",
    "inspect",
    "typer",
    "scalekit.model.playbook",
    "pydantic",
    "asyncio",
    "http",
    "importlib.metadata",
    "logging",
    "socket",
    "unittest",
}

COMMANDS = {
    "status": ["status", "feno.scalekit.md"],
    "status of JSON": ["status", "feno.scalekit.json"],
    "portfolio": ["portfolio"],
    "portfolio for programs": ["portfolio", "--group-by", "owner", "--json"],
    "status for programs": ["status", "feno.scalekit.md", "--json"],
    "check": ["check"],
    "set": ["set", "feno.scalekit.md", "find-policy-ties", "--owner", "Sam"],
    "set of JSON": ["set", "feno.scalekit.json", "find-policy-ties", "--due", "1 May 2027"],
    "set from JSON": ["set", "feno.scalekit.md", "--from", "answers.json"],
    "export": ["export", "feno.scalekit.md", "--format", "json"],
    "export of JSON": ["export", "feno.scalekit.json", "--format", "md"],
    "diff": ["diff", "feno.scalekit.md", "feno.scalekit.json"],
    "import of a copy": ["import", "feno.scalekit.json", "--into", "feno.scalekit.md"],
    "merge": ["merge", *3 * ["feno.scalekit.md"]],
}


def imported(folder: Path, *arguments: str, program: str = "scalekit.__main__") -> set[str]:
    """Return what a piped command line has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", WRAPPER, program, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return set(json.loads((folder / "imported.json").read_text(encoding="utf-8")))


@pytest.fixture(autouse=True)
def _packed(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start what a wheel holds: a checkout reads the playbook from YAML."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(installed), *sys.path]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the same checklist in both formats, and an answer to set."""
    for name, dumps in (("feno.scalekit.md", markdown.dumps), ("feno.scalekit.json", json_.dumps)):
        (tmp_path / name).write_text(dumps(BLANK), encoding="utf-8", newline="\n")
    (tmp_path / "answers.json").write_text('{"find-policy-ties": {"owner": "Sam"}}', "utf-8")
    return tmp_path


def test_the_version_needs_nothing(folder: Path) -> None:
    assert not imported(folder, "--version") & {"typer", "yaml", "dataclasses", "re", "pathlib"}


@pytest.mark.parametrize("arguments", [[], ["--help"], ["nonsense"], ["status", "--nonsense"]])
def test_help_and_a_slip_of_the_keys_need_only_typer(folder: Path, arguments: list[str]) -> None:
    assert not imported(folder, *arguments) & (HEAVY | NEVER - {"typer", "dataclasses", "inspect"})


def test_help_imports_nothing_of_checklists(folder: Path) -> None:
    assert not {name for name in imported(folder, "--help") if "scalekit.storage" in name}


# What only a document that says what changed needs.
COMPARING = {"scalekit.engine.diff", "scalekit.engine.line_diff", "scalekit.views.diff"}


@pytest.mark.parametrize("kind", ["csv", "ndjson", "html"])
def test_a_document_of_one_version_is_made_without_what_compares(folder: Path, kind: str) -> None:
    found = imported(folder, "export", "feno.scalekit.md", "--format", kind, "-o", "document")
    assert (folder / "document").is_file()
    assert not found & {*COMPARING, *HEAVY, "pathlib"}
    assert ("urllib.parse" in found) == ("jinja2" in found)


def test_what_only_reads_does_without_what_saves(folder: Path) -> None:
    for name in ("status", "check", "export of JSON", "portfolio", "diff"):
        assert not imported(folder, *COMMANDS[name]) & (SAVING | STARTING), name


def test_an_answer_is_set_without_json_and_what_merges(folder: Path) -> None:
    found = imported(folder, *COMMANDS["set"])
    assert found > SAVING - {"fcntl"}
    assert not found & {*STARTING, *JSON, "scalekit.engine.merge", "scalekit.engine.diff"}


def test_the_guide_that_comes_with_scalekit_is_not_read_from_yaml(folder: Path) -> None:
    assert not imported(folder, "guide", "find-policy-ties") & {*HEAVY, "typer"}


@pytest.mark.parametrize("command", ["status", "check", "set", "export"])
def test_what_is_run_most_takes_names_of_files_as_text(folder: Path, command: str) -> None:
    """pathlib brings urllib and ipaddress, a tenth of the time that these take."""
    assert not imported(folder, *COMMANDS[command]) & STARTING


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_one_file_imports_nothing_heavy(folder: Path, command: str) -> None:
    assert not imported(folder, *COMMANDS[command]) & (HEAVY | NEVER)


def test_what_git_starts_for_each_file_does_without_the_command_line(folder: Path) -> None:
    codecs = {"scalekit.storage.markdown.layout", "scalekit.storage.json_.layout"}
    for arguments, codec in (
        (["textconv", "feno.scalekit.md"], "scalekit.storage.markdown.layout"),
        (["merge", *3 * ["feno.scalekit.json"]], "scalekit.storage.json_.layout"),
    ):
        found = imported(folder, *arguments, program="scalekit.git.driver")
        assert found & codecs == {codec}
        assert not found & {*HEAVY, *NEVER, *STARTING, "typer", "calendar"}
        assert "scalekit.engine.line_diff" not in found
        assert ("scalekit.storage.disk.replacing" in found) == (arguments[0] == "merge")
        assert not any(name.startswith(("scalekit.cli", "scalekit.playbook")) for name in found)


# Notes what is compiled while a program runs, but for what makes a record of named fields.
COMPILED = """
import sys
compiled = []
sys.addaudithook(lambda event, told: event == "compile" and compiled.append(told))
from scalekit.__main__ import main
code = main()
texts = [str(text) for text, file in compiled if text is not None and file == "<string>"]
sys.stderr.write("".join(f"compiled: {text}\\n" for text in texts if "lambda _cls" not in text))
sys.exit(code)
"""


@pytest.mark.parametrize("command", [*COMMANDS, "to csv", "guide"])
def test_no_record_has_a_name_in_quotation_marks_to_compile(folder: Path, command: str) -> None:
    """The first one takes as long as a quarter of starting Python."""
    more = {
        "to csv": ["export", "feno.scalekit.md", "--format", "csv"],
        "guide": ["guide", "find-policy-ties"],
    }
    done = subprocess.run(
        [sys.executable, "-c", COMPILED, *{**COMMANDS, **more}[command]],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"compiled: " not in done.stderr


def test_a_playbook_is_read_without_git(folder: Path) -> None:
    found = imported(folder, "playbook", "show")
    assert "scalekit.cli.authoring.chosen_playbook" in found
    assert not [name for name in found if name.startswith(("scalekit.git", "subprocess"))]


def test_yaml_is_imported_only_by_what_reads_yaml(folder: Path) -> None:
    (folder / "answers.yaml").write_text("find-policy-ties: {owner: Sam}\n", encoding="utf-8")
    book = str(builtin_folder())
    for arguments in (
        ["guide", "--playbook", book],
        ["set", "feno.scalekit.md", "--from", "answers.yaml"],
    ):
        found = imported(folder, *arguments)
        assert "yaml" in found
        assert not found & (TERMINAL | PARSER)


def test_tab_imports_only_the_command_that_is_on_the_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_SCALEKIT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "scalekit status --")
    monkeypatch.setenv("COMP_CWORD", "2")
    found = imported(folder)
    assert "scalekit.cli.status" in found
    assert not found & {"scalekit.cli.export", "scalekit.cli.git", *HEAVY}


def test_a_blank_checklist_is_made_without_what_asks(folder: Path) -> None:
    found = imported(folder, "start", "--no-input", "--role", "innovator", "--innovation", "New")
    assert (folder / "new.scalekit.md").is_file()
    assert not found & {*PARSER, *STARTING, "yaml", "questionary", "prompt_toolkit"}


def test_looking_for_checklists_reads_a_folder_only_when_it_comes_to_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "one.scalekit.md").touch()
    found = files.find(str(tmp_path))
    assert next(found).endswith("one.scalekit.md")
    (tmp_path / "b" / "two.scalekit.md").touch()
    assert next(found).endswith("two.scalekit.md")


def calls(work: Callable[[], object]) -> int:
    """Return how many functions a piece of work calls, those written in C among them."""
    count = 0

    def event(_frame: object, kind: str, _argument: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    sys.setprofile(event)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def _of(actions: int, lines: int, word: str) -> Checklist:
    answer = Answer(note="\n\n".join(f"{word} {number}." for number in range(lines)))
    first = BLANK.actions[0]
    many: list[ChecklistAction] = [
        first._replace(id=f"{word}-{number}", answer=answer) for number in range(actions)
    ]
    return BLANK._replace(pillars=BLANK.pillars[:1], actions=tuple(many))


@pytest.mark.parametrize("codec", [markdown, json_])
@pytest.mark.parametrize(("few", "many"), [((50, 2), (500, 2)), ((2, 50), (2, 500))])
def test_ten_times_as_much_to_read_or_write_is_ten_times_the_work(
    codec: object, few: tuple[int, int], many: tuple[int, int]
) -> None:
    dumps, loads = codec.dumps, codec.loads  # type: ignore[attr-defined]
    small, large = _of(*few, "small"), _of(*many, "large")  # no word is written in both
    assert loads(dumps(BLANK))[0] == BLANK  # what is done once is done
    assert calls(lambda: dumps(large)) < 11 * calls(lambda: dumps(small))
    small_text, large_text = dumps(small), dumps(large)
    assert loads(small_text)[0] == small
    assert calls(lambda: loads(large_text)) < 11 * calls(lambda: loads(small_text))
    assert loads(large_text)[0] == large


# Many checklists

# Notes in a file what a command line opens below the current folder.
OPENED = """
import os, sys
opened = []
here = os.getcwd()
sys.addaudithook(lambda event, told: event == "open" and opened.append(told[0]))
from scalekit.__main__ import main
code = main()
names = [os.path.relpath(str(name), here) for name in opened if not isinstance(name, int)]
print(*(name for name in names if not name.startswith("..")), sep="\\n")
sys.exit(code)
"""


@pytest.mark.parametrize("command", ["status", "check", "portfolio"])
def test_a_playbook_is_read_once_for_many_checklists(tmp_path: Path, command: str) -> None:
    _fill(tmp_path, 5)
    shutil.copytree(builtin_folder(), tmp_path / "book")
    done = subprocess.run(
        [sys.executable, "-c", OPENED, command, "in", "--playbook", "book"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    opened = [name for name in done.stdout.splitlines() if name.startswith("book")]
    assert len(opened) == len({*opened}) > 5


def test_a_batch_opens_each_checklist_and_each_document_once(tmp_path: Path) -> None:
    _fill(tmp_path, 30)
    done = subprocess.run(
        [sys.executable, "-c", OPENED, "export", "in", "--format", "md", "--output", "out"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    opened = [name.replace("\\", "/") for name in done.stdout.splitlines()]
    read = [name for name in opened if name.startswith("in/")]
    assert read == sorted(f"in/{number}.scalekit.json" for number in range(30))
    assert len([name for name in opened if name.startswith("out/")]) == 30


def test_ten_times_as_many_documents_are_ten_times_the_work(tmp_path: Path) -> None:
    _fill(tmp_path, 50)
    jobs = list(batch.plan([str(tmp_path / "in")], str(tmp_path / "out"), ".md"))
    options = Options(date(2026, 11, 3), [])
    batch.convert("md", options, jobs[:1])  # what is imported and made once
    few = calls(lambda: batch.convert("md", options, jobs[:5]))
    assert calls(lambda: batch.convert("md", options, jobs)) < 11 * few


@pytest.mark.parametrize("kind", ["csv", "ndjson"])
def test_a_gathered_file_takes_no_more_memory_for_more_checklists(
    tmp_path: Path, kind: str
) -> None:
    _fill(tmp_path / "few", 10)
    _fill(tmp_path / "many", 100)
    every = {name: str(tmp_path / name / "in") for name in ("few", "many")}
    export([every["few"]], kind, str(tmp_path / "once"))  # what is imported and made once
    few = peak(lambda: export([every["few"]], kind, str(tmp_path / "few.out")))
    many = peak(lambda: export([every["many"]], kind, str(tmp_path / "many.out")))
    grown = (tmp_path / "many.out").stat().st_size - (tmp_path / "few.out").stat().st_size
    assert many - few < grown / 4


def peak(work: Callable[[], object]) -> int:
    """Return the most memory, in bytes, that a piece of work uses at once."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _fill(folder: Path, number: int) -> None:
    """Write so many JSON checklists to the folder `in`."""
    (folder / "in").mkdir(parents=True)
    text = json_.dumps(_of(20, 5, "line"))
    for count in range(number):
        path = folder / "in" / f"{count}.scalekit.json"
        path.write_text(text, encoding="utf-8", newline="\n")
