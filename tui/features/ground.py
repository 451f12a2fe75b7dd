"""Parts of the reader that features stand on; a feature's `Ground` says which of them it needs.

The main screen is all of them. A feature can thus be read, and tried, without that.
"""

from typing import Protocol

from textual import events

from articles.article import Span
from tui.commands.command import Pane
from tui.commands.keymap import Keymap
from tui.desk.desk import Desk
from tui.desk.walking import Walker
from tui.page.open_report import OpenReport
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.status_line import StatusLine


class AtDesk(Protocol):
    """The model of what is read, and the line that tells what came of a command."""

    @property
    def desk(self) -> Desk:
        """The list, the open report, the traced entity."""

    @property
    def status_line(self) -> StatusLine:
        """Says it."""


class Keyed(Protocol):
    """What is done at which key."""

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""


class InPanes(Protocol):
    """The panes, and which of them has the focus."""

    @property
    def articles(self) -> ArticleList:
        """The list."""

    @property
    def reading(self) -> ReadingPane:
        """The text."""

    @property
    def entities(self) -> EntitySidebar:
        """Who is mentioned."""

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it before the search bar got it."""

    def enter(self, pane: Pane) -> None:
        """Give a pane the focus."""

    def times(self) -> int:
        """The count typed before a key, which is used up by this; 1 if there is none."""


class KeyTaker(Protocol):
    """Takes keys for itself for a while, such as those that extend a selection."""

    def wants(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether the key of an action is meant for it now."""

    def take(self, event: events.Key) -> bool:
        """Take a key that no command has; false if it is not for it."""


class TakesKeys(Protocol):
    """Lets others take keys before their commands are run."""

    def give_keys(self, taker: KeyTaker) -> None:
        """Give keys from now on to a taker that wants them."""


class Opens(Protocol):
    """Shows lists and opens reports."""

    def show_list(self, row: int) -> None:
        """Show the list, with the cursor on a row."""

    async def row_shown(self, number: int) -> int | None:
        """The row of a report, unfolded if it is a folded copy; None if it is not in the list."""

    async def open_row(self, row: int) -> None:
        """Open the report of a row, with the cursor on it and everything known lit."""

    async def opened(self, row: int) -> OpenReport | None:
        """Open the report of a row; None if it is gone, or another one lies open by now."""

    def lies_open(self, report: OpenReport | None) -> bool:
        """Whether the text of this report is the open one, so that its offsets mean the same."""


class Stands(Protocol):
    """Stands somewhere in the open report, and goes elsewhere in it."""

    @property
    def walker(self) -> Walker:
        """Walks from stop to stop, if it is not told to stop."""

    @property
    def reading_at(self) -> tuple[Span | None, int]:
        """The stop last arrived at, if it is in sight, and where in the text the reader is."""

    @property
    def passage(self) -> Span | None:
        """What is selected, else the paragraph one reads, in the open report."""

    def jump_from_here(self) -> None:
        """Remember this place, as the reader is about to be taken to another."""

    def arrive(self, stop: Span, said: str) -> None:
        """Show that the reader stands on a stop, and say something about the way."""

    def light(self) -> None:
        """Light what is known in the open report."""

    def tell(self) -> None:
        """Say where the reader stands."""
