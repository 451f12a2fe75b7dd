"""The concordance beside the text, where the terminal is wide enough for both."""

from time import monotonic
from typing import Final, Protocol

from articles.article import Span
from index.search.line import Line
from tui.background.answers import SearchUnavailable
from tui.background.lookup import Trace
from tui.desk.gathering import concordance
from tui.desk.results import Results
from tui.desk.walking import Stop
from tui.features.ground import AtDesk
from tui.features.working import Works, working
from tui.widgets.concordance_beside import ConcordanceBeside

_MOST: Final = 500
"""Lines beside the text; `w` shows all of them."""
_SHOW_EVERY: Final = 0.25
"""Seconds after which what has come meanwhile is shown."""


class Ground(AtDesk, Works, Protocol):
    """Where they are shown."""

    async def concordance(self) -> ConcordanceBeside:
        """The pane of them, there from now on."""

    def has_class(self, *class_names: str) -> bool:
        """Whether the screen has a class."""

    def set_class(self, add: bool, *class_names: str) -> object:
        """Give the screen a class, or take it away."""


class Beside:
    """Shows the traced entity's mentions, so that each can be judged before it is gone to.

    The class `-traced` says that they have a place on the screen.
    """

    def __init__(self, reader: Ground) -> None:
        """Show those of whom one traces in `reader`."""
        self.reader = reader
        self._pane: ConcordanceBeside | None = None
        self._shown_for: tuple[Results | None, Trace | None] = (None, None)
        """The list and the entity whose mentions are shown."""

    def show(self) -> None:
        """Show them, where there is room and they are others than are shown."""
        reader, desk = self.reader, self.reader.desk
        trace = desk.trace if reader.has_class("-widest") else None
        reader.set_class(trace is not None and self._pane is not None, "-traced")
        shown_for, self._shown_for = self._shown_for, (desk.results, trace)
        if shown_for[0] is not desk.results or shown_for[1] is not trace:
            self._gather(trace)

    def stand_on(self, stop: Span) -> None:
        """Show that the reader stands on a stop of the open report, among the others."""
        report = self.reader.desk.report
        if report is not None and self._pane is not None:
            self._pane.stand_on(report.number, stop.start)

    @working("beside", exclusive=True)
    async def _gather(self, trace: Trace | None) -> None:
        reader = self.reader
        if trace is None:
            return
        name, lines = trace.entity.name, list[Line]()
        self._pane = pane = await reader.concordance()
        reader.set_class(True, "-traced")
        pane.show(f"concordance · {name}", lines)
        shown_at = 0.0
        try:
            async for page in concordance(reader.desk, Stop.MENTION):
                lines += page
                if monotonic() - shown_at >= _SHOW_EVERY:
                    pane.show(f"concordance · {name} · {len(lines):,} so far…", lines)
                    shown_at = monotonic()
                if len(lines) >= _MOST:
                    break
        except SearchUnavailable:
            return  # a search says so; this went on by itself
        more = " first" if len(lines) >= _MOST else ""
        pane.show(f"concordance · {name} ·{more} {len(lines):,}", lines)
