"""Fixtures shared by all tests, and the time that each of them has."""

import faulthandler
import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from effort import is_usual, register

PROJECT = Path(__file__).parent.parent
LIMIT = 600
"""Seconds after which a test hangs: ten times what the slowest takes, as machines are busy."""
TOLD = pytest.StashKey[int]()
register()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the way to the terminal: while a test runs, what is written to it is caught.

    Nor is any garbage looked for while tests are found, which takes a quarter of that time.
    """
    config.stash[TOLD] = os.dup(2)
    gc.disable()


def pytest_xdist_auto_num_workers() -> int:
    """As tests wait for terminals and processes now and then, three keep two cores at work."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_finish() -> None:
    """Look for garbage from now on, and not among thousands of tests, of which none ever is."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """End the process of a test that hangs, and say where; xdist calls that test failed.

    No thread could end it where it waits in the interpreter. Who asked for more than usual, or for
    the debugger, waits.
    """
    if is_usual() and not item.config.option.usepdb:
        faulthandler.dump_traceback_later(LIMIT, exit=True, file=item.config.stash[TOLD])
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders, one for each test: `mktemp` would look through all there are for each."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_places(monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]) -> None:
    """No test sees, or writes into, the libraries and settings of whoever runs it."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for place in ("CACHE", "DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{place}_HOME", str(home / place.lower()))
    monkeypatch.delenv("GAZETTEER_LIBRARY", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and labelled data that the project does not ship."""
    place = Path(os.environ.get("GAZETTEER_SHARED", PROJECT.parent / "shared"))
    if not place.is_dir():
        pytest.skip(f"needs the shared reports, and there is no {place.name} beside the project")
    return place
