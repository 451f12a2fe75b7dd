"""What the search process answers, and the error where it cannot be asked."""

from collections.abc import Sequence
from typing import NamedTuple


class SearchUnavailable(Exception):
    """There is no search process to ask, and it cannot be started; the message is for the user."""


class QueryProblem(NamedTuple):
    """What is wrong with a query; `[start, end)` is the place in what was typed."""

    message: str
    start: int
    end: int


class Answer(NamedTuple):
    """What became of a search."""

    text: str
    """The query, as it was asked."""
    numbers: Sequence[int]
    """All reports found, in order; empty if there is a problem."""
    understood: str = ""
    """What was really searched."""
    suggestion: str | None = None
    """A spelling under which something is found, where nothing was."""
    problem: QueryProblem | None = None


class Saved(NamedTuple):
    """How a saved search stands."""

    name: str
    query: str
    found: int
    """Reports that match."""
    new: int
    """Those that did not when it was last looked at."""
    problem: str = ""
    """Why it cannot be searched (any more)."""
