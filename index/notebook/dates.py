"""The dates that the user has set, and of which reports of a library they are."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.anchors import Ref
from index.catalogue.store import Catalogue
from index.notebook.acts import Facet, SetDate
from index.notebook.attached import attach, names_in
from index.notebook.notebook import Notebook


@dataclass(frozen=True, slots=True)
class SaidDate:
    """What the user said of one report."""

    names: tuple[Ref, ...]
    """All that the report was ever known as, the latest last."""
    date: str
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or `none`."""


def dates_in(path: Path) -> list[SaidDate]:
    """The dates that stand according to a notebook; none if there is no notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    if not os.access(path, os.F_OK):
        return []
    with Notebook(path) as notebook:
        return dates_by(notebook)


def dates_by(notebook: Notebook) -> list[SaidDate]:
    """The dates that stand according to an open notebook.

    Raises:
        NotebookError: It cannot be read.
    """
    held = {facet: notebook.holding(facet) for facet in (Facet.DATE, Facet.KNOWN)}
    acts = {entry.number: entry.act for entry in notebook.acts(Facet.DATE)}
    names, said = names_in(held), []
    for one in held[Facet.DATE]:
        act = acts[one.number]
        if isinstance(act, SetDate):
            said.append(SaidDate(tuple(names[one.report]), act.dated))
    return said


def by_number(said: Iterable[SaidDate], catalogue: Catalogue) -> dict[int, str]:
    """The same by the numbers of the reports in a library; of two of one report the last holds."""
    by_name = {one.names[0]: one for one in said}
    names = {name: one.names for name, one in by_name.items()}
    known = [name for some in names.values() for name in some]
    identities = catalogue.identities(
        ids={name.id for name in known}, texts={name.text for name in known}
    )
    found = attach(names, identities)
    return {found[name]: one.date for name, one in by_name.items() if name in found}
