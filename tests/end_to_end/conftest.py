"""The installed program in a real pseudo-terminal."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pseudo_terminal import Terminal


@pytest.fixture
def gazetteer() -> str:
    """The installed console script."""
    beside = Path(sys.executable).parent / "gazetteer"
    found = str(beside) if beside.exists() else shutil.which("gazetteer")
    if found is None:
        pytest.skip("the console script 'gazetteer' is not installed")
    return found


@pytest.fixture
def reader(gazetteer: str) -> Iterator[Callable[..., Terminal]]:
    """Opens the reader on a collection in a terminal of a given size."""
    opened: list[Terminal] = []

    def open_(
        *arguments: str | Path, columns: int = 120, rows: int = 40, program: list[str] | None = None
    ) -> Terminal:
        command = [*(program or [gazetteer]), *map(str, arguments)]
        opened.append(Terminal(command, columns, rows))
        return opened[-1]

    yield open_
    for terminal in opened:
        terminal.close()
