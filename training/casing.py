"""Headlines out of sentences: some lines get capitals, so that the tagger learns to read them."""

import random
import re
from dataclasses import replace

from training.gold import Document

_LONGEST = 120
_TITLED, _CAPITALS = 0.06, 0.09
_WORD = re.compile(r"(?<![\w'’])([a-z])(?=\w{3,})")


def with_headlines(document: Document, chance: random.Random) -> Document:
    """The document with 6 % of its short lines in title case and 3 % in capitals."""
    lines = (_cased(line, chance.random()) for line in document.text.split("\n"))
    return replace(document, text="\n".join(lines))


def _cased(line: str, draw: float) -> str:
    if len(line) >= _LONGEST or draw >= _CAPITALS:
        return line
    if draw >= _TITLED:
        return line.upper() if len(line.upper()) == len(line) else line
    titled = line[:1].upper() + line[1:]
    return (
        _WORD.sub(lambda match: match.group(1).upper(), titled)
        if len(titled) == len(line)
        else line
    )
