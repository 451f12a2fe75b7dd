"""What a notebook says of entities, without its being opened for long."""

import os
from pathlib import Path

from index.judgements.judgement import Judgement
from index.notebook.notebook import Notebook


def judgements_in(path: Path) -> dict[int, Judgement]:
    """The judgements that hold according to a notebook, by number; none if there is no notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    if not os.access(path, os.F_OK):
        return {}
    with Notebook(path) as notebook:
        return notebook.judgements()
