"""Marked places, the place before the last jump, and going to where anything stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from tui.commands.command import Pane
from tui.desk.trail import Place
from tui.features.ground import AtDesk, InPanes, Opens, Stands
from tui.features.notebook import Notebook
from tui.features.working import Works, working

if TYPE_CHECKING:
    from tui.background.placed import Placed


class Ground(AtDesk, InPanes, Opens, Stands, Works, Protocol):
    """Where one goes to them."""

    def take_letter(self, take: Callable[[str], object]) -> None:
        """Have the letter of the next key taken."""

    async def search_for(self, text: str) -> None:
        """Search for something as if it had been typed and entered."""


class Places:
    """Marks places by letters, and goes where something stands."""

    def __init__(self, reader: Ground, notebook: Notebook) -> None:
        """Go there in `reader`; marks are kept by `notebook`."""
        self.reader, self._notebook = reader, notebook

    def mark(self) -> None:
        """Wait for the letter that is to stand for this place."""
        self.reader.take_letter(self._mark)
        self.reader.status_line.say("Mark this place with which letter?")

    def jump(self) -> None:
        """Wait for the letter of a marked place."""
        self.reader.take_letter(self._jump)
        self.reader.status_line.say("To the mark of which letter? ' goes back to where you were")

    @working("notebook")
    async def _mark(self, letter: str) -> None:
        reader = self.reader
        report = reader.desk.report
        if report is not None:
            offset = reader.reading.reading_offset
            await self._notebook.done(
                reader.desk.keeper.mark(report.number, report.article, offset, letter)
            )

    @working("notebook")
    async def _jump(self, letter: str) -> None:
        reader = self.reader
        if letter == "'":
            if reader.desk.memory.came_from is None:
                reader.status_line.say("There was no place before")
            else:
                await self.go(reader.desk.memory.came_from)
            return
        from index.notebook.acts import Facet, Mark

        marks = await self._notebook.kept(reader.desk.keeper.placed(Facet.MARK)) or []
        found = [one for one in marks if isinstance(one.act, Mark) and one.act.letter == letter]
        if found:
            await self.go_to(found[-1])
        else:
            reader.status_line.say(f"No place is marked with {letter}")

    async def go_to(self, placed: "Placed") -> None:
        """Go to where a note, clip or mark stands."""
        from index.notebook.acts import Mark

        reader = self.reader
        if placed.number is None:
            reader.status_line.say("Its report is no longer in the collection")
            return
        if not await self.go(Place(placed.number, placed.span.start if placed.span else 0)):
            return
        if placed.span is not None and not isinstance(placed.act, Mark):
            reader.arrive(placed.span, "")
        elif placed.span is None and placed.act.quotation is not None:
            reader.status_line.say("Its passage is no longer in the report")

    async def go(self, place: Place) -> bool:
        """Go to a place; if its report is not in the list, list all; whether one is there then."""
        reader = self.reader
        reader.walker.stop()
        row = await reader.row_shown(place.number)
        is_listed = row is not None
        if row is None:
            await reader.search_for("")
            row = await reader.row_shown(place.number)
        if row is None:
            reader.status_line.say("Its report is no longer in the collection")
            return False
        reader.jump_from_here()
        if await reader.opened(row) is None:
            return False
        reader.enter(Pane.READING)
        walked = [*reader.desk.traced_here(), *reader.desk.hits_here()]
        stop = next((one for one in walked if one.start == place.offset), None)
        if stop is not None:
            reader.reading.go_to(*stop)
        else:
            reader.reading.clear_current()
            reader.reading.restore(place.offset)
        reader.tell()
        if not is_listed:
            reader.status_line.say("The list did not have that report: all reports again")
        return True
