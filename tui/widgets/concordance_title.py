"""The line above a concordance: what it is about, how many lines, and by what they are sorted."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.reactive import reactive

from index.search.line import Order
from tui.page.cells import shown, width
from tui.page.fitting import Part, fitted
from tui.widgets.one_line import OneLine

_LEAST = 8
"""Columns of what is said that stay where the orders leave no more."""
_ORDERS_FROM = 2
"""Stretches before that of the first order."""


class ConcordanceTitle(OneLine):
    """Names every order, the one in force in brackets; a click on one sorts by it."""

    PAINTS: ClassVar[Mapping[str, str]] = {"order": "$text-accent bold", "other": "dim"}
    DEFAULT_CSS = "ConcordanceTitle { background: $panel; color: $foreground; }"

    class Chosen(Message):
        """An order was clicked."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order
            """Which one."""

    said: reactive[Part] = reactive(Part(""))
    """What stands on the left."""
    order: reactive[Order] = reactive(Order.LIST)
    """The order in force."""

    def _orders(self) -> Iterator[tuple[str, str]]:
        yield "sort: " if self.order is Order.LIST else "sort:", "other"
        for one in Order:
            yield (f"[{one}]", "order") if one is self.order else (f" {one} ", "other")

    def stretches(self, columns: int) -> Iterator[tuple[str, str]]:
        """What is said, as far as the orders leave room; then these."""
        orders = list(self._orders())
        needed = sum(len(text) for text, _ in orders) + 1
        room = max(_LEAST, columns - needed - 2)
        said = fitted([self.said], room)
        yield f" {shown(said)}{' ' * (room - width(said) + 1)}", ""
        yield from orders

    def on_click(self, event: events.Click) -> None:
        """Tell which order was clicked."""
        stretch = self.stretch_at(event.x)
        if stretch is not None and stretch >= _ORDERS_FROM:
            self.post_message(self.Chosen(list(Order)[stretch - _ORDERS_FROM]))
