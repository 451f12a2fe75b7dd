"""What the right button, or a click below, asks for: a menu of what can be done there."""

import re
from typing import TYPE_CHECKING, Final

from textual import on
from textual.geometry import Region

from articles.article import Span
from tui.commands.command import Pane
from tui.commands.menu import OFFERED, Place
from tui.commands.table import BY_ID
from tui.screens.asking import asking
from tui.screens.teaching import TeachingScreen
from tui.widgets.line_pane import LinePane
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from articles.article import Article

_WORD: Final = re.compile(r"\w+")


class PointingScreen(TeachingScreen):
    """Adds to reading the menus, by which everything can be done with the mouse alone."""

    @on(LinePane.Asked)
    def _asked(self, event: LinePane.Asked) -> None:
        if event.offset is not None:
            self._point_at(event.offset)
        self._offer(Region(*event.at, 1, 0))

    @on(StatusLine.Clicked)
    def _clicked_status(self) -> None:
        self._offer(Region(0, self.size.height, 1, 0))

    def action_menu(self) -> None:
        """What can be done with what one is on."""
        self._offer(self._panes[self.pane].place)

    def _point_at(self, offset: int) -> None:
        """Have the name, or the word, at a character as what one is on, unless text is selected."""
        report = self.desk.report
        if report is None or self.reading.selected is not None:
            return
        names = (Span(one.start, one.end) for one in report.named())
        name = next((one for one in names if one.start <= offset < one.end), None)
        top = self.reading.scroll_offset.y
        self.arrive(name or _word_at(report.article, offset), "")
        self.reading.jump(top)  # what one points at stays where it is

    @asking("menu", exclusive=True)
    async def _offer(self, at: Region) -> None:
        from tui.dialogs.menu import Menu

        # What is done is done to what is open.
        if self.pane is Pane.ARTICLES and await self.opened(self.articles.cursor) is None:
            return
        place, about = self._place()
        commands = [BY_ID[id_] for id_ in OFFERED[place]]
        chosen = await self.asked(Menu(about, commands, self.keymap, at), more=True)
        if chosen is not None:
            await self.run_action(chosen.action)

    def _place(self) -> tuple[Place, str]:
        """What one is on, and how it is called."""
        report, marked = self.desk.report, len(self.desk.memory.marked)
        if self.pane is Pane.ENTITIES:
            row = self.entities.row
            return Place.ENTITY, row.name if row else ""
        if self.pane is Pane.ARTICLES:
            title = report.article.title if report else ""
            return Place.REPORT, f"{marked:,} marked" if marked else title
        if self.reading.selected is not None:
            return Place.SELECTION, "what is selected"
        current = self.reading_at[0]
        for one in report.named() if report and current else ():
            if (one.start, one.end) == current:
                return Place.NAME, one.name
        return Place.PASSAGE, "this paragraph"


def _word_at(article: "Article", offset: int) -> Span:
    """The word at a character, or that character."""
    start = max(0, offset - 100)
    for word in _WORD.finditer(article.text, start, offset + 100):
        if word.start() <= offset < word.end():
            return Span(word.start(), word.end())
    return Span(offset, offset + 1)
