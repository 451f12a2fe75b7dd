"""Characters of a report that cannot be seen: counted where it is shown, written out on demand.

Nothing is kept with the report for that: `articles.clean` puts one stand-in for each, so counting
the stand-ins in a cleaned text counts them. A file may itself hold such a character, most often
U+FFFD where somebody before us could not decode what was there; it counts too, and `written_out`
says of each what the file really has.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from articles.article import Article
from articles.clean import unpiled

_AT_ONCE: Final = 1 << 16
"""Characters that are looked through in one go: no step may hold up other threads for long."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, formats, surrogates, private and unassigned characters, separators."""
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_BEGINS: Final = "<U+"


def hidden_in(report: Article) -> int:
    """How many stand-ins there are in a report's text, and in what else is stated of it."""
    stated = ("" if report.title_derived else report.title, report.source, report.author)
    further = sum(_count(one) for one in (*stated, report.section) if one not in report.text)
    return _count(report.text) + further


def _count(text: str) -> int:
    if text.isascii():
        return 0
    pieces = (text[at : at + _AT_ONCE] for at in range(0, len(text), _AT_ONCE))
    return sum(len(_stand_in().findall(piece)) for piece in pieces)


@cache
def _stand_in() -> re.Pattern[str]:
    return re.compile("[\u2400-\u2421\u200b\ufffd]")


def written_out(text: str) -> str:
    """A text as a file has it, with the code point of all that cannot be seen: `<U+202E>`.

    Also of stand-ins that the file itself has, of combining marks after the fourth on one base, and
    of a `<` that would look like the beginning of a code point. A tab becomes a space, as when it
    is cleaned, which changes nothing more of what comes out.
    """
    text = text.replace("\r\n", "\n").replace(_BEGINS, f"{_code('<')}{_BEGINS[1:]}")
    return unpiled(text.translate(_CODES), _code)


def _code(character: str) -> str:
    return f"<U+{ord(character):04X}>"


class _Codes(dict[int, str]):
    """What each character is shown as; worked out when a text first has it."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        unseen = (
            unicodedata.category(one) in _UNSEEN
            or one in _BLANK
            or _stand_in().match(one) is not None
        )
        self[code] = shown = _code(one) if unseen else one
        return shown


_CODES: Final = _Codes({ord("\n"): "\n", ord("\t"): " ", ord("\r"): f"{_code(chr(13))}\n"})
