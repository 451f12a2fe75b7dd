"""Reading text that the user gives a command: in a file, or on standard input."""

import sys
from pathlib import Path
from typing import Final

from tui.problems import Unusable

LARGEST: Final = 200_000_000
"""Characters of it; more were never made by hand, and a device has no end."""


def input_text(word: str) -> str:
    """The text of a file, or of standard input for `-`.

    Raises:
        Unusable: It cannot be read, is too large, or no text.
    """
    try:
        if word == "-":
            content = sys.stdin.read(LARGEST + 1)
        else:
            with Path(word).open(encoding="utf-8") as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # `ValueError`: a name with a zero, bytes of no text
        undecodable = isinstance(error, UnicodeDecodeError)
        reason = "it is no UTF-8 text" if undecodable else getattr(error, "strerror", str(error))
        raise Unusable(f"cannot read {word}: {reason}") from error
    if len(content) > LARGEST:
        raise Unusable(f"cannot read {word}: it is larger than {LARGEST // 1_000_000} MB")
    return content
