"""What a row of the article list looks like at each width. Knows no widget."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui.cells import cut, display, fit, shown, width

_BEFORE: Final = 3
"""Columns before the first field: bar at the cursor, dot of the unread, space."""
_MENTIONS, _HITS = 5, 4
"""Columns of the counts."""
_LAYOUTS: Final = (  # from wide to narrow: columns of date and source, counts, least of the title
    (10, 16, 2, 36),
    (10, 10, 2, 30),
    (10, 6, 2, 28),
    (7, 6, 2, 24),
    (7, 0, 2, 16),
    (0, 0, 2, 12),
    (0, 0, 1, 10),
    (0, 0, 0, 0),
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of a report with what matched in it."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    """Hits in it, `[start, end)`, in order."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """What the list shows of one report."""

    title: str
    title_derived: bool
    date: str | None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    source: str
    hits: int | None = None
    """Hits of the query; `None` where there is none, negative while they are not yet counted."""
    mentions: int | None = None
    """Mentions of the traced entity; `None` where none is traced."""
    unread: bool = False
    snippet: Snippet | None = None


class Columns(NamedTuple):
    """Columns of each field; 0 where it is dropped."""

    date: int
    source: int
    title: int
    mentions: int
    hits: int


def columns_for(width: int, *, sources: bool, mentions: bool, hits: bool) -> Columns:
    """The fields that a list of a given width has room for.

    Args:
        width: Columns of the list.
        sources: Whether any report says where it comes from.
        mentions: Whether an entity is traced.
        hits: Whether there is a query.
    """
    columns = Columns(0, 0, 0, 0, 0)
    for date, for_sources, counts, least in _LAYOUTS:
        source = for_sources if sources else 0
        for_mentions = _MENTIONS if mentions and counts == 2 else 0
        for_hits = _HITS if hits and counts else 0
        rest = sum(field + 1 for field in (date, source, for_mentions, for_hits) if field)
        columns = Columns(date, source, width - _BEFORE - rest - 1, for_mentions, for_hits)
        if columns.title >= least:
            break
    return columns._replace(title=max(0, columns.title))


def short(count: int) -> str:
    """A count in at most four columns; negative is not yet known."""
    if count < 0:
        return "…"
    if count < 10_000:
        return str(count)
    return f"{count // 1000}k" if count < 1_000_000 else f"{count // 1_000_000}M"


def paint_row(
    row: ListRow, columns: Columns, base: Style, style_of: Callable[[str], Style]
) -> list[Segment]:
    """The segments of a row, without the bar at the cursor.

    Args:
        row: The report.
        columns: Columns of each field.
        base: The style of plain text on this row.
        style_of: The style of each component class of the list, without its surroundings.
    """
    dim = base + style_of("article-list--detail")
    title = base + style_of("article-list--unread") if row.unread else base
    segments = [Segment("● " if row.unread else "  ", base + style_of("article-list--dot"))]
    if columns.date:
        segments.append(
            Segment(fit((row.date or "no date")[: columns.date], columns.date + 1), dim)
        )
    if columns.source:
        segments.append(Segment(fit(row.source, columns.source) + " ", dim))
    segments += _title(row, columns.title, title, dim)
    if columns.mentions:
        count = f"◆{short(row.mentions)}" if row.mentions else ""
        blank = " " * (columns.mentions + 1 - len(count))
        segments += (
            Segment(blank, base),
            Segment(count, base + style_of("article-list--mentions")),
        )
    if columns.hits:
        count = "" if row.hits is None else short(row.hits)
        segments.append(
            Segment(count.rjust(columns.hits + 1), base + style_of("article-list--hits"))
        )
    return [*segments, Segment(" ", base)]


def _title(row: ListRow, columns: int, style: Style, dim: Style) -> Iterator[Segment]:
    """The title; one made from the text, not by its author, is marked."""
    if row.title_derived and columns:
        yield Segment("~", dim)
        columns -= 1
    yield Segment(fit(row.title, columns), style)


def paint_snippet(snippet: Snippet, columns: int, base: Style, hit: Style) -> list[Segment]:
    """The segments of the line under the cursor row.

    Args:
        snippet: What it shows.
        columns: Columns of the list.
        base: The style of plain text on it.
        hit: The style of hits.
    """
    text = display(snippet.text.replace("\n", " "))
    kept = cut(text, columns - _BEFORE - 1)
    segments = [Segment(" " * _BEFORE, base)]
    at = 0
    for start, end in _inside(snippet.spans, len(kept)):
        segments.append(Segment(shown(kept[at:start]), base))
        segments.append(Segment(shown(kept[start:end]), base + hit))
        at = end
    segments.append(Segment(shown(kept[at:]), base))
    return [*segments, Segment(" " * max(0, columns - _BEFORE - width(kept)), base)]


def _inside(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in spans:
        if done <= start < min(end, length):
            done = min(end, length)
            yield start, done
