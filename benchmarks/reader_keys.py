"""The keys of the whole reader that `reader.py` measures, each in turns with its like in `bare.py`.

Both programs run side by side, and a key is pressed in one once the other has painted the last, so
that what else the machine does falls on both.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

import bare
from pseudo_terminal import ENVIRONMENT

WARMING: Final = 4
"""First presses, not counted."""
QUIET: Final = 0.12
"""Seconds without output after which a key's work counts as done."""
SETTLED: Final = 0.4
"""The same of what is not timed; less than what a cursor takes to blink."""
BEGUN: Final = 0.5
"""Seconds in which a key must begin to paint; else it had nothing to paint."""
QUERY: Final = "president"
"""What is searched for, and walked."""
ENDLESS: Final = "unfoldable"
"""What stands ten thousand times in the long report."""
ANYTHING: Final = "(?s)."


class Pressed(NamedTuple):
    """What a key took."""

    first: float
    """Milliseconds to the first byte, or to what was waited for."""
    painted: float
    """Milliseconds to the last byte."""
    processor: float
    """Milliseconds of processors, all threads of the program's own process (Linux)."""
    sent: bytes

    @property
    def cells(self) -> int:
        """How many characters were sent, without what says where and in which colours."""
        return len(_ESCAPE.sub(b"", self.sent).decode("utf-8", "replace"))


class Key(NamedTuple):
    """A key of the reader, and its like in the bare program."""

    key: str
    bare: str
    before: tuple[str, ...] = ()
    """What is pressed before in the reader."""
    back: str = ""
    """What is pressed after it each time, untimed, to come back."""
    on: str = ""
    """What is pressed, untimed, where it had nothing painted: at the end of a text the next one."""


KEYS: Final = {
    "list: next report": Key("j", "j"),
    "list: half a page": Key("d", "d"),
    "text: half a page": Key("d", "s", ("j", "ENTER"), on="J"),
    "focus: next pane": Key("TAB", "TAB"),
    "mention": Key("e", "n", ("j", "ENTER", "*")),
    "hit": Key("n", "n", ("/", QUERY, "ENTER", "ENTER")),
}
LONG: Final = {
    "list: to a report of 1 MB, 10,000 hits": Key("k", "j", ("/", ENDLESS, "ENTER", "j"), back="j")
}
WALKS: Final = {"mention", "hit"}
STEPS: Final = 30
"""Steps of a walk into the next report, without which a 95th percentile says nothing."""
_FURTHEST: Final = 10
"""Times as many keys at most as were asked for, to come to so many."""
IN_SIGHT, FURTHER, NEXT = ", in sight", ", further on in the report", ", into the next report"
"""Where a step of a walk leads: into the next report the reader says so; further on another page of
the text is painted."""
_LIKE: Final = {FURTHER: "s", NEXT: "j"}
"""What paints as much in the bare program, where it is not the key's own like."""
_PAGE: Final = 1 / 8
"""Of the cells of the screen: so many are painted for no less than a page of text."""
TYPED, FOUND = "search: a letter typed", "search: found, after the last letter"
_AT: Final = re.compile(rb"(?:mention|hit) ([\d,]+)/[\d,]+ here|: ([\d,]+)/[\d,]+ here")
_ESCAPE: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[^\[])")

Pairs = defaultdict[str, list[tuple[Pressed, Pressed]]]
"""By what was pressed: what each press took, in the reader and in the bare program."""


class Measured:
    """A program in a pseudo-terminal, its keys timed."""

    def __init__(self, tool: ModuleType, command: list[str], size: tuple[int, int]) -> None:
        """Start it."""
        self.terminal = tool.Terminal(command, *size, ENVIRONMENT)

    def begin(self, seen: str, *before: str) -> None:
        """Wait until something is on the screen, press keys, and let it come to rest."""
        self.terminal.wait_for(seen)
        self.terminal.settle(quiet=2.0)
        while len(self._children()) > 1:  # it brings its library up to date, and says so
            self.terminal.settle(quiet=SETTLED)
        self.press_untimed(*before)

    def press_untimed(self, *keys: str) -> None:
        """Press keys, each once the one before has been painted."""
        for key in keys:
            self.terminal.press(key, quiet=SETTLED)

    def press(self, key: str, until: str = ANYTHING, quiet: float = QUIET) -> Pressed | None:
        """What a key took; None if it had nothing painted."""
        terminal, used = self.terminal, self.processor()
        seen, began = len(terminal.output), time.perf_counter()
        first = terminal.press(key, until=until, patience=BEGUN if until == ANYTHING else 20)
        if first is None:
            return None
        if quiet:
            terminal.settle(quiet)
        painted = terminal.times[-1] - began
        used = self.processor() - used
        return Pressed(1000 * first, 1000 * painted, used, terminal.output[seen:])

    def _children(self) -> list[str]:
        """The processes it has started: the reader keeps one, which searches."""
        process = self.terminal.process
        return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()

    def processor(self) -> float:
        """Milliseconds that the threads of the process have used so far."""
        threads = Path(f"/proc/{self.terminal.process}/task").glob("*/schedstat")
        return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e6


@contextmanager
def _both(
    tool: ModuleType, command: list[str], size: tuple[int, int], before: tuple[str, ...] = ()
) -> Iterator[tuple[Measured, Measured]]:
    """The reader and the bare program, at rest."""
    reader = Measured(tool, command, size)
    plain = Measured(tool, [sys.executable, bare.__file__], size)
    with reader.terminal, plain.terminal:
        reader.begin(r"\d articles", *before)
        plain.begin(bare.READY)
        yield reader, plain


def press(
    tool: ModuleType, command: list[str], keys: Mapping[str, Key], times: int, size: tuple[int, int]
) -> Pairs:
    """Press each key so often, once the one before has been painted; a walk goes on further.

    Args:
        tool: What runs programs.
        command: What reads a collection.
        keys: Which keys.
        times: How often each is pressed.
        size: Columns and rows.
    """
    pairs: Pairs = defaultdict(list)
    for name, key in keys.items():
        with _both(tool, command, size, key.before) as (reader, plain):
            for at in range(-WARMING, _FURTHEST * times):
                if at >= times and (name not in WALKS or len(pairs[name + NEXT]) >= STEPS):
                    break
                took = _press(reader, key)
                leads = _leads(name, took, size)
                other = plain.press(_LIKE.get(leads, key.bare))
                if at >= 0 and took and other:
                    pairs[name + leads].append((took, other))
    return pairs


def _press(reader: Measured, key: Key) -> Pressed | None:
    took = reader.press(key.key)
    if took is None and key.on:
        reader.press_untimed(key.on)
        took = reader.press(key.key)
    if key.back:
        reader.press_untimed(key.back)
    return took


def _leads(name: str, took: Pressed | None, size: tuple[int, int]) -> str:
    said = [one[1] or one[2] for one in _AT.finditer(took.sent)] if took else []
    if took is None or name not in WALKS or not said:
        return ""
    if said[-1] == b"1":
        return NEXT
    return FURTHER if took.cells > _PAGE * size[0] * size[1] else IN_SIGHT


def type_query(tool: ModuleType, command: list[str], times: int, size: tuple[int, int]) -> Pairs:
    """Type a query so often, and note when each letter was seen, and when what it finds was.

    A letter is typed as soon as the one before is seen, while the search for that is under way.
    """
    pairs: Pairs = defaultdict(list)
    with _both(tool, command, size) as (reader, plain):
        plain.press_untimed("/")
        for _ in range(times):
            reader.press_untimed("/")
            letters = list(zip(_letters(reader), _letters(plain), strict=True))
            found = reader.press(QUERY[-1], f"searched: {QUERY}")
            pairs[TYPED] += [(took, other) for took, other in letters[2:] if took and other]
            plain.terminal.settle(QUIET)
            other = plain.press("ENTER")
            if found and other:
                pairs[FOUND].append((found, other))
            plain.press_untimed("\x7f" * len(QUERY))
            reader.press_untimed("\x7f" * len(QUERY), "ESC")
    return pairs


def _letters(program: Measured) -> list[Pressed | None]:
    """Type all but the last letter."""
    ends = range(1, len(QUERY))
    return [program.press(QUERY[end - 1], QUERY[:end], quiet=0) for end in ends]
