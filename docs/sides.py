"""docs/examples/: two sides of one innovation, and what `scalekit compare` makes of them."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

Run = Callable[[Path, list[str]], str]
SIDES = {
    "feno-innovator.scalekit.md": ("innovator", "innovator.yaml"),
    "feno-icb.scalekit.md": ("decision-maker", "icb.yaml"),
}
JOINT = "feno-joint.scalekit.md"
COMPARED = ("compared.txt", "compared.md", "compared.html", "compared.json")


def examples(run: Run, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each example as text; a test says when to make compared.docx by hand, as they are:
    `run(folder, ["scalekit", "compare", *SIDES, "--output", "compared.docx", "--force"])`.
    """
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        for side, (role, answers) in SIDES.items():
            about = ["--innovation", "FeNO testing", "--place", "Barnsley", "--no-input"]
            run(here, ["scalekit", "start", side, "--role", role, *about])
            run(here, ["scalekit", "set", side, "--from", str(folder / answers)])
            yield folder / side, (here / side).read_text(encoding="utf-8")
        run(here, ["scalekit", "compare", *SIDES, "--into", JOINT])
        yield folder / JOINT, (here / JOINT).read_text(encoding="utf-8")
        for made in COMPARED:
            run(here, ["scalekit", "compare", *SIDES, "--output", made])
            yield folder / made, (here / made).read_text(encoding="utf-8")
