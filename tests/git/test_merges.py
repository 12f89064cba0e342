"""What two commits both come from, found without asking git for each merge."""

from pathlib import Path
from random import Random

from scalekit.git.merges import Ancestry
from tests.git.repository import git, repository


def test_bases_are_those_that_git_finds(tmp_path: Path) -> None:
    """A history of sixty commits that fork, merge and cross."""
    folder = repository(tmp_path)
    chance = Random(1)
    told = []
    for number in range(1, 61):
        before = chance.sample(range(max(1, number - 6), number), k=min(number - 1, 1 + number % 2))
        lines = [f"commit refs/heads/c{number}", f"mark :{number}"]
        lines += [f"committer A <a@example.org> {1700000000 + number} +0000", "data 0"]
        lines += [f"{'merge' if at else 'from'} :{each}" for at, each in enumerate(before)]
        told.append("\n".join(lines))
    git(folder, "fast-import", "--quiet", stdin="\n\n".join(told) + "\n\n")
    order = git(folder, "log", "--all", "--date-order", "--format=%H %P").splitlines()
    ancestry = Ancestry({line.split()[0]: line.split()[1:] for line in order})
    several = 0
    for _ in range(60):
        names = [f"c{number}" for number in chance.sample(range(1, 61), k=2)]
        one, other = git(folder, "rev-parse", *names).split()
        found = ancestry.bases(one, other)
        assert {*found} == {*git(folder, "merge-base", "--all", one, other, code=None).split()}
        several += len(found) > 1
    assert several
