"""How two wordings of a passage differ, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_WORDS: Final = re.compile(r"\S+\s*|\s+")
_MOST: Final = 25_000_000
"""Words of one wording times those of the other; more are told as one change, for time's sake."""
_KEPT: Final = 8
"""Words beside a change that are shown of a stretch that is the same."""


class Stretch(NamedTuple):
    """A stretch of a passage: what it was, and what it is now. Either may be empty."""

    was: str
    now: str

    @property
    def differs(self) -> bool:
        """Whether its words are others; white space does not count."""
        return self.was.split() != self.now.split()


def compared(was: str, now: str) -> list[Stretch]:
    """Divide two wordings into stretches that are the same and such that differ.

    Args:
        was: One wording.
        now: The other.

    Returns:
        Stretches whose parts, joined, are the two wordings. A word differs with its signs.
    """
    mine, theirs = _WORDS.findall(was), _WORDS.findall(now)
    if len(mine) * len(theirs) > _MOST:
        return [Stretch(was, now)]
    one, other = ([word.strip() for word in words] for words in (mine, theirs))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [
        Stretch("".join(mine[low:high]), "".join(theirs[from_:to]))
        for _, low, high, from_, to in matcher.get_opcodes()
    ]


class Side(NamedTuple):
    """A stretch of one of the two wordings, as it is shown."""

    text: str
    differs: bool


def sides(stretches: Sequence[Stretch]) -> tuple[list[Side], list[Side]]:
    """Both wordings, long stretches that are the same cut to a few words beside the changes.

    What differs is marked as `git diff --word-diff` and wdiff mark it: `[-was-]`, `{+now+}`.
    """
    was: list[Side] = []
    now: list[Side] = []
    for place, one in enumerate(stretches):
        if one.differs:
            was += _marked(one.was, "[-", "-]")
            now += _marked(one.now, "{+", "+}")
        else:
            first, last = place == 0, place == len(stretches) - 1
            was.append(Side(_cut(one.was, first=first, last=last), differs=False))
            now.append(Side(_cut(one.now, first=first, last=last), differs=False))
    return was, now


def _marked(text: str, before: str, after: str) -> Iterator[Side]:
    words = " ".join(text.split())
    if words:
        yield Side(f"{before}{words}{after}", differs=True)
        yield Side(" " if text[-1:].isspace() else "", differs=False)


def _cut(text: str, *, first: bool, last: bool) -> str:
    """A stretch on one line: its words beside a change, and an ellipsis for the others."""
    words = text.split()
    ends = 2 - first - last
    if len(words) > _KEPT * max(1, ends) + 1:
        head = [] if first else words[:_KEPT]
        tail = [] if last else words[-_KEPT:]
        if first and last:
            head = words[:_KEPT]
        words = [*head, "…", *tail]
    after = " " if text[-1:].isspace() else ""
    return " ".join(words) + after
