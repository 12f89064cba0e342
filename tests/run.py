"""Set up `.venv` with all that the tests need, and run them: `python3 tests/run.py`.

Needs Python 3.11 or later and nothing else. Options are passed on to pytest. A test that needs a
program which is not installed is left out, and the summary says why. It ends with the names of
what failed.
"""

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# Two for each processor, as far as eight: much of the time tests wait for other programs.
PROCESSES = min(2 * (os.cpu_count() or 1), 8)

# Each begins with tests that stand together, so that few build a wheel or start a browser. One that
# has none left takes over from another.
STEAL = ("--dist", "worksteal")


def run(*arguments: object) -> int:
    """Run a program at the top of the project and return its exit code.

    Python keeps what it compiled also where the environment says that it may not: each process of
    pytest compiles all tests to begin with, which takes as long again as all else that it imports.
    """
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.call([str(argument) for argument in arguments], cwd=str(TOP), env=environment)


def main() -> int:
    """Return pytest's exit code, or that of the step before it that failed."""
    if sys.version_info < (3, 11):
        sys.exit(f"scalekit needs Python 3.11 or later, and this is {sys.version.split()[0]}.")
    print("Setting up .venv, which takes a minute the first time.", flush=True)
    pip = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    return (
        (0 if PYTHON.exists() else run(sys.executable, "-m", "venv", VENV))
        or run(*pip, "--editable", ".[dev]")
        or run(PYTHON, "-m", "pytest", "-n", PROCESSES, *STEAL, "-rsEf", *sys.argv[1:])
    )


if __name__ == "__main__":
    sys.exit(main())
