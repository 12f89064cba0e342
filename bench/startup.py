"""What each command costs to start, as a multiple of the same environment's `python -c pass`.

    python bench/startup.py [ROUNDS]            scalekit, installed from its wheel
    python bench/startup.py [ROUNDS] --peers    other programs too, installed beside it

Needs Linux or macOS, and the registry of packages for a new environment.
"""

import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from timing import ENVIRONMENT, cost, cost_of, environment, medians, wheel

FILE = "feno-testing.scalekit.md"
START = ["start", "--role", "innovator", "--innovation", "FeNO testing"]
COMMANDS = {
    "--version": ["--version"],
    "--help": ["--help"],
    "a usage error": ["status", "--nonsense"],
    "status": ["status", FILE],
    "check": ["check", FILE],
    "set": ["set", FILE, "find-policy-ties", "--owner", "Sam"],
    "export": ["export", FILE, "--format", "json"],
    "export to CSV": ["export", FILE, "--format", "csv"],
    "export to a page": ["export", FILE, "--format", "html", "-o", "page.html"],
    "status of JSON": ["status", "feno-testing.scalekit.json"],
    "diff of two files": ["diff", FILE, "feno-testing.scalekit.json"],
    "guide, an action": ["guide", "find-policy-ties"],
    "start --no-input": [*START, "--no-input"],
}
TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def main(name: str = "") -> None: print(name)
@app.command()
def other(name: str = "") -> None: print(name)
app()
"""
PEERS = ("mdformat==1.0.0", "pre-commit==4.7.0")


def first_words(command: list[str], folder: Path) -> float:
    """Return the processor time of a program until its first words are on the screen."""
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.read(ours, 1_000)
    process.kill()
    seconds = cost_of(process.pid)
    os.close(ours)
    return seconds


def main() -> None:
    """Print one row for each program timed."""
    rounds = int(next((word for word in sys.argv[1:] if word.isdigit()), "21"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bin_ = environment(folder / "venv", wheel(folder))
        scalekit, python = str(bin_ / "scalekit"), str(bin_ / "python")
        cost([scalekit, *START, "--no-input"], folder)
        cost([scalekit, "export", FILE, "-o", "feno-testing.scalekit.json"], folder)
        programs: dict[str, list[str | Path]] = {"python -c pass": [python, "-c", "pass"]}
        programs |= {f"scalekit {name}": [scalekit, *rest] for name, rest in COMMANDS.items()}
        git = str(bin_ / "scalekit-git")
        programs["scalekit-git textconv"] = [git, "textconv", FILE]
        programs["scalekit-git merge"] = [git, "merge", *3 * [FILE]]
        programs["typer alone, a usage error"] = [python, "-c", TYPER, "--nonsense"]
        if "--peers" in sys.argv:
            others = environment(folder / "peers", *PEERS)
            (folder / "note.md").write_text("# A note\n", encoding="utf-8")
            (folder / "pre-commit.yaml").write_text("repos: []\n", encoding="utf-8")
            programs["mdformat --version"] = [others / "mdformat", "--version"]
            programs["mdformat --help"] = [others / "mdformat", "--help"]
            programs["mdformat --check note.md"] = [others / "mdformat", "--check", "note.md"]
            programs["pre-commit --help"] = [others / "pre-commit", "--help"]
            programs["pre-commit validate-config"] = [
                others / "pre-commit",
                "validate-config",
                "pre-commit.yaml",
            ]
        times = medians(programs, rounds, folder)
        new = [scalekit, "start", "new.scalekit.md", "--role", "innovator"]
        words = median(first_words(new, folder) for _ in range(rounds))
        times["scalekit start, its first words"] = words
    floor = times["python -c pass"]
    for program, seconds in times.items():
        print(f"{program:32} {seconds * 1000:7.1f} ms {seconds / floor:6.2f}")


if __name__ == "__main__":
    main()
