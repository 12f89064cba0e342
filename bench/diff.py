"""What it costs to say what changed in many checklists since a revision, beside git reading them.

    python bench/diff.py [ROUNDS] [NUMBER]

A repository of so many Markdown checklists (1,000), in each of which one answer has changed since
the last commit. Beside `scalekit diff`, installed from its wheel: the two git commands that list
the files of the commit and give their content by id, and `git diff` itself.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from batch import checklist, differing, memory
from timing import environment, medians, wheel

from scalekit.storage import files, markdown

IDS = "git ls-tree -r HEAD in > .git/list; cut -d' ' -f3 .git/list | cut -f1"
COMMIT = (
    "git init -q && git add in && git -c user.name=A -c user.email=a@example.org commit -qm One"
)


def fill(folder: Path, number: int) -> None:
    """Commit so many checklists, and change the owner of one action in each."""
    (folder / "in").mkdir()
    made = checklist()
    first = made.actions[0].id
    for owner, commands in ((None, COMMIT), ("Practice manager", "true")):
        for count in range(number):
            path = folder / "in" / f"innovation-{count}{files.SUFFIXES['md']}"
            named = differing(made, count)
            if owner:
                answer = named.answers()[first]._replace(owner=owner)
                named = named.with_answer(first, answer)
            path.write_text(markdown.dumps(named), encoding="utf-8", newline="\n")
        subprocess.run(["sh", "-c", commands], cwd=folder, check=True)


def main() -> None:
    """Print one row for each program timed."""
    rounds, number = [*map(int, sys.argv[1:]), *(5, 1_000)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = Path(name)
        scalekit = environment(folder / "venv", wheel(folder)) / "scalekit"
        fill(folder, number)
        times = medians(
            {
                "git ls-tree, git cat-file": ["sh", "-c", f"{IDS} | git cat-file --batch"],
                "git diff": ["git", "diff"],
                "scalekit diff in": [scalekit, "diff", "in"],
            },
            rounds,
            folder,
        )
    floor = times["git ls-tree, git cat-file"]
    for program, seconds in times.items():
        print(f"{program:28} {seconds * 1000:7.1f} ms {seconds / floor:6.2f}")


if __name__ == "__main__":
    main()
