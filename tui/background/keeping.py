"""Keeping what the user makes: each thing is an act, written into the notebook.

A change waits until it is on the disk, which takes longer than the terminal's loop may, so it is
written in the thread that the notebook is read in.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from articles.article import Article, Span
from articles.collection.collection import Collection, CollectionError
from articles.quotation import quoted
from index.anchors import Ref
from index.notebook.acts import (
    Act,
    Clip,
    Facet,
    Forget,
    Mark,
    Note,
    Read,
    SavedSearch,
    SetDate,
    Star,
    Tag,
    new_item,
)
from index.notebook.notebook import Entry
from index.notebook.pad import clipped
from tui.background.held import Held
from tui.background.placed import KeptAlready, Placed

_Value = TypeVar("_Value")

_MARKED: Final = 80
"""Characters that a mark is known again by."""


class Keeper(Held):
    """The notebook, read and written.

    What was done is handed back as the act that says so, once it is on the disk; None where its
    reports are gone. Methods raise as `Held.refresh` does.
    """

    async def read(self, numbers: Sequence[int], *, is_read: bool) -> Act | None:
        """Mark reports as read or unread; None if there is none of them any more."""
        return await self._do(numbers, lambda refs: Read(refs, is_read))

    async def has_read(self, number: int, why: str) -> None:
        """Note that a report was open for a while, and what it was opened for."""
        await self._written(lambda: self._has_read(number, why))

    def _has_read(self, number: int, why: str) -> None:
        attached = self._open()
        refs = attached.refs([number])
        if not refs:
            return
        with attached.notebook.writing():
            attached.notebook.visit(refs[0], why)
            if not attached.marking(number).is_read:
                attached.notebook.add(Read(refs, is_read=True, automatic=True))
        attached.refresh()

    async def star(self, numbers: Sequence[int], *, is_starred: bool) -> Act | None:
        """Star reports, or take the star off."""
        return await self._do(numbers, lambda refs: Star(refs, is_starred))

    async def tag(
        self, numbers: Sequence[int], added: tuple[str, ...], removed: tuple[str, ...]
    ) -> Act | None:
        """Put tags on reports, and take tags off."""
        return await self._do(numbers, lambda refs: Tag(refs, added, removed))

    async def date(self, numbers: Sequence[int], dated: str) -> Act | None:
        """Set the date of reports; empty for what they say themselves."""
        return await self._do(numbers, lambda refs: SetDate(refs, dated))

    async def note(
        self, number: int, article: Article, text: str, span: Span | None, item: str = ""
    ) -> Act | None:
        """Write a note on a report, or on a passage of it; one without text is removed.

        Args:
            number: The report's.
            article: The report.
            text: What is noted.
            span: The passage; None for the whole report.
            item: The note that this replaces.
        """
        quotation = quoted(article.text, span) if span else None

        def act(refs: tuple[Ref, ...]) -> Act:
            return Note(item or new_item(), refs[0], text, quotation, article.title)

        return await self._do([number], act)

    async def rewrite(self, old: Note, text: str) -> Act | None:
        """Give a note another text, wherever its report and passage are."""
        act = Note(old.item, old.report, text, old.quotation, old.title)
        return await self.write(act)

    async def clip(self, number: int, article: Article, span: Span) -> Act | None:
        """Put a passage on the pad, with its citation.

        Raises:
            KeptAlready: It is there.
        """
        return await self._written(lambda: self._clip(number, article, span))

    def _clip(self, number: int, article: Article, span: Span) -> Act:
        attached = self._open()
        if any(one.span == span for one in self._placed(Facet.CLIP, number)):
            raise KeptAlready
        act = clipped(article, span, self._digest(number))
        attached.notebook.add(act)
        attached.refresh()
        return act

    def _digest(self, number: int) -> str:
        """Of the report's file as it is now; empty if it cannot be read."""
        file = self._known().catalogue.file_of(number)
        try:
            return Collection.open(self.collection).digest(file) if file is not None else ""
        except CollectionError:  # its disk was taken out: what lies open is read on
            return ""

    async def mark(self, number: int, article: Article, offset: int, letter: str) -> Act | None:
        """Let a letter stand for a place in a report."""
        end = min(len(article.text), offset + _MARKED)
        quotation = quoted(article.text, Span(offset, end))
        return await self._do([number], lambda refs: Mark(letter, refs[0], quotation))

    async def save_search(self, name: str, query: str) -> Act:
        """Keep a query under a name."""
        return await self.write(SavedSearch(name, query))

    async def forget(self, placed: Placed) -> Act:
        """Take a note, clip or mark out."""
        facet = {Note: Facet.NOTE, Clip: Facet.CLIP, Mark: Facet.MARK}[type(placed.act)]
        act, (words, _) = placed.act, await self.told(placed.act)
        item, report = (act.letter, None) if isinstance(act, Mark) else (act.item, act.report)
        return await self.write(Forget(facet, item, report, words))

    async def write(self, act: Act) -> Act:
        """Write an act down."""
        return await self._written(lambda: self._write(act))

    def _write(self, act: Act) -> Act:
        attached = self._open()
        attached.notebook.add(act)
        attached.refresh()
        return act

    async def undo(self, number: int | None = None) -> list[Entry]:
        """Take back what was done last, or one thing before it; empty if there is nothing."""
        return await self._written(lambda: self._undo(number))

    def _undo(self, number: int | None) -> list[Entry]:
        attached = self._open()
        notebook = attached.notebook
        undone = notebook.undo() if number is None else notebook.undo_one(number)
        attached.refresh()
        return undone

    async def _do(
        self, numbers: Sequence[int], make: Callable[[tuple[Ref, ...]], Act]
    ) -> Act | None:
        def work() -> Act | None:
            refs = self._open().refs(numbers)
            return self._write(make(refs)) if refs else None

        return await self._written(work)

    async def _written(self, work: Callable[[], _Value]) -> _Value:
        """Do what writes; nobody calls that off any more, also if the reader ends before."""
        return await asyncio.shield(self._thread.run(work))
