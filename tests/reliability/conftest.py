"""What the tests of reliability share: shims that stand between a program and the system."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared object that lets file operations fail."""
    return compiled(HERE / "faults.c", tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="session")
def connects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shared object that writes down attempts to reach another machine."""
    return compiled(HERE / "connects.c", tmp_path_factory.mktemp("connects"))


def compiled(source: Path, folder: Path) -> Path:
    """A shared object made of a source here; skips where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("needs a C compiler")
    made = folder / f"{source.stem}.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"]
    subprocess.run(command, check=True)
    return made
