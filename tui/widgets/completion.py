"""Completing what is typed in the search bar: fields, and what may stand after them."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple

from textual.suggester import Suggester

from articles.article import Label

Vocabulary = Callable[[str, str], Awaitable[Sequence[str]]]
"""What the library has for a field (`source`, `tag`, `entity` …) that begins so, best first."""

_ASKED: Final = frozenset(
    {"source", "section", "language", "tag", "note", "entity", "person", "organisation", "place"}
)
_OPEN: Final = r'(?<!\w)(?:(?P<field>\w+):)(?P<quote>"?)(?P<typed>[^"]*)\Z'
_BARE: Final = r"(?<![\w:\"*~-])(?P<typed>[a-z]{2,})\Z"


class Offer(NamedTuple):
    """A completion: for which text, how it goes on, and what the whole becomes."""

    text: str
    ghost: str
    """The text and its end, as it is shown while one types."""
    whole: str
    """The text once it is accepted: names are put in quotes, in their own letters."""


async def offer(text: str, vocabulary: Vocabulary, history: Sequence[str] = ()) -> Offer | None:
    """The completion of a text, if there is one.

    Args:
        text: All that is typed.
        vocabulary: What the library has.
        history: Searches made before, the latest last; the last resort.
    """
    if found := re.search(_OPEN, text):
        field, quote, typed = found["field"].lower(), found["quote"], found["typed"]
        from index.query.lexer import OTHER_SPELLINGS  # noqa: PLC0415 - nothing was typed before

        field = OTHER_SPELLINGS.get(field, field)
        if (quote or " " not in typed) and not (text.count('"') - len(quote)) % 2:
            return await _value(text, field, quote, typed, vocabulary)
    elif (word := re.search(_BARE, text)) and not text.count('"') % 2:
        from index.query.lexer import FIELDS  # noqa: PLC0415 - nothing was typed before

        typed = word["typed"]
        names = sorted(name for name in FIELDS if name.startswith(typed))
        if names and (whole := f"{text}{names[0][len(typed) :]}:"):
            return Offer(text, whole, whole)
    before = next((old for old in reversed(history) if old.startswith(text) and old != text), None)
    return Offer(text, before, before) if before else None


async def _value(
    text: str, field: str, quote: str, typed: str, vocabulary: Vocabulary
) -> Offer | None:
    values = _values(field)
    if field in _ASKED and (typed.strip() or field == "tag"):  # there are few tags
        values = await vocabulary(field, typed)
    folded = typed.casefold()
    fitting = (one for one in values if one.casefold().startswith(folded) and '"' not in one)
    value = next(fitting, None)
    if value is None or (not quote and value == typed):
        return None
    begun = text[: len(text) - len(typed) - len(quote)]
    quoted = f'"{value}"' if quote or not re.fullmatch(r"[\w.-]+", value) else value
    close = '"' if quote else ""
    return Offer(text, f"{text}{value[len(typed) :]}{close}", f"{begun}{quoted}")


def _values(field: str) -> Sequence[str]:
    """What may stand after a field, where that is the same in every library."""
    from index.query.questions import Mark  # noqa: PLC0415 - nothing was typed before

    values = {"is": tuple(Mark), "in": ("all", *Label), "date": ("none",)}
    return values.get(field, ())


class Completer(Suggester):
    """Offers a completion to an input, and knows what accepting it makes of the text."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.vocabulary: Vocabulary = _nothing
        self.history: Sequence[str] = ()
        self._offered: Offer | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its end, to be shown dimmed."""
        found = await offer(value, self.vocabulary, self.history)
        # An accepted completion is a text as well, that nothing may be offered for: keep the last.
        self._offered = found or self._offered
        return found.ghost if found else None

    def whole(self, text: str) -> str | None:
        """What a text becomes, if it is the one that a completion is offered for."""
        return self._offered.whole if self._offered and self._offered.text == text else None

    def accepted(self, text: str) -> str | None:
        """What a text becomes if it is a completion just as it was shown, and needs mending."""
        offered = self._offered
        if offered and offered.ghost == text and offered.whole != text:
            return offered.whole
        return None


async def _nothing(field: str, text: str) -> Sequence[str]:  # noqa: ARG001  a Vocabulary
    return ()
