"""Worker processes: results in order, whatever dies."""

import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.article import Article
from articles.collection.collection import Collection, File, Skipped
from index.workers.farm import Farm, WorkersFailed
from index.workers.inline import Task, inline
from index.workers.reading import Piece, Report

DEADLY_READING = """
    import os
    from articles.collection.collection import Collection
    original = Collection.read

    def read(self, file, *parse):
        for found in original(self, file, *parse):
            if "DEADLY" in getattr(found, "text", ""):
                os._exit(9)
            yield found

    Collection.read = read
"""
REFUSING_LIMITS = """
    import resource
    original = resource.setrlimit

    def setrlimit(kind, limits):
        if kind == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        original(kind, limits)

    resource.setrlimit = setrlimit
"""
DEADLY_ANALYSIS = """
    import os
    import articles.entities.analysis as entities
    original = entities.analyse

    def analyse(articles, detector):
        if any("DEADLY" in article.text for article in articles):
            os._exit(9)
        return original(articles, detector)

    entities.analyse = analyse
"""


def text(number: int) -> str:
    return f"Levee number {number}\n\nGovernor Margaret Okafor said gate {number} had held.\n"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """Ten small files, and one with forty records."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text(text(number), "utf-8")
    lines = [f'{{"title": "Gate {n}", "text": "The army opened gate {n}."}}\n' for n in range(40)]
    (folder / "many.jsonl").write_text("".join(lines), "utf-8")
    return Collection.open(folder)


@pytest.fixture
def in_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module that every worker loads before anything else."""
    folder = tmp_path / "first"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder / "sitecustomize.py"


def files(collection: Collection) -> list[Task]:
    return [found for found in collection.scan() if isinstance(found, File)]


def work(
    collection: Collection, tasks: list[Task], known: frozenset[bytes] = frozenset(), jobs: int = 2
) -> list[Piece]:
    with closing(Farm(collection, known, jobs)) as farm:
        return [piece for piece in farm.results(tasks) if piece is not None]


def flat(pieces: list[Piece]) -> list[object]:
    """What came out, in order, without where it was divided."""
    out: list[object] = []
    for piece in pieces:
        out += [
            item if isinstance(item, Skipped) else (item.article, item.entities)
            for item in piece.items
        ]
        if piece.is_last and piece.file is not None:
            out.append(f"end of {piece.file.path}")
    return out


def ids(pieces: list[Piece]) -> list[str]:
    return [
        item.article.id if isinstance(item, Report) else f"skipped {item.path}"
        for piece in pieces
        for item in piece.items
    ]


@pytest.mark.parametrize("jobs", [1, 3])
def test_workers_give_what_one_process_gives_in_the_same_order(
    collection: Collection, jobs: int
) -> None:
    tasks = files(collection)
    expected = flat(list(inline(collection, frozenset(), tasks)))
    assert flat(work(collection, tasks, jobs=jobs)) == expected


def test_where_the_system_bounds_no_memory_workers_work_all_the_same(
    collection: Collection, in_workers: Path
) -> None:
    in_workers.write_text(textwrap.dedent(REFUSING_LIMITS), "utf-8")
    pieces = work(collection, files(collection)[:2], jobs=1)
    assert ids(pieces) == ["0.txt", "1.txt"]


def test_known_contents_are_not_recognised(collection: Collection) -> None:
    tasks = files(collection)[:2]
    first, second = work(collection, tasks)
    assert isinstance(first.items[0], Report)
    again, other = work(collection, tasks, frozenset([first.items[0].hash]))
    assert isinstance(again.items[0], Report)
    assert again.items[0].entities is None
    assert flat([other]) == flat([second])


def test_reports_of_the_library_are_recognised_only(collection: Collection) -> None:
    (piece,) = work(collection, [[Article("x", text(1), "x")]])
    assert piece.file is None
    assert [entity.name for entity in piece.items[0].entities or ()] == ["Margaret Okafor"]  # type: ignore[union-attr]  # a report


def test_workers_can_be_used_again(collection: Collection) -> None:
    tasks = files(collection)
    with closing(Farm(collection, frozenset(), 2)) as farm:
        first = [piece for piece in farm.results(tasks[:3]) if piece]
        second = [piece for piece in farm.results(tasks[3:5]) if piece]
    assert ids(first + second) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]


def test_a_file_that_kills_its_reader_is_skipped_and_the_rest_is_read(
    collection: Collection, in_workers: Path
) -> None:
    in_workers.write_text(textwrap.dedent(DEADLY_READING), "utf-8")
    (collection.root / "4.txt").write_text("DEADLY\n\n" + text(4), "utf-8")
    tasks = files(collection)
    expected = [f"{n}.txt" if n != 4 else "skipped 4.txt" for n in range(10)]
    expected += [f"many.jsonl#{n}" for n in range(1, 41)]
    pieces = work(collection, tasks)
    assert ids(pieces) == expected
    (skipped,) = (item for piece in pieces for item in piece.items if isinstance(item, Skipped))
    assert "crashed" in skipped.reason


def test_what_a_file_gave_before_it_killed_its_reader_is_kept(
    collection: Collection, in_workers: Path
) -> None:
    in_workers.write_text(textwrap.dedent(DEADLY_READING), "utf-8")
    path = collection.root / "many.jsonl"
    path.write_text(path.read_text("utf-8").replace("gate 35.", "gate DEADLY."), "utf-8")
    pieces = work(collection, files(collection)[10:])
    assert ids(pieces) == [*(f"many.jsonl#{n}" for n in range(1, 33)), "skipped many.jsonl"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_kills_its_recogniser_is_skipped_alone(
    collection: Collection, in_workers: Path, jobs: int
) -> None:
    in_workers.write_text(textwrap.dedent(DEADLY_ANALYSIS), "utf-8")
    path = collection.root / "many.jsonl"
    path.write_text(path.read_text("utf-8").replace("gate 35.", "gate DEADLY."), "utf-8")
    expected = [f"{n}.txt" for n in range(10)]
    expected += [f"many.jsonl#{n}" if n != 36 else "skipped many.jsonl#36" for n in range(1, 41)]
    assert ids(work(collection, files(collection), jobs=jobs)) == expected


def test_workers_that_always_die_end_the_build_with_a_reason(
    collection: Collection, in_workers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.workers.farm._DEATHS", 3)
    in_workers.write_text(textwrap.dedent(DEADLY_READING).replace('"DEADLY"', '""'), "utf-8")
    with pytest.raises(WorkersFailed, match="keeps crashing"):
        work(collection, files(collection))


def test_where_a_worker_has_computed_as_long_as_it_may_no_report_is_to_blame(
    collection: Collection, in_workers: Path
) -> None:
    spent = DEADLY_ANALYSIS.replace("os._exit(9)", "os.kill(os.getpid(), 24)  # SIGXCPU")
    in_workers.write_text(textwrap.dedent(spent), "utf-8")
    (collection.root / "4.txt").write_text("DEADLY\n\n" + text(4), "utf-8")
    with pytest.raises(WorkersFailed, match="ulimit -t"):
        work(collection, files(collection))


def test_workers_that_cannot_start_say_nothing_of_any_file(
    collection: Collection, in_workers: Path
) -> None:
    in_workers.write_text("import sys\nsys.modules['articles.entities.analysis'] = None\n", "utf-8")
    with pytest.raises(WorkersFailed, match=r"cannot start \(.*Error.*articles\.entities"):
        work(collection, files(collection))


def test_workers_end_when_they_are_closed_in_mid_work(collection: Collection) -> None:
    farm = Farm(collection, frozenset(), 2)
    next(iter(farm.results(files(collection))))
    processes = [worker._process for worker in farm._workers]
    farm.close()
    assert all(process.returncode is not None for process in processes)


def test_little_waits_however_much_there_is_to_read(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is taken here, so reading stops once enough waits to be taken."""
    monkeypatch.setattr("index.workers.farm._WAITING", 500)
    for number in range(10, 200):
        (collection.root / f"{number}.txt").write_text(text(number), "utf-8")
    tasks = files(collection)
    with closing(Farm(collection, frozenset(), 2)) as farm:
        results = farm.results(tasks)
        first = next(piece for piece in results if piece is not None)
        while next(results) is not None:
            pass
        assert first.items
        assert len(farm._tasks) > 100
        assert len(ids([piece for piece in results if piece is not None])) > 100
