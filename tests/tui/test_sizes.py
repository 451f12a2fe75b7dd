"""The reader at every size of a terminal, down to one cell."""

from collections.abc import Callable
from typing import Any

import pytest

Reading = Callable[..., Any]
KEYS = (
    "j", "enter", "asterisk", "e", "i", "I", "i", "slash", "l", "enter", "n", "ampersand", "V", "j",
    "escape", "escape", "f", "a", "w", "S", "q", "z", "z", "question_mark", "escape", "equals_sign",
    "escape", "A", "escape", "M", "T", "S", "J", "K", "H",
)  # fmt: skip


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (20, 5), (40, 10), (99, 15), (160, 16)])
async def test_every_key_works_at_every_size(reading: Reading, size: tuple[int, int]) -> None:
    async with reading(size=size) as session:
        for key in KEYS:
            await session.pilot.press(key)
        await session.settled()
        assert session.pilot.app.return_code is None


async def test_text_and_status_line_are_all_that_a_low_terminal_shows(reading: Reading) -> None:
    async with reading(size=(40, 10)) as session:
        await session.press("G", "enter")
        screen = session.screen
        assert screen.reading.size.height == 9
        assert screen.status_line.region.y == 9
        assert "The levee broke before dawn" in session.page


async def test_the_place_is_kept_to_the_character_while_the_terminal_is_resized(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"denied", "enter")
        place = session.screen.reading.reading_offset
        for size in ((40, 10), (200, 60), (1, 1), (80, 24), (120, 40)):
            await session.pilot.resize_terminal(*size)
            await session.settled()
        assert session.screen.reading.reading_offset == place
        assert session.lit == "denied"
