"""The two lines at the bottom: where the reader is, and the keys that help there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from tui.cells import cut, display, fit, shown, width
from tui.widgets.one_line import OneLine

_MOST_HINTS: Final = 7


class StatusLine(OneLine):
    """What was just said, else where the reader is; on the right, what goes on beside."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--said", "status-line--beside"}
    DEFAULT_CSS = """
    StatusLine {
        background: $panel; color: $foreground;
        .status-line--said { text-style: bold; }
        .status-line--beside { text-style: dim; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._said = ""
        self._where = ""
        self._progress = ""

    def say(self, text: str) -> None:
        """Say something on the left; an empty text takes back what was said."""
        self._said = text
        self.refresh()

    def where(self, text: str) -> None:
        """Say where the reader is: on the left, or on the right while something is said."""
        self._where = text
        self.refresh()

    def progress(self, text: str) -> None:
        """Say on the right what goes on beside; an empty text when it is over."""
        self._progress = text
        self.refresh()

    def stretches(self, columns: int) -> Iterable[tuple[str, str]]:
        """Left, and right as far as the left leaves room."""
        left = self._said or self._where
        right = self._progress or (self._where if self._said else "")
        room = max(0, columns - 2)
        left = cut(display(left), room)
        right = cut(display(right), room - width(left) - 2)
        gap = " " * (room - width(left) - width(right))
        name = "status-line--said" if self._said else ""
        yield f" {shown(left)}", name
        yield gap, ""
        yield f"{shown(right)} ", "status-line--beside"


class KeyHints(OneLine):
    """At most seven keys with what they do, as many as there is room for."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-hints--key", "key-hints--name"}
    DEFAULT_CSS = """
    KeyHints {
        background: $background; color: $foreground;
        .key-hints--key { color: $text-accent; text-style: bold; }
        .key-hints--name { text-style: dim; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._hints: Sequence[tuple[str, str]] = ()

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show other keys: pairs of the key and what it does."""
        self._hints = tuple(hints)[:_MOST_HINTS]
        self.refresh()

    def stretches(self, columns: int) -> Iterator[tuple[str, str]]:
        """Whole hints only; where some must go, the last one, which leads to the others, stays."""
        widths = [width(display(key)) + width(display(name)) + 3 for key, name in self._hints]
        kept = len(widths)
        while kept > 1 and sum(widths[: kept - 1]) + widths[-1] > columns:
            kept -= 1
        for key, name in (*self._hints[: kept - 1], *self._hints[-1:]):
            yield f" {fit(key, width(display(key)))} ", "key-hints--key"
            yield f"{fit(name, width(display(name)))} ", "key-hints--name"
