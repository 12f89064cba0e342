"""An office document that anybody may have sent, opened without trust: its sizes are bounded."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple, NoReturn
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from scalekit.documents.not_taken import MAX_BYTES, OLD_OFFICE, ZIP
from scalekit.model.values import NotUnderstoodError

MAX_UNPACKED, MAX_PARTS = 60_000_000, 2_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class OfficeFormat(NamedTuple):
    """What a document that somebody sent is called in messages, and what makes it smaller."""

    noun: str
    whole: str
    program: str
    writer: str
    save: str
    smaller: str
    much_smaller: str


@contextmanager
def open_office_file(raw: bytes, sent: OfficeFormat) -> Iterator[ZipFile]:
    """Give the parts of a document; raises NotUnderstoodError with what to do instead.

    So does whatever a damaged one raises while its parts are read.
    """
    if len(raw) > MAX_BYTES:
        refuse(f"This file is larger than {MAX_BYTES // 1_000_000} MB.", sent.smaller)
    if raw.startswith(OLD_OFFICE):
        secret = _ENCRYPTED in raw
        what = "is locked with a password" if secret else f"is from an older {sent.program}"
        refuse(f"This {sent.noun} {what}.", f"{'Take the password off. ' * secret}{sent.save}")
    try:
        with ZipFile(BytesIO(raw)) as parts:
            _check_sizes(parts, sent)
            yield parts
    except BadZipFile:
        if raw.startswith(ZIP):
            refuse(
                f"This {sent.noun} is damaged, or only a part of it is here.", "Ask for it again."
            )
        refuse(f"This is not {sent.whole}.", sent.save)
    except NotUnderstoodError:
        raise
    except (
        *(ExpatError, LookupError, ValueError, OverflowError, EOFError, zlib.error),
        *(NotImplementedError, RuntimeError, OSError, StopIteration),
    ):
        refuse(f"This {sent.noun} is damaged.", sent.save)


def is_too_large(raw: bytes) -> bool:
    """Return whether a packed document is larger than any that is read, packed or unpacked."""
    try:
        with ZipFile(BytesIO(raw)) as parts:
            return len(raw) > MAX_BYTES or _unpack_to_much(parts.infolist())
    except BadZipFile:
        return False


def _unpack_to_much(found: list[ZipInfo]) -> bool:
    return len(found) > MAX_PARTS or sum(part.file_size for part in found) > MAX_UNPACKED


def refuse(message: str, remedy: str) -> NoReturn:
    """Raise NotUnderstoodError, and nothing of what led to it."""
    raise NotUnderstoodError(message, remedy) from None


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _check_sizes(parts: ZipFile, sent: OfficeFormat) -> None:
    """Refuse a small file that unpacks to a huge one. No part gives more than it says it holds."""
    found = parts.infolist()
    if _unpack_to_much(found):
        refuse(f"This {sent.noun} is too large to read.", sent.much_smaller)
    if any(part.flag_bits & 1 for part in found):
        remedy = f"Take the password off. {sent.save}"
        refuse(f"This {sent.noun} is locked with a password.", remedy)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in found):
        refuse(f"This {sent.noun} is packed in a way that no {sent.writer} uses.", sent.save)
