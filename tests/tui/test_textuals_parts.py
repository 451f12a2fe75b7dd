"""The private parts of Textual that the reader leans on are there, and are all that it leans on."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual import _compositor, _styles_cache, _xterm_parser
from textual.app import App
from textual.command import CommandPalette
from textual.drivers import linux_driver
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

import tui

OVERRIDDEN = {
    App: {"_display", "_handle_exception"},
    Screen: {"_compositor_refresh", "_forward_event", "_screen_resized"},
    CommandPalette: {
        "_action_command_list",
        "_gather_commands",
        "_on_click",
        "_watch__list_visible",
        "_watch__show_busy",
    },
    OptionList: {"_move_page", "_on_click"},
    linux_driver.LinuxDriver: {"_sigcont_application", "_sigtstp_application"},
    _xterm_parser.XTermParser: {"_sequence_to_key_events"},
}
"""What `docs/decisions/0016-textuals-private-parts.md` says is overridden."""
CALLED = {
    App: {"_begin_batch", "_end_batch", "_refresh_truecolor_filter"},
    CommandPalette: {"_GATHER_COMMANDS_GROUP"},
    Strip: {"_divide_cache"},
    TextArea: {"_render_line"},
    _compositor: {"ChopsUpdate", "LayoutUpdate"},
    _styles_cache: {"StylesCache"},
    _xterm_parser: {"XTermParser"},
    linux_driver: {"XTermParser"},
}


@pytest.mark.parametrize(
    ("owner", "name"),
    [(one, name) for parts in (OVERRIDDEN, CALLED) for one in parts for name in sorted(parts[one])],
)
def test_what_the_reader_leans_on_is_there(owner: object, name: str) -> None:
    assert hasattr(owner, name)


def test_what_an_application_has_beside_its_class_is_there() -> None:
    app: App[None] = App()
    assert {"_driver", "_exit"} <= vars(app).keys()


def test_what_a_widget_has_beside_its_class_is_there() -> None:
    assert "_styles_cache" in vars(Widget())


def test_no_other_private_part_is_overridden() -> None:
    found: dict[type, set[str]] = {}
    for cls in _classes():
        for name in _methods(cls):
            for base in cls.__mro__:
                if base.__module__.split(".")[0] == "textual" and name in vars(base):
                    found.setdefault(base, set()).add(name)
                    break
    assert found == OVERRIDDEN


def _classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            for _, cls in inspect.getmembers(import_module(module.name), inspect.isclass):
                if cls.__module__ == module.name:
                    yield cls


def _methods(cls: type) -> Iterator[str]:
    for name, value in vars(cls).items():
        is_private = name.startswith("_") and not name.startswith("__")
        if is_private and inspect.isfunction(value):
            yield name
