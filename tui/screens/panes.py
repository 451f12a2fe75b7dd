"""The panes, their layout and focus, and the keys in force; not what the panes show."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from tui.commands.command import Pane
from tui.commands.habits import instead_of
from tui.commands.hints import FILTERING, FINDING, TYPING, hints
from tui.commands.keymap import Keymap
from tui.commands.table import BY_ID, COMMANDS
from tui.features.ground import KeyTaker
from tui.screens.asking import AskingScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_sidebar import EntitySidebar
from tui.widgets.find_bar import FindBar
from tui.widgets.line_pane import RIGHT
from tui.widgets.movement import move
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.search_bar import SearchBar
from tui.widgets.status_line import KeyHints, StatusLine
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from textual.widget import AwaitMount

    from tui.dialogs.choose import Choice
    from tui.widgets.concordance_beside import ConcordanceBeside

LARGEST_COUNT = 9_999


class Panes(Container):
    """Holds the panes, which cover it: nothing of its own is drawn."""

    BLANK = True


class PanesScreen(AskingScreen):
    """Articles, text and entities side by side, as far as the terminal is wide.

    The classes `-narrow`, `-medium`, `-wide` and `-widest` follow the width; `-reading` says that
    the one pane of a narrow terminal is the text, `-drawer` that the entities are open in it,
    `-zen` that the text stands alone.
    """

    AUTO_FOCUS = "ArticleList"  # at once, not by way of the search bar: each move costs
    BLANK = True  # the panes cover it; drawing what nobody sees takes a tenth of a key's time

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Who has the focus. The panes paint what that changes, not the whole screen."""

    search_bar = getters.query_one(SearchBar)
    articles = getters.query_one(ArticleList)
    reading = getters.query_one(ReadingPane)
    entities = getters.query_one(EntitySidebar)
    find_bar = getters.query_one(FindBar)
    title_line = getters.query_one(TitleLine)
    status_line = getters.query_one(StatusLine)
    hints = getters.query_one(KeyHints)

    def __init__(self, keymap: Keymap) -> None:
        """Do what `keymap` says at each key."""
        super().__init__(keymap.keys["back_out"])
        self.keymap = keymap
        self._count = 0
        self._takers: list[KeyTaker] = []
        self._take_letter: Callable[[str], object] | None = None
        """Takes the letter of the next key."""
        self._button = 0
        """Of the mouse, while what was done with it is seen to."""
        self._bind()

    def _bind(self) -> None:
        """Bind the keys in force.

        Not through the application's keymap, which Textual works out anew at every key, and
        which says nothing when two commands want one key. With priority, so that a key is acted on
        before the next one is looked at: `/` moves the focus, and the letters typed right after it
        must find it there; `check_action` leaves keys to an input that has the focus.
        """
        self._bindings.bind("enter", "entered", "", show=False, priority=True)
        for digit in range(10):
            self._bindings.bind(str(digit), f"count({digit})", priority=True)
        for command in COMMANDS:
            if keys := self.keymap.keys[command.id]:
                self._bindings.bind(
                    ",".join(keys), command.action, command.name, False, priority=True
                )

    def compose(self) -> ComposeResult:
        """The panes in the order of Tab."""
        yield SearchBar()
        yield TitleLine()
        with Panes(id="panes"):
            yield ArticleList()
            yield ReadingPane()
            yield EntitySidebar()
        yield FindBar()
        yield StatusLine()
        yield KeyHints()

    async def concordance(self) -> "ConcordanceBeside":
        """The pane of it beside the text, made when it is first shown: few terminals have room."""
        pane, mounted = self._concordance
        await mounted
        return pane

    @cached_property
    def _concordance(self) -> "tuple[ConcordanceBeside, AwaitMount]":
        from tui.widgets.concordance_beside import ConcordanceBeside

        pane = ConcordanceBeside()
        return pane, self.query_one(Panes).mount(pane)

    def is_left(self) -> bool:
        """Whether the reader is being left, panes gone, while something was waited for."""
        panes = {SearchBar, ArticleList, ReadingPane, EntitySidebar, StatusLine}
        return not panes.issubset(map(type, self.walk_children()))  # a query takes fifty times that

    def say_failed(self, why: str) -> None:
        """Say why something that was asked for could not be done."""
        if not self.is_left():
            self.status_line.say(why)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to who takes them, or types; a count is for the next key alone."""
        if self._take_letter or any(one.wants(action, parameters) for one in self._takers):
            return False
        if action == "entered":
            return self.is_typing
        if self._count and action != "count":
            self.call_later(self.times)
        return False if self.is_typing else super().check_action(action, parameters)

    def give_keys(self, taker: KeyTaker) -> None:
        """Give keys from now on to a taker that wants them, before their commands."""
        self._takers.append(taker)

    def take_letter(self, take: Callable[[str], object]) -> None:
        """Have the letter of the next key taken; a key that has none calls that off."""
        self._take_letter = take

    def on_key(self, event: events.Key) -> None:
        """Give a key to who takes it."""
        take = self._take_letter
        if any(one.take(event) for one in self._takers):
            pass
        elif take is not None:
            self._take_letter = None
            self.status_line.say("")
            if event.character and event.character.isprintable() and event.key != "escape":
                take(event.character)
        else:
            self._say_unused(event.key)
            return
        event.stop()
        event.prevent_default()

    def _say_unused(self, key: str) -> None:
        """Say of a key that does nothing what would, unless somebody types."""
        if self.is_typing or key in self.active_bindings:
            return
        self.times()
        self.status_line.say(instead_of(key, self.keymap))

    @property
    def is_counting(self) -> bool:
        """Whether a count was typed before the next key."""
        return self._count > 0

    @property
    def is_typing(self) -> bool:
        """Whether an input has the focus."""
        return isinstance(self.focused, Input)

    async def action_entered(self) -> None:
        """Enter what is typed, and take the focus away before the next key is looked at."""
        typed, pane = self.focused, self.pane
        if isinstance(typed, Input):
            await typed.action_submit()
        self.enter(pane)

    def action_count(self, digit: int) -> None:
        """A digit of a count: `5e` is five mentions on."""
        self._count = min(self._count * 10 + digit, LARGEST_COUNT)
        self.status_line.say(str(self._count) if self._count else instead_of("0", self.keymap))

    def times(self) -> int:
        """The count typed before a key, which is used up by this; 1 if there is none."""
        times, self._count = self._count or 1, 0
        return times

    def action_move(self, how: str) -> None:
        """Move in the focused pane."""
        move(self._panes[self.pane], how, self.times())

    def action_palette(self) -> None:
        """Every command, by name."""
        from tui.dialogs.palette import Palette

        self.app.push_screen(Palette())

    def action_theme(self) -> None:
        """Choose among the themes, by name."""
        from tui.dialogs.choose import Choice, Choose, among
        from tui.settings import themes

        now = self.app.theme
        offered = [
            Choice(name, themes.plain(name), "as it is" if name == now else "")
            for name in themes.listed(self.app.available_themes, now)
        ]
        self.put_over(Choose("The reader's colours", among(offered)), self._choose_theme)

    def _choose_theme(self, choice: "Choice | None") -> None:
        if choice is not None:
            self.app.theme = choice.value

    def clear_selection(self) -> None:
        """Select nothing, as Textual has it at every click; not at one for what is selected.

        That are those on the lines below, and those of the right button.
        """
        below = (self.hints.region, self.status_line.region)
        is_below = any(one.contains_point(self.app.mouse_position) for one in below)
        if not is_below and self._button != RIGHT:
            super().clear_selection()

    def _forward_event(self, event: events.Event) -> None:
        """Know which button it is that was pressed or let go; on the map it holds that."""
        if (
            isinstance(event, events.MouseDown)
            and event.button != RIGHT
            and self.reading.has_map_at(event.screen_offset)
        ):
            self.reading.capture_mouse()  # else Textual begins to select text
        if isinstance(event, events.MouseDown | events.MouseUp):
            self._button = event.button
        super()._forward_event(event)
        self._button = 0

    @on(KeyHints.Clicked)
    async def _clicked_hint(self, event: KeyHints.Clicked) -> None:
        if event.id in BY_ID:
            await self.run_action(BY_ID[event.id].action)
        else:
            bars = {"search_bar": self.search_bar, "find_bar": self.find_bar}
            await self.app.run_action(event.id, self, {**bars, "entities": self.entities})

    def action_help(self) -> None:
        """The keys of the focused pane."""
        from tui.dialogs.help import HelpSheet

        self.app.push_screen(HelpSheet(self.pane, self.keymap))

    @property
    def _panes(self) -> dict[Pane, ArticleList | ReadingPane | EntitySidebar]:
        return {
            Pane.ARTICLES: self.articles,
            Pane.READING: self.reading,
            Pane.ENTITIES: self.entities,
        }

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it before the search bar got it."""
        if self.entities.has_focus_within:
            return Pane.ENTITIES
        in_text = self.reading.has_focus or self.find_bar.has_focus_within
        return Pane.READING if in_text else Pane.ARTICLES

    @property
    def place(self) -> Region:
        """Where the focus is on the screen: the row, or the line that is read."""
        return self._panes[self.pane].place

    def on_descendant_focus(self) -> None:
        """Show the keys of the pane that got the focus; in a narrow terminal, show that pane."""
        self._set_if_narrow("-reading", is_set=self.pane is not Pane.ARTICLES)
        self.show_hints()

    def _set_if_narrow(self, name: str, *, is_set: bool) -> None:
        """Set a class by which a narrow terminal shows its pane.

        In others nothing looks at it until they are narrow, which has all widgets styled anyway:
        to have them styled at once, too, took half of a change of focus.
        """
        self.set_class(is_set, name, update=self.has_class("-narrow"))

    @on(ReadingPane.Selected)
    def show_hints(self) -> None:
        """Show the keys of what has the focus, or what can be done with a selection."""
        if self.search_bar.has_focus_within:
            self.hints.show(TYPING)
        elif self.find_bar.has_focus_within:
            self.hints.show(FINDING)
        elif self.entities.is_filtering:
            self.hints.show(FILTERING)
        else:
            selected, empty = self.reading.selected is not None, not self.articles.count
            self.hints.show(hints(self.pane, self.keymap, selected=selected, empty=empty))

    def enter(self, pane: Pane) -> None:
        """Give a pane the focus, opening the drawer if it is in there."""
        self.set_class(self.has_class("-zen") and pane is Pane.READING, "-zen")
        if pane is Pane.ENTITIES:
            self._set_if_narrow("-drawer", is_set=True)
            self.entities.focus()
        else:
            self.set_focus(self._panes[pane])

    def action_pane(self, step: int) -> None:
        """To the pane on the right (1) or left (-1)."""
        order = list(Pane)
        if self.has_class("-narrow") and not self.has_class("-drawer"):
            order.remove(Pane.ENTITIES)
        self.enter(order[(order.index(self.pane) + step) % len(order)])

    def action_entities(self) -> None:
        """Show the entities and go there; from there, go back (and close the drawer)."""
        if self.pane is Pane.ENTITIES:
            self._set_if_narrow("-drawer", is_set=False)
            self.enter(Pane.READING)
        else:
            self.enter(Pane.ENTITIES)

    def action_zen(self) -> None:
        """The text alone, or everything again."""
        self.toggle_class("-zen")
        self.remove_class("-drawer")
        self.enter(Pane.READING)
