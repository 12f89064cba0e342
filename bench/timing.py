"""Processor time of programs, as a multiple of the same environment's `python -c pass`.

Processor time is that of the user and the system together. The programs take turns, so that what
else the machine does is shared out, and the median of their rounds counts.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

TOP = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    key: value
    for key, value in os.environ.items()
    if not key.startswith(("PYTHON", "SCALEKIT", "COLUMNS"))
}


# A process begins as a copy of the one that starts it, so that one is to be small.
_MEASURE = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
print(os.wait4(pid, 0)[2].ru_maxrss)
"""


def cost(command: Sequence[str | Path], folder: Path = TOP, *, exits: int = 0) -> float:
    """Return what one run of a program costs; its output is thrown away.

    Raises RuntimeError where it exits otherwise: what fails is soon done.
    """
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return cost_of(process.pid, exits)


def cost_of(pid: int, exits: int | None = None) -> float:
    """Wait for a process of ours to end and return what it cost."""
    _, status, used = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if exits not in (None, code):
        raise RuntimeError(f"A program ended with {code} and not with {exits}.")
    return used.ru_utime + used.ru_stime


def peak(command: Sequence[str | Path], folder: Path = TOP) -> float:
    """Return the most memory that a program has in use at once, in MB."""
    line = [sys.executable, "-c", _MEASURE, *map(str, command)]
    done = subprocess.run(line, cwd=folder, env=ENVIRONMENT, capture_output=True, check=True)
    return int(done.stdout) / (1_000_000 if sys.platform == "darwin" else 1_000)


def medians(
    commands: Mapping[str, Sequence[str | Path]], rounds: int, folder: Path = TOP
) -> dict[str, float]:
    """Return the median processor time in seconds of each program, run in turns."""
    times = []
    for number in range(rounds + 1):
        costs = {name: cost(command, folder) for name, command in commands.items()}
        if number:  # the first round fills the caches
            times.append(costs)
    return {name: median(turn[name] for turn in times) for name in commands}


def environment(folder: Path, *packages: str | Path, python: str = sys.executable) -> Path:
    """Make a virtual environment with these packages; return the folder of its programs."""
    _run([python, "-m", "venv", folder])
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    _run([programs / "python", "-m", "pip", "install", "-qq", "--compile", *packages])
    return programs


def wheel(folder: Path) -> Path:
    """Make scalekit's wheel in a folder and return its path."""
    _run([sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "-w", folder, TOP])
    return next(folder.glob("scalekit-*.whl"))


def _run(command: Sequence[str | Path]) -> None:
    subprocess.run(list(map(str, command)), check=True, env=ENVIRONMENT)
