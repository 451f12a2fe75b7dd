"""What the reader looks up in the library, off the terminal's loop.

One thread reads; what it hands back is frozen. Rows of the list are the exception: a page of them
is read in a fraction of a millisecond, so the list reads its own.
"""

import asyncio
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from articles.article import Article
from articles.collection.files import Skipped
from articles.hidden import hidden_in
from index.catalogue.store import STATED, Row, Sort
from index.library.errors import LibraryError, damage_told
from index.library.library import Edition, Library
from index.mentions.values import Alias, Entity, Listed
from tui.background.ahead import Ahead, State
from tui.background.one_thread import OneThread
from tui.page.layout import AT_ONCE
from tui.page.open_report import OpenReport
from tui.page.paragraphs import flow_of

if TYPE_CHECKING:
    from articles.dates.relative_dates import RelativeDate

_AT_ONCE: Final = 1 << 16
"""Characters whose words are counted in one go: the whole would hold up the terminal's loop."""

OFFERED = 5
"""Words to complete what is typed with."""

_Value = TypeVar("_Value")


class Trace(NamedTuple):
    """The entity that is followed, and where it is mentioned."""

    entity: Entity
    aliases: tuple[Alias, ...]
    counts: dict[int, int]
    """Named mentions by report number."""
    edition: Edition
    """Of the library in which ids and numbers mean this."""


class Lookup:
    """Reads one library for the reader."""

    def __init__(self, library: Library, own: Library, thread: OneThread) -> None:
        """Look things up in `library`, on `thread`; rows in `own`, which is the same."""
        self._library = library
        self._own = own
        self._thread = thread
        self._other: Library | None = None
        self._seen = library.state()
        self._refreshed = 0
        self._ahead = Ahead(self._read_ahead, self._now)
        self._counting = OneThread("counting")
        self._ordered: tuple[tuple[Sort, State], array[int]] | None = None
        """The last order of all reports, and in what state of the library it was."""

    @classmethod
    async def open(cls, folder: Path, opened: asyncio.Event) -> "tuple[Lookup, dict[int, int]]":
        """Open the library in `folder`; the origins of its copies are read with it.

        Args:
            folder: Where it lies.
            opened: Set once its files are open, or it is known that they cannot be.

        Raises:
            LibraryError: If there is none, or it cannot be read.
        """
        thread, loop = OneThread("lookup"), asyncio.get_running_loop()

        def read() -> "tuple[Lookup, dict[int, int]]":
            library = Library.open(folder)
            lookup = cls(library, library.again(), thread)
            loop.call_soon_threadsafe(opened.set)
            lookup._order(Sort.DATE, lookup._now())  # what the first list will be asked for
            return lookup, lookup._library.copies.origins()

        try:
            # In one go: the loop may have something else to do before it comes back to this.
            with damage_told():
                return await thread.run(read)
        except LibraryError:
            thread.close()
            raise
        finally:
            opened.set()

    @property
    def edition(self) -> Edition:
        """Which library is open: one built anew has other numbers and ids."""
        return self._library.edition

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """What the list shows of some reports; quick enough for the terminal's loop.

        Raises:
            LibraryError: It cannot be read; so do all methods that read.
        """
        with damage_told():
            return self._own.catalogue.rows(numbers)

    async def report(self, number: int) -> OpenReport:
        """One report with its mentions."""
        return await self._ahead.report(number) or await self._read(number)

    def read_ahead(self, numbers: Sequence[int]) -> None:
        """Read reports that are likely to be asked for next, the likeliest first."""
        self._ahead.wish(numbers)

    async def _read(self, number: int) -> OpenReport:
        return await self._off(lambda: self._report(number))

    async def _read_ahead(self, number: int) -> OpenReport:
        return await self._off(lambda: self._report(number, flowing=True))

    def _now(self) -> State:
        """In what state the library is; in one of its own where that cannot be told."""
        own = self._own
        try:
            return self._refreshed, own.catalogue.written(), own.mentions.written()
        except sqlite3.Error:
            self._refreshed += 1
            return (self._refreshed,)

    def _report(self, number: int, *, flowing: bool = False) -> OpenReport:
        """A report; if it is long, of which nothing is shown before, only if `flowing` its flow."""
        article = self._library.catalogue.article(number)
        text = article.text
        return OpenReport(
            number,
            article,
            tuple(self._library.mentions_in(number)),
            tuple(self._library.mentions.entities_in(number)),
            tuple(self._library.catalogue.repeated_in(number)),
            words=words_in(text),
            hidden=hidden_in(article),
            flow=flow_of(text, article.parts) if flowing or len(text) <= AT_ONCE else None,
        )

    async def trace(self, entity_id: str) -> Trace | None:
        """Everything known of one entity; None if there is none of that id any more."""
        return await self._off(lambda: self._trace(entity_id))

    def _trace(self, entity_id: str) -> Trace | None:
        mentions = self._library.mentions
        entity = mentions.get(entity_id)
        if entity is None:
            return None
        aliases, counts = tuple(mentions.aliases(entity_id)), mentions.counts(entity_id)
        return Trace(entity, aliases, counts, self._library.edition)

    async def everything(self, sort: Sort) -> "array[int]":
        """The numbers of all reports, in order."""
        now = self._now()
        if self._ordered is not None and self._ordered[0] == (sort, now):
            return self._ordered[1]
        return await self._off(lambda: self._order(sort, now))

    def _order(self, sort: Sort, now: State) -> "array[int]":
        numbers = self._library.catalogue.order(sort)
        self._ordered = (sort, now), numbers
        return numbers

    async def origins(self) -> dict[int, int]:
        """The first report of its group, by number, of reports that have copies."""
        return await self._off(self._library.copies.origins)

    async def skipped(self) -> list[Skipped]:
        """Which files gave nothing, and why."""
        return await self._off(self._library.catalogue.skipped)

    async def told(self, article: Article) -> "list[RelativeDate]":
        """The days that a report tells from its own."""
        from articles.dates.relative_dates import told_in  # noqa: PLC0415 - the first list tells none

        return await self._off(lambda: told_in(article))

    async def absurdly_dated(self) -> list[tuple[str, str]]:
        """Which reports state a date of which none can be, and what they state."""
        return await self._off(self._library.catalogue.absurdly_dated)

    async def beginning(self, field: str, text: str) -> list[str]:
        """What the catalogue states in a field, or else names of entities, that begin so."""
        library = self._library
        if field in STATED:
            return await self._off(lambda: library.catalogue.beginning(field, text, OFFERED))
        return await self._off(lambda: library.mentions.names_beginning(text, OFFERED))

    async def entities_of(
        self, numbers: Sequence[int] | None, limit: int, named: str = ""
    ) -> Listed:
        """Entities as counted in some reports (None: in all), most mentioned there first.

        Args:
            numbers: The reports.
            limit: How many entities at most.
            named: Only those with this in their name or an alias.
        """
        if numbers is None and not named:
            mentions = self._library.mentions
            return await self._off(lambda: mentions.listed(None, limit=limit))
        return await self._counting.run(lambda: self._counted(numbers, limit, named))

    def _counted(self, numbers: Sequence[int] | None, limit: int, named: str) -> Listed:
        """Count in a thread of its own: of a hundred thousand reports it takes half a second."""
        try:
            if self._other is None:
                self._other = Library.open(self._library.folder)
            self._other.refresh()
        except LibraryError:  # gone: the next update says so
            return Listed([], 0)
        with damage_told():
            return self._other.mentions.listed(numbers, named=named, limit=limit)

    async def dates_of(self, numbers: Sequence[int]) -> tuple[str, str] | None:
        """The first and the last date of some reports; None if none of them is dated."""
        return await self._off(lambda: self._library.catalogue.span(numbers))

    async def report_again(self, article_id: str) -> OpenReport | None:
        """A report by its id, which outlasts a library built anew; None if it is gone."""
        return await self._off(lambda: self._report_of(article_id))

    def _report_of(self, article_id: str) -> OpenReport | None:
        number = self._library.catalogue.number(article_id)
        return None if number is None else self._report(number)

    async def trace_named(self, name: str, kind: str = "entity") -> Trace | None:
        """Everything known of the entity mentioned most under a name.

        Args:
            name: The name, or the id.
            kind: The type that it has to be of, as a field of the query says it; any if `entity`.
        """
        return await self._off(lambda: self._trace_first(self._library.mentions.find(name), kind))

    async def trace_called(self, name: str) -> Trace | None:
        """Everything known of the entity of the library that is mentioned most under a name.

        Other than `trace_named` it looks in no table of known names, which takes 9 MB for good.
        """
        return await self._off(lambda: self._trace_first(self._library.mentions.called(name)))

    def _trace_first(self, entities: Sequence[Entity], kind: str = "entity") -> Trace | None:
        found = [one for one in entities if kind in {"entity", str(one.type)}]
        return self._trace(found[0].id) if found else None

    async def refresh(self) -> None:
        """See what has been added since, or the library that was built anew."""
        self._refreshed += 1
        await self._off(self._refresh)
        if self._own.edition != self._library.edition:
            # Not refreshed in the thread: the loop may be reading from it.
            fresh = await self._off(lambda: Library.open(self._library.folder))
            self._own.close()
            self._own = fresh
        self._refreshed += 1
        self._ahead.wish(())

    def _refresh(self) -> None:
        self._seen = self._state()  # if it fails, there is nothing to be had again until it changes
        self._library.refresh()
        self._seen = self._library.state()

    async def is_behind(self) -> bool:
        """Whether anybody has written to the library since it was last refreshed."""
        return await self._off(lambda: self._state() != self._seen)

    def _state(self) -> tuple[Edition, int]:
        return self._library.edition_now(), self._library.catalogue.revision()

    def close(self) -> None:
        """Let the library go."""
        for thread in (self._thread, self._counting):
            thread.close()
        if self._other is not None:
            self._other.close()
        self._library.close()
        self._own.close()

    async def _off(self, work: Callable[[], _Value]) -> _Value:
        with damage_told():
            return await self._thread.run(work)


def words_in(text: str) -> int:
    """How many words a text has, counted piece by piece; one that is cut in two is one."""
    words = 0
    for at in range(0, len(text), _AT_ONCE):
        is_cut = at > 0 and not (text[at - 1].isspace() or text[at].isspace())
        words += len(text[at : at + _AT_ONCE].split()) - is_cut
    return words
