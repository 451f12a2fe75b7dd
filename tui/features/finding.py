"""Finding in the open report alone."""

from typing import Protocol

from index.search.find import FindError
from tui.background.answers import SearchUnavailable
from tui.commands.command import Pane
from tui.features.ground import AtDesk, InPanes, Stands
from tui.features.working import Works, working
from tui.widgets.find_bar import FindBar


class Ground(AtDesk, InPanes, Stands, Works, Protocol):
    """Where it is found."""

    @property
    def find_bar(self) -> FindBar:
        """In which it is typed."""


class Finding:
    """Finds what is typed."""

    def __init__(self, reader: Ground) -> None:
        """Find it in what is open in `reader`."""
        self.reader = reader
        self._from = 0
        """Where the reader was when finding began."""

    def begin(self) -> None:
        """Type what to find in the open report."""
        reader = self.reader
        reader.walker.stop()
        reader.jump_from_here()
        self._from = reader.reading.reading_offset
        reader.find_bar.open()

    def leave(self, text: str) -> None:
        """Go on reading where something was found; where nothing is wanted, where one was."""
        self.reader.enter(Pane.READING)
        self.find(text, stay=not text)

    @working("find", exclusive=True)
    async def find(self, text: str, *, stay: bool = False) -> None:
        """Find something; nothing ends it. `stay` where one was when it began."""
        reader = self.reader
        try:
            found = await reader.desk.find(text)
        except (FindError, SearchUnavailable) as problem:
            reader.status_line.say(str(problem))
            return
        reader.status_line.say("")
        reader.light()
        if found and found.spans:
            after = [span for span in found.spans if span.start >= self._from]
            reader.arrive((after or found.spans)[0], "")
        elif found:
            reader.status_line.say("Not in this article")
        if stay:
            reader.reading.restore(self._from)
