"""Keys pressed while something is waited for: what they did is not undone when that comes."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tui.background.keeping import Keeper
from tui.background.lookup import Lookup
from tui.desk.desk import Desk
from tui.widgets.article_list import ArticleList

Reading = Callable[..., Any]


class Held:
    """A method that waits before it does anything until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.reached = asyncio.Event()
        self._is_free = asyncio.Event()
        held = getattr(owner, name)

        async def waiting(*args: Any, **named: Any) -> Any:  # noqa: ANN401  whatever it takes
            self.reached.set()
            await self._is_free.wait()
            return await held(*args, **named)

        monkeypatch.setattr(owner, name, waiting)

    def let_go(self) -> None:
        """Let it do what it does, from now on."""
        self._is_free.set()


async def test_what_is_opened_while_the_library_is_looked_through_stays_open(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        held = Held(monkeypatch, Lookup, "report_again")
        news = asyncio.create_task(session.screen.see_what_is_new())
        await held.reached.wait()
        await session.press("j")
        held.let_go()
        await news
        await session.settled()
        assert session.screen.desk.report.article.title == "Inquiry into levee announced"
        assert "wants to know who inspected" in session.page
        assert "has changed" not in session.status


async def test_whom_one_has_dropped_meanwhile_is_not_traced_again(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        await session.press("j", "asterisk")
        held = Held(monkeypatch, Lookup, "trace")
        news = asyncio.create_task(session.screen.see_what_is_new())
        await held.reached.wait()
        await session.press("escape")
        held.let_go()
        await news
        await session.settled()
        assert session.screen.desk.trace is None


async def test_what_goes_by_a_number_is_let_go_though_news_of_a_library_built_anew_were_called_off(
    reading: Reading, rebuild: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh = Lookup.refresh

    async def called_off(lookup: Lookup) -> None:
        await refresh(lookup)
        raise asyncio.CancelledError

    async with reading() as session:
        await session.press("M", "asterisk", "J")
        assert len(session.screen.desk.memory.marked) == 1
        rebuild(anew=True)
        with monkeypatch.context() as context, suppress(asyncio.CancelledError):
            context.setattr(Lookup, "refresh", called_off)
            await session.screen.see_what_is_new()
        await session.screen.see_what_is_new()
        await session.settled()
        memory = session.screen.desk.memory
        assert not memory.marked
        assert memory.came_from is None
        assert "Margaret Okafor" in session.status


async def test_terms_stay_terms_when_the_list_is_found_anew(reading: Reading) -> None:
    async with reading() as session:
        await session.press("s", *"levee", "enter", "backslash", *"is:unread", "enter")
        for keys in (["r"], ["ctrl+r"], ["S"]):
            await session.press(*keys)
            assert session.screen.search_bar.terms == ("levee",)
        assert session.screen.articles.count == 1
        await session.press("backspace")
        assert session.screen.desk.results.query == "levee"


async def test_what_is_being_typed_stays_when_somebody_else_writes_in_the_notebook(
    reading: Reading, tmp_path: Path
) -> None:
    async with reading() as session:
        await session.press("s", *"is:unread inq")
        session.screen.search_bar._input.value = "is:unread inq is:x"
        await session.settled()
        assert session.screen.articles.count == 1
        other = Keeper(tmp_path / "reports", tmp_path / "libraries")
        await other.read(session.screen.desk.results.numbers, is_read=True)
        other.close()
        session.screen.features.watch.look()
        await session.settled()
        assert session.screen.search_bar.text == "is:unread inq is:x"
        assert session.screen.articles.count == 0


async def opening(session: Any, monkeypatch: pytest.MonkeyPatch, *keys: str) -> Held:  # noqa: ANN401  the session of conftest.py
    """Press keys at which a report is opened, which is held back."""
    held = Held(monkeypatch, Lookup, "report")
    await session.pilot.press(*keys)
    await held.reached.wait()
    return held


async def test_unfolding_copies_does_not_keep_the_report_under_the_cursor_from_being_opened(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        held = await opening(session, monkeypatch, "j")
        await session.pilot.press("X")
        held.let_go()
        await session.settled()
        assert (session.screen.articles.cursor, session.screen.row) == (1, 1)
        assert session.screen.desk.report.article.title == "Inquiry into levee announced"
        assert "wants to know who inspected" in session.page


async def test_the_end_of_the_trail_keeps_no_report_from_being_opened_either(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        await session.press("j")
        held = await opening(session, monkeypatch, "j")
        monkeypatch.setattr(Desk, "row_shown", nowhere)
        await session.pilot.press("H")
        held.let_go()
        await session.settled()
        report = session.screen.desk.report
        assert report.number == session.screen.desk.results.numbers[session.screen.articles.cursor]


async def nowhere(_desk: Desk, _number: int) -> None:
    """No row: as if a report had been removed."""


async def test_a_report_that_comes_late_is_not_shown_for_a_row_that_was_left(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        held = Held(monkeypatch, Lookup, "report")
        late = asyncio.create_task(session.screen.open_row(1))
        await held.reached.wait()
        await session.screen.open_row(0)
        held.let_go()
        await late
        await session.settled()
        assert session.screen.row == 0
        assert session.screen.desk.report.article.title.startswith("Markup")
        assert "Nobody is named here" in session.page


async def test_letters_on_names_go_with_the_text_that_they_stand_on(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "f")
        assert session.screen.reading.is_labelled
        await session.screen.open_row(2)
        await session.press("2")
        assert "2" in session.status
        await session.press("asterisk")
        assert session.screen.desk.trace is not None


async def test_an_entity_that_is_gone_ends_no_trace(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "asterisk")
        traced = session.screen.desk.trace
        session.screen._trace("gone", None)
        await session.settled()
        assert session.screen.desk.trace is traced
        assert "No report names it any more" in session.status


@pytest.mark.parametrize(("key", "row"), [("escape", 2), ("home", 0), ("click", 0)])
async def test_a_walk_is_called_off_by_escape_or_by_going_elsewhere(
    reading: Reading, monkeypatch: pytest.MonkeyPatch, key: str, row: int
) -> None:
    async with reading() as session:
        await session.press("j", "asterisk")
        held = await opening(session, monkeypatch, *"999e")
        if key == "click":
            await session.pilot.click(ArticleList, offset=(5, 0))
        else:
            await session.pilot.press(key)
        held.let_go()
        await session.settled()
        assert session.screen.desk.trace is not None
        assert session.screen.row == row
        assert session.screen.desk.report.number == session.screen.desk.results.numbers[row]
        assert not session.screen.walker.stop()


async def test_who_goes_on_to_another_report_is_taken_to_no_mention_of_the_one_before(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        await session.press("j")
        held = Held(monkeypatch, Lookup, "trace")
        await session.pilot.press("asterisk")
        await held.reached.wait()
        await session.pilot.press("J")
        await session.pilot.pause()
        held.let_go()
        await session.settled()
        assert session.screen.desk.report.article.title == "Levee breaks at Harrow Bend"
        assert session.screen.desk.trace is not None
        assert session.screen.reading.current is None


async def test_whom_a_list_was_asked_for_is_not_traced_in_place_of_whom_one_has_chosen_since(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        held = Held(monkeypatch, Lookup, "trace_named")
        await session.pilot.press("s", *'entity:"Margaret Okafor"', "enter")
        await held.reached.wait()
        chosen = await session.screen.desk.tracing.follow("e1")
        assert chosen.entity.name != "Margaret Okafor"
        held.let_go()
        await session.settled()
        assert session.screen.desk.trace is chosen


async def test_no_note_is_begun_on_another_report_than_that_of_the_row(
    reading: Reading, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with reading() as session:
        (tmp_path / "reports" / "2020-01-07 inquiry.txt").unlink()
        rebuild()
        await session.pilot.press("j", "a")
        await session.pilot.pause()
        await session.settled()
        assert len(session.pilot.app.screen_stack) == 1
        assert "no longer in the collection" in session.status


async def test_the_sidebar_shows_no_list_that_comes_after_one_has_gone_back_to_the_report(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        session.screen.sidebar.next_scope()
        await session.settled()
        held = Held(monkeypatch, Lookup, "entities_of")
        session.screen.sidebar.show_anew()
        await held.reached.wait()
        session.screen.sidebar.next_scope()
        held.let_go()
        await session.settled()
        assert session.screen.entities._title_text == "entities"


async def test_nothing_is_tagged_that_has_the_number_of_another_report_by_now(
    reading: Reading, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with reading() as session:
        (tmp_path / "reports" / "2019-01-01 fair.txt").write_text("Fair\n\nIt was fair.\n", "utf-8")
        await session.pilot.press("t")
        while len(session.pilot.app.screen_stack) == 1:
            await session.pilot.pause()
        rebuild(anew=True)
        await session.screen.see_what_is_new()
        await session.press(*"water", "enter")
        assert session.screen.desk.keeper.tags() == {}
        assert "built anew" in session.status


async def test_a_text_that_is_not_there_yet_is_on_its_way_and_of_no_list_nothing_comes(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.screen.search_for("nowhere_at_all")
        await session.press("J")
        assert session.status.startswith(" There is no report in the list")
        await session.press("z")
        assert "Nothing to read here" in session.page
        held = Held(monkeypatch, Lookup, "report")
        session.pilot.app.run_worker(session.screen.search_for("levee"))
        await held.reached.wait()
        assert "Opening…" in session.page
        held.let_go()
        await session.settled()
        assert "levee" in session.page
