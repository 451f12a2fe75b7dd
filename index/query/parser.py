"""What the user types becomes a query tree, or an error that says what is wrong and where.

The language is described in `docs/query-language.md`, whose every example is a test. The grammar:

    query       = { [AND] alternatives }            a space means AND
    alternatives = factor { OR factor }             OR binds tighter
    factor      = { NOT } ( "(" query ")" | leaf )

A query has at most `LONGEST` characters, `MOST_LEAVES` words and phrases, and brackets `DEEPEST`
deep, so no input, however hostile, takes long or exhausts the stack.
"""

import re
from typing import Final

from articles.article import Label
from index.query.lexer import QUOTES, Kind, Lexeme, lexemes
from index.query.tree import (
    And,
    Everything,
    Not,
    Or,
    Query,
    QueryError,
    Within,
)
from index.query.words import Scope, leaf

MOST_LEAVES: Final = 64
"""Words and phrases that a query may have."""

DEEPEST: Final = 16
"""How deep brackets may be nested."""

_QUOTED: Final = re.compile(f"[{QUOTES}][^{QUOTES}]*[{QUOTES}]")
_OPEN_QUOTE: Final = re.compile(f"(:?)[{QUOTES}](.*)", re.DOTALL)

_NO_TEXT: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no name or tag has and no database takes."""


def parse(text: str, *, live: bool = False) -> Query:
    """Read a query.

    Args:
        text: What was typed.
        live: Whether the user is still typing, so that the last word, if nothing follows it, also
            matches as a prefix, and what is not closed yet counts as closed at the end.

    Returns:
        The tree; `Everything` for a blank text.

    Raises:
        QueryError: If it is no query; with the place in `text`.
    """
    text = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text)
    try:
        return _parsed(text + _closing(text) if live else text, len(text) if live else -1)
    except QueryError as error:  # where it is may be past what was typed
        start, end = min(error.start, len(text)), min(error.end, len(text))
        raise QueryError(error.message, start, end) from None


def _closing(text: str) -> str:
    """What closes the quote and the brackets that are open at the end of a text."""
    outside = _QUOTED.sub("", text)
    quote = _OPEN_QUOTE.search(outside)
    begun = quote is not None and not quote[1] and quote[2][-1:].isalnum()
    outside = outside if quote is None else outside[: quote.start()]
    brackets = max(0, outside.count("(") - outside.count(")"))
    return ("" if quote is None else '*"' if begun else '"') + ")" * brackets


def _parsed(text: str, unfinished: int) -> Query:
    """Read a query whose last word, if it ends there, may become a longer one."""
    found = list(lexemes(text))
    if found[0].kind is Kind.END:
        return Everything()
    parser = _Parser(found, unfinished)
    query = parser.group(depth=0)
    if parser.leaves == 0:
        raise QueryError("there is no word to search for", found[0].start, found[-2].end)
    return query


class _Parser:
    """Recursive descent over the lexemes; recursion is bounded by `DEEPEST`."""

    def __init__(self, found: list[Lexeme], unfinished: int) -> None:
        self._lexemes = found
        self._at = 0
        self._unfinished = unfinished
        self.leaves = 0

    @property
    def _now(self) -> Lexeme:
        return self._lexemes[self._at]

    def _stands(self, *kinds: Kind) -> bool:
        return self._now.kind in kinds

    def _take(self) -> Lexeme:
        lexeme = self._now
        self._at += 1
        return lexeme

    def group(self, depth: int) -> Query:
        """A query, up to the bracket that closes it or the end."""
        parts: list[Query] = []
        labels: set[Label] = set()
        joining: Lexeme | None = None
        while not self._stands(Kind.CLOSE, Kind.END):
            if self._stands(Kind.AND):
                if joining or not (parts or labels):
                    raise _needs_both_sides(self._now)
                joining = self._take()
                continue
            part = self._alternatives(depth)
            if part is not None:
                joining = None
            if isinstance(part, Scope):
                labels |= part.labels
            elif part is not None:
                parts.append(part)
        self._check_end(joining, depth)
        return _joined(parts, frozenset(labels))

    def _check_end(self, joining: Lexeme | None, depth: int) -> None:
        if joining:
            raise _needs_both_sides(joining)
        if self._stands(Kind.CLOSE) and depth == 0:
            message = "a bracket is closed that was not opened"
            raise QueryError(message, self._now.start, self._now.end)

    def _alternatives(self, depth: int) -> Query | Scope | None:
        """Factors joined by OR."""
        if self._stands(Kind.OR):
            raise _needs_both_sides(self._now)
        parts = [self._factor(depth)]
        while self._stands(Kind.OR):
            joining = self._take()
            if self._stands(Kind.OR, Kind.AND, Kind.CLOSE, Kind.END):
                raise _needs_both_sides(joining)
            parts.append(self._factor(depth))
            if any(isinstance(part, Scope) for part in parts[-2:]):
                message = "in: says where to search; it cannot be an alternative"
                raise QueryError(message, joining.start, joining.end)
        queries = [part for part in parts if part is not None and not isinstance(part, Scope)]
        if len(parts) == 1 or not queries:
            return parts[0]
        return Or(tuple(queries)) if len(queries) > 1 else queries[0]

    def _factor(self, depth: int) -> Query | Scope | None:
        """A leaf or a bracket, after any number of NOTs."""
        negation: Lexeme | None = None
        negative = False
        while self._stands(Kind.NOT):
            negation = self._take()
            negative = not negative
        if negation and not self._stands(Kind.OPEN, Kind.WORD, Kind.PHRASE):
            message = f"{negation.body or '-'} needs a word after it"
            raise QueryError(message, negation.start, negation.end)
        part = self._bracket(depth) if self._stands(Kind.OPEN) else self._leaf(negative=negative)
        if negation and isinstance(part, Scope):
            message = "in: says where to search; it cannot be ruled out"
            raise QueryError(message, negation.start, self._lexemes[self._at - 1].end)
        if negative and part is not None and not isinstance(part, Scope):
            return Not(part)
        return part

    def _bracket(self, depth: int) -> Query:
        opening = self._take()
        if depth == DEEPEST:
            message = f"brackets may be nested {DEEPEST} deep"
            raise QueryError(message, opening.start, opening.end)
        if self._stands(Kind.CLOSE):
            message = "there is nothing between the brackets"
            raise QueryError(message, opening.start, self._now.end)
        query = self.group(depth + 1)
        if self._stands(Kind.END):
            raise QueryError("a bracket is not closed", opening.start, opening.end)
        if isinstance(query, Everything):
            message = "there is no word in this bracket"
            raise QueryError(message, opening.start, self._now.end)
        self._take()
        return query

    def _leaf(self, *, negative: bool) -> Query | Scope | None:
        """A leaf; an unfinished word that is ruled out rules out itself only."""
        lexeme = self._take()
        found = leaf(lexeme, unfinished=lexeme.end == self._unfinished and not negative)
        if found is not None:
            self.leaves += 1
        if self.leaves > MOST_LEAVES:
            message = f"a query may have {MOST_LEAVES} words and phrases; this one has more"
            raise QueryError(message, lexeme.start, lexeme.end)
        return found


def _needs_both_sides(operator: Lexeme) -> QueryError:
    name = operator.body or "|"
    return QueryError(f"{name} needs a word on both sides", operator.start, operator.end)


def _joined(parts: list[Query], labels: frozenset[Label]) -> Query:
    """Parts that must all match, looked for in these labels, if there are any."""
    if not parts:
        return Everything()
    query = parts[0] if len(parts) == 1 else And(tuple(parts))
    return Within(labels, query) if labels else query
