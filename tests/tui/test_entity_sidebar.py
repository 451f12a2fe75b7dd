"""The sidebar of entities."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from index.letters import bare
from tui.page.list_rows import EntityRow
from tui.widgets.entity_list import EntityList, EntityOrder
from tui.widgets.entity_sidebar import EntitySidebar


def entity(name: str, here: int = 1, **known: Any) -> EntityRow:  # noqa: ANN401  the row's own fields
    """An organisation mentioned here and ten times in all."""
    fields: dict[str, Any] = {"id": name.lower(), "type_letter": "O", "everywhere": 10}
    return EntityRow(name=name, here=here, **{**fields, **known})


ROWS = [
    entity("Islamic State", 13, aliases=("ISIS", "IS")),
    entity("Raqqa", 9, type_letter="L"),
    entity("Masoud Barzani", 0, type_letter="P"),
    entity("Jean-Yves Le Drian", 2, type_letter="P", aliases=("Le Drian",)),
]


class Sidebar(App[None]):
    """A sidebar and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.traced: list[str] = []

    def compose(self) -> ComposeResult:
        yield EntitySidebar()

    def on_entity_sidebar_traced(self, event: EntitySidebar.Traced) -> None:
        self.traced.append(event.entity_id)


@asynccontextmanager
async def sidebar(
    rows: list[EntityRow] = ROWS, size: tuple[int, int] = (44, 12)
) -> AsyncIterator[tuple[EntitySidebar, Pilot[None]]]:
    """A sidebar with entities in it, and the focus."""
    async with Sidebar().run_test(size=size) as pilot:
        widget = pilot.app.query_one(EntitySidebar)
        widget.show(rows)
        widget.focus()
        await pilot.pause()
        yield widget, pilot


def screen(widget: EntitySidebar) -> list[str]:
    """What a person sees of the rows."""
    rows = widget.query_one(EntityList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


def names(widget: EntitySidebar) -> list[str]:
    """The names shown, from top to bottom."""
    return [row.name for row in ROWS for line in screen(widget) if f" {row.name}" in line]


async def test_a_row_shows_type_name_aliases_and_counts() -> None:
    async with sidebar() as (widget, _):
        assert screen(widget)[0] == "▌O Islamic State  ISIS · IS         13 / 10"


async def test_those_of_the_article_come_first_by_count() -> None:
    async with sidebar() as (widget, _):
        lines = [line for line in screen(widget) if line]
        assert [line.split()[-3] for line in lines if "/" in line] == ["13", "9", "2", "0"]
        assert "not in this article" in lines[3]


async def test_the_traced_entity_has_a_second_line() -> None:
    traced = entity("Islamic State", traced=True, detail="ISIS 14 · IS 4")
    async with sidebar([traced, entity("Raqqa", 0)]) as (widget, _):
        assert screen(widget)[1] == "   ISIS 14 · IS 4"


async def test_a_narrow_sidebar_keeps_the_count_here() -> None:
    async with sidebar(size=(20, 8)) as (widget, _):
        assert screen(widget)[0] == "▌O Islamic State 13"


async def test_every_line_fits_however_narrow() -> None:
    for columns in (1, 2, 5, 9, 30):
        async with sidebar(size=(columns, 8)) as (widget, _):
            rows = widget.query_one(EntityList)
            assert {rows.render_line(y).cell_length for y in range(6)} == {columns}


async def test_the_cursor_stays_on_its_entity_when_the_rows_change() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(1)
        widget.show([entity("Kurds", 20), *ROWS])
        await pilot.pause()
        assert widget.row is not None
        assert widget.row.name == "Raqqa"


async def test_the_cursor_keeps_its_place_when_its_entity_is_gone() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(1)
        widget.show([row for row in ROWS if row.name != "Raqqa"])
        await pilot.pause()
        assert widget._list.cursor == 1


async def test_the_cursor_goes_on_to_the_entity_that_its_own_was_merged_into_and_back() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(1)
        widget.follow("raqqa", "rakka")
        rest = [row for row in ROWS if row.name != "Raqqa"]
        for merged in ("Rakka", "Raqqa"):
            widget.show([*rest, entity(merged, 1)])
            await pilot.pause()
            assert widget.row is not None
            assert widget.row.name == merged


async def test_a_cursor_at_the_top_is_at_the_top_of_another_report_too() -> None:
    async with sidebar() as (widget, pilot):
        others = [entity(name, 20) for name in "ABCD"]
        for rows, top in (([*others, *ROWS], "A"), (ROWS, "Islamic State")):
            widget.show(rows)
            await pilot.pause()
            assert widget.row is not None
            assert widget.row.name == top


async def test_the_cursor_goes_to_whatever_is_newly_traced() -> None:
    async with sidebar() as (widget, pilot):
        widget.show([*ROWS[:3], entity("Jean-Yves Le Drian", 2, traced=True)])
        await pilot.pause()
        assert widget.row is not None
        assert widget.row.name == "Jean-Yves Le Drian"


async def test_among_those_of_another_report_the_cursor_goes_to_whoever_is_traced() -> None:
    async with sidebar() as (widget, pilot):
        traced = entity("Jean-Yves Le Drian", 2, traced=True)
        widget.show([*ROWS[:3], traced])
        widget.to_end()
        widget.move(-2)
        widget.show([entity(name, 5) for name in "ABCD"] + [traced])
        await pilot.pause()
        assert widget.row is not None
        assert widget.row.name == "Jean-Yves Le Drian"


async def test_moving_tells_which_entity() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(1)
        widget.to_end()
        widget.move(5)
        await pilot.pause()
        row = widget.query_one(EntityList).row
        assert row is not None
        assert row.id == "masoud barzani"


async def test_enter_traces() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(1)
        await pilot.press("enter")
        assert pilot.app.traced == ["raqqa"]  # type: ignore[attr-defined]  # this file's app


async def test_a_click_traces() -> None:
    async with sidebar() as (_, pilot):
        await pilot.click(EntityList, offset=(5, 2))
        assert pilot.app.traced == ["jean-yves le drian"]  # type: ignore[attr-defined]  # this file's app


async def test_the_filter_looks_at_names_and_aliases_without_case() -> None:
    async with sidebar() as (widget, pilot):
        widget.set_filter("isis")
        await pilot.pause()
        assert names(widget) == ["Islamic State"]
        widget.set_filter("")
        await pilot.pause()
        assert len(names(widget)) == 4


def test_accents_do_not_matter_to_the_filter() -> None:
    assert entity("Ağrı Dağı").matches(bare("AGRI"))
    assert entity("Erdoğan").matches(bare("erdogan"))
    assert entity("Łódź").matches(bare("lodz"))
    assert entity("Lars Sørensen").matches(bare("sorensen"))


async def test_the_filter_is_typed_after_a_slash_and_dropped_by_escape() -> None:
    async with sidebar() as (widget, pilot):
        await pilot.press("slash", "d", "r", "i")
        assert names(widget) == ["Jean-Yves Le Drian"]
        await pilot.press("enter")
        assert widget.query_one(EntityList).has_focus
        await pilot.press("escape")
        assert len(names(widget)) == 4
        assert not widget.query_one(Input).display


async def test_while_a_filter_is_typed_the_cursor_is_on_the_best_that_it_finds() -> None:
    async with sidebar() as (widget, pilot):
        widget.move(2)
        assert widget.row is not None
        assert widget.row.name == "Jean-Yves Le Drian"
        await pilot.press("slash", "a")  # which all of them have
        assert widget.row.name == names(widget)[0] == "Islamic State"
        await pilot.press("enter")
        widget.move(1)
        await pilot.pause()
        widget.show(ROWS)
        assert widget.row.name == "Raqqa"


async def test_what_a_filter_finds_begins_with_who_is_called_so_in_any_order() -> None:
    rows = [
        entity("New Paris", 9, type_letter="L"),
        entity("Parishes", 5),
        entity("Paris", 1, type_letter="L"),
        entity("City of Light", 1, type_letter="P", aliases=("Paris",)),
        entity("Comparison", 7, type_letter="P"),
    ]
    async with sidebar(rows) as (widget, _):
        for _order in EntityOrder:
            widget.set_filter("PARIS")
            found = [row.name for row in widget.rows]
            assert set(found[:2]) == {"Paris", "City of Light"}
            assert found[2] == "Parishes"
            widget.next_order()


async def test_a_filter_is_typed_anew_over_the_one_before() -> None:
    async with sidebar() as (widget, pilot):
        await pilot.press("slash", "d", "r", "i", "enter", "slash", "r", "a", "q")
        assert names(widget) == ["Raqqa"]


async def test_an_empty_sidebar_says_why() -> None:
    async with sidebar() as (widget, pilot):
        widget.set_filter("nobody")
        await pilot.pause()
        assert any("No entity has that name" in line for line in screen(widget))
        widget.show([])
        await pilot.pause()
        assert any("No entities here" in line for line in screen(widget))
