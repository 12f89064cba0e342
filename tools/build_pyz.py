"""Write scalekit.pyz: scalekit and all that it needs in one file, for any Python 3.11 or later.

    python tools/build_pyz.py                   write dist/scalekit.pyz
    python tools/build_pyz.py --output FILE     write it there
    python tools/build_pyz.py --wheel WHEEL     with this wheel of scalekit, not one made now

What it needs is taken from the environment that runs this. The same environment gives the same
bytes: names are sorted, and every time is SOURCE_DATE_EPOCH, or 1980 without it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

from parts import parts

TOP = Path(__file__).resolve().parent.parent
# The whole of scalekit, but for what works only with parts made for one kind of computer: lxml
# under python-docx and Pillow under reportlab.
WANTED = "scalekit[all]"
LEFT_OUT = {"python-docx", "reportlab"}
# What these have compiled only makes them faster.
WORKS_WITHOUT = {"markupsafe", "pyyaml", "wcwidth"}
COMPILED = {".so", ".pyd", ".dylib", ".dll"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say
# Any Python 3 reads this far, and says why it stops.
START = """\
# The single file of scalekit: the program, or what git runs for each checklist.
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "scalekit needs Python 3.11 or later. This is Python %s, at %s."
        % (sys.version.split()[0], sys.executable)
    )

if __name__ == "__main__":
    if sys.argv[1:2] == ["scalekit-git"]:
        del sys.argv[1]
        from scalekit.git.driver import program
    else:
        from scalekit.__main__ import program
    sys.exit(program())
"""


def files_of(part: Distribution) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of what a package has in Python, with its licence and version."""
    name = part.name.lower()
    for path in part.files or ():
        if path.suffix in COMPILED and name not in WORKS_WITHOUT:
            raise SystemExit(f"{part.name} has compiled parts, and may not work without: {path}")
        if _is_kept(path):
            yield path.as_posix(), Path(str(path.locate())).read_bytes()


def _is_kept(path: PurePosixPath) -> bool:
    if path.is_absolute() or path.parts[0] == ".." or "__pycache__" in path.parts:
        return False
    if path.parts[0].endswith(".data"):
        return False
    if path.parts[0].endswith(".dist-info"):
        return path.name == "METADATA" or "licen" in path.as_posix().lower()
    return path.suffix not in {*COMPILED, ".pyi", ".pth"}


def of_wheel(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what goes in from a wheel of scalekit."""
    with zipfile.ZipFile(wheel) as file:
        for name in file.namelist():
            if _is_kept(PurePosixPath(name)):
                yield name, file.read(name)


def write(output: Path, content: dict[str, bytes]) -> None:
    """Write the file: what starts it, and everything in it by name, at one time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    at = max(EARLIEST, time.gmtime(int(epoch))[:6]) if epoch else EARLIEST
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as raw:
        raw.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(raw, "w") as file:
            for name in sorted(content):
                entry = zipfile.ZipInfo(name, at)
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                file.writestr(entry, content[name], zipfile.ZIP_DEFLATED, 9)
    output.chmod(0o755)


def made_wheel(folder: Path) -> Path:
    """Return a wheel of this project, made with what this environment has."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(folder)], cwd=TOP, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def main() -> int:
    """Write the file and say what is in it."""
    line = argparse.ArgumentParser(description="Write scalekit.pyz.")
    line.add_argument("--wheel", type=Path, help="with this wheel of scalekit, not one made now")
    line.add_argument("--output", type=Path, default=TOP / "dist" / "scalekit.pyz")
    given = line.parse_args()
    inside = parts(WANTED, LEFT_OUT)
    content = {name: raw for part in inside for name, raw in files_of(part)}
    with tempfile.TemporaryDirectory() as folder:
        content |= dict(of_wheel(given.wheel or made_wheel(Path(folder))))
    write(given.output, {**content, "__main__.py": START.encode()})
    print(f"Wrote {given.output}, {given.output.stat().st_size / 1e6:.1f} MB, with:")
    for part in inside:
        print(f"  {part.name} {part.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
