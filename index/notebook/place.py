"""Where an open notebook is: in whose place there may be another by now, or nothing."""

from pathlib import Path

from index.notebook.schema import NotebookError


class Place:
    """The place of a notebook that has just been opened.

    What is written into a file whose name another has got, or nobody, is gone once it is closed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _file_at(path)

    def is_held(self) -> bool:
        """Whether the file that was opened is still the one that is there."""
        return self._file == _file_at(self._path)

    def require(self) -> None:
        """Raise a `NotebookError` if it is not."""
        if not self.is_held():
            message = f"the notebook {self._path} has been taken away or replaced; try again"
            raise NotebookError(message)


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file is there: its device and number; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
