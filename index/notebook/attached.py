"""A notebook laid over a library: which report of the library each act of the user's is about.

A report that the notebook knows is looked for by id and text together, then by its text alone
(it was moved or renamed), then by its id alone (it was edited, or fetched again). What is found
nowhere stays in the notebook, attached to nothing.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from index.anchors import Ref
from index.catalogue.store import Catalogue, Identity
from index.notebook.acts import Facet, Known, Note, effects_of
from index.notebook.marking import Marking
from index.notebook.notebook import Entry, Holding, Notebook

_Item = TypeVar("_Item")


class Library(Protocol):
    """What this asks of `index.library.library.Library`."""

    @property
    def catalogue(self) -> Catalogue:
        """The reports."""
        ...

    def state(self) -> object:
        """Differs from what it was before if anything has changed in it."""
        ...


@dataclass(slots=True)
class _Held:
    """What holds, by report number."""

    read: set[int] = field(default_factory=set)
    starred: set[int] = field(default_factory=set)
    tags: dict[str, set[int]] = field(default_factory=dict)
    tags_of: dict[int, tuple[str, ...]] = field(default_factory=dict)
    notes_of: dict[int, int] = field(default_factory=dict)

    def replace(self, number: int, holding: Sequence[tuple[Facet, str]]) -> None:
        """Let this, and nothing else, hold of a report: facets and items.

        Another thread may look meanwhile: what goes on holding is there at every moment.
        """
        tags = tuple(item for facet, item in holding if facet is Facet.TAG)
        for reports, facet in ((self.read, Facet.READ), (self.starred, Facet.STAR)):
            (reports.add if (facet, "") in holding else reports.discard)(number)
        for tag in set(self.tags_of.get(number, ())) - set(tags):
            self.tags[tag].discard(number)
            if not self.tags[tag]:
                del self.tags[tag]
        for tag in tags:
            self.tags.setdefault(tag, set()).add(number)
        notes = sum(facet is Facet.NOTE for facet, _ in holding)
        _set(self.tags_of, number, tags)
        _set(self.notes_of, number, notes)


def _set(of: dict[int, _Item], number: int, now: _Item) -> None:
    """Let this hold of a report, or nothing if it is empty."""
    if now:
        of[number] = now
    else:
        of.pop(number, None)


def attach(names: Mapping[Ref, Sequence[Ref]], identities: Iterable[Identity]) -> dict[Ref, int]:
    """Find reports of a library that a notebook knows.

    Args:
        names: For each report, all that it was ever known as, the latest last.
        identities: The reports of the library that share an id or a text with any of these.

    Returns:
        The number of each report that was found.
    """
    exactly: dict[tuple[str, str], int] = {}
    by_text: dict[str, int] = {}
    by_id: dict[str, int] = {}
    for one in identities:
        exactly[one.id, one.text] = by_id[one.id] = one.number
        by_text.setdefault(one.text, one.number)
    attached = {}
    for report, known in names.items():
        places = [exactly.get(name) for name in known]
        places += [by_text.get(name.text) for name in reversed(known)]
        # Of its ids only the last: by now the others may be those of other reports.
        places.append(by_id.get(known[-1].id))
        number = next((place for place in places if place is not None), None)
        if number is not None:
            attached[report] = number
    return attached


class Attached:
    """The notebook in a file, if there is one yet, over an open library.

    One thread at a time, but for `marking`, which the list asks for as it is drawn. Call `refresh`
    to see what has changed in either.
    """

    def __init__(self, path: Path, library: Library) -> None:
        self._path = path
        self._library = library
        self._notebook: Notebook | None = None
        self._state: object = None
        self._laid_over: object = None
        self._line = 0
        """Of the journal, the last that has been read."""
        self._names: dict[Ref, list[Ref]] = {}
        self._numbers: dict[Ref, int] = {}
        self._reports: dict[int, list[Ref]] = {}
        self._held = _Held()

    def close(self) -> None:
        """Let the notebook go."""
        if self._notebook is not None:
            self._notebook.close()

    @property
    def is_there(self) -> bool:
        """Whether there is a notebook, be it one that cannot be used."""
        return self._notebook is not None or os.access(self._path, os.F_OK)

    @property
    def notebook(self) -> Notebook:
        """The notebook, to write in; made if there is none.

        Raises:
            NotebookError: It cannot be used.
        """
        if self._notebook is None:
            self._notebook = Notebook(self._path)
        return self._notebook

    def refresh(self) -> bool:
        """See what has changed in the notebook or the library; whether anything has.

        Raises:
            NotebookError: The notebook cannot be read.
        """
        is_lost = self._notebook is not None and not self._notebook.place.is_held()
        if is_lost:
            self._let_go()
        if self._notebook is None and not os.access(self._path, os.F_OK):
            return is_lost
        over = self._library.state()
        state = (self.notebook.state(), over)
        if state == self._state:
            return False
        self._read(over)
        self._state = state
        return True

    def _let_go(self) -> None:
        """Begin anew with what is in the place of the notebook now."""
        self.close()
        self._notebook, self._state, self._laid_over, self._line = None, None, None, 0
        self._names, self._numbers, self._reports, self._held = {}, {}, {}, _Held()

    def _read(self, over: object) -> None:
        line = self.notebook.last()
        acts = self.notebook.since(self._line) if over == self._laid_over else None
        if acts is None or any(isinstance(act, Known) for act in acts):
            self._read_all(over)
        else:
            self._read_about({one.report for act in acts for one in effects_of(act) if one.report})
        self._line = line

    def _read_all(self, over: object) -> None:
        """Read everything; where that fails it is begun anew, not gone on with."""
        self._laid_over = None
        holding = {facet: self.notebook.holding(facet) for facet in _ON_REPORTS}
        self._names = names_in(holding)
        self._numbers = attach(self._names, self._identities(self._names))
        self._reports = {}
        for ref in self._names:
            if ref in self._numbers:
                self._reports.setdefault(self._numbers[ref], []).append(ref)
        self._held = self._holding(holding)
        self._laid_over = over

    def _read_about(self, refs: set[Ref]) -> None:
        """Read what holds of these reports."""
        for ref in refs - self._names.keys():
            number = self.number_of(ref)
            self._names[ref] = [ref]
            if number is not None:
                self._reports.setdefault(number, []).append(ref)
        for number in {self._numbers[ref] for ref in refs if ref in self._numbers}:
            self._held.replace(number, self.notebook.holding_of(self._reports[number]))

    def _identities(self, names: Mapping[Ref, Sequence[Ref]]) -> list[Identity]:
        known = [name for all_ in names.values() for name in all_]
        return self._library.catalogue.identities(
            ids={name.id for name in known}, texts={name.text for name in known}
        )

    def _holding(self, holding: Mapping[Facet, Sequence[Holding]]) -> _Held:
        held = _Held(self._among(holding[Facet.READ]), self._among(holding[Facet.STAR]))
        for one in holding[Facet.TAG]:
            number = self._numbers.get(one.report)
            if number is not None and number not in held.tags.get(one.item, ()):
                held.tags.setdefault(one.item, set()).add(number)
                held.tags_of[number] = (*held.tags_of.get(number, ()), one.item)
        notes = {(self._numbers.get(one.report), one.item) for one in holding[Facet.NOTE]}
        for number, _ in notes:
            if number is not None:
                held.notes_of[number] = held.notes_of.get(number, 0) + 1
        return held

    def _among(self, holding: Iterable[Holding]) -> set[int]:
        return {self._numbers[one.report] for one in holding if one.report in self._numbers}

    # What holds

    def marking(self, number: int) -> Marking:
        """What the notebook holds of a report."""
        held = self._held
        return Marking(
            number in held.read,
            number in held.starred,
            held.tags_of.get(number, ()),
            held.notes_of.get(number, 0),
        )

    def read(self) -> set[int]:
        """Reports that have been read."""
        return self._held.read

    def starred(self) -> set[int]:
        """Starred reports."""
        return self._held.starred

    def noted(self) -> set[int]:
        """Reports with a note."""
        return set(self._held.notes_of)

    def tagged(self, tag: str, *, begins: bool = False) -> set[int]:
        """Reports with a tag, or with one that begins so."""
        wanted, tags = tag.casefold(), self._held.tags
        if not begins:
            return tags.get(wanted, set())
        return set().union(*(held for name, held in tags.copy().items() if name.startswith(wanted)))

    def tags(self) -> dict[str, int]:
        """Every tag, and how many reports of the library have it."""
        return {tag: len(tagged) for tag, tagged in sorted(self._held.tags.copy().items())}

    def noting(self, words: str, *, begins: bool = False) -> set[int]:
        """Reports with a note in which words follow each other; case and accents folded.

        Args:
            words: The words.
            begins: Whether the last of them need only begin so.
        """
        from index.analysis import folded, says  # noqa: PLC0415 - the reader starts without it

        wanted, found = folded(words), set()
        for entry in self.notes():
            if isinstance(entry.act, Note) and says(entry.act.note, wanted, begins=begins):
                found.add(self.number_of(entry.act.report))
        return {number for number in found if number is not None}

    def notes(self) -> list[Entry]:
        """The notes, in the order in which they were written."""
        return self._notebook.acts(Facet.NOTE) if self._notebook is not None else []

    def number_of(self, report: Ref) -> int | None:
        """The number of a report in the library; None if it is there no more."""
        if report not in self._numbers:
            names = {report: self._names.get(report, [report])}
            self._numbers |= attach(names, self._identities(names))
        return self._numbers.get(report)

    def refs(self, numbers: Sequence[int]) -> tuple[Ref, ...]:
        """By what the notebook knows, or is to know, some reports; those gone are left out."""
        new = [number for number in numbers if number not in self._reports]
        names = {
            one.number: [Ref(one.id, one.text)]
            for one in self._library.catalogue.identities(numbers=new)
        }
        return tuple(
            ref for number in numbers for ref in self._reports.get(number) or names.get(number, [])
        )

    def identities(self, numbers: Iterable[int]) -> list[Identity]:
        """What reports of the library are known by; those gone are left out."""
        return self._library.catalogue.identities(numbers=numbers)

    def learn(self) -> None:
        """Write down what reports are known as by now, so that they are found again from there.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        if self._notebook is None or self._notebook.is_read_only:
            return
        now = {
            one.number: Ref(one.id, one.text)
            for one in self._library.catalogue.identities(numbers=self._reports)
        }
        new = [
            Known(ref, now[number])
            for number, refs in self._reports.items()
            for ref in refs
            if number in now and now[number] != self._names[ref][-1]
        ]
        if new:
            self._notebook.add_all(new)
            self.refresh()


_ON_REPORTS = (
    Facet.READ, Facet.STAR, Facet.TAG, Facet.NOTE, Facet.CLIP, Facet.DATE, Facet.JUDGED,
    Facet.KNOWN,
)  # fmt: skip


def names_in(holding: Mapping[Facet, Sequence[Holding]]) -> dict[Ref, list[Ref]]:
    """Of every report that anything holds of: all that it was known as, the latest last."""
    names = {one.report: [one.report] for some in holding.values() for one in some}
    for one in holding[Facet.KNOWN]:
        text, _, id_ = one.item.partition(" ")
        names[one.report].append(Ref(id_, text))
    return names


__all__ = ["Attached", "Marking", "attach", "names_in"]
