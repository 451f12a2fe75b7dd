"""Keys that come faster than they are acted on wait in the terminal, not in the reader.

Textual 8.2 reads whatever is there and puts each key before the loop, where it takes 3 to 4 kB. So
the thread that reads waits while there is enough to act on; what is sent then waits in the
terminal, as with any program that reads slowly.
"""

from typing import Final
from weakref import ref

from textual.message import Message

MOST: Final = 256
"""Messages that may wait: more than a hand presses, and over in a moment."""


class Backlog:
    """What was sent and is not done with.

    A message is done with when nobody has it any more: it may have been acted on, dropped, or
    replaced by a later one, by whichever widget it has come to.
    """

    def __init__(self) -> None:
        self._sent: list[ref[Message]] = []

    def add(self, message: Message) -> None:
        """A message is sent."""
        self._sent.append(ref(message))

    def forget(self) -> None:
        """Wait for none of these any more: somebody may keep messages that are done with."""
        self._sent.clear()

    @property
    def is_full(self) -> bool:
        """Whether there is enough to act on."""
        if len(self._sent) >= MOST:
            self._sent = [one for one in self._sent if one() is not None]
        return len(self._sent) >= MOST
