"""The reader's colours."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from tui.app import Reader
from tui.screens.main import MainScreen
from tui.settings import theme_files, themes
from tui.settings.configuration import Configuration
from tui.settings.theme_choice import keep, kept, theme_wished

Make = Callable[..., Reader]


@asynccontextmanager
async def running(reader: Reader) -> AsyncIterator[Reader]:
    """The reader, once its first report lies open."""
    async with reader.run_test() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        while screen.desk.report is None:
            await pilot.pause()
        yield reader


@pytest.mark.parametrize(
    ("environment", "setting", "colours", "theme"),
    [
        ({}, None, 256, "gazetteer-dark"),
        ({}, None, 16, "terminal"),
        ({}, "gazetteer-light", 16, "gazetteer-light"),
        ({"TEXTUAL_THEME": "nord"}, "gazetteer-light", 256, "nord"),
        ({"TEXTUAL_THEME": "nord", "NO_COLOR": "1"}, "gazetteer-light", 256, "terminal"),
        ({"NO_COLOR": ""}, None, 256, "gazetteer-dark"),
    ],
)
def test_the_environment_goes_before_the_setting_and_few_colours_are_the_terminals(
    environment: dict[str, str], setting: str | None, colours: int, theme: str
) -> None:
    assert theme_wished(environment, setting, colours) == theme


@pytest.mark.parametrize(
    ("theme", "background"),
    [("gazetteer-dark", "#16181b"), ("gazetteer-light", "#f4f1ea"), ("no-such", "#16181b")],
)
async def test_the_theme_that_is_set_is_the_one_that_is_drawn(
    make_reader: Make, theme: str, background: str
) -> None:
    async with running(make_reader(settings=Configuration(theme=theme))) as app:
        assert app.screen.background_colors[1].hex.lower() == background


async def test_the_terminals_own_colours_are_a_theme(make_reader: Make) -> None:
    async with running(make_reader(settings=Configuration(theme="terminal"))) as app:
        assert app.current_theme.ansi


async def test_a_theme_of_the_users_is_ours_but_for_what_it_sets(make_reader: Make) -> None:
    settings = Configuration(
        theme="mine", themes={"mine": {"background": "#fff8f0", "dark": False}}
    )
    async with running(make_reader(settings=settings)) as app:
        assert app.screen.background_colors[1].hex == "#FFF8F0"
        assert app.current_theme.primary == themes.LIGHT.primary


def test_what_is_no_colour_or_no_part_is_said_and_the_rest_holds() -> None:
    table = {"mine": {"backgroun": "#000", "panel": "bluish", "accent": "#ffcc00"}}
    (theme,), odd = themes.own(table)
    assert theme.accent == "#ffcc00"
    assert theme.panel == themes.DARK.panel
    assert odd == [
        "theme 'mine': there is no part 'backgroun'; did you mean 'background'?",
        "theme 'mine': panel is no colour; write it as \"#1b1e22\"",
    ]


def _file(name: str, content: str) -> None:
    theme_files.folder().mkdir(parents=True, exist_ok=True)
    (theme_files.folder() / name).write_text(content, "utf-8")


async def test_a_theme_of_a_file_is_drawn(make_reader: Make) -> None:
    _file("sea.toml", 'dark = false\nbackground = "#f0f8ff"\n')
    async with running(make_reader(settings=Configuration(theme="sea"))) as app:
        assert app.screen.background_colors[1].hex == "#F0F8FF"
        assert "sea" in app.available_themes


def test_a_theme_of_the_settings_goes_before_the_file_of_its_name() -> None:
    _file("sea.toml", 'accent = "#00ffcc"\n')
    (theme,), odd = themes.of_user({"sea": {"accent": "#ffcc00"}})
    assert (theme.accent, odd) == ("#ffcc00", [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("background = ", "cannot read"),
        ("background = 3", "background has to be a colour in quotes"),
        ('dark = "no"', "dark has to be true or false"),
        ('panel = "bluish"', "panel is no colour"),
        ('panle = "#101010"', "did you mean 'panel'?"),
        (f"panel = {'[' * 5_000}", "it is nested too deeply"),
        (f"panel = {'9' * 5_000}", "cannot read"),
    ],
)
def test_a_bad_theme_file_is_one_line_and_the_other_themes_hold(content: str, told: str) -> None:
    _file("bad.toml", content)
    _file("sea.toml", 'accent = "#00ffcc"\n')
    found, (line,) = themes.of_user({})
    assert (told in line, "\n" in line, "bad" in line) == (True, False, True)
    assert next(theme for theme in found if theme.name == "sea").accent == "#00ffcc"


def test_a_theme_file_that_is_no_file_is_not_waited_for() -> None:
    _file("sea.toml", 'accent = "#00ffcc"\n')
    os.mkfifo(theme_files.folder() / "pipe.toml")
    (theme_files.folder() / "zero.toml").symlink_to("/dev/zero")
    found, odd = themes.of_user({})
    assert [theme.name for theme in found] == ["sea"]
    assert [line.rpartition(": ")[2] for line in odd] == ["it is a named pipe", "it is a device"]


def test_no_theme_file_takes_the_name_of_the_terminals_own_colours() -> None:
    _file("terminal.toml", 'accent = "#00ffcc"\n')
    found, (line,) = themes.of_user({})
    assert not found
    assert "call terminal.toml otherwise" in line


@pytest.mark.parametrize(
    ("environment", "setting", "colours", "theme"),
    [
        ({}, None, 256, "nord"),
        ({}, "gazetteer-light", 256, "gazetteer-light"),
        ({"TEXTUAL_THEME": "dracula"}, None, 256, "dracula"),
        ({"NO_COLOR": "1"}, None, 256, "terminal"),
        ({}, None, 16, "terminal"),
    ],
)
def test_what_was_chosen_before_comes_after_the_settings_and_before_ours(
    environment: dict[str, str], setting: str | None, colours: int, theme: str
) -> None:
    assert theme_wished(environment, setting, colours, "nord") == theme


@pytest.mark.parametrize(("chosen", "name"), [("nord", "nord"), ("ansi-dark", "terminal")])
async def test_a_theme_chosen_in_the_reader_is_kept_and_the_first_one_is_not(
    make_reader: Make, chosen: str, name: str
) -> None:
    async with running(make_reader(settings=Configuration(theme="gazetteer-light"))) as app:
        assert not [worker for worker in app.workers if worker.group == "theme"]
        app.theme = chosen
        (keeping,) = [worker for worker in app.workers if worker.group == "theme"]
        await keeping.wait()
        assert kept() == name


def test_a_theme_that_cannot_be_kept_or_read_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    keep("nord")
    assert kept() is None


async def test_in_the_terminals_colours_the_row_of_the_cursor_is_one_bar(make_reader: Make) -> None:
    async with running(make_reader(settings=Configuration(theme="terminal"))) as app:
        assert isinstance(app.screen, MainScreen)
        drawn = [segment.style for segment in app.screen.articles.render_line(0) if segment.style]
        assert drawn[0].reverse
        assert len({(style.color, style.bgcolor, style.dim, style.reverse) for style in drawn}) == 1
