"""What `scalekit git enable` writes: settings in git's configuration, lines in .gitattributes."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from scalekit.errors import FileError, UsageError, reason
from scalekit.git.repository import Repository
from scalekit.installed import single_file
from scalekit.model.problem import Position, Problem
from scalekit.storage import files
from scalekit.storage.disk.replacing import write

PROGRAM = "scalekit-git"
CACHE = "diff.scalekit.cachetextconv"
_KEPT = "refs/notes/textconv/scalekit"  # where git keeps what a textconv said
WORDS = 1  # raised when `textconv` says the same in other words, so that git asks again


def command() -> str:
    """Return what git's shell starts the drivers with: by name, or the single file by its path."""
    if not single_file():
        return PROGRAM
    # git for Windows runs them in a shell of its own, where a backslash is something else.
    paths = (Path(path).as_posix() for path in (sys.executable, single_file()))
    return f"{shlex.join(paths)} {PROGRAM}"


def found() -> str:
    """Return the path of what git starts, or an empty text where it would find nothing."""
    return single_file() or shutil.which(PROGRAM) or ""


def written(run: str) -> dict[str, str]:
    """Return what stands in git's configuration, where git starts the drivers with `run`.

    Each command goes on without scalekit when it is missing, fails, is killed or writes nothing: a
    missing textconv would make every `git diff` fail, and a missing merge driver keeps "ours".
    """
    # What git keeps counts as long as this command is the same. It would keep the plain file too,
    # where scalekit could not run: git is told then to look there no more. Only a command that
    # fails is not kept, and with it `git diff` fails.
    textconv = (
        f'f() {{ : {WORDS}; out=$({run} textconv "$1" 2>/dev/null); case "$?$out" in'
        """ 0?*) printf '%s\\n' "$out";; 3?*) cat -- "$1";;"""
        f' *) git config --unset-all {CACHE} 2>/dev/null; cat -- "$1";; esac; }}; f'
    )
    # git writes %X and %Y, the names of the sides, from 2.45 on; before that they stay as they are.
    # It is done only if the word and the code agree. `git merge-file` writes a file of its own, as
    # it would leave an empty one on a full disk. What a killed driver was writing goes.
    merge = (
        f'f() {{ out=$({run.replace("%", "%%")} merge "$@" 2>/dev/null); case "$out $?" in'
        ' "merged 0") return 0;; "conflicts 1") return 1;; esac;'
        ' rm -f -- ".$2.tmp";'
        " a=$6; case $a in ''|%%*) a=ours;; esac; b=$7; case $b in ''|%%*) b=theirs;; esac;"
        ' git merge-file -p --marker-size="$4" -L "$a" -L base -L "$b" "$2" "$1" "$3" >"$2.new";'
        ' s=$?; if test $s -lt 128 && test -s "$2.new" && mv -f -- "$2.new" "$2"; then return $s;'
        ' fi; rm -f -- "$2.new"; return 1; }; f %O %A %B %L %P %X %Y'
    )
    return {
        "diff.scalekit.textconv": textconv,
        # What git writes above a hunk: the pillar, or the action where it shows the file itself.
        "diff.scalekit.xfuncname": r"^(Pillar: .*|### .*)$",
        "merge.scalekit.name": "scalekit, by action and field",
        "merge.scalekit.driver": merge,
    }


_STARTED = re.compile(r"out=\$\((.*?) (?:textconv|merge) ")
SETTINGS = written(command())
LINES = {
    kind: f"*{suffix} text eol=lf diff=scalekit merge=scalekit"
    for kind, suffix in files.SUFFIXES.items()
}
# What `enable` added: lines, the file itself, an end to its last line, ends as on Windows.
_ADDED = "scalekit.attributes"


def driver_words(held: Mapping[str, str]) -> list[str]:
    """Return what the merge driver of a configuration starts, as its words; none without one."""
    started = _STARTED.search(held.get("merge.scalekit.driver", ""))
    return shlex.split(started[1].replace("%%", "%")) if started else []


def starts(words: list[str]) -> bool:
    """Return whether a driver starts: without a command it says how it is used, and exits 2."""
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 2 and b"scalekit git enable" in done.stderr


def is_current(held: Mapping[str, str]) -> bool:
    """Return whether a configuration holds what this scalekit writes."""
    return all(held.get(name) == value for name, value in SETTINGS.items())


class Place:
    """Where git is told about scalekit: one repository, or all that a person has."""

    def __init__(self, repository: Repository, *, everywhere: bool) -> None:
        self._repository = repository
        self._scope = "--global" if everywhere else "--local"
        self.attributes = (
            _global_attributes(repository)
            if everywhere
            else Path(repository.top(), ".gitattributes")
        )
        if not everywhere and self.attributes.is_symlink():
            message = "This is a link, and git does not follow links here."
            raise FileError(Problem(Position(str(self.attributes)), message, "Make it a file."))

    @property
    def shown(self) -> str:
        """Return the attributes file as people read it from here."""
        path = self.attributes
        return str(path) if self._scope == "--global" else os.path.relpath(path)

    def settings(self) -> dict[str, str]:
        """Return what is configured here for scalekit, by name."""
        pattern = r"^(diff|merge)\.scalekit\.|^scalekit\."
        found = self._config("-z", "--get-regexp", pattern, nothing=1)
        return dict(entry.split("\n", 1) for entry in found.split("\0")[:-1] if "\n" in entry)

    def enable(self, *, cache: bool = False) -> tuple[list[str], list[str]]:
        """Set what is not set and add what is absent; returns the names and lines of those.

        With `cache`, git keeps what a checklist says from now on. Raises UsageError where it could
        not, and where `git diff` would fail then.
        """
        who = ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
        if cache and not all(self._repository.run("var", each, nothing=128) for each in who):
            raise UsageError(
                "With --cache git makes commits of its own, and it does not know yet who you are."
                " Tell it with `git config user.name` and `git config user.email`."
            )
        held = self.settings()
        changed = [name for name, value in SETTINGS.items() if held.get(name) != value]
        before = _content(self.attributes)
        absent = [kind for kind in LINES if not _has(before, kind)]
        for name in changed:
            self._config("--replace-all", name, SETTINGS[name])
        if absent:
            added = {*held.get(_ADDED, "").split(), *absent}
            added |= {"file"} if before is None else set()
            _write(self.attributes, _with(before or b"", absent, added))
            self._config("--replace-all", _ADDED, " ".join(sorted(added)))
        if cache and held.get(CACHE) != "true":
            self._forget()
            self._config("--replace-all", CACHE, "true")
            changed.append(CACHE)
        return changed, [LINES[kind] for kind in absent]

    def disable(self) -> tuple[list[str], list[str]]:
        """Take away what `enable` set and added; returns the names and lines of those."""
        held = self.settings()
        gone = [name for name in (*SETTINGS, CACHE) if name in held]
        if CACHE in gone:
            self._forget()
        lines = self._take_away(held.get(_ADDED, "").split())
        for name in (*gone, *((_ADDED,) if _ADDED in held else ())):
            self._config("--unset-all", name)
        return gone, lines

    def _forget(self) -> None:
        self._repository.run("update-ref", "-d", _KEPT)

    def _take_away(self, added: list[str]) -> list[str]:
        """Take the lines that `enable` added out of the attributes file, and return them."""
        before = _content(self.attributes)
        kinds = [kind for kind in LINES if kind in added and _has(before, kind)]
        if before is None or not kinds:
            return []
        after = _without(before, kinds, added)
        if not after and "file" in added:
            self.attributes.unlink()
        else:
            _write(self.attributes, after)
        return [LINES[kind] for kind in kinds]

    def lines(self) -> dict[str, bool]:
        """Return whether the attributes file has the line for each format."""
        content = _content(self.attributes)
        return {kind: _has(content, kind) for kind in LINES}

    def _config(self, *arguments: str, nothing: int = 0) -> str:
        return _config(self._repository, self._scope, *arguments, nothing=nothing)


def _config(repository: Repository, scope: str, *arguments: str, nothing: int = 0) -> str:
    try:
        return repository.run("config", scope, *arguments, nothing=nothing)
    except FileError:
        if scope != "--global" or os.environ.get("HOME"):
            raise
        message = "git looks for your own settings in your home folder, and HOME is not set."
        raise FileError(Problem(Position(), message, "Set HOME to that folder.")) from None


def effective(repository: Repository) -> dict[str, bool]:
    """Return, for each format, whether git would use both drivers for a file in this folder."""
    names = {f"x{suffix}": kind for kind, suffix in files.SUFFIXES.items()}
    words = repository.run("check-attr", "-z", "diff", "merge", "--", *names).split("\0")
    used = dict.fromkeys(names.values(), True)
    for name, value in zip(words[0::3], words[2::3], strict=False):
        used[names[name]] = used[names[name]] and value == "scalekit"
    return used


def _global_attributes(repository: Repository) -> Path:
    for scope in ("--global", "--system"):
        arguments = ("--type=path", "--get", "core.attributesFile")
        if found := _config(repository, scope, *arguments, nothing=1).removesuffix("\n"):
            return Path(found)
    folder = os.environ.get("XDG_CONFIG_HOME") or Path("~/.config").expanduser()
    return Path(folder, "git", "attributes")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error) from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(str(path.resolve()), content)
    except OSError as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: OSError) -> FileError:
    return FileError(Problem(Position(str(path)), f"This file cannot be used: {reason(error)}."))


def _has(content: bytes | None, kind: str) -> bool:
    """Return whether a line names both drivers for a format, in whatever order."""
    pattern, *_, diff, merge = LINES[kind].encode().split()
    lines = (line.split() for line in (content or b"").splitlines())
    return any(words[0] == pattern and {diff, merge} <= {*words} for words in lines if words)


def _with(content: bytes, kinds: list[str], added: set[str]) -> bytes:
    """Return the content with these lines after it; adds to what was added besides."""
    end = b"\r\n" if b"\r\n" in content else b"\n"
    added |= {"crlf"} if end == b"\r\n" else set()
    if content and not content.endswith(b"\n"):
        added.add("end")
        content += end
    return content + b"".join(LINES[kind].encode() + end for kind in kinds)


def _without(content: bytes, kinds: list[str], added: Collection[str]) -> bytes:
    """Return the content without the lines that were added, all else byte for byte."""
    end = b"\r\n" if "crlf" in added else b"\n"
    lines = [LINES[kind].encode() for kind in kinds]
    block = b"".join(line + end for line in lines)
    if content.endswith(block):
        before = content.removesuffix(block)
        return before.removesuffix(end) if "end" in added else before
    kept = content.splitlines(keepends=True)
    return b"".join(line for line in kept if line.rstrip(b"\r\n") not in lines)
