"""A widget of one line, drawn from stretches of text with component styles."""

from collections.abc import Iterable

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget


class OneLine(Widget):
    """One line of text. What it shows may be anything: it is never read as markup."""

    DEFAULT_CSS = """
    OneLine { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """What to draw in so many columns: texts, each with a component class or "".

        Texts have been through `tui.page.cells.fit` or are plain.
        """
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Draw the line; any below it are blank."""
        base, columns = self.rich_style, self.size.width
        if y:
            return Strip.blank(columns, base)
        segments = [
            Segment(
                text, base + self.get_component_rich_style(name, partial=True) if name else base
            )
            for text, name in self.stretches(columns)
        ]
        return Strip(segments).adjust_cell_length(columns, base)
