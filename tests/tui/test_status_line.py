"""The two lines at the bottom."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult

from tui.commands.hints import KeyHint
from tui.page.fitting import Part
from tui.widgets.one_line import OneLine
from tui.widgets.status_line import KeyHints, StatusLine

HINTS = [
    KeyHint("e E", "mention", "e"),
    KeyHint("n N", "hit", "n"),
    KeyHint("J K", "article", "j"),
    KeyHint("?", "help", "?"),
]


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
        status.where([Part("hit 3/9")])
        status.progress("indexing 5/9")
        assert text(status).split("  ")[0] == " hit 3/9"
        assert text(status).endswith(" indexing 5/9")
        assert len(text(status)) == 39


async def test_while_something_is_said_the_place_stands_beside_it_before_what_goes_on() -> None:
    for columns, shown in (
        (50, ["next article", "mention 1/2 · indexing 5/9"]),
        (30, ["next article", "mention 1/2"]),
    ):
        async with lines(columns) as (status, _):
            status.where([Part("mention 1/2")])
            status.progress("indexing 5/9 · 2 minutes left")
            status.say("next article")
            assert re.split("  +", text(status).strip()) == shown


async def test_news_wait_until_an_answer_to_the_user_has_been_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with lines() as (status, _):
        status.say("It has no copies")
        status.tell("3 added")
        assert text(status) == " It has no copies"
        status.say("")
        assert text(status) == " 3 added"
        monkeypatch.setattr("tui.widgets.status_line._STAYS", 0.05)
        status.say("It has no copies")
        status.tell("4 added")
        while "4 added" not in text(status):
            assert text(status) == " It has no copies"
            await asyncio.sleep(0.01)


async def test_an_answer_goes_as_the_user_goes_on_and_news_once_there_was_time_to_read_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with lines() as (status, _):
        status.where([Part("hit 3/9")])
        status.say("It has no copies")
        status.go_on()
        assert text(status) == " hit 3/9"
        status.say("4 characters selected", stays=True)
        status.go_on()
        assert text(status).startswith(" 4 characters selected")
        status.say("")
        status.tell("3 added")
        status.go_on()
        assert text(status).startswith(" 3 added")
        monkeypatch.setattr("tui.widgets.status_line._STAYS", 0.0)
        status.tell("4 added")
        status.go_on()
        assert text(status) == " hit 3/9"


async def test_what_is_said_stands_before_the_place() -> None:
    async with lines() as (status, _):
        status.where([Part("hit 3/9")])
        status.say("Nothing matches")
        assert text(status) == " Nothing matches                hit 3/9"
        status.say("")
        assert text(status) == " hit 3/9"


async def test_the_left_is_cut_only_after_the_right() -> None:
    async with lines(20) as (status, _):
        status.where([Part("mention 2/13 here")])
        status.progress("indexing")
        assert text(status) == " mention 2/13 here"


async def test_what_is_said_keeps_its_last_part_and_the_place_its_numbers() -> None:
    name = "Syrian Observatory for Human Rights"
    async with lines(78) as (status, _):
        status.where([Part(f"{name}: mention 1/4 here", 0, names=(name,)), Part("1/1136", 1)])
        status.say("round to the start")
        shown = text(status)
        assert shown.startswith(" round to the start ")
        assert shown.endswith("Rights: mention 1/4 here · 1/1136")
        status.say(f"Observatory is {name} of Great Britain · U undoes", (name,))
        shown = text(status)
        assert shown.endswith("Rights of Great Britain · U undoes")
        assert shown.startswith(" Observatory is Syrian Observ")


async def test_progress_is_never_cut_inside_a_number() -> None:
    async with lines(44) as (status, _):
        status.where([Part("1/450 articles")])
        status.progress("indexing 5,120/9,000 · 31 a second · 2 minutes left")
        assert text(status).endswith(" indexing 5,120/9,000")


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
        hints.show([KeyHint(str(n), "x", "") for n in range(9)])
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
