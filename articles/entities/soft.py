"""Descriptions that stand for a name: `the terror group` after it. Kept apart, never counted."""

import re
from collections.abc import Callable, Mapping, Sequence

from articles.entities.mention import EntityType, Mention
from articles.entities.names import Found, Name
from articles.entities.organisations import HEADS
from articles.entities.wordlists import word_list

_Test = Callable[[Sequence[Name], re.Match[str]], bool]

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
    taken = [(one.start, one.end) for one in found]
    for pattern, wanted in ((_GROUP, _armed), (_HEAD, _headed)):
        for match in pattern.finditer(text):
            free = not any(s < match.end() and match.start() < e for s, e in taken)
            root = _nearest(match, wanted, found, groups) if free else None
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


def _nearest(
    match: re.Match[str], wanted: _Test, found: Sequence[Found], groups: Sequence[Sequence[Name]]
) -> Name | None:
    best: tuple[int, Name] | None = None
    for group in groups:
        if group[0].root.type is EntityType.ORGANISATION and wanted(group, match):
            before = [
                found[n].start for name in group for n in name.at if found[n].end <= match.start()
            ]
            if before and (best is None or max(before) > best[0]):
                best = (max(before), group[0].root)
    return best[1] if best else None


def _armed(group: Sequence[Name], _match: re.Match[str]) -> bool:
    row = group[0].root.row
    return row is not None and row.relation.startswith("armed group")


def _headed(group: Sequence[Name], match: re.Match[str]) -> bool:
    head = match.group(1)
    return any(
        len(name.words) > 1 and head in (name.words[0], name.words[-1]) for name in group
    ) or any(len(name.words) > 2 and head in name.words[1:3] for name in group)
