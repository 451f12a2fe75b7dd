"""The search bar: one line to type in, one that says what was really searched."""

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.highlighter import Highlighter
from rich.text import Text
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from tui.cells import cut, display, shown
from tui.widgets.one_line import OneLine

_REMEMBERED: Final = 100
"""Searches kept."""


class _Problem(Highlighter):
    """Underlines the place of an error in what is typed."""

    def __init__(self) -> None:
        self.span = (0, 0)

    def highlight(self, text: Text) -> None:
        """Underline it; an error at the end underlines the last character."""
        start, end = self.span
        if end > start:
            length = len(text)
            text.stylize("underline bold", min(start, max(0, length - 1)), min(end, length))


class _Below(OneLine):
    """What was searched, or what is wrong with the query."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"below--problem", "below--understood"}
    DEFAULT_CSS = """
    _Below {
        .below--understood { text-style: dim; }
        .below--problem { color: $text-error; text-style: bold; }
    }
    """

    text: reactive[str] = reactive("")
    is_problem: reactive[bool] = reactive(False)

    def stretches(self, columns: int) -> list[tuple[str, str]]:
        """The one stretch there is."""
        name = "below--problem" if self.is_problem else "below--understood"
        mark = "! " if self.is_problem else "  "
        return [(f" {mark}{shown(cut(display(self.text), columns - 4))}", name)]


class SearchBar(Vertical, inherit_bindings=False):
    """Takes a query as it is typed. Remembers those that were entered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,tab,shift+tab,ctrl+g", "leave", "To the list", show=False),
        Binding("up", "older", "Older search", show=False),
        Binding("down", "newer", "Newer search, or to the list", show=False),
    ]
    DEFAULT_CSS = """
    SearchBar {
        height: 2;
        background: $surface;
        Horizontal { height: 1; }
        .prompt { width: 3; padding: 0 0 0 1; color: $text-accent; text-style: bold; }
        Input { width: 1fr; background: $surface; }
    }
    """

    _input = getters.query_one(Input)
    _below = getters.query_one(_Below)

    @dataclass
    class Changed(Message):
        """What is typed has changed."""

        text: str
        """All of it."""

    @dataclass
    class Submitted(Message):
        """A query was entered."""

        text: str
        """All of it."""

    @dataclass
    class Left(Message):
        """The user is done with typing."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._problem = _Problem()
        self._history: list[str] = []
        self._recalled = 0
        self._draft = ""

    def compose(self) -> ComposeResult:
        """Prompt, input, and the line below."""
        with Horizontal():
            yield Static(Content("❯"), classes="prompt")
            yield Input(
                placeholder="search", compact=True, highlighter=self._problem, select_on_focus=False
            )
        yield _Below()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._input.value

    def set_text(self, text: str) -> None:
        """Put a query in without it being taken as typed."""
        with self.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)

    def focus_input(self) -> None:
        """Begin to type."""
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    def problem(self, message: str, start: int, end: int) -> None:
        """Say what is wrong with the query, and where.

        Args:
            message: One line.
            start: Where the error begins in the text.
            end: Where it ends.
        """
        self._mark(start, max(end, start + 1))
        self._below.is_problem, self._below.text = True, message

    def understood(self, text: str) -> None:
        """Say what was really searched."""
        self._mark(0, 0)
        self._below.is_problem, self._below.text = False, text

    def _mark(self, start: int, end: int) -> None:
        if self._problem.span != (start, end):
            self._problem.span = (start, end)
            self._input.refresh()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._mark(0, 0)
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._remember(event.value)
        self.post_message(self.Submitted(event.value))

    def _remember(self, text: str) -> None:
        if text.strip():
            self._history = [*(old for old in self._history if old != text), text][-_REMEMBERED:]
        self._recalled = len(self._history)

    def action_leave(self) -> None:
        """Give the list the keys."""
        self.post_message(self.Left())

    def action_older(self) -> None:
        """Recall the search before."""
        if self._recalled == len(self._history):
            self._draft = self.text
        if self._recalled > 0:
            self._recall(self._recalled - 1)

    def action_newer(self) -> None:
        """Recall the search after; after the last one, leave."""
        if self._recalled < len(self._history):
            self._recall(self._recalled + 1)
        else:
            self.action_leave()

    def _recall(self, index: int) -> None:
        self._recalled = index
        text = self._history[index] if index < len(self._history) else self._draft
        self._input.value = text
        self._input.cursor_position = len(text)
