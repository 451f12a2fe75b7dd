"""What a notebook says of entities, without its being opened for long."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.anchors import Ref
from index.judgements.judgement import Judgement
from index.notebook.acts import Facet
from index.notebook.attached import names_in
from index.notebook.notebook import Notebook


@dataclass(frozen=True, slots=True)
class SaidOfEntities:
    """The judgements that hold, and how the reports are found that some of them are about."""

    judgements: dict[int, Judgement] = field(default_factory=dict)
    """By number, in the order in which they were made."""
    known: Mapping[Ref, Sequence[Ref]] = field(default_factory=dict)
    """Of each report that a judgement is about alone: all that it was known as, the latest last."""


def said_in(path: Path) -> SaidOfEntities:
    """What holds of entities according to a notebook; nothing if there is no notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    if not os.access(path, os.F_OK):
        return SaidOfEntities()
    with Notebook(path) as notebook:
        return said_by(notebook)


def said_by(notebook: Notebook) -> SaidOfEntities:
    """What holds of entities according to an open notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    judgements = notebook.judgements()
    if not any(one.where for one in judgements.values()):
        return SaidOfEntities(judgements)
    held = {facet: notebook.holding(facet) for facet in (Facet.JUDGED, Facet.KNOWN)}
    return SaidOfEntities(judgements, names_in(held))
