"""Marked places, the place before the last jump, and going to where anything stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import events, work

from tui.commands.command import Pane
from tui.desk.trail import Place
from tui.screens.notebook import NotebookScreen

if TYPE_CHECKING:
    from tui.background.placed import Placed


class PlacesScreen(NotebookScreen):
    """Adds ways to go where something stands."""

    _waiting: Callable[[str], Any] | None = None
    """Takes the letter of a mark."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave every key to the mark that waits for a letter."""
        return False if self._waiting is not None else super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Take the letter of a mark."""
        if self._waiting is None:
            return
        event.stop()
        event.prevent_default()
        take, self._waiting = self._waiting, None
        self.status_line.say("")
        if event.character and event.character.isprintable() and event.key != "escape":
            take(event.character)

    def action_mark_place(self) -> None:
        """Wait for the letter that is to stand for this place."""
        self._waiting = self._mark_place
        self.status_line.say("Mark this place with which letter?")

    def action_jump_to_mark(self) -> None:
        """Wait for the letter of a marked place."""
        self._waiting = self._jump_to_mark
        self.status_line.say("To the mark of which letter? ' goes back to where you were")

    @work(group="notebook")
    async def _mark_place(self, letter: str) -> None:
        report = self.desk.report
        if report is not None:
            offset = self.reading.reading_offset
            await self.done(self.desk.keeper.mark(report.number, report.article, offset, letter))

    @work(group="notebook")
    async def _jump_to_mark(self, letter: str) -> None:
        if letter == "'":
            if self.desk.memory.came_from is None:
                self.status_line.say("There was no place before")
            else:
                await self.go(self.desk.memory.came_from)
            return
        from index.notebook.acts import Facet, Mark

        marks = await self.kept(self.desk.keeper.placed(Facet.MARK)) or []
        found = [one for one in marks if isinstance(one.act, Mark) and one.act.letter == letter]
        if found:
            await self.go_to(found[-1])
        else:
            self.status_line.say(f"No place is marked with {letter}")

    async def go_to(self, placed: "Placed") -> None:
        """Go to where a note, clip or mark stands."""
        from index.notebook.acts import Mark

        if placed.number is None:
            self.status_line.say("Its report is no longer in the collection")
            return
        if not await self.go(Place(placed.number, placed.span.start if placed.span else 0)):
            return
        if placed.span is not None and not isinstance(placed.act, Mark):
            self.arrive(placed.span, "")
        elif placed.span is None and placed.act.quotation is not None:
            self.status_line.say("Its passage is no longer in the report")

    async def go(self, place: Place) -> bool:
        """Go to a place; if its report is not in the list, list all; whether one is there then."""
        self.walker.stop()
        row = await self.row_shown(place.number)
        if row is None:
            await self.search_for("")
            row = await self.row_shown(place.number)
        if row is None:
            self.status_line.say("Its report is no longer in the collection")
            return False
        self.jump_from_here()
        if await self.opened(row) is None:
            return False
        self.enter(Pane.READING)
        walked = [*self.desk.traced_here(), *self.desk.hits_here()]
        stop = next((one for one in walked if one.start == place.offset), None)
        if stop is not None:
            self.reading.go_to(*stop)
        else:
            self.reading.clear_current()
            self.reading.restore(place.offset)
        self.tell()
        return True
