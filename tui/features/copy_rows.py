"""Copies of a report as rows of a list, and two of them held against each other. Pure."""

from typing import Final

from textual.content import Content

from index.catalogue.store import Row
from index.copies.comparing import Member
from index.copies.differences import Differences, Side

_EDGE: Final = 2
"""Sentences in both that are shown before and after a difference."""
_MARKS: Final = {Side.HERE: ("- ", "$text-error"), Side.THERE: ("+ ", "$text-success")}


def copy_row(member: Member, row: Row, here: int) -> Content:
    """A member of a group, on two lines."""
    facts = " · ".join(filter(None, (row.source, row.date or "no date", row.id)))
    same = "the open one" if row.number == here else f"{member.shared:.0%} shared with it"
    return Content.assemble((row.title, "bold"), f"  {same}", (f"\n  {facts}", "dim"))


def differing(found: Differences) -> Content:
    """Sentences that differ, with a few of those in both around them."""
    sides = [one.side for one in found.sentences]
    both, here, there = (sides.count(side) for side in (Side.BOTH, Side.HERE, Side.THERE))
    cut = " · only the beginning of long texts is compared" if found.is_cut else ""
    only = f"only in the open one {here} · only in the other {there}"
    head = f"Sentences in both {both} · {only}{cut}"
    lines = [Content.styled(head, "bold")]
    left_out = 0
    for place, one in enumerate(found.sentences):
        near = sides[max(0, place - _EDGE) : place + _EDGE + 1]
        if all(side is Side.BOTH for side in near):
            left_out += 1
            continue
        lines += _left_out(left_out)
        left_out = 0
        mark, style = _MARKS.get(one.side, ("  ", "dim"))
        gap = [Content("")] if one.begins else []
        lines += [*gap, Content.styled(mark + one.text, style)]
    return Content("\n").join([*lines, *_left_out(left_out)])


def _left_out(count: int) -> list[Content]:
    return [Content(""), Content.styled(f"  … {count} in both", "dim")] if count else []
