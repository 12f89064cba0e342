"""Measures every row of RESULTS.md and writes it: `bench/run` starts this.

    bench/run [ROUNDS] [--python PROGRAM]... [--peers] [--quick]

ROUNDS (15) of each program, in turns. `--python` names further Pythons to measure start-up with;
`--peers` installs and times other programs, each in an environment of its own; `--quick` leaves
out what works on thousands of files.
"""

import argparse
import json
import math
import os
import platform
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import batch
import diff
from timing import ENVIRONMENT, TOP, cost, cost_of, environment, peak, wheel

import playbook
from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer
from scalekit.playbook.load import load
from scalekit.storage import json_, markdown

MD, JSON = "feno-testing.scalekit.md", "feno-testing.scalekit.json"
START = ["start", "--role", "innovator", "--innovation", "FeNO testing"]
MISTAKE = "a mistake"
# What is started, and the most it is to take, in times `python -c pass`.
LINES: dict[str, tuple[list[str], float]] = {
    "--version": (["--version"], 1.7),
    "status": (["status", MD], 4),
    "check": (["check", MD], 4),
    "set": (["set", MD, "find-policy-ties", "--owner", "Sam"], 4),
    "export to JSON": (["export", MD, "--format", "json"], 4),
    "export to Markdown": (["export", JSON, "--format", "md"], 4),
    "guide, an action": (["guide", "find-policy-ties"], 4),
    "export to CSV": (["export", MD, "--format", "csv"], 4.5),
    "export to NDJSON": (["export", MD, "--format", "ndjson"], 4.5),
    "export to a page": (["export", MD, "--format", "html", "-o", "page.html"], 8.5),
    "export to Excel": (["export", MD, "--format", "xlsx", "-o", "book.xlsx"], 9.5),
    "export to Word": (["export", MD, "--format", "docx", "-o", "paper.docx"], 16.5),
    "--help": (["--help"], 6.5),
    MISTAKE: (["status", "--nonsense"], 6.5),
    "portfolio of 40": (["portfolio", "forty"], 5),
    "diff of 40": (["diff", "forty", "others"], 6.5),
}
GIT: dict[str, tuple[list[str], float]] = {
    "git's textconv": (["textconv", MD], 2.8),
    "git's merge driver": (["merge", MD, MD, MD], 3),
}
TAB = {"_SCALEKIT_COMPLETE": "complete_bash", "COMP_WORDS": "scalekit status --", "COMP_CWORD": "2"}
# What the screen of `start` shows first, and what is awaited there.
SCREENS = {
    "start, its first words": ([], b"", 4.5),
    "start --plain, its first question": (["--plain"], b"Number or letter", 5.5),
    "start, its first menu": ([], b"\x1b[?25l", 15),
}
PEERS = {
    "mdformat==1.0.0": (["mdformat", "--help"], ["mdformat", "--version"]),
    "pre-commit==4.7.0": (["pre-commit", "--help"],),
    "deon": (["deon", "--help"],),
    "todoman": (["todo", "--help"],),
    "doorstop": (["doorstop", "--help"],),
    "copier": (["copier", "--help"],),
}


class Row(NamedTuple):
    """One line of a table: the multiples that were measured, and the most they are to be."""

    what: str
    goal: float | None
    found: Sequence[float]

    def cells(self) -> str:
        """Return the line."""
        middle = median(self.found)
        goal = "" if self.goal is None else f"{self.goal:g}"
        met = "" if self.goal is None else ("met" if middle <= self.goal else "missed")
        spread = f"{min(self.found):.2f} to {max(self.found):.2f}"
        return f"| {self.what} | {goal} | {middle:.2f} | {spread} | {met} |"


HEAD = "| what | goal | median | least to most | |\n|---|---:|---:|---:|---|"


def turns(works: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Return what each piece of work costs, one after the other and all over again."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            used = work()
            if number:  # the first round fills the caches
                found[name].append(used)
    return found


def startup(bin_: Path, rounds: int) -> list[Row]:
    """Return what command lines cost to start, in times the same environment's `pass`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program, python = str(bin_ / "scalekit"), str(bin_ / "python")
        cost([program, *START, "--no-input"], folder)
        cost([program, "export", MD, "-o", JSON], folder)
        for place in ("forty", "others"):
            (folder / place).mkdir()
            batch.fill(folder / place, 40, shift=place == "others")
        works = {"pass": lambda: cost([python, "-c", "pass"], folder)}
        for what, (words, _) in LINES.items():
            ends = 2 if what == MISTAKE else 0
            works[what] = lambda words=words, ends=ends: _anew([program, *words], folder, ends)  # type: ignore[misc]
        for what, (words, _) in GIT.items():
            works[what] = lambda words=words: cost([bin_ / "scalekit-git", *words], folder)  # type: ignore[misc]
        works["the Tab key"] = lambda: _with(TAB, [program], folder)
        for what, (options, awaited, _) in SCREENS.items():
            line = [program, "start", "new.scalekit.md", "--role", "innovator", *options]
            works[what] = lambda line=line, awaited=awaited: shown(  # type: ignore[misc]
                [*line, "--innovation", "New"], folder, awaited
            )
        found = turns(works, rounds)
    floor = median(found["pass"])
    goals = {what: goal for what, (_, goal) in {**LINES, **GIT}.items()}
    goals |= {"the Tab key": 7, **{what: goal for what, (_, _, goal) in SCREENS.items()}}
    return [
        Row(what, goals.get(what), [one / floor for one in costs]) for what, costs in found.items()
    ]


def _anew(command: list[str], folder: Path, exits: int = 0) -> float:
    """Return what a program costs whose document is not there yet: one that is would be read."""
    if "-o" in command:
        (folder / command[command.index("-o") + 1]).unlink(missing_ok=True)
    return cost(command, folder, exits=exits)


def _with(more: dict[str, str], command: list[str], folder: Path) -> float:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**ENVIRONMENT, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return cost_of(process.pid)


def shown(command: list[str], folder: Path, awaited: bytes) -> float:
    """Return what a program costs until something is on its terminal; no words: until any is."""
    (folder / "new.scalekit.md").unlink(missing_ok=True)
    ours, theirs = pty.openpty()
    terminal = {**ENVIRONMENT, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, cwd=folder, env=terminal, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen, ready = b"", True
    while ready and (not seen or awaited not in seen):
        ready = bool(select.select([ours], [], [], 20)[0])
        seen += os.read(ours, 10_000) if ready else b""
        if b"\x1b[6n" in seen:  # it asks where the cursor is
            os.write(ours, b"\x1b[1;1R")
    process.kill()
    used = cost_of(process.pid)
    os.close(ours)
    return used


def peers(folder: Path, rounds: int) -> list[Row]:
    """Return what other programs cost to start, each against its own environment's `pass`."""
    rows = []
    for package, lines in PEERS.items():
        bin_ = environment(folder / package, package)
        works = {"pass": lambda bin_=bin_: cost([bin_ / "python", "-c", "pass"])}
        for line in lines:
            works[" ".join(line)] = lambda bin_=bin_, line=line: cost([bin_ / line[0], *line[1:]])  # type: ignore[misc]
        found = turns(works, rounds)
        floor = median(found.pop("pass"))
        listed = subprocess.run(
            [bin_ / "python", "-m", "pip", "list", "--format", "json"],
            capture_output=True,
            check=True,
        )
        every = json.loads(listed.stdout)
        versions = {each["name"].lower().replace("_", "-"): each["version"] for each in every}
        version = versions[package.split("==")[0]]
        rows += [
            Row(f"`{what}`, {version}", None, [one / floor for one in costs])
            for what, costs in found.items()
        ]
    return rows


DOORSTOP = "settings:\n  digits: 4\n  prefix: REQ\n  sep: ''\n"
ITEM = """\
active: true
derived: false
header: Action {number}
level: 1.{number}
links: []
normative: true
ref: ''
reviewed: null
text: |
  Find out what local service number {number} needs, and what it has room for.
"""


def publishing(bin_: Path, folder: Path, rounds: int, items: int = 1_000) -> list[Row]:
    """Return what one page of many items costs, each against its own environment's `pass`."""
    program, theirs = str(bin_ / "scalekit"), folder / "doorstop" / "bin"
    ours, repository = folder / "page", folder / "items"
    ours.mkdir()
    playbook.write_playbook(ours, items)
    begin = [program, "start", MD, "--playbook", ".", "--no-input", *("--role", "innovator")]
    cost([*begin, "--innovation", "Many"], ours)
    repository.mkdir()
    (repository / ".doorstop.yml").write_text(DOORSTOP, encoding="utf-8")
    for number in range(1, items + 1):
        text = ITEM.format(number=number)
        (repository / f"REQ{number:04}.yml").write_text(text, encoding="utf-8")
    for line in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *line], cwd=repository, check=True)
    export = [program, "export", MD, "--playbook", ".", "-o", "page.html"]
    publish = [str(theirs / "doorstop"), "publish", "all", "out"]
    works = {
        "pass": lambda: cost([bin_ / "python", "-c", "pass"]),
        "their pass": lambda: cost([theirs / "python", "-c", "pass"]),
        "scalekit": lambda: _anew(export, ours),
        "doorstop": lambda: cost(publish, repository),
    }
    found = turns(works, rounds)
    of = {name: median(costs) for name, costs in found.items()}
    assert (ours / "page.html").is_file()
    assert (repository / "out" / "index.html").is_file()
    return [
        Row(f"`{what}`", None, [one / of[floor] for one in found[program]])
        for what, program, floor in (
            ("scalekit export -o page.html", "scalekit", "pass"),
            ("doorstop publish all", "doorstop", "their pass"),
        )
    ]


def many(bin_: Path, rounds: int) -> list[Row]:
    """Return what thousands of checklists with differing answers cost, in times other programs."""
    with tempfile.TemporaryDirectory(dir=batch.memory()) as name:
        folder = Path(name)
        (folder / "few").mkdir()
        (folder / "many").mkdir()
        (folder / "git").mkdir()
        batch.fill(folder / "few", batch.FEW)
        batch.fill(folder / "many", batch.MANY)
        diff.fill(folder / "git", 1_000)
        book = folder / "book"
        book.mkdir()
        playbook.write_playbook(book, 5_000)
        program = str(bin_ / "scalekit")
        one = [str(bin_ / "python"), "-c", batch.EXPORT.format(source=str(TOP / "src"))]
        big, small = folder / "many", folder / "few"

        def fresh(command: list[str], at: Path) -> float:
            cost(["rm", "-rf", "out", "all.csv"], at)
            return cost(command, at)

        works = {
            "jq": lambda: cost(["sh", "-c", "jq . in/* > all.json"], big),
            "md": lambda: fresh(one, big),
            "csv": lambda: fresh([program, "export", "in", "-o", "all.csv"], big),
            "status": lambda: cost([program, "status", "in"], big),
            "status of few": lambda: cost([program, "status", "in"], small),
            "pass": lambda: cost([bin_ / "python", "-c", "pass"]),
            "playbook": lambda: cost(
                [bin_ / "python", "-c", playbook.LOAD.format(folder=str(book))]
            ),
            "git diff": lambda: cost(["git", "diff"], folder / "git"),
            "diff": lambda: cost([program, "diff", "in"], folder / "git"),
        }
        found = turns(works, rounds)
        peaks = [peak([program, "status", "in"], big) for _ in range(rounds)]
        started = textconvs(bin_, folder / "git")
    of = {name: median(costs) for name, costs in found.items()}
    return [
        Row(
            "`diff` of 1,000 files, times `git diff`",
            4.2,
            [one / of["git diff"] for one in found["diff"]],
        ),
        Row(
            "10,000 JSON to Markdown in one process, times `jq .`",
            0.77,
            [one / of["jq"] for one in found["md"]],
        ),
        Row("one CSV of 10,000, times `jq .`", 1.0, [one / of["jq"] for one in found["csv"]]),
        Row("`status` of 10,000, in MB", 30, peaks),
        Row(
            "`status` of 10,000, times 1,000",
            11,
            [one / of["status of few"] for one in found["status"]],
        ),
        Row(
            "a playbook of 5,000 actions, times `pass`",
            36,
            [one / of["pass"] for one in found["playbook"]],
        ),
        Row("a second `git diff` of 1,000, cache on, in processes of scalekit", 0, [started]),
    ]


def textconvs(bin_: Path, folder: Path) -> int:
    """Return how many processes of scalekit a second `git diff` of the same commits starts."""
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [bin_ / "scalekit", "git", "enable", "--cache"],
        cwd=folder,
        env={**ENVIRONMENT, "PATH": path},
        check=True,
        capture_output=True,
    )
    commit = "git add -A && git -c user.name=A -c user.email=a@example.org commit -qm Two"
    subprocess.run(["sh", "-c", commit], cwd=folder, check=True)
    counts = []
    for _ in range(2):
        done = subprocess.run(
            ["git", "diff", "HEAD~1", "HEAD"],
            cwd=folder,
            env={**ENVIRONMENT, "PATH": path, "GIT_TRACE": "1"},
            check=True,
            capture_output=True,
        )
        counts.append(done.stderr.count(b"textconv"))
    assert counts[0], "the first one starts some"
    return counts[1]


def growth(bin_: Path, rounds: int) -> list[str]:  # noqa: PLR0915 - one size after another
    """Return how the time above starting up grows with the work, as lines of a table."""
    program = str(bin_ / "scalekit")
    base, _ = load(TOP / "content")
    assert base
    blank = new_checklist(base, ("innovator", "decision-maker"), "FeNO testing", "Barnsley")
    lines = []
    with tempfile.TemporaryDirectory(dir=batch.memory()) as name:
        top = Path(name)

        def add(what: str, works: Mapping[float, Any]) -> None:
            found = turns({str(size): work for size, work in works.items()}, rounds)
            floor = cost([program, "--version"])
            sizes = list(works)
            costs = [median(found[str(size)]) for size in sizes]
            slope = fitted(sizes[1:], [max(one - floor, 0.001) for one in costs[1:]])
            cells = ", ".join(
                f"{size:g}: {used * 1000:.0f} ms" for size, used in zip(sizes, costs, strict=True)
            )
            lines.append(f"| {what} | {cells} | {slope:.2f} |")

        def at(folder: Path, *words: str) -> Callable[[], float]:
            return lambda: cost([program, *words], folder)

        checklists: dict[float, Any] = {}
        actions: dict[float, Any] = {}
        compared: dict[float, Any] = {}
        answers: dict[float, Any] = {}
        notes: dict[float, Any] = {}
        commits: dict[float, Any] = {}
        for size in (100, 1_000, 10_000):
            place = top / f"checklists-{size}"
            place.mkdir()
            batch.fill(place, size)
            checklists[size] = at(place, "status", "in", "--short")
        add("checklists, `status --short`", checklists)
        for size in (11, 100, 1_000, 5_000):
            place = top / f"actions-{size}"
            place.mkdir()
            playbook.write_playbook(place, size)
            actions[size] = at(place, "guide", "understand", "--playbook", ".", "--json")
            later = top / f"later-{size}"
            shutil.copytree(place, later)
            for path in (later / "playbook.yaml", later / "pillars" / "understand.yaml"):
                text = path.read_text(encoding="utf-8")
                text = text.replace("Understand local", "Know local").replace('"1.0"', '"1.1"')
                path.write_text(text, encoding="utf-8", newline="\n")
            compared[size] = at(top, "playbook", "diff", place.name, later.name)
        add("actions of a playbook, `guide --json`", actions)
        add("actions of two playbooks that differ, `playbook diff`", compared)
        for size in (8, 80, 800):
            place = top / f"answers-{size}"
            place.mkdir()
            book = place / "book"
            book.mkdir()
            playbook.write_playbook(book, size)
            made, _ = load(book)
            assert made
            asked = new_checklist(made, ("innovator",), "Big", "")
            path = place / "a.scalekit.json"
            path.write_text(json_.dumps(asked), encoding="utf-8", newline="\n")
            given = {action.id: {"owner": f"Lead {action.id}"} for action in asked.actions}
            (place / "answers.json").write_text(json.dumps(given), encoding="utf-8")
            line = f"{program} set - --from answers.json < a.scalekit.json"
            answers[size] = lambda line=line, place=place: cost(["sh", "-c", line], place)
        add("answers at once, `set --from`", answers)
        for megabytes in (0.1, 1.0, 4.0):
            place = top / f"note-{megabytes}"
            place.mkdir()
            text = "\n\n".join(f"Line {n} of a long note." for n in range(int(megabytes * 32_000)))
            noted = blank.with_answer(blank.actions[0].id, Answer(note=text))
            path = place / "a.scalekit.md"
            path.write_text(markdown.dumps(noted), encoding="utf-8", newline="\n")
            notes[megabytes] = at(place, "export", "a.scalekit.md", "--format", "json")
        add("a note, in MB, `export` to JSON", notes)
        for size in (10, 100, 1_000, 5_000):
            place = top / f"commits-{size}"
            place.mkdir()
            _commits(place, size, markdown.dumps(blank))
            commits[size] = at(place, "history", "a.scalekit.md", "--json")
        add("commits, `history --json`", commits)
    return lines


def _commits(folder: Path, number: int, text: str) -> None:
    """Make a repository in which an owner changed so many times."""
    stream = []
    for count in range(number):
        changed = text.replace("Owner: Not provided", f"Owner: Lead {count}", 1).encode()
        stream.append(
            f"commit refs/heads/main\ncommitter A <a@example.org> {1_700_000_000 + count} +0000\n"
            f"data 3\nOne\nM 100644 inline a.scalekit.md\ndata {len(changed)}\n".encode()
            + changed
            + b"\n"
        )
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True
    )
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)


def fitted(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size that the cost grows with, by least squares of the logarithms."""
    points = [(math.log(x), math.log(y)) for x, y in zip(sizes, costs, strict=True)]
    x = sum(one for one, _ in points) / len(points)
    y = sum(one for _, one in points) / len(points)
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def version(python: str) -> str:
    """Return which Python a program is."""
    line = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Measure everything and write RESULTS.md."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rounds", nargs="?", type=int, default=15)
    parser.add_argument("--python", action="append", default=[])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    about = TOP / "bench" / "about-results.md"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = f"{wheel(folder)}[all]"
        parts = []
        for number, python in enumerate([sys.executable, *asked.python]):
            bin_ = environment(folder / f"venv-{number}", made, python=python)
            rows = startup(bin_, asked.rounds)
            title = f"## Start-up, Python {version(python)}, in times `python -c pass`"
            parts.append(f"{title}\n\n{HEAD}\n" + "\n".join(row.cells() for row in rows))
            _write(about, parts, asked.rounds)
        first = folder / "venv-0" / "bin"
        if not asked.quick:
            rows = many(first, min(asked.rounds, 3))
            parts.append(f"## Many checklists\n\n{HEAD}\n" + "\n".join(r.cells() for r in rows))
            _write(about, parts, asked.rounds)
            head = "| what grows | time of the whole command | power |\n|---|---|---:|"
            lines = "\n".join(growth(first, min(asked.rounds, 3)))
            parts.append(f"## Growth\n\n{head}\n{lines}")
            _write(about, parts, asked.rounds)
        if asked.peers:
            rows = peers(folder, min(asked.rounds, 9))
            title = "## Other programs, in times their own environment's `python -c pass`"
            parts.append(f"{title}\n\n{HEAD}\n" + "\n".join(row.cells() for row in rows))
            rows = publishing(first, folder, min(asked.rounds, 9))
            title = "## One page of 1,000 items, in times their own environment's `pass`"
            parts.append(f"{title}\n\n{HEAD}\n" + "\n".join(row.cells() for row in rows))
            _write(about, parts, asked.rounds)


def _write(about: Path, parts: list[str], rounds: int) -> None:
    head = (
        "# What it costs, measured\n\n"
        f"Written by `bench/run` on {date.today().isoformat()}:"  # noqa: DTZ011
        f" Python {platform.python_version()} on"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores, the load"
        f" {os.getloadavg()[0]:.1f} at {time.strftime('%H:%M', time.gmtime())} UTC; {rounds} rounds"
        " in turns, 3 where there are thousands of files.\n"
    )
    text = "\n\n".join([head + "\n" + about.read_text("utf-8").strip(), *parts]) + "\n"
    (TOP / "bench" / "RESULTS.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
