"""Options for every test."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Where it is installed, jsonschema compiles 38 grammars with it when it is imported, which takes
# seconds in each process, and no schema of ours has a format that needs one.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# The same few examples at every run, so that a change is what makes a test fail, and soon;
# `--long` looks for new ones. No deadlines: a busy machine is no failure.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(
    "short",
    max_examples=25,
    derandomize=True,
    **_COMMON,  # type: ignore[arg-type]
)
settings.register_profile("long", max_examples=3_000, **_COMMON)  # type: ignore[arg-type]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite` and `--long`."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the expected outputs")
    parser.addoption("--long", action="store_true", help="try 3,000 new examples of each property")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples each property gets."""
    settings.load_profile("long" if config.getoption("--long") else "short")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that pip makes of this project, without asking a registry."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *options, str(Path(__file__).parent.parent)], check=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for PYTHONPATH with what the wheel holds: a checkout lacks what is packed."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def built(wheel: Path, output: Path, **environment: str) -> Path:
    """Make the single file from a wheel of scalekit and what is installed here."""
    tool = Path(__file__).parent.parent / "tools" / "build_pyz.py"
    options = ["--wheel", str(wheel), "--output", str(output)]
    command = [sys.executable, str(tool), *options]
    subprocess.run(command, check=True, env={**os.environ, **environment}, capture_output=True)
    return output


@pytest.fixture(scope="session")
def single_file(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return scalekit.pyz."""
    return built(wheel, tmp_path_factory.mktemp("single") / "scalekit.pyz")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Return whether the expected outputs are to be rewritten."""
    return bool(request.config.getoption("--rewrite"))
