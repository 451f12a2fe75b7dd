"""What a recogniser takes along with a name and is no part of it, cut off."""

import re

from articles.entities.wordlists import word_list

_ENDINGS = "|".join(sorted(word_list("participles")))
_AFTER = re.compile(rf"(?:['’]s?|[-‐‑–](?:{_ENDINGS}))$")
_BEFORE = re.compile(r"(?:the|a|an|anti|pro|non|ex|post|pre)[\s\-‐‑–]+(?=\w)", re.IGNORECASE)
_WITH_ARTICLE = re.compile(r"the\s+(?:Hague|Gambia)", re.IGNORECASE)
_MARKS = re.compile(r"[#*_=|~/\\\s-]+(?=\w)")
"""Marks of markup before a name: `# Raqqa`, `_Syria`."""
_BASED = re.compile(rf"[-‐‑–](?:{_ENDINGS})\s+(?=[^\W\d_a-z])")
_SMALL_WORD = re.compile(r"([^\W\d_]+)[ \n]+(?=\w)")
_ARABIC = re.compile(r"(?<![\w-])(?:al|el)[ -]$")
_IN_A_TITLE = re.compile(r"[\"“‘][A-Z][\w’'-]+ (?:of|for|from) (?:the )?$")
_LEADS = tuple(f"{word} {end}" for word in ("of", "for", "from", "the") for end in ("", "\n"))
"""What the text before the end of a quoted title ends with: cheaper to see than the whole."""
_PARTICLES = word_list("particles")
_MONEY = frozenset("$€£¥")
_DAYS = frozenset(["Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"])
_DATE = re.compile(
    r"\.?,?\s+(?:\d{1,2}\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)"
)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without article, prefix, adjective in small letters, possessive or participle.

    `eastern Syria` becomes `Syria`, `ISIS-affiliated` `ISIS`, `the Pentagon’s` `Pentagon`.
    Names that begin with a particle, such as `al-Shabaab` or `de Gaulle`, keep it, or get it
    back.
    """
    after = _AFTER.search(text, start, end)
    if after and after.start() > start:
        end = after.start()
    marks = _MARKS.match(text, start, end)
    if marks:
        start = marks.end()
    before = _BEFORE.match(text, start, end)
    if before and not _WITH_ARTICLE.match(text, start):
        start = before.end()
    while (word := _SMALL_WORD.match(text, start, end)) and word[1].islower():
        if word[1] in _PARTICLES:
            break
        start = word.end()
    article = _ARABIC.search(text, max(0, start - 4), start)
    return (article.start() if article else start), end


def based(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where, inside a name, a compound ends and another begins: `Britain-based Observatory`.

    Returns:
        The end of what stands before the hyphen and the start of what comes after the participle.
    """
    inside = _BASED.search(text, start, end)
    return (inside.start(), inside.end()) if inside else None


def in_title(text: str, start: int) -> bool:
    """Whether what begins here ends a quoted title: `“Wrath of the Euphrates”`, no mention."""
    if not text.endswith(_LEADS, 0, start):
        return False
    return bool(_IN_A_TITLE.search(text, max(0, start - 40), start))


def is_currency(text: str, end: int) -> bool:
    """Whether what ends here says whose dollars follow: `US$3.6 billion`, no mention."""
    return text[end : end + 1] in _MONEY


def is_day(text: str, start: int, end: int) -> bool:
    """Whether this is the day of a date: `Mon Jul 6 2015`, no mention of the Mon."""
    return text[start:end] in _DAYS and bool(_DATE.match(text, end))
