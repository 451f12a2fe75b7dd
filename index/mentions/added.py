"""Local entities that are to be assigned to an entity, and how statements name many of them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

AMONG: Final = "(SELECT value FROM json_each(?))"
"""In a statement, the ids of a JSON array that is its next value."""


class Added(NamedTuple):
    """Local entities to be assigned together."""

    locals: str
    """Their ids, a JSON array."""
    keys: Sequence[str]
    """Their strong keys."""
    shorts: Sequence[str]
    """The short keys that they support; without strong keys, those they go by."""
