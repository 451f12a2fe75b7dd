"""One typed word or phrase, with its field and signs, becomes one leaf of the tree."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from articles.article import Label
from articles.languages import code_of
from index.analysis import fold, is_capitals, tokens
from index.query.dates import dated
from index.query.lexer import FIELDS, OTHER_SPELLINGS, Kind, Lexeme
from index.query.questions import (
    InLanguage,
    InSection,
    Mark,
    Marked,
    Named,
    Noting,
    Tagged,
    printable,
)
from index.query.tree import (
    Exactly,
    Field,
    Folded,
    Fuzzy,
    Match,
    Near,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Term,
    Word,
)

FURTHEST: Final = 1000
"""Words that a near search may reach."""

SHORTEST_FUZZY: Final = 3
"""Letters that a word needs before it may be misspelt."""

_WORD_FIELDS: Final = {"title", "source", "author", "path"}
_ENTITY_FIELDS: Final = {"entity", "person", "organisation", "place"}
_FUZZY: Final = re.compile(r"~(\d*)\Z", re.ASCII)


class Scope:
    """What `in:` says: not a leaf, but where the words of its bracket are looked for."""

    def __init__(self, labels: frozenset[Label]) -> None:
        self.labels = labels


def leaf(lexeme: Lexeme, *, unfinished: bool = False) -> Query | Scope | None:
    """The leaf that a word or phrase stands for; None if there is no letter or digit in it.

    Args:
        lexeme: A `WORD` or `PHRASE`.
        unfinished: Whether the user may still be typing it, so that it also matches as a prefix.

    Raises:
        QueryError: If the field is unknown, or a sign stands where it means nothing.
    """
    if not lexeme.field:
        return _matching(lexeme, Field.ANYWHERE, unfinished=unfinished)
    name = OTHER_SPELLINGS.get(lexeme.field.lower(), lexeme.field.lower())
    if name in _WORD_FIELDS:
        found = _matching(lexeme, Field(name), unfinished=unfinished)
        if found is None:
            raise _wrong(lexeme, f"there is no word after {name}:")
        return found
    return _other_field(name, lexeme, unfinished=unfinished)


def _wrong(lexeme: Lexeme, message: str) -> QueryError:
    return QueryError(message, lexeme.start, lexeme.end)


def _other_field(name: str, lexeme: Lexeme, *, unfinished: bool) -> Query | Scope:
    """A leaf that the text cannot answer."""
    if name in _ENTITY_FIELDS:
        return _named(name, lexeme)
    readers: dict[str, Callable[[Lexeme], Query | Scope]] = {
        "date": lambda it: dated(it.body, it.body_start),
        "section": lambda it: _filed(it, unfinished=unfinished),
        "language": _spoken,
        "tag": lambda it: _tagged(it, unfinished=unfinished),
        "note": lambda it: _noting(it, unfinished=unfinished),
        "in": _scope,
        "is": _marked,
    }
    if name not in readers:
        raise _unknown_field(lexeme)
    return readers[name](lexeme)


def _unknown_field(lexeme: Lexeme) -> QueryError:
    typed = printable(lexeme.field)
    near = get_close_matches(typed.lower(), sorted(FIELDS), n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}:?" if near else f"; fields are {', '.join(sorted(FIELDS))}"
    return QueryError(f"no field '{typed}'{hint}", lexeme.start, lexeme.start + len(typed) + 1)


def _named(kind: str, lexeme: Lexeme) -> Query:
    if not lexeme.body.strip():
        raise _wrong(lexeme, f"{kind}: needs a name")
    return Named(lexeme.body.strip(), kind, lexeme.start, lexeme.end)


def _filed(lexeme: Lexeme, *, unfinished: bool) -> Query:
    words = lexeme.body.strip()
    if not list(tokens(words)):
        raise _wrong(lexeme, "section: needs a word, or none")
    if words == "none" and lexeme.kind is Kind.WORD:
        return InSection("")
    return InSection(*_begun(lexeme, unfinished=unfinished))


def _begun(lexeme: Lexeme, *, unfinished: bool) -> tuple[str, bool]:
    """What stands after a field, and whether what is meant need only begin so."""
    words = lexeme.body.strip()
    bare = words.removesuffix("*")
    return bare, bare != words or (unfinished and lexeme.kind is Kind.WORD)


def _spoken(lexeme: Lexeme) -> Query:
    code = "" if lexeme.body == "none" else code_of(lexeme.body)
    if not code and lexeme.body != "none":
        typed = printable(lexeme.body)
        raise _wrong(lexeme, f"no language '{typed}'; write a code such as en or fr, or none")
    return InLanguage(code)


def _tagged(lexeme: Lexeme, *, unfinished: bool) -> Query:
    tag, begins = _begun(lexeme, unfinished=unfinished)
    if not tag:
        raise _wrong(lexeme, "tag: needs the name of a tag")
    return Tagged(tag, begins, lexeme.start, lexeme.end)


def _noting(lexeme: Lexeme, *, unfinished: bool) -> Query:
    if not list(tokens(lexeme.body)):
        raise _wrong(lexeme, "note: needs a word")
    return Noting(*_begun(lexeme, unfinished=unfinished), lexeme.start, lexeme.end)


def _marked(lexeme: Lexeme) -> Query:
    if lexeme.body not in set(Mark):
        known = ", ".join(f"is:{mark}" for mark in Mark)
        raise _wrong(lexeme, f"no state '{printable(lexeme.body)}'; there are {known}")
    return Marked(Mark(lexeme.body), lexeme.start, lexeme.end)


def _scope(lexeme: Lexeme) -> Scope:
    if lexeme.body == "all":
        return Scope(frozenset(Label))
    if lexeme.body not in set(Label):
        known = ", ".join(f"in:{name}" for name in ("all", *Label))
        raise _wrong(lexeme, f"no part '{printable(lexeme.body)}'; there are {known}")
    return Scope(frozenset({Label(lexeme.body)}))


def _matching(lexeme: Lexeme, field: Field, *, unfinished: bool) -> Query | None:
    """A leaf about words."""
    if lexeme.kind is Kind.PHRASE:
        return Match(_phrase(lexeme), field)
    pattern = _word(lexeme, inflected=field in {Field.ANYWHERE, Field.TITLE})
    if pattern is None:
        return None
    if not unfinished:
        return Match(pattern, field)
    return _also_as_prefix(pattern, lexeme.body, field)


def _also_as_prefix(pattern: Pattern, body: str, field: Field) -> Query:
    """What an unfinished word matches: itself, and what may become of it."""
    last = list(tokens(body))[-1]
    if last.end != len(body) or body.startswith("="):
        return Match(pattern, field)
    capitals = is_capitals(last.surface)
    prefix = Prefix(last.surface, exact=True) if capitals else Prefix(last.folded)
    match pattern:
        case Phrase(terms, joint):
            return Match(Phrase((*terms[:-1], prefix), joint), field)
        case Word() | Folded():
            return Or((Match(pattern, field), Match(prefix, field)))
        case Exactly():
            return Match(prefix, field)
        case _:
            return Match(pattern, field)


def _word(lexeme: Lexeme, *, inflected: bool) -> Pattern | None:
    """An unquoted word: one term, or several that touch, as in `state-run`."""
    body, make = _signs(lexeme, inflected=inflected)
    words = [token.surface for token in tokens(body)]
    if not words:
        if len(body) < len(lexeme.body.rstrip(_TRAILING)):
            sign = next(sign for sign in "=~*" if sign in lexeme.body)
            raise _wrong(lexeme, f"{sign} needs a word")
        return None
    first = tuple(_term(word, inflected=inflected) for word in words[:-1])
    if lexeme.body.startswith("="):
        first = tuple(Exactly(word) for word in words[:-1])
    last = make(words[-1])
    return Phrase((*first, last), _joint(body)) if first else last


def _joint(body: str) -> str:
    """What stands between the words of one typed word, if it is the same everywhere."""
    found = list(tokens(body))
    gaps = {body[left.end : right.start] for left, right in pairwise(found)}
    return printable(gaps.pop()) if len(gaps) == 1 else "-"


_TRAILING: Final = ".,;:!?…"


def _signs(lexeme: Lexeme, *, inflected: bool) -> tuple[str, Callable[[str], Term]]:
    """Take the signs off a word: what is left, and what they make of its last word."""
    body = lexeme.body.rstrip(_TRAILING)
    at = lexeme.body_start
    if body.startswith("="):
        _refuse(body[1:], at + 1, "*", "= and * cannot stand on one word")
        _refuse(body[1:], at + 1, "~", "= and ~ cannot stand on one word")
        return body[1:], Exactly
    if body.endswith("*"):
        _refuse(body[:-1], at, "*", "* may only end a word")
        _refuse(body[:-1], at, "~", "~ and * cannot stand on one word")
        return body[:-1], _prefix
    _refuse(body, at, "*", "* may only end a word")
    fuzzy = _FUZZY.search(body)
    if fuzzy:
        _refuse(body[: fuzzy.start()], at, "~", "~ may only end a word")
        return body[: fuzzy.start()], _fuzzy(lexeme, fuzzy[1])
    _refuse(body, at, "~", "~ may only end a word, alone or as ~2")
    return body, lambda word: _term(word, inflected=inflected)


def _refuse(text: str, start: int, sign: str, message: str) -> None:
    at = text.find(sign)
    if at >= 0:
        raise QueryError(message, start + at, start + at + 1)


def _prefix(word: str) -> Prefix:
    return Prefix(word, exact=True) if is_capitals(word) else Prefix(fold(word))


def _fuzzy(lexeme: Lexeme, edits: str) -> Callable[[str], Term]:
    """What makes a word fuzzy, once its signs are known to be right."""
    if edits not in {"", "1", "2"}:
        raise _wrong(lexeme, "~ takes 1 or 2 edits, as in rakka~ or rakka~2")

    def make(word: str) -> Term:
        folded = fold(word)
        if len(folded) < SHORTEST_FUZZY:
            raise _wrong(lexeme, f"a word with ~ needs {SHORTEST_FUZZY} letters or more")
        return Fuzzy(folded, int(edits or 1))

    return make


def _term(word: str, *, inflected: bool) -> Term:
    """A plain word: in exactly its letters if it is of capitals."""
    if is_capitals(word):
        return Exactly(word)
    return Word(fold(word)) if inflected else Folded(fold(word))


def _phrase(lexeme: Lexeme) -> Pattern:
    """What stands in quotes, with what touches the closing one."""
    terms = tuple(_phrase_terms(lexeme))
    if not terms:
        raise _wrong(lexeme, "there is no word between the quotes")
    if not lexeme.suffix:
        return terms[0] if len(terms) == 1 else Phrase(terms)
    distance = lexeme.suffix[1:].rstrip(_TRAILING)
    if not (distance.isascii() and distance.isdigit() and 1 <= int(distance) <= FURTHEST):
        at = lexeme.end - len(lexeme.suffix)
        message = f"~ after a phrase takes a number of words, 1 to {FURTHEST:,}"
        raise QueryError(message, at, lexeme.end)
    return terms[0] if len(terms) == 1 else Near(terms, int(distance))


def _phrase_terms(lexeme: Lexeme) -> list[Term]:
    """The words between the quotes, uninflected; one that `*` ends is a prefix."""
    body = lexeme.body
    terms: list[Term] = []
    stars = {at for at, char in enumerate(body) if char == "*"}
    for token in tokens(body):
        if token.end in stars:
            stars.discard(token.end)
            terms.append(_prefix(token.surface))
        else:
            terms.append(_term(token.surface, inflected=False))
    if stars:
        at = lexeme.body_start + min(stars)
        raise QueryError("* may only end a word", at, at + 1)
    return terms
