"""What reading a playbook costs, as a multiple of the same Python's `python -c pass`.

    python bench/playbook.py [ACTIONS]

Processor time, the least of several runs of each in turn. The playbook has one pillar that holds
every action, each with the fields that are required and one resource: 4 MB for 5,000.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 9
SOURCE = Path(__file__).resolve().parent.parent / "src"
SETUP = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); "
EVENTS = """
import gc, yaml; gc.disable()
get_event = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(open({path!r}).read()).get_event
while get_event(): pass
"""
LOAD = """
from pathlib import Path
from scalekit.playbook.load import load
playbook, problems = load(Path({folder!r}))
assert not problems, problems[:9]
del playbook
"""

PLAYBOOK = """\
id: big
title: A big playbook
version: "1.0"
language: en-GB
summary: Made by bench/playbook.py.
source: {title: A guide, publisher: Someone, date: 2023-08-03, link: "https://example.org"}
notice: Made to be timed.
roles: [{id: innovator, title: Innovator, summary: You have something that works.}]
pillars: [understand]
case_studies: []
"""
RESOURCES = """\
resources:
  - {id: a-register, name: A register, link: "https://example.org/register",
     who_for: [innovator], status: current, checked: 2026-11-22}
"""
PILLAR = """\
id: understand
title: Understand
summary: Know the place.
aims:
  innovator: Know the place.
actions:
"""
ACTION = """\
  - id: action-{number}
    title: Understand local capacity number {number}
    text: >-
      Find out what the local service needs and what it has room for,
      from the people who run it.
    roles: [innovator]
    why: |
      A product that nobody asked for is hard to place. The people who run the service
      know what it lacks.

      They also know what it has no room for.
    ask:
      - Who told you this is a problem, and when?
      - What does it cost them now, in time, money, harm or waits?
      - What would have to stop?
    done_when: You can name the people who have the problem and say what it costs them.
    evidence:
      - Notes of a meeting with the people who run the service
    source:
      section: Understand
      position: Innovator {number}
    resources:
      - a-register
"""


def write_playbook(folder: Path, actions: int) -> Path:
    """Write a playbook of so many actions; return the file that holds them."""
    (folder / "pillars").mkdir()
    (folder / "playbook.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (folder / "resources.yaml").write_text(RESOURCES, encoding="utf-8")
    path = folder / "pillars" / "understand.yaml"
    text = "".join(ACTION.format(number=number) for number in range(actions))
    path.write_text(PILLAR + text, encoding="utf-8")
    return path


def processor_time(code: str) -> float:
    """Return the seconds of processor time that `python -c code` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print one row for each program timed."""
    actions = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as name:
        path = write_playbook(Path(name), actions)
        programs = {
            "python -c pass": "pass",
            "import the reader": SETUP + "import scalekit.playbook.load",
            "PyYAML's events alone": EVENTS.format(path=str(path)),
            f"load {actions} actions": SETUP + LOAD.format(folder=name),
        }
        rounds = [[processor_time(code) for code in programs.values()] for _ in range(ROUNDS)]
    times = [min(column) for column in zip(*rounds, strict=True)]
    for program, time in zip(programs, times, strict=True):
        print(f"{program:24} {time * 1000:7.1f} ms {time / times[0]:6.1f}")


if __name__ == "__main__":
    main()
