"""Runs LibreOffice without a window, with a profile of its own."""

import re
import subprocess
from pathlib import Path

from tests.programs import program


def convert(file: Path, to: str) -> Path:
    """Return the file after LibreOffice opened it and saved it in another form, or in the same."""
    profile = file.parent / "profile"
    folder = file.parent / f"as-{to}"
    subprocess.run(
        [
            program("soffice"),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            folder,
            file,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{file.stem}.{to}"


def pages(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    done = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True
    )
    return done.stdout.decode("utf-8").split("\f")[:-1]


def smallest_print(pdf: Path) -> float:
    """Return the size in points of the smallest letters of a PDF."""
    done = subprocess.run(
        [program("pdftohtml"), "-xml", "-i", "-stdout", pdf], check=True, capture_output=True
    )
    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', done.stdout.decode("utf-8"))
    return min(map(int, sizes)) / 1.5  # it draws 108 to the inch
