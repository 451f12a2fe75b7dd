"""Leaves of a query that no text can answer: who, when, filed where, and what the user noted."""

from dataclasses import dataclass
from enum import StrEnum


def printable(text: str) -> str:
    """What was typed, without characters that a terminal would act on."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


class Mark(StrEnum):
    """What the notebook knows of a report."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Named:
    """Reports that mention the entity of this name; `kind` is the field that was typed."""

    name: str
    kind: str = "entity"
    start: int = 0
    end: int = 0

    def describe(self) -> str:
        """As it could be typed."""
        return f'{self.kind}:"{printable(self.name)}"'


@dataclass(frozen=True, slots=True)
class Dated:
    """Reports dated from `low` to `high`, each included; both empty: the undated ones.

    `low` and `high` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, each standing for all of its days;
    an empty one is open.
    """

    low: str
    high: str

    def describe(self) -> str:
        """As it could be typed."""
        if not self.low and not self.high:
            return "date:none"
        if self.low == self.high:
            return f"date:{self.low}"
        return f"date:{self.low}..{self.high}"


@dataclass(frozen=True, slots=True)
class InSection:
    """Reports whose section has these words one after the other; none: those without a section."""

    words: str
    begins: bool = False
    """Whether the last of them need only begin so."""

    def describe(self) -> str:
        """As it could be typed."""
        words = printable(self.words) + "*" * self.begins
        return f'section:"{words}"' if self.words else "section:none"


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Reports in the language of this code; none: those of which the language is not known."""

    code: str

    def describe(self) -> str:
        """As it could be typed."""
        return f"language:{self.code or 'none'}"


@dataclass(frozen=True, slots=True)
class Marked:
    """Reports that the notebook has marked so."""

    mark: Mark
    start: int = 0
    end: int = 0

    def describe(self) -> str:
        """As it could be typed."""
        return f"is:{self.mark}"


@dataclass(frozen=True, slots=True)
class Tagged:
    """Reports with a tag of the user's."""

    tag: str
    begins: bool = False
    """Whether it need only begin so."""
    start: int = 0
    end: int = 0

    def describe(self) -> str:
        """As it could be typed."""
        return f'tag:"{printable(self.tag)}{"*" * self.begins}"'


@dataclass(frozen=True, slots=True)
class Noting:
    """Reports with a note of the user's in which these words follow each other."""

    words: str
    begins: bool = False
    """Whether the last of them need only begin so."""
    start: int = 0
    end: int = 0

    def describe(self) -> str:
        """As it could be typed."""
        return f'note:"{printable(self.words)}{"*" * self.begins}"'
