"""What a row of the article list looks like at each width. Knows no widget."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from rich.segment import Segment
from rich.style import Style

from tui.page.cells import cut, display, fit, shown, width
from tui.page.lights import NOTE
from tui.page.list_rows import ListRow, Snippet
from tui.widgets.columns import BEFORE, Column, Field

_BELOW: Final = "└ "
"""Stands before the title of a copy below the row of its first."""

_UNKNOWN: Final = "…"

StyleOf: TypeAlias = Callable[[str], Style]
"""The style of a paint of the list on a row."""


def short(count: int) -> str:
    """A count in at most four columns; negative is not yet known."""
    if count < 0:
        return _UNKNOWN
    if count < 10_000:
        return str(count)
    return f"{count // 1000}k" if count < 1_000_000 else f"{count // 1_000_000}M"


def paint_row(row: ListRow, columns: Sequence[Column], style_of: StyleOf) -> Iterator[Segment]:
    """The segments of a row, without the bar at the cursor.

    Args:
        row: The report.
        columns: What to show of it, and how wide.
        style_of: The style of each paint of the list on this row.
    """
    mark, name = _mark(row)
    yield Segment(f"{mark} ", style_of(name))
    for column in _title_widened(row, columns):
        *before, (text, style, _) = _PAINTERS[column.field](row, column, style_of)
        yield from before
        yield Segment(f"{text} ", style)


def _title_widened(row: ListRow, columns: Sequence[Column]) -> Sequence[Column]:
    """The columns of a row: its title has what the counts right after it leave blank.

    So columns need not change with what is in sight for no title to be cut beside nothing.
    A count that is still to come has all of its column: the title would be cut once it does.
    """
    title = next(at for at, column in enumerate(columns) if column.field is Field.TITLE)
    gained, after = 0, list(columns[title + 1 :])
    while after and (column := after[0]).field in _COUNTS:
        count = _COUNTS[column.field][0](row)
        wanted = column.width if count == _UNKNOWN else min(column.width, width(count))
        gained += column.width - wanted
        if wanted:
            after[0] = column._replace(width=wanted)
            break
        gained += 1  # the blank before the next
        del after[0]
    widened = columns[title]._replace(width=columns[title].width + gained)
    return [*columns[:title], widened, *after]


def _mark(row: ListRow) -> tuple[str, str]:
    """The one mark there is room for; whether a report was read shows in its title as well."""
    if row.marked:
        return "✓", "marked"
    if row.starred:
        return "★", "star"
    return "●" if row.unread else " ", "dot"


def _date(row: ListRow, column: Column, style_of: StyleOf) -> Iterator[Segment]:
    date = (row.date or "no date")[: column.width]
    yield Segment(fit(date, column.width), style_of("detail"))


def _source(row: ListRow, column: Column, style_of: StyleOf) -> Iterator[Segment]:
    yield Segment(fit(row.source, column.width), style_of("detail"))


def _title(row: ListRow, column: Column, style_of: StyleOf) -> Iterator[Segment]:
    """The title, then note and tags; a title made from the text, not by its author, is marked."""
    detail = style_of("detail")
    columns = column.width
    beside = cut(display(_beside(row)), columns // 3)
    if column.with_copies and row.copies:
        beside += f" {_times(row)}"
    if row.below and columns > len(_BELOW):
        yield Segment(_BELOW, detail)
        columns -= len(_BELOW)
    if row.title_derived and columns:
        yield Segment("~", detail)
        columns -= 1
    style = style_of("unread" if row.unread else "title")
    yield Segment(fit(row.title, columns - width(beside)), style)
    if beside:
        yield Segment(shown(beside), detail)


def _beside(row: ListRow) -> str:
    """What stands after a title: a pen if there is a note, and the tags."""
    words = [NOTE] * row.noted + [f"#{tag}" for tag in row.tags]
    return f" {' '.join(words)}" if words else ""


def _times(row: ListRow) -> str:
    """For how many reports it stands, itself included."""
    return f"×{short(row.copies)}" if row.copies else ""


def _mentions(row: ListRow) -> str:
    return f"◆{short(row.mentions)}" if row.mentions else ""


def _hits(row: ListRow) -> str:
    return "" if row.hits is None else short(row.hits)


_COUNTS: Final[Mapping[Field, tuple[Callable[[ListRow], str], str]]] = {
    Field.COPIES: (_times, "detail"),
    Field.MENTIONS: (_mentions, "mentions"),
    Field.HITS: (_hits, "hits"),
}
"""What columns of counts say of a row, and the paint for that."""


def _counted(row: ListRow, column: Column, style_of: StyleOf) -> Iterator[Segment]:
    count, paint = _COUNTS[column.field]
    yield Segment(fit(count(row), column.width, right=True), style_of(paint))


_PAINTERS: Final[Mapping[Field, Callable[[ListRow, Column, StyleOf], Iterator[Segment]]]] = {
    Field.DATE: _date,
    Field.SOURCE: _source,
    Field.TITLE: _title,
    **dict.fromkeys(_COUNTS, _counted),
}


def paint_snippet(snippet: Snippet, columns: int, base: Style, hit: Style) -> list[Segment]:
    """The segments of the line under the cursor row.

    Args:
        snippet: What it shows.
        columns: Columns of the list.
        base: The style of plain text on it.
        hit: The style of hits.
    """
    text = display(snippet.text.replace("\n", " "))
    kept = cut(text, columns - BEFORE - 1)
    segments = [Segment(" " * BEFORE, base)]
    at = 0
    for start, end in _inside(snippet.spans, len(kept)):
        segments.append(Segment(shown(kept[at:start]), base))
        segments.append(Segment(shown(kept[start:end]), base + hit))
        at = end
    segments.append(Segment(shown(kept[at:]), base))
    return [*segments, Segment(" " * max(0, columns - BEFORE - width(kept)), base)]


def _inside(spans: Sequence[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in spans:
        if done <= start < min(end, length):
            done = min(end, length)
            yield start, done
