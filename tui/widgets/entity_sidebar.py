"""The sidebar of people, organisations and places, with a filter."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from index.letters import bare
from tui.page.list_rows import EntityRow
from tui.widgets.entity_list import EntityList, EntityOrder
from tui.widgets.line_input import LineInput
from tui.widgets.one_line import TitleRule

_NOTHING: Final = "No entities here."
_UNNAMED: Final = "No entity has that name."


class EntitySidebar(Vertical, can_focus=False, inherit_bindings=False):
    """Shows entities with their counts here and everywhere, and lets one be traced."""

    BLANK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask_filter", "Filter", show=False),
        Binding("escape", "drop_filter", "All entities", show=False),
    ]
    DEFAULT_CSS = """
    EntitySidebar {
        background: $surface;
        Input { display: none; background: $surface; margin: 0 1; }
        Input.open { display: block; }
        EntityList { height: 1fr; }
    }
    """

    _title = getters.query_one(TitleRule)
    _input = getters.query_one(Input)
    _list = getters.query_one(EntityList)

    class Traced(Message):
        """The user wants an entity traced."""

        def __init__(self, entity_id: str) -> None:
            super().__init__()
            self.entity_id = entity_id
            """Which one."""

    class Filtered(Message):
        """Something is in the filter; who knows of more names, or entities, calls `show_found`."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What is in the filter."""

        def can_replace(self, message: Message) -> bool:
            """Only the last of many is worth handling."""
            return isinstance(message, EntitySidebar.Filtered)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[EntityRow] = ()
        self._total = 0
        self._filter, self._wanted = "", ""
        self._is_found = False
        """Whether the cursor has not been moved since a filter was typed."""
        self._order = EntityOrder.COUNT
        self._title_text, self._counts = "entities", "here / all"
        self._nothing, self._unnamed = _NOTHING, _UNNAMED

    def compose(self) -> ComposeResult:
        """Title, filter, entities."""
        yield TitleRule("entities · here / all")
        yield LineInput("filter")
        yield EntityList()

    def on_mount(self) -> None:
        """Say that there is nothing yet."""
        self._draw()

    def show(
        self,
        rows: Sequence[EntityRow],
        title: str = "entities",
        counts: str = "here / all",
        total: int = 0,
        *,
        nothing: str = _NOTHING,
        unnamed: str = _UNNAMED,
    ) -> None:
        """Show other entities, through the filter.

        Args:
            rows: The entities.
            title: Whose they are.
            counts: What their two counts are.
            total: How many there are, if these are only the first.
            nothing: What to say where there is none.
            unnamed: What to say where none has what is typed into the filter.
        """
        self._nothing, self._unnamed = nothing, unnamed
        self._rows, self._title_text, self._counts = rows, title, counts
        self._total = max(total, len(rows))
        self._draw()
        self._ask_beyond()

    def show_found(self, text: str, rows: Sequence[EntityRow], total: int) -> None:
        """Show what was found of a filter among all there are, if that is still the filter.

        Args:
            text: The filter.
            rows: The entities found.
            total: How many were, if these are only the first.
        """
        if self.is_mounted and bare(text.strip()) == self._filter:
            found = f"{total:,} of {self._total:,} "
            if len(rows) < total:
                found = f"first {len(rows):,} of {total:,} found in {self._total:,} "
            self._list_rows(rows, found)

    def _ask_beyond(self) -> None:
        """Have the filter looked for among names too that are not in the rows."""
        if self._filter:
            self.post_message(self.Filtered(self._wanted))

    def next_order(self) -> str:
        """Order them otherwise; by what, in a few words."""
        orders = list(EntityOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._draw()
        self._ask_beyond()
        return self._order.value

    def set_filter(self, text: str) -> None:
        """Show only entities with this in their name or an alias, whatever its case and accents."""
        self._filter, self._wanted = bare(text.strip()), text.strip()
        self._is_found = bool(self._filter)
        self._draw()
        self._ask_beyond()

    @property
    def row(self) -> EntityRow | None:
        """The entity under the cursor."""
        return self._list.row

    @property
    def rows(self) -> Sequence[EntityRow]:
        """The entities that are listed, as they are ordered, without those filtered out."""
        return self._list.rows

    @property
    def place(self) -> Region:
        """Where on the screen the entity under the cursor is."""
        return self._list.place

    def follow(self, gone: str, into: str) -> None:
        """Have the cursor go on to the entity that the one under it is said to be."""
        self._list.follow(gone, into)

    def move(self, delta: int) -> None:
        """Move the cursor down, or up if negative."""
        self._list.move(delta)

    def page(self, pages: float) -> None:
        """Move the cursor by so many screens."""
        self._list.page(pages)

    def to_top(self) -> None:
        """Go to the first entity."""
        self._list.to_top()

    def to_end(self) -> None:
        """Go to the last entity."""
        self._list.to_end()

    def choose(self) -> None:
        """Trace the entity under the cursor."""
        self._list.choose()

    def focus(self, scroll_visible: bool = True) -> "EntitySidebar":
        """Give the entities the focus."""
        self.screen.set_focus(self._list, scroll_visible)
        return self

    def ask_filter(self) -> None:
        """Open the filter and type in it, over what was typed last."""
        self._input.add_class("open")
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    def action_ask_filter(self) -> None:
        """Open the filter and type in it."""
        self.ask_filter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  Textual's signature
        """Escape is the screen's unless there is a filter to drop."""
        return action != "drop_filter" or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """Whether there is a filter to drop."""
        return self._input.has_class("open")

    @property
    def is_filtering(self) -> bool:
        """Whether somebody types in the filter."""
        return self._input.has_focus

    def action_keep_filter(self) -> None:
        """Go to what the filter has found."""
        self.focus()

    def action_drop_filter(self) -> None:
        """Close the filter and show all entities."""
        self._input.value = ""
        self._input.remove_class("open")
        self.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.set_filter(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus()

    @on(EntityList.Highlighted)
    def _moved(self, event: EntityList.Highlighted) -> None:
        event.stop()
        self._is_found = False

    @on(EntityList.Chosen)
    def _chosen(self, event: EntityList.Chosen) -> None:
        event.stop()
        self.post_message(self.Traced(event.row.id))

    def _draw(self) -> None:
        if not self.is_mounted:
            return
        rows = self._rows
        if self._filter:  # which takes a look at all names
            rows = [row for row in rows if row.matches(self._filter)]
        found = f"{len(rows):,} of {self._total:,} " if self._filter else ""
        if not self._filter and len(rows) < self._total:
            found = f"first {len(rows):,} of {self._total:,} "
        self._list_rows(rows, found)

    def _list_rows(self, rows: Sequence[EntityRow], found: str) -> None:
        by = "" if self._order is EntityOrder.COUNT else self._order.value
        # Their counts say too whether they are of the report or of the list.
        whose = "" if found and self._title_text.startswith("entities") else self._title_text
        said = " ".join(filter(None, (found.strip(), whose, by)))
        self._title.text = f"{said} · {self._counts}"
        self._list.placeholder = self._unnamed if self._rows else self._nothing
        self._list.show(rows, self._order, named=self._filter, is_found=self._is_found)
