"""A report that changes while it is read is read as it was, or as it is; or it is said."""

import io
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.article import Article
from articles.collection.collection import Collection, File, Skipped
from articles.formats.opening import parsed

RACES = 200
LINES = 1_000
WAITS = 0.01
"""Seconds within which a change comes: about as long as the reading takes."""
OLD = "".join(f"Old levee, line {number}.\n" for number in range(LINES))
NEW = "".join(f"New bridge, line {number}.\n" for number in range(LINES // 2))
MORE = "It held.\n"


def replaced(path: Path) -> None:
    path.with_name("draft").write_text(NEW, "utf-8")
    path.with_name("draft").replace(path)


def appended(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        file.write(MORE.encode())


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "replaced": (replaced, NEW),
    "appended": (appended, OLD + MORE),
    "truncated": (lambda path: os.truncate(path, len(OLD) // 2), OLD[: len(OLD) // 2]),
    "written over": (lambda path: path.write_bytes(NEW.encode()) and None, NEW),
    "deleted": (Path.unlink, ""),
}
"""What is done to the file, and what it holds then."""
SAID = {"changed while reading", "cannot be read: No such file or directory", "empty"}


class Slow(io.BufferedReader):
    """Reads bit by bit, so that much can happen meanwhile."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = sys.maxsize if size is None or size < 0 else size
        bits = []
        while bit := super().read(min(1024, wanted)):
            bits.append(bit)
            wanted -= len(bit)
            time.sleep(0.0001)
        return b"".join(bits)


@pytest.mark.parametrize("change", CHANGES)
def test_a_report_that_changes_while_it_is_read_is_wholly_old_or_new(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "articles.formats.opening.os.fdopen",
        lambda descriptor, mode, closefd: Slow(io.FileIO(descriptor, closefd=closefd)),
    )
    do, changed = CHANGES[change]
    path, chance, came = tmp_path / "a.txt", random.Random(change), Counter[str]()
    collection = Collection.open(tmp_path)
    for _ in range(RACES // len(CHANGES)):
        path.write_text(OLD, "utf-8")
        (file,) = (one for one in collection.scan() if isinstance(one, File))
        wait = max(0.0, chance.uniform(-WAITS / 4, WAITS))

        def meddle(wait: float = wait) -> None:
            time.sleep(wait)
            do(path)

        meddler = threading.Thread(target=meddle)
        meddler.start()
        if not wait:
            meddler.join()  # after it was found, before it is opened
        (found,) = collection.read(file, parsed)
        meddler.join()
        if isinstance(found, Article):
            assert found.text in (OLD, changed)
            came["old" if found.text == OLD else "new"] += 1
        else:
            assert isinstance(found, Skipped)
            assert found.reason in SAID
            came["said"] += 1
    assert came["old"]
    assert came["new"] + came["said"]
