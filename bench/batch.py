"""What it costs to turn many JSON checklists into documents, and how that grows.

    python bench/batch.py [ROUNDS]              to Markdown, beside jq and cp
    python bench/batch.py [ROUNDS] FORMAT...    `scalekit export` to these formats

The first is one process that reads, checks and writes each file through `scalekit.storage`, without
waiting for the disk; then the whole command, installed from its wheel, which uses all processors.
The files are in memory (/dev/shm) where there is such a place. Beside it, over the same files:
`jq .`, which reads and writes them, and `cp -r`, which copies them.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from timing import TOP, cost, environment, peak, wheel

from scalekit.engine.roles import new_checklist
from scalekit.model.checklist import Answer, Checklist, Evidence, Status
from scalekit.playbook.load import load
from scalekit.playbook.shipped import builtin_folder
from scalekit.storage import files, json_

EXPORT = """
import os, sys
sys.path.insert(0, {source!r})
from scalekit.storage import files
from scalekit.storage.disk.replacing import write
os.makedirs("out")
for path in files.find("in"):
    stored, problems = files.read(path)
    raw = files.encode(files.StoredChecklist(path, stored.checklist, format="md"))
    name = os.path.basename(path).removesuffix(".json") + ".md"
    write(os.path.join("out", name), raw, flush=False)
"""
FEW, MANY = 1_000, 10_000


def checklist() -> Checklist:
    """Return a checklist for both roles in which half of the answers are filled in."""
    playbook, problems = load(builtin_folder())
    assert playbook, problems
    made = new_checklist(playbook, ("innovator", "decision-maker"), "FeNO testing", "Barnsley")
    answer = Answer(
        Status.IN_PROGRESS,
        owner="Practice nurse lead",
        evidence=(Evidence("Asthma register audit", "https://example.org/audit"),),
        note="Six of nine practices have no device.\n\nAsk again in spring.",
    )
    for action in made.actions[::2]:
        made = made.with_answer(action.id, answer)
    return made


def fill(folder: Path, number: int, *, shift: bool = False) -> None:
    """Write so many JSON checklists with differing answers: equal ones flatter what remembers."""
    (folder / "in").mkdir(parents=True)
    made = checklist()
    for count in range(number):
        one = differing(made, count + shift * number)
        path = folder / "in" / f"innovation-{count}{files.SUFFIXES['json']}"
        path.write_text(json_.dumps(one), encoding="utf-8", newline="\n")


def differing(made: Checklist, number: int) -> Checklist:
    """Return a checklist with this number in all that somebody answered."""
    answers = {
        action.id: action.answer._replace(
            owner=f"Lead {number} of {place}",
            evidence=(
                Evidence(f"Audit {number}.{place}", f"https://example.org/{number}/{place}"),
            ),
            note=f"{number % 9} of nine practices have no device.\n\nAsk {number}.{place} again.",
        )
        for place, action in enumerate(made.actions)
        if action.answer.owner
    }
    return made._replace(innovation=f"FeNO testing {number}").with_answers(answers)


def memory() -> str | None:
    """Return the folder of a file system in memory, if there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def grown(name: str, command: list[str], folders: tuple[Path, Path], rounds: int) -> float:
    """Print what a command costs with few and with many checklists; return the second."""
    found: list[float] = []
    for folder, number in zip(folders, (FEW, MANY), strict=True):
        costs, waits = [], []
        for _ in range(rounds):
            shutil.rmtree(folder / "out", ignore_errors=True)
            began = perf_counter()
            costs.append(cost(command, folder))
            waits.append(perf_counter() - began)
        found.append(median(costs))
        shutil.rmtree(folder / "out", ignore_errors=True)
        print(
            f"{name} of {number:,}: {found[-1]:.2f} s, {median(waits):.2f} s by the clock,"
            f" {peak(command, folder):.0f} MB"
        )
    print(f"  {MANY:,} take {found[1] / found[0]:.1f} times as long as {FEW:,}")
    return found[1]


def main() -> None:
    """Print one row for each program timed."""
    rounds = int(next((word for word in sys.argv[1:] if word.isdigit()), "5"))
    formats = [word for word in sys.argv[1:] if not word.isdigit()]
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folders = few, many = Path(name, "few"), Path(name, "many")
        fill(few, FEW)
        fill(many, MANY)
        scalekit = str(environment(Path(name, "venv"), f"{wheel(Path(name))}[all]") / "scalekit")
        exports = {
            f"export to {kind}": [scalekit, "export", "in", "--format", kind, "-o", _to(kind)]
            for kind in formats or ["md"]
        }
        if not formats:
            one = [sys.executable, "-c", EXPORT.format(source=str(TOP / "src"))]
            exports = {"one process to md": one, **exports}
        used = {name: grown(name, command, folders, rounds) for name, command in exports.items()}
        copies = {
            "jq .": ["sh", "-c", "jq . in/* > all.json"],
            "cp -r": ["sh", "-c", "rm -rf copy && cp -r in copy"],
        }
        for program, command in copies.items():
            seconds = median(cost(command, many) for _ in range(rounds))
            times = ", ".join(f"{name} {one / seconds:.2f}" for name, one in used.items())
            print(f"{program}: {seconds:.2f} s; times that: {times}")


def _to(kind: str) -> str:
    """Return where documents go: gathered in one file where they can be, else to a folder."""
    return f"all.{kind}" if kind in ("csv", "ndjson", "xlsx") else "out/"


if __name__ == "__main__":
    main()
