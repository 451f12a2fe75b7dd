"""A list of things to choose from, for fingers faster than its drawing."""

from contextlib import suppress
from typing import Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widgets import OptionList


class Options(OptionList):
    """Pages through what it has drawn; what it has not, Textual cannot measure."""

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen; nothing is dim on the ground of what is highlighted."""
        strip = super().render_line(y)
        if not any(_option(one.style) == self.highlighted for one in strip):
            return strip
        return Strip([_undimmed(one) for one in strip], strip.cell_length)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        with suppress(KeyError):
            super()._move_page(direction)

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()  # it is called here
        with suppress(IndexError):  # what was clicked is offered no longer
            await super()._on_click(event)


def _option(style: Style | None) -> int:
    """Which option is drawn in a style; -1 for none."""
    return style.meta.get("option", -1) if style else -1


def _undimmed(segment: Segment) -> Segment:
    text, style, control = segment
    if style is None or not style.dim:
        return segment
    return Segment(text, style + Style(dim=False, bold=False), control)
