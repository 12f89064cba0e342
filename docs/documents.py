"""Pictures of the documents that scalekit writes: each one exported, opened and drawn.

Drawing needs what the tests of documents need; `.ci/run` installs it. One version of chromium or
LibreOffice draws a letter otherwise than the next, so the pictures are not compared: `SOURCES`
says which words each was drawn from, and whoever changes those draws them again.
"""

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from forty import write_forty

if TYPE_CHECKING:
    from tests.web.browser import Browser

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
SOURCES = PICTURES / "sources.txt"
ANSWERS = HERE / "example" / "answers.yaml"
FILE = "feno-testing.scalekit.md"

Run = Callable[[Path, list[str]], str]


class Shown(NamedTuple):
    """One document: its file, the options that make it, and what to draw: so wide, so high.

    `part` is the id of what a page is to be scrolled to, and `number` which page of paper it is.
    """

    file: str
    options: tuple[str, ...]
    wide: int
    high: int
    part: str = ""
    number: int = 1


BOARD = ("--meeting", "Place board", "--date", "2026-12-03", "--author", "Priya Shah")
ASK = ("--purpose", "decision", "--ask", "Agree who pays for the devices from April.")
SAVED = "saved-in-place.html"  # drawn after somebody opened a checklist in it, and saved
DOCUMENTS = (
    Shown("page.html", ("--format", "html"), 900, 1130),
    Shown("form.html", ("--format", "html", "--fillable"), 900, 920, "action-find-policy-ties"),
    Shown(SAVED, ("--format", "html", "--fillable"), 900, 420, "save"),
    Shown("action-log.xlsx", ("--format", "xlsx"), 1200, 530),
    Shown("board-paper.docx", ("--format", "docx", *BOARD, *ASK), 700, 720),
    Shown("word-form.docx", ("--format", "docx", "--layout", "checklist"), 700, 640, number=2),
    Shown("pdf-form.pdf", ("--format", "pdf"), 700, 860),
)
PORTFOLIO = Shown("portfolio.html", ("--format", "html", "--group-by", "place"), 1200, 1000)


def made(run: Run, today: date, folder: Path) -> Iterator[tuple[Path, Shown]]:
    """Yield each document with what it shows, written in a folder."""
    begin = ["--role", "innovator", "--innovation", "FeNO testing", "--place", "Barnsley"]
    run(folder, ["scalekit", "start", *begin, "--no-input"])
    (folder / "touchpoints.xlsx").touch()  # which is evidence in the answers
    run(folder, ["scalekit", "set", FILE, "--from", str(ANSWERS)])
    for shown in DOCUMENTS:
        run(folder, ["scalekit", "export", FILE, *shown.options, "--output", shown.file])
        yield folder / shown.file, shown
    write_forty(folder / "innovations", today)
    options = [*PORTFOLIO.options, "--output", PORTFOLIO.file]
    run(folder, ["scalekit", "portfolio", "innovations", *options])
    yield folder / PORTFOLIO.file, PORTFOLIO


def sources(run: Run, today: date) -> str:
    """Return a line for each document: its name, and a digest of the words in it."""
    with tempfile.TemporaryDirectory() as name:
        lines = [f"{path.name} {_digest(path)}\n" for path, _ in made(run, today, Path(name))]
    return "".join(lines)


def _digest(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        form = PdfReader(path)
        values = [str(field.get("/V", "")) for field in (form.get_fields() or {}).values()]
        raw = "\n".join([*(page.extract_text() for page in form.pages), *values]).encode("utf-8")
    elif path.suffix != ".html":
        # The words alone: the rest changes with the version of the library that writes it.
        with ZipFile(BytesIO(raw)) as parts:
            names = [n for n in parts.namelist() if re.search(r"document\.xml|sharedStrings", n)]
            raw = b"\n".join(re.sub(rb"<[^>]*>", b"\n", parts.read(name)) for name in names)
    return sha256(raw).hexdigest()[:16]


def draw(run: Run, today: date) -> None:
    """Draw the first page of every document, or the page or part of it that is to be shown."""
    from tests.web.browser import Browser

    browser = Browser()
    with tempfile.TemporaryDirectory() as name:
        for path, shown in made(run, today, Path(name)):
            target = PICTURES / f"{path.stem}.png"
            if path.suffix == ".html":
                browser.open(path, width=shown.wide, height=shown.high)
                if shown.file == SAVED:
                    _save_in_place(run, browser, path.parent)
                browser.evaluate(f"location.hash = '{shown.part}'")
                browser("screenshot", to=str(target), full=False)
            else:
                _draw_paper(path, shown, target)
    browser.close()


def _save_in_place(run: Run, browser: "Browser", folder: Path) -> None:
    """Open the checklist as JSON in the page, answer one field and save."""
    run(folder, ["scalekit", "export", FILE, "--format", "json", "--output", "shared/"])
    browser("pick", file=str(folder / "shared" / FILE.replace(".md", ".json")))
    for button, told in (("open-button", "opened"), ("save-button", "saved")):
        browser.evaluate(f"document.getElementById('{button}').click()")
        browser("wait", script=f"document.getElementById('{told}').innerText !== ''")
        if told == "opened":
            browser.go_to("a1-owner")
            browser.press("End")
            browser.type(", Priya Shah")


def _draw_paper(path: Path, shown: Shown, target: Path) -> None:
    if path.suffix != ".pdf":
        _do("soffice", "--headless", "--convert-to", "pdf", "--outdir", path.parent, path)
    scale = ("-scale-to-x", shown.wide, "-scale-to-y", -1)
    cut = ("-x", 0, "-y", 0, "-W", shown.wide, "-H", shown.high)
    options = ("-png", "-singlefile", "-f", shown.number, *scale, *cut)
    _do("pdftoppm", *options, path.with_suffix(".pdf"), target.with_suffix(""))


def _do(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)
