"""The two lines at the bottom."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult

from tui.widgets.one_line import OneLine
from tui.widgets.status_line import KeyHints, StatusLine

HINTS = [("e E", "mention", "e"), ("n N", "hit", "n"), ("J K", "article", "j"), ("?", "help", "?")]


class Bottom(App[None]):
    """The two lines and nothing else."""

    def compose(self) -> ComposeResult:
        yield StatusLine()
        yield KeyHints()


@asynccontextmanager
async def lines(columns: int = 40) -> AsyncIterator[tuple[StatusLine, KeyHints]]:
    """Both lines."""
    async with Bottom().run_test(size=(columns, 4)) as pilot:
        yield pilot.app.query_one(StatusLine), pilot.app.query_one(KeyHints)


def text(line: OneLine) -> str:
    """What a person sees."""
    return line.render_line(0).text.rstrip()


async def test_the_place_stands_on_the_left_and_progress_on_the_right() -> None:
    async with lines() as (status, _):
        status.where("hit 3/9")
        status.progress("indexing 5/9")
        assert text(status).split("  ")[0] == " hit 3/9"
        assert text(status).endswith(" indexing 5/9")
        assert len(text(status)) == 39


async def test_what_is_said_stands_before_the_place() -> None:
    async with lines() as (status, _):
        status.where("hit 3/9")
        status.say("Nothing matches")
        assert text(status) == " Nothing matches                hit 3/9"
        status.say("")
        assert text(status) == " hit 3/9"


async def test_the_left_is_cut_only_after_the_right() -> None:
    async with lines(20) as (status, _):
        status.where("mention 2/13 here")
        status.progress("indexing")
        assert text(status) == " mention 2/13 here"


async def test_a_message_is_no_markup() -> None:
    async with lines() as (status, _):
        status.say("[/] [@click=app.quit]x")
        assert text(status) == " [/] [@click=app.quit]x"


async def test_hints_show_key_and_name() -> None:
    async with lines(60) as (_, hints):
        hints.show(HINTS)
        assert text(hints) == " e E mention  n N hit  J K article  ? help"


async def test_there_are_at_most_seven_hints() -> None:
    async with lines(80) as (_, hints):
        hints.show([(str(n), "x", "") for n in range(9)])
        assert text(hints).count("x") == 7


@pytest.mark.parametrize("columns", [1, 5, 8, 20, 30, 41])
async def test_hints_are_dropped_whole_and_the_last_one_last(columns: int) -> None:
    async with lines(columns) as (_, hints):
        hints.show(HINTS)
        shown = text(hints)
        assert len(shown) <= columns
        if columns >= 8:
            assert shown.endswith("? help")
            assert set(shown.replace("? help", "").split("  ")) <= {
                f"{' ' if not i else ''}{key} {name}" for i in range(2) for key, name, _ in HINTS
            } | {"", " "}
