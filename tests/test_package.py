"""What gets installed is whole: the program, its playbook, its types and its licence."""

import json
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from scalekit import __version__
from tests.programs import missing, program

TOP = Path(__file__).parent.parent
SUFFIXES = {".py", ".typed", ".yaml", ".html", ".css", ".js"}


def test_the_wheel_holds_the_program_its_playbook_its_types_and_its_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    about = f"scalekit-{__version__}.dist-info"
    assert {f"{about}/licenses/LICENSE", f"{about}/entry_points.txt"} <= names
    for top, inside in (("src/scalekit", "scalekit"), ("content", "scalekit/content")):
        folder = TOP / top
        files = [path for path in folder.rglob("*") if path.suffix in SUFFIXES]
        assert {f"{inside}/{path.relative_to(folder).as_posix()}" for path in files} <= names
    schemas = {path.name for path in (TOP / "docs" / "schema").glob("*.json")}
    assert {f"scalekit/schema/{name}" for name in schemas} <= names
    data = f"scalekit-{__version__}.data"
    share = {
        "man/man1/scalekit.1",
        "bash-completion/completions/scalekit",
        "zsh/site-functions/_scalekit",
        "fish/vendor_completions.d/scalekit.fish",
    }
    assert {f"{data}/data/share/{name}" for name in share} == {n for n in names if data in n}
    assert {name.split("/")[0] for name in names} == {"scalekit", about, data}


def test_what_is_in_the_wheel_runs_without_the_project(installed: Path, tmp_path: Path) -> None:
    start = ["start", "--no-input", "--role", "innovator", "--innovation"]
    done = subprocess.run(
        [sys.executable, "-m", "scalekit", *start, "FeNO testing"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "feno-testing.scalekit.md\n"), done.stderr
    assert (tmp_path / "feno-testing.scalekit.md").is_file()


def _run(folder: Path, code: str, *paths: Path) -> str:
    """Return what some Python writes, with these folders before all others to import from."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_the_packed_playbook_is_what_the_yaml_says(installed: Path, tmp_path: Path) -> None:
    read = "from scalekit.playbook.builtin import *; playbook = builtin_playbook()[0]; "
    about = "print(builtin_id_and_version(), builtin_actions(), playbook._replace(folder=''))"
    packed = "; import sys; assert ('scalekit.packed.playbook' in sys.modules) == {}"
    checkout = _run(tmp_path, read + about + packed.format(False), TOP / "src")
    assert _run(tmp_path, read + about + packed.format(True), installed) == checkout
    assert len(checkout) > 50_000


@pytest.mark.parametrize(
    "command",
    [["export", "--format", "html"], ["export", "--fillable"], ["portfolio", "--format", "html"]],
)
def test_a_page_from_packed_templates_is_the_same(
    installed: Path, tmp_path: Path, command: list[str]
) -> None:
    line = ["start", "a.scalekit.md", "--no-input", "--role", "innovator", "--innovation", "Æ <b>"]
    _run(tmp_path, _main(line), TOP / "src")
    ready = (
        "; from scalekit.documents.html.page import environment"
        "; assert ('packed' in environment().get_template('page.html').filename) == {}"
    )
    for name, paths in (("packed", installed), ("checkout", TOP / "src")):
        code = _main([*command, "-o", f"{name}.html"]) + ready.format(name == "packed")
        _run(tmp_path, code, paths)
    assert (tmp_path / "packed.html").read_bytes() == (tmp_path / "checkout.html").read_bytes()


def _main(line: list[str]) -> str:
    return f"import sys; from scalekit.cli.app import run; assert run({line!r}) == 0"


def test_every_dependency_of_the_program_has_a_lowest_version() -> None:
    """`.ci/lowest` installs it; without one it would take a release from the beginning of time."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for needed in (*project["dependencies"], *extras["xlsx"], *extras["docx"], *extras["pdf"]):
        assert ">=" in needed


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source distribution."""
    folder = tmp_path_factory.mktemp("sdist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist"]
    subprocess.run([*build, "--directory", str(folder)], cwd=TOP, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


def test_a_registry_takes_both_packages_and_shows_what_they_are(wheel: Path, sdist: Path) -> None:
    """Nothing of what a registry shows about them is missing or cannot be shown."""
    check = [program("twine"), "check", "--strict", str(wheel), str(sdist)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_made_of_the_source_distribution_is_the_same(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as file:
        file.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*build, "--directory", str(tmp_path)], cwd=source, check=True)
    with zipfile.ZipFile(tmp_path / wheel.name) as again, zipfile.ZipFile(wheel) as first:
        assert again.namelist() == first.namelist()
        for name in first.namelist():
            assert again.read(name) == first.read(name), name


# In a process that may import all that checks a format; see conftest.py.
IS_CYCLONEDX = """
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = Path("first.json").read_text(encoding="utf-8")
print(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text))
"""


def test_the_list_of_parts_has_each_package_and_what_needs_it(tmp_path: Path) -> None:
    if not find_spec("cyclonedx"):
        missing("cyclonedx-python-lib")
    outputs = [tmp_path / "first.json", tmp_path / "second.json"]
    for output in outputs:
        tool = [sys.executable, "-W", "error", str(TOP / "tools" / "sbom.py"), "--output"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795651200", "PYTHONHASHSEED": "random"}
        subprocess.run([*tool, str(output)], check=True, env=environment, capture_output=True)
    text = outputs[0].read_text(encoding="utf-8")
    assert text == outputs[1].read_text(encoding="utf-8")
    assert _run(tmp_path, IS_CYCLONEDX) == "None\n"
    found = json.loads(text)
    assert found["metadata"]["timestamp"] == "2026-11-26T00:00:00+00:00"
    scopes = {part["purl"].split("@")[0]: part["scope"] for part in found["components"]}
    assert scopes["pkg:pypi/markupsafe"] == "required"  # which only jinja2 names
    assert scopes["pkg:pypi/colorama"] == "required"  # on Windows
    assert scopes["pkg:pypi/lxml"] == "optional"
    assert all(part["licenses"] for part in found["components"])
    needs = {
        each["ref"].split("==")[0]: each.get("dependsOn", []) for each in found["dependencies"]
    }
    assert any(ref.startswith("typer==") for ref in needs["scalekit"])
    assert {part["bom-ref"] for part in found["components"]} == {
        ref for refs in needs.values() for ref in refs
    }
