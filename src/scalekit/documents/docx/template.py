"""An empty Word document to write into, made from a template or in scalekit's own look."""

from typing import TYPE_CHECKING

from scalekit.documents.unzipped import is_too_large
from scalekit.errors import MissingExtraError, ScalekitError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


class TemplateError(ScalekitError):
    """A template that is not a Word document; the message says what to do."""

    exit_code = 3


def empty_document(template: bytes | None, title: str) -> "WordDocument":
    """Return an empty document with the styles of a template, or with scalekit's own.

    `title` stands below each page. Raises MissingExtraError without python-docx, TemplateError for
    a template that cannot be used.
    """
    try:
        # 200 ms, and only this format needs it.
        from scalekit.documents.docx import look
    except ImportError:
        raise MissingExtraError("Word documents", "python-docx") from None
    try:
        return look.styled_document(template, title)
    except Exception:  # a template can be broken in more ways than python-docx has errors for
        if template and is_too_large(template):
            raise TemplateError(
                "This template is too large to read. Take out what is not needed for its styles."
            ) from None
        raise TemplateError(
            "This template is not a Word document or template (.docx or .dotx). "
            "Open it in Word and save it as one of these."
        ) from None
