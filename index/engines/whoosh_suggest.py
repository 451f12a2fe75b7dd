"""A spelling that occurs, for a word that does not."""

from collections import Counter
from collections.abc import Sequence

from index.analysis import fold
from index.engines.engine import never
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_terms import TEXT, TITLE


def nearest(word: str, segments: Sequence[Segment]) -> str | None:
    """The most frequent word of the texts within 1 edit, else within 2; None for short words."""
    folded = fold(word)
    if len(folded) < 3:
        return None
    for edits in (1, 2)[: 1 + (len(folded) > 4)]:
        found: Counter[str] = Counter()
        for segment in segments:
            for field in (TEXT, TITLE):
                lexicon = segment.lexicon(field)
                for at in lexicon.misspelt(folded, edits, never):
                    found[lexicon.words[at].decode()] += segment.frequency(field, at)
        found.pop(folded, None)
        if found:
            return max(found, key=lambda word: (found[word], word))
    return None
