"""A line of a concordance, and the orders of lines; how they are made is not known here."""

from enum import StrEnum
from typing import NamedTuple


class Order(StrEnum):
    """What the lines of a concordance are sorted by; ties keep the order of the list."""

    LIST = "list"
    """The order of the list of reports, then reading order."""
    LEFT = "left"
    """The word before the key, then the one before that."""
    RIGHT = "right"
    """The words after the key."""
    DATE = "date"
    """Oldest first, undated last."""
    SOURCE = "source"


class Line(NamedTuple):
    """One line of a concordance."""

    number: int
    """The report's number."""
    id: str
    title: str
    date: str | None
    source: str
    start: int
    """Where the key begins in the report's text."""
    end: int
    left: str
    """What stands before the key, on one line, up to its last space."""
    key: str
    right: str

    by_left: str = ""
    """What sorting by the left compares; made with the line, far from who sorts."""
    by_right: str = ""
