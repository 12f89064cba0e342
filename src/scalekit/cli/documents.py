"""The formats that `export` writes: what each file is called, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from scalekit.errors import UsageError
from scalekit.model.problem import did_you_mean
from scalekit.storage import files
from scalekit.storage.files import Stored


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `render` takes a checklist to the bytes of its file."""

    suffix: str
    render: Callable[[Stored], bytes]


def _lossless(kind: str) -> Callable[[Stored], bytes]:
    return lambda stored: files.encode(replace(stored, format=kind, newline="\n", bom=False))


FORMATS = {kind: Format(suffix, _lossless(kind)) for kind, suffix in files.SUFFIXES.items()}


def format_named(name: str) -> Format:
    """Return the format with this name; raises UsageError when there is none."""
    if name not in FORMATS:
        near = did_you_mean(name, list(FORMATS))
        raise UsageError(
            f"There is no format “{name}”. {near} The formats are {', '.join(FORMATS)}."
        )
    return FORMATS[name]
