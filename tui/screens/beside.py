"""The concordance beside the text, where the terminal is wide enough for both."""

from time import monotonic
from typing import Final

from textual import on, work

from articles.article import Span
from index.search.line import Line
from tui.background.answers import SearchUnavailable
from tui.background.lookup import Trace
from tui.desk.gathering import concordance
from tui.desk.results import Results
from tui.desk.walking import Stop
from tui.screens.following import FollowingScreen
from tui.widgets.concordance_beside import ConcordanceBeside
from tui.widgets.concordance_list import ConcordanceList

_MOST: Final = 500
"""Lines beside the text; `w` shows all of them."""
_SHOW_EVERY: Final = 0.25
"""Seconds after which what has come meanwhile is shown."""


class BesideScreen(FollowingScreen):
    """Adds the traced entity's mentions, so that each can be judged before it is gone to.

    The class `-traced` says that they have a place on the screen.
    """

    _beside_for: tuple[Results | None, Trace | None] = (None, None)
    """The list and the entity whose mentions are shown."""

    @property
    def _beside(self) -> ConcordanceBeside:
        return self.query_one(ConcordanceBeside)

    def on_resize(self) -> None:
        """Show them where there is room by now."""
        self.call_after_refresh(self._show_beside)

    def show_list(self, row: int) -> None:
        """Show the results, and the traced entity's mentions in them."""
        super().show_list(row)
        self._show_beside()

    def _show_beside(self) -> None:
        desk = self.desk
        trace = desk.trace if self.has_class("-widest") else None
        self.set_class(trace is not None, "-traced")
        shown_for, self._beside_for = self._beside_for, (desk.results, trace)
        if shown_for[0] is not desk.results or shown_for[1] is not trace:
            self._gather_beside(trace)

    @work(exclusive=True, group="beside", description="of the traced")  # not of all counts
    async def _gather_beside(self, trace: Trace | None) -> None:
        if trace is None:
            return
        name, lines = trace.entity.name, list[Line]()
        self._beside.show(f"concordance · {name}", lines)
        shown_at = 0.0
        try:
            async for page in concordance(self.desk, Stop.MENTION):
                lines += page
                if monotonic() - shown_at >= _SHOW_EVERY:
                    self._beside.show(f"concordance · {name} · {len(lines):,} so far…", lines)
                    shown_at = monotonic()
                if len(lines) >= _MOST:
                    break
        except SearchUnavailable:
            return  # a search says so; this went on by itself
        more = " first" if len(lines) >= _MOST else ""
        self._beside.show(f"concordance · {name} ·{more} {len(lines):,}", lines)

    def arrive(self, stop: Span, said: str) -> None:
        """Show that the reader stands on a stop, among the others too."""
        super().arrive(stop, said)
        if self.desk.report is not None:
            self._beside.stand_on(self.desk.report.number, stop.start)

    @on(ConcordanceList.Chosen)
    def _chosen_beside(self, event: ConcordanceList.Chosen) -> None:
        self.read_there(event.line)
