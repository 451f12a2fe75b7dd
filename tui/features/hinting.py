"""Letters on the names on the screen: typing them traces one."""

from typing import Protocol

from textual import events

from articles.article import Span
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, TakesKeys
from tui.page.hinting import Hints


class Ground(AtDesk, InPanes, TakesKeys, Protocol):
    """The names."""

    def trace_near(self, current: Span | None, offset: int, step: int) -> None:
        """Trace whom the text mentions at, after (1) or before (-1) a place."""


class Hinting:
    """Labels the names with letters, and traces the one whose letters are typed."""

    def __init__(self, reader: Ground) -> None:
        """Put them on the names that `reader` shows."""
        self.reader = reader
        self._hints: Hints | None = None
        """The letters that were put on names last."""
        reader.give_keys(self)

    @property
    def _is_under_way(self) -> bool:
        """Whether letters stand on the names; they go with the text when another one is shown."""
        return self._hints is not None and self.reader.reading.is_labelled

    def wants(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002  every key
        """Whether the key of an action is a letter now."""
        return self._is_under_way

    def take(self, event: events.Key) -> bool:
        """Take a letter; false if none is waited for."""
        if not self._is_under_way:
            return False
        self._type(event.character or "", event.key)
        return True

    def begin(self) -> None:
        """Put a letter on every name on the screen, to trace by it."""
        reader = self.reader
        reader.enter(Pane.READING)
        seen = reader.reading.in_sight
        names = {
            Span(one.start, one.end): None
            for one in (reader.desk.report.named() if reader.desk.report else ())
            if seen.start <= one.start < seen.end and not reader.reading.is_folded(one.start)
        }
        if not names:
            reader.status_line.say("Nobody is mentioned on the screen")
            return
        self._hints = Hints(list(names))
        reader.reading.label(self._hints.shown)
        reader.status_line.say("Type the letters of a name to trace it; Esc for none", stays=True)

    def _type(self, character: str, key: str) -> None:
        reader = self.reader
        hints = self._hints
        assert hints is not None
        target = hints.type(character) if character.isalpha() else None
        if target is None and key not in ("escape", "enter"):
            reader.reading.label(hints.shown)
            return
        self._hints = None
        reader.reading.label({})
        reader.status_line.say("")
        if target is not None:
            reader.trace_near(target, target.start, 1)
