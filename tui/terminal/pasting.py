"""Pastes are text and never press a key.

Textual 8.2 takes an escape sequence that it does not know for keys, also inside what is pasted: so
text from a web page could open the prompt for a command of the shell, and fill it in. And it takes
as much as comes: a megabyte in one line of a note cost 8 seconds at each key after it.
"""

from typing import Final

from textual.message import Message

from articles.clean import clean, fold_newlines

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
MOST: Final = 20_000
"""Characters of a paste: seven pages of a note, in which a key takes a tenth of a second then."""


class PasteCut(Message, bubble=False):
    """More was pasted than is taken."""

    def __init__(self, left_out: int) -> None:
        """Say how many characters are not taken."""
        super().__init__()
        self.left_out = left_out


class Pasted:
    """Cleans what stands between the marks of a paste, however the input is cut into pieces.

    Of a paste only the beginning goes through.
    """

    def __init__(self) -> None:
        self._is_inside = False
        self._held = ""
        """The end of a piece, which may be the beginning of the closing mark."""
        self._seen = ""
        """The end of what has gone through before a paste: an opening mark may be cut in two."""
        self._room = 0
        """Characters that may still go through of the paste that is coming in."""
        self._left_out = 0

    def cleaned(self, piece: str) -> str:
        """A piece of what the terminal sends; inside a paste nothing that is not text."""
        out = ""
        while piece:
            out, piece = (self._inside if self._is_inside else self._outside)(out, piece)
        return out

    def take_left_out(self) -> int:
        """How many characters of pastes did not go through since this was asked last."""
        left_out, self._left_out = self._left_out, 0
        return left_out

    def _outside(self, out: str, piece: str) -> tuple[str, str]:
        """Let a piece through as it is, up to where a paste begins."""
        both = self._seen + piece
        at = both.find(BEGIN)
        self._is_inside = at >= 0
        self._room = MOST
        end = at + len(BEGIN) - len(self._seen) if self._is_inside else len(piece)
        self._seen = "" if self._is_inside else both[1 - len(BEGIN) :]
        return out + piece[:end], piece[end:]

    def _inside(self, out: str, piece: str) -> tuple[str, str]:
        """Clean a piece up to where the paste ends."""
        text, mark, rest = (self._held + piece).partition(END)
        self._is_inside = not mark
        lengths = range(len(END) - 1, 0, -1)
        kept = 0 if mark else next((n for n in lengths if text.endswith(END[:n])), 0)
        self._held = text[len(text) - kept :]
        cleaned = clean(fold_newlines(text[: len(text) - kept]))
        taken = cleaned[: self._room]
        self._room -= len(taken)
        self._left_out += len(cleaned) - len(taken)
        return f"{out}{taken}{mark}", rest
