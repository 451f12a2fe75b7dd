"""Whatever the terminal sends, the reader does not end, hang or press keys by it.

Textual 8.2 gives up at the first byte that is no UTF-8, and at a key or a place of the mouse that
there cannot be; a size that no screen has it lays out all the same, for minutes. And of what is
pasted it takes some for keys, see `tui.terminal.pasting`. None of this can be set, so its parser is
given other ears.
"""

import codecs
import re
from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import Any, Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.keys import Keys
from textual.message import Message

from tui.terminal.pasting import PasteCut, Pasted

WIDEST: Final = 2_000
"""Columns and rows that a terminal can say that it has: one of 8K pixels has fewer."""
_OPENING: Final = r"\x1b(?:\]\d+;|P[>+!$\d]|_G)"
"""What such an answer opens with, and hardly what anybody presses."""
_STRING: Final = re.compile(
    rf"\x1b[]P_^X][^\x1b\x07]*(?:\x07|\x1b\\)|{_OPENING}[^\x1b\x07]*(?=\x1b[^\\])"
)
"""An answer to what another program has asked and did not wait for: of colours, of the clipboard;
or what there is of one that is broken off. Textual would press its letters."""
_BEGUN: Final = re.compile(rf"({_OPENING})[^\x1b\x07]*(\x1b?)\Z")
"""One of which the rest is still to come."""
_WITH_ALT: Final = "<>"
"""Signs that are keys of their own together with Alt, in Emacs; Textual loses Alt with any sign.
The others stay what they are alone, as Esc and a sign typed at once (`/`) come as the same."""
_BROKEN_OFF: Final = 0.5
"""Seconds after which nothing more of it comes."""


class Parser(XTermParser):
    """Textual's parser of what a terminal sends, which believes only what can be."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted = Pasted()
        self._sizes = self.terminal_size, self.terminal_pixel_size
        """What it said last of its size that can be."""
        self._begun = ""
        """How an answer begins and ends so far whose rest is still to come; empty for none."""
        self._heard_at = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """What a piece says; without a piece, the end."""
        said = _STRING.sub("", self._begun + self._pasted.cleaned(data))
        begun = _BEGUN.search(said)
        self._begun, self._heard_at = "".join(begun.groups()) if begun else "", monotonic()
        said = said[: begun.start()] if begun else said
        for message in super().feed(said) if said or not data else ():
            if isinstance(message, events.Resize):
                if not all(1 <= side <= WIDEST for side in message.size):
                    self.terminal_size, self.terminal_pixel_size = self._sizes
                    continue
                self._sizes = self.terminal_size, self.terminal_pixel_size
            yield message
            if isinstance(message, events.Paste) and (left_out := self._pasted.take_left_out()):
                yield PasteCut(left_out)

    def tick(self) -> Iterable[Message]:
        """What is known once nothing has come for a while."""
        if monotonic() - self._heard_at > _BROKEN_OFF:
            self._begun = ""
        return super().tick()

    def parse_mouse_code(self, code: str) -> Message | None:
        """What the mouse did; in cells, where the terminal says that it has no pixels."""
        if self.terminal_pixel_size is not None and not all(self.terminal_pixel_size):
            self.terminal_pixel_size = None
        return super().parse_mouse_code(code)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """Which keys were pressed; one to be ignored where there is no such character."""
        with_alt = "alt+" if alt and sequence in _WITH_ALT else ""
        try:
            for event in super()._sequence_to_key_events(sequence, alt):
                yield events.Key(with_alt + event.key, event.character) if with_alt else event
        except (ValueError, OverflowError):
            yield events.Key(Keys.Ignore, sequence)


def _decoder(encoding: str) -> Any:  # noqa: ANN401 - what makes a decoder
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def listen() -> None:
    """Have Textual read the terminal so: it looks these up where it reads."""
    vars(linux_driver).update(XTermParser=Parser, getincrementaldecoder=_decoder)
