"""Whether scalekit runs from `scalekit.pyz`, the one file that holds it and all that it needs."""


def single_file() -> str:
    """Return the path of that file, whole; empty in an ordinary installation."""
    loader = __spec__.loader if __spec__ else None
    return getattr(loader, "archive", "")
