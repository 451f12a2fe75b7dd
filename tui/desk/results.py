"""The visible list of reports: which, in what order, and the hits that are known in them."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from articles.article import Span
from index.catalogue.store import Row
from index.library.errors import LibraryError
from index.notebook.marking import Marking
from tui.desk.folding import Folding
from tui.desk.tally import Tally
from tui.page.list_rows import ListRow

if TYPE_CHECKING:
    from index.query.questions import Named

UNKNOWN = -1
"""How `ListRow` writes hits that have not been counted yet."""

Rows = Callable[[Sequence[int]], Sequence[Row]]


class Results:
    """What the last search found, in the order of the list."""

    def __init__(
        self, query: str = "", folding: Folding | None = None, *, live: bool = False
    ) -> None:
        """Hold the reports that matched `query`, which was `live` while being typed, as rows."""
        self.query = query
        self.live = live
        self.has_words = False
        """Whether the query has words, so that it hits places in the reports."""
        self.named: Named | None = None
        """The one entity that the query asks for; None if it asks for none, or for several."""
        if query.strip():
            # Deferred: the first list comes of no query, and is drawn sooner without.
            from tui.desk.understanding import understood  # noqa: PLC0415

            self.has_words, self.named = understood(query, live=live)
        self.folding = folding or Folding()
        self.numbers = self.folding.rows
        """The reports that have a row, from the top: what is walked, marked and counted."""
        self.hits: dict[int, list[Span]] = {}
        """The hits in the reports that have been asked about, by number."""
        self.asked: set[int] = set()
        """The reports that are just being asked about beside others."""
        self._hit_tally: Tally | None = None

    def folded(self, folding: Folding) -> "Results":
        """The same reports in other rows."""
        other = Results(self.query, folding, live=self.live)
        known = self.hits.items()
        other.hits = {one: hits for one, hits in known if not folding.is_hidden(one)}
        return other

    def row_of(self, number: int) -> int | None:
        """Where a report stands in the list."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return None

    def unknown(self, numbers: Sequence[int]) -> list[int]:
        """Those of `numbers` whose hits have not been asked for."""
        return [number for number in numbers if number not in self.hits]

    @property
    def hit_tally(self) -> Tally | None:
        """Hits in the rows; None as long as they are not counted."""
        return self._hit_tally

    async def tally_hits(self) -> bool:
        """Count the hits in the rows once they are known for all of them; whether that is new."""
        is_known = self.has_words and len(self.hits) >= len(self.numbers)
        if self._hit_tally is not None or not is_known:
            return False
        counts = dict(zip(self.hits, map(len, self.hits.values()), strict=True))
        self._hit_tally = await Tally.over(self.numbers, counts)
        return True

    @property
    def behind(self) -> int:
        """How many reports of the list have no row, as they are copies of one that has."""
        return len(self.folding.numbers) - len(self.numbers)

    def fetcher(
        self,
        rows: Rows,
        traced: Mapping[int, int] | None,
        marked: AbstractSet[int] = frozenset(),
        marking: Callable[[int], Marking | None] | None = None,
    ) -> Callable[[int, int], list[ListRow]]:
        """What an `ArticleList` calls for a page of rows.

        Args:
            rows: Looks up what the list shows of some reports.
            traced: Mentions of the traced entity by report, if one is traced.
            marked: The numbers of the reports that the user has marked, as they are then.
            marking: What the notebook holds of a report.
        """

        def fetch(start: int, stop: int) -> list[ListRow]:
            try:
                found = rows(self.numbers[start:stop])
            except LibraryError:  # painting goes on; whoever opens one of them is told
                return []
            return [
                self._list_row(row, traced, marked, marking and marking(row.number))
                for row in found
            ]

        return fetch

    def _list_row(
        self,
        row: Row,
        traced: Mapping[int, int] | None,
        marked: AbstractSet[int],
        held: Marking | None,
    ) -> ListRow:
        hits = self.hits.get(row.number)
        asked = UNKNOWN if hits is None else len(hits)
        folding = self.folding
        return ListRow(
            title=row.title,
            title_derived=row.title_derived,
            date=row.date,
            source=row.source,
            hits=asked if self.has_words else None,
            mentions=traced.get(row.number, 0) if traced is not None else None,
            marked=row.number in marked,
            unread=held is not None and not held.is_read,
            starred=held is not None and held.is_starred,
            noted=held is not None and held.notes > 0,
            tags=held.tags if held else (),
            copies=folding.copies(row.number),
            below=folding.is_below(row.number),
        )
