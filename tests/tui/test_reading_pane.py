"""The reading pane: what it shows, and how it keeps the reader's place."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import Selection

from articles.article import Label, Part, Span
from tui.page.layout import Page, Rows
from tui.page.lights import Lights, Lit, LitKind
from tui.widgets.hit_map import HitMap
from tui.widgets.reading_pane import ReadingPane

SENTENCE = "On day {} the coalition said that the strike near Raqqa had hit a depot of arms. "
PARAGRAPHS = [SENTENCE.format(day) * 3 for day in range(40)]
TEXT = "\n\n".join(paragraph.strip() for paragraph in PARAGRAPHS)


class Reader(App[None]):
    """A reading pane and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.clicked: list[int] = []

    def compose(self) -> ComposeResult:
        yield ReadingPane()

    def on_reading_pane_clicked(self, event: ReadingPane.Clicked) -> None:
        self.clicked.append(event.offset)


def page(text: str = TEXT, headline: str = "Depots hit", **known: object) -> Page:
    """A page of a report without parts."""
    fields: dict[str, object] = {"headline_derived": False, "details": ("AP", "2017-03-24")}
    return Page(1, headline, text=text, **{**fields, **known})  # type: ignore[arg-type]  # readable defaults


@asynccontextmanager
async def reading(
    shown: Page | None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[ReadingPane, Pilot[None]]]:
    """A pane with a page open in it."""
    async with Reader().run_test(size=size) as pilot:
        pane = pilot.app.query_one(ReadingPane)
        pane.show(shown)
        await pilot.pause()
        yield pane, pilot


def screen(pane: ReadingPane) -> list[str]:
    """What a person sees, without the map."""
    return [pane.render_line(y).text[:-1].rstrip() for y in range(pane.size.height)]


def edge(pane: ReadingPane) -> str:
    """The map, from top to bottom."""
    return "".join(pane.render_line(y).text[-1] for y in range(pane.size.height))


def styles(pane: ReadingPane, text: str) -> Style:
    """How the first segment with this text is drawn."""
    for y in range(pane.size.height):
        for segment in pane.render_line(y):
            if segment.text == text and segment.style:
                return segment.style
    raise AssertionError(f"{text!r} is not drawn by itself")


def lit(text: str, kind: LitKind, of: str = TEXT) -> list[Lit]:
    """Every place of a word, lit."""
    places, at = [], of.find(text)
    while at >= 0:
        places.append(Lit(at, at + len(text), kind))
        at = of.find(text, at + 1)
    return places


# What is shown


async def test_an_empty_pane_says_nothing_but_what_it_is_given_to_say() -> None:
    async with reading(None) as (pane, _):
        assert not any(screen(pane))
        pane.placeholder = "Nothing to read here"
        assert any("Nothing to read here" in line for line in screen(pane))
        assert pane.progress == 0


async def test_headline_and_details_stand_before_the_text() -> None:
    async with reading(page("It rained.")) as (pane, _):
        lines = [line.strip() for line in screen(pane) if line]
        assert lines == ["Depots hit", "AP · 2017-03-24", "─" * 76, "It rained."]


async def test_a_derived_headline_is_marked() -> None:
    async with reading(page("It rained.", headline_derived=True)) as (pane, _):
        assert "~Depots hit" in screen(pane)[0]


async def test_a_headline_in_the_text_is_not_shown_twice() -> None:
    text = "Depots hit\nIt rained."
    parts = (Part(Label.HEADLINE, 0, 10), Part(Label.BODY, 11, 21))
    async with reading(page(text, parts=parts)) as (pane, _):
        lines = [line.strip() for line in screen(pane) if line]
        assert lines == ["Depots hit", "AP · 2017-03-24", "─" * 76, "It rained."]
        assert styles(pane, "Depots hit").bold


@pytest.mark.parametrize(("columns", "measure"), [(40, 36), (80, 76), (200, 76)])
async def test_the_text_keeps_a_measure_one_can_read(columns: int, measure: int) -> None:
    async with reading(page(), (columns, 24)) as (pane, _):
        lines = screen(pane)
        left = (columns - 4 - measure) // 2 + 2
        rule = next(line for line in lines if "─" in line)
        assert rule == " " * left + "─" * measure
        assert all(len(line) <= left + measure for line in lines)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (5, 1), (20, 5)])
async def test_the_smallest_pane_does_not_crash(size: tuple[int, int]) -> None:
    async with reading(page(), size) as (pane, pilot):
        pane.go_to(500, 510)
        await pilot.pause()
        assert len(screen(pane)) == size[1]


async def test_furniture_is_folded_until_one_asks() -> None:
    text = "Share this\n\nIt rained."
    parts = (Part(Label.CHROME, 0, 10), Part(Label.BODY, 12, 22))
    async with reading(page(text, parts=parts)) as (pane, pilot):
        assert any("▸ 1 line of page furniture folded" in line for line in screen(pane))
        pane.folded = False
        await pilot.pause()
        assert any("Share this" in line for line in screen(pane))


async def test_a_caption_is_dim_but_a_hit_in_it_is_not() -> None:
    text = "Smoke over Raqqa on Monday"
    async with reading(page(text, parts=(Part(Label.CAPTION, 0, len(text)),))) as (pane, _):
        pane.light([Lit(11, 16, LitKind.HIT)])
        assert styles(pane, "Smoke over ").dim
        assert not styles(pane, "Raqqa").dim


async def test_a_quotation_has_a_bar_beside_it() -> None:
    parts = (Part(Label.QUOTE, 0, 9),)
    async with reading(page("“It rained.”", parts=parts)) as (pane, _):
        assert "│ “It rained.”" in screen(pane)[4]


# What is lit


async def test_every_kind_of_light_differs_without_colour() -> None:
    text = "hit traced mention soft plain"
    kinds = {"hit": LitKind.HIT, "traced": LitKind.TRACED, "mention": LitKind.MENTION}
    kinds["soft"] = LitKind.SOFT
    async with reading(page(text)) as (pane, _):
        pane.light([one for word, kind in kinds.items() for one in lit(word, kind, text)])
        pane.go_to(24, 29)
        drawn = [styles(pane, word) for word in (*kinds, "plain")]
        shapes = {(s.bold, s.underline, s.italic, s.reverse, s.bgcolor is None) for s in drawn}
        assert len(shapes) == 5


async def test_a_hit_in_a_traced_mention_is_drawn_as_both() -> None:
    async with reading(page("Islamic State")) as (pane, _):
        pane.light([Lit(0, 13, LitKind.TRACED), Lit(8, 13, LitKind.HIT)])
        both, traced = styles(pane, "State"), styles(pane, "Islamic ")
        assert both.underline
        assert traced.underline
        assert both.bgcolor != traced.bgcolor


def test_lights_may_overlap_and_nest() -> None:
    lights = Lights([Lit(0, 100, LitKind.TRACED), Lit(10, 12, LitKind.HIT)])
    assert [(low, high, int(kind)) for low, high, kind in lights.pieces(5, 20)] == [
        (5, 10, LitKind.TRACED),
        (10, 12, LitKind.TRACED | LitKind.HIT),
        (12, 20, LitKind.TRACED),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from(LitKind))),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9))),
    st.integers(0, 60),
    st.integers(1, 60),
)
def test_hits_given_by_themselves_are_lit_as_those_among_others_are(
    others: list[tuple[int, int, LitKind]], gaps: list[tuple[int, int]], start: int, length: int
) -> None:
    lit = [Lit(at, at + long, kind) for at, long, kind in others]
    hits, end = [], 0
    for gap, long in gaps:
        hits.append(Span(end + gap, end + gap + long))
        end = hits[-1].end
    apart = Lights(lit, hits)
    together = Lights([*lit, *(Lit(*hit, LitKind.HIT) for hit in hits)])
    stretch = (start, start + length)
    assert list(apart.pieces(*stretch)) == list(together.pieces(*stretch))
    assert sorted(apart.between(*stretch)) == sorted(together.between(*stretch))
    assert apart.walked() == together.walked()


async def test_the_current_stretch_has_a_bar_in_the_gutter() -> None:
    async with reading(page("One.\n\nTwo.")) as (pane, pilot):
        pane.go_to(6, 10)
        await pilot.pause()
        assert [line for line in screen(pane) if line.startswith("▌")] == ["▌ Two."]
        pane.clear_current()
        await pilot.pause()
        assert not any("▌" in line for line in screen(pane))


async def test_the_map_shows_where_in_the_report_something_is_lit() -> None:
    async with reading(page()) as (pane, _):
        start = TEXT.index("On day 20")
        pane.light([Lit(start, start + 2, LitKind.HIT)])
        assert edge(pane)[:2] == "┃┃"
        assert edge(pane).count("•") == 1
        assert abs(edge(pane).index("•") - 12) <= 1


async def test_a_new_theme_is_drawn_in_its_colours() -> None:
    async with reading(page("It rained.")) as (pane, pilot):
        before = styles(pane, "It rained.")
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert styles(pane, "It rained.").bgcolor != before.bgcolor


# Where one is


async def test_what_one_goes_to_comes_into_sight_at_a_third() -> None:
    async with reading(page()) as (pane, pilot):
        start = TEXT.index("On day 20")
        pane.go_to(start, start + 6)
        await pilot.pause()
        assert "On day 20" in screen(pane)[8]


async def test_going_to_what_is_in_sight_does_not_scroll() -> None:
    async with reading(page()) as (pane, pilot):
        pane.move(10)
        start = TEXT.index("On day 3")
        pane.go_to(start, start + 6)
        await pilot.pause()
        assert pane.scroll_offset.y == 10


async def test_going_into_a_fold_unfolds_it() -> None:
    text = "Share this\n\nIt rained."
    parts = (Part(Label.CHROME, 0, 10), Part(Label.BODY, 12, 22))
    async with reading(page(text, parts=parts)) as (pane, pilot):
        pane.go_to(6, 10)
        await pilot.pause()
        assert "▌ Share this" in [line.strip() for line in screen(pane)]


@pytest.mark.parametrize("widths", [(60, 80), (100, 50, 80), (120, 30, 77, 80)])
async def test_a_resize_keeps_the_place_to_the_character(widths: tuple[int, ...]) -> None:
    async with reading(page()) as (pane, pilot):
        pane.move(37)
        await pilot.pause()
        before, top = pane.reading_offset, screen(pane)[0]
        for columns in widths:
            await pilot.resize_terminal(columns, 24)
            await pilot.pause()
            assert pane.reading_offset == before
        assert screen(pane)[0] == top


async def test_a_resize_keeps_the_current_stretch_in_sight() -> None:
    async with reading(page()) as (pane, pilot):
        start = TEXT.index("On day 20")
        pane.go_to(start, start + 6)
        await pilot.pause()
        for size in ((50, 24), (120, 10), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pane.reading_offset == start
            assert any(line.startswith("▌") or "▌" in line for line in screen(pane))


async def test_in_less_room_than_before_something_of_what_follows_is_in_sight() -> None:
    async with reading(page()) as (pane, pilot):
        start = TEXT.index("On day 20")
        pane.go_to(start, start + 6)
        pane.move(-12)
        await pilot.pause()
        for rows in (12, 7, 5):
            await pilot.resize_terminal(80, rows)
            await pilot.pause()
            (at,) = (y for y, line in enumerate(screen(pane)) if "▌" in line)
            assert at == rows - 3


async def test_a_place_is_restored() -> None:
    async with reading(page()) as (pane, pilot):
        pane.move(37)
        await pilot.pause()
        place, lines = pane.reading_offset, screen(pane)
        pane.show(page("Something else."))
        await pilot.pause()
        pane.show(page())
        pane.restore(place)
        await pilot.pause()
        assert screen(pane) == lines


async def test_a_paragraph_is_known_before_the_first_layout() -> None:
    pane = ReadingPane()
    pane.show(page())
    before = [pane.paragraph_at(TEXT.index(word)) for word in ("On day 2", "On day 20")]
    async with reading(page()) as (laid, _):
        after = [laid.paragraph_at(TEXT.index(word)) for word in ("On day 2", "On day 20")]
        assert before == after
        assert all(one.start < one.end for one in before)


async def test_a_place_is_restored_before_the_first_layout() -> None:
    app = Reader()
    async with app.run_test(size=(80, 24)) as pilot:
        pane = ReadingPane()
        pane.show(page())
        pane.restore(TEXT.index("On day 20"))
        await app.query_one(ReadingPane).remove()
        await app.mount(pane)
        await pilot.pause()
        assert "On day 20" in screen(pane)[0]


async def test_pages_overlap_by_a_line_and_stop_at_the_ends() -> None:
    async with reading(page()) as (pane, _):
        pane.page(1)
        assert pane.scroll_offset.y == 23
        pane.page(-1)
        assert pane.scroll_offset.y == 0
        pane.page(0.5)
        assert pane.scroll_offset.y == 12
        pane.to_end()
        assert pane.progress == 100
        pane.to_top()
        assert pane.progress < 50


async def test_the_wheel_scrolls() -> None:
    async with reading(page()) as (pane, pilot):
        await pilot._post_mouse_events([MouseScrollDown], ReadingPane)
        await pilot.pause()
        assert pane.scroll_offset.y > 0


@pytest.mark.parametrize("headline", [True, False])
def test_the_map_of_many_lit_places_is_that_of_every_one_of_them(headline: bool) -> None:
    text = "A headline\n\nShare this\n\n" + TEXT
    parts = (
        Part(Label.HEADLINE, 0, 10),
        Part(Label.CHROME, 12, 22),
        Part(Label.BODY, 24, len(text)),
    )
    rows = Rows(page(text, parts=parts if headline else parts[1:]), 60, folded=True)
    chance = random.Random(3)
    for count in (0, 1, 3, 40, 2_000):
        lit = sorted(chance.choices(range(len(text)), k=count))
        for height in (1, 7, 40, 1_000):
            plain = HitMap(height, len(rows), map(rows.row_of, lit))
            quick = HitMap.over(height, rows, lit)
            marks = [[one.mark(row, 0, None) for row in range(height)] for one in (plain, quick)]
            assert marks[0] == marks[1], (count, height)


async def test_only_what_looks_otherwise_after_a_change_of_style_is_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with reading(page(TEXT)) as (pane, pilot):
        drawn, draw = [], pane.draw_line

        def noted(y: int) -> list[Segment]:
            drawn.append(y)
            return draw(y)

        monkeypatch.setattr(pane, "draw_line", noted)
        pilot.app.stylesheet.update_nodes([pane])
        await pilot.pause()
        assert not drawn
        pilot.app.theme = "textual-light"
        await pilot.pause()
        assert len(drawn) >= pane.size.height


async def test_what_is_lit_already_is_not_drawn_again() -> None:
    mentions, hits = [Lit(3, 8, LitKind.MENTION)], [Span(10, 13)]
    async with reading(page(TEXT)) as (pane, pilot):
        painter = pane._painter
        pane.light(mentions, hits)
        await pilot.pause()
        lit = pane._painter
        pane.light(list(mentions), list(hits))
        assert painter is not lit is pane._painter
        for others in ((mentions, []), ([], hits), ([], [])):
            former = pane._painter
            pane.light(*others)
            assert pane._painter is not former
        pane.show(page(PARAGRAPHS[0]))
        pane.light(mentions, hits)
        assert pane._lights.between(3, 8)


# Mouse and selection


async def test_a_click_on_what_is_lit_tells_where() -> None:
    text = "中文 Raqqa fell"
    async with reading(page(text)) as (pane, pilot):
        pane.light([Lit(3, 8, LitKind.MENTION)])
        await pilot.click(ReadingPane, offset=(2 + 5, 4))
        await pilot.click(ReadingPane, offset=(2 + 12, 4))
        assert pilot.app.clicked == [3]  # type: ignore[attr-defined]  # this file's app


async def test_a_click_on_a_fold_unfolds_it() -> None:
    text = "Share this\n\nIt rained."
    parts = (Part(Label.CHROME, 0, 10), Part(Label.BODY, 12, 22))
    async with reading(page(text, parts=parts)) as (pane, pilot):
        await pilot.click(ReadingPane, offset=(4, 4))
        await pilot.pause()
        assert any("Share this" in line for line in screen(pane))


async def test_what_is_dragged_over_is_selected_and_copied() -> None:
    async with reading(page("One two three.\n\nFour five six.")) as (pane, pilot):
        await pilot.mouse_down(ReadingPane, offset=(2 + 4, 4))
        await pilot.hover(ReadingPane, offset=(2 + 3, 6))
        await pilot.mouse_up(ReadingPane, offset=(2 + 3, 6))
        await pilot.pause()
        assert pane.screen.get_selected_text() == "two three.\n\nFour"


async def test_of_what_is_dragged_over_only_text_looks_selected() -> None:
    async with reading(page("One two three.")) as (pane, pilot):
        await pilot.mouse_down(ReadingPane, offset=(2 + 2, 0))
        await pilot.hover(ReadingPane, offset=(2 + 3, 4))
        await pilot.mouse_up(ReadingPane, offset=(2 + 3, 4))
        await pilot.pause()
        assert pane.selected == (0, 4)
        highlight = pane.screen.get_component_rich_style("screen--selection").bgcolor
        rows = [pane.draw_line(y) for y in range(5)]
        lit = [any(one.style and one.style.bgcolor == highlight for one in row) for row in rows]
        assert lit == [False, False, False, False, True]


async def test_rows_are_painted_in_few_styles_and_say_where_they_are_only_when_asked() -> None:
    async with reading(page(TEXT)) as (pane, _):
        painted = [pane.draw_line(y) for y in range(pane.size.height)]
        assert len({segment.style for strip in painted for segment in strip}) < 10
        places = {str(one.style and one.style.meta) for y in (4, 5) for one in pane.render_line(y)}
        assert len(places) > 4


async def test_a_copy_has_no_hand_made_line_breaks_and_no_folded_lines() -> None:
    wrapped = "\n".join(
        ["A line of seventy characters that was broken by a hand at this place,"] * 4
    )
    text = f"{wrapped}\n\nShare this\n\nThe end."
    chrome = text.index("Share")
    parts = (Part(Label.BODY, 0, chrome - 2), Part(Label.CHROME, chrome, chrome + 10))
    async with reading(page(text, parts=(*parts, Part(Label.BODY, chrome + 12, len(text))))) as (
        pane,
        _,
    ):
        selection = Selection(Offset(0, 4), None)
        copied = pane.get_selection(selection)
        assert copied is not None
        body, *_, end = copied[0].split("\n")
        assert body == wrapped.replace("\n", " ")
        assert end == "The end."
        assert "Share" not in copied[0]


async def test_a_click_on_the_map_goes_there() -> None:
    text = "\n\n".join(f"Paragraph {at}." for at in range(200))
    async with reading(page(text)) as (pane, pilot):
        await pilot.click(ReadingPane, offset=(pane.size.width - 1, pane.size.height // 2))
        middle = len(text) // 2
        assert abs(pane.in_sight.start - middle) < len(text) // 8
        await pilot.click(ReadingPane, offset=(pane.size.width - 1, 0))
        assert pane.scroll_offset.y == 0


async def test_a_click_on_what_was_left_out_brings_it_back() -> None:
    async with reading(page("Nothing.\n\nRaqqa fell.\n\nNothing more.")) as (pane, pilot):
        pane.light([Lit(10, 15, LitKind.HIT)])
        pane.only_lit = True
        await pilot.pause()
        at = next(y for y, line in enumerate(screen(pane)) if "left out" in line)
        assert "Nothing more." not in "".join(screen(pane))
        await pilot.click(ReadingPane, offset=(4, at))
        assert "Nothing more." in "".join(screen(pane))
        assert not pane.only_lit
