"""Searches that were entered, kept between runs in a file that only the user can read."""

import os
from pathlib import Path
from typing import Final

import platformdirs

from articles.clean import clean_line
from tui.settings.own_files import content

KEPT: Final = 200
"""Searches remembered; the file is shortened to these when it has twice as many."""


def file() -> Path:
    """Where they are kept."""
    return platformdirs.user_state_path("gazetteer") / "searches"


class History:
    """What was searched, the latest last, each once."""

    def __init__(self, path: Path | None) -> None:
        """Keep searches in `path`; None keeps them until the program ends."""
        self._path = path
        self.searches: list[str] = []

    def read(self) -> None:
        """Recall what was searched before. What cannot be read was never there."""
        lines = self._lines()
        self.searches = list(dict.fromkeys(reversed(lines)))[:KEPT][::-1]
        if len(lines) > 2 * KEPT:
            self._shorten()

    def _lines(self) -> list[str]:
        if self._path is None:
            return []
        try:
            kept = content(self._path).decode("utf-8", "replace")
        except FileNotFoundError:
            return []
        except OSError:
            self._path = None  # what is no file of ours is not written to either
            return []
        return [line for line in map(clean_line, kept.split("\n")) if line]

    def add(self, search: str) -> None:
        """Remember a search. It is appended, so that two readers at once lose nothing."""
        search = clean_line(search)
        if not search:
            return
        self.searches = [*(old for old in self.searches if old != search), search][-KEPT:]
        if self._path is not None:
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with open(handle, "a", encoding="utf-8") as kept:  # noqa: PTH123 - a descriptor
                    kept.write(f"{search}\n")
            except OSError:
                self._path = None  # it cannot be kept, which is no reason to stop searching

    def _shorten(self) -> None:
        assert self._path is not None
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            new.touch(mode=0o600)
            new.write_text("".join(f"{search}\n" for search in self.searches), "utf-8")
            new.replace(self._path)
        except OSError:
            return
