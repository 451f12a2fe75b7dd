"""What the menu of a place offers: the commands that have to do with what is there."""

from enum import StrEnum
from typing import Final


class Subject(StrEnum):
    """What a menu is asked for on."""

    REPORT = "report"
    ENTITY = "entity"
    NAME = "name"
    PASSAGE = "passage"
    SELECTION = "selection"


_TEACHING: Final = ("teach.same", "teach.none", "teach.type", "teach.split", "teach.rename")
_ALWAYS: Final = ("searches", "undo", "palette")

OFFERED: Final[dict[Subject, tuple[str, ...]]] = {
    Subject.REPORT: (
        "open", "read", "star", "tag", "note", "mark", "date", "copies", "copy.cited", *_ALWAYS,
    ),
    Subject.ENTITY: ("open", "entities.about", *_TEACHING, *_ALWAYS),
    Subject.NAME: ("trace.forward", *_TEACHING, "note", "clip", "pad", "copy.cited", *_ALWAYS),
    Subject.PASSAGE: (
        "note", "clip", "pad", "copy.cited", "star", "tag", "only", "select", *_ALWAYS,
    ),
    Subject.SELECTION: ("clip", "pad", "note", "copy", "copy.cited", "teach.type", *_ALWAYS),
}  # fmt: skip
"""Ids of commands by place, what is wanted most often first."""
