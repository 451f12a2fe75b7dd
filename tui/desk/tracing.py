"""Whom one traces, and how often the list mentions that entity."""

from collections.abc import Callable
from typing import NamedTuple

from tui.background.lookup import Lookup, Trace
from tui.desk.results import Results
from tui.desk.tally import Tally


class Count(NamedTuple):
    """The mentions of one entity in one list: in its rows, and in the copies behind them."""

    results: Results
    trace: Trace
    rows: Tally
    """In the reports that have a row: what is walked."""
    in_copies: int
    """Mentions in the copies that have none."""
    copies: int
    """How many of these copies mention it."""

    @classmethod
    async def over(cls, results: Results, trace: Trace) -> "Count":
        """Count over a list of any length, with pauses in which other things can be done."""
        folding = results.folding
        rows = await Tally.over(folding.rows, trace.counts)
        every = rows
        if len(folding.rows) < len(folding.numbers):
            every = await Tally.over(folding.numbers, trace.counts)
        return cls(results, trace, rows, every.total - rows.total, every.reports - rows.reports)

    def is_of(self, results: Results, trace: Trace | None) -> bool:
        """Whether this is still what is listed and traced."""
        return self.results is results and self.trace is trace


class Tracing:
    """Follows one entity through the lists that are shown.

    To look it up, and to count it over a list, takes a while, in which another list may be shown
    and another entity followed: what was counted by then is of nothing that is seen, and not used.
    """

    def __init__(self, lookup: Callable[[], Lookup], listed: Callable[[], Results]) -> None:
        """Follow somebody of the library that `lookup` gives, through the list that `listed` does.

        Both are asked each time: the library may be still to be opened.
        """
        self._lookup, self._listed = lookup, listed
        self.trace: Trace | None = None
        """Who is followed; None for nobody."""
        self.counted: Count | None = None
        """What was counted last, be it of this entity and list or of others; see `count`."""
        self._sought: Trace | None = None
        """Whom the user would have traced; who is said to be somebody else, or no entity, may be
        so no more."""
        self._declined: str | None = None
        """The query for whose entity the user would not have it traced any more."""

    @property
    def count(self) -> Count | None:
        """Mentions of the traced entity in the list; None as long as they are not counted."""
        counted = self.counted
        is_it = counted is not None and counted.is_of(self._listed(), self.trace)
        return counted if is_it else None

    async def follow(self, entity_id: str) -> Trace | None:
        """Trace an entity; if there is none of that id any more, whoever was is still traced."""
        trace = await self._lookup().trace(entity_id)
        if trace is not None:
            count = await self._count_of(trace)
            self.trace, self.counted, self._sought = trace, count, trace
        return trace

    @property
    def is_declined(self) -> bool:
        """Whether the user would not have whom the list was asked for traced any more."""
        return self._declined == self._listed().query

    async def follow_asked(self) -> Trace | None:
        """Trace the one entity that the list was asked for.

        Returns:
            The entity; None if there is none, or none in the list, or it is traced already; or if
            the user has traced or dropped somebody, or asked for another list, meanwhile.
        """
        results, former = self._listed(), self.trace
        if results.named is None or not results.numbers:
            return None
        trace = await self._lookup().trace_named(results.named.name, results.named.kind)
        if trace is None or (former and former.entity.id == trace.entity.id):
            return None
        count = await self._count_of(trace)
        if self._listed().query != results.query or self.trace is not former:
            return None
        self.trace, self.counted, self._sought = trace, count, trace
        return trace

    def end(self) -> None:
        """Trace nobody any more, nor whom this list was asked for."""
        self.trace, self._sought, self._declined = None, None, self._listed().query

    async def look_up_again(self) -> None:
        """Have the traced entity as the library, which may have other ids, has it now."""
        former, lookup, sought = self.trace, self._lookup(), self._sought
        if sought is None:
            return
        is_same = sought.edition == lookup.edition
        trace = await lookup.trace(sought.entity.id) if is_same else None
        trace = trace or await lookup.trace_called(sought.entity.name)
        count = await self._count_of(trace)
        if self.trace is former:  # not dropped meanwhile, nor is another traced
            self.trace, self.counted = trace, count

    async def count_over(self, results: Results) -> Count | None:
        """Count whoever is traced over a list that is not shown yet."""
        while (trace := self.trace) is not None:
            count = await Count.over(results, trace)
            if trace is self.trace:
                return count  # else somebody else is traced by now
        return None

    async def _count_of(self, trace: Trace | None) -> Count | None:
        """Count an entity over the list that is shown."""
        while trace is not None:
            count = await Count.over(self._listed(), trace)
            if count.results is self._listed():
                return count
        return None
