"""What is listed, taken out of the reader: files of reports and of entities, citations."""

import asyncio
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.background.answers import SearchUnavailable

Reading = Callable[..., Any]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that files are written to."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(path: Path) -> list[dict[str, str]]:
    """A file that was written, row by row."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8")), delimiter="\t"))


async def test_the_list_is_exported_as_it_is_sorted_with_hits_and_what_was_kept(
    reading: Reading, folder: Path
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "p", "t", *"+seen", "enter", "S", "x")
        await session.press("enter")
        assert "2 articles written to" in session.status
    older, newer = table(folder / "articles.tsv")
    assert older["article"] == "2020-01-05 levee.txt"
    assert older["title"] == "Levee breaks at Harrow Bend"
    assert (older["date"], older["hits"], older["mentions"]) == ("2020-01-05", "2", "")
    assert (older["starred"], older["tags"]) == ("no", "")
    assert (newer["starred"], newer["tags"], newer["copies"]) == ("yes", "seen", "0")


async def test_an_export_is_of_the_list_it_was_asked_for_whatever_is_searched_meanwhile(
    reading: Reading, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.tables._AT_ONCE", 1)
    goes_on = asyncio.Event()
    async with reading() as session:
        await session.press("slash", *"levee", "enter")
        desk = session.screen.desk
        client, listed = await desk.searcher(), desk.results
        listed.hits.clear()
        hits = client.hits

        async def late(text: str, *more: Any, **named: Any) -> object:  # noqa: ANN401  of the stand-in
            if text == "levee":
                await goes_on.wait()
            return await hits(text, *more, **named)

        monkeypatch.setattr(client, "hits", late)
        await session.pilot.press("x", "enter")
        await session.pilot.pause(0.1)
        await session.screen.search_for("okafor")
        assert desk.results is not listed
        goes_on.set()
        await session.settled()
    assert [one["hits"] for one in table(folder / "articles.tsv")] == ["2", "2"]


async def test_an_export_says_how_far_it_is_and_is_called_off_by_escape(
    reading: Reading, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.tables._AT_ONCE", 1)
    async with reading() as session:
        await session.press("slash", *"levee", "enter")
        client = await session.screen.desk.searcher()
        asked: list[object] = []

        async def stuck(*what: Any, **_: Any) -> object:  # noqa: ANN401  of the stand-in
            asked.append(what)
            await asyncio.Event().wait()

        session.screen.desk.results.hits.clear()
        monkeypatch.setattr(client, "hits", stuck)
        await session.pilot.press("x", "enter")
        while not asked:
            await session.pilot.pause(0.01)
        assert "Listing the articles: 0 of 2 · Esc ends it" in session.status
        await session.pilot.press("escape")
        await session.settled()
        assert "called off" in session.status
    assert not (folder / "articles.tsv").exists()


async def test_no_file_is_written_where_the_hits_cannot_be_found_out(
    reading: Reading, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter")

        async def gone(*_: object, **__: object) -> None:
            raise SearchUnavailable("gone")

        session.screen.desk.results.hits.clear()
        monkeypatch.setattr(await session.screen.desk.searcher(), "hits", gone)
        await session.press("x", "enter")
        assert "cannot be found out now" in session.status
    assert not (folder / "articles.tsv").exists()


async def test_mentions_of_the_traced_are_exported_and_no_hits_where_nothing_is_searched(
    reading: Reading, folder: Path
) -> None:
    async with reading() as session:
        await session.press("G", "asterisk", "x", *"all.json", "enter")
        name = session.screen.desk.trace.entity.name
        assert name == "Harrow Bend"
    told = [json.loads(line) for line in (folder / "all.json").read_text("utf-8").splitlines()]
    assert [(one["hits"], one["mentions"] > 0) for one in told] == [
        ("", False), ("", False), ("", True),
    ]  # fmt: skip


async def test_the_entities_are_exported_that_the_filter_leaves(
    reading: Reading, folder: Path
) -> None:
    async with reading() as session:
        await session.press("G", "i", "slash", *"oka", "enter", "x", "enter")
        assert "1 entities" not in session.status
        assert "1 entity written to" in session.status
    (row,) = table(folder / "entities.tsv")
    assert (row["name"], row["type"], row["here"]) == ("Margaret Okafor", "person", "2")
    assert row["aliases"] == "Okafor"


async def test_of_an_empty_list_no_file_is_written(reading: Reading, folder: Path) -> None:
    async with reading() as session:
        await session.press("slash", *"zeppelin", "enter", "x", "enter")
        assert "Nothing is listed, so no file was written" in session.status
    assert not (folder / "articles.tsv").exists()


async def test_a_file_that_is_there_is_left_alone(reading: Reading, folder: Path) -> None:
    (folder / "articles.tsv").write_text("mine", "utf-8")
    async with reading() as session:
        await session.press("x", "enter")
        assert "is there already" in session.status
    assert (folder / "articles.tsv").read_text("utf-8") == "mine"


async def test_in_the_list_the_report_is_cited_and_in_the_text_the_passage(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = []

    async def copy(text: str, *_: object) -> str:
        copied.append(text)
        return "test"

    monkeypatch.setattr("tui.outside.clipboard.copy", copy)
    async with reading() as session:
        await session.press("G", "Y")
        assert "Copied the citation of the report by test" in session.status
        await session.press("enter", "Y")
        assert "Copied the passage with citation by test" in session.status
    assert copied[0].startswith("Levee breaks at Harrow Bend. 2020-01-05 (")
    assert copied[1].startswith("“The levee broke")
