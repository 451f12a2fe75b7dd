"""The parts of a report once it is known which of its paragraphs repeat: see `repeated`.

Apart from what finds such paragraphs: whoever reads a library needs this alone, and sooner without.
"""

from collections import deque
from collections.abc import Iterable

from articles.article import Label, Part, Span


def relabelled(text: str, parts: Iterable[Part], spans: Iterable[Span]) -> tuple[Part, ...]:
    """Parts in which some paragraphs are `REPEATED`.

    Args:
        text: The report's text.
        parts: What it is taken apart into by itself.
        spans: The paragraphs, in reading order; each lies within one part.
    """
    made: list[Part] = []
    left = deque(spans)
    for part in parts:
        at = part.start
        while left and left[0].end <= part.end:
            start, end = left.popleft()
            _lay(made, text, Part(part.label, at, start))
            _lay(made, text, Part(Label.REPEATED, start, end))
            at = end
        _lay(made, text, Part(part.label, at, part.end))
    return tuple(made)


def _lay(made: list[Part], text: str, part: Part) -> None:
    """Add a part, without the white space around it, to the one before if that is its like."""
    bare = text[part.start : part.end].strip()
    if not bare:
        return
    start = text.index(bare, part.start)
    joins = bool(made) and made[-1].label is part.label
    made.append(Part(part.label, made.pop().start if joins else start, start + len(bare)))
