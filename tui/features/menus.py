"""What the right button, or a click below, asks for: a menu of what can be done there."""

import re
from typing import TYPE_CHECKING, Final, Protocol

from textual.geometry import Region

from articles.article import Span
from tui.commands.command import Pane
from tui.commands.menu import OFFERED, Subject
from tui.commands.table import BY_ID
from tui.features.ground import AtDesk, InPanes, Keyed, Opens, Stands
from tui.features.working import Asks, asking

if TYPE_CHECKING:
    from articles.article import Article

_WORD: Final = re.compile(r"\w+")


class Ground(AtDesk, InPanes, Opens, Stands, Keyed, Asks, Protocol):
    """What is pointed at, and what can be done with it."""

    @property
    def place(self) -> Region:
        """Where the focus is on the screen."""

    async def run_action(self, action: str) -> None:
        """Do what a command says."""


class Menus:
    """Offers menus, by which everything can be done with the mouse alone."""

    def __init__(self, reader: Ground) -> None:
        """Offer what can be done in `reader`."""
        self.reader = reader

    def offer(self) -> None:
        """What can be done with what one is on."""
        self.offer_at(self.reader.place)

    def point(self, at: Region, offset: int | None) -> None:
        """What can be done with what is at a character of the text, or at a row."""
        if offset is not None:
            self._point_at(offset)
        self.offer_at(at)

    def _point_at(self, offset: int) -> None:
        """Have the name, or the word, at a character as what one is on, unless text is selected."""
        reader = self.reader
        report = reader.desk.report
        if report is None or reader.reading.selected is not None:
            return
        names = (Span(one.start, one.end) for one in report.named())
        name = next((one for one in names if one.start <= offset < one.end), None)
        top = reader.reading.scroll_offset.y
        reader.arrive(name or _word_at(report.article, offset), "")
        reader.reading.jump(top)  # what one points at stays where it is

    @asking("menu", exclusive=True)
    async def offer_at(self, at: Region) -> None:
        """Offer a menu at a place of the screen."""
        from tui.dialogs.menu import Menu

        # What is done is done to what is open.
        reader = self.reader
        if reader.pane is Pane.ARTICLES and await reader.opened(reader.articles.cursor) is None:
            return
        subject, about = self._subject()
        commands = [BY_ID[id_] for id_ in OFFERED[subject]]
        chosen = await reader.asked(Menu(about, commands, reader.keymap, at), more=True)
        if chosen is not None:
            await reader.run_action(chosen.action)

    def _subject(self) -> tuple[Subject, str]:
        """What one is on, and how it is called."""
        reader = self.reader
        report, marked = reader.desk.report, len(reader.desk.memory.marked)
        if reader.pane is Pane.ENTITIES:
            row = reader.entities.row
            return Subject.ENTITY, row.name if row else ""
        if reader.pane is Pane.ARTICLES:
            title = report.article.title if report else ""
            return Subject.REPORT, f"{marked:,} marked" if marked else title
        if reader.reading.selected is not None:
            return Subject.SELECTION, "what is selected"
        current = reader.reading_at[0]
        for one in report.named() if report and current else ():
            if (one.start, one.end) == current:
                return Subject.NAME, one.name
        return Subject.PASSAGE, "this paragraph"


def _word_at(article: "Article", offset: int) -> Span:
    """The word at a character, or that character."""
    start = max(0, offset - 100)
    for word in _WORD.finditer(article.text, start, offset + 100):
        if word.start() <= offset < word.end():
            return Span(word.start(), word.end())
    return Span(offset, offset + 1)
