"""The client of the build: progress comes in, the outcome is a line, nothing is left running."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from holders import holding
from settling import is_busy

from index.library.errors import LibraryError
from index.library.folder import place_of
from index.library.library import LOCK, Library
from tui.app import Reader
from tui.background.indexing import IndexClient, Progress, duration
from tui.desk.desk import Desk
from tui.screens.main import MainScreen

REPORT = "Levee breaks\n\nThe levee at Harrow Bend broke before dawn, the army said.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        path = folder / f"{number}.txt"
        path.write_text(f"{number} {REPORT}", "utf-8")
        os.utime(path, (1_500_000_000, 1_500_000_000))
    return folder


async def test_a_build_reports_progress_and_its_outcome(reports: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    outcome = await IndexClient(reports, tmp_path / "base").run(seen.append)
    assert outcome == "3 added"
    assert any(progress.committed for progress in seen)
    assert any("3 reports" in progress.line for progress in seen)
    library = Library.open(place_of(reports, tmp_path / "base"))
    assert library.catalogue.count() == 3
    library.close()


async def test_a_build_says_for_whom_it_waits_and_takes_over_when_that_is_killed(
    reports: Path, tmp_path: Path
) -> None:
    folder = place_of(reports, tmp_path / "base")
    folder.mkdir(mode=0o700, parents=True)
    seen: list[Progress] = []
    with holding(folder / LOCK) as holder:

        def on_progress(progress: Progress) -> None:
            seen.append(progress)
            holder.kill()

        assert await IndexClient(reports, tmp_path / "base").run(on_progress) == "3 added"
    told = f"read-only while process {holder.pid} writes the library…"
    assert seen[0] == Progress(told, committed=False)
    assert [one.line for one in seen].count(told) <= 3  # it looks twice a second


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.2, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (7200, "2 h")],
)
def test_a_time_to_wait_for_is_told_in_the_unit_that_fits(seconds: float, told: str) -> None:
    assert duration(seconds) == told


async def test_a_build_without_changes_has_nothing_to_say(reports: Path) -> None:
    await IndexClient(reports, None).run(lambda progress: None)
    assert await IndexClient(reports, None).run(lambda progress: None) == ""


async def test_what_went_wrong_is_the_outcome(tmp_path: Path) -> None:
    outcome = await IndexClient(tmp_path / "nothing", None).run(lambda progress: None)
    assert outcome == f"{tmp_path}/nothing: no such file or directory"


async def test_where_no_library_can_be_kept_the_list_says_why(
    reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "base").write_text("a file", "utf-8")
    async with Reader(reports, tmp_path / "base").run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        while screen.articles.placeholder.startswith("Reading"):
            await pilot.pause(0.05)
        assert screen.articles.placeholder.startswith("cannot write the library in")
        assert screen.articles.placeholder.endswith(": Not a directory")


@pytest.mark.parametrize(
    ("files", "said"),
    [([], "No reports here"), (["a.docx"], "No reports here; ! lists what was skipped, and why")],
)
async def test_an_empty_list_names_what_was_skipped_if_anything_was(
    tmp_path: Path, files: list[str], said: str
) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for name in files:
        (reports / name).write_bytes(b"no report")
    async with Reader(reports, tmp_path / "base").run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        while screen.articles.placeholder.startswith("Reading") or is_busy(pilot.app):
            await pilot.pause(0.05)
        assert screen.articles.placeholder == said


async def test_a_build_can_be_ended_at_any_time(reports: Path) -> None:
    for number in range(3, 300):
        (reports / f"{number}.txt").write_text(f"{number} {REPORT}", "utf-8")
    client = IndexClient(reports, None)
    begun = asyncio.Event()
    building = asyncio.create_task(client.run(lambda progress: begun.set()))
    await begun.wait()
    await client.close()
    await building
    assert client._process is not None
    assert client._process.returncode is not None


async def test_a_cancelled_build_leaves_no_process(reports: Path) -> None:
    client = IndexClient(reports, None)
    begun = asyncio.Event()
    building = asyncio.create_task(client.run(lambda progress: begun.set()))
    await begun.wait()
    building.cancel()
    with pytest.raises(asyncio.CancelledError):
        await building
    assert client._process is not None
    assert client._process.returncode is not None


async def test_closing_what_was_never_started_does_nothing(reports: Path) -> None:
    await IndexClient(reports, None).close()


async def test_builds_go_one_after_the_other(reports: Path, tmp_path: Path) -> None:
    client, told = IndexClient(reports, tmp_path / "base"), []

    def tell(progress: Progress) -> None:
        told.append(progress.line)

    assert await asyncio.gather(client.run(tell), client.run(tell)) == ["3 added", ""]
    assert not any("read-only" in line for line in told)


async def test_while_there_is_no_list_the_text_asks_for_no_report(
    make_reader: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_yet(_: Desk, opened: object = None) -> None:
        raise LibraryError("none yet")

    monkeypatch.setattr(Desk, "open_library", none_yet)
    async with make_reader().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, MainScreen)
        pane = screen.reading
        assert pane.size.height
        shown = [pane.render_line(y).text.strip() for y in range(pane.size.height)]
        assert not any(shown)
