"""The application: its themes, its palette of commands, the last guard, and how it ends."""

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerError, WorkerFailed

from index.library.errors import LibraryError
from tui import lifecycle
from tui.commands.keymap import keymap
from tui.features.working import AWAY, TEACHING
from tui.garbage import Garbage
from tui.problems import Exit
from tui.screens.main import MainScreen
from tui.screens.type_ahead import TypeAhead
from tui.settings import history, theme_choice, themes
from tui.settings.configuration import Configuration
from tui.settings.history import History
from tui.terminal.frames import Shown, Thrifty, untie
from tui.terminal.guard import SafeLines
from tui.terminal.pace import ASK, PATIENCE, Pace
from tui.terminal.pasting import MOST, PasteCut
from tui.terminal.stopping import Driver
from tui.widgets.columns import read_columns

_MOST_TOLD, _TOLD_FOR = 5, 12
"""How much that is odd in the settings is told at the start, and for how many seconds."""
_ENDS_IN = 10.0
"""Seconds that ending may take before the process is ended all the same."""
_KEEPING = 2.0
"""Seconds that what is being written may take before the end."""
_WRITING = (AWAY, "notebook", "kept", TEACHING)
"""Groups of workers that write what the user makes, or wait for a program that has the terminal."""


def _commands() -> type[Provider]:
    from tui.commands.palette import Commands  # noqa: PLC0415 - nobody looks into it at the start

    return Commands


class Reader(App[int], inherit_bindings=False):
    """The terminal reader of one collection."""

    CSS_PATH = "app.tcss"
    TITLE = "Gazetteer"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", show=False, system=True, priority=True)
    ]
    ENABLE_COMMAND_PALETTE = False  # Textual would keep ctrl+p for it; it is a command as any other
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide"), (190, "-widest")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]

    _has_begun = False
    """Whether it has the theme that it begins with."""

    def __init__(
        self,
        collection: Path | None,
        base: Path | None = None,
        settings: Configuration | None = None,
        told: str = "",
    ) -> None:
        """Read `collection`, whose library is kept under `base` (None: the user's cache).

        Without a collection the user is asked for one. `told` is told at the start.
        """
        super().__init__(driver_class=Driver)
        self._told = told
        self.collection = collection
        """What is read; None as long as the user has not said it."""
        self._base = base
        self.settings = settings or Configuration()
        keys = self.settings.keys
        in_force = keymap(keys.preset, keys.wished)
        self.keymap = in_force.keymap
        self._odd = [*in_force.wrong, *in_force.lost]
        self._guard = SafeLines()
        self._before = lifecycle.terminal_modes()
        self._shown = Shown()
        self._garbage = Garbage()
        self.pace = Pace(self._ask_terminal, self._hold)
        self.type_ahead = TypeAhead(self, super().on_event)
        self._patience: Timer | None = None
        self._has_missed = False
        """Whether a frame was to be drawn while none was."""
        self.is_lent = False
        """Whether another program has the terminal."""
        mine, self._odd_themes = themes.of_user(self.settings.themes)
        for theme in (themes.DARK, themes.LIGHT, *themes.ANSI, *mine):
            self.register_theme(theme)
        wished = self.settings.theme or themes.DARK.name
        self._begin_with(themes.named(wished, self.available_themes))

    def _begin_with(self, theme: str) -> None:
        """Have this theme from the first frame on.

        Put on later, it would have every style worked out a second time before anything is seen.
        """
        self.set_reactive(Reader.theme, theme)
        dark = self.current_theme.dark
        self.remove_class("-dark-mode", update=False)
        self.add_class(f"-theme-{theme}", f"-{'dark' if dark else 'light'}-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self._has_begun = True
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, in which no bar to scroll with lies in a ditch of its own.

        Nor has it the colour of the row under the cursor, which it may stand beside.
        """
        if not self._has_begun:
            return {}  # Textual asks as it is made, and knows our themes only afterwards
        variables = super().get_css_variables()
        tracks = ("background", "background-hover", "background-active", "corner-color")
        ours = {f"scrollbar-{name}": variables["surface"] for name in tracks}
        return {**variables, **ours, "scrollbar": variables["primary"]}

    def get_default_screen(self) -> Screen[Any]:
        """The one screen: nothing lies under it, where it is known what to read."""
        if self.collection is None:
            return super().get_default_screen()
        return self._main(self.collection)

    def on_mount(self) -> None:
        """Watch for the end, tell what is odd, and ask what to read unless that is known."""
        self.watch(self, "theme", self._keep_theme, init=False)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        if not self.is_headless:
            lifecycle.on_signals(self._end, lambda: self.is_lent, self._before)
            lifecycle.watch_terminal(lambda: self._end(129))
        if self.collection is None:
            from tui.dialogs.welcome import Welcome  # noqa: PLC0415 - rarely needed

            self.push_screen(Welcome(self._told), self._read)
        told = [self._told] if self._told and self.collection is not None else []
        odd = [*told, *(f"keys: {line}" for line in self._odd), *self._odd_themes]
        for line in odd[:_MOST_TOLD]:
            self.notify(line, severity="warning", timeout=_TOLD_FOR, markup=False)

    def _read(self, collection: Path | None) -> None:
        """Show the reports of a collection."""
        if collection is None:
            return
        self.collection = collection
        self.push_screen(self._main(collection))

    def _main(self, collection: Path) -> MainScreen:
        columns = read_columns(self.settings.columns or "")
        kept = History(history.file() if self.settings.history else None)
        screen = MainScreen(collection, self._base, self.keymap, columns, kept)
        screen.desk.folds.is_flat = self.settings.copies == "unfolded"
        return screen

    def _keep_theme(self, name: str) -> None:
        """Begin with the theme that was chosen the next time too."""
        self.run_worker(partial(theme_choice.keep, themes.plain(name)), group="theme", thread=True)

    def on_ready(self) -> None:
        """Collect garbage again, in pauses."""
        self._garbage.begin()
        self.set_interval(1, self._garbage.sweep)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Everything that is drawn goes through the last guard."""
        return [*super().get_line_filters(), self._guard]

    # What is sent to the terminal

    def _display(self, screen: Screen[Any], renderable: Any) -> None:  # noqa: ANN401  Textual's
        """Send of a frame what the terminal does not show, once it has taken the last one."""
        if self.is_lent:
            return  # all of it is drawn anew afterwards
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            untie(renderable)
        if self.pace.holds:
            self._has_missed = True
        elif isinstance(renderable, LayoutUpdate | ChopsUpdate):
            frame: Any = Thrifty(renderable, self._shown)
            super()._display(screen, frame)
            if frame.is_sent:
                self.pace.drawn()
        else:
            super()._display(screen, renderable)

    def _ask_terminal(self) -> None:
        if self._driver is not None:
            self._driver.write(ASK)

    def _hold(self, holds: bool) -> None:
        if self._patience is not None:
            self._patience.stop()
        if holds:
            self._begin_batch()
            self._patience = self.set_timer(PATIENCE, self.pace.go_on)
            return
        self._end_batch()
        for screen in self.screen_stack[-1:]:  # idle meanwhile, it drew nothing of what has changed
            screen.refresh(repaint=self._has_missed)
        self._has_missed = False

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program; it is taken back also after an error."""
        with ExitStack() as lent:
            self.is_lent = True  # before keys send signals, which are then for that program
            try:
                lent.enter_context(super().suspend())
                yield
            finally:
                self.is_lent = False
                lifecycle.take_back(self._before)
                lent.close()  # Textual would take nothing back if it heard of an error

    def on_cursor_position(self) -> None:
        """The terminal has come as far as it was asked."""
        self.pace.answered()

    def on_paste_cut(self, event: PasteCut) -> None:
        """Say what is missing of what was pasted."""
        told = f"{MOST:,} characters of a paste are taken, {event.left_out:,} more were left out"
        self.notify(told, severity="warning", timeout=_TOLD_FOR, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal of another size, or that tells the same again, shows who knows what."""
        self._shown.forget()
        if event.size == self.size and self.screen_stack:
            self.screen.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Hear nothing once it ends, what keys act on being gone, or while the terminal is lent."""
        if isinstance(event, events.InputEvent):
            if self._exit or self.is_lent:
                return
            self._garbage.pressed()
        if not self.type_ahead.takes(event):
            if isinstance(event, events.Key) and isinstance(self.screen, MainScreen):
                self.screen.go_on(event)
            await super().on_event(event)

    def action_redraw(self) -> None:
        """Draw the whole screen again, whatever the terminal shows."""
        self._shown.forget()
        self.pace.go_on()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def action_help_quit(self) -> None:
        """Ctrl-C ends the reader, as it ends any program of the command line.

        What is selected it copies: in a line that is being written, and in a report, where
        nothing is selected afterwards.
        """
        if getattr(self.focused, "selected_text", ""):
            raise SkipAction
        if isinstance(self.screen, MainScreen) and self.screen.reading.selected:
            self.screen.features.outside.copy_selected()
        else:
            self._end(130)

    def action_leave(self) -> None:
        """End, as whoever reads wishes."""
        self._end(0)

    def _handle_exception(self, error: Exception) -> None:
        """End with one line and a private log: Textual would print values, and so what was read.

        Tests, and whoever asks for it, see the error itself. What a worker could not do because
        library or notebook cannot be read is told, and one reads on.
        """
        from index.notebook.schema import NotebookError  # noqa: PLC0415 - the start has none

        foreseen = (LibraryError, NotebookError)
        if isinstance(error, WorkerFailed) and isinstance(error.error, foreseen):
            for screen in self.screen_stack:
                if isinstance(screen, MainScreen):
                    screen.say_failed(str(error.error))
            return
        if self.is_headless or os.environ.get("GAZETTEER_DEBUG"):
            super()._handle_exception(error)
            return
        from tui import crash  # noqa: PLC0415 - rarely needed

        self._end_surely(Exit.OUR_FAULT)
        self._return_code = Exit.OUR_FAULT
        told = Text(f"gazetteer: {crash.told(error)}", no_wrap=True, overflow="ignore")
        self._once_kept(lambda: self.panic(told))

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End, also if something that is waited for at the end never comes."""
        self._end_surely(return_code)
        super().exit(result, return_code, message)

    def _end_surely(self, code: int) -> None:
        if not self.is_headless:
            lifecycle.end_without_fail(code, _ENDS_IN, self._before)

    def _end(self, code: int) -> None:
        self._once_kept(lambda: self.exit(code, return_code=code))

    def _once_kept(self, end: Callable[[], None]) -> None:
        """End once the terminal is given back, and the note is kept that somebody was writing."""
        from tui.dialogs.over import Over  # noqa: PLC0415 - the first list comes without

        away = [one for one in self.workers if one.group == AWAY]
        for one in away:
            one.cancel()
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.asks = False
        written = [one for one in self.screen_stack if isinstance(one, Over) and one.is_unsaved]
        for editor in reversed(written):
            while self.screen is not editor:
                self.pop_screen()
            editor.action_keep()
        is_asked = len(self.screen_stack) > 1  # what waits for an answer would not end by itself
        if away or written or (not is_asked and any(one.group in _WRITING for one in self.workers)):
            self.run_worker(self._when_kept(end), group="end")
        else:
            end()

    async def _when_kept(self, end: Callable[[], None]) -> None:
        """End when terminal and notebook are done with, or have not come to it in time."""
        if writing := [one for one in self.workers if one.group in _WRITING]:
            with suppress(TimeoutError, WorkerError):
                await asyncio.wait_for(self.workers.wait_for_complete(writing), _KEEPING)
        end()
