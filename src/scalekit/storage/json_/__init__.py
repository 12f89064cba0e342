"""A checklist as JSON: text to Checklist and back."""

from scalekit.storage.json_.layout import dumps, loads

__all__ = ["dumps", "loads"]
