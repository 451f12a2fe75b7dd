"""Which keys are in force: what the user wishes, what is odd about it."""

from collections.abc import Callable

import pytest
from textual.widgets import Input

from tui.app import Reader
from tui.commands.command import Pane
from tui.commands.keymap import keymap
from tui.commands.keys import UnknownKey, parsed, shown
from tui.commands.table import COMMANDS
from tui.dialogs.help import HelpSheet
from tui.screens.main import MainScreen
from tui.settings.configuration import Configuration, Keys
from tui.widgets.styled_text import StyledText


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("e,]", ("e", "right_square_bracket")),
        ("e, ]", ("e", "right_square_bracket")),
        ("comma", ("comma",)),
        ("ctrl-n", ("ctrl+n",)),
        ("C-n, ^N, Ctrl+n", ("ctrl+n",)),
        ("M-v", ("alt+v",)),
        ("alt-<", ("alt+less_than_sign",)),
        ("PgDn, Space, F1", ("pagedown", "space", "f1")),
        ("shift-tab", ("shift+tab",)),
        ("J", ("J",)),
        ("ctrl-alt-x", ("alt+ctrl+x",)),
        ("+, -", ("plus", "minus")),
        ("ctrl-@", ("ctrl+@",)),
    ],
)
def test_keys_may_be_written_as_people_do(written: str, keys: tuple[str, ...]) -> None:
    assert parsed(written) == keys


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ctrl-i", "terminals send Tab"),
        ("C-m", "terminals send Enter"),
        ("ctrl-h", "terminals send Backspace"),
        ("C-c", "ends the reader"),
        ("ctrll-x", "there is no key"),
        ("5", "counts"),
        ("shift-a", "write the letter itself, 'A'"),
        ("  ", "no key is named"),
    ],
)
def test_a_key_that_no_command_can_have_is_refused_with_the_reason(
    written: str, reason: str
) -> None:
    with pytest.raises(UnknownKey, match=reason) as error:
        parsed(written)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("key", ["asterisk", "ctrl+f", "alt+left", "shift+tab", "J", "space"])
def test_a_key_as_it_is_shown_can_be_written(key: str) -> None:
    assert parsed(shown(key)) == (key,)


def test_a_key_given_to_another_command_is_lost_and_said() -> None:
    found, _, told = keymap("vim", {"zen": "n"})
    assert (found.keys["zen"], found.keys["hit.next"]) == (("n",), ())
    assert told == [
        "n is 'zen' now, no longer 'hit.next'; that has no key left, but is in the palette"
    ]


def test_of_two_wishes_for_one_key_the_first_holds_and_it_is_said() -> None:
    found, told, _ = keymap("vim", {"zen": "Z", "fold": "Z,F"})
    assert (found.keys["zen"], found.keys["fold"]) == (("Z",), ("F",))
    assert told == ["Z is set for 'zen' and for 'fold'; 'zen' has it"]


def test_an_unknown_command_is_said_with_the_nearest() -> None:
    assert keymap("vim", {"mention.nxt": "x"}).wrong == [
        "there is no command 'mention.nxt'; did you mean 'mention.next'?"
    ]


def test_two_commands_can_change_places_without_a_word() -> None:
    found, *told = keymap("vim", {"hit.next": "N", "hit.previous": "n"})
    assert (found.keys["hit.next"], found.keys["hit.previous"], told) == (("N",), ("n",), [[], []])


def test_quit_keeps_its_last_key() -> None:
    found, (told,), _ = keymap("vim", {"zen": "Q,Z"})
    assert (found.keys["quit"], found.keys["zen"]) == (("Q",), ("Z",))
    assert told == "Q stays with 'quit', which has no other key; not 'zen'"
    assert keymap("vim", {"zen": "Q", "quit": "ctrl-q"}).keymap.keys["quit"] == ("ctrl+q",)


Make = Callable[..., Reader]


async def test_the_users_keys_work_and_the_old_ones_do_not(make_reader: Make) -> None:
    reader = make_reader(settings=Configuration(keys=Keys("vim", {"zen": "ctrl-t"})))
    async with reader.run_test() as pilot:
        await pilot.press("z")
        assert not pilot.app.screen.has_class("-zen")
        await pilot.press("ctrl+t")
        assert pilot.app.screen.has_class("-zen")


async def test_emacs_moves_with_ctrl_n_and_ctrl_p(make_reader: Make) -> None:
    async with make_reader(settings=Configuration(keys=Keys("emacs"))).run_test() as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        await pilot.press("ctrl+n", "ctrl+n", "ctrl+p")
        assert screen.articles.cursor == 1


async def test_what_is_odd_in_the_keys_is_told_at_the_start(make_reader: Make) -> None:
    reader = make_reader(settings=Configuration(keys=Keys("vim", {"zenn": "x"})))
    async with reader.run_test() as pilot:
        await pilot.pause()
        (told,) = pilot.app._notifications
        assert told.message == "keys: there is no command 'zenn'; did you mean 'zen'?"


@pytest.mark.parametrize("preset", ["vim", "emacs"])
async def test_what_keys_do_stands_below_each_other(make_reader: Make, preset: str) -> None:
    reader = make_reader(settings=Configuration(keys=Keys(preset, {})))
    async with reader.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        sheet = pilot.app.screen
        assert isinstance(sheet, HelpSheet)
        helps = [f" {one.help}" for one in COMMANDS if Pane.ARTICLES in one.panes]
        lines = sheet.text.plain.splitlines()
        ends = [(line, told) for line in lines for told in helps if line.endswith(told)]
        assert len({len(line) - len(told) for line, told in ends}) == 1


async def test_help_has_the_keys_in_force_and_leaves_what_is_looked_for(make_reader: Make) -> None:
    reader = make_reader(settings=Configuration(keys=Keys("vim", {"zen": "ctrl-t"})))
    async with reader.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        sheet = pilot.app.screen
        assert isinstance(sheet, HelpSheet)
        assert "Ctrl-t" in sheet.text.plain
        await pilot.press("slash", *"text alone")
        text = sheet.query_one(StyledText)
        shown = " ".join(text.render_line(y).text for y in range(text.size.height))
        assert " ".join(shown.split()) == "Looking Ctrl-t Show the text alone, or everything again"
        await pilot.press("escape")
        assert sheet.query_one(Input).value == ""
        assert pilot.app.screen is sheet
        await pilot.press("q")
        assert pilot.app.screen is not sheet


async def test_a_hint_that_is_clicked_is_a_key_that_is_pressed(make_reader: Make) -> None:
    async with make_reader().run_test(size=(80, 24)) as pilot:
        await pilot.click("KeyHints", offset=(2, 0))
        assert isinstance(pilot.app.focused, Input)


async def test_emacs_selects_with_ctrl_space_and_moves_the_end_as_it_moves(
    make_reader: Make,
) -> None:
    ctrl_space = "ctrl+@"  # so Textual calls the zero byte that terminals send for it
    async with make_reader(settings=Configuration(keys=Keys("emacs"))).run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter", ctrl_space, "ctrl+f", "ctrl+f")
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        assert screen.reading.selected is not None
        assert screen.reading.selected.end - screen.reading.selected.start == 3
        await pilot.press("ctrl+n")
        assert screen.reading.selected.end - screen.reading.selected.start > 3
