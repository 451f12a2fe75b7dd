"""Letters: what of them counts where two spellings are compared.

By itself, as the reader needs it before its first list, and words (`analysis`) take long to load.
"""

import unicodedata
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters whose stroke or tie no Unicode decomposition takes away."""


def bare(text: str) -> str:
    """A text without case, accents, points and ligatures; empty only if it was."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in letters if not _is_point(letter))
    return unicodedata.normalize("NFC", kept.casefold().translate(_LETTERS)) or text


def _is_point(letter: str) -> bool:
    """Whether it is an accent or a point, which many leave out; vowel signs of Indic and Thai stay.

    Told by the canonical combining class: 1 overlays, 10 to 36 points of Hebrew, Arabic and Syriac,
    200 and above accents.
    """
    order = unicodedata.combining(letter)
    if order:
        return order == 1 or 10 <= order <= 36 or order >= 200
    return letter == SOFT_HYPHEN or "\ufe00" <= letter <= "\ufe0f"
