"""The import rules, checked by really importing: a static check cannot see a deferred import."""

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("articles", {"index", "tui", "textual", "rich", "whoosh", "numpy"}),
        ("index", {"tui", "textual", "rich", "whoosh"}),
        ("index.engines.whoosh_engine", {"tui", "textual", "rich"}),
        ("index.build.build", {"tui", "textual", "rich"}),
        ("tui.cli", {"textual", "whoosh", "numpy"}),
        ("tui.app", {"whoosh", "numpy", "lxml", "importlib.metadata"}),
    ],
)
def test_importing_stays_in_its_layer(module: str, forbidden: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not forbidden.intersection(loaded)


def test_test_folders_are_not_packages() -> None:
    """`tests/index/__init__.py` would hide the real `index` from every test."""
    assert not list(Path(__file__).parent.rglob("__init__.py"))


@pytest.mark.parametrize("package", ["articles", "index", "tui"])
def test_no_dependency_ships_a_package_of_our_names(package: str) -> None:
    """Our top-level names are plain words; a clash must fail here, not at a user's."""
    assert set(packages_distributions().get(package, [])) <= {"gazetteer"}
