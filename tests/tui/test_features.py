"""Features stand on as little of the reader as they say, so that each can be tried alone."""

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from textual.events import Key

from tui import features
from tui.commands.keymap import DEFAULT, Keymap, keymap
from tui.features.selecting import Selecting
from tui.features.views import Views
from tui.screens.main import MainScreen

EMACS = keymap("emacs").keymap


class Selected:
    """A reader of which nothing is there but what selecting stands on."""

    def __init__(self, keys: Keymap = DEFAULT, *, is_selecting: bool = True) -> None:
        self.keymap = keys
        self.moved: list[tuple[object, int]] = []
        self.said: list[str] = []
        self.is_counting = False
        self.reading = SimpleNamespace(
            is_selecting=is_selecting,
            selected=None,
            extend=lambda motion, times: self.moved.append((motion, times)),
        )
        self.status_line = SimpleNamespace(say=self.said.append)
        self.takers: list[object] = []

    def give_keys(self, taker: object) -> None:
        self.takers.append(taker)

    def times(self) -> int:
        return 3


def test_the_screens_are_one_chain_to_which_features_add_nothing() -> None:
    ours = [one for one in MainScreen.__mro__ if one.__module__.startswith("tui.screens")]
    assert [len(one.__bases__) for one in ours] == [1] * len(ours)
    assert not [one for one in MainScreen.__mro__ if one.__module__.startswith("tui.features")]


def test_while_one_selects_the_keys_that_move_move_its_end() -> None:
    reader: Any = Selected()
    selecting = Selecting(reader)
    assert reader.takers == [selecting]
    assert selecting.wants("move", ("down",))
    assert selecting.wants("do", ("concordance",))
    assert not selecting.wants("do", ("clip",))
    assert selecting.take(Key("j", "j"))
    assert not selecting.take(Key("c", "c"))
    assert [times for _, times in reader.moved] == [3]
    assert "h j k l w b { }" in reader.said[-1]


def test_a_zero_is_the_start_of_the_line_only_where_no_count_was_begun() -> None:
    reader: Any = Selected()
    selecting = Selecting(reader)
    assert selecting.wants("count", (0,))
    reader.is_counting = True
    assert not selecting.wants("count", (0,))


@pytest.mark.parametrize("keys", [DEFAULT, EMACS])
def test_keys_of_emacs_move_the_end_only_where_they_are_in_force(keys: Keymap) -> None:
    reader: Any = Selected(keys)
    assert Selecting(reader).take(Key("ctrl+n", None)) is (keys is EMACS)


def test_keys_of_emacs_are_in_force_also_where_the_list_is_moved_in_by_others() -> None:
    reader: Any = Selected(keymap("emacs", {"move.down": "j"}).keymap)
    assert Selecting(reader).take(Key("ctrl+n", None))


def test_where_nothing_is_selected_every_key_is_its_commands() -> None:
    reader: Any = Selected(is_selecting=False)
    selecting = Selecting(reader)
    assert not selecting.wants("move", ("down",))
    assert not selecting.take(Key("j", "j"))


def test_the_letter_after_the_key_of_views_says_which() -> None:
    said, shown = list[str](), list[str]()
    took = list[Callable[[str], object]]()
    reader: Any = SimpleNamespace(
        status_line=SimpleNamespace(say=said.append), take_letter=took.append
    )
    copies: Any = SimpleNamespace(show=lambda: shown.append("copies"))
    Views(reader, copies).choose()
    (take,) = took
    take("d")
    take("z")
    assert shown == ["copies"]
    assert said[-1] == "There is no view z"


def test_what_a_feature_needs_and_lacks_is_said_not_that_there_is_no_such_feature(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(features, "copies", raising=False)
    monkeypatch.delitem(sys.modules, "tui.features.copies", raising=False)
    monkeypatch.setitem(sys.modules, "tui.desk.trail", None)
    with pytest.raises(ModuleNotFoundError, match="trail"):
        features.copies  # noqa: B018 - it is loaded so
    assert not hasattr(features, "copied")
