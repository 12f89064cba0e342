"""What it costs to turn many JSON checklists into Markdown, and how that grows.

    python bench/batch.py [ROUNDS]

One process reads, checks and writes each file through `scalekit.storage`, without waiting for the
disk. The files are in memory (/dev/shm) where there is such a place. Beside it, over the same
files: `jq .`, which reads and writes them, and `cp -r`, which copies them.
"""

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from timing import TOP, Cost, cost

from scalekit.engine.choose import new_checklist
from scalekit.model.checklist import Answer, Checklist, Evidence, Status
from scalekit.playbook.load import builtin_folder, load
from scalekit.storage import files, json_

EXPORT = """
import os, sys
from dataclasses import replace
sys.path.insert(0, {source!r})
from scalekit.storage import files
from scalekit.storage.replacing import write
os.makedirs("out")
for path in files.find("in"):
    stored, problems = files.read(path)
    raw = files.encode(replace(stored, format="md", newline="\\n", bom=False))
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


def fill(folder: Path, number: int) -> None:
    """Write so many JSON checklists, each a little different from the others."""
    (folder / "in").mkdir(parents=True)
    made = checklist()
    for count in range(number):
        one = replace(made, innovation=f"FeNO testing {count}")
        path = folder / "in" / f"innovation-{count}{files.SUFFIXES['json']}"
        path.write_text(json_.dumps(one), encoding="utf-8", newline="\n")


def export(folder: Path) -> Cost:
    """Return what the export of a folder costs."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    return cost([sys.executable, "-c", EXPORT.format(source=str(TOP / "src"))], folder)


def main() -> None:
    """Print one row for each program timed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        few, many = Path(name, "few"), Path(name, "many")
        fill(few, FEW)
        fill(many, MANY)
        exports = [(export(few), export(many)) for _ in range(rounds)]
        small, large = (
            Cost(median(one.seconds for one in costs), max(one.megabytes for one in costs))
            for costs in zip(*exports, strict=True)
        )
        for number, used in ((FEW, small), (MANY, large)):
            print(f"export {number:,}: {used.seconds:.2f} s, {used.megabytes:.0f} MB")
        print(f"{MANY:,} take {large.seconds / small.seconds:.1f} times as long as {FEW:,}")
        copies = {
            "jq .": ["sh", "-c", "jq . in/* > all.json"],
            "cp -r": ["sh", "-c", "rm -rf copy && cp -r in copy"],
        }
        for program, command in copies.items():
            seconds = median(cost(command, many).seconds for _ in range(rounds))
            print(
                f"{program}: {seconds:.2f} s; the export takes {large.seconds / seconds:.2f} of it"
            )


if __name__ == "__main__":
    main()
