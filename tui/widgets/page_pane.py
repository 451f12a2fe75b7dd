"""A report to be read: how it is laid out, and where in it one is."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from textual import work
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker

from articles.article import Span
from tui.page.layout import AT_ONCE, Page, Rows
from tui.page.lights import Lights, Lit
from tui.widgets.drawn_page import DrawnPage

_MEASURE: Final = 76
"""The widest text, in columns: longer lines are hard to read."""
_MARGINS: Final = 4
"""Columns beside the text: gutter and space before it, space and map after it."""
_CLOSE: Final = 2
"""Rows at top and bottom in which what one jumps to counts as out of sight."""
_UNKNOWN: Final = AT_ONCE // 2
"""Of a long text of which it is not known how it flows: with a thousand lines in them, in 6 ms."""


class PagePane(DrawnPage, can_focus=True, inherit_bindings=False):
    """Shows a report, lays it out to the size of the pane, and keeps the reader's place."""

    folded: reactive[bool] = reactive(True, repaint=False, init=False)
    """Whether runs of page furniture show as one line."""
    only_lit: reactive[bool] = reactive(False, repaint=False, init=False)
    """Whether paragraphs in which there is nothing to walk through are left out."""

    class LaidOut(Message):
        """The text is laid out to another size: one may be elsewhere in it than was thought."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._anchor = 0
        """The character that is on top, unless a resize moved it."""
        self._opened = False
        """Whether all folds are open, to show what one has gone to."""
        self._laying: Worker[None] | None = None
        self._once_laid: Callable[[], object] | None = None
        """What is to be done when the whole of a long text is laid out."""

    # What is shown

    def show(self, page: Page | None) -> None:
        """Open a report at its top, with nothing lit; `None` closes it."""
        self._page, self._rows = page, None
        self._lights = Lights()
        self._labels = {}
        self._current, self._opened = None, False
        self._lay_out()
        self._scroll(0)

    def light(self, lit: Sequence[Lit], hits: Sequence[Span] = ()) -> None:
        """Light these stretches and no others, as `Lights` takes them."""
        if self._lights.are(lit, hits):
            return
        self._lights = Lights(lit, hits)
        if self.only_lit:
            self._settle()
        else:
            self._draw_anew()

    def go_to(self, start: int, end: int) -> None:
        """Mark a stretch as current and bring it into sight, unfolding what hides it."""
        self._touch_current()
        self._current = Span(start, end)
        if self._rows and self._rows.lines.is_hidden(start):
            self._opened = True
            self._lay_out()
        self._touch_current()
        self._reveal()
        self._once_laid = self._reveal

    # Where one is

    @property
    def reading_offset(self) -> int:
        """The character one is at: the current stretch if in sight, else the top line's first.

        Before the pane was ever shown, the current stretch will be in sight when it is.
        """
        if self._current and (not self._rows or self._in_sight(self._current.start, 0)):
            return self._current.start
        return self._anchor

    def restore(self, offset: int) -> None:
        """Bring a character back to where `reading_offset` found it."""
        if self._current and self._current.start == offset:
            self._reveal()
            return
        rows = self._rows
        self._scroll(rows.row_of(offset) if rows and offset > rows.offset_of(0) else 0)
        self._anchor = offset

    @property
    def progress(self) -> int:
        """How much of the report has come into sight, in per cent; 0 when none is open."""
        if not self._rows:
            return 0
        return min(100, 100 * (self.scroll_offset.y + self.size.height) // max(1, len(self._rows)))

    @property
    def in_sight(self) -> Span:
        """The stretch of the report on the screen; empty where none is open."""
        if not self._rows or not len(self._rows.lines):
            return Span(0, 0)
        top = self.scroll_offset.y
        last = self._rows.line_at(min(len(self._rows), top + self.size.height) - 1)
        return Span(self._rows.offset_of(top), self._rows.lines.ends[last])

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph around a character, as it is drawn; empty where none is open."""
        rows = self._rows
        if rows is None and self._page is not None:  # it was not on the screen yet
            rows = Rows(self._page.beginning(offset + AT_ONCE), _MEASURE, folded=self.folded)
        return rows.lines.paragraph_at(offset) if rows else Span(0, 0)

    @property
    def is_laying_out(self) -> bool:
        """Whether the whole of a long text is still being laid out."""
        return self._laying is not None and not self._laying.is_finished

    def is_folded(self, offset: int) -> bool:
        """Whether a character is folded away."""
        return self._rows is not None and self._rows.lines.is_hidden(offset)

    def move(self, lines: int) -> None:
        """Scroll down, or up if negative."""
        self._scroll(self.scroll_offset.y + lines)

    def page(self, pages: float) -> None:
        """Scroll down, or up if negative; whole pages overlap by a line."""
        step = round(pages * self.size.height)
        self.move(step - (1 if pages >= 1 else -1 if pages <= -1 else 0))

    def to_top(self) -> None:
        """Go to the beginning."""
        self._scroll(0)

    def to_end(self) -> None:
        """Go to the end."""
        self._scroll(self.virtual_size.height)
        self._once_laid = self.to_end

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember which character is on top, unless a resize moved it."""
        super().watch_scroll_y(old_value, new_value)
        self._once_laid = None
        if self._rows and self._laid_size == self.size and round(old_value) != round(new_value):
            self._anchor = self._rows.offset_of(round(new_value)) if round(new_value) else 0

    def _scroll(self, row: int) -> None:
        self._once_laid = None
        self.jump(row)
        if self._rows:
            top = self.scroll_offset.y
            self._anchor = self._rows.offset_of(top) if top else 0

    def _in_sight(self, offset: int, margin: int) -> bool:
        if not self._rows:
            return False
        row, top = self._rows.row_of(offset), self.scroll_offset.y
        return top + margin <= row < top + self._laid_size.height - margin

    def _reveal(self) -> None:
        """Bring the current stretch into sight, at a third of the height, unless it is."""
        if self._rows and self._current and not self._in_sight(self._current.start, _CLOSE):
            row = self._rows.row_of(self._current.start)
            self._scroll(row - self._laid_size.height // 3)

    def toggle_folds(self) -> None:
        """Fold page furniture, or unfold it."""
        if self._opened:
            self._opened = False
            self._settle()
        elif self.only_lit:
            self.only_lit = False
        else:
            self.folded = not self.folded

    def watch_folded(self) -> None:
        """Lay the report out anew."""
        self._opened = False
        self._settle()

    watch_only_lit = watch_folded

    # Layout

    def on_resize(self) -> None:
        """Wrap to the new width and keep the reader's place."""
        if self.size != self._laid_size:
            self._settle()
            self.post_message(self.LaidOut())

    def _settle(self) -> None:
        self._keeping_place(self._lay_out)

    def _keeping_place(self, lay_out: Callable[[], None]) -> None:
        """Lay out anew without losing the place, to the character."""
        anchor, current, top = self._anchor, self._current, self.scroll_offset.y
        was_laid = self._rows is not None
        keep = current is not None and (not was_laid or self._in_sight(current.start, 0))
        above = self._rows.row_of(current.start) - top if self._rows and current else 0
        lay_out()
        if self._rows and current and keep:
            lowest = max(0, self.size.height - 1 - _CLOSE)
            above = min(above if was_laid else self.size.height // 3, lowest)
            self._scroll(self._rows.row_of(current.start) - above)
        else:
            self.restore(anchor)

    def _lay_out(self) -> None:
        """Lay the report out: a long one its beginning at once, the whole beside the loop."""
        self._laid_size = self.size
        self._drawn.clear()
        if self._laying is not None:
            self._laying.cancel()
        if (page := self._page) is None or not self.size.width:
            self._use(None)
            return
        measure = max(2, min(_MEASURE, self.size.width - _MARGINS))
        self._left = 2 + max(0, self.size.width - _MARGINS - measure) // 2
        only = self._kept() if self.only_lit and not self._opened else None
        rows = partial(Rows, width=measure, folded=self.folded and not self._opened, only=only)
        is_long = len(page.text) > AT_ONCE
        if not is_long or self._rows is None:  # else these stay until the new ones are there
            length = AT_ONCE if page.flow else _UNKNOWN
            self._use(rows(page.beginning(length) if is_long else page))
        self._laying = self._lay_out_whole(page, rows) if is_long else None

    @work(group="layout", description="layout")  # else one is made of the text
    async def _lay_out_whole(self, page: Page, rows: Callable[[Page], Rows]) -> None:
        await self.painted()  # laid out meanwhile, the whole would have the beginning wait
        whole = await asyncio.to_thread(rows, page)
        wish = self._once_laid or self.refresh
        self._keeping_place(partial(self._use, whole))
        wish()
        self.post_message(self.LaidOut())

    def _kept(self) -> list[int]:
        """Where stands what must not be left out: all that one walks through, and the headline."""
        page = self._page
        headline = [page.parts[0].start] if page and page.headline_in_text else []
        return headline + self._lights.walked()
