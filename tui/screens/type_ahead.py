"""Keys typed before there is what they are meant for."""

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual import events
from textual.app import App
from textual.timer import Timer

from tui.screens.asking import AskingScreen
from tui.screens.over import Answering

_PACE: Final = 0.01
"""Seconds between two keys for a screen over others: a key that answers it has it gone by then."""


class TypeAhead:
    """Keeps keys while a screen is about to come, and gives them to it in their order."""

    def __init__(self, app: App[Any], hear: Callable[[events.Event], Awaitable[None]]) -> None:
        """Keep keys of `app`, which acts on them by `hear`."""
        self._app, self._hear = app, hear
        self._typed: deque[events.Event] = deque()
        self._pace: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether keys wait, or the next one will have to."""
        return self._pace is not None

    def takes(self, event: events.Event) -> bool:
        """Whether an event has to wait, or has called off what others waited for."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if isinstance(event, events.Key) and event.key == "ctrl+c":
            return False  # ends the reader, whatever is on its way
        if self._calls_off(event):
            self._typed.clear()
            return True
        if self._pace is None and not self._is_early():
            if isinstance(self._app.screen, Answering):
                self._go_on()
            return False
        self._typed.append(event)
        self._go_on()
        return True

    def _calls_off(self, event: events.Event) -> bool:
        """Whether nothing is asked after all."""
        screen = self._app.screen
        if not isinstance(screen, AskingScreen) or not isinstance(event, events.Key):
            return False
        if event.key not in screen.never_mind or not screen.is_about_to_ask:
            return False
        screen.call_off()
        return True

    def _is_early(self) -> bool:
        """Whether what keys are meant for is not there yet."""
        screen = self._app.screen
        if isinstance(screen, AskingScreen):
            return screen.is_about_to_ask
        return isinstance(screen, Answering) and not screen.is_mounted

    def _go_on(self) -> None:
        self._pace = self._pace or self._app.set_interval(_PACE, self._give)

    async def _give(self) -> None:
        """Have the next key acted on, if it can be."""
        if not self._typed and self._pace is not None:
            self._pace.stop()
            self._pace = None
        elif self._typed and not self._is_early():
            await self._hear(self._typed.popleft())
