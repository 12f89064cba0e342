"""The kinds of error, and the exit code of each; its sentence stands where it is raised."""

from scalekit.installed import adding, single_file
from scalekit.model.problem import Problem

EXIT_CODES = {
    0: "Done.",
    1: "The answer is “no”: a check failed, conflicts are left, some of many could not be exported,"
    " or `diff --exit-code` found changes.",
    2: "The command line is wrong.",
    3: "A file cannot be read or written as asked.",
    4: "An answer is needed and there is no terminal; the message names the option to use.",
    130: "Interrupted; the message says what is saved and how to continue.",
}


def reason(error: OSError | ValueError) -> str:
    """Return the system's own words for why it refused, as part of a sentence."""
    return (getattr(error, "strerror", None) or str(error)).lower()


class ScalekitError(Exception):
    """Something a person can mend. `str()` is the whole message."""

    exit_code = 1


class UsageError(ScalekitError):
    """The command line asks for something that cannot be."""

    exit_code = 2


class FileError(ScalekitError):
    """A file cannot be read or written as asked; holds every problem found."""

    exit_code = 3

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class MissingExtraError(ScalekitError):
    """A document needs a package that is installed only on request."""

    exit_code = 3

    def __init__(self, document: str, package: str) -> None:
        super().__init__(document, package)  # which another process makes it of again

    def __str__(self) -> str:
        """Return what to install, and how."""
        document, package = self.args
        why, where = "", "where scalekit is"
        if single_file():
            # lxml under python-docx, Pillow under reportlab.
            why = "Part of it is made for one kind of computer: this single file cannot hold it. "
            where = "for the Python that runs it"
        return (
            f"{document} need a package that is not installed. {why}"
            f"Install it {where}: {adding(package)}"
        )


class AnswerNeededError(ScalekitError):
    """An answer is needed and there is nobody to ask."""

    exit_code = 4


class InterruptedByUserError(ScalekitError):
    """The person pressed Ctrl-C; the message says what is saved."""

    exit_code = 130
