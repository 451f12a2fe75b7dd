"""What a list shows of the notebook: what holds of one report."""

from typing import NamedTuple


class Marking(NamedTuple):
    """What the notebook holds of one report."""

    is_read: bool = False
    is_starred: bool = False
    tags: tuple[str, ...] = ()
    notes: int = 0
