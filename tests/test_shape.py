"""The shape of the code: sizes that keep a file readable at one sitting."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LARGEST_FILE = 350
LARGEST_FUNCTION = 40
FILES = sorted(
    path for folder in ("articles", "index", "tui") for path in (PROJECT / folder).rglob("*.py")
)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_file_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LARGEST_FILE
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        assert length <= LARGEST_FUNCTION, f"{function.name} has {length} lines"


def test_no_module_is_named_after_nothing() -> None:
    assert not {"utils", "helpers", "manager", "misc", "common"} & {path.stem for path in FILES}


def test_what_is_remembered_of_texts_has_an_end() -> None:
    """`cache` is for what is asked with nothing, or with names of ours: a text has new words."""
    of_ours = {"entries", "_clusters", "is_there", "_with_article"}
    endless = [
        f"{path.stem}.{function.name}"
        for path in FILES
        for function in functions(path)
        if any(isinstance(by, ast.Name) and by.id == "cache" for by in function.decorator_list)
        and any(
            isinstance(one.annotation, ast.Name) and one.annotation.id == "str"
            for one in (*function.args.args, *function.args.kwonlyargs)
        )
        and function.name not in of_ours
    ]
    assert endless == []


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, deferred imports included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_packages_import_each_other_in_a_circle() -> None:
    """A package, or a module beside them, is named by its first two words: `index.query`."""
    knows: dict[str, set[str]] = {}
    for path in FILES:
        place = path.relative_to(PROJECT).with_suffix("").parts
        package = ".".join(part for part in place[:2] if part != "__init__")
        known = {".".join(name.split(".")[:2]) for name in imported(path)}
        ours = {name for name in known if name.split(".")[0] in {"articles", "index", "tui"}}
        knows.setdefault(package, set()).update(ours - {package})
    assert len(knows) > 30
    TopologicalSorter(knows).prepare()  # raises CycleError, with the circle
