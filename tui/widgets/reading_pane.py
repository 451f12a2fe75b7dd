"""The reading pane: one report, and what a reader does with it: pick, click, select."""

import sys
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.selection import Selection

from articles.article import Span
from tui.page.cells import index_at, width
from tui.page.layout import Page, Rows
from tui.page.selecting import Motion, moved, word_at
from tui.widgets import page_painter
from tui.widgets.line_pane import RIGHT
from tui.widgets.page_pane import PagePane

_SELECTED_BY: Final[Mapping[int, Callable[[Rows, int], Span]]] = {
    2: lambda rows, offset: word_at(rows.lines.text, offset),
    3: lambda rows, offset: rows.lines.paragraph_at(offset),
}
"""What so many clicks in a row select."""


class ReadingPane(PagePane, can_focus=True, inherit_bindings=False):
    """Tells what is clicked, and lets text be selected by mouse and keyboard."""

    ALLOW_SELECT = True
    PAINTS: ClassVar[Mapping[str, str]] = {
        **page_painter.PAINTS,
        "map": "dim",
        "map-lit": "$text-warning",
    }

    class Selected(Message):
        """Something is selected, or nothing any more."""

    class Clicked(Message):
        """A lit stretch was clicked."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset
            """The character under the pointer."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self.placeholder = ""
        """Nothing to be told before there is a list."""
        self._ends: tuple[int, int] | None = None
        self._is_told_none = True
        """Whether it was last told that nothing is selected."""

    def show(self, page: Page | None) -> None:
        """Open a report at its top, with nothing lit and nothing selected; `None` closes it."""
        self._ends = None
        if self.is_mounted and self.text_selection:
            self.screen.clear_selection()
        super().show(page)

    def _use(self, rows: Rows | None) -> None:
        """Keep what is selected: it is known by rows, which are others now."""
        selected = self.selected
        super()._use(rows)
        if selected is not None:
            self._select(selected.start, selected.end - 1)

    @property
    def is_labelled(self) -> bool:
        """Whether letters are painted over the text."""
        return bool(self._labels)

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Tell which lit stretch was clicked; unfold a fold; go where the map was clicked.

        With the right button, ask what can be done there. A second click in a row selects the word,
        a third the paragraph.
        """
        event.prevent_default()  # Textual's own selects the whole text
        place = event.get_content_offset(self)
        row = self.scroll_offset.y + (place.y if place else 0)
        rows = self._rows
        if place is None or rows is None:
            return
        if event.button == RIGHT:
            offset = rows.offset_at(row, max(0, place.x - self._left))
            self.post_message(self.Asked(event.screen_offset, offset))
            return
        if self.text_selection:
            return
        if place.x == self.size.width - 1:
            self._go_on_map(place.y)
            return
        if row >= len(rows) or rows.head_at(row):
            return
        line = rows.line_at(row)
        if line in rows.lines.folds:
            self.toggle_folds()
            return
        offset = rows.lines.starts[line] + index_at(rows.text_of(row), place.x - self._left)
        self._clicked(rows, offset, event.chain)

    def has_map_at(self, place: Offset) -> bool:
        """Whether the map is at a place of the screen."""
        return (
            self._rows is not None
            and self.region.contains_point(place)
            and place.x == self.region.right - 1
        )

    def _go_on_map(self, row: int) -> None:
        """Show what a row of the map stands for, in the middle of the pane."""
        self.jump(self._map.line_of(row) - self.size.height // 2)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go along while the map is held."""
        if self.app.mouse_captured is self:
            self._go_on_map(event.y)

    def on_mouse_up(self) -> None:
        """Let go of the map."""
        self.release_mouse()

    def _clicked(self, rows: Rows, offset: int, times: int) -> None:
        """Tell of a click on a character, or select by the second or third in a row."""
        if times == 1 and self._lights.between(offset, offset + 1):
            self.post_message(self.Clicked(offset))
        elif times in _SELECTED_BY:
            start, end = _SELECTED_BY[times](rows, offset)
            self._select(start, end - 1)

    # Selection

    @property
    def selected(self) -> Span | None:
        """The stretch of the report that is selected, by mouse or keyboard."""
        rows = self._rows
        selection = self.text_selection if rows and self.is_attached else None
        if rows is None or selection is None:
            return None
        start = rows.offset_at(selection.start.y, selection.start.x) if selection.start else 0
        end = len(rows.lines.text)
        if selection.end is not None:
            end = rows.offset_at(selection.end.y, selection.end.x)
        return Span(start, end) if start < end else None

    @property
    def place(self) -> Region:
        """Where on the screen one is: from the first character of what one is on."""
        rows = self._rows
        if rows is None or not len(rows.lines):
            return self.region
        first, last = (self.selected or (self.reading_offset, self.reading_offset))[:2]
        (top, column), (bottom, _) = map(rows.place_of, (first, max(first, last - 1)))
        x = self.region.x + self._left + width(rows.text_of(top)[:column])
        y = self.region.y + top - round(self.scroll_offset.y)
        return Region(x, y, 1, bottom - top + 1)

    @property
    def is_selecting(self) -> bool:
        """Whether motions move the end of a selection."""
        return self._ends is not None

    def begin_selecting(self) -> bool:
        """Select from the keyboard, beginning with the current stretch or the reading line.

        False where nothing is laid out, as in a text that has not come onto the screen yet.
        """
        if self._rows is None or not len(self._rows.lines):
            return False
        current = self.current
        if current and current.start == self.reading_offset:
            self._ends = (current.start, current.end - 1)
        else:
            top = self._rows.offset_of(self.scroll_offset.y)
            self._ends = (top, top)
        self._select(*self._ends)
        return True

    def extend(self, motion: Motion, times: int = 1) -> None:
        """Move the moving end of the selection."""
        if self._rows is None or self._ends is None:
            return
        fixed, head = self._ends
        for _ in range(times):
            head = moved(self._rows, head, motion)
        self._ends = (fixed, head)
        self._select(fixed, head)
        row = self._rows.row_of(head)
        top, height = self.scroll_offset.y, self.size.height
        self.jump(min(row, max(top, row - height + 1)))

    def end_selecting(self) -> bool:
        """Select nothing, and let motions scroll again; whether anything was selected."""
        was = self.selected is not None
        self._ends = None
        self.screen.selections = {}
        return was

    def _select(self, one: int, other: int) -> None:
        """Select from one character to another, both included, as Textual keeps selections."""
        if self._rows is None:
            return
        (first, low), (last, high) = map(self._rows.place_of, sorted((one, other)))
        selection = Selection(Offset(low, first), Offset(high + 1, last))
        self.screen.selections = {self: selection}

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected, with hand-made line breaks undone."""
        if not self._rows:
            return None
        start = (selection.start.y, selection.start.x) if selection.start else (0, 0)
        end = (
            (selection.end.y, selection.end.x) if selection.end else (len(self._rows), sys.maxsize)
        )
        return self._rows.extract(start, end), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected, and tell whether anything is."""
        self._selection = selection
        self._drawn.clear()
        if selection is None:
            self._ends = None
        if (selection is None) is not self._is_told_none:
            self._is_told_none = selection is None
            self.post_message(self.Selected())
        super().selection_updated(selection)
