"""A search over a library: what was typed in, sorted numbers out.

Here meet what each store knows: words from the engine, dates from the catalogue, names from the
mention store, marks from the notebook.
"""

from array import array
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from articles.article import Span
from index.analysis import fold, tokens
from index.catalogue.store import NoSuchArticle, Sort
from index.engines.engine import Cancel, Matches, never
from index.notebook.schema import NotebookError
from index.query.lexer import QUOTES
from index.query.parser import parse
from index.query.questions import (
    Dated,
    InLanguage,
    InSection,
    Mark,
    Marked,
    Named,
    Noting,
    Tagged,
)
from index.query.tree import (
    Among,
    And,
    Everything,
    Exactly,
    Folded,
    Leaf,
    Match,
    Near,
    Or,
    Phrase,
    Query,
    QueryError,
    Within,
    Word,
    replaced,
)
from index.search.hits import hits
from index.search.order import Order
from index.search.stores import Entity, Library, Notebook

COMPARABLE: Final = 2
"""An alias is ambiguous if its second owner is mentioned at least a half (1/2) as often."""

_NAMED_CANDIDATES: Final = 4
_WORDS_TO_MEND: Final = 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    numbers: "array[int]"
    """All reports that match, in the order asked for: typecode `I`."""
    scores: "array[float]"
    """Their scores: typecode `f`, parallel."""
    understood: str
    """What was really searched, in words."""
    suggestion: str | None = None
    """Where nothing matched: the query with another spelling, under which something does."""


class Search:
    """Searches a library; keep one, it remembers orders and the words last asked for.

    Args:
        library: An open library.
        notebook: The user's marks and tags, if there are any yet.
    """

    def __init__(self, library: Library, notebook: Notebook | None = None) -> None:
        self._library = library
        self._notebook = notebook
        self._ordered: object = None
        self._orders: dict[Sort, Order] = {}

    def find(
        self,
        text: str,
        sort: Sort = Sort.RELEVANCE,
        *,
        live: bool = False,
        cancel: Cancel = never,
    ) -> Found:
        """Search for what was typed.

        Args:
            text: The query; blank for every report.
            sort: The order; ties go by date, newest first, then by id.
            live: Whether the user is still typing.
            cancel: Asked now and then; true stops the search.

        Raises:
            QueryError: If it is no query, or an alias in it is ambiguous.
            EngineError: If the text index cannot be read.
            Cancelled: If `cancel` said so.
        """
        typed = parse(text, live=live)
        if live:
            self._refuse_begun(typed, text)
        query = replaced(typed, self._answered)
        matches = self._matches(query, cancel)
        numbers, scores = self._sorted(matches, sort)
        understood = query.describe() + (f" ({matches.note})" if matches.note else "")
        suggestion = None if numbers or cancel() else self._suggestion(text, typed, cancel)
        return Found(numbers, scores, understood, suggestion)

    def hits(
        self, text: str, numbers: Sequence[int], *, live: bool = False, joined: bool = False
    ) -> dict[int, list[Span]]:
        """What a query paints in the texts of some reports.

        Args:
            text: The query.
            numbers: The reports; those that are gone are left out.
            live: As for `find`.
            joined: Whether words that follow each other, or were to be near, are one stretch.

        Raises:
            QueryError: If it is no query.
        """
        query = parse(text, live=live)
        found: dict[int, list[Span]] = {}
        for number in numbers:
            try:
                article = self._library.catalogue.article(number)
            except NoSuchArticle:
                continue
            found[number] = hits(query, article.text, article.parts, joined=joined)
        return found

    def _matches(self, query: Query, cancel: Cancel) -> Matches:
        """All reports that match; without a query also those that are not indexed yet."""
        if isinstance(query, Everything):
            numbers = self._library.catalogue.order(Sort.DATE)
            return Matches(numbers, array("f", bytes(4 * len(numbers))))
        return self._library.engine.search(query, cancel)

    def _sorted(self, matches: Matches, sort: Sort) -> tuple["array[int]", "array[float]"]:
        """Matches in order, without those that the catalogue does not know (any more)."""
        return self._order(sort).sorted(matches, by_score=sort is Sort.RELEVANCE)

    def _order(self, sort: Sort) -> Order:
        """An order of all reports, kept until the catalogue changes."""
        state = self._library.state()
        if state != self._ordered:
            self._orders.clear()
            self._ordered = state
        if sort not in self._orders:
            self._orders[sort] = Order(self._library.catalogue.order(sort))
        return self._orders[sort]

    def _answered(self, leaf: Leaf) -> Query:
        """A leaf, or, if the text cannot answer it, the reports that it comes to."""
        match leaf:
            case Dated() | InSection() | InLanguage():
                return Among(frozenset(self._stated(leaf)), leaf.describe())
            case Named():
                return self._named(leaf)
            case Marked() | Tagged() | Noting():
                return Among(frozenset(self._noted(leaf)), leaf.describe())
            case _:
                return leaf

    def _stated(self, leaf: Dated | InSection | InLanguage) -> AbstractSet[int]:
        """The reports of which the catalogue knows it."""
        catalogue = self._library.catalogue
        match leaf:
            case InSection(words, begins):
                return catalogue.in_section(words, begins=begins)
            case InLanguage(code):
                return catalogue.in_language(code)
            case Dated("", ""):
                return catalogue.undated()
            case Dated(low, high):
                return catalogue.dated(low, high)

    def _noted(self, leaf: Marked | Tagged | Noting) -> AbstractSet[int]:
        """The reports of which the notebook holds something, as it is now."""
        notebook = self._notebook
        if notebook is None:
            raise QueryError("there is no notebook", leaf.start, leaf.end)
        try:
            notebook.refresh()
            match leaf:
                case Tagged(tag, begins):
                    return notebook.tagged(tag, begins=begins)
                case Noting(words, begins):
                    return notebook.noting(words, begins=begins)
                case Marked(Mark.UNREAD):
                    return self._order(Sort.DATE).all() - notebook.read()
                case Marked(Mark.READ):
                    return notebook.read()
                case Marked(mark):
                    return notebook.starred() if mark is Mark.STARRED else notebook.noted()
        except NotebookError as error:
            raise QueryError(str(error), leaf.start, leaf.end) from error

    def _named(self, leaf: Named) -> Query:
        """The reports that mention the entity of a name."""
        mentions = self._library.mentions
        found = [
            entity
            for entity in mentions.find(leaf.name)
            if leaf.kind in {"entity", str(entity.type)}
        ]
        if not found:
            return Among(frozenset(), f"{leaf.describe()} (nobody and nothing of that name)")
        if len(found) > 1 and found[1].mentions * COMPARABLE >= found[0].mentions:
            raise _ambiguous(leaf, found)
        entity = found[0]
        return Among(frozenset(mentions.articles_of(entity.id)), f'{leaf.kind}:"{entity.name}"')

    def _refuse_begun(self, query: Query, text: str) -> None:
        """Refuse a name that is still typed and that nobody has: it need not be the whole name."""
        end = len(text.rstrip())
        for leaf in _names(query):
            is_begun = leaf.end >= end and text[end - 1] not in QUOTES
            if is_begun and not self._library.mentions.find(leaf.name):
                raise QueryError("nobody and nothing of that name so far", leaf.start, end)

    def _suggestion(self, text: str, query: Query, cancel: Cancel) -> str | None:
        """The query with a name that nobody has, or else its first unknown word, as another."""
        for leaf in _names(query):
            renamed = self._with_near_name(text, leaf)
            if renamed and self._finds_something(renamed, cancel):
                return renamed
        engine = self._library.engine
        for folded in list(_looked_for(query))[:_WORDS_TO_MEND]:
            if cancel():
                return None
            if len(engine.search(Match(Folded(folded)), cancel).numbers):
                continue
            better = engine.suggest(folded)
            mended = better and _mended(text, folded, better)
            if mended and self._finds_something(mended, cancel):
                return mended
        return None

    def _with_near_name(self, text: str, leaf: Named) -> str:
        """The query with a name as the like one of somebody; empty if it is somebody's itself."""
        mentions = self._library.mentions
        if mentions.find(leaf.name):
            return ""
        near = mentions.near_name(leaf.name, "" if leaf.kind == "entity" else leaf.kind)
        quoted = Named(near, leaf.kind).describe()
        return text[: leaf.start] + quoted + text[leaf.end :] if near else ""

    def _finds_something(self, text: str, cancel: Cancel) -> bool:
        try:
            query = replaced(parse(text), self._answered)
        except QueryError:  # two may be meant
            return False
        return len(self._matches(query, cancel).numbers) > 0


def _ambiguous(leaf: Named, found: Sequence[Entity]) -> QueryError:
    """Says whom a name may mean, and how to say which."""
    shown = [f"{entity.name} ({entity.id})" for entity in found[:_NAMED_CANDIDATES]]
    more = len(found) - len(shown)
    others = f" or {more} others" if more else ""
    name = Named(leaf.name, leaf.kind).describe()
    message = f"{name} may be {' or '.join(shown)}{others}; write {leaf.kind}:{found[0].id}"
    return QueryError(message, leaf.start, leaf.end)


def _looked_for(query: Query) -> Iterator[str]:
    """The folded words that must or may occur, in the order typed; none that is ruled out."""
    match query:
        case Match(Word(text) | Folded(text)):
            yield text
        case Match(Exactly(text)):
            yield fold(text)
        case Match(Phrase(terms) | Near(terms, _)):
            for term in terms:
                yield from _looked_for(Match(term))
        case And(children) | Or(children):
            for child in children:
                yield from _looked_for(child)
        case Within(_, child):
            yield from _looked_for(child)
        case _:
            return


def _names(query: Query) -> Iterator[Named]:
    """The names of entities that must or may be mentioned."""
    match query:
        case Named():
            yield query
        case And(children) | Or(children):
            for child in children:
                yield from _names(child)
        case Within(_, child):
            yield from _names(child)
        case _:
            return


def _mended(text: str, folded: str, better: str) -> str | None:
    """What was typed, with one word replaced."""
    for token in tokens(text):
        if token.folded == folded:
            return text[: token.start] + better + text[token.end :]
    return None
