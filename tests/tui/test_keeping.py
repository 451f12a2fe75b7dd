"""What one keeps in the reader: read marks, stars, tags, notes, clips, places, searches; undo."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from settling import ends, is_busy
from textual import events
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from articles.quotation import Fate
from articles.wording import Stretch
from index.anchors import Ref
from index.notebook.acts import Facet, Tag
from index.notebook.file import notebook_of
from index.notebook.notebook import Notebook
from index.notebook.schema import NotebookError
from tui.app import Reader
from tui.background.verifying import Verdict
from tui.commands.command import Pane
from tui.dialogs.listing import Listing
from tui.dialogs.note import NoteEditor
from tui.dialogs.tagging import TagSuggester, changes
from tui.page.list_rows import ListRow
from tui.screens.main import MainScreen
from tui.widgets.row_list import RowList
from tui.widgets.status_line import KeyHints

Make = Callable[..., Reader]
MARKUP, INQUIRY, LEVEE = 0, 1, 2
"""Rows of the reports, newest first."""


class Keeping:
    """The reader, keys in, rows and status out."""

    def __init__(self, screen: MainScreen, pilot: Pilot[int]) -> None:
        self.screen, self.pilot = screen, pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each until everything is done that it does."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        focused = self.pilot.app.focused
        assert isinstance(focused, Input | TextArea)
        if isinstance(focused, TextArea):
            focused.insert(text, (0, 0))
        else:
            _put(focused, text)
        await self.settled()

    async def settled(self) -> None:
        """Wait for all workers but those that wait for the user."""
        for _ in range(4):
            await self.pilot.pause()
            while is_busy(self.pilot.app):
                await self.pilot.pause(0.002)
            if len(self.pilot.app.screen_stack) > 1:
                await self.screen.desk.keeper.refresh()  # what was asked before has been done
        await self.screen.walker.settled()
        await self.pilot.pause()

    def row(self, index: int) -> ListRow:
        """A row of the list."""
        row = self.screen.articles.row(index)
        assert row is not None
        return row

    @property
    def titles(self) -> list[str]:
        return [self.row(index).title for index in range(self.screen.articles.count)]

    @property
    def status(self) -> str:
        return self.screen.status_line.render_line(0).text

    @property
    def notebook(self) -> Path:
        return self.screen.desk.keeper.path


def _put(line: Input, text: str) -> None:
    line.value = text
    line.cursor_position = len(text)


@asynccontextmanager
async def keeping(reader: Reader, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Keeping]:
    async with reader.run_test(size=size) as pilot:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        made = Keeping(screen, pilot)
        await made.settled()
        yield made


# Read, star, tags


async def test_a_report_is_read_and_unread_again_by_one_key(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        assert reader.row(MARKUP).unread
        await reader.press("r")
        assert not reader.row(MARKUP).unread
        assert "read · U undoes it" in reader.status
        await reader.press("r")
        assert reader.row(MARKUP).unread


async def test_what_is_open_long_enough_in_the_text_counts_as_read(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.features.watch.READ_AFTER", 3)
    async with keeping(make_reader()) as reader:
        for _ in range(5):
            reader.screen.features.watch.tick()
        await reader.settled()
        assert reader.row(MARKUP).unread  # beside the list it takes longer
        await reader.press("enter")
        for _ in range(3):
            reader.screen.features.watch.tick()
        await reader.settled()
        assert not reader.row(MARKUP).unread
        await reader.press("U")
        assert "nothing to undo" in reader.status
    with Notebook(reader.notebook) as notebook:
        assert [report.id for _, report, _ in notebook.trail()] == ["2020-01-09 markup.txt"]


async def test_what_lies_behind_the_list_of_a_narrow_terminal_does_not_count_as_read(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.features.watch.SEEN_AFTER", 2)
    async with keeping(make_reader(), size=(80, 24)) as reader:
        for _ in range(3):
            reader.screen.features.watch.tick()
        await reader.settled()
        assert reader.row(MARKUP).unread
        await reader.pilot.resize_terminal(120, 40)
        for _ in range(3):
            reader.screen.features.watch.tick()
        await reader.settled()
        assert not reader.row(MARKUP).unread


async def test_a_star_is_put_on_and_taken_off(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("p")
        assert reader.row(MARKUP).starred
        assert "Markup [/] and [@click=app.quit]press[/] starred" in reader.status
        await reader.press("p")
        assert not reader.row(MARKUP).starred


async def test_marked_reports_are_tagged_together_and_undone_together(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("T", "t")
        await reader.type("+Flood check")
        await reader.press("enter")
        assert [reader.row(index).tags for index in range(3)] == [("check", "flood")] * 3
        assert "+flood +check on 3 reports" in reader.status
        await reader.press("U")
        assert [reader.row(index).tags for index in range(3)] == [()] * 3
        assert "Undone: +flood +check on 3 reports" in reader.status


async def test_what_another_program_kept_at_once_is_undone_at_once(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("p")
        with Notebook(reader.notebook) as notebook:
            (star,) = notebook.holding(Facet.STAR)
            notebook.add_all([Tag((star.report,), (tag,)) for tag in ("one", "two")])
        await reader.press("U")
        assert "Undone: +one on Markup" in reader.status
        assert ", and 1 more" in reader.status
        with Notebook(reader.notebook) as notebook:
            assert notebook.holding(Facet.TAG) == []
            assert notebook.holding(Facet.STAR) == [star]


async def test_the_same_tags_again_by_one_key(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("t")
        await reader.type("flood -old")
        await reader.press("enter", "j", "full_stop")
        assert reader.row(INQUIRY).tags == ("flood",)
        assert "#flood" in reader.status


async def test_what_is_no_tag_is_told_and_tags_nothing(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("t")
        await reader.type('+a"b')
        await reader.press("enter")
        assert "is no tag" in reader.status
        assert reader.row(MARKUP).tags == ()


async def test_tags_are_completed_from_those_there_are() -> None:
    suggester = TagSuggester({"flood": 2, "fire": 1}, {"fire"})
    assert await suggester.get_suggestion("+x fl") == "+x flood"
    assert await suggester.get_suggestion("-f") == "-fire"
    assert await suggester.get_suggestion("+zebra") is None
    assert await suggester.get_suggestion("") is None


def test_a_word_without_a_sign_is_put_on() -> None:
    assert changes("a, +b -c -a") == (("b",), ("a", "c"))


async def test_a_list_that_asks_for_a_tag_follows_what_is_tagged(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("p")
        await reader.screen.search_for("is:starred")
        assert len(reader.titles) == 1
        await reader.press("p")
        assert reader.titles == []
        await reader.press("U")
        assert len(reader.titles) == 1


async def test_unread_reports_come_first_if_wished(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        first = reader.titles[MARKUP]
        await reader.press("r", "ctrl+r")
        assert reader.titles[-1] == first
        assert "Unread first: 2 of 3" in reader.status
        await reader.press("ctrl+r")
        assert reader.titles[0] == first


async def test_what_somebody_else_writes_is_seen(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("p")
        with Notebook(reader.notebook) as other:
            ref = other.holding(Facet.STAR)[0].report
            other.add(Tag((Ref(*ref),), ("theirs",)))
        reader.screen.features.watch.look()
        await reader.settled()
        assert reader.row(MARKUP).tags == ("theirs",)


# Notes


async def write_note(reader: Keeping, text: str, key: str = "escape") -> None:
    await reader.press("a")
    assert isinstance(reader.pilot.app.screen, NoteEditor)
    await reader.type(text)
    await reader.press(key)


async def test_a_note_on_a_paragraph_is_lit_listed_and_found(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("j", "enter")
        await write_note(reader, "call her\nsoon")
        assert reader.row(INQUIRY).noted
        assert "1 note" in reader.status
        (span,) = reader.screen.desk.noted
        report = reader.screen.desk.report
        assert report is not None
        assert report.article.text[slice(*span)].startswith("Governor Margaret Okafor")
        await reader.screen.search_for("note:soon")
        assert reader.titles == ["Inquiry into levee announced"]


async def test_a_note_is_written_anew_and_one_without_text_is_removed(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("enter")
        await write_note(reader, "first ")
        await write_note(reader, "the ")
        (note,) = await reader.screen.desk.keeper.placed(Facet.NOTE)
        assert "the first" in note.entry.act.described()
        await reader.press("a")
        area = reader.pilot.app.focused
        assert isinstance(area, TextArea)
        area.clear()
        await reader.press("escape")
        assert not reader.row(MARKUP).noted
        await reader.press("U")
        assert reader.row(MARKUP).noted


def foot(reader: Keeping) -> str:
    """What the window says about how it is left, and why it was not kept."""
    window = reader.pilot.app.screen
    keys = window.query_one(KeyHints).render_line(0).text
    return f"{window.query_one('.note').border_subtitle} {' '.join(keys.split())}".strip()


async def test_the_window_of_a_note_says_what_escape_does_and_the_status_line_what_it_did(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("a")
        assert foot(reader) == "Esc closes: nothing is written"
        await reader.press("escape")
        assert "No note was written" in reader.status
        await reader.press("a")
        await reader.type("ask her")
        assert foot(reader) == "Esc keeps it Ctrl-g drops what you wrote"
        await reader.press("escape")
        assert "Note kept: ask her · U undoes it" in reader.status
        await reader.press("a")
        assert foot(reader) == "Esc closes"
        await reader.press("escape")
        assert "The note is as it was" in reader.status
        await reader.press("a")
        reader.pilot.app.screen.query_one(TextArea).clear()
        await reader.settled()
        assert "Esc removes the note" in foot(reader)
        await reader.press("escape")
        assert "removed · U undoes it" in reader.status


async def test_a_click_beside_the_window_of_a_note_keeps_it(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("a")
        await reader.type("ask her")
        await reader.pilot.click(offset=(100, 1))
        await reader.settled()
        assert "Note kept: ask her" in reader.status


async def test_a_note_that_cannot_be_kept_is_still_there_to_be_kept(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("a")
        await reader.type("ask her")
        with monkeypatch.context() as broken:

            async def fails(*_: object) -> None:
                raise NotebookError("the disk is full")

            broken.setattr(reader.screen.desk.keeper, "note", fails)
            await reader.press("escape")
        assert "Not kept: the disk is full" in foot(reader)
        await reader.press("escape")
        assert "Note kept: ask her" in reader.status


async def test_an_end_waits_no_longer_for_a_note_that_cannot_be_kept(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("a")
        await reader.type("ask her")

        async def fails(*_: object) -> None:
            raise NotebookError("the disk is full")

        monkeypatch.setattr(reader.screen.desk.keeper, "note", fails)
        monkeypatch.setattr("tui.app._KEEPING", 0.1)
        app = reader.pilot.app
        app._end(143)
        for _ in range(100):
            await asyncio.sleep(0.02)
            if app.return_code is not None:
                break
        assert app.return_code == 143


def notes_in(notebook: Path) -> list[str]:
    with Notebook(notebook) as made:
        return [entry.act.note for entry in made.acts(Facet.NOTE)]


async def test_a_note_written_anew_from_the_list_is_kept_at_the_end_by_a_busy_notebook(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        await write_note(reader, "first")
        await reader.press("quotation_mark", "e")
        await reader.type("the ")
        busy = threading.Event()
        waits = asyncio.ensure_future(reader.screen.desk.keeper._thread.run(busy.wait))
        app = reader.pilot.app
        app._end(143)
        await asyncio.sleep(0.1)
        assert app.return_code is None
        busy.set()
        await waits
        for _ in range(100):
            await asyncio.sleep(0.02)
            if app.return_code is not None:
                break
        assert app.return_code == 143
        notebook = reader.notebook
    assert notes_in(notebook) == ["the first"]


@pytest.mark.parametrize("end", ["q", "Q"])
async def test_what_a_key_keeps_is_kept_though_the_next_one_quits(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    is_ready, ready = asyncio.Event(), MainScreen.ready

    async def late(screen: MainScreen) -> None:
        await is_ready.wait()
        await ready(screen)

    async with keeping(make_reader()) as reader:
        monkeypatch.setattr(MainScreen, "ready", late)
        await reader.pilot.press("p", end)
        app = reader.pilot.app
        assert app.return_code is None
        is_ready.set()
        assert await ends(app) == 0
        notebook = reader.notebook
    with Notebook(notebook) as made:
        assert len(list(made.acts(Facet.STAR))) == 1


async def test_what_was_asked_to_be_kept_is_kept_though_nobody_waits_for_it(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        keeper, busy = reader.screen.desk.keeper, threading.Event()
        waits = asyncio.ensure_future(keeper._thread.run(busy.wait))
        (number,) = reader.screen.desk.results.numbers[:1]
        asked = asyncio.create_task(keeper.star([number], is_starred=True))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait([asked])
        busy.set()
        await waits
        await keeper.refresh()
        assert keeper.are_starred([number])


async def test_a_note_that_is_dropped_on_purpose_changes_nothing(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await write_note(reader, "never mind", "ctrl+g")
        await reader.press("n")
        assert isinstance(reader.pilot.app.screen, NoteEditor)
        await reader.press("ctrl+g", "y")
        assert "No note was written" in reader.status
        assert not reader.row(MARKUP).noted
        assert not reader.notebook.exists()


async def test_a_note_brings_no_control_characters_along(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await write_note(reader, "a\x1b[2Jb")
        (note,) = await reader.screen.desk.keeper.placed(Facet.NOTE)
        assert "\x1b" not in note.entry.act.described()


async def test_from_the_list_of_notes_one_goes_to_the_passage(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("j", "j", "enter")
        await write_note(reader, "here")
        await reader.screen.search_for("markup")
        await reader.press("quotation_mark")
        assert isinstance(reader.pilot.app.screen, Listing)
        await reader.press("enter")
        report = reader.screen.desk.report
        assert report is not None
        assert report.article.title == "Levee breaks at Harrow Bend"
        assert reader.screen.reading.current in reader.screen.desk.noted


async def test_a_note_whose_passage_or_report_is_gone_is_listed_as_such_and_never_dropped(
    make_reader: Make, rebuild: Callable[..., None], tmp_path: Path
) -> None:
    async with keeping(make_reader(), size=(80, 24)) as reader:
        await reader.press("j", "j", "enter")
        await write_note(reader, "ask her")
        file = tmp_path / "reports" / "2020-01-05 levee.txt"
        for change, said in (
            (
                lambda: file.write_text("Nothing broke\n\nThe story was withdrawn.\n"),
                "passage is gone",
            ),
            (file.unlink, "no longer in the collection"),
        ):
            change()
            rebuild()
            await reader.screen.see_what_is_new()
            await reader.settled()
            await reader.press("quotation_mark")
            listing = reader.pilot.app.screen
            assert isinstance(listing, Listing)
            (row,) = (one.plain for one in listing._rows)
            assert said in row
            assert "ask her" in row
            assert "“The levee broke before dawn" in row
            await reader.press("escape")


# Clips


async def test_a_clip_is_on_the_pad_with_its_citation(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("j", "j", "enter", "c")
        assert "clip of Levee breaks at Harrow Bend: The levee broke" in reader.status
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        act = clip.act
        assert act.quotation is not None
        assert act.quotation.text == "The levee broke before dawn and flooded the lower town."
        assert act.report.id == "2020-01-05 levee.txt"
        await reader.press("C", "d", "escape")
        assert "clip of Levee breaks at Harrow Bend" in reader.status
        assert await reader.screen.desk.keeper.placed(Facet.CLIP) == []
        await reader.press("U")
        assert len(await reader.screen.desk.keeper.placed(Facet.CLIP)) == 1


async def test_what_is_opened_and_clipped_in_one_go_is_clipped_though_it_was_not_seen_yet(
    make_reader: Make,
) -> None:
    async with keeping(make_reader(), size=(80, 24)) as reader:
        await reader.press("j", "j")
        for key in ("enter", "c"):
            reader.pilot.app.post_message(events.Key(key, None if len(key) > 1 else key))
        await reader.settled()
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        assert clip.act.quotation is not None
        assert clip.act.quotation.text


async def test_the_same_passage_is_clipped_once_until_it_is_taken_off(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        keeper = reader.screen.desk.keeper
        await reader.press("j", "j", "enter", "c", "c")
        assert "That is on the pad already" in reader.status
        assert len(await keeper.placed(Facet.CLIP)) == 1
        await reader.press("V", "w", "w", "c")
        assert len(await keeper.placed(Facet.CLIP)) == 2
        await reader.press("U", "U", "c")
        assert "clip of Levee" in reader.status
        assert len(await keeper.placed(Facet.CLIP)) == 1


async def test_a_clip_is_kept_though_the_collection_is_there_no_more(
    make_reader: Make, tmp_path: Path
) -> None:
    async with keeping(make_reader()) as reader:
        (tmp_path / "reports").rename(tmp_path / "taken out")
        await reader.press("j", "j", "enter", "c")
        assert "clip of Levee breaks at Harrow Bend" in reader.status
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        assert clip.act.sha256 == ""


async def test_a_clip_is_one_paragraph_also_where_no_blank_lines_divide_them(
    make_reader: Make,
) -> None:
    said = [f"The {one} said that the talks would go on. " * 4 for one in ("mayor", "judge")]
    text = "Talks to go on in the capital for days\n" + "\n".join(map(str.strip, said)) + "\n"
    async with keeping(make_reader({"talks.txt": text})) as reader:
        await reader.press("enter", "c")
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        assert clip.act.quotation is not None
        assert clip.act.quotation.text == said[0].strip()


async def test_the_pad_is_written_to_a_new_file_and_over_none(
    make_reader: Make, tmp_path: Path
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("enter", "c")
        for said in ("1 clip written to", "left alone"):
            await reader.press("C", "x")
            await reader.type(str(tmp_path / "pad.md"))
            await reader.press("enter", "escape")
            assert said in reader.status
        assert "# Clips from reports" in (tmp_path / "pad.md").read_text()


async def test_a_pad_for_somebody_who_is_not_there_is_told_as_not_written(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("enter", "c", "C", "x")
        await reader.type("~nobody?/pad.md")
        await reader.press("enter", "escape")
        assert "cannot write ~nobody?/pad.md: nobody has such a home folder" in reader.status


async def test_a_selection_ends_once_it_is_clipped_noted_or_copied(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def copy(*_: object) -> str:
        return "test"

    monkeypatch.setattr("tui.outside.clipboard.copy", copy)
    async with keeping(make_reader()) as reader:
        await reader.press("j", "j", "enter")
        reading = reader.screen.reading
        for keys, said in (
            ("c", "clip of"),
            ("y", "Copied the selection by test: "),
            ("Y", "Copied the selection with citation by test"),
        ):
            await reader.press("V", "w", "w", keys)
            assert said in reader.status
            assert not reading.is_selecting
            assert reading.selected is None
        await reader.press("V", "w", "w")
        reader.screen.enter(Pane.ENTITIES)
        await reader.press("y")
        assert "Copied the selection by test: " in reader.status
        await reader.press("V", "w", "w")
        await write_note(reader, "this")
        assert reading.selected is None
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        assert clip.act.quotation is not None
        assert clip.act.quotation.text == "Levee breaks"


async def test_what_is_done_in_the_list_is_done_to_the_row_though_it_is_not_open_yet(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        app = reader.pilot.app
        for key in ("down", "p"):  # faster than the report opens
            app.post_message(events.Key(key, "p" if key == "p" else None))
        await reader.settled()
        assert [reader.row(row).starred for row in (MARKUP, INQUIRY)] == [False, True]
        for key in ("down", "a"):
            app.post_message(events.Key(key, "a" if key == "a" else None))
        await reader.settled()
        await reader.type("ask")
        await reader.press("escape")
        (note,) = await reader.screen.desk.keeper.placed(Facet.NOTE)
        assert note.number == reader.screen.desk.results.numbers[LEVEE]


# The mouse


async def test_a_long_listing_is_laid_out_in_slices_and_can_be_walked_to_its_end(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        rows = [Content(f"row {number}") for number in range(1000)]
        listing = Listing("Many", rows, (), "", row=100)
        reader.pilot.app.push_screen(listing)
        counted = set()
        while len(counted) < 2 or not sum(counted) or max(counted) < len(rows):
            await asyncio.sleep(0)
            counted.update(made.virtual_size.height for made in listing.query(RowList))
        assert len(counted) > 3
        shown = listing.query_one(RowList)
        await reader.press("k")
        assert shown.cursor == 99
        await reader.press("G")
        assert shown.cursor == 999
        await reader.press("j")
        assert shown.cursor == 0


async def test_a_listing_is_used_with_the_mouse_alone(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        for key in ("enter", "c", "J", "c", "C"):
            await reader.press(key)
        listing = reader.pilot.app.screen
        assert isinstance(listing, Listing)
        rows, keys = listing.query_one(RowList), listing.query_one(KeyHints)
        await reader.pilot.click(rows, offset=(5, 3))
        await reader.settled()
        assert rows.cursor == 1
        at = keys.render_line(0).text.index("d remove")
        await reader.pilot.click(keys, offset=(at + 1, 0))
        await reader.settled()
        assert len(await reader.screen.desk.keeper.placed(Facet.CLIP)) == 1
        assert isinstance(reader.pilot.app.screen, Listing)
        await reader.pilot.click(offset=(1, 1))
        await reader.settled()
        assert reader.screen.is_current


# Places


async def test_a_marked_place_is_come_back_to_and_so_is_the_place_before(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("m", "x", "j", "j", "apostrophe", "x")
        assert reader.screen.desk.row == MARKUP
        await reader.press("apostrophe", "apostrophe")
        assert reader.screen.desk.row == LEVEE
        await reader.press("apostrophe", "z")
        assert "No place is marked with z" in reader.status


async def test_from_the_end_of_a_text_one_comes_back_to_where_one_read(make_reader: Make) -> None:
    text = "Levee\n\n" + "\n\n".join(f"Paragraph {number}." for number in range(99))
    async with keeping(make_reader({"a.txt": text})) as reader:
        reading = reader.screen.reading
        await reader.press("enter", "d")
        was = reading.reading_offset
        for away in ("G", "g"):
            await reader.press(away)
            assert reading.reading_offset != was
            await reader.press("apostrophe", "apostrophe")
            assert reading.reading_offset == was


async def test_it_is_said_where_a_place_is_gone_to_that_the_list_did_not_have(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("m", "x", "s", *"inquiry", "enter")
        assert len(reader.screen.desk.results.numbers) == 1
        await reader.press("apostrophe", "x")
        assert "The list did not have that report: all reports again" in reader.status
        await reader.press("j", "apostrophe", "x")
        assert "all reports again" not in reader.status


async def test_the_letter_of_a_mark_does_not_do_what_its_key_does(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("m", "q")
        assert "mark 'q'" in reader.status
        await reader.press("m", "escape")
        assert "mark" not in reader.status


# Saved searches


async def test_a_search_is_saved_and_run_again(make_reader: Make) -> None:
    async with keeping(make_reader()) as reader:
        await reader.screen.search_for("levee")
        await reader.press("D", "s")
        await reader.press(*"floods", "enter", "escape")  # over the query, which is offered
        await reader.screen.search_for("")
        await reader.press("D", "enter")
        assert len(reader.titles) == 2
        assert "floods: nothing new" in reader.status
        await reader.press("D", "d", "escape")
        assert await (await reader.screen.desk.searcher()).saved() == []


async def test_another_search_of_the_same_name_is_replaced_only_after_asking(
    make_reader: Make,
) -> None:
    async with keeping(make_reader()) as reader:

        async def save(query: str, *keys: str) -> str:
            await reader.screen.search_for(query)
            await reader.press("D", "s")
            await reader.type("floods")
            await reader.press("enter", *keys, "escape")
            (one,) = await (await reader.screen.desk.searcher()).saved()
            return one.query

        assert await save("levee") == "levee"
        assert await save("levee") == "levee"
        assert await save("governor", "n") == "levee"
        assert await save("governor", "y") == "governor"


# The pad, held against the files


async def test_a_clip_that_was_changed_shows_its_words_now_beside_those_it_had(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("j", "j", "enter", "c")
        (clip,) = await reader.screen.desk.keeper.placed(Facet.CLIP)
        wording = (Stretch("The levee broke ", "The levee broke "), Stretch("before", "after"))

        async def verdicts(*_: object) -> dict[str, Verdict]:
            return {clip.act.item: Verdict(Fate.CHANGED, is_there=True, wording=wording)}

        monkeypatch.setattr("tui.background.verifying.verdicts", verdicts)
        await reader.press("C", "v")
        listing = reader.pilot.app.screen
        assert isinstance(listing, Listing)
        assert "1 changed" in listing._title
        assert "was “The levee broke [-before-]”\nnow “The levee broke {+after+}”" in (
            listing._rows[0].plain
        )


async def test_the_pad_stays_while_clips_are_held_against_the_files(
    make_reader: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keeping(make_reader()) as reader:
        is_done = asyncio.Event()

        async def slow(*_: object) -> None:
            await is_done.wait()

        monkeypatch.setattr("tui.background.verifying.verdicts", slow)
        await reader.press("c", "j", "c", "C")
        await reader.pilot.press("v", "j")
        listing = reader.pilot.app.screen
        assert isinstance(listing, Listing)
        frame, rows = listing.query_one(".listing"), listing.query_one(RowList)
        assert "held against the files" in str(frame.border_title)
        assert rows.cursor == 1
        is_done.set()
        await reader.settled()
        assert "could not be looked through" in str(frame.border_title)
        await reader.pilot.press("v", "escape")
        assert reader.pilot.app.screen is reader.screen


# What outlasts the reader


async def test_everything_is_there_when_the_reader_is_opened_again(
    make_reader: Make, tmp_path: Path
) -> None:
    async with keeping(make_reader()) as reader:
        await reader.press("p", "t")
        await reader.type("flood")
        await reader.press("enter")
    again = Reader(tmp_path / "reports", tmp_path / "libraries")
    async with keeping(again) as reader:
        assert (reader.row(MARKUP).starred, reader.row(MARKUP).tags) == (True, ("flood",))
        await reader.press("U")
        assert (reader.row(MARKUP).starred, reader.row(MARKUP).tags) == (True, ())


async def test_a_damaged_notebook_is_told_and_left_alone_and_reading_goes_on(
    make_reader: Make, tmp_path: Path
) -> None:
    reader_app = make_reader()
    path = notebook_of(tmp_path / "reports", tmp_path / "libraries")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"no notebook" * 500)
    async with keeping(reader_app, size=(40, 24)) as reader:
        assert len(reader.titles) == 3
        for key in ("p", "quotation_mark", "C"):
            reader.screen.status_line.say("")
            await reader.press(key)
            assert "the notebook is damaged" in reader.status
            assert reader.pilot.app.screen is reader.screen  # it lists nothing as all there is
    assert path.read_bytes() == b"no notebook" * 500


@pytest.mark.parametrize(("key", "does"), [("p", "star"), ("r", "mark as read"), ("t", "tag")])
async def test_where_there_is_no_report_it_is_said_that_there_is_none(
    make_reader: Make, key: str, does: str
) -> None:
    async with keeping(make_reader({})) as reader:
        await reader.press(key)
        assert f"There is no report to {does}" in reader.status


async def test_a_list_that_is_hidden_while_its_rows_change_comes_back_with_its_columns(
    make_reader: Make,
) -> None:
    async with keeping(make_reader(), size=(80, 24)) as reader:
        columns = reader.screen.articles._columns
        await reader.press("enter", "r")
        assert not reader.screen.articles.size.width
        assert reader.screen.articles._columns == columns
