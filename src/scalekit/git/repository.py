"""The git repository around a folder: the one place that runs git.

All objects come from one `git cat-file`, which also names revisions and lists folders, so that a
thousand files take no more processes than one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO, TYPE_CHECKING, NamedTuple

from scalekit.errors import FileError, ScalekitError, UsageError
from scalekit.model.problem import Position, Problem
from scalekit.text.sentence import ended

if TYPE_CHECKING:
    from subprocess import Popen

_FOLDER, _FILE = b"40000", (b"100644", b"100755", b"100664")
_AT_ONCE = 100  # ids; more would fill the pipe to git, and both would wait for one another
_LEFT_OUT = "S"  # how `git ls-files -t` marks what a sparse checkout leaves out


class Object(NamedTuple):
    """Something that git keeps: a commit, tree, blob or tag, and its name, the id."""

    id: str
    kind: str
    content: bytes


class NoRepositoryError(UsageError):
    """A folder is in no git repository."""


class Repository:
    """A git repository, seen from a folder in it. Use it in a `with` block."""

    def __init__(self, folder: str) -> None:
        self.folder = folder or "."
        self._errors: IO[bytes] | None = None  # what git says
        self._objects: Popen[bytes] | None = None
        self._fetched: dict[str, Object | None] = {}

    def __enter__(self) -> "Repository":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the `git cat-file` that was started."""
        if self._objects:
            for pipe in (self._objects.stdin, self._objects.stdout):
                with suppress(OSError):
                    assert pipe is not None
                    pipe.close()
            self._objects.wait()
        if self._errors:
            self._errors.close()

    def object(self, name: str) -> Object | None:
        """Return what git calls by a name such as `v1^{commit}`, `HEAD:./a.md` or an id."""
        if not name or "\n" in name:
            return None
        if name in self._fetched:
            return self._fetched.pop(name)
        self._ask([name])
        return self._answer(name)

    def fetch(self, ids: Sequence[str]) -> None:
        """Read objects that are wanted next; asking for each by itself means waiting for each."""
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            self._ask(some)
            self._fetched |= {key: self._answer(key) for key in some}

    def _ask(self, names: Sequence[str]) -> None:
        if not self._objects:
            self._objects = self._start("cat-file", "--batch")
        assert self._objects.stdin is not None
        with suppress(BrokenPipeError):
            self._objects.stdin.write(b"".join(os.fsencode(name) + b"\n" for name in names))
            self._objects.stdin.flush()

    def _answer(self, name: str) -> Object | None:
        assert self._objects is not None
        assert self._objects.stdout is not None
        header = self._objects.stdout.readline()
        if not header:
            raise self._failure()
        words = header.split()
        if header.rstrip(b"\n") == os.fsencode(name) + b" missing" or len(words) != 3:
            return None
        content = self._objects.stdout.read(int(words[2]))
        self._objects.stdout.read(1)
        return Object(words[0].decode(), words[1].decode(), content)

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names; raises UsageError."""
        found = self.object(f"{revision}^{{commit}}")
        if found:
            return found.id
        if revision == "HEAD":
            raise UsageError(
                "This repository has no commits yet, so there is no earlier version to compare"
                " with."
            )
        raise UsageError(f"git knows no revision “{revision}” here.{self.unshallow()}")

    def files(self, tree: Object) -> Iterator[tuple[str, str]]:
        """Yield the path and id of each plain file in a tree that is not hidden, all depths."""
        content, size = tree.content, len(tree.id) // 2
        at = 0
        while at < len(content):
            space, end = content.index(b" ", at), content.index(b"\0", at)
            mode, name = content[at:space], os.fsdecode(content[space + 1 : end])
            at = end + 1 + size
            object_id = content[end + 1 : at].hex()
            if name.startswith("."):
                continue
            if mode == _FOLDER and (below := self.object(object_id)):
                yield from ((f"{name}/{path}", key) for path, key in self.files(below))
            elif mode in _FILE:
                yield name, object_id

    def working_files(self, *patterns: str) -> tuple[set[str], set[str]]:
        """Return the files here that git has or would take, and those left out on purpose.

        Files that .gitignore names are in neither.
        """
        arguments = ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--"]
        found: tuple[set[str], set[str]] = (set(), set())
        for line in self.run(*arguments, *patterns).split("\0")[:-1]:
            found[line[0] == _LEFT_OUT].add(line[2:])
        return found

    def commit_before(self, seconds: int) -> tuple[str, int] | None:
        """Return the last commit of this branch before a time, and its own time.

        Times count seconds from 1970. Of a merge, the side that was merged in does not count:
        its commits came to this branch when the merge did.
        """
        before = f"--before=@{seconds - 1}"
        arguments = ["rev-list", "-1", "--first-parent", before, "--end-of-options", "HEAD", "--"]
        commit = self.run(*arguments).strip()
        found = self.object(commit)
        if not found:
            return None
        (committer,) = [x for x in found.content.split(b"\n") if x.startswith(b"committer ")][:1]
        return commit, int(committer.split()[-2])

    def time(self, words: str) -> int:
        """Return when git takes some words for time to be, in seconds from 1970.

        Of words that it does not know it takes the present.
        """
        found = self.run("rev-parse", f"--since={words}")
        return int(found.strip().removeprefix("--max-age="))

    def unshallow(self) -> str:
        """Return what to add to a message where earlier commits were left out of this clone."""
        with suppress(NoRepositoryError):
            if self.run("rev-parse", "--is-shallow-repository") == "true\n":
                return (
                    " Earlier commits are not in this clone. `git fetch --unshallow` brings them."
                )
        return ""

    def top(self) -> str:
        """Return the folder that holds the whole working tree."""
        return self.run("rev-parse", "--show-toplevel").removesuffix("\n")

    def run(self, *arguments: str, nothing: int = 0) -> str:
        """Return what a git command prints; `nothing` is the code by which it says "none"."""
        process = self._start(*arguments)
        out, _ = process.communicate()
        if process.returncode not in (0, nothing):
            raise self._failure()
        return os.fsdecode(out)

    def merge_file(self, ours: str, base: str, theirs: str) -> bytes:
        """Return what git makes of three files here, with its marks where they clash."""
        process = self._start("merge-file", "-p", ours, base, theirs)
        out, _ = process.communicate()
        if not 0 <= process.returncode < 128:  # how many clashes there are
            raise self._failure()
        return out

    def _start(self, *arguments: str) -> "Popen[bytes]":
        # Comparing two folders asks git nothing, and these take longer than all else together.
        from subprocess import PIPE, Popen
        from tempfile import TemporaryFile

        self._errors = self._errors or TemporaryFile()  # noqa: SIM115 - closed on leaving
        settings = ["--no-pager", "--no-optional-locks", "-c", "core.quotepath=false"]
        try:
            return Popen(
                ["git", *settings, *arguments],
                cwd=self.folder,
                env={**os.environ, "LC_ALL": "C"},
                stdin=PIPE,
                stdout=PIPE,
                stderr=self._errors,
            )
        except FileNotFoundError:
            remedy = "Install it: https://git-scm.com"
            raise FileError(Problem(Position(), "git is not installed.", remedy)) from None

    def _failure(self) -> ScalekitError:
        """Return git's last message as an error of ours."""
        assert self._errors is not None
        self._errors.seek(0)
        return failure(self._errors.read().decode("utf-8", "replace"), self.folder)


def failure(message: str, folder: str) -> ScalekitError:
    """Return what git wrote to stderr as an error of ours.

    Whether there is a repository is seen and not read: git's words are its own affair.
    """
    if "GIT_DIR" not in os.environ and not _has_repository(folder):
        return NoRepositoryError(f"The folder {folder} is not in a git repository.")
    lines = [line for line in message.splitlines() if line.strip()]
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    said = f"git says: {(fatal or lines)[0]}" if lines else "git ended without saying why."
    # A line that git sets apart with a tab is a command for the person to run.
    offered = [line.strip() for line in lines if line.startswith("\t")]
    if not offered:
        return FileError(Problem(Position(folder), said))
    remedy = f"It offers: {' and '.join(f'`{command}`' for command in offered)}"
    return FileError(Problem(Position(folder), ended(said), remedy))


def _has_repository(folder: str) -> bool:
    top = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(top, ".git")):
        above = os.path.dirname(top)
        if above == top:
            return False
        top = above
    return True


def blob_id(content: bytes, like: str) -> str:
    """Return the id that git gives a file's content; `like` is an id of the same repository."""
    from hashlib import new  # OpenSSL takes 4 ms

    digest = new("sha1" if len(like) == 40 else "sha256", usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content) + content)
    return digest.hexdigest()
