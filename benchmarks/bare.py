"""A bare Textual program that draws the cells the reader draws, with nothing to find out.

    python benchmarks/bare.py

A line to type in over three panes: a list of a million rows with a cursor, a text and another list,
of the reader's proportions; two lines below. A line consists of as many pieces in other styles as
the reader's have. They are made at the start, but the strip of them is new whenever it is drawn, as
it is of a text that has not been shown before. What a key does, changes what it changes in the
reader; all else is as Textual has it.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

ROWS: Final = 1_000_000
READY: Final = "ready"
"""Stands on the screen once something does."""

_DIFFERENT: Final = 97
"""Lines that are made of each pane, to be drawn again and again."""
_TEXT: Final = (
    "coalition officials said on Friday that a strike near the town had hit a depot of arms while"
    " residents who were reached by telephone spoke of several wounded and of houses destroyed"
)
WORDS: Final = tuple(_TEXT.split())
_STYLES: Final = (
    Style(),
    Style(bold=True),
    Style(color="#88aaee", underline=True),
    Style(dim=True),
    Style(color="#eecc66", bgcolor="#403010", bold=True),
)
_CURSOR: Final = Style(bgcolor="#304060", bold=True)
_BLURRED: Final = Style(bgcolor="#303030")


class Lines(ScrollView, can_focus=True):
    """Lines made beforehand, and a cursor on one of them."""

    DEFAULT_CSS = "Lines { height: 1fr; overflow-x: hidden; scrollbar-size: 0 0; }"

    def __init__(self, count: int, pieces: int, share: int) -> None:
        """Draw so many lines, each in so many pieces, in a pane of this share of the width."""
        super().__init__()
        self.styles.width = f"{share}fr"
        self._count, self._pieces = count, pieces
        self._lines: list[list[Segment]] = []
        self.at, self.first = 0, 0

    def on_mount(self) -> None:
        """Say how many lines there are."""
        self.virtual_size = Size(1, self._count)

    def _made(self, at: int) -> list[Segment]:
        base, columns = self.rich_style, self.size.width
        words = [WORDS[(at * 7 + step * step) % len(WORDS)] for step in range(columns // 3)]
        text = f"{READY} {' '.join(words)}"[: columns - at % 9].ljust(columns)
        long = -(-columns // self._pieces)
        pieces = [text[start : start + long] for start in range(0, columns, long)]
        styles = [base + _STYLES[(at + order) % len(_STYLES)] for order in range(len(pieces))]
        styles[::2] = [base] * len(styles[::2])
        return list(map(Segment, pieces, styles))

    def render_line(self, y: int) -> Strip:
        """A line of the screen."""
        if not self._lines:
            self._lines = [self._made(at) for at in range(_DIFFERENT)]
        line = y + self.scroll_offset.y
        strip = Strip(self._lines[(self.first + line) % _DIFFERENT], self.size.width)
        if line == self.at:
            return strip.apply_style(_CURSOR if self.has_focus else _BLURRED)
        return strip

    def move(self, lines: int) -> None:
        """Move the cursor, within the screen."""
        former, top = self.at, self.scroll_offset.y
        self.at = top + (former - top + lines) % (self.size.height - 2)
        self.refresh_line(former)
        self.refresh_line(self.at)

    def turn(self) -> None:
        """Show other lines."""
        self.first += 31
        self.refresh()

    def scroll(self, screens: float) -> None:
        """Scroll, the cursor with it."""
        lines = round(screens * self.size.height)
        self.at += lines
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)


class Bare(App[None]):
    """The panes, and what each key changes in them."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Static, Input { width: 1fr; height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "next"),
        ("d", "half"),
        ("s", "text(0.5)"),
        ("S", "text(-0.5)"),
        ("n", "stop"),
        ("tab", "pane"),
        ("slash", "type"),
    ]
    told = 0

    def compose(self) -> ComposeResult:
        """What is typed over what is told of it, the panes, two lines."""
        yield Input(compact=True, select_on_focus=False)
        yield Static("what was typed", markup=False)
        with Horizontal():
            yield Lines(ROWS, 7, 3)
            yield Lines(ROWS, 5, 4)
            yield Lines(ROWS, 4, 2)
        yield Static("where one is", id="where", markup=False)
        yield Static("which keys there are", id="keys", markup=False)

    def on_mount(self) -> None:
        """Have the keys go to the list."""
        self._panes[0].focus()

    @property
    def _panes(self) -> Sequence[Lines]:
        return list(self.query(Lines))

    def _tell(self) -> None:
        self.told += 1
        self.query_one("#where", Static).update(f"{self.told:,} articles · line {self.told} · here")

    def action_next(self) -> None:
        """Another row, another text, another list beside it."""
        rows, *others = self._panes
        rows.move(1)
        for lines in others:
            lines.turn()
        self._tell()

    def action_half(self) -> None:
        """Half a screen of rows, another text, another list beside it."""
        rows, *others = self._panes
        rows.scroll(0.5)
        for lines in others:
            lines.turn()
        self._tell()

    def action_text(self, screens: float) -> None:
        """Scroll the text."""
        self._panes[1].scroll(screens)
        self._tell()

    def action_stop(self) -> None:
        """Another place in the text."""
        self._panes[1].move(3)
        self._tell()

    def action_pane(self) -> None:
        """The next pane."""
        panes = self._panes
        here = next(at for at, pane in enumerate(panes) if pane.has_focus)
        panes[(here + 1) % len(panes)].focus()
        self.query_one("#keys", Static).update(f"keys of pane {here}: one, another, a third")

    def on_input_submitted(self) -> None:
        """Other rows, another text, another list beside it."""
        self.action_half()

    def action_type(self) -> None:
        """Type."""
        self.query_one(Input).focus()


if __name__ == "__main__":
    Bare().run()
