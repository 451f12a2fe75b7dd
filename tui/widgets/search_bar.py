"""The search bar: one line to type in, one that says what was really searched."""

from collections.abc import Mapping
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widgets import Input, Static

from tui.page.cells import cut, display, shown
from tui.settings.history import History
from tui.widgets.completion import Completer, Vocabulary
from tui.widgets.filters import Filters, joined
from tui.widgets.one_line import OneLine


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

    PAINTS: ClassVar[Mapping[str, str]] = {"understood": "dim", "problem": "$text-error bold"}

    text: reactive[str] = reactive("")
    is_problem: reactive[bool] = reactive(False)

    def stretches(self, columns: int) -> list[tuple[str, str]]:
        """The one stretch there is."""
        name = "problem" if self.is_problem else "understood"
        mark = "! " if self.is_problem else "  "
        return [(f" {mark}{shown(cut(display(self.text), columns - 4))}", name)]


class _Query(Input):  # as directly as `LineInput`, which says why, and why it is not `compact`
    """The input. Deleting where nothing is left takes back what stands before it."""

    _is_entered = False
    """Whether the focus has come and nothing was done yet."""
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How long it is. Textual would have the whole screen laid out anew for every letter."""

    class Emptied(Message):
        """Backspace was pressed in an empty input."""

    class Refined(Message):
        """The key that refines was pressed after something was typed."""

    def on_focus(self) -> None:
        """Notice that one has only come here."""
        self._is_entered = True

    def on_click(self) -> None:
        """Have what one has come to by a click replaced by what is typed, as its key does."""
        if self._is_entered and self.selection.is_empty:
            self.action_select_all()
        self._is_entered = False

    def on_key(self, event: events.Key) -> None:
        """A backslash means nothing in a query, so it refines from here as from everywhere."""
        self._is_entered = False
        if event.character == "\\" and self.value.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Refined())

    def action_delete_left(self) -> None:
        """Delete a character, or tell that there is none."""
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Emptied())


class SearchBar(Vertical, inherit_bindings=False):
    """Takes a query as it is typed, after the terms that it refines. Completes and remembers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete, or to the list", show=False),
        Binding("escape,shift+tab,ctrl+g", "leave", "To the list", show=False),
        Binding("up,ctrl+p", "older", "Older search", show=False),
        Binding("down,ctrl+n", "newer", "Newer search, or to the list", show=False),
        Binding("f1", "screen.query_help", "What can be searched for", show=False),
    ]
    DEFAULT_CSS = """
    SearchBar {
        height: 2;
        background: $surface;
        Horizontal { height: 1; }
        .prompt { width: 3; padding: 0 0 0 1; color: $text-accent; text-style: bold; }
        Input {
            width: 1fr; height: 1; min-width: 10; padding: 0; border: none !important;
            background: $surface;
        }
    }
    """

    _input = getters.query_one(_Query)
    _filters = getters.query_one(Filters)
    _below = getters.query_one(_Below)

    class Changed(Message):
        """What is typed has changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """The whole query."""

    class Submitted(Message):
        """A query was entered."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """All of it."""

    class Left(Message):
        """The user is done with typing."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._problem = _Problem()
        self._completer = Completer()
        self._history = History(None)
        self._recalled = 0
        self._draft = ""
        self._terms: tuple[str, ...] = ()
        self._good: tuple[tuple[str, ...], str] = ((), "")

    def compose(self) -> ComposeResult:
        """Prompt, terms, input, and the line below."""
        with Horizontal():
            yield Static(Content("❯"), classes="prompt")
            yield Filters()
            yield _Query(
                placeholder="search",
                highlighter=self._problem,
                select_on_focus=False,
                suggester=self._completer,
            )
        yield _Below()

    def learn(self, vocabulary: Vocabulary, history: History) -> None:
        """Complete with the words of a library, and recall what was searched before."""
        self._history = history
        self._recalled = len(history.searches)
        self._completer.vocabulary = vocabulary
        self._completer.history = history.searches

    # What is searched

    @property
    def text(self) -> str:
        """The whole query: what is typed, and the terms before it."""
        return joined([*self._terms, self._input.value])

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that what is typed refines."""
        return self._terms

    def set_text(self, text: str) -> None:
        """Put a query in, in place of all terms, without it being taken as typed."""
        self._set((), text)

    def widen(self) -> None:
        """Have the last word stand for all that begin so."""
        self._set(self._terms, f"{self._input.value.rstrip()}*")

    def restore(self) -> None:
        """Go back to what was last searched without a problem."""
        self._set(*self._good)

    def _set(self, terms: tuple[str, ...], text: str) -> None:
        self._terms = terms
        self._filters.show(terms)
        with self.prevent(Input.Changed):
            self._input.value = text
        self._input.placeholder = "narrow down" if terms else "search"
        self._input.cursor_position = len(text)

    def focus_input(self) -> None:
        """Begin to type."""
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    def refine(self) -> None:
        """Begin to type one more term, which has to hold as well."""
        if typed := self._input.value.strip():
            self._set((*self._terms, typed), "")
        self.screen.set_focus(self._input)

    def drop(self) -> bool:
        """Take the last term away; whether there was one to narrow another down."""
        if self._terms:
            self._set(self._terms[:-1], self._terms[-1])
            return True
        return False

    # What is said below

    def problem(self, message: str, start: int, end: int) -> None:
        """Say what is wrong with the query, and where.

        Args:
            message: One line.
            start: Where the error begins in the text.
            end: Where it ends.
        """
        before = len(self.text) - len(self._input.value) if self._terms else 0
        self._mark(max(0, start - before), max(end - before, start - before + 1, 1))
        self._say_below(message, is_problem=True)

    def unfinished(self, message: str) -> None:
        """Say what is still missing of the query: that is no error while it is typed."""
        self._mark(0, 0)
        self._say_below(message)

    def understood(self, text: str) -> None:
        """Say what was really searched."""
        self._mark(0, 0)
        self._good = (self._terms, self._input.value)
        self._say_below(text)

    def _say_below(self, text: str, *, is_problem: bool = False) -> None:
        self._below.is_problem, self._below.text = is_problem, text
        self.set_class(is_problem, "-wrong")

    def _mark(self, start: int, end: int) -> None:
        if self._problem.span != (start, end):
            self._problem.span = (start, end)
            self._input.refresh()

    # Typing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if whole := self._completer.accepted(event.value):
            self._put(whole)
            return
        self._mark(0, 0)
        self.post_message(self.Changed(self.text))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if whole := self._completer.accepted(self._input.value):
            self._put(whole)
        self._tidy()
        self._history.add(self.text)
        self._completer.history = self._history.searches
        self._recalled = len(self._history.searches)
        self.post_message(self.Submitted(self.text))

    @on(_Query.Refined)
    def _refined(self) -> None:
        self.refine()

    @on(_Query.Emptied)
    def _take_back(self) -> None:
        if self.drop():
            self.post_message(self.Changed(self.text))

    @on(Filters.Removed)
    def _take_away(self, event: Filters.Removed) -> None:
        terms = [*self._terms, self._input.value]
        del terms[event.index]
        self._set(tuple(terms[:-1]), terms[-1])
        self._tidy()
        self.post_message(self.Submitted(self.text))

    def _tidy(self) -> None:
        """Where nothing was typed, have the last term where it can be changed."""
        if not self._input.value.strip():
            self.drop()

    def _put(self, text: str) -> None:
        self._input.value = text
        self._input.cursor_position = len(text)

    def action_complete(self) -> None:
        """Accept what is offered; without an offer, give the list the keys."""
        if whole := self._completer.whole(self._input.value):
            self._put(whole)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Give the list the keys."""
        self._tidy()
        self.post_message(self.Left())

    def action_older(self) -> None:
        """Recall the search before."""
        if self._recalled == len(self._history.searches):
            self._draft = self.text
        if self._recalled > 0:
            self._recall(self._recalled - 1)

    def action_newer(self) -> None:
        """Recall the search after; after the last one, leave."""
        if self._recalled < len(self._history.searches):
            self._recall(self._recalled + 1)
        else:
            self.action_leave()

    def _recall(self, index: int) -> None:
        self._recalled = index
        searches = self._history.searches
        text = searches[index] if index < len(searches) else self._draft
        self._set((), text)
        self.post_message(self.Changed(text))
