"""The concordance: every mention or hit of the list, line by line, sorted by what stands beside."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from time import monotonic
from typing import ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from index.letters import bare
from index.search.concordance import Line, Order
from tui.background.answers import SearchUnavailable
from tui.commands.habits import unused
from tui.commands.hints import KeyHint
from tui.commands.keymap import Keymap
from tui.commands.keys import shown
from tui.commands.table import BY_ID
from tui.desk.arranging import arranged
from tui.desk.trail import Place
from tui.dialogs.ask import Ask
from tui.dialogs.over import Answering
from tui.dialogs.sheet import Sheet
from tui.outside.exporting import FORMATS, ExportRefused, concordance_table, export
from tui.page.counted import counted
from tui.page.fitting import Part, parts_of
from tui.widgets.concordance_list import ConcordanceList
from tui.widgets.concordance_title import ConcordanceTitle
from tui.widgets.find_bar import FindBar
from tui.widgets.movement import move
from tui.widgets.status_line import KeyHints, StatusLine

_MOVES: Final = [id_ for id_ in BY_ID if id_.startswith("move.")]
_HINTS: Final = (
    KeyHint("Enter", "read", "open"),
    KeyHint("/", "filter", "filter"),
    KeyHint("S", "sort", "sort"),
    KeyHint("x", "export", "export"),
    KeyHint("q", "back", "dismiss"),
    KeyHint("?", "help", "help"),
)
_SHOW_EVERY: Final = 0.25
"""Seconds after which what has come meanwhile is put in order and shown."""
_CHUNK: Final = 500
"""Lines that are filtered at once: keys wait for no more."""


class ConcordanceScreen(Answering[Line | None]):
    """Shows lines as they come; hands back the one that is to be read where it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Read the line where it stands"),
        Binding("slash", "filter", "Only lines with some words; Esc: all of them again"),
        Binding("S,o", "sort", "The next order: list, left, right, date, source"),
        Binding("x", "export", "Write the lines to a file, as they are shown"),
        Binding("escape,ctrl+g", "back_out", "All lines again; then back to the text"),
        Binding("q,w", "dismiss", "Back to the text"),
        Binding("question_mark,f1", "help", "These keys"),
    ]

    title_line = getters.query_one(ConcordanceTitle)
    lines = getters.query_one(ConcordanceList)
    find_bar = getters.query_one(FindBar)
    status_line = getters.query_one(StatusLine)

    def __init__(
        self,
        what: str,
        pages: AsyncIterator[list[Line]],
        keymap: Keymap,
        begin: Place | None = None,
    ) -> None:
        """Show lines.

        Args:
            what: What they are about.
            pages: The lines.
            keymap: Has the keys that move.
            begin: Where one comes from: the cursor begins at the line nearest to it.
        """
        super().__init__()
        self._what, self._pages, self._begin = what, pages, begin
        self._found: list[Line] = []
        self._words: Sequence[str] = ()
        """What a line has to have."""
        self._kept: list[Line] = []
        """The lines that have it, of those looked through."""
        self._looked_through = 0
        self._order = Order.LIST
        self._is_whole = False
        self._asked = 0
        """How often it was asked to arrange the lines."""
        self._moves = {id_: keymap.keys[id_] for id_ in _MOVES if keymap.keys[id_]}
        for id_, keys in self._moves.items():
            self._bindings.bind(",".join(keys), BY_ID[id_].action, BY_ID[id_].help)

    def compose(self) -> ComposeResult:
        """What the lines are, the lines, what they are filtered by, what is said, the keys."""
        yield ConcordanceTitle()
        yield ConcordanceList()
        yield FindBar("filter /", "words that a line has to have")
        yield StatusLine()
        yield KeyHints()

    def on_mount(self) -> None:
        """Begin to gather."""
        self.lines.placeholder = "Gathering…"
        self.lines.focus()
        self.query_one(KeyHints).show(_HINTS)
        self._gather()
        self._tell()

    # The lines

    @work(group="gather")
    async def _gather(self) -> None:
        shown_at = 0.0
        try:
            async for page in self._pages:
                self._found += page
                await self._look_through()
                if monotonic() - shown_at >= _SHOW_EVERY:
                    await self._arrange()
                    shown_at = monotonic()
        except SearchUnavailable as gone:
            self.status_line.say(str(gone))
        self._is_whole = True
        self.lines.placeholder = "Nothing of the kind in this list"
        await self._arrange()

    async def _look_through(self) -> None:
        """Keep of the lines that have come since those that have all the words."""
        while chunk := self._found[self._looked_through : self._looked_through + _CHUNK]:
            self._kept += [line for line in chunk if _has(line, self._words)]
            self._looked_through += len(chunk)
            await asyncio.sleep(0)

    async def _arrange(self) -> None:
        """Show what there is in the order wished, the cursor on the line that it was on."""
        self._asked += 1
        asked, order = self._asked, self._order
        lines = await arranged(self._kept, order)
        if asked != self._asked or not self.is_mounted:
            return  # more lines, another order or another filter: it is under way
        self.lines.show(lines, self._standing(lines), order)
        self._tell()

    def _standing(self, lines: Sequence[Line]) -> int:
        """Which of the lines the cursor is to be on: where one came from, then where it is."""
        was, begin = self.lines.line, self._begin
        if begin is not None and self.lines.cursor == 0:
            near = ((abs(line.start - begin.offset), at) for at, line in enumerate(lines)
                    if line.number == begin.number)  # fmt: skip
            return min(near, default=(0, 0))[1]
        if self.lines.cursor == 0:
            return 0
        return next((at for at, line in enumerate(lines) if line is was), 0)

    def _tell(self) -> None:
        found = len(self._found)
        count = counted(found, "line") if self._is_whole else f"{found:,} so far…"
        of = f"{len(self._kept):,} of " if self._words else ""
        self.title_line.said = Part(f"{self._what}: {of}{count}", names=(self._what,))
        self.title_line.order = self._order
        words = " ".join(self._words)
        told = f"Only lines with: {words} · Esc shows all"
        self.status_line.where(parts_of(told, (words,)) if words else ())

    # Keys

    def action_move(self, how: str) -> None:
        """Move the cursor."""
        self._begin = None
        self.status_line.say("")
        move(self.lines, how, 1)

    def on_key(self, event: events.Key) -> None:
        """Say of a key that does nothing that it does not."""
        if not self.find_bar.has_focus_within and event.key not in self.active_bindings:
            self.status_line.say(f"{unused(event.key)} · ? lists the keys")

    def action_sort(self) -> None:
        """The next order."""
        orders = list(Order)
        self._sort(orders[(orders.index(self._order) + 1) % len(orders)])

    @on(ConcordanceTitle.Chosen)
    def _order_clicked(self, event: ConcordanceTitle.Chosen) -> None:
        self._sort(event.order)

    def _sort(self, order: Order) -> None:
        self._order = order
        self.status_line.say("")
        self._tell()
        self._sort_anew()

    @work(exclusive=True, group="sort")
    async def _sort_anew(self) -> None:
        await self._arrange()

    def action_open(self) -> None:
        """Read the line under the cursor where it stands."""
        self.lines.choose()

    @on(ConcordanceList.Chosen)
    def _chosen(self, event: ConcordanceList.Chosen) -> None:
        self.dismiss(event.line)

    @on(KeyHints.Clicked)
    async def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        await self.run_action(event.id)

    def action_back_out(self) -> None:
        """Show all lines again; if they are shown, go back."""
        if self._words:
            self._filter("")
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        """The keys that work here."""
        own = [one for one in self.BINDINGS if isinstance(one, Binding)]
        told = [(one.key.split(","), one.description) for one in own]
        told += [(list(keys), BY_ID[id_].help) for id_, keys in self._moves.items()]
        lines = [f"  {' '.join(map(shown, keys)):<20} {does}" for keys, does in told]
        self.app.push_screen(Sheet("Keys: concordance", Content("\n".join(lines))))

    # Filtering

    def action_filter(self) -> None:
        """Type words that lines have to have."""
        self.find_bar.open()

    @on(FindBar.Changed)
    def _typed(self, event: FindBar.Changed) -> None:
        self._filter(event.text)

    @on(FindBar.Left)
    def _entered(self, event: FindBar.Left) -> None:
        self.lines.focus()
        self._filter(event.text)

    @work(exclusive=True, group="filter")
    async def _filter(self, text: str) -> None:
        self._words, self._kept, self._looked_through = bare(text).split(), [], 0
        await self._look_through()
        self.lines.placeholder = "No line has these words" if self._words else "Nothing here"
        await self._arrange()

    # Exporting

    def action_export(self) -> None:
        """Ask for a file to write the lines to, in the order in which they stand."""
        self.app.push_screen(
            Ask("export the lines to (.tsv .csv .json):", "lines.tsv"), self._named
        )

    def _named(self, name: str | None) -> None:
        if name:
            self._export(name)

    @work
    async def _export(self, name: str) -> None:
        lines = await arranged(self._kept, self._order)
        try:
            path = await asyncio.to_thread(export, concordance_table(lines), name, FORMATS)
        except ExportRefused as refused:
            self.status_line.say(str(refused))
        else:
            self.status_line.say(f"{counted(len(lines), 'line')} written to {path}")


def _has(line: Line, words: Sequence[str]) -> bool:
    """Whether all the words stand in a line, or in what it says of its report."""
    if not words:
        return True
    text = f"{line.left}{line.key}{line.right} {line.source} {line.title} {line.date or ''}"
    folded = bare(text)
    return all(word in folded for word in words)
