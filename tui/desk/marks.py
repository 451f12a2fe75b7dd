"""The reports marked for what is done to many at once."""

from collections.abc import Sequence


class Marks(set[int]):
    """Their numbers."""

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
