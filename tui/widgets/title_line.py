"""The line over a text that fills a narrow terminal: which report it is, and where in it one is."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from tui.page.cells import cut, display, shown, width
from tui.widgets.one_line import OneLine


class TitleLine(OneLine):
    """A report's title once its headline has gone out of sight; how far one has come."""

    PAINTS: ClassVar[Mapping[str, str]] = {"title": "bold", "beside": "dim"}
    DEFAULT_CSS = "TitleLine { display: none; background: $panel; color: $foreground; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._told = ("", "")

    def tell(self, title: str, beside: str) -> None:
        """Show a title, cut where there is no room, and on the right what is beside it."""
        if (title, beside) != self._told:
            self._told = title, beside
            self.refresh()

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """The title, and what is beside it as far as that leaves room for some of it."""
        title, beside = map(display, self._told)
        room = columns - width(beside) - 4
        if room < width(beside):
            beside, room = "", columns - 2
        title = cut(title, room)
        yield f" {shown(title)}", "title"
        yield " " * (columns - width(title) - width(beside) - 2), ""
        yield f"{shown(beside)} ", "beside"
