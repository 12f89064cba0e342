"""The picture of the code in docs/how-it-is-built.md, from what each part imports."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "scalekit"
_WRITTEN = re.compile(
    r"(?<=<!-- generated: rooms -->\n)(.*?)(?=<!-- end of generated -->)", re.DOTALL
)


def page(text: str) -> str:
    """Return the page with its picture and its table made again."""
    picture = "\n".join("   ".join(line) for line in lines())
    rows = "".join(f"| `{part}` | {about(part)} |\n" for line in lines() for part in line)
    made = f"\n```text\n{picture}\n```\n\n| package | what it holds |\n|---|---|\n{rows}\n"
    return _WRITTEN.sub(lambda _: made, text)


def lines() -> list[list[str]]:
    """Return the parts of the program, line by line: each imports only from lines below its own."""
    heights = {part: height(part) for part in parts()}
    return [
        sorted(part for part in heights if heights[part] == level)
        for level in range(max(heights.values()), -1, -1)
    ]


@cache
def height(part: str) -> int:
    """Return how many parts stand on one another below this one."""
    return 1 + max(map(height, imported(part)), default=-1)


def parts() -> list[str]:
    """Return each package and each module at the top, but the two that Python starts with."""
    found = [path.stem for path in SOURCE.glob("*.py") if not path.stem.startswith("__")]
    return found + [path.parent.name for path in SOURCE.glob("*/__init__.py")]


def imported(part: str) -> set[str]:
    """Return the other parts that a part imports, anywhere in it."""
    return {name for file in _files(part) for name in _imports(file)} & {*parts()} - {part}


def about(part: str) -> str:
    """Return the first line of what a part says of itself."""
    folder = SOURCE / part
    file = folder / "__init__.py" if folder.is_dir() else SOURCE / f"{part}.py"
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.partition("\n")[0]


def _files(part: str) -> Iterator[Path]:
    yield from [SOURCE / f"{part}.py"] if (SOURCE / f"{part}.py").exists() else []
    yield from (SOURCE / part).rglob("*.py")


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            top, _, rest = node.module.partition(".")
            if top == "scalekit":
                yield from [rest.partition(".")[0]] if rest else [each.name for each in node.names]
