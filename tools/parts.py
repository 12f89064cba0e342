"""The packages that scalekit needs when it runs, as they are installed here."""

from collections.abc import Collection
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What is needed on any of these is needed.
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)


def parts(wanted: str, left_out: Collection[str] = ()) -> list[Distribution]:
    """Return each package that `scalekit` or `scalekit[all]` needs beside itself, by name.

    What is left out is left out with what only it needs. Raises PackageNotFoundError.
    """
    found: dict[str, Distribution] = {}
    _collect(Requirement(wanted), left_out, found)
    return [found[name] for name in sorted(found) if name != "scalekit"]


def needed_by(part: Distribution, extras: Collection[str] = ()) -> list[Requirement]:
    """Return what a package needs on any system."""
    every = map(Requirement, part.requires or ())
    return [needed for needed in every if _applies(needed, extras)]


def _collect(
    wanted: Requirement, left_out: Collection[str], found: dict[str, Distribution]
) -> None:
    here = distribution(wanted.name)
    found[canonicalize_name(wanted.name)] = here
    for needed in needed_by(here, wanted.extras):
        name = canonicalize_name(needed.name)
        if name not in left_out and (name not in found or needed.extras):
            _collect(needed, left_out, found)


def _applies(needed: Requirement, extras: Collection[str]) -> bool:
    if needed.marker is None:
        return True
    extra = [{"extra": extra} for extra in extras or ("",)]
    return any(needed.marker.evaluate(system | one) for system in SYSTEMS for one in extra)
