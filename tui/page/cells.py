"""Characters and the columns they take, where terminals and Textual agree on them.

Everything here keeps the length of a text: character `i` of what is drawn is character `i` of the
report, so that offsets hold. A character that must not reach the screen becomes `DROPPED`, which
takes no column, and `shown` removes it just before painting.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from rich.cells import get_character_cell_size

DROPPED: Final = "\u200b"
"""Stands for a character that is not painted; itself a space of no width."""

_PLAIN_RANGES: Final = (
    " -~\n\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d5\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u2400-\u2426\u2500-\u25fc\ufffd"
)
_PLAIN_ASCII: Final = bytes((ord("\n"), *range(ord(" "), ord("~") + 1)))
_NOT_PLAIN: Final = re.compile(f"[^{_PLAIN_RANGES}]")
_EMOJI: Final = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_LONG: Final = 32_000

_LONGEST_WORD: Final = 40
"""Letters of the longest words; longer are addresses, and texts written without blanks."""
_LONG_WORD: Final = 12
"""Columns that are rather filled with a part of a word than left empty."""


def is_plain(text: str) -> bool:
    """Whether every character takes one column, so that columns can be counted by `len`."""
    if text.isascii():  # five times as fast, and that again for a line
        return text.isprintable() or not text.encode("ascii").translate(None, _PLAIN_ASCII)
    return _NOT_PLAIN.search(text) is None


def first_odd(text: str, start: int, end: int) -> int:
    """The first offset in `[start, end)` of a character that may not take one column, or `end`."""
    found = _NOT_PLAIN.search(text, start, end)
    return found.start() if found else end


def display(text: str) -> str:
    """The text with a stand-in for each character that terminals get wrong; of the same length.

    Joined, toned and selected emoji keep their first character; characters that this Python's
    Unicode does not know, controls and lone surrogates become U+FFFD.
    """
    if is_plain(text):
        return text
    if len(text) > _LONG and "\n" in text:  # no step may hold up other threads for long
        return "\n".join(map(display, text.split("\n")))
    text = _controls().sub("\ufffd", text.replace("\t", " "))
    text = _disputed().sub(lambda found: DROPPED * len(found[0]), text)
    unknown = [c for c in set(text) if unicodedata.category(c) == "Cn"]
    return text.translate(dict.fromkeys(map(ord, unknown), "\ufffd")) if unknown else text


@cache
def _disputed() -> re.Pattern[str]:
    """What emulators disagree on by one or two columns (measured in tmux 3.3a against Rich 15).

    Variation selectors, keycaps, skin tones, and whatever a zero-width joiner glues to an emoji.
    Marks of direction (as Arabic and Hebrew reports have them) too: the last guard lets none pass.
    """
    return re.compile(  # for the first text that has odd characters; most lists have none
        f"\u200d(?:[{_EMOJI}][\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*)?"
        "|[\u061c\u200e\u200f\ufe00-\ufe0f\u20e3\u2060-\u2064\ufeff\xad]"
        "|(?<=\\S)[\U0001f3fb-\U0001f3ff]"
    )


@cache
def _controls() -> re.Pattern[str]:
    return re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def shown(text: str) -> str:
    """What is painted of a stretch of a `display` text."""
    return text.replace(DROPPED, "")


def text_index(text: str, index: int) -> int:
    """The index in a `display` text of the character that is painted at `index` of `shown(text)`.

    The index after the last painted character is the text's length.
    """
    if DROPPED not in text:
        return min(index, len(text))
    painted = 0
    for at, character in enumerate(text):
        if character != DROPPED:
            if painted == index:
                return at
            painted += 1
    return len(text)


class _Widths(dict[str, int]):
    """Columns by character, asked of Rich once for each character."""

    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


WIDTHS: Final = _Widths()
"""Columns that each character takes: 0, 1 or 2."""


def width(text: str) -> int:
    """Columns that a `display` text takes."""
    return len(text) if is_plain(text) else sum(map(WIDTHS.__getitem__, text))


def index_at(text: str, column: int) -> int:
    """The index in a `display` text of the character that covers a column; its length if none."""
    if column < 0:
        return 0
    used = 0
    for at, character in enumerate(text):
        used += WIDTHS[character]
        if used > column:
            return at
    return len(text)


def cut(text: str, columns: int) -> str:
    """The longest beginning of a `display` text that fits, with an ellipsis if it was cut."""
    if columns <= 0:
        return ""
    if width(text) <= columns:
        return text
    used = at = 0
    for at, character in enumerate(text):  # noqa: B007  `at` is where the text no longer fits
        used += WIDTHS[character]
        if used > columns - 1:
            break
    return text[:at].rstrip() + "…"


def cut_start(text: str, columns: int) -> str:
    """The longest end of a `display` text that fits, with an ellipsis if it was cut.

    It never begins with a character of no width, which would join what stands before it.
    """
    if columns <= 0:
        return ""
    if width(text) <= columns:
        return text
    used, at = 0, len(text)
    while used + WIDTHS[text[at - 1]] <= columns - 1:
        at -= 1
        used += WIDTHS[text[at]]
    while at < len(text) and not WIDTHS[text[at]]:
        at += 1
    return "…" + text[at:].lstrip()


def cut_middle(text: str, columns: int) -> str:
    """As much of both ends of a `display` text as fits, with an ellipsis between if it was cut."""
    if width(text) <= columns or columns < 3:
        return cut(text, columns)
    end = cut_start(text, (columns - 1) // 2 + 1).removeprefix("…")
    start = cut(text, columns - width(end)).removesuffix("…")
    return f"{start}…{end}"


def cut_words(text: str, columns: int) -> str:
    """As `cut`, but at the end of a word, unless it is the first one, or longer than any is."""
    kept = cut(text, columns).removesuffix("…")
    if len(kept) == len(text) or text[len(kept)].isspace():
        return cut(text, columns)
    end = kept.rfind(" ") + 1
    whole = kept[:end].rstrip() if len(kept) - end <= _LONGEST_WORD else ""
    return f"{whole}…" if whole else cut(text, columns)


def cut_words_start(text: str, columns: int) -> str:
    """As `cut_start`, but at the beginning of a word, unless the last one is too long itself."""
    kept = cut_start(text, columns).removeprefix("…")
    if len(kept) == len(text) or text[len(text) - len(kept) - 1].isspace():
        return cut_start(text, columns)
    whole = kept.partition(" ")[2].lstrip()
    return f"…{whole}" if whole else cut_start(text, columns)


def cut_words_middle(text: str, columns: int) -> str:
    """As `cut_middle`, but between words, unless a long one, such as a path, would be lost."""
    if width(text) <= columns or columns < 12:
        return cut_middle(text, columns)
    end = cut_words_start(text, (columns - 2) // 2).removeprefix("…")
    start = cut_words(text, columns - width(end) - 2).removesuffix("…")
    whole = f"{start} … {end}"
    return whole if width(whole) > columns - _LONG_WORD else cut_middle(text, columns)


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """Cut and padded to exactly so many columns, and ready to paint.

    Args:
        text: Any one-line text.
        columns: How many columns to fill.
        right: Whether to align to the right.
    """
    if is_plain(text):  # what follows would look so four times
        if len(text) > columns:
            text = text[: max(0, columns - 1)].rstrip() + "…" * (columns > 0)
        return text.rjust(columns) if right else text.ljust(columns)
    text = cut(display(text), columns)
    blank = " " * (columns - width(text))
    return shown(blank + text if right else text + blank)
