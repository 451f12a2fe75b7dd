"""From a tree to tantivy's query. What tantivy cannot say is looked at by who asks."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, islice, permutations, product
from math import prod
from typing import Any, Final, TypeAlias

from articles.article import Label
from index.analysis import Case, case_of, fold, stem
from index.engines.engine import Cancel, Cancelled
from index.engines.tantivy_guard import tantivy
from index.engines.tantivy_schema import SCHEMA
from index.engines.tantivy_terms import NUMBER, RANKED, TEXT, TITLE
from index.engines.tantivy_words import Lexicon, Place, form, formed, is_word
from index.query.tree import (
    SEARCHED,
    Among,
    And,
    Everything,
    Exactly,
    Field,
    Folded,
    Fuzzy,
    Match,
    Near,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Term,
    Within,
    Word,
)

LookAt: TypeAlias = Callable[[Place, Near, Any], list[int]]
"""Which of the candidates of a search for nearness it really finds, by number."""

Find: TypeAlias = Callable[[Any], list[int]]
"""The numbers of all that a query of tantivy's finds, at once."""

TITLE_WEIGHT: Final = 2.5
"""What a phrase or an exact word in the title is worth; 1 elsewhere."""

_MOST_WORDS: Final = 16_000
"""Words that the expressions of one phrase may stand for; tantivy refuses a few more."""

_MOST_LOOKED_UP: Final = 100_000
"""Words that all expressions of one phrase may stand for together: some half a second's worth."""

_LEAST_LOOKED_UP: Final = 100
"""Words that a phrase costs, however few it stands for."""

_ORDERS: Final = 24
"""Orders of words in which short chains are looked for: all of four words."""

_Q: Final = tantivy.Query
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class TooBroad(Exception):
    """Finding a phrase would take for ever; the message says how many words it stands for."""

    def __init__(self, words: int) -> None:
        super().__init__(f"too broad: {words:,} words match" if words else "too broad")


class Translation:
    """Makes tantivy's query of a tree.

    Args:
        lexicon: The words of the index.
        near: Looks at candidates, and gives the numbers of those in which words really are near.
        find: Finds what is better found alone.
        cancel: Asked now and then.
    """

    def __init__(self, lexicon: Lexicon, near: LookAt, find: Find, cancel: Cancel) -> None:
        self._lexicon = lexicon
        self._look_at = near
        self._find = find
        self._cancel = cancel

    def query(self, tree: Query, labels: frozenset[Label]) -> Any:  # noqa: ANN401 - tantivy's Query
        """The query for a tree whose words are looked for in these parts."""
        match tree:
            case Match(pattern, field):
                return self._leaf(pattern, field, labels)
            case And(children):
                return self._all_of(children, labels)
            case Or(children):
                return _any_of([self.query(child, labels) for child in children])
            case Not():
                return self._all_of([tree], labels)
            case Within(inner, child):
                return self.query(child, inner)
            case _:
                return _unscored(tree)

    def _all_of(self, children: Sequence[Query], labels: frozenset[Label]) -> Any:  # noqa: ANN401
        clauses = [
            (_NOT, self.query(child.child, labels))
            if isinstance(child, Not)
            else (_MUST, self.query(child, labels))
            for child in children
        ]
        if all(occur == _NOT for occur, _ in clauses):
            clauses.append((_MUST, _everything()))
        return _Q.boolean_query(clauses)

    def _leaf(self, pattern: Pattern, field: Field, labels: frozenset[Label]) -> Any:  # noqa: ANN401
        if field is not Field.ANYWHERE:
            return self._at(Place(str(field)), pattern)
        ranked = _ranked(pattern) if labels == SEARCHED else ""
        if ranked:
            return _Q.term_query(SCHEMA, RANKED, ranked, "freq")
        place = Place(TEXT) if labels == SEARCHED else formed(TEXT, labels)
        found = [self._at(place, pattern)]
        if Label.HEADLINE in labels:
            found.append(_Q.boost_query(self._at(Place(TITLE), pattern), TITLE_WEIGHT))
        return _any_of(found)

    def _at(self, place: Place, pattern: Pattern) -> Any:  # noqa: ANN401
        """A pattern at one place; exact words are looked for among the forms."""
        terms = pattern.terms if isinstance(pattern, (Phrase, Near)) else (pattern,)
        if any(isinstance(term, Exactly) or _is_exact(term) for term in terms):
            place = place.formed(SEARCHED)
        match pattern:
            case Phrase(terms):
                return self._phrase(place, terms)
            case Near((one, other), distance) if _apart(one, other):
                return self._either_order(place, (one, other), distance)
            case Near():
                return self._near(place, pattern)
            case _:
                return self._term(place, pattern)

    def _phrase(self, place: Place, terms: Sequence[Term], slop: int = 0) -> Any:  # noqa: ANN401
        if len(terms) == 1:
            return self._term(place, terms[0])
        breadth = self._breadth(place, terms)
        most = _MOST_WORDS // len(terms)
        choices = [self._lexicon.expressions(place, term, most, self._cancel) for term in terms]
        # Each expression of a term stands beside each of the others, for its share of the words.
        share = max(breadth / max(1, *map(len, choices)), _LEAST_LOOKED_UP)
        if prod(map(len, choices)) * share > _MOST_LOOKED_UP:
            raise TooBroad(breadth)
        phrases: list[Any] = []
        found: set[int] = set()
        for each in product(*choices):
            words: list[Any] = list(each)
            if all(map(is_word, words)):
                phrases.append(_Q.phrase_query(SCHEMA, place.name, words, slop))
            else:
                # For each word that it stands for it holds some kilobytes: so one after the other.
                found.update(self._find(_Q.regex_phrase_query(SCHEMA, place.name, words, slop)))
        if found:
            phrases.append(_Q.const_score_query(_among(found), 1.0))
        return _any_of(phrases)

    def _breadth(self, place: Place, terms: Sequence[Term]) -> int:
        """How many words the prefixes of a phrase stand for.

        Raises:
            TooBroad: More than are looked up, even if each were looked up once.
        """
        words = 0
        for term in terms:
            if self._cancel():
                raise Cancelled
            if isinstance(term, Prefix) and not term.exact:
                words += self._lexicon.begun(place, term.text)
        if words > _MOST_LOOKED_UP:
            raise TooBroad(words)
        return words

    def _either_order(self, place: Place, pair: tuple[Term, Term], distance: int) -> Any:  # noqa: ANN401
        return _any_of([self._phrase(place, each, distance - 1) for each in (pair, pair[::-1])])

    def _near(self, place: Place, near: Near) -> Any:  # noqa: ANN401
        """Words near each other: candidates have all of them; the unsure ones are looked at."""
        distinct = list(dict.fromkeys(near.terms))
        near_pairs = [
            self._either_order(place, pair, near.distance)
            for pair in combinations(distinct, 2)
            if _apart(*pair)
        ]
        candidates = _all([*(self._term(place, term) for term in distinct), *near_pairs])
        sure = self._surely_near(place, near)
        unsure = _Q.boolean_query([(_MUST, candidates), (_NOT, sure)])
        numbers = self._look_at(place, near, unsure)
        looked_at = _Q.const_score_query(_among(numbers), 0.0)
        return _all([candidates, _any_of([_Q.const_score_query(sure, 0.0), looked_at])])

    def _surely_near(self, place: Place, near: Near) -> Any:  # noqa: ANN401
        """Reports in which a chain of the words is so short that they are near whatever its form.

        Each step of a phrase with slop reaches at most one more than the slop, either way.
        """
        terms, steps = near.terms, len(near.terms) - 1
        slop = near.distance // steps - 1 if steps else -1
        if slop < 0 or not all(_apart(*pair) for pair in combinations(terms, 2)):
            return _Q.empty_query()
        orders = islice(permutations(terms), _ORDERS)
        return _any_of([self._phrase(place, order, slop) for order in orders])

    def _term(self, place: Place, term: Term) -> Any:  # noqa: ANN401
        match term:
            case Exactly(text):
                words = [code + form(text) for code in place.codes]
                return self._any_word(place, words)
            case Folded(text) if not place.codes:
                return self._any_word(place, [text])
            case Word(text) if not place.codes:
                return self._any_word(place, self._lexicon.inflected(place, stem(text)))
            case Fuzzy(text, edits) if not place.codes:
                found = _Q.fuzzy_term_query(SCHEMA, place.name, text, edits, False)
                return _Q.const_score_query(found, 1.0)
            case Prefix(text) if not place.codes:
                return _expressed(place, f"{text}[^ ]*")
            case _:
                said = self._lexicon.expressions(place, term, _MOST_WORDS, self._cancel)
                return _any_of([_expressed(place, each) for each in said])

    def _any_word(self, place: Place, words: Iterable[str]) -> Any:  # noqa: ANN401
        return _any_of([_Q.term_query(SCHEMA, place.name, word) for word in words])


def _ranked(pattern: Pattern) -> str:
    """The word of `ranked` that answers a pattern; empty if there is none."""
    match pattern:
        case Word(text):
            return stem(text)
        case Exactly(text) if case_of(text, fold(text)) >= Case.CAPITALS:
            return f"={text}"
        case _:
            return ""


def _is_exact(term: Term) -> bool:
    return isinstance(term, Prefix) and term.exact


def _apart(one: Term, other: Term) -> bool:
    """Whether no word can be both; false where that is not easily seen."""
    match one, other:
        case Folded(left), Folded(right):
            return left != right
        case (Folded(word), Prefix(prefix, exact=False)) | (
            Prefix(prefix, exact=False),
            Folded(word),
        ):
            return not word.startswith(prefix)
        case (Folded(left), Exactly(right)) | (Exactly(right), Folded(left)):
            return left != fold(right)
        case Exactly(left), Exactly(right):
            return left != right
        case _:
            return False


def _unscored(leaf: Query) -> Any:  # noqa: ANN401
    """Reports that match for another reason than their words."""
    match leaf:
        case Among(numbers, _):
            return _Q.const_score_query(_among(numbers), 0.0)
        case Everything():
            return _everything()
        case _:
            raise TypeError(f"{leaf.describe()} is not for an engine to answer")


def _everything() -> Any:  # noqa: ANN401
    return _Q.const_score_query(_Q.all_query(), 0.0)


def _among(numbers: Iterable[int]) -> Any:  # noqa: ANN401
    found = [number for number in numbers if 0 <= number < 2**32]
    return _Q.term_set_query(SCHEMA, NUMBER, found) if found else _Q.empty_query()


def _expressed(place: Place, expression: str) -> Any:  # noqa: ANN401
    return _Q.const_score_query(_Q.regex_query(SCHEMA, place.name, expression), 1.0)


def _any_of(queries: Sequence[Any]) -> Any:  # noqa: ANN401
    if not queries:
        return _Q.empty_query()
    if len(queries) == 1:
        return queries[0]
    return _Q.boolean_query([(_SHOULD, query) for query in queries])


def _all(queries: Sequence[Any]) -> Any:  # noqa: ANN401
    return _Q.boolean_query([(_MUST, query) for query in queries])
