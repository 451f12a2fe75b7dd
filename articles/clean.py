"""The one choke point that makes untrusted text safe to keep and to show.

Every string that comes from a report (text, metadata, file names, messages that quote it) passes
here once, when it is taken in. What a terminal or a reader could mistake for an instruction is
replaced one for one by a visible stand-in, so offsets into the text stay valid. Letters of all
scripts, variation selectors and the joiners of Persian, Indic scripts and emoji are kept.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_REPLACEMENT = "\ufffd"
_JOINERS = frozenset("\u200b\u200c\u200d\u2060")
_MARKS_KEPT = 4
"""Combining marks a base may carry; more are an attack on the lines around it."""

_BANNED = (
    (0x80, 0x9F),  # C1 controls
    (0x61C, 0x61C),  # Arabic letter mark
    (0x200E, 0x200F),  # left-to-right and right-to-left marks
    (0x2028, 0x2029),  # line and paragraph separators
    (0x202A, 0x202E),  # bidi embeddings and overrides
    (0x2066, 0x2069),  # bidi isolates
    (0xD800, 0xDFFF),  # lone surrogates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xE0000, 0xE007F),  # tags: invisible ASCII
)


def fold_newlines(text: str) -> str:
    """Make CRLF, and the lone CR of old files, LF. The only step that may shorten a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def clean(text: str) -> str:
    r"""Replace what is unsafe to show, one character for one.

    C0 controls but `\n` become control pictures (`␛`), a tab a space; marks of direction become
    spaces of no width (U+200B); C1, bidi embeddings, overrides and isolates, tags, surrogates,
    interlinear marks, byte order marks and U+2028/9 become U+FFFD, and so does every combining mark
    after the fourth on one base. Idempotent; `len(clean(text)) == len(text)`.
    """
    if _unsafe().search(text):
        text = text.translate(_stand_ins())
    return unpiled(text, lambda _: _REPLACEMENT)


def unpiled(text: str, instead: Callable[[str], str]) -> str:
    """Replace each combining mark after the fourth on one base; joiners among them stay."""
    if text.isascii() or not _blocks_with_marks().search(text):
        return text

    def flatten(pile: re.Match[str]) -> str:
        kept, rest = pile.groups()
        return kept + "".join(one if one in _JOINERS else instead(one) for one in rest)

    return _piles(astral=bool(_astral_marks().search(text))).sub(flatten, text)


def clean_line(text: str) -> str:
    """Make a name, title or message safe and one line: white space folded to single spaces."""
    return " ".join(clean(fold_newlines(text)).split())


# What is below is worked out for the first text that needs it: the reader's first list needs none.


@cache
def _stand_ins() -> dict[int, int]:
    found = {
        **{code: 0x2400 + code for code in range(0x20)},  # control pictures
        0x7F: 0x2421,
        **{code: 0xFFFD for low, high in _BANNED for code in range(low, high + 1)},
        # Every Arabic and Hebrew newspaper has these marks; they turn nothing round by themselves.
        **dict.fromkeys((0x61C, 0x200E, 0x200F), 0x200B),
        ord("\t"): ord(" "),
    }
    del found[ord("\n")]
    return found


@cache
def _unsafe() -> re.Pattern[str]:
    banned = "".join(f"{chr(low)}-{chr(high)}" for low, high in _BANNED)
    return re.compile(f"[\x00-\x09\x0b-\x1f\x7f{banned}]")


@cache
def _astral_marks() -> re.Pattern[str]:
    return re.compile("[\U000101fd-\U0001efff\U000e0100-\U000e01ef]")


@cache
def _blocks_with_marks() -> re.Pattern[str]:
    """Compiled for the first text that is not of ASCII alone: it takes two milliseconds."""
    return re.compile(
        "[\u0300-\u1fff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u309a\ua66f-\uabed\ufb1e\ufe00-\ufe2f"
        "\U000101fd-\U0001efff\U000e0100-\U000e01ef]"
    )


@cache
def _marks(*, astral: bool) -> str:
    """The marks that take no cell of their own (Mn, Me), as the inside of a character class."""
    planes = [range(0x300, 0x10000)]
    if astral:
        planes += [range(0x10000, 0x20000), range(0xE0100, 0xE01F0)]
    return "".join(
        chr(code)
        for plane in planes
        for code in plane
        if unicodedata.category(chr(code)) in {"Mn", "Me"}
    )


@cache
def _piles(*, astral: bool) -> re.Pattern[str]:
    """Runs of more marks than a base may carry, joiners between them notwithstanding.

    Two patterns, because `re` has a bitmap for classes within the basic plane only; with the
    others the search is ten times slower, and few texts need them.
    """
    mark, joiners = f"[{_marks(astral=astral)}]", "[\u200b-\u200d\u2060]*+"
    kept = f"(?:{mark}{joiners}){{{_MARKS_KEPT - 1}}}{mark}"
    return re.compile(f"({kept})((?:{joiners}{mark})+)")
