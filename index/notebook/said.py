"""What a notebook says and a library has to hold, read at one opening of it."""

import os
from pathlib import Path
from typing import NamedTuple

from index.notebook.dates import SaidDate, dates_by
from index.notebook.judged import SaidOfEntities, said_by
from index.notebook.notebook import Notebook


class Said(NamedTuple):
    """All of it."""

    entities: SaidOfEntities
    dates: list[SaidDate]


def all_said_in(path: Path) -> Said:
    """What holds according to a notebook, nothing if there is none. To open one is to read it all.

    Raises:
        NotebookError: It cannot be read.
    """
    if not os.access(path, os.F_OK):
        return Said(SaidOfEntities(), [])
    with Notebook(path) as notebook:
        return Said(said_by(notebook), dates_by(notebook))
