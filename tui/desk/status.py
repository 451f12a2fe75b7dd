"""What the status line says: what is walked, where the reader stands, out of how many. Pure."""

from bisect import bisect_right

from articles.article import Span
from index.notebook.attached import Marking
from tui.desk.desk import Desk
from tui.desk.tally import Tally


def status(desk: Desk, current: Span | None, offset: int) -> str:
    """One line, such as `Islamic State: mention 2/13 here · 15/24 · article 2/2 · hit 3/9`."""
    if not len(desk.results.numbers):
        return "0 articles"
    said = [*_traced(desk, current, offset), *_hits(desk, current, offset)]
    if not said:
        count = len(desk.results.numbers)
        said = [f"{desk.row + 1 if count else 0}/{count} articles"]
    return " · ".join([*said, *_held(desk)])


def _held(desk: Desk) -> list[str]:
    """What the notebook holds of the open report."""
    held = desk.keeper.marking(desk.report.number) if desk.report else Marking()
    words = ["★"] * held.is_starred + [f"#{tag}" for tag in held.tags]
    notes = f"{held.notes} {'note' if held.notes == 1 else 'notes'}"
    return [" ".join(words)] * bool(words) + [notes] * bool(held.notes)


def _traced(desk: Desk, current: Span | None, offset: int) -> list[str]:
    tally = desk.traced_tally()
    if desk.trace is None or tally is None:
        return []
    here = desk.traced_here()
    at = _ordinal(here, current, offset)
    parts = [f"{desk.trace.entity.name}: mention {at}/{len(here)} here"]
    parts.append(f"{tally.before(desk.row) + at}/{tally.total}")
    parts.append(f"article {tally.report(desk.row)}/{tally.reports}")
    return parts


def _hits(desk: Desk, current: Span | None, offset: int) -> list[str]:
    here = desk.hits_here()
    at = _ordinal(here, current, offset)
    if desk.found is not None:
        return [f"find {desk.found.text}: {at}/{len(here)}"]
    if not desk.results.has_words:
        return []
    return [f"hit {at}/{len(here)}", *_all_hits(desk.hit_tally(), desk.row, at)]


def _all_hits(tally: Tally | None, row: int, at: int) -> list[str]:
    return [] if tally is None else [f"{tally.before(row) + at}/{tally.total} in all"]


def _ordinal(stops: list[Span], current: Span | None, offset: int) -> int:
    """Which stop, from 1, the reader stands on, or has passed."""
    if current is not None and current in stops:
        return stops.index(current) + 1
    return bisect_right(stops, (offset, 0))
