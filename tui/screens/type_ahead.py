"""Keeping keys that are typed before the screen they are meant for has come."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

from tui.dialogs.veiled import Ending
from tui.screens.asking import AskingScreen

_PACE: Final = 0.01
"""Seconds between two looks whether the next key can be acted on."""
_LOOKS: Final = 100
"""Looks after which a screen has had time enough for a key."""


class TypeAhead:
    """Keeps keys while a screen is about to come, and gives them to it in their order.

    A screen over others has each key once it is done with the one before, which may have been its
    answer: the next one is then for what comes after it.
    """

    def __init__(self, app: App[Any], hear: Callable[[events.Event], Awaitable[None]]) -> None:
        """Keep keys of `app`, which acts on them by `hear`."""
        self._app, self._hear = app, hear
        self._typed: deque[events.Event] = deque()
        self._pace: Timer | None = None
        self._busy: Screen[Any] | None = None
        """The screen that may have to do with the last key."""
        self._looks = 0
        """How often that was looked at."""

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
            self._watch()
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
        if not isinstance(screen, Ending):
            return False
        is_called_for = isinstance(screen, AskingScreen) and screen.is_about_to_ask
        return is_called_for or not screen.is_mounted

    def _watch(self) -> None:
        """Notice when a screen over others is done with the key that it gets now.

        A key goes from the widget with the focus up to the application, which acts on it; what the
        widget says then goes the same way.
        """
        screen = self._app.screen
        if isinstance(screen, Ending) and not isinstance(screen, AskingScreen):
            self._busy, self._looks = screen, 0
            way = (screen.focused or screen).ancestors_with_self
            self._app.call_later(self._follow, iter([*way, *way]))
            self._go_on()

    def _follow(self, way: Iterator[MessagePump]) -> None:
        """Come to the next on the way once this one has done all that it was sent before."""
        if not any(one.call_later(self._follow, way) for one in way):
            self._busy = None

    def _go_on(self) -> None:
        self._pace = self._pace or self._app.set_interval(_PACE, self._give)

    async def _give(self) -> None:
        """Have the next key acted on, if it can be."""
        self._looks += 1
        is_busy = self._busy is self._app.screen and self._looks < _LOOKS
        if is_busy or (self._typed and self._is_early()):
            return
        if self._typed:
            self._watch()
            await self._hear(self._typed.popleft())
        elif self._pace is not None:
            self._pace.stop()
            self._pace = None
