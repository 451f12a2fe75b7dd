"""A report cut into words with exact offsets, and its words into sentences.

What later stages rely on: a name never shares a token with what is not part of it.
`ISIS-affiliated` is three tokens, `Syria's` two, `O'Brien`, `U.S.`, `AT&T` and `Sana'a` one each.
Sentences end at paragraph breaks and at full stops; the line breaks of a hard-wrapped text do not
count.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate, pairwise


class Case(IntEnum):
    """How a sentence is written."""

    NORMAL = 0
    TITLE = 1
    """Nearly Every Long Word Has a Capital, as in many headlines."""
    CAPITALS = 2
    """ALL OF IT."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text.

    `forms[i]` is `text[starts[i]:ends[i]]` with quotation marks, apostrophes and dashes in their
    plain form and accents composed. `sentences` are `(first token, end token)`, in order, without
    gaps; `cases` has one entry a sentence.
    """

    text: str
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    cases: list[Case]

    def surface(self, first: int, end: int) -> str:
        """The text from token `first` up to but without token `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def glued(self, token: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return token > 0 and self.starts[token] == self.ends[token - 1]


_ABBREVIATIONS = (
    "Mr Mrs Ms Dr St Gen Sen Rep Gov Lt Col Sgt Capt Maj Prof Rev Hon Adm Cmdr Cpl Pvt Brig Jr Sr"
    " Inc Ltd Corp Co Bros vs Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Ala Ariz Ark Calif"
    " Colo Conn Fla Ga Ill Kan Ky Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Vt Va"
    " Wash Wis Wyo Mt Ft Maj Pte Supt Insp Sqn Messrs Mme Mlle al"
).replace(" ", "|")
_LETTER = r"[^\W\d_]"
_CLITIC = r"['’ʼ](?:s|S|re|ve|ll|d|m|t|T)(?![\w])"
_TOKEN = re.compile(
    r"(?=\S)"  # a space is seen to be none at once, not after a look at every kind of token
    r"([A-Za-z][a-z]*(?=[ ,\n])|[,.;:()\"?!-]"  # the common cases first
    rf"|\b(?:{_LETTER}\.){{2,}}(?:{_LETTER}\b)?"  # U.S., J.K., U.S.A
    rf"|\b[A-Z]\.(?=[ \n][A-Z])"  # George W. Bush
    rf"|\b(?:{_ABBREVIATIONS})\.(?=[\s,])|\bNo\.(?=\s\d)"
    rf"|{_CLITIC}"
    rf"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?"
    rf"|{_LETTER}+\.(?:com|org|net|gov)\b"
    rf"|[A-Z]+&[A-Z]+\b"
    rf"|{_LETTER}[^\W_\u0300-\u036f]*[\u0300-\u036f]*"
    rf"(?:(?!{_CLITIC})['’ʼ](?={_LETTER})|[^\W_]|[\u0300-\u036f])*"
    rf"|[\w]|[^\w\s])"
)
_LINE_BREAK = re.compile(r"\n\s*")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´′‛", "'"),
        **dict.fromkeys("“”„«»″‟", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_TERMINATORS = frozenset(".!?…")
_CLOSERS = frozenset("\"')]")
_OPENERS = frozenset("\"'([-•*")
_SENTENCE_OPENERS = (
    "The A An In On At He She It They We I But And This That These Those His Her Its Their If When"
    " While After Before As However There Some Many Most"
)
_AFTER_ABBREVIATION = frozenset(_SENTENCE_OPENERS.split())


def tokenise(text: str) -> Tokens:
    """Cut a text into tokens and sentences."""
    parts = _TOKEN.split(text)  # what is between, a token, what is between, a token…
    borders = list(accumulate(map(len, parts)))
    forms, starts, ends = parts[1::2], borders[:-1:2], borders[1::2]
    if not text.isascii() or "`" in text:
        forms = list(map(_plain, forms))
    wraps = _wraps(text)
    breaks = {bisect_left(starts, at) for at in _line_breaks(text) if at not in wraps}
    cuts = sorted({0, len(forms), *breaks, *_sentence_ends(forms, starts, ends)})
    sentences = list(pairwise(cuts))
    return Tokens(text, forms, starts, ends, sentences, _cases(forms, sentences))


def _line_breaks(text: str) -> Iterator[int]:
    return (match.start() for match in _LINE_BREAK.finditer(text))


@lru_cache(maxsize=1 << 14)
def _plain(form: str) -> str:
    if form.isascii() and form != "`":
        return form
    return unicodedata.normalize("NFC", form.translate(_PLAIN))


def _sentence_ends(forms: list[str], starts: list[int], ends: list[int]) -> Iterator[int]:
    ending = [number for number, form in enumerate(forms) if form[-1] in _TERMINATORS]
    for number in ending:
        if forms[number] in _TERMINATORS:
            after = number + 1
            while (
                after < len(forms) and forms[after] in _CLOSERS and starts[after] == ends[after - 1]
            ):
                after += 1
            if after < len(forms) and starts[after] > ends[after - 1] and _may_begin(forms[after]):
                yield after
        elif number + 1 < len(forms) and forms[number + 1] in _AFTER_ABBREVIATION:
            yield number + 1


def _may_begin(form: str) -> bool:
    return form[0].isupper() or form[0].isdigit() or form[0] in _OPENERS


def _cases(forms: list[str], sentences: list[tuple[int, int]]) -> list[Case]:
    letters = bytes(map(_letters, forms))
    return [_case(letters[first:end]) for first, end in sentences]


_SHORT, _SMALL, _CAPITAL, _CAPITALS = range(4)
"""How a word is written: too short to tell, or none; `word`; `Word`; `WORD`."""


@lru_cache(maxsize=1 << 16)
def _letters(form: str) -> int:
    if len(form) < 4 or not form[0].isalpha():
        return _SHORT
    if form.isupper():
        return _CAPITALS
    return _CAPITAL if form[0].isupper() else _SMALL


def _case(letters: bytes) -> Case:
    capitals = letters.count(_CAPITALS)
    titled = capitals + letters.count(_CAPITAL)
    long = titled + letters.count(_SMALL)
    if long >= 3 and capitals >= 0.7 * long:
        return Case.CAPITALS
    if long > 3 and titled >= 0.75 * long:
        return Case.TITLE
    return Case.NORMAL


_WIDEST = 100
_NARROWEST = 40


def _wraps(text: str) -> set[int]:
    """Where line breaks stand for a space.

    A line break is a wrap if the next line's first word would not have fitted on this line (the
    document's widest line is the measure, and most lines must be full for the document to count as
    hard-wrapped), or if the sentence visibly goes on in small letters.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    joins = list(_joins(lines))
    full = {at for at, line, after in joins if len(line) + 1 + len(after.split(" ", 1)[0]) > width}
    hard = _NARROWEST <= width <= _WIDEST and len(full) > 1 and 2 * len(full) >= len(joins)
    flowing = {at for at, line, after in joins if after[0].islower() and line[-1] not in ".!?:;"}
    return full | flowing if hard else flowing


def _joins(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Each single line break between two lines of text: its offset, the lines around it."""
    at = 0
    for line, after in pairwise(lines):
        at += len(line)
        if line.strip() and after.strip():
            yield at, line.rstrip(), after.lstrip()
        at += 1
