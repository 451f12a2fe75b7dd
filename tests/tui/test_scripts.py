"""Reports in other scripts: every cell where a terminal has it."""

from collections.abc import Callable, Iterable
from typing import Any

import pyte
import pytest
from rich.segment import Segment

Reading = Callable[..., Any]
REPORTS = {
    "arabic": (
        "قصف على مدينة الرقة السورية\n\n"
        "قال المرصد السوري لحقوق الإنسان إن الغارات الجوية استهدفت مدينة الرقة يوم الأربعاء، "
        "وأسفرت عن مقتل عشرات المدنيين بينهم أطفال. وأضاف أن «التحالف الدولي» نفى استهداف مدرسة "
        "قرب الرقة.\n\nThe Observatory (\u200fالمرصد السوري\u200e) said that الرقة was hit; "
        "الرَّقَّة is a city.\n"
    ),
    "hebrew": (
        "תקיפה אווירית סמוך לרקה\n\n"
        "ארגון זכויות האדם אמר כי עשרות אזרחים נהרגו ברקה ביום רביעי. \u200f«הקואליציה» הכחישה. "
        "רקה מכותרת, שָׁלוֹם ל־רקה.\n\nIn Hebrew that is רקה, said the paper.\n"
    ),
    "chinese": (
        "联合国安理会举行紧急会议 讨论拉卡局势\n\n"
        "法国国防部长勒德里昂周五在接受电视采访时表示,拉卡(Raqqa)已被包围,战斗将在未来几天内打响。"
        "“这将是一场非常艰难的战斗。” ラッカは包囲された。Raqqa 라카는 포위되었다. Raqqa.\n"
    ),
    "signs": (
        "Signs and wonders 👍\U0001f3fd\n\n"
        "Raqqa 👩\u200d👩\u200d👧 ❤\ufe0f 👍\U0001f3fd 1\ufe0f\u20e3 was é\u0301te\u0301 hit, "
        "ไทย said Raqqa of Raqqa, and it was there when Raqqa fell again and again, said Raqqa.\n"
    ),
}
WORDS = {"arabic": "الرقة", "hebrew": "רקה", "chinese": "Raqqa", "signs": "Raqqa"}


def cells(segments: Iterable[Segment], columns: int) -> tuple[int, list[str], str]:
    """What a terminal makes of a line: the column after it, its cells, and what is in reverse."""
    screen = pyte.Screen(columns + 20, 1)
    stream = pyte.Stream(screen)
    for segment in segments:
        lit = "\x1b[7m" if segment.style and segment.style.reverse else ""
        stream.feed(f"{lit}{segment.text}\x1b[0m")
    row = [screen.buffer[0][x] for x in range(columns)]
    return (
        screen.cursor.x,
        [cell.data for cell in row],
        "".join(cell.data if cell.reverse else " " for cell in row),
    )


def bare(word: str) -> str:
    """A word without vowel marks."""
    return "".join(
        c for c in word if not "\u0591" <= c <= "\u05bd" and not "\u064b" <= c <= "\u0652"
    )


@pytest.mark.parametrize("script", list(REPORTS))
@pytest.mark.parametrize("size", [(40, 30), (80, 24), (120, 40)])
async def test_lines_end_where_they_should_and_hits_are_lit_where_they_stand(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, script: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading({f"{script}.txt": REPORTS[script]}, size=size) as session:
        await session.press("s", *WORDS[script], "enter", "enter")
        screen, lit = session.screen, ""
        for pane in (screen.articles, screen.reading, screen.entities._list):
            for y in range(pane.size.height if pane.display else 0):
                end, text, reversed_ = cells(pane.render_line(y), pane.size.width)
                assert end == pane.size.width, "".join(text)
                assert "\ufffd" not in text
                lit += f" {reversed_}" if pane is screen.reading else ""
        assert len(lit.split()) >= 2
        assert {bare(word) for word in lit.split()} == {WORDS[script]}
        assert session.lit == WORDS[script]


async def test_a_click_on_a_cell_is_a_click_on_the_letter_that_is_drawn_there(
    reading: Reading,
) -> None:
    text = (
        "A title\n\n联合国 👩\u200d👩\u200d👧 \u200fالرقة, and Governor Margaret Okafor said so.\n"
    )
    async with reading({"x.txt": text}) as session:
        pane = session.screen.reading
        row = max(y for y in range(pane.size.height) if "Okafor" in pane.render_line(y).text)
        _, line, _ = cells(pane.render_line(row), pane.size.width)
        await session.pilot.click(pane, offset=(line.index("M"), row))
        await session.settled()
        assert session.lit == "Margaret Okafor"
