"""Answering a query with tantivy: the tree becomes one query of its own, and reports their numbers.

Nearly all is left to tantivy. It cannot say whether three words are near each other, nor two of
which one may be the other: there it only finds candidates, whose stored forms are looked at.

The score is BM25 over stems of title and text together, a word of the title counting three times
(the simple form of BM25F: Robertson, Zaragoza, Taylor 2004), added up over the words of the query.
Phrases and exact words are scored by BM25 in text and title apart; a prefix, a phrase with one in
it, or a misspelt word counts 1 wherever it occurs.
"""

import re
from array import array
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import Cancel, Cancelled, Matches
from index.engines.tantivy_guard import tantivy
from index.engines.tantivy_nearness import are_near, positions
from index.engines.tantivy_query import LookAt, TooBroad, Translation
from index.engines.tantivy_terms import NUMBER, forms
from index.engines.tantivy_words import Lexicon, Place
from index.query.tree import (
    SEARCHED,
    Among,
    And,
    Everything,
    Near,
    Query,
)
from index.ranking import best_first

_MANY: Final = 500
"""Reports from which on it is quicker to find all others too, and then to look who is in a set."""

_KEPT: Final = 32
"""Near searches whose candidates were looked at, of which the outcome is kept."""

_MOST_WORDS: Final = 16_000
"""Words that the expressions of one search for nearness may stand for."""

_STEP: Final = 0.02
"""Seconds after which it is asked again whether a search is still wanted."""

_Q: Final = tantivy.Query


@cache
def _threads() -> ThreadPoolExecutor:
    """Where tantivy searches: one may go on unheard while the next begins."""
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="tantivy")


class Snapshot:
    """The committed state of an index, as a query sees it.

    Args:
        searcher: tantivy's.
    """

    def __init__(self, searcher: Any) -> None:  # noqa: ANN401 - tantivy's Searcher
        self.searcher = searcher
        self.lexicon = Lexicon(searcher)
        self._near: dict[tuple[Place, Near], list[int]] = {}
        self._all: NDArray[np.uint32] | None = None

    def search(self, query: Query, cancel: Cancel) -> Matches:
        """All reports that match, by falling score, then by number."""
        if cancel():
            raise Cancelled
        rest, sets = _parted(query)
        try:
            scores, numbers = self._ranked(rest, cancel)
        except TooBroad as broad:
            return Matches(note=str(broad))
        for among in sets:
            kept = np.isin(numbers, np.fromiter(among, dtype=np.int64, count=len(among)))
            scores, numbers = scores[kept], numbers[kept]
        return Matches(array("I", numbers.tobytes()), array("f", scores.tobytes()))

    def _ranked(
        self, query: Query, cancel: Cancel
    ) -> tuple[NDArray[np.float32], NDArray[np.uint32]]:
        """The scores and numbers of all reports that match, best first."""
        if isinstance(query, Everything):
            numbers = self._everything()
            return np.zeros(len(numbers), dtype=np.float32), numbers
        translation = Translation(
            self.lexicon,
            self._near_in(cancel),
            lambda query: self._numbers(self._hits(query, cancel)),
            cancel,
        )
        translated = translation.query(query, SEARCHED)
        hits = self._hits(translated, cancel)
        if cancel():
            raise Cancelled
        return best_first(
            np.array([score for score, _ in hits], dtype=np.float32),
            np.array(self._numbers(hits), dtype=np.uint32),
        )

    def _hits(self, query: Any, cancel: Cancel) -> list[tuple[float, Any]]:  # noqa: ANN401
        """The scores and addresses of all that tantivy finds.

        It cannot be stopped, but lets go of the interpreter: it searches in a thread, which goes
        on unheard where what it finds is wanted no more.
        """
        limit = max(1, self.searcher.num_docs)
        going = _threads().submit(self.searcher.search, query, limit=limit, count=False)
        while wait((going,), _STEP).not_done:
            if cancel():
                going.cancel()
                raise Cancelled
        return list(going.result().hits)

    def _everything(self) -> NDArray[np.uint32]:
        """The numbers of all reports, rising; looked for once."""
        if self._all is None:
            hits = self.searcher.search(
                _Q.all_query(),
                limit=max(1, self.searcher.num_docs),
                count=False,
                order_by_field=NUMBER,
                order=tantivy.Order.Asc,
            ).hits
            self._all = np.array([number for number, _ in hits], dtype=np.uint32)
        return self._all

    def _numbers(self, found: Iterable[tuple[float, Any]]) -> list[int]:
        addresses = [address for _, address in found]
        return list(self.searcher.fast_field_values(NUMBER, addresses))

    def _near_in(self, cancel: Cancel) -> LookAt:
        return lambda place, near, candidates: self._really_near(place, near, candidates, cancel)

    def _really_near(self, place: Place, near: Near, candidates: Any, cancel: Cancel) -> list[int]:  # noqa: ANN401
        """The numbers of reports, of these candidates, in which words really are near."""
        key = (place, near)
        if key not in self._near:
            found = list(self._looked_at(place, near, candidates, cancel))
            if len(self._near) >= _KEPT:
                self._near.pop(next(iter(self._near)))
            self._near[key] = found
        return self._near[key]

    def _looked_at(self, place: Place, near: Near, candidates: Any, cancel: Cancel) -> list[int]:  # noqa: ANN401
        distinct = list(dict.fromkeys(near.terms))
        needed = [near.terms.count(term) for term in distinct]
        shown = place.formed(SEARCHED)
        expressions = [
            re.compile(
                "(?<![^ ])(?:"
                + "|".join(self.lexicon.expressions(shown, term, _MOST_WORDS, cancel))
                + ")(?![^ ])"
            )
            for term in distinct
        ]
        hits = self._hits(candidates, cancel)
        kept: list[tuple[float, Any]] = []
        for turn, hit in enumerate(hits):
            if turn % 64 == 0 and cancel():
                raise Cancelled
            stream = self.searcher.doc(hit[1]).get_first(forms(place.field))
            if are_near([positions(each, stream) for each in expressions], needed, near.distance):
                kept.append(hit)
        return self._numbers(kept)


def _parted(query: Query) -> tuple[Query, list[frozenset[int]]]:
    """A query without the big sets that all it finds must be in; those sets."""
    children = query.children if isinstance(query, And) else (query,)
    sets = [
        child.numbers
        for child in children
        if isinstance(child, Among) and len(child.numbers) > _MANY
    ]
    if not sets:
        return query, []
    rest = tuple(
        child for child in children if not (isinstance(child, Among) and len(child.numbers) > _MANY)
    )
    return (And(rest) if len(rest) > 1 else rest[0] if rest else Everything()), sets
