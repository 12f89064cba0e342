"""How scalekit was installed: as one file or in an environment, and what adds a package to it."""

import os
import sys


def single_file() -> str:
    """Return the path of `scalekit.pyz`, whole, when this runs from it; empty otherwise."""
    loader = __spec__.loader if __spec__ else None
    archive = getattr(loader, "archive", "")
    return os.path.normpath(archive) if archive else ""


def has(module: str) -> bool:
    """Return whether a module that not every installation has is there, without importing it."""
    # Most commands do not ask.
    from importlib.util import find_spec

    return find_spec(module) is not None


def adding(packages: str) -> str:
    """Return the command line that installs packages for the Python that runs this."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    pipx = os.path.join(sys.prefix, "pipx_metadata.json")  # noqa: PTH118 - pathlib takes its time
    if os.access(pipx, os.F_OK):  # its note of what it installed there
        return f"pipx inject scalekit {packages}"
    if sys.prefix != sys.base_prefix and not has("pip"):  # an environment that uv made
        return f"uv pip install --python {python} {packages}"
    return f"{python} -m pip install {packages}"
