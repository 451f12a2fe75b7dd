"""A widget of one line, drawn from stretches of text with paints."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from tui.page.cells import cut, display, fit, width
from tui.widgets.paints import Painted


class OneLine(Painted):
    """One line of text. What it shows may be anything: it is never read as markup."""

    DEFAULT_CSS = """
    OneLine { height: 1; width: 1fr; }
    """

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """What to draw in so many columns: texts, each with a paint or "".

        Texts have been through `tui.page.cells.fit` or are plain.
        """
        raise NotImplementedError

    def stretch_at(self, column: int) -> int | None:
        """Which of the stretches, counted from 0, is drawn at a column; None beyond the last."""
        end = 0
        for number, (text, _) in enumerate(self.stretches(self.size.width)):
            end += width(text)
            if column < end:
                return number
        return None

    def render_line(self, y: int) -> Strip:
        """Draw the line; any below it are blank."""
        base, columns = self.rich_style, self.size.width
        if y:
            return Strip.blank(columns, base)
        segments = [
            Segment(text, base + self.style_of(name) if name else base)
            for text, name in self.stretches(columns)
        ]
        return Strip(segments).adjust_cell_length(columns, base)


class TitleRule(OneLine):
    """A rule across a pane, with the pane's title in it."""

    PAINTS: ClassVar[Mapping[str, str]] = {"rule": "dim"}

    text: reactive[str] = reactive("")

    def __init__(self, text: str) -> None:
        """Begin with a title; nothing in it is ever read as markup."""
        super().__init__()
        self.set_reactive(TitleRule.text, text)

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """The one stretch there is."""
        title = f"── {cut(display(self.text), columns - 6)} "
        return [(fit(title + "─" * (columns - width(title)), columns), "rule")]
