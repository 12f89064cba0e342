"""What gets installed is whole: the program, its playbook, its types and its licence."""

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from scalekit import __version__

TOP = Path(__file__).parent.parent
SUFFIXES = {".py", ".typed", ".yaml", ".html", ".css", ".js"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that pip makes of this project, without asking a registry."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *options, str(TOP)], check=True)
    (made,) = folder.iterdir()
    return made


def test_the_wheel_holds_the_program_its_playbook_its_types_and_its_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    about = f"scalekit-{__version__}.dist-info"
    assert {f"{about}/licenses/LICENSE", f"{about}/entry_points.txt"} <= names
    for top, inside in (("src/scalekit", "scalekit"), ("content", "scalekit/content")):
        folder = TOP / top
        files = [path for path in folder.rglob("*") if path.suffix in SUFFIXES]
        assert {f"{inside}/{path.relative_to(folder).as_posix()}" for path in files} <= names
    assert {name.split("/")[0] for name in names} == {"scalekit", about}


def test_what_is_in_the_wheel_runs_without_the_project(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    start = ["start", "--no-input", "--role", "innovator", "--innovation"]
    done = subprocess.run(
        [sys.executable, "-m", "scalekit", *start, "FeNO testing"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "feno-testing.scalekit.md\n"), done.stderr
    assert (tmp_path / "feno-testing.scalekit.md").is_file()


def test_every_dependency_of_the_program_has_a_lowest_version() -> None:
    """`.ci/lowest` installs it; without one it would take a release from the beginning of time."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for needed in (*project["dependencies"], *extras["xlsx"], *extras["docx"]):
        assert ">=" in needed
