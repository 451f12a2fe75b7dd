"""Selecting text from the keyboard: the keys of movement extend the selection."""

from typing import Final, Protocol

from textual import events

from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Keyed, TakesKeys
from tui.features.working import Asks, asking
from tui.page.counted import counted
from tui.page.selecting import EMACS, KEYS, Motion

_TAKEN: Final = frozenset({"move", "pane", "concordance", "concordance.hits"})
"""Actions, and commands of features, whose keys move the end of a selection."""
_FRAMES: Final = 5
"""In so many a text that a narrow terminal did not show has come onto the screen."""


class Ground(AtDesk, InPanes, Keyed, TakesKeys, Asks, Protocol):
    """The text that is selected."""

    @property
    def is_counting(self) -> bool:
        """Whether a count was typed before the next key."""


class Selecting:
    """Begins, extends and ends a selection."""

    def __init__(self, reader: Ground) -> None:
        """Select in what is open in `reader`."""
        self.reader = reader
        reader.give_keys(self)

    def wants(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether the key of an action moves the end of a selection now."""
        if not self.reader.reading.is_selecting:
            return False
        is_start = action == "count" and parameters == (0,) and not self.reader.is_counting
        return is_start or not _TAKEN.isdisjoint((action, *parameters))

    def take(self, event: events.Key) -> bool:
        """Move the end of a selection; false if there is none, or the key does not move it."""
        reading, motion = self.reader.reading, self._motion(event.key)
        if not reading.is_selecting or motion is None:
            return False
        reading.extend(motion, self.reader.times())
        self._tell()
        return True

    @asking("selecting")
    async def begin(self) -> None:
        """Select from the keyboard, or end it."""
        reader = self.reader
        if reader.reading.is_selecting:
            self.end()
            return
        if reader.desk.report is None:
            reader.status_line.say("No report is open")
            return
        reader.enter(Pane.READING)
        for _ in range(_FRAMES):
            if reader.reading.begin_selecting():
                break
            await reader.reading.painted()
        self._tell()

    def end(self) -> None:
        """Select nothing any more."""
        self.reader.reading.end_selecting()
        self.reader.status_line.say("")

    @property
    def _has_emacs_keys(self) -> bool:
        return self.reader.keymap.preset == "emacs"

    def _motion(self, key: str) -> Motion | None:
        return KEYS.get(key) or (EMACS.get(key) if self._has_emacs_keys else None)

    def _tell(self) -> None:
        selected = self.reader.reading.selected
        length = selected.end - selected.start if selected else 0
        keys = "Ctrl-n p f b a e" if self._has_emacs_keys else "h j k l w b { }"
        told = f"{counted(length, 'character')} selected · {keys} move its end"
        self.reader.status_line.say(told)
