"""What the reader remembers about reports by number, as long as the numbers mean the same."""

from collections.abc import Sequence

from index.library.library import Edition
from tui.desk.trail import Place, Trail


class Marks(set[int]):
    """The reports marked for what is done to many at once, by their numbers."""

    def turn(self, numbers: Sequence[int]) -> None:
        """Mark reports; if all of them are marked, unmark them."""
        if self.issuperset(numbers):
            self.difference_update(numbers)
        else:
            self.update(numbers)

    def in_order(self, listed: Sequence[int]) -> list[int]:
        """The marked ones of a list in its order, then those that are not in it."""
        if not self:
            return []
        known = list(filter(self.__contains__, listed))
        return [*known, *sorted(self.difference(known))]


class Memory:
    """Belongs to one edition of a library: in one built anew, numbers mean other reports."""

    def __init__(self, edition: Edition | None = None) -> None:
        self.edition = edition
        """The library in which the numbers mean this; None before there is one."""
        self.trail = Trail()
        self.goes_back = False
        """Whether what was read before, in this session or an earlier one, is on the trail."""
        self.came_from: Place | None = None
        """Where the reader was before the last jump."""
        self.begun_in: int | None = None
        """The report in which a search was begun; it stays open if it is found."""
        self.seen: Sequence[int] = ()
        """The reports of the list as it is seen, while another may have been found already."""
        self.wanted: int | None = None
        """The report that is to lie open: that of the row that was asked for last."""
        self.marked = Marks()
