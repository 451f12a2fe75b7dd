"""Descriptions that stand for a name: `the terror group` after it. Kept apart, never counted."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from articles.entities.mention import EntityType, Mention
from articles.entities.names import Found, Name
from articles.entities.organisations import HEADS
from articles.entities.wordlists import word_list

_ARMED = word_list("armed")
_GROUP = re.compile(
    r"[Tt]he (?<!\w[Tt]he )(?:("
    + "|".join(sorted(_ARMED))
    + r") )(group|organi[sz]ation|network|movement)\b"
)
_HEAD = re.compile(
    r"[Tt]he (?<!\w[Tt]he )(" + "|".join(sorted(HEADS - {"group", "forces"})) + r")\b(?! of\b)"
)


def soft_mentions(
    text: str, found: Sequence[Found], groups: Sequence[Sequence[Name]]
) -> Mapping[int, list[Mention]]:
    """Descriptions in a text, by the `id` of the root name of the entity that each stands for."""
    soft: dict[int, list[Mention]] = {}
    starts, ends = [one.start for one in found], [one.end for one in found]
    bodies = [group for group in groups if group[0].root.type is EntityType.ORGANISATION]
    for pattern, wanted in ((_GROUP, _armed), (_HEAD, _headed)):
        places: dict[str, _Places] = {}
        for match in pattern.finditer(text):
            before = bisect_left(starts, match.end())
            if before and ends[before - 1] > match.start():
                continue  # a name, or part of one
            word = match[1] or ""
            if word not in places:
                places[word] = _places(found, [group for group in bodies if wanted(group, word)])
            root = places[word].before(match.start())
            if root is not None:
                mention = Mention(
                    match.start(),
                    match.end(),
                    match.group(),
                    f"description of {root.row.name if root.row else root.text}",
                    soft=True,
                )
                soft.setdefault(id(root), []).append(mention)
    return soft


class _Places(NamedTuple):
    """Where the names stand that a description may be for."""

    ends: Sequence[int]
    roots: Sequence[Name]

    def before(self, start: int) -> Name | None:
        """The root of the last name before an offset."""
        at = bisect_right(self.ends, start)
        return self.roots[at - 1] if at else None


def _places(found: Sequence[Found], groups: Iterable[Sequence[Name]]) -> _Places:
    roots = {number: name.root for group in groups for name in group for number in name.at}
    numbers = sorted(roots)
    return _Places([found[number].end for number in numbers], [roots[n] for n in numbers])


def _armed(group: Sequence[Name], _word: str) -> bool:
    row = group[0].root.row
    return row is not None and row.relation.startswith("armed group")


def _headed(group: Sequence[Name], head: str) -> bool:
    return any(
        len(name.words) > 1 and head in (name.words[0], name.words[-1]) for name in group
    ) or any(len(name.words) > 2 and head in name.words[1:3] for name in group)
