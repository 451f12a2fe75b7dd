"""What the menu of a place offers: the commands that have to do with what is there."""

from enum import StrEnum
from typing import Final


class Place(StrEnum):
    """What a menu is asked for on."""

    REPORT = "report"
    ENTITY = "entity"
    NAME = "name"
    PASSAGE = "passage"
    SELECTION = "selection"


_TEACHING: Final = ("teach.same", "teach.none", "teach.type", "teach.split", "teach.rename")
_ALWAYS: Final = ("searches", "undo", "palette")

OFFERED: Final[dict[Place, tuple[str, ...]]] = {
    Place.REPORT: (
        "open", "read", "star", "tag", "note", "mark", "date", "copies", "copy.cited", *_ALWAYS,
    ),
    Place.ENTITY: ("open", "entities.about", *_TEACHING, *_ALWAYS),
    Place.NAME: ("trace.forward", *_TEACHING, "note", "clip", "copy.cited", *_ALWAYS),
    Place.PASSAGE: ("note", "clip", "copy.cited", "star", "tag", "only", "select", *_ALWAYS),
    Place.SELECTION: ("clip", "note", "copy", "copy.cited", "teach.type", *_ALWAYS),
}  # fmt: skip
"""Ids of commands by place, what is wanted most often first."""
