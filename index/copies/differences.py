"""What two reports have in common, and what stands in one of them alone, sentence by sentence."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

from articles.entities.tokens import tokenise
from articles.structure.blocks import paragraphs

LONGEST: Final = 200_000
"""Characters of a text that are compared."""
MOST: Final = 1_000
"""Sentences of a text that are compared: the matching takes up to the square of them."""


class Side(StrEnum):
    """Where a sentence stands."""

    HERE = "here"
    THERE = "there"
    BOTH = "both"


class Sentence(NamedTuple):
    """A sentence of one of two texts."""

    side: Side
    text: str
    """As it is written here, if it stands here."""
    begins: bool
    """Whether a paragraph begins with it."""


class Differences(NamedTuple):
    """Two texts held against each other."""

    sentences: list[Sentence]
    """Of both, in the order of the one that is here, those of the other where they come there."""
    is_cut: bool
    """Whether a text went on beyond what was compared."""


def differences(here: str, there: str) -> Differences:
    """Hold two texts against each other.

    Sentences are the same if their words are, whatever their case and signs. One that stands
    elsewhere in the other text stands in both.
    """
    mine, i_am_cut = _sentences(here)
    theirs, they_are_cut = _sentences(there)
    my_keys, their_keys = ([_key(text) for text, _ in one] for one in (mine, theirs))
    in_mine, in_theirs = set(my_keys), set(their_keys)
    found: list[Sentence] = []
    for _, low, high, from_, to in SequenceMatcher(None, my_keys, their_keys).get_opcodes():
        for (text, begins), key in zip(mine[low:high], my_keys[low:high], strict=True):
            found.append(Sentence(Side.BOTH if key in in_theirs else Side.HERE, text, begins))
        for (text, begins), key in zip(theirs[from_:to], their_keys[from_:to], strict=True):
            if key not in in_mine:
                found.append(Sentence(Side.THERE, text, begins))
    return Differences(found, i_am_cut or they_are_cut)


def _sentences(text: str) -> tuple[list[tuple[str, bool]], bool]:
    """The sentences of a text, and whether it goes on after them."""
    found: list[tuple[str, bool]] = []
    for paragraph in paragraphs(text[:LONGEST]):
        for place, sentence in enumerate(_cut(" ".join(paragraph.text.split()))):
            if len(found) == MOST:
                return found, True
            found.append((sentence, place == 0))
    return found, len(text) > LONGEST


def _cut(text: str) -> Iterator[str]:
    tokens = tokenise(text)
    for first, end in tokens.sentences:
        yield text[tokens.starts[first] : tokens.ends[end - 1]]


def _key(sentence: str) -> str:
    """What makes two sentences the same."""
    words = "".join(c if c.isalnum() else " " for c in sentence.casefold()).split()
    return " ".join(words) or sentence
