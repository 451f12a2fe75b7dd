"""Paragraphs that are left out, and those that are folded."""

from typing import Protocol

from tui.desk.presenting import repeated_there
from tui.desk.walking import Stop
from tui.features.ground import AtDesk, InPanes


class Ground(AtDesk, InPanes, Protocol):
    """The text that they are left out of."""


class Paragraphs:
    """Shows only paragraphs with hits or mentions; folds and unfolds page furniture."""

    def __init__(self, reader: Ground) -> None:
        """Those of what is open in `reader`."""
        self.reader = reader

    def only_lit(self) -> None:
        """Show only paragraphs with hits or mentions of the traced entity; again: all."""
        reader = self.reader
        pane = reader.reading
        walked = any(reader.desk.stops(kind) for kind in Stop)
        if not walked and not pane.only_lit:
            reader.status_line.say("Nothing is lit here: search, or trace somebody")
            return
        pane.only_lit = not pane.only_lit
        reader.status_line.say("Only paragraphs with hits or mentions" if pane.only_lit else "")

    def fold(self) -> None:
        """Fold or unfold page furniture; say why a paragraph that is seen again is furniture."""
        reader = self.reader
        reader.reading.toggle_folds()
        report = reader.desk.report
        if report is not None and report.repeated and not reader.reading.folded:
            reader.status_line.say(repeated_there(report.repeated))
        else:
            is_ = "folded" if reader.reading.folded else "shown"
            reader.status_line.say(f"Page furniture is {is_}")
