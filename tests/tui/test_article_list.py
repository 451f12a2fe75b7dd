"""The list of reports: what a row shows, and what it costs."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.page.cells import width
from tui.page.list_rows import ListRow, Snippet
from tui.widgets.article_list import ArticleList
from tui.widgets.article_row import short
from tui.widgets.columns import BEFORE, DEFAULT, Field, columns_for, read_columns


def row(title: str = "Depots hit near Raqqa", **known: Any) -> ListRow:  # noqa: ANN401  the row's own fields
    """A row of a list without query and trace."""
    fields: dict[str, Any] = {"title_derived": False, "date": "2017-03-24", "source": "AP"}
    return ListRow(title, **{**fields, **known})


class Lister(App[None]):
    """A list and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.highlighted: list[int] = []
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield ArticleList()

    def on_article_list_highlighted(self, event: ArticleList.Highlighted) -> None:
        self.highlighted.append(event.index)

    def on_article_list_opened(self, event: ArticleList.Opened) -> None:
        self.opened.append(event.index)


class Source:
    """Rows, and a note of which were asked for."""

    def __init__(self, make: Callable[[int], ListRow]) -> None:
        self.make = make
        self.asked: list[tuple[int, int]] = []

    def __call__(self, start: int, stop: int) -> Sequence[ListRow]:
        self.asked.append((start, stop))
        return [self.make(index) for index in range(start, stop)]


def numbered(index: int) -> ListRow:
    """A row that says its number."""
    return row(f"Report {index}.")


def found(index: int) -> ListRow:
    """A row of a list with a query."""
    return row(f"Report {index}.", hits=index)


@asynccontextmanager
async def listing(
    count: int,
    make: Callable[[int], ListRow] = numbered,
    cursor: int = 0,
    size: tuple[int, int] = (80, 10),
) -> AsyncIterator[tuple[ArticleList, Pilot[None], Source]]:
    """A list with rows in it, and the focus."""
    async with Lister().run_test(size=size) as pilot:
        widget = pilot.app.query_one(ArticleList)
        source = Source(make)
        widget.show(count, source, cursor)
        widget.focus()
        await pilot.pause()
        yield widget, pilot, source


def screen(widget: ArticleList) -> list[str]:
    """What a person sees."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


def app(pilot: Pilot[None]) -> Lister:
    """This file's app."""
    assert isinstance(pilot.app, Lister)
    return pilot.app


# Rows


async def test_a_row_shows_date_source_and_title() -> None:
    async with listing(2, lambda _: row(unread=True), cursor=1) as (widget, _, _source):
        assert screen(widget)[0] == " ● 2017-03-24 AP Depots hit near Raqqa"


async def test_a_report_without_a_date_says_so() -> None:
    async with listing(2, lambda _: row(date=None)) as (widget, _, _source):
        assert "no date" in screen(widget)[1]


async def test_a_derived_title_is_marked() -> None:
    async with listing(2, lambda _: row(title_derived=True)) as (widget, _, _source):
        assert "~Depots hit" in screen(widget)[1]


async def test_counts_stand_at_the_right_when_there_is_something_to_count() -> None:
    async with listing(2, lambda _: row(hits=12, mentions=3)) as (widget, _, _source):
        assert screen(widget)[-1] == ""
        assert screen(widget)[2].endswith("◆3   12")


async def test_a_title_has_what_the_counts_after_it_leave_blank_once_they_are_known() -> None:
    long = "Depots hit near Raqqa as the river rises over its banks again"
    rows = [row(long), row(long, mentions=12), row(long, copies=3), row(long, hits=-1)]

    def make(index: int) -> ListRow:
        return rows[index]._replace(
            mentions=rows[index].mentions or 0, hits=rows[index].hits or 7, source="AP"
        )

    async with listing(4, make, cursor=0, size=(80, 10)) as (widget, _, _source):
        lines = [line for line in screen(widget) if "Depots" in line]
        assert len({line.index("Depots") for line in lines}) == 1
        none, twelve, copied, unknown = lines
        assert none.endswith("… 7")
        assert twelve.endswith("… ◆12    7")
        assert copied.endswith("… ×3          7")
        assert unknown.endswith("    …")
        assert all(len(line) == 79 for line in lines)


@pytest.mark.parametrize("columns", [1, 2, 10, 20, 36, 44, 58, 80, 120, 200])
@pytest.mark.parametrize("title", ["Depots hit near Raqqa " * 10, "联合国安理会举行紧急会议" * 10])
async def test_a_line_is_as_wide_as_the_list(columns: int, title: str) -> None:
    def make(_: int) -> ListRow:
        return row(title, hits=12, mentions=3)

    async with listing(3, make, size=(columns, 6)) as (widget, _, _source):
        assert {width(widget.render_line(y).text) for y in range(6)} == {columns}


@pytest.mark.parametrize(
    ("columns", "fields"), [(120, "dsmh"), (51, "dmh"), (28, "mh"), (20, "h"), (12, "")]
)
def test_fields_are_dropped_as_the_list_gets_narrow(columns: int, fields: str) -> None:
    letters = {Field.DATE: "d", Field.SOURCE: "s", Field.MENTIONS: "m", Field.HITS: "h"}
    wanted = [column for column in DEFAULT if column.field is not Field.COPIES]
    shown = [letters.get(column.field, "") for column in columns_for(columns, wanted)]
    assert "".join(shown) == fields


@pytest.mark.parametrize(
    ("columns", "date", "source", "title"), [(80, 10, 16, 43), (51, 10, 8, 27), (43, 10, 0, 28)]
)
def test_dates_are_whole_in_the_lists_of_80_120_and_100_columns(
    columns: int, date: int, source: int, title: int
) -> None:
    wanted = [column for column in DEFAULT if column.field not in {Field.MENTIONS, Field.HITS}]
    widths = {column.field: column.width for column in columns_for(columns, wanted)}
    assert (widths[Field.DATE], widths.get(Field.SOURCE, 0)) == (date, source)
    assert widths[Field.TITLE] == title


@pytest.mark.parametrize(
    ("columns", "sources", "source", "title"),
    [
        (51, {9}, 9, 26),  # two letters more make a name whole
        (51, {7}, 7, 28),
        (51, {9, 24}, 9, 26),
        (51, {24}, 8, 27),
        (58, {9, 15}, 9, 33),
        (80, {9, 24}, 24, 35),
        (80, {9, 70}, 16, 43),
    ],
)
def test_sources_are_as_wide_as_they_need_where_titles_leave_room(
    columns: int, sources: set[int], source: int, title: int
) -> None:
    wanted = read_columns("date, source, title, copies")
    widths = {one.field: one.width for one in columns_for(columns, wanted, sources)}
    assert (widths[Field.SOURCE], widths[Field.TITLE]) == (source, title)
    fixed = columns_for(80, read_columns("date, source:12, title"), sources)
    assert fixed[1].width == 12


async def test_titles_stay_in_place_when_sources_are_shorter_further_on() -> None:
    def make(index: int) -> ListRow:
        return row(source="Wikipedia" if index < 64 else "AP")

    async with listing(200, make, size=(51, 10)) as (widget, pilot, _source):
        assert "Wikipedia Depots hit" in widget.render_line(1).text
        widget.to_end()
        widget.refresh_rows()
        await pilot.pause()
        assert "AP        Depots hit" in widget.render_line(1).text


def test_a_width_that_the_user_sets_is_kept_as_long_as_there_is_room_for_a_title() -> None:
    wanted = read_columns("date:10, source:12, title")
    widths = [column.width for column in columns_for(43, wanted)]
    assert widths == [10, 12, 15]
    assert [column.field for column in columns_for(30, wanted)] == [Field.TITLE]
    assert len(columns_for(43, read_columns("date, source, title"))) == 2


async def test_copies_are_told_beside_the_title_where_they_have_no_column() -> None:
    def make(index: int) -> ListRow:
        return row("Depots hit near Raqqa " * 9)._replace(copies=None if index else 4, tags=("x",))

    async with listing(2, make, size=(50, 6)) as (widget, _, _source):
        first, second = screen(widget)[:2]
        assert first.endswith("… #x ×4")
        assert second.endswith("#x")
        assert {cell_len(first), cell_len(second)} == {49}


def test_columns_stand_in_the_order_and_width_that_the_user_wants() -> None:
    columns = columns_for(100, read_columns("hits, title, date:7"))
    assert [column.field for column in columns] == [Field.HITS, Field.TITLE, Field.DATE]
    assert columns[2].width == 7
    assert BEFORE + sum(column.width + 1 for column in columns) == 100


@pytest.mark.parametrize("text", ["date, colour", "date:0", "date:many", "source:61"])
def test_a_column_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"columns? "):
        read_columns(text)


async def test_a_marked_row_shows_it_before_its_star_and_the_star_before_the_dot() -> None:
    def make(index: int) -> ListRow:
        return row("a")._replace(unread=True, starred=index > 0, marked=index > 1)

    async with listing(3, make) as (widget, _, _source):
        assert [line[1] for line in screen(widget)[:3]] == ["●", "★", "✓"]


async def test_copies_have_a_column_only_where_there_are_some() -> None:
    async with listing(3, lambda index: row("a")._replace(copies=4)) as (widget, _, _source):
        assert "×4" in screen(widget)[0]
    async with listing(3) as (widget, _, _source):
        assert "×" not in "".join(screen(widget))


@pytest.mark.parametrize(
    ("count", "text"),
    [(-1, "…"), (9999, "9999"), (10_000, "10k"), (999_999, "999k"), (2_000_000, "2M")],
)
def test_a_count_takes_at_most_four_columns(count: int, text: str) -> None:
    assert short(count) == text


async def test_an_empty_list_says_why() -> None:
    async with listing(0) as (widget, pilot, _):
        widget.placeholder = "Nothing matches"
        await pilot.pause()
        assert any("Nothing matches" in line for line in screen(widget))
        assert app(pilot).highlighted == []


async def test_why_a_list_is_empty_is_told_in_as_many_lines_as_it_takes() -> None:
    async with listing(0, size=(24, 12)) as (widget, pilot, _):
        widget.placeholder = "No reports here; ! lists what was skipped, and why"
        await pilot.pause()
        told = [line.strip() for line in screen(widget) if line.strip()]
        assert " ".join(told) == widget.placeholder
        assert len(told) > 1


async def test_a_new_theme_is_drawn_in_its_colours() -> None:
    async with listing(3) as (widget, pilot, _):
        before = {s.style.bgcolor for y in range(3) for s in widget.render_line(y) if s.style}
        pilot.app.theme = "textual-light"
        await pilot.pause()
        after = {s.style.bgcolor for y in range(3) for s in widget.render_line(y) if s.style}
        assert not before & after


# What is fetched


async def test_a_million_rows_cost_no_more_than_a_screen() -> None:
    async with listing(1_000_000, cursor=500_000) as (widget, _, source):
        assert widget.virtual_size.height == 1_000_000
        assert sum(stop - start for start, stop in source.asked) <= 128


async def test_going_to_the_end_fetches_only_the_end() -> None:
    async with listing(1_000_000) as (widget, pilot, source):
        widget.to_end()
        await pilot.pause()
        assert "Report 999999." in screen(widget)[-1]
        assert len(source.asked) <= 3


async def test_rows_are_fetched_again_when_they_have_changed() -> None:
    async with listing(3) as (widget, pilot, source):
        source.make = lambda index: row(f"Changed {index}.")
        widget.refresh_rows()
        await pilot.pause()
        assert "Changed 1." in screen(widget)[1]


async def test_a_list_that_became_shorter_meanwhile_shows_blank_rows() -> None:
    async with listing(3) as (widget, pilot, _):
        widget.show(3, lambda _start, _stop: [numbered(0)])
        await pilot.pause()
        assert screen(widget)[1] == ""


# The cursor


async def test_the_cursor_stays_in_the_list_and_in_sight() -> None:
    async with listing(30) as (widget, pilot, _):
        for move, cursor in ((-5, 0), (12, 12), (100, 29), (-3, 26)):
            widget.move(move)
            await pilot.pause()
            assert widget.cursor == cursor
            assert [line for line in screen(widget) if line.startswith("▌")] == [
                f"▌  2017-03-24 AP Report {cursor}."
            ]


async def test_a_page_is_a_screen() -> None:
    async with listing(100) as (widget, _, _source):
        widget.page(1)
        assert widget.cursor == 9
        widget.page(-0.5)
        assert widget.cursor in (4, 5)


async def test_moving_tells_which_row() -> None:
    async with listing(5) as (widget, pilot, _):
        widget.move_to(3)
        await pilot.pause()
        assert app(pilot).highlighted == [0, 3]


async def test_enter_opens_the_row() -> None:
    async with listing(5, cursor=2) as (_, pilot, _source):
        await pilot.press("enter")
        assert app(pilot).opened == [2]


async def test_a_click_moves_the_cursor_and_another_opens() -> None:
    async with listing(5) as (_, pilot, _source):
        await pilot.click(ArticleList, offset=(10, 3))
        assert (app(pilot).highlighted[-1], app(pilot).opened) == (3, [])
        await pilot.click(ArticleList, offset=(10, 3))
        assert app(pilot).opened == [3]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with listing(2) as (widget, pilot, _):
        await pilot.click(ArticleList, offset=(10, 8))
        assert (widget.cursor, app(pilot).opened) == (0, [])


# The snippet


async def test_the_cursor_row_shows_its_snippet_with_the_hits_lit() -> None:
    async with listing(5, found, cursor=1) as (widget, pilot, _):
        widget.set_snippet(1, "the strike near Raqqa", [(4, 10)])
        await pilot.pause()
        assert screen(widget)[2] == "   the strike near Raqqa"
        assert "Report 2." in screen(widget)[3]
        lit = [s.text for s in widget.render_line(2) if s.style and s.style.underline]
        assert lit == ["strike"]


async def test_a_snippet_that_comes_late_is_not_shown_under_another_row() -> None:
    async with listing(5, found) as (widget, pilot, _):
        widget.move(1)
        widget.set_snippet(0, "late", [])
        await pilot.pause()
        assert not any("late" in line for line in screen(widget))


async def test_rows_do_not_jump_when_a_snippet_comes() -> None:
    async with listing(5, found) as (widget, pilot, _):
        before = screen(widget)
        widget.set_snippet(0, "here", [])
        await pilot.pause()
        assert screen(widget) == [before[0], "   here", *before[2:]]


async def test_a_row_may_bring_its_snippet() -> None:
    async with listing(3, lambda _: row(snippet=Snippet("near Raqqa", ((5, 10),)))) as (
        widget,
        _,
        _source,
    ):
        assert screen(widget)[1] == "   near Raqqa"


async def test_the_last_row_is_shown_with_its_snippet() -> None:
    async with listing(30, found) as (widget, pilot, _):
        widget.to_end()
        widget.set_snippet(29, "at the end", [])
        await pilot.pause()
        assert screen(widget)[-1] == "   at the end"


def test_a_list_without_sources_gives_their_room_to_the_titles() -> None:
    with_sources = columns_for(60, read_columns("date, source, title"))
    without = columns_for(60, read_columns("date, title"))
    assert without[-1].width > with_sources[-1].width
