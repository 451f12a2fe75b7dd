"""What a term of a query is in the tantivy index: regular expressions over its words.

`Place` says which of the two ways of a field is looked at, see `index.engines.tantivy_terms`. The
expressions use only what means the same to tantivy and to Python.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from articles.article import Label
from index.analysis import fold, stem, stem_opening, stem_strays
from index.engines.engine import Cancel
from index.engines.misspelt import Spellings
from index.engines.tantivy_terms import CODES, TEXT, TITLE, forms
from index.query.tree import Exactly, Folded, Fuzzy, Prefix, Term, Word

_REST: Final = "[^ ]*"
_LONGEST_CHOICE: Final = 800
"""Characters of an expression that chooses between words: tantivy refuses very large ones."""

_SIGNS: Final = re.compile(r"[\[(*.|]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term is looked for: the folded words of a field, or their forms in some parts."""

    field: str
    codes: str = ""
    """The letters of the parts' labels; empty for folded words."""

    @property
    def name(self) -> str:
        """The field of the index."""
        return forms(self.field) if self.codes else self.field

    @property
    def opening(self) -> str:
        """What an expression for a word begins with."""
        return f"[{self.codes}]" if len(self.codes) > 1 else self.codes

    @property
    def closing(self) -> str:
        """What an expression for a folded word ends with."""
        return f"={_REST}" if self.codes else ""

    def formed(self, labels: frozenset[Label]) -> "Place":
        """The same place, looked at as forms."""
        return self if self.codes else formed(self.field, labels)


def formed(field: str, labels: frozenset[Label]) -> Place:
    """The forms of a field; only a text has parts."""
    codes = "".join(sorted(CODES[label] for label in labels)) if field == TEXT else ""
    return Place(field, codes or CODES[Label.BODY])


def is_word(expression: str) -> bool:
    """Whether an expression says one word, as it stands in the index."""
    return not _SIGNS.search(expression)


class Lexicon:
    """The words of one state of an index.

    Args:
        searcher: tantivy's.
    """

    def __init__(self, searcher: Any) -> None:  # noqa: ANN401 - tantivy's Searcher
        self._searcher = searcher
        self._begun: dict[tuple[Place, str], int] = {}
        self._inflected: dict[tuple[Place, str], list[str]] = {}
        self._sorted: dict[Place, tuple[list[bytes], Counter[str], Spellings]] = {}

    def expressions(self, place: Place, term: Term, most: int, cancel: Cancel) -> list[str]:
        """Expressions, one of which says each word that a term stands for, and nothing else.

        Args:
            place: Where the words stand.
            term: The term.
            most: Words that an expression may stand for.
            cancel: Asked now and then.

        Raises:
            Cancelled: If `cancel` said so.
        """
        match term:
            case Folded(text):
                return [f"{place.opening}{text}{place.closing}"]
            case Exactly(text):
                return [place.opening + form(text)]
            case Prefix(text, exact=True):
                # Of capitals, so never the folded word itself, which leaves its surface out.
                return [f"{place.opening}{fold(text)}[^ =]*={text}{_REST}"]
            case Prefix(text):
                return list(self._beginning(place, text, most))
            case Word(text):
                return _choices(place, self.inflected(place, stem(text)))
            case Fuzzy(text, edits):
                return _choices(place, self.misspelt(place, text, edits, cancel))

    def begun(self, place: Place, prefix: str) -> int:
        """How many folded words begin so."""
        key = (place, prefix)
        if key not in self._begun:
            self._begun[key] = len({word for word, _ in self._folded(place, prefix)})
        return self._begun[key]

    def _beginning(self, place: Place, prefix: str, most: int) -> Iterator[str]:
        """Expressions for a prefix; where it stands for too many words, for as few as may be."""
        found = {word for word, _ in self._folded(place, prefix)}
        if len(found) <= most:
            yield f"{place.opening}{prefix}{_REST}"
            return
        if prefix in found:
            yield f"{place.opening}{prefix}{place.closing}"
        letters = Counter(word[len(prefix)] for word in found if word != prefix)
        together, count = "", 0
        for letter, words in sorted(letters.items()):
            if together and count + words > most:
                yield f"{place.opening}{prefix}[{together}]{_REST}"
                together, count = "", 0
            if words > most:
                yield from self._beginning(place, prefix + letter, most)
            else:
                together, count = together + letter, count + words
        if together:
            yield f"{place.opening}{prefix}[{together}]{_REST}"

    def inflected(self, place: Place, wanted: str) -> list[str]:
        """The folded words with a stem."""
        key = (place, wanted)
        if key not in self._inflected:
            if len(wanted) == 1:
                return [wanted]  # the one word that is its own stem
            begun = {word for word, _ in self._folded(place, stem_opening(wanted))}
            found = {word for word in begun if stem(word) == wanted}
            self._inflected[key] = sorted(found.union(stem_strays(wanted)))
        return self._inflected[key]

    def misspelt(self, place: Place, text: str, edits: int, cancel: Cancel) -> list[str]:
        """The folded words within so many edits of a text."""
        words, _, spellings = self._all(place)
        return [words[at].decode() for at in spellings.within(text, edits, cancel)]

    def nearest(self, text: str, edits: int, cancel: Cancel) -> str | None:
        """The most frequent word of texts and titles within so many edits of a text."""
        frequencies: Counter[str] = Counter()
        for field in (TEXT, TITLE):
            words, counts, spellings = self._all(Place(field))
            for at in spellings.within(text, edits, cancel):
                word = words[at].decode()
                frequencies[word] += counts[word]
        frequencies.pop(text, None)
        return max(frequencies, key=lambda word: (frequencies[word], word), default=None)

    def _all(self, place: Place) -> tuple[list[bytes], Counter[str], Spellings]:
        """All folded words at a place, sorted, with the number of reports of each."""
        if place not in self._sorted:
            counts: Counter[str] = Counter()
            for word, count in self._folded(place, ""):
                counts[word] += count
            words = sorted(word.encode() for word in counts)
            self._sorted[place] = words, counts, Spellings(words)
        return self._sorted[place]

    def _folded(self, place: Place, prefix: str) -> Iterator[tuple[str, int]]:
        """The folded words that begin so, each with a number of reports; some more than once."""
        for code in place.codes or ("",):
            for word, count in self._searcher.terms_with_prefix(place.name, code + prefix):
                yield (word[1:].partition("=")[0] if code else word), count


def form(surface: str) -> str:
    """A surface as it stands in the fields of forms, after the letter of its label."""
    folded = fold(surface)
    return f"{folded}=" if surface == folded else f"{folded}={surface}"


def _choices(place: Place, words: Iterable[str]) -> list[str]:
    """Expressions for words, as few as their length allows."""
    groups: dict[int, list[str]] = defaultdict(list)
    length = 0
    for word in words:
        length += len(word) + 1
        groups[length // _LONGEST_CHOICE].append(word)
    return [f"{place.opening}{_one_of(some)}{place.closing}" for some in groups.values()]


def _one_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"({'|'.join(words)})"
