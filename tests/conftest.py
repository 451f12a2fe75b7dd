"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest
from effort import register

PROJECT = Path(__file__).parent.parent
register()


@pytest.fixture(autouse=True)
def _own_places(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees, or writes into, the libraries and settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
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
