"""Suggesting entities for a name: those that share words with it first, then the others."""

import re
from typing import Final

from index.letters import bare
from index.mentions.values import LocalCount
from tui.background.lookup import Lookup

_WORD: Final = re.compile(r"\w{3,}")


async def alike(lookup: Lookup, name: str, limit: int) -> list[LocalCount]:
    """Those that share most words with `name` first, then those that are mentioned most.

    Only the longest word is looked for, as that takes a while where there are many reports.
    """
    words = set(_WORD.findall(bare(name)))
    longest = max(words, key=lambda word: (len(word), word), default="")
    near = (await lookup.entities_of(None, limit, longest)).entities if longest else []
    near = sorted(near, key=lambda one: -len(words & set(_WORD.findall(bare(one.entity.name)))))
    known = {one.entity.id for one in near}
    others = (await lookup.entities_of(None, limit)).entities
    return [*near, *(one for one in others if one.entity.id not in known)]
