"""The shape of the code: who may import whom, and what only some may touch."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent / "src"
FILES = {path.relative_to(TOP).as_posix(): path for path in sorted(TOP.rglob("*.py"))}

# Each part, and the parts that it may import; every part may import itself.
LAYERS = {
    "text": "",
    "clock": "",
    "installed": "",
    "invoked": "text",
    "fast_exit": "",
    "model": "text",
    "errors": "installed model",
    "engine": "text model",
    "playbook": "installed text model errors engine",
    "storage": "text model errors engine",
    "views": "text model errors engine",
    "prompts": "text model errors engine",
    "documents": "text model errors engine storage views",
    "git": "clock installed fast_exit text model errors engine storage views",
    "settings": "text model errors engine playbook",
    "cli": "clock installed invoked text model errors engine playbook settings storage views"
    " prompts documents git",
    "__main__": "fast_exit cli",
    "__init__": "",
}

# Each package from elsewhere, and the modules that may import it.
THIRD_PARTY = {
    "yaml": "playbook/",
    "markdown_it": "storage/markdown documents/html documents/note_markdown documents/docx/note",
    "jinja2": "documents/html",
    "markupsafe": "documents/html",
    # It is drawn on.
    "rich": "views/terminal prompts/ cli/terminal/pager cli/status.py cli/terminal/streams",
    "questionary": "prompts/",
    "prompt_toolkit": "prompts/",
    "wcwidth": "text/columns",
    "typer": "cli/",
    "xlsxwriter": "documents/xlsx/",
    "docx": "documents/docx/",
    "pypdf": "documents/pdf/",
    "reportlab": "documents/pdf/layout documents/pdf/story documents/pdf/footer"
    " documents/pdf/for_libreoffice",
}

# What only the command line touches, so that everything else gives the same for the same input.
OUTSIDE_WORLD = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "os.environ",
    "os.getcwd",
    "os.getenv",
    "os.system",
    "Path.cwd",
    "Path.home",
    "subprocess",
    "sys.argv",
    "sys.exit",
    "sys.stdin",
    "sys.stdout",
    "sys.stderr",
    "input",
    "print",
}
EXCEPTIONS = {
    # questionary writes to stdout unless it is given a stream.
    ("prompts/toolkit.py", "sys.stderr"),
}

# Modules that only some systems have.
ONE_SYSTEM = {"curses", "fcntl", "grp", "pwd", "readline", "resource", "termios", "tty"}
ONE_SYSTEM |= {"msvcrt", "winreg"}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


def short(name: str) -> str:
    return name.removeprefix("scalekit/")


def part(module: str) -> str:
    """Return the part of `scalekit.engine.diff` or `scalekit/engine/diff.py`: `engine`."""
    words = module.removesuffix(".py").replace("/", ".").split(".")
    return words[1] if len(words) > 1 else "__init__"


def imported(root: ast.AST) -> Iterator[str]:
    """Yield the full name of every module or name that a tree imports, wherever it stands."""
    for node in ast.walk(root):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_modules(name: str) -> set[str]:
    """Return the files of scalekit that a file imports, wherever the import stands."""
    found = set()
    for target in imported(tree(name)):
        path = target.replace(".", "/")
        for file in (f"{path}.py", f"{path}/__init__.py", f"{path.rpartition('/')[0]}.py"):
            if file in FILES:
                found.add(file)
                break
    return found


def dotted(node: ast.AST) -> str:
    """Return `os.environ` of that expression; an empty string of any other kind."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


@pytest.mark.parametrize("name", FILES)
def test_a_part_imports_only_the_parts_below_it(name: str) -> None:
    allowed = {part(name), "__init__", *LAYERS[part(name)].split()}
    used = {part(module) for module in imported(tree(name)) if module.startswith("scalekit")}
    # `from scalekit import __version__` names no part.
    assert {word for word in used if word in LAYERS} <= allowed


def test_no_module_imports_itself_through_others() -> None:
    list(TopologicalSorter({name: own_modules(name) for name in FILES}).static_order())


@pytest.mark.parametrize("name", FILES)
def test_each_package_from_elsewhere_has_its_place(name: str) -> None:
    packages = {module.split(".")[0] for module in imported(tree(name))}
    for package in packages - sys.stdlib_module_names - {"scalekit"}:
        assert short(name).startswith(tuple(THIRD_PARTY[package].split()))


def test_only_the_command_line_touches_the_world_outside() -> None:
    used = set()
    for name in FILES:
        names = {dotted(node) for node in ast.walk(tree(name))} | set(imported(tree(name)))
        used |= {(short(name), touched) for touched in names & OUTSIDE_WORLD}
    edges = ("cli/", "git/", "clock.py", "invoked.py", "fast_exit.py", "__main__.py")
    assert {(name, touched) for name, touched in used if not name.startswith(edges)} == EXCEPTIONS
    asks_for_the_day = {name for name, touched in used if touched.startswith("date")}
    assert asks_for_the_day == {"clock.py"}


@pytest.mark.parametrize("name", FILES)
def test_what_only_one_system_has_is_imported_behind_a_check(name: str) -> None:
    """Every module can be imported on Linux, macOS and Windows."""
    at_import = [node for node in tree(name).body if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in at_import:
        assert not {module.split(".")[0] for module in imported(node)} & ONE_SYSTEM


def public_classes(body: list[ast.stmt]) -> Iterator[ast.ClassDef]:
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            yield from public_classes(node.body)


@pytest.mark.parametrize("name", FILES)
def test_every_module_and_public_class_says_what_it_is_for(name: str) -> None:
    assert ast.get_docstring(tree(name))
    silent = {node.name for node in public_classes(tree(name).body) if not ast.get_docstring(node)}
    assert not silent


@pytest.mark.parametrize("name", FILES)
def test_text_is_read_and_written_with_its_encoding_named(name: str) -> None:
    """Without it Windows would use another encoding than Linux."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call) and dotted(node.func) != "os.open":
            called = dotted(node.func).rpartition(".")[2]
            modes = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            binary = any(isinstance(mode, str) and "b" in mode for mode in modes)
            if called in {"write_text", "read_text"} or (
                called in {"open", "fdopen"} and not binary
            ):
                assert "encoding" in {keyword.arg for keyword in node.keywords}, node.lineno
