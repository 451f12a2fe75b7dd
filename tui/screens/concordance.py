"""The concordance: every mention or hit of the list, line by line, sorted by what stands beside."""

import asyncio
from collections.abc import AsyncIterator
from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from index.search.concordance import Line, Order, in_order
from tui.background.searching import SearchUnavailable
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID
from tui.outside.exporting import ExportRefused, export
from tui.page.fitting import Part
from tui.screens.ask import Ask
from tui.widgets.concordance_list import ConcordanceList
from tui.widgets.movement import move
from tui.widgets.status_line import StatusLine

_MOVES: Final = [id_ for id_ in BY_ID if id_.startswith("move.")]
_SAID: Final = {
    Order.LIST: "in the order of the list",
    Order.LEFT: "by what stands before",
    Order.RIGHT: "by what stands after",
    Order.DATE: "by date",
    Order.SOURCE: "by source",
}


class ConcordanceScreen(Screen[Line | None]):
    """Shows lines as they come; hands back the one that is to be read where it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "open", "Read it there"),
        ("S,o", "sort", "Sort otherwise"),
        ("x", "export", "Export"),
        ("q,escape,w", "dismiss", "Back"),
    ]

    lines = getters.query_one(ConcordanceList)
    status_line = getters.query_one(StatusLine)

    def __init__(self, what: str, pages: AsyncIterator[list[Line]], keymap: Keymap) -> None:
        """Show the lines of `pages`, which are about `what`; move by the keys of `keymap`."""
        super().__init__()
        self._what, self._pages = what, pages
        self._found: list[Line] = []
        self._order = Order.LIST
        self._is_whole = False
        for id_ in _MOVES:
            if keys := keymap.keys[id_]:
                self._bindings.bind(",".join(keys), BY_ID[id_].action)

    def compose(self) -> ComposeResult:
        """The lines, and what is to be said of them."""
        yield ConcordanceList()
        yield StatusLine()

    def on_mount(self) -> None:
        """Begin to gather."""
        self.lines.placeholder = "Gathering…"
        self._gather()
        self._tell()

    @work(group="gather")
    async def _gather(self) -> None:
        try:
            async for page in self._pages:
                self._found += page
                self._arrange()
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
        self._is_whole = True
        self.lines.placeholder = "Nothing of the kind in this list"
        self._tell()

    def _arrange(self) -> None:
        """Show what there is in the order wished, the cursor on the line that it was on."""
        was = self.lines.line
        arranged = in_order(self._found, self._order)
        keep = self.lines.cursor > 0
        places = (at for at, line in enumerate(arranged) if keep and line is was)
        self.lines.show(arranged, next(places, 0))
        self._tell()

    def _tell(self) -> None:
        count = f"{len(self._found):,} lines" if self._is_whole else f"{len(self._found):,} so far…"
        keys = "Enter reads · S sorts · x exports · q back"
        said = Part(f"{self._what}: {count}", names=(self._what,))
        self.status_line.where((said, Part(_SAID[self._order], 1)))
        self.status_line.progress(keys)

    def action_move(self, how: str) -> None:
        """Move the cursor."""
        self.status_line.say("")
        move(self.lines, how, 1)

    def action_sort(self) -> None:
        """The next order."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.status_line.say("")
        self._arrange()

    def action_open(self) -> None:
        """Read the line under the cursor where it stands."""
        self.lines.choose()

    @on(ConcordanceList.Chosen)
    def _chosen(self, event: ConcordanceList.Chosen) -> None:
        self.dismiss(event.line)

    def action_export(self) -> None:
        """Ask for a file to write the lines to, in the order in which they stand."""
        self.app.push_screen(Ask("Export to (.tsv .csv .json):", "lines.tsv"), self._named)

    def _named(self, name: str | None) -> None:
        if name:
            self._export(name)

    @work
    async def _export(self, name: str) -> None:
        lines = in_order(self._found, self._order)
        try:
            path = await asyncio.to_thread(export, lines, name)
        except ExportRefused as refused:
            self.status_line.say(str(refused))
        else:
            self.status_line.say(f"{len(lines):,} lines written to {path}")
