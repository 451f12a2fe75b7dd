"""Views of the open report, each by a letter: its copies, its text as the file has it."""

from collections.abc import Callable
from typing import Protocol

from tui.features.copies import Copies
from tui.features.ground import AtDesk, Keyed
from tui.features.working import Asks, asking


class Ground(AtDesk, Keyed, Asks, Protocol):
    """What is viewed."""

    def take_letter(self, take: Callable[[str], object]) -> None:
        """Have the letter of the next key taken."""


class Views:
    """Shows the view of the open report whose letter is typed next."""

    def __init__(self, reader: Ground, copies: Copies) -> None:
        """Show that of `reader`; `copies` shows its copies."""
        self.reader, self._copies = reader, copies

    def choose(self) -> None:
        """Wait for the letter of a view."""
        self.reader.take_letter(self._view)
        self.reader.status_line.say(
            "View: d copies of this report · r its raw text, as in the file"
        )

    def _view(self, letter: str) -> None:
        if letter == "d":
            self._copies.show()
        elif letter == "r":
            self.show_raw()
        else:
            self.reader.status_line.say(f"There is no view {letter}")

    @asking("raw", exclusive=True)
    async def show_raw(self) -> None:
        """The open report as its file has it, with characters that cannot be seen written out."""
        from tui.background.raw import raw
        from tui.dialogs.raw_text import RawText

        reader = self.reader
        report = reader.desk.report
        if report is None:
            reader.status_line.say("No report is open")
            return
        reader.status_line.say("Reading the file again…", stays=True)
        found = await raw(reader.desk.collection, reader.desk.base, report.article.id)
        reader.status_line.say("" if found.text else found.said)
        if found.text:
            await reader.asked(RawText(report.article.id, found, reader.keymap))
