"""Copies in the reader: folded behind one row, unfolded below it, walked as they are seen."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from index.catalogue.store import GONE, Row
from tui.dialogs.listing import Listing
from tui.dialogs.sheet import Sheet
from tui.screens.main import SORTS
from tui.settings.configuration import Configuration

Reading = Callable[..., Any]
_Screen = TypeVar("_Screen")

_BODY = (
    "Margaret Okafor, the governor, said that four hundred people had been brought to schools.\n\n"
    "The levee at Harrow Bend broke before dawn on Sunday and flooded the lower town.\n\n"
    "Engineers had warned in spring that the bank was soft where the old mill once stood, "
    "and that repairs could not wait for another winter.\n\n"
    "The water is expected to fall by Wednesday, when Okafor visits the town.\n"
)
WIRE = {
    "2020-01-05 wire.txt": f"Levee breaks at Harrow Bend\n\n{_BODY}",
    "2020-01-06 paper.txt": f"Four hundred flee as levee breaks\n\n{_BODY}",
    "2020-01-07 radio.txt": f"Governor to visit flooded town\n\n{_BODY}\nHer office agreed.\n",
    "2020-01-04 other.txt": (
        "Council votes on parking\n\nMargaret Okafor was not there when the council voted.\n\n"
        "A levee was not on the agenda; parking was, for three long hours of debate.\n"
    ),
}


def titles(session: Any) -> list[str]:  # noqa: ANN401  the session of conftest.py
    articles = session.screen.articles
    rows = [articles.row(index) for index in range(articles.count)]
    return ["└ " * row.below + row.title for row in rows if row]


def copies(session: Any) -> list[int | None]:  # noqa: ANN401  the session of conftest.py
    articles = session.screen.articles
    rows = [articles.row(index) for index in range(articles.count)]
    return [row.copies for row in rows if row]


async def on_top(session: Any, kind: type[_Screen]) -> _Screen:  # noqa: ANN401  as above
    """The screen of this kind, as soon as it is there."""
    for _ in range(100):
        await session.pilot.pause()
        screen = session.pilot.app.screen
        if isinstance(screen, kind):
            return screen
    raise AssertionError(kind)


FOLDED = ["Governor to visit flooded town", "Council votes on parking"]
UNFOLDED = [
    "Governor to visit flooded town",
    "└ Four hundred flee as levee breaks",
    "└ Levee breaks at Harrow Bend",
    "Council votes on parking",
]


async def test_copies_stand_behind_the_first_of_them_in_the_order_of_the_list(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        assert titles(session) == FOLDED
        assert copies(session) == [3, None]
        line = "\n".join(session.screen.articles.render_line(y).text for y in range(3))
        assert "×3" in line
        assert "4 articles (2 origins)" in session.screen.search_bar._below.text


async def test_a_key_unfolds_the_copies_of_a_row_and_folds_them_again(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        await session.press("X")
        assert titles(session) == UNFOLDED
        await session.press("j", "j")
        assert session.screen.desk.report.article.title == "Levee breaks at Harrow Bend"
        await session.press("X")
        assert titles(session) == FOLDED
        assert session.screen.articles.cursor == 0
        assert session.screen.desk.report.article.title == FOLDED[0]


async def test_marking_a_row_marks_the_copies_folded_behind_it(reading: Reading) -> None:
    async with reading(WIRE) as session:
        desk = session.screen.desk
        await session.press("T")
        assert desk.marked_numbers() == list(desk.results.folding.numbers)
        assert "4 marked" in session.screen.status_line.render_line(0).text
        await session.press("T")
        assert desk.marked_numbers() == []
        await session.press("M")
        assert len(desk.marked_numbers()) == 3
        await session.press("M")
        assert len(desk.marked_numbers()) == 4


async def test_marking_a_row_marks_it_alone_where_its_copies_have_rows(reading: Reading) -> None:
    async with reading(WIRE) as session:
        desk = session.screen.desk
        await session.press("X", "M")
        assert desk.marked_numbers() == [desk.results.numbers[0]]
        await session.press("T")
        assert len(desk.marked_numbers()) == 4


async def test_what_is_done_to_marked_reports_is_done_to_folded_copies(reading: Reading) -> None:
    async with reading(WIRE) as session:
        desk = session.screen.desk
        await session.press("T", "p")
        assert all(desk.keeper.marking(one).is_starred for one in desk.results.folding.numbers)


async def test_all_can_be_unfolded_each_where_the_order_puts_it(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        await session.press("ctrl+x")
        assert titles(session) == [one.removeprefix("└ ") for one in UNFOLDED]
        await session.press("j", "ctrl+x")
        assert titles(session) == FOLDED
        assert session.screen.articles.cursor == 0


async def test_who_sets_it_begins_with_every_copy_in_a_row(reading: Reading) -> None:
    async with reading(WIRE, settings=Configuration(copies="unfolded")) as session:
        assert titles(session) == [one.removeprefix("└ ") for one in UNFOLDED]
        await session.press("ctrl+x")
        assert titles(session) == FOLDED


async def test_a_report_without_copies_says_so(reading: Reading) -> None:
    async with reading(WIRE) as session:
        await session.press("j", "X")
        assert titles(session) == FOLDED
        assert "no copies" in session.status


async def test_walking_and_its_tally_keep_to_the_rows_that_are_seen(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        await session.press("asterisk")
        where = "Margaret Okafor: mention 1/2 here · 1/3 (+4 in copies) · article 1/2"
        assert where in session.status
        await session.press("e", "e")
        assert "3/3 (+4 in copies) · article 2/2" in session.status
        await session.press("E", "X")
        assert "/7 · article 1/4" in session.status


async def test_mentions_of_the_list_and_of_its_copies_are_those_of_the_sidebar_in_any_order(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        await session.press("asterisk")
        for _ in SORTS:
            await session.press("S")
            count, rows = session.screen.desk.tracing.count, session.screen.entities._list._rows
            assert count.in_copies > 0
            everywhere = {row.everywhere for row in rows if row.traced}
            assert everywhere == {count.rows.total + count.in_copies}


async def test_hits_are_counted_without_those_of_copies_and_it_is_said(reading: Reading) -> None:
    async with reading(WIRE) as session:
        await session.press("s", *"levee", "enter", "n")
        assert "in the list (+2 copies)" in session.status
        await session.press("ctrl+x", "n")
        assert "1/6 in the list" in session.status
        assert "copies" not in session.status


async def test_another_search_folds_what_was_unfolded_and_sorting_does_not(
    reading: Reading,
) -> None:
    async with reading(WIRE) as session:
        await session.press("X", "S", "S")
        assert sum(title.startswith("└ ") for title in titles(session)) == 2
        await session.press("s", *"levee", "enter")
        assert not any(title.startswith("└ ") for title in titles(session))


async def test_the_open_report_keeps_its_row_when_it_turns_out_to_be_a_copy(
    reading: Reading, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with reading({name: WIRE[name] for name in list(WIRE)[2:]}) as session:
        await session.press("enter")
        text = WIRE["2020-01-05 wire.txt"].replace("Levee breaks", "Once more, levee breaks")
        (tmp_path / "reports" / "2020-01-09 again.txt").write_text(text, "utf-8")
        rebuild()
        await session.screen.see_what_is_new()
        await session.settled()
        assert session.screen.desk.report.article.title == FOLDED[0]
        assert titles(session)[:2] == ["Once more, levee breaks at Harrow Bend", f"└ {FOLDED[0]}"]
        assert session.screen.articles.cursor == 1


async def test_going_back_to_a_folded_copy_unfolds_it(reading: Reading) -> None:
    async with reading(WIRE) as session:
        await session.press("X", "j", "X")
        assert titles(session) == FOLDED
        await session.press("H")
        assert titles(session) == UNFOLDED
        assert session.screen.articles.cursor == 1


async def test_the_copies_of_the_open_report_are_listed_and_one_is_read(reading: Reading) -> None:
    async with reading(WIRE) as session:
        await session.pilot.press("v", "d")
        listing = await on_top(session, Listing)
        told = [str(row) for row in listing._rows]
        assert len(told) == 3
        assert any("Levee breaks at Harrow Bend  100%" in row for row in told)
        assert any("the open one" in row for row in told)
        assert "the open one" not in told[listing._list.cursor]
        await session.pilot.press("g", "enter")
        await session.settled()
        assert session.screen.desk.report.article.title in told[0]
        assert titles(session) == UNFOLDED


async def test_a_copy_that_has_just_been_removed_is_not_listed(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(WIRE) as session:
        known = session.screen.desk.lookup.rows

        def rows(numbers: Sequence[int]) -> list[Row]:
            gone = {"id": "", "title": GONE}
            return [one._replace(**gone) if "paper" in one.id else one for one in known(numbers)]

        monkeypatch.setattr(session.screen.desk.lookup, "rows", rows)
        await session.pilot.press("v", "d")
        listing = await on_top(session, Listing)
        assert len(listing._rows) == 2


async def test_what_differs_from_the_open_report_is_shown_and_never_read_as_markup(
    reading: Reading,
) -> None:
    edited = WIRE["2020-01-05 wire.txt"].replace(
        "The water is expected to fall by Wednesday", "The water [bold]falls[/bold] [/] at last"
    )
    async with reading({**WIRE, "2020-01-03 cut.txt": edited}) as session:
        await session.press("X", "j", "j")
        await session.pilot.press("v", "d")
        listing = await on_top(session, Listing)
        rows = [str(row) for row in listing._rows]
        at = next(at for at, row in enumerate(rows) if "2020-01-03" in row)
        await session.pilot.press("g", *["j"] * at, "d")
        sheet = await on_top(session, Sheet)
        text = str(sheet.text)
        assert "- The water is expected to fall" in text
        assert "+ The water [bold]falls[/bold] [/] at last" in text
        assert "only in the open one 1 · only in the other 1" in text


async def test_a_report_alone_has_no_copies_to_list(reading: Reading) -> None:
    async with reading(WIRE) as session:
        await session.press("j", "v", "d")
        assert "no copies" in session.status
        await session.press("v", "q")
        assert "no view q" in session.status
