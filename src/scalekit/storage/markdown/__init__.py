"""A checklist as Markdown: text to Checklist and back."""

from scalekit.storage.markdown.layout import dumps, loads

__all__ = ["dumps", "loads"]
