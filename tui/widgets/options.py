"""A list of things to choose from, for fingers faster than its drawing."""

from contextlib import suppress
from typing import Literal

from textual import events
from textual.widgets import OptionList


class Options(OptionList):
    """Pages through what it has drawn; what it has not, Textual cannot measure."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        with suppress(KeyError):
            super()._move_page(direction)

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()  # it is called here
        with suppress(IndexError):  # what was clicked is offered no longer
            await super()._on_click(event)
