"""The last guard before the terminal: nothing that a terminal obeys leaves as text.

Reports are cleaned when they are read, so this should never find anything; no interface of Textual
strips control characters by itself.
"""

import re
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # controls: ESC, NUL, C1
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # line separators and bidirectional controls
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"  # surrogates, annotations, tags
)
_REPLACEMENT: Final = "\ufffd"


class SafeLines(LineFilter):
    """Replaces control, bidirectional and surrogate characters in all that is written.

    For `App.get_line_filters`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.scrubbed = 0
        """Characters replaced so far; more than 0 means that something was not cleaned."""

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002  part of Textual's interface
    ) -> list[Segment]:
        """Scrub the segments of one line."""
        if not _UNSAFE.search("".join([segment.text for segment in segments])):
            return segments
        return [self._scrub(segment) for segment in segments]

    def _scrub(self, segment: Segment) -> Segment:
        text, count = _UNSAFE.subn(_REPLACEMENT, segment.text)
        self.scrubbed += count
        return Segment(text, segment.style, segment.control) if count else segment
