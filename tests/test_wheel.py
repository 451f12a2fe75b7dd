"""What is shipped: the program, its data and their licences; the same bytes each time."""

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
LARGEST = 8_000_000
"""Bytes a wheel may have."""
SHIPPED = {"articles", "index", "tui"}
NEEDED = {
    "articles/entities/data/weights.xz",
    "articles/entities/data/NOTICE",
    "articles/samples/ATTRIBUTION.md",
    "articles/py.typed",
    "tui/app.tcss",
    "tui/dialogs/dialogs.tcss",
    "tui/py.typed",
}


def built(kind: str, folder: Path) -> Path:
    """Build a distribution of the working tree."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", folder]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_a_wheel_holds_the_three_packages_and_their_data(wheel: Path) -> None:
    found = names(wheel)
    tops = Counter(name.partition("/")[0] for name in found)
    assert {top for top in tops if not top.startswith("gazetteer-")} == SHIPPED
    assert set(found) >= NEEDED
    assert any(name.endswith("/licenses/LICENSE") for name in found)
    assert any("LICENSE" in name and "entities/data" in name for name in found)


def test_a_wheel_holds_nothing_that_is_not_the_program(wheel: Path) -> None:
    odd = [
        name
        for name in names(wheel)
        if "__pycache__" in name or name.endswith((".db", ".gz", ".pyc", ".ipynb", ".so"))
    ]
    assert odd == []
    assert wheel.stat().st_size <= LARGEST


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_second_build_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    one, other = (built(kind, tmp_path / place) for place in ("one", "other"))
    assert one.name == other.name
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other)}
    assert len(digests) == 1


def test_a_source_distribution_holds_what_builds_and_tests_it(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path / "sdist")) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert tops >= {*SHIPPED, "pyproject.toml", "README.md", "LICENSE", "tests"}
    assert not {".venv", "shared", ".mypy_cache"} & tops
