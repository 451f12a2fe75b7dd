"""The query tree: what a query means, as small frozen values.

Leaves are patterns of words (`Match`) or questions that the text cannot answer
(`index.query.questions`), which `index.search.search` replaces by the `Among` they come to. Every
node says in words what it searches for (`describe`), and every engine, and the painter of hits,
reads the same tree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from articles.article import FURNITURE, Label
from index.query.questions import (
    Dated,
    InLanguage,
    InSection,
    Marked,
    Named,
    Noting,
    Tagged,
    printable,
)


class QueryError(Exception):
    """What was typed is not a query.

    Attributes:
        message: What is wrong, for the reader.
        start: Where in the typed text, in characters.
        end: The end of the place, exclusive.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class Field(StrEnum):
    """Where a word is looked for."""

    ANYWHERE = "anywhere"
    """The title, and the searched parts of the text."""
    TITLE = "title"
    SOURCE = "source"
    AUTHOR = "author"
    PATH = "path"


OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
"""Capitals that are words only in quotation marks or after `=`."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its inflected forms; `text` is folded."""

    text: str

    def describe(self) -> str:
        """As it is searched."""
        return self.text


@dataclass(frozen=True, slots=True)
class Folded:
    """A word, whatever its case and accents, uninflected; `text` is folded."""

    text: str

    def describe(self) -> str:
        """As it is searched."""
        return self.text


@dataclass(frozen=True, slots=True)
class Exactly:
    """A word in exactly these letters."""

    text: str

    def describe(self) -> str:
        """As it could be typed."""
        capitals = 2 <= len(self.text) <= 6 and self.text.isalpha() and self.text.isupper()
        return self.text if capitals and self.text not in OPERATORS else f"={printable(self.text)}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so: folded, or in exactly these letters (`exact`)."""

    text: str
    exact: bool = False

    def describe(self) -> str:
        """As it could be typed."""
        return f"{printable(self.text)}*"


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words within 1 or 2 edits (Levenshtein: one letter put in, left out or changed); folded."""

    text: str
    edits: int = 1

    def describe(self) -> str:
        """As it could be typed."""
        return f"{self.text}~" if self.edits == 1 else f"{self.text}~{self.edits}"


Term: TypeAlias = Word | Folded | Exactly | Prefix | Fuzzy
"""What one word of the text can match."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that follow each other, one word each."""

    terms: tuple[Term, ...]
    joint: str = " "
    """What stood between them: a space in quotation marks, else what was typed within the word."""

    def describe(self) -> str:
        """As it could be typed."""
        words = self.joint.join(term.describe() for term in self.terms)
        return f'"{words}"' if self.joint == " " else words


@dataclass(frozen=True, slots=True)
class Near:
    """Terms in any order, the first and the last at most `distance` words apart."""

    terms: tuple[Term, ...]
    distance: int

    def describe(self) -> str:
        """As it could be typed."""
        return f'"{" ".join(term.describe() for term in self.terms)}"~{self.distance}'


Pattern: TypeAlias = Term | Phrase | Near


@dataclass(frozen=True, slots=True)
class Everything:
    """Every report."""

    def describe(self) -> str:
        """In words."""
        return "every report"


@dataclass(frozen=True, slots=True)
class Match:
    """Reports in which a pattern occurs."""

    pattern: Pattern
    field: Field = Field.ANYWHERE

    def describe(self) -> str:
        """As it could be typed."""
        words = self.pattern.describe()
        return words if self.field is Field.ANYWHERE else f"{self.field}:{words}"


@dataclass(frozen=True, slots=True)
class And:
    """Reports that match every child."""

    children: tuple["Query", ...]

    def describe(self) -> str:
        """Joined by AND."""
        return " AND ".join(_bracketed(child, And) for child in self.children)


@dataclass(frozen=True, slots=True)
class Or:
    """Reports that match any child."""

    children: tuple["Query", ...]

    def describe(self) -> str:
        """Joined by OR."""
        return " OR ".join(_bracketed(child, Or) for child in self.children)


@dataclass(frozen=True, slots=True)
class Not:
    """Reports that do not match the child."""

    child: "Query"

    def describe(self) -> str:
        """After NOT."""
        return f"NOT {_bracketed(self.child, Not)}"


@dataclass(frozen=True, slots=True)
class Within:
    """The child, its words looked for in parts of these labels only, instead of all but furniture.

    The headline includes the title; all labels together include it too.
    """

    labels: frozenset[Label]
    child: "Query"

    def describe(self) -> str:
        """As it could be typed."""
        whole = self.labels == frozenset(Label)
        names = ["all"] if whole else sorted(self.labels)
        words = self.child.describe()
        if isinstance(self.child, (And, Or)):
            words = f"({words})"
        return " ".join([words, *(f"in:{name}" for name in names)])


@dataclass(frozen=True, slots=True)
class Among:
    """Reports with these numbers: what a leaf that text cannot answer came to."""

    numbers: frozenset[int]
    label: str

    def describe(self) -> str:
        """Its label."""
        return self.label


Question: TypeAlias = Named | Dated | InSection | InLanguage | Marked | Tagged | Noting
"""What the text cannot answer."""
Leaf: TypeAlias = Everything | Match | Among | Question
Query: TypeAlias = Leaf | And | Or | Not | Within

SEARCHED: Final = frozenset(Label) - FURNITURE
"""The parts that are searched when a query does not say."""


def _bracketed(child: Query, parent: type[And] | type[Or] | type[Not]) -> str:
    """A child's description, in brackets where it would be misread without."""
    words = child.describe()
    loose = isinstance(child, (And, Or, Within)) and not isinstance(child, parent)
    return f"({words})" if loose else words


def replaced(query: Query, answer: Callable[[Leaf], Query]) -> Query:
    """The query with each leaf replaced by what `answer` makes of it; `parse` bounds the depth."""
    match query:
        case And(children):
            return And(tuple(replaced(child, answer) for child in children))
        case Or(children):
            return Or(tuple(replaced(child, answer) for child in children))
        case Not(child):
            return Not(replaced(child, answer))
        case Within(labels, child):
            return Within(labels, replaced(child, answer))
        case _:
            return answer(query)
