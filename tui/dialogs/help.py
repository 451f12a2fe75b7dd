"""Help: the keys in force in a pane, every other command, the query language; searchable."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from tui.commands.command import Command, Pane
from tui.commands.keymap import Keymap
from tui.commands.table import COMMANDS
from tui.dialogs.sheet import Sheet
from tui.widgets.styled_text import StyledText

QUERY_LANGUAGE = (
    ("raqqa airstrike", "both words, also inflected"),
    ("raqqa OR mosul", "either word"),
    ("-mosul", "not this word"),
    ('"de facto capital"', "these words in this order"),
    ('"drian raqqa"~20', "these words, at most 20 apart"),
    ("IS, WHO", "capitals: exactly these letters"),
    ("airstr*", "words that begin so"),
    ("title: source: author:", "only in that field"),
    ("date:2015-11..2016-03", "a day, month, year, range; date:none"),
    ('entity:"Le Drian"', "reports that mention this entity"),
    ("is:unread is:starred", "also is:read, is:noted"),
    ("tag:checked note:fire", "what you tagged, what you noted"),
)

_KEYS, _TYPED = 30, 23
"""Columns of what is to be pressed, at most, and of what is to be typed."""


class HelpSheet(Sheet):
    """Lists what works in a pane; `/` leaves of it what holds the words typed."""

    BINDINGS: ClassVar[list[BindingType]] = [("slash", "filter", "Filter")]

    def __init__(self, pane: Pane, keymap: Keymap, *, of_query: bool = False) -> None:
        """Show the keys of `pane` as `keymap` has them; before them what can be searched for."""
        self._pane, self._keymap, self._of_query = pane, keymap, of_query
        self._columns = min(_KEYS, max(len(self._pressed(one)) for one in COMMANDS))
        title = "What can be searched for, and keys" if of_query else f"Keys: {pane}"
        super().__init__(title, self._matching(""), "/ filters · Esc closes")

    def compose(self) -> ComposeResult:
        """The text, and a line to filter it with."""
        yield from super().compose()
        yield Input(placeholder="filter", compact=True)

    def action_filter(self) -> None:
        """Type words to look for."""
        self.add_class("-filtering")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.show(self._matching(event.value))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.set_focus(self.query_one(StyledText))

    def action_back(self) -> None:
        """Forget the filter; where there is none, close."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one(Input).value = ""
            self.set_focus(self.query_one(StyledText))
        else:
            self.dismiss()

    def _matching(self, wanted: str) -> Content:
        words = wanted.casefold().split()
        lines: list[Content] = []
        for heading, entries in self._sections():
            kept = [one for one in entries if all(word in one.casefold() for word in words)]
            if kept:
                lines += [Content.styled(heading, "bold"), *map(Content, kept), Content("")]
        return Content("\n").join(lines or [Content("Nothing here says that.")])

    def _sections(self) -> Iterator[tuple[str, list[str]]]:
        """Headings with the lines under them."""
        typed = [f"  {typed:<{_TYPED}} {means}" for typed, means in QUERY_LANGUAGE]
        if self._of_query:
            yield "What can be searched for", typed
        here = [command for command in COMMANDS if self._pane in command.panes]
        for group in dict.fromkeys(command.group for command in here):
            yield group, [self._line(command) for command in here if command.group == group]
        if not self._of_query:
            yield "What can be searched for", typed
        others = [command for command in COMMANDS if self._pane not in command.panes]
        yield "In other panes", [self._line(command) for command in others]

    def _line(self, command: Command) -> str:
        return f"  {self._pressed(command):<{self._columns}} {command.help}"

    def _pressed(self, command: Command) -> str:
        return self._keymap.shown(command.id) or f"{self._keymap.first('palette')} by name"
