"""A long report: its beginning at once, the whole of it beside the terminal's loop."""

import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from articles.article import Label, Part
from tui.background import lookup
from tui.page.layout import AT_ONCE, Page, Rows
from tui.page.paragraphs import Flow, flow_of
from tui.widgets.page_painter import PagePainter
from tui.widgets.reading_pane import ReadingPane

LINE = "Report {:05} says that a strike near Raqqa has hit a depot of arms in the north."
TEXT = "\n\n".join(LINE.format(number) for number in range(4_000))
WRAPPED = "\n".join(f"A line that somebody has broken by hand, {at:05} " for at in range(99))

Reading = Callable[..., AbstractAsyncContextManager[Any]]


class Reader(App[None]):
    """A reading pane and nothing else."""

    def compose(self) -> ComposeResult:
        yield ReadingPane()


@asynccontextmanager
async def reading(text: str = TEXT) -> AsyncIterator[tuple[ReadingPane, Pilot[None]]]:
    """A pane in which a long report was opened just now."""
    async with Reader().run_test(size=(80, 24)) as pilot:
        pane = pilot.app.query_one(ReadingPane)
        pane.show(Page(1, "Depots hit", False, ("AP",), text))
        yield pane, pilot


def drawn(rows: Rows) -> list[str]:
    """What stands on each row."""
    return [rows.text_of(row) for row in range(len(rows))]


async def laid(pilot: Pilot[None]) -> None:
    """Wait until nothing is laid out any more."""
    with suppress(WorkerCancelled):  # what is laid out no more
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen(pane: ReadingPane) -> str:
    """What a person sees, without the map."""
    lines = pane.render_lines(Region(0, 0, *pane.size))
    return "\n".join(line.text[:-1].rstrip() for line in lines)


async def test_no_more_than_the_beginning_is_laid_out_on_the_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[bool, int]] = []

    def rows(page: Page, **how: Any) -> Rows:  # noqa: ANN401  as they come
        seen.append((threading.current_thread() is threading.main_thread(), len(page.text)))
        return Rows(page, **how)

    monkeypatch.setattr("tui.widgets.page_pane.Rows", rows)
    async with reading() as (pane, pilot):
        assert "Report 00003" in screen(pane)
        await laid(pilot)
        assert all(length <= AT_ONCE for on_loop, length in seen if on_loop)
        assert (False, len(TEXT)) in seen
        assert len(pane._rows or ()) > 8_000


async def test_the_beginning_is_painted_before_the_whole_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    paint = ReadingPane.render_lines

    def painted(self: ReadingPane, crop: Region) -> list[Strip]:
        if self._rows is not None:
            done.append("painted")
        return paint(self, crop)

    def rows(page: Page, **how: Any) -> Rows:  # noqa: ANN401  as they come
        done.append("whole" if len(page.text) > AT_ONCE else "beginning")
        return Rows(page, **how)

    monkeypatch.setattr(ReadingPane, "render_lines", painted)
    monkeypatch.setattr("tui.widgets.page_pane.Rows", rows)
    async with reading() as (_, pilot):
        await laid(pilot)
    assert done[:2] == ["beginning", "painted"]
    assert "whole" in done


async def test_what_lays_it_out_has_no_description_of_the_whole_text() -> None:
    async with reading() as (pane, _):
        assert pane._laying is not None
        assert len(pane._laying.description) < len(LINE)


async def test_the_end_is_gone_to_though_it_is_not_laid_out_yet() -> None:
    async with reading() as (pane, pilot):
        pane.to_end()
        assert "Report 03999" not in screen(pane)
        await laid(pilot)
        assert "Report 03999" in screen(pane)


async def test_so_is_a_place_far_on_and_one_that_was_left() -> None:
    async with reading() as (pane, pilot):
        start = TEXT.index("Report 03000")
        pane.go_to(start, start + 6)
        await laid(pilot)
        assert "Report 03000" in screen(pane)
        assert pane.reading_offset == start
    async with reading() as (pane, pilot):
        pane.restore(start)
        await laid(pilot)
        assert screen(pane).strip().startswith("Report 03000")


async def test_what_is_scrolled_to_meanwhile_stays() -> None:
    async with reading() as (pane, pilot):
        pane.to_end()
        pane.to_top()
        pane.move(30)
        before = screen(pane)
        await laid(pilot)
        assert screen(pane) == before


async def test_what_is_painted_of_the_beginning_is_not_painted_again_for_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[int] = []
    paint = PagePainter.paint

    def counted(self: PagePainter, row: int, *how: Any) -> list[Segment]:  # noqa: ANN401  as they come
        painted.append(row)
        return paint(self, row, *how)

    monkeypatch.setattr(PagePainter, "paint", counted)
    async with reading() as (pane, pilot):
        before = screen(pane)
        await laid(pilot)
        assert screen(pane) == before
        assert len(painted) == len(set(painted)) > 20
        pane.restyled()
        assert screen(pane) == before


async def test_the_last_lines_of_the_beginning_are_painted_again_and_all_at_another_width() -> None:
    async with reading() as (pane, pilot):
        pane.to_end()
        screen(pane)
        pane.move(-3)
        await laid(pilot)
        pane.to_end()
        pane.move(-AT_ONCE)
        for width in (80, 50):
            await pilot.resize_terminal(width, 24)
            await laid(pilot)
            shown = screen(pane)
            pane.restyled()
            assert screen(pane) == shown


@pytest.mark.parametrize(
    ("width", "folded", "begun", "goes_on"),
    [
        (40, False, 200, True),
        (40, True, 200, True),
        (30, False, 200, False),
        (40, False, 10, False),
    ],
)
def test_rows_go_on_from_those_of_the_beginning(
    width: int, folded: bool, begun: int, goes_on: bool
) -> None:
    page = Page(1, "Depots hit", False, ("AP",), TEXT[:1_000])
    rows = Rows(page, 40, folded=folded)
    former = Rows(page.beginning(begun), width, folded=folded)
    assert rows.go_on_from(former) is goes_on
    if goes_on:
        same = range(len(former) - 1)
        assert [rows.text_of(row) for row in same] == [former.text_of(row) for row in same]


@pytest.mark.parametrize("length", [10, 200, 2_000, 3_000, 9_000])
@pytest.mark.parametrize("text", [TEXT[:5_000], WRAPPED, "中文 " * 300 + "\n\nOne.\n\nTwo."])
def test_rows_are_the_same_where_the_flow_of_the_text_is_known(text: str, length: int) -> None:
    parts = (Part(Label.BODY, 0, len(text)),)
    page = Page(1, "Depots hit", False, ("AP",), text, parts)
    flowing = page._replace(flow=flow_of(text, parts))
    plain, known = (Rows(one, 40, folded=True) for one in (page, flowing))
    assert drawn(known) == drawn(plain)
    begun = Rows(flowing.beginning(length), 40, folded=True)
    assert drawn(begun)[:-1] == drawn(plain)[: len(begun) - 1]
    assert begun.lines.text == plain.lines.text[: len(begun.lines.text)]


async def test_how_a_report_flows_is_found_out_where_it_is_read(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_loop: list[bool] = []

    def flow(text: str, parts: Sequence[Part]) -> Flow:
        if text == WRAPPED:
            on_loop.append(threading.current_thread() is threading.main_thread())
        return flow_of(text, parts)

    for module in ("tui.background.lookup", "tui.page.wrap"):
        monkeypatch.setattr(f"{module}.flow_of", flow)
    async with reading({"2020-01-01 wrapped.txt": WRAPPED}) as session:
        assert "A line that" in session.page
        assert on_loop
        assert not any(on_loop)


def test_rows_of_another_text_or_headline_go_on_from_none() -> None:
    page = Page(1, "Depots hit", False, ("AP",), TEXT[:1_000])
    rows, begun = Rows(page, 40, folded=True), page.beginning(300)
    for other in (
        begun._replace(headline="Depots lost"),
        begun._replace(text="x" + begun.text[1:]),
    ):
        assert not rows.go_on_from(Rows(other, 40, folded=True))


async def test_at_another_width_the_old_rows_stay_until_the_new_ones_are_there() -> None:
    async with reading() as (pane, pilot):
        await laid(pilot)
        pane.restore(TEXT.index("Report 02000"))
        await pilot.resize_terminal(60, 24)
        assert "Report 02000" in screen(pane)
        await laid(pilot)
        assert screen(pane).strip().startswith("Report 02000")


async def test_another_report_is_not_shown_the_rows_of_the_one_before() -> None:
    async with reading() as (pane, pilot):
        pane.show(Page(2, "Short", False, (), "One line."))
        await laid(pilot)
        assert "One line." in screen(pane)
        assert len(pane._rows or ()) < 10


def test_the_beginning_of_a_page_ends_with_a_line_and_so_do_its_parts() -> None:
    text = "one two\n\nthree four\n\nfive"
    parts = (Part(Label.BODY, 0, 19), Part(Label.CREDIT, 21, 25))
    begun = Page(1, "", False, (), text, parts).beginning(15)
    assert begun.text == "one two\n"
    assert begun.parts == (Part(Label.BODY, 0, 8),)


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 1 << 16])
def test_words_are_counted_piece_by_piece(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(lookup, "_AT_ONCE", at_once)
    for text in ("", " ", "a", "The levee  broke\n\nbefore dawn.", " x\u2003yy zzz ", TEXT[:5_000]):
        assert lookup.words_in(text) == len(text.split())
