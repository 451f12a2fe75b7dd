"""The text of the status line: what is walked, and the place in it, such as `hit 3/9`. Pure."""

from collections.abc import Iterator

from articles.article import Span
from tui.desk.desk import Desk
from tui.desk.tally import standing
from tui.page.counted import counted
from tui.page.fitting import BETWEEN, Part

_ARTICLE, _BESIDE, _IN_LIST, _OUTSIDE, _HELD = range(2, 7)
"""What is left out where there is no room, the last of these first."""


def status(desk: Desk, current: Span | None, offset: int) -> tuple[Part, ...]:
    """A line such as `Islamic State: mention 2/13 here · 15/24 · article 2/2 · hit 3/9`.

    Where one is in the report, and then in the list, stays longest.
    """
    if not len(desk.results.numbers):
        return (Part("0 articles"),)
    said = [*_traced(desk, current, offset), *_hits(desk, current, offset)]
    return (*(said or [_row(desk)]), *_held(desk))


def heading(desk: Desk, seen: int, top: float) -> tuple[str, str]:
    """What stands over a text: of which report; and which that is, and how much of it was seen.

    Args:
        desk: Has the report.
        seen: Per cent of it.
        top: The first line in sight; at the top the headline says which report it is.
    """
    if desk.report is None:
        return "", ""
    article = desk.report.article
    title = f"{'~' * article.title_derived}{article.title}"
    known = (title, article.source, article.date.value if article.date else "")
    said = BETWEEN.join(filter(None, known)) if top else ""
    return said, f"{desk.row + 1:,}/{len(desk.results.numbers):,}{BETWEEN}{seen} %"


def _row(desk: Desk) -> Part:
    """Where the open report stands in the list."""
    row = f"{desk.row + 1}/{len(desk.results.numbers)} articles"
    return Part(row + _behind(desk.results.behind), brief=row)


def _behind(copies: int) -> str:
    """That some reports are not counted, as they stand behind others."""
    return f" (+{copies} {'copy' if copies == 1 else 'copies'})" if copies else ""


def _held(desk: Desk) -> Iterator[Part]:
    """What the notebook holds of the open report."""
    held = desk.notebook.of(desk.report.number) if desk.report else None
    if held is None:
        return
    words = ["★"] * held.is_starred + [f"#{tag}" for tag in held.tags]
    if words:
        yield Part(" ".join(words), _HELD)
    if held.notes:
        yield Part(counted(held.notes, "note"), _HELD)


def _traced(desk: Desk, current: Span | None, offset: int) -> Iterator[Part]:
    """Which mention of the traced entity: of those here, of those in the list; in which article.

    Together with what stands in copies, and outside of the list, that is what the sidebar counts.
    """
    count = desk.tracing.count
    if desk.trace is None or count is None:
        return
    name, tally = desk.trace.entity.name, count.rows
    here = desk.traced_here()
    at = _ordinal(here, current, offset)
    listed = f"{tally.before(desk.row) + at:,}/{tally.total:,}"
    copied = f" (+{count.in_copies:,} in copies)" if count.in_copies else ""
    mention = f"{at:,}/{len(here):,} here"
    yield Part(f"{name}: mention {mention}", 0, f"{name}: {mention}", _BESIDE, (name,))
    yield Part(f"{listed}{copied}", 1, listed, _ARTICLE)
    yield Part(f"article {tally.report(desk.row):,}/{tally.reports:,}", _ARTICLE)
    if tally.total + count.in_copies < desk.trace.entity.mentions:
        yield Part(f"{desk.trace.entity.mentions:,} in all", _OUTSIDE)


def _hits(desk: Desk, current: Span | None, offset: int) -> Iterator[Part]:
    """Which hit: of those here, of those in the list; or what was found in this report alone."""
    here = desk.hits_here()
    at = _ordinal(here, current, offset)
    if desk.found is not None:
        text = desk.found.text
        yield Part(
            f"find {text}: {at:,}/{len(here):,}", _BESIDE if desk.trace else 0, names=(text,)
        )
        return
    if not desk.results.has_words:
        return
    rank = _BESIDE if desk.trace else 0
    yield Part(f"hit {at:,}/{len(here):,} here", rank, f"hit {at:,}/{len(here):,}")
    if (tally := desk.results.hit_tally) is not None:
        listed = f"{tally.before(desk.row) + at:,}/{tally.total:,}"
        yield Part(f"{listed} in the list{_behind(desk.results.behind)}", _IN_LIST, listed)
    if desk.trace is None:
        yield Part(f"article {desk.row + 1:,}/{len(desk.results.numbers):,}", _OUTSIDE)


def _ordinal(stops: list[Span], current: Span | None, offset: int) -> int:
    """Which stop, from 1, the reader stands on, or has passed."""
    at, stands_on = standing(stops, current, offset)
    return at + stands_on
