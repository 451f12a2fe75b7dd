"""Text that is made to be wider, or higher, than it says: no column moves, no frame takes long.

Columns are counted by another table than Textual's.
"""

import re
import time
import unicodedata
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest
from wcwidth import wcwidth

Reading = Callable[..., Any]
FRAME = 0.1
"""Seconds of processor time that a frame may take."""
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ATTACKS = {
    "ten thousand marks": "a" + "\u0301" * 10_000 + "b",
    "marks on every letter": "".join(f"{letter}\u0301\u0316\u20dd" for letter in "levee" * 400),
    "marks, joiners between them": "a" + "\u0301\u200d" * 5_000,
    "joined for ever": "\U0001f469\u200d" * 3_000,
    "families": FAMILY * 400,
    "tones": "\U0001f44b\U0001f3ff" * 400,
    "flags": "\U0001f1e9\U0001f1ea" * 401 + "\U0001f1e9",
    "wide": "\u6c34" * 3_001,
    "wide and narrow in turn": "a\u6c34" * 1_500,
    "ambiguous": "\u00b1\u2026\u201c\u2014\u03b1\u0416\u2460" * 400,
    "chosen by a selector": "\u2764\ufe0f\u2764\ufe0e#\ufe0f\u20e3" * 300,
    "no width at all": "\u200b\u2060\u200c" * 3_000 + "x",
    "jamo": "\u1112\u1161\u11ab" * 800,
    "joined letters of India": "\u0915\u094d\u0937\u093f" * 600,
    "from right to left": "\u0645\u0631\u062d\u0628\u0627 " * 600,
    "one line of a megabyte": "The levee broke. " * 60_000,
    "one word of a megabyte": "x" * 1_000_000,
}


def columns(text: str) -> int:
    """How many a terminal takes for a text, by the table that pyte goes by, character by character.

    Of a flag each half takes one (tmux 3.3a and the tables of Unicode), where that table says two.
    """
    halves = len(re.findall("[\U0001f1e6-\U0001f1ff]", text))
    return sum(max(wcwidth(one), 0) for one in text) - halves


def most_marks(text: str) -> int:
    """The most marks in a row."""
    marks = groupby(text, lambda one: unicodedata.category(one) in {"Mn", "Me"})
    return max((sum(1 for _ in run) for is_mark, run in marks if is_mark), default=0)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
async def test_no_column_moves_and_no_frame_takes_long(reading: Reading, attack: str) -> None:
    title = re.sub(r"\s+", " ", attack[:150])
    report = f"{title}\n\nThe levee broke. {attack} It was mended.\n\n{attack[:300]}\n"
    async with reading({"2020-01-05 levee.txt": report}, (80, 24)) as session:
        app = session.pilot.app
        for keys in ((), ("tab", "j", "j"), ("pagedown",), ("G",)):
            await session.press(*keys)
            began = time.process_time()
            session.screen.reading.refresh()
            strips = app.screen._compositor.render_strips(app.size)
            taken = time.process_time() - began
            for strip in strips:
                line = "".join(segment.text for segment in strip)
                assert columns(line) == app.size.width, ascii(line)
                assert most_marks(line) <= 4
            assert taken < FRAME
