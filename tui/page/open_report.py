"""A report as it lies open: its text, who is mentioned in it, and what of that is lit."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.article import Article, Span
from index.catalogue.repeated import Repeated
from index.mentions.values import LocalCount, StoredMention
from tui.page.lights import Lit, LitKind
from tui.page.paragraphs import Flow


class Found(NamedTuple):
    """What was looked for in one report, and where it stands there."""

    text: str
    spans: list[Span]


class OpenReport:
    """A report with its mentions, in reading order."""

    def __init__(
        self,
        number: int,
        article: Article,
        mentions: tuple[StoredMention, ...],
        entities: tuple[LocalCount, ...],
        repeated: tuple[Repeated, ...] = (),
        *,
        words: int = 0,
        hidden: int = 0,
        flow: Flow | None = None,
    ) -> None:
        """Prepare to light; best beside the terminal's loop: ten thousand mentions take 6 ms."""
        self.number, self.article = number, article
        self.mentions, self.entities = mentions, entities
        self.repeated = repeated
        """Paragraphs that are furniture because its source repeats them."""
        self.words = words
        """How many the text has."""
        self.hidden = hidden
        """Characters that cannot be seen: see `articles.hidden`."""
        self.flow = flow
        """How the text flows; None where that is to be found out when it is laid out."""
        self._named = tuple(
            (one.entity, Lit(one.start, one.end, LitKind.MENTION))
            for one in mentions
            if not one.soft
        )
        """Each mention by name, as it is lit, after the entity."""

    def named(self) -> list[StoredMention]:
        """The mentions by name, in reading order."""
        return [one for one in self.mentions if not one.soft]

    def of(self, entity_id: str) -> list[Span]:
        """The named mentions of one entity."""
        return [Span(one.start, one.end) for one in self.named() if one.entity == entity_id]

    def near(self, current: Span | None, offset: int, step: int) -> StoredMention | None:
        """The mention under the reader, else the next one after (or before) that place."""
        named = self.named()
        under = [one for one in named if current and (one.start, one.end) == current]
        after = [one for one in named if one.end > offset]
        before = [one for one in named if one.end <= offset]
        nearest = after[:1] or before[-1:] if step > 0 else before[-1:] or after[:1]
        return next(iter(under or nearest), None)

    def lit(self, traced: str | None, noted: Iterable[Span] = ()) -> list[Lit]:
        """What is lit besides hits: noted passages, names, what describes the traced entity."""
        lit = [Lit(start, end, LitKind.NOTED) for start, end in noted]
        lit += [one for entity, one in self._named if entity != traced]
        lit += [
            Lit(one.start, one.end, LitKind.SOFT if one.soft else LitKind.TRACED)
            for one in self.mentions
            if one.entity == traced
        ]
        return lit
