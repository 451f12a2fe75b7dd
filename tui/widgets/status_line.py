"""The two lines at the bottom: where the reader is, and the keys that help there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from time import monotonic
from typing import ClassVar, Final

from textual import events
from textual.message import Message

from tui.commands.hints import KeyHint
from tui.page.cells import display, fit, shown, width
from tui.page.fitting import Part, fitted, least, parts_of
from tui.widgets.one_line import OneLine

_MOST_HINTS: Final = 7
_STAYS: Final = 5.0
"""Seconds for which an answer to the user stays, whatever else there is to tell."""


class StatusLine(OneLine):
    """What was just said, else where the reader is; on the right, what goes on beside."""

    class Clicked(Message):
        """It was clicked."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column
            """Of the screen."""

    PAINTS: ClassVar[Mapping[str, str]] = {"said": "bold", "beside": "dim"}
    DEFAULT_CSS = "StatusLine { background: $panel; color: $foreground; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._said: Sequence[Part] = ()
        self._where: Sequence[Part] = ()
        self._progress: Sequence[Part] = ()
        self._stays_until = 0.0
        self._goes_from = 0.0
        """From when on what is said goes as the user goes on."""
        self._news = ""
        """What is still to be said."""

    def say(self, text: str, names: Sequence[str] = (), *, stays: bool = False) -> None:
        """Say something on the left; an empty text takes back what was said.

        Args:
            text: What to say.
            names: Stretches of it that may be shortened where there is no room.
            stays: Whether it holds until something else is said, and is no answer to one key.
        """
        self._said = parts_of(text, names) if text else ()
        self._goes_from = inf if stays else 0.0
        self._stays_until = monotonic() + _STAYS if text else 0.0
        if not text:
            self._tell_news()
        self.refresh()

    def go_on(self) -> None:
        """Take back an answer, as the user goes on; news only if there was time to read it."""
        if self._said and monotonic() >= self._goes_from:
            self.say("")

    def tell(self, news: str) -> None:
        """Say what nobody has asked for, as soon as an answer to the user has been read."""
        self._news = news
        self._tell_news()

    def _tell_news(self) -> None:
        still = self._stays_until - monotonic()
        if still > 0:
            self.set_timer(still, self._tell_news)
        elif self._news:
            self._said, self._news = parts_of(self._news), ""
            self._goes_from = monotonic() + _STAYS
            self.refresh()

    @property
    def said(self) -> Sequence[Part]:
        """What is said; empty where it is the place."""
        return self._said

    def where(self, said: Sequence[Part]) -> None:
        """Say where the reader is: on the left, or on the right while something is said."""
        if said != self._where:
            self._where = said
            self.refresh()

    def progress(self, text: str) -> None:
        """Say on the right what goes on beside; an empty text when it is over."""
        parts = [Part(part.text, at) for at, part in enumerate(parts_of(text)) if text]
        if parts != self._progress:
            self._progress = parts
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell that it was clicked."""
        self.post_message(self.Clicked(event.screen_x))

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """Left, and right as far as the left leaves room for all of it that matters."""
        room = max(0, columns - 2)
        left = fitted(self._said or self._where, room)
        also, beside = self._beside(), room - width(left) - 2
        right = fitted(also, beside) if least(also) <= beside else ""
        gap = " " * (room - width(left) - width(right))
        name = "said" if self._said else ""
        yield f" {shown(left)}", name
        yield gap, ""
        yield f"{shown(right)} ", "beside"

    def _beside(self) -> Sequence[Part]:
        """What stands on the right: what goes on gives way before where the reader is."""
        if not self._said:
            return self._progress
        last = max((max(part.rank, part.brief_rank) for part in self._where), default=-1)
        going_on = (part._replace(rank=last + 1 + part.rank) for part in self._progress)
        return [*self._where, *going_on]


class KeyHints(OneLine):
    """At most seven keys with what they do, as many as there is room for."""

    class Clicked(Message):
        """A hint was clicked."""

        def __init__(self, id: str) -> None:  # noqa: A002  as a hint has it
            super().__init__()
            self.id = id
            """Of which hint."""

    PAINTS: ClassVar[Mapping[str, str]] = {"key": "$text-accent bold", "name": "dim"}
    DEFAULT_CSS = "KeyHints { background: $background; color: $foreground; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._hints: Sequence[KeyHint] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys."""
        self._hints = tuple(hints)[:_MOST_HINTS]
        self.refresh()

    def _fitting(self, columns: int) -> Sequence[KeyHint]:
        """Whole hints only; where some must go, the last one, which leads to the others, stays."""
        widths = [_hint_width(one) for one in self._hints]
        kept = len(widths)
        while kept > 1 and sum(widths[: kept - 1]) + widths[-1] > columns:
            kept -= 1
        return (*self._hints[: max(0, kept - 1)], *self._hints[-1:])

    def stretches(self, columns: int) -> Iterator[tuple[str, str]]:
        """Key and name, one hint after the other."""
        for key, does, _ in self._fitting(columns):
            yield f" {fit(key, width(display(key)))} ", "key"
            yield f"{fit(does, width(display(does)))} ", "name"

    def on_click(self, event: events.Click) -> None:
        """Tell which hint was clicked."""
        stretch = self.stretch_at(event.x)
        if stretch is not None:
            self.post_message(self.Clicked(self._fitting(self.size.width)[stretch // 2].id))


def _hint_width(hint: KeyHint) -> int:
    return width(display(hint.key)) + width(display(hint.does)) + 3
