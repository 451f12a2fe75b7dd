"""What a build says of how far it is and how long it will take."""

import pytest

from articles.article import Article
from articles.collection.files import File
from index.build import progress
from index.build.progress import Position
from index.workers.reading import Piece, Report


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(progress, "time", made)
    return made


def piece(size: int, *, is_last: bool = True, of: int | None = None, path: str = "a.txt") -> Piece:
    reports = [Report(Article("a", "x" * size, "a"), b"", known=False)]
    return Piece(File(path, of or size, 0, 0), list(reports), is_last)


def test_rate_and_time_left_follow_what_has_been_read_since_the_first_came(watch: Watch) -> None:
    position = Position(1000, reports=5)
    watch.now += 7
    position.after(piece(100))
    watch.now += 4
    position.after(piece(100))
    watch.now += 4
    told = position.after(piece(100))

    assert (told.done, told.total, told.reports) == (300, 1000, 8)
    assert (told.rate, told.left) == (0.25, 28.0)


def test_nothing_is_foretold_from_the_first_moments(watch: Watch) -> None:
    position = Position(1000, reports=0)
    watch.now += 10
    first = position.after(piece(100))
    watch.now += 1
    second = position.after(piece(100))

    assert (first.rate, first.left) == (second.rate, second.left) == (0.0, None)


def test_no_time_is_foretold_as_long_as_nobody_knows_how_much_there_is(watch: Watch) -> None:
    position = Position(0, reports=0)
    position.after(piece(100))
    watch.now += 10
    told = position.after(piece(100))

    assert (told.rate, told.left) == (0.1, None)


def test_a_file_with_more_text_than_bytes_is_not_more_than_read(watch: Watch) -> None:
    position = Position(400, reports=0)
    position.after(piece(100, is_last=False, of=300))
    watch.now += 10
    told = position.after(piece(900, is_last=False, of=300))

    assert (told.done, told.left) == (300, 5.0)


def test_neither_time_nor_share_is_told_within_a_packed_file(watch: Watch) -> None:
    """Nobody knows how much there is in it; behind it, its size counts like that of others."""
    position = Position(400, reports=0)
    position.after(piece(100, of=100))
    watch.now += 10
    within = position.after(piece(50, is_last=False, of=200, path="dump.jsonl.gz"))
    behind = position.after(piece(900, of=200, path="dump.jsonl.gz"))

    assert (within.left, behind.left) == (None, 5.0)
    assert (within.total, behind.total) == (0, 400)


def test_reports_that_the_library_has_and_only_completes_are_not_counted_again() -> None:
    position = Position(200, reports=0)
    again = [Report(Article("a", "It rained.", "a"), b"", known=False)]
    position.after(Piece(None, list(again)))
    assert position.after(piece(100)).reports == 1
