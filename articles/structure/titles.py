"""What a report is called: its headline, or what its first sentence says."""

import re

from articles.structure.blocks import Paragraph

LONGEST_TITLE = 100
"""Characters of a title that we made."""

_LONGEST_HEADLINE = 220
_NO_HEADLINE_END = (".", ",", ";", ":", "—", "–")
_ENDS_IN_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b(?:Inc|Corp|Co|Jr|Sr|Ltd|No)\.|\.\.\.)$"
)
_SENTENCE_END = re.compile(
    r"""(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|Lt|Jr|Sr|No))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Jan|Feb|Aug|Sep|Oct|Nov|Dec))
    (?<!\b(?:Prof|Capt|Sept))
    [.!?]["”’')]*(?=\s+["“‘'(]?[^\W_a-z])""",
    re.VERBOSE,
)


def is_headline(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether an opening line, with the one after it, reads like a headline.

    A headline is short, has words, stands on its own line above a text and ends without a full
    stop. Where we err we err towards a body: its first sentence then makes the title, and reads
    the same.
    """
    line = paragraph.text
    if following is None or len(line) > _LONGEST_HEADLINE or len(following.text) < 2:
        return False
    if line.endswith(_NO_HEADLINE_END) and not _ENDS_IN_ABBREVIATION.search(line):
        return False
    opening = line.lstrip("\"“‘'(")[:1]
    has_words = len(re.findall(r"[^\W\d_]{2,}", line)) >= 2
    return has_words and not opening.islower() and not line.startswith(("-", "•", "*"))


def is_same(line: str, title: str) -> bool:
    """Whether a line is the title, spacing, case and the site's name after it notwithstanding."""
    said, stated = _letters(line), _letters(title)
    if not said or not stated:
        return False
    return said == stated or _letters(re.split(r"\s+[|–—·-]\s+", title)[0]) == said


def opening_title(text: str, title: str) -> int:
    """Where `title`, standing at the very start of a running text, ends; 0 if it does not.

    Nor where a sentence goes on from there, of which the title merely has the first words.
    """
    words = re.findall(r"\w+", title)
    # most texts do not open so, and this is cheaper than a pattern for each
    if len(words) < 2 or words[0].casefold() not in text[:60].casefold():
        return 0
    pattern = r"[\W_]{0,4}".join(map(re.escape, words[:60]))
    found = re.match(pattern + r"[.!?:]?(?=\s|$)", text[: 3 * len(title) + 50], re.IGNORECASE)
    if not found or text[found.end() :].lstrip()[:1].islower():
        return 0
    return found.end()


def derived(body: str) -> str:
    """A title made from the start of a body: its first sentence, cut at a word if it is long."""
    start = " ".join(body[: 6 * LONGEST_TITLE].split())
    end = _SENTENCE_END.search(start)
    sentence = start[: end.end()] if end else start
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    cut = sentence[:LONGEST_TITLE].rpartition(" ")[0] or sentence[: LONGEST_TITLE - 1]
    return cut.rstrip(" ,;:–—-") + "…"


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line)).casefold()
