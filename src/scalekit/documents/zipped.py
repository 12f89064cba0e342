"""Office documents are zip files; the same content gives the same bytes."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say


def rezipped(
    raw: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content
) -> bytes:
    """Return a zip file with one date on all its parts, each after a change by its name."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, EARLIEST)
            part.external_attr = 0o600 << 16
            new.writestr(part, change(name, old.read(name)), ZIP_DEFLATED)
    return made.getvalue()
