"""Looking for reports that have come, or have changed, since the reader was opened."""

from typing import Protocol

from tui.features.ground import AtDesk
from tui.features.working import Works, working


class Ground(AtDesk, Works, Protocol):
    """What is brought up to date."""

    async def bring_up_to_date(self, *, quietly: bool = False) -> str:
        """Index what is new or changed, and tell what came of it, or only give that back."""

    def is_left(self) -> bool:
        """Whether the reader is being left, panes gone, while something was waited for."""


class Updating:
    """Reads on in the collection when it is asked to."""

    def __init__(self, reader: Ground) -> None:
        """Bring the library of `reader` up to date."""
        self.reader = reader

    @working("update", exclusive=True)
    async def update(self) -> None:
        """Read what is new or changed in the collection, and say what was, or that nothing is."""
        self.reader.status_line.say("Looking for new reports…")
        outcome = await self.reader.bring_up_to_date(quietly=True)
        if not self.reader.is_left():
            self.reader.status_line.say(outcome or "No report is new or changed")
