"""What was typed, cut into lexemes that know where they stood. One pass, no nesting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.query.tree import QueryError

LONGEST: Final = 1024
"""Characters that a query may have."""

FIELDS: Final = frozenset(
    re.findall(
        r"\w+",
        "title source author path section language tag note date in is entity person organisation"
        " place",
    )
)
OTHER_SPELLINGS: Final = {"organization": "organisation", "lang": "language"}

QUOTES: Final = '"“”„‟'


class Kind(StrEnum):
    """What a lexeme is."""

    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    NOT = "NOT"
    WORD = "word"
    PHRASE = "phrase"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One sign, word or phrase: `[start, end)` in what was typed."""

    kind: Kind
    start: int
    end: int
    body: str = ""
    """A word as it stands, or what stands between the quotes."""
    field: str = ""
    """The field before its colon, as typed."""
    suffix: str = ""
    """What touches the closing quote: `~10`."""

    @property
    def body_start(self) -> int:
        """Where the body begins in what was typed."""
        opening = len(self.field) + 1 if self.field else 0
        return self.start + opening + (self.kind is Kind.PHRASE)


_SIGNS: Final = {"(": Kind.OPEN, ")": Kind.CLOSE, "|": Kind.OR}
_OPERATORS: Final = {"OR": Kind.OR, "AND": Kind.AND, "NOT": Kind.NOT}
_BLANK: Final = re.compile(r"\s*")
_FIELD: Final = re.compile(r"([^\W\d_]+):(?!//)")
_PHRASE: Final = re.compile(f"[{QUOTES}]([^{QUOTES}]*)([{QUOTES}])(~[^\\s()|{QUOTES}]*)?")
_WORD: Final = re.compile(rf"[^\s()|{QUOTES}]+")


def lexemes(text: str) -> Iterator[Lexeme]:
    """Cut what was typed; the last lexeme is `END`.

    Raises:
        QueryError: If the text is too long, a quote is not closed, or a field has nothing after it.
    """
    if len(text) > LONGEST:
        message = f"a query may have {LONGEST:,} characters; this one has {len(text):,}"
        raise QueryError(message, LONGEST, len(text))
    at = _after_blank(text, 0)
    while at < len(text):
        lexeme = _next(text, at)
        yield lexeme
        at = _after_blank(text, lexeme.end)
    yield Lexeme(Kind.END, len(text), len(text))


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _next(text: str, at: int) -> Lexeme:
    """The lexeme that begins here."""
    sign = _SIGNS.get(text[at])
    if sign:
        return Lexeme(sign, at, at + 1)
    if text[at] == "-":
        return _minus(text, at)
    field = _FIELD.match(text, at)
    if field:
        return _with_field(text, at, field[1])
    return _phrase(text, at, at, "") if text[at] in QUOTES else _word(text, at, at, "")


def _minus(text: str, at: int) -> Lexeme:
    if at + 1 == len(text) or text[at + 1].isspace():
        raise QueryError("- must touch the word it rules out", at, at + 1)
    return Lexeme(Kind.NOT, at, at + 1)


def _with_field(text: str, start: int, field: str) -> Lexeme:
    """A field's lexeme: the field, its colon, and the word or phrase that touches it."""
    at = start + len(field) + 1
    if at < len(text) and text[at] in QUOTES:
        return _phrase(text, start, at, field)
    if at == len(text) or not _WORD.match(text, at):
        if field.lower() not in FIELDS:
            return _word(text, start, start, "")
        message = f'{field}: takes a word or a "phrase" right after it'
        raise QueryError(message, start, at)
    return _word(text, start, at, field)


def _phrase(text: str, start: int, at: int, field: str) -> Lexeme:
    found = _PHRASE.match(text, at)
    if not found:
        raise QueryError("a quote is not closed", at, len(text))
    return Lexeme(Kind.PHRASE, start, found.end(), found[1], field, found[3] or "")


def _word(text: str, start: int, at: int, field: str) -> Lexeme:
    found = _WORD.match(text, at)
    end = found.end() if found else at + 1
    body = text[at:end]
    operator = None if field else _OPERATORS.get(body)
    return Lexeme(operator or Kind.WORD, start, end, body, field)
