"""Options for every test."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples at every run, so that a change is what makes a test fail; `--long` looks for
# new ones. No deadlines: a busy machine is no failure.
_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("short", derandomize=True, **_COMMON)  # type: ignore[arg-type]
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


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Return whether the expected outputs are to be rewritten."""
    return bool(request.config.getoption("--rewrite"))
