"""What `scalekit doctor` looks at: each function looks at one thing and says how it is."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from scalekit import __version__, invoked
from scalekit.cli.files import named_playbook, playbooks
from scalekit.cli.terminal import streams
from scalekit.errors import FileError, ScalekitError, UsageError, reason
from scalekit.git import settings
from scalekit.git.repository import Repository
from scalekit.installed import adding, single_file
from scalekit.settings.nearest import settings_at
from scalekit.storage.disk.locking import locked
from scalekit.storage.disk.replacing import write

FINE, NOTE, WRONG = "fine", "note", "wrong"
# What each document needs, and what of ours shows that it works.
_EXTRAS = {
    "xlsx": ("Excel workbooks", "XlsxWriter", ("xlsxwriter",)),
    "docx": ("Word documents", "python-docx", ("scalekit.documents.docx.look",)),
    "pdf": ("PDF forms", "reportlab pypdf", ("pypdf", "scalekit.documents.pdf.layout")),
}
_NARROWEST = 40  # columns; the walk and the tables are made to fit these
_UTF8 = 65001  # Windows' number for it
_TO_HAVE_IT = "Install scalekit with pipx or uv, or activate the environment that it is in."


class Finding(NamedTuple):
    """One thing that was looked at: fine, to note or wrong, in a sentence, and what mends it."""

    id: str
    state: str
    found: str
    remedy: str = ""


def program() -> Iterator[Finding]:
    """Look at this scalekit, and at what the PATH calls by its name."""
    kept = single_file()
    where = f"one file, {kept}" if kept else Path(__file__).parents[1]
    yield Finding("scalekit", FINE, f"scalekit {__version__}: {where}.")
    found = shutil.which("scalekit")
    if found is None:
        if not kept:
            message = "scalekit is not on your PATH, so its name alone does not start it."
            remedy = f"Write {invoked.program()}, or install it with pipx or uv."
            yield Finding("path", NOTE, message, remedy)
        return
    said = _version(found)
    if said is None:
        message = f"The scalekit on your PATH does not run: {found}."
        yield Finding("path", WRONG, message, "Install it again, or remove that file.")
    elif said != __version__:
        message = f"The scalekit on your PATH is another one, version {said}: {found}."
        yield Finding("path", NOTE, message, "Remove the one that you do not want.")


def _version(path: str) -> str | None:
    try:
        done = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return None
    words = done.stdout.decode("utf-8", "replace").split()
    return words[1] if done.returncode == 0 and len(words) == 2 else None


def python() -> Iterator[Finding]:
    """Look at the Python that runs this."""
    yield Finding("python", FINE, f"Python {sys.version.split()[0]}: {sys.executable}.")


def extras() -> Iterator[Finding]:
    """Look at what makes Excel, Word and PDF documents, by loading it."""
    for name, (documents, packages, modules) in _EXTRAS.items():
        try:
            for module in modules:
                import_module(module)
        except Exception:  # a package can be broken in as many ways as there are packages
            message = f"{documents} cannot be made without {' and '.join(packages.split())}."
            yield Finding(f"extra-{name}", NOTE, message, adding(packages))
        else:
            yield Finding(f"extra-{name}", FINE, f"{documents} can be made.")


def rules() -> Iterator[Finding]:
    """Look at what scalekit.toml requires of checklists: only `check` stops at what is wrong."""
    try:
        wrong = settings_at(".").problems
    except FileError:  # the playbook is not known either, and that says why
        return
    for problem in wrong:
        yield Finding("rules", WRONG, f"What is required here: {problem}", "Mend that line.")


def playbook() -> Iterator[Finding]:
    """Look at the playbook that is used in this folder."""
    try:
        folder = named_playbook.named_at(".")
        book = playbooks.read_playbook(folder)
    except FileError as error:
        by = named_playbook.named_by()
        remedy = f"Mend that, or take it out of {by}."
        yield Finding("playbook", WRONG, f"The playbook for this folder: {error}", remedy)
        return
    if book.unsettled:
        yield Finding("playbook", NOTE, playbooks.unsettled(book), playbooks.settling(book))
        return
    where = f" in {folder}" if folder else ", which comes with scalekit"
    yield Finding("playbook", FINE, f"Playbook: {book.title}, version {book.version}{where}.")


def git() -> Iterator[Finding]:
    """Look at git, and at what it does with checklists in this folder."""
    with Repository(".") as repository:
        try:
            said = repository.run("--version").split()
        except ScalekitError:
            message = "git is not there, so nothing can be compared with earlier versions."
            yield Finding("git", NOTE, message, "Install it: https://git-scm.com")
            return
        yield Finding("git", FINE, f"git {said[2]}: {shutil.which('git')}.")
        try:
            yield _drivers(repository)
        except ScalekitError as error:
            yield Finding("drivers", WRONG, str(error))


def _drivers(repository: Repository) -> Finding:
    held = settings.Place(repository, everywhere=True).settings()
    try:
        held |= settings.Place(repository, everywhere=False).settings()
        used = any(settings.effective(repository).values())
    except UsageError:
        message = "This folder is in no git repository."
        return Finding("drivers", FINE, message)
    mend = "scalekit git enable"
    words = settings.driver_words(held)
    if not words or not used:
        return Finding("drivers", NOTE, "git treats checklists here as plain text.", mend)
    # The program by its name on the PATH, or a Python and the single file.
    needed = words[:-1] or words
    gone = [word for word in needed if not shutil.which(word) and not Path(word).is_file()]
    if gone:
        message = f"git is set up to run {gone[0]} for each checklist, and that is not there."
        return Finding("drivers", WRONG, message, mend if needed is not words else _TO_HAVE_IT)
    if not settings.is_current(held):
        message = "git is set up for checklists by another scalekit."
        return Finding("drivers", NOTE, message, mend)
    if not settings.starts(words):
        message = f"What git is set up to run for each checklist does not start: {' '.join(words)}."
        return Finding("drivers", WRONG, message, "Install scalekit again.")
    return Finding("drivers", FINE, "git compares and merges checklists by action and field here.")


def terminal() -> Iterator[Finding]:
    """Look at where the output goes, and whether its letters can be shown."""
    if not streams.is_terminal(sys.stderr):
        yield Finding("terminal", FINE, "No terminal: what is written is UTF-8, in plain lines.")
        return
    columns = shutil.get_terminal_size().columns
    message = f"The terminal is {columns} columns wide."
    if columns < _NARROWEST:
        yield Finding("terminal", NOTE, message, f"Make it {_NARROWEST} wide, so that lists fit.")
    else:
        yield Finding("terminal", FINE, message)
    yield _letters()
    if streams.wants_plain(False):
        yield Finding("plain", FINE, "Everything is plain lines: ACCESSIBLE or TERM=dumb is set.")


def _letters() -> Finding:
    if sys.platform == "win32":
        import ctypes

        page = ctypes.windll.kernel32.GetConsoleOutputCP()
        if page != _UTF8:
            message = f"PowerShell reads what is piped to it as code page {page}, not as UTF-8."
            return Finding("encoding", NOTE, message, "Write files with --output, and not with >.")
        return Finding("encoding", FINE, "The terminal takes UTF-8.")
    import locale

    encoding = locale.getencoding()
    if encoding.lower().replace("-", "") != "utf8":
        message = f"The terminal is set to {encoding}, so letters such as “é” can look wrong."
        return Finding("encoding", NOTE, message, "Set LC_ALL=C.UTF-8, and the terminal to UTF-8.")
    return Finding("encoding", FINE, "The terminal takes UTF-8.")


def folder() -> Iterator[Finding]:
    """Look at whether a file can be saved in this folder, by saving one and removing it."""
    here, target = os.getcwd(), f".scalekit-doctor-{os.getpid()}"  # noqa: PTH109
    said: list[str] = []
    try:
        with locked(target, said.append):
            write(target, b"")
        Path(target).unlink()
    except OSError as error:
        message = f"No file can be saved in {here}: {reason(error)}."
        yield Finding("folder", WRONG, message, "Use a folder of your own, or allow writing here.")
        return
    if said:
        yield Finding("folder", NOTE, f"{here}: {said[0]}", "Keep checklists on a local disk.")
    else:
        yield Finding("folder", FINE, f"Files can be saved and locked in {here}.")


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    program,
    python,
    extras,
    playbook,
    rules,
    git,
    terminal,
    folder,
)
