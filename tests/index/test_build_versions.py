"""What could not be read is tried again by another version of a parser, and by no other build."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.collection.collection import Collection, File
from articles.collection.file_reading import Parse
from articles.formats.version import parsers
from index.build.build import build


@pytest.fixture(autouse=True)
def _looked_anew() -> Iterator[None]:
    """Each test is a process of its own in that it looks itself what is installed."""
    parsers.cache_clear()
    yield
    parsers.cache_clear()


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files, each as it is read."""
    read, names = Collection.read, []

    def noted(self: Collection, file: File, parse: Parse) -> object:
        names.append(file.path)
        return read(self, file, parse)

    monkeypatch.setattr(Collection, "read", noted)
    return names


def test_another_version_of_a_parser_tries_again_what_could_not_be_read(
    tmp_path: Path, files_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "good.txt").write_text("Water rose.")
    (folder / "half.jsonl").write_text('{"text": "It held."}\nno JSON\n')
    for path in folder.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))  # what is just written is read twice

    def again() -> list[str]:
        files_read.clear()
        for _ in build(Collection.open(folder), tmp_path / "library", jobs=0):
            pass
        return sorted(files_read)

    assert again() == ["bad.txt", "good.txt", "half.jsonl"]
    assert again() == []
    monkeypatch.setattr("articles.formats.version.version", lambda name: f"{name} 99")
    parsers.cache_clear()
    assert again() == ["bad.txt", "half.jsonl"]
    assert again() == []


def test_parsers_are_told_apart_by_their_versions_and_by_which_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = parsers()
    parsers.cache_clear()
    assert present == parsers()
    monkeypatch.setattr("articles.formats.version._version", lambda name: "none")
    parsers.cache_clear()
    assert parsers() not in (0, present)
