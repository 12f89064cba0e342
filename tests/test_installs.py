"""However scalekit was installed, it works: from its wheel, and as one file with nothing installed.

The tests of pipx, uvx and pip ask a package registry. Where none is there they are left out.
"""

import os
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from scalekit import __version__
from tests.cli.running import checklist_in
from tests.cli.test_invoked import said
from tests.conftest import built
from tests.git.repository import ENVIRONMENT, commit, git, merge_branches, repository
from tests.programs import missing, program

BIN = "Scripts" if os.name == "nt" else "bin"
FILE = "feno.scalekit.md"
# Nothing that stands beside the tests helps: no module, no program of this environment.
OUTSIDE = {
    name: value
    for name, value in ENVIRONMENT.items()
    if not name.startswith(("PYTHON", "PIP", "VIRTUAL_ENV", "SCALEKIT"))
}
PATH = os.pathsep.join(
    folder
    for folder in os.environ["PATH"].split(os.pathsep)
    if Path(sys.prefix) not in Path(folder).parents
)


@dataclass(frozen=True)
class Install:
    """What starts an installed scalekit, the folder of its programs, and whether git finds them."""

    command: Sequence[str | Path]
    programs: Path | None = None
    has_drivers: bool = True

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a person who installed it so."""
        folders = [str(self.programs)] if self.programs else []
        return {**OUTSIDE, "PATH": os.pathsep.join([*folders, PATH])}

    def run(self, folder: Path, *arguments: str, code: int = 0) -> str:
        """Run a command line and return its stdout."""
        done = subprocess.run(
            [*map(str, self.command), *arguments],
            cwd=folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr


def from_registry(*command: str | Path, **environment: str) -> None:
    """Run what fetches packages; without a registry the test is left out."""
    words = [*map(str, command)]
    outside = {name: value for name, value in ENVIRONMENT.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        words, env={**outside, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        missing(f"what {words[0]} asks a package registry for, which failed ({done.stderr})")


def by_pip(wheel: Path, folder: Path) -> Install:
    """Install it in an environment of its own, which is not activated but on the PATH."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / BIN / "python"
    from_registry(python, "-m", "pip", "install", "--quiet", wheel)
    return Install([folder / BIN / "scalekit"], folder / BIN)


def by_pipx(wheel: Path, folder: Path) -> Install:
    """Install it with pipx."""
    where = {"PIPX_HOME": str(folder / "home"), "PIPX_BIN_DIR": str(folder / "bin")}
    from_registry(program("pipx"), "install", "--python", sys.executable, wheel, **where)
    return Install([folder / "bin" / "scalekit"], folder / "bin")


def by_uvx(wheel: Path, folder: Path) -> Install:
    """Install nothing: uvx makes an environment for each run, and keeps it."""
    uvx = [program("uvx"), "--quiet", "--python", sys.executable, "--from", str(wheel)]
    from_registry(*uvx, "scalekit", "--version")
    return Install([*uvx, "scalekit"], has_drivers=False)


def as_one_file(single_file: Path, folder: Path) -> Install:
    """Copy the file, and start it with a Python that sees no package but its own library."""
    folder.mkdir()
    copy = folder / "scalekit.pyz"
    copy.write_bytes(single_file.read_bytes())
    return Install([sys.executable, "-I", "-S", copy])


@pytest.fixture(params=["wheel", "pipx", "uvx", "single file"])
def install(request: pytest.FixtureRequest, tmp_path: Path) -> Install:
    """Return each of the four ways to have scalekit."""
    ways: dict[str, tuple[str, Callable[[Path, Path], Install]]] = {
        "wheel": ("wheel", by_pip),
        "pipx": ("wheel", by_pipx),
        "uvx": ("wheel", by_uvx),
        "single file": ("single_file", as_one_file),
    }
    packed, way = ways[request.param]
    return way(request.getfixturevalue(packed), tmp_path / "it's installed")


def test_an_installed_scalekit_works(install: Install, tmp_path: Path) -> None:
    """Start, answer, export, write a playbook, and have git merge what two people did."""
    folder = repository(tmp_path / "work")
    run = partial(install.run, folder)
    assert run("--version") == f"scalekit {__version__}\n"
    assert "portfolio" in run("--help")
    start = ["start", FILE, "--role", "innovator", "--innovation", "FeNO", "--no-input"]
    assert run(*start) == f"{FILE}\n"
    assert '"kind": "status"' in run("status", "--json")
    assert "asthma" in run("guide", "feno-testing")
    run("export", "--format", "html", "--output", "page.html")
    run("export", "--fillable", "--output", "form.html")
    run("playbook", "new", "ours", "--extends", "scaling-innovation")
    run("playbook", "check", "ours")
    run("playbook", "check")
    run("schema", "checklist")
    run("doctor")
    run("git", "enable")
    commit(folder)
    # Lines that both add at one place, which git merges only with the drivers.
    add = ["set", FILE, "find-policy-ties", "--evidence"]
    ours, theirs = (partial(run, *add, f"{side}=https://{side}.example") for side in ("us", "them"))
    ours()
    shown = git(folder, "diff", environment=install.environment)
    git(folder, "checkout", "--quiet", FILE)
    code = 0 if install.has_drivers else 1
    merge_branches(folder, ours, theirs, code, install.environment)
    sentence = "+Find ties to national and local priorities: evidence us (https://us.example)\n"
    assert (sentence in shown) == install.has_drivers
    if install.has_drivers:
        found = checklist_in(folder / FILE).action("find-policy-ties").answer.evidence
        assert {each.label for each in found} == {"us", "them"}


def test_the_single_file_says_what_it_cannot_hold(single_file: Path, tmp_path: Path) -> None:
    """It makes workbooks; Word and PDF need a part that is made for one kind of computer."""
    run = partial(as_one_file(single_file, tmp_path / "it").run, tmp_path)
    run("start", FILE, "--role", "innovator", "--innovation", "FeNO", "--no-input")
    run("export", "--format", "xlsx", "--output", "log.xlsx")
    run("import", "log.xlsx", "--into", FILE)
    for kind, package in (("docx", "python-docx"), ("pdf", "reportlab pypdf")):
        said = run("export", "--format", kind, "--output", f"form.{kind}", code=3)
        assert "this single file cannot hold it" in said
        assert said.endswith(f"{sys.executable} -m pip install {package}\n")


def test_the_single_file_takes_back_what_it_cannot_make(single_file: Path, tmp_path: Path) -> None:
    whole = Install([sys.executable, "-m", "scalekit"])
    single = as_one_file(single_file, tmp_path / "it")
    start = ["start", FILE, "--role", "innovator", "--innovation", "FeNO", "--no-input"]
    single.run(tmp_path, *start)
    for form, options in (("form.docx", ["--layout", "checklist"]), ("form.pdf", [])):
        whole.run(tmp_path, "export", *options, "--output", form)
        single.run(tmp_path, "import", form, "--into", FILE)


def test_a_hint_from_the_single_file_starts_it(single_file: Path, tmp_path: Path) -> None:
    hint = said(tmp_path, sys.executable, as_one_file(single_file, tmp_path / "a b").command[-1])
    assert said(tmp_path, *shlex.split(hint)) == hint


def test_the_single_file_is_the_same_bytes_however_it_is_built(
    single_file: Path, wheel: Path, tmp_path: Path
) -> None:
    other = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    again = built(wheel, tmp_path / "again.pyz", **other)
    assert again.read_bytes() == single_file.read_bytes()
    dated = built(wheel, tmp_path / "dated.pyz", SOURCE_DATE_EPOCH="1795651200")
    names = zipfile.ZipFile(dated).infolist()
    assert {entry.date_time for entry in names} == {(2026, 11, 26, 0, 0, 0)}


def test_the_single_file_holds_nothing_compiled_and_every_licence(single_file: Path) -> None:
    names = zipfile.ZipFile(single_file).namelist()
    assert not {Path(name).suffix for name in names} & {".so", ".pyd", ".pyc", ".dll", ".dylib"}
    about = {name.split("/")[0] for name in names if ".dist-info/" in name}
    licences = {name.split("/")[0] for name in names if "licen" in name.lower()}
    assert about <= licences
    assert len(about) > 10


def test_an_older_python_is_told_which_one_it_takes(single_file: Path) -> None:
    start = zipfile.ZipFile(single_file).read("__main__.py").decode("ascii")
    older = start.replace("sys.version_info < (3, 11)", "sys.version_info < (9, 0)")
    done = subprocess.run(
        [sys.executable, "-c", older], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("scalekit needs Python 3.11 or later. This is Python ")
