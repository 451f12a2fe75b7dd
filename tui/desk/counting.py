"""How often the traced entity stands in the list: in its rows, and in the copies behind them."""

from typing import NamedTuple

from tui.background.lookup import Trace
from tui.desk.results import Results
from tui.desk.tally import Tally


class Count(NamedTuple):
    """The mentions of one entity in one list."""

    results: Results
    trace: Trace
    rows: Tally
    """In the reports that have a row: what is walked."""
    in_copies: int
    """Mentions in the copies that have none."""
    copies: int
    """How many of these copies mention it."""

    @classmethod
    async def over(cls, results: Results, trace: Trace) -> "Count":
        """Count over a list of any length, with pauses in which other things can be done."""
        folding = results.folding
        rows = await Tally.over(folding.rows, trace.counts)
        every = rows
        if len(folding.rows) < len(folding.numbers):
            every = await Tally.over(folding.numbers, trace.counts)
        return cls(results, trace, rows, every.total - rows.total, every.reports - rows.reports)

    def is_of(self, results: Results, trace: Trace | None) -> bool:
        """Whether this is still what is listed and traced."""
        return self.results is results and self.trace is trace
