"""Real feeds, pages, documents and nasty files, read in exile: each is read or has its reason.

A sample of each set, all of it where GAZETTEER_SOAK is set. What a parser in exile gives is what
the same parser gives here, so that its confinement costs nothing but what a file might do.
"""

import os
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from articles.article import Article
from articles.clean import clean, clean_line
from articles.collection.collection import Collection, File, Skipped
from articles.formats.opening import parsed
from index.workers.exile import Exile

EVERY = {"feeds": 60, "other_formats": 6, "nasty": 40, "html": 25}
"""One file in so many is read."""


def chosen(archive: Path, folder: Path, every: int) -> Collection:
    """Some members of an archive, unpacked as they are."""
    with tarfile.open(archive) as packed:
        members = [info for info in packed if info.isfile()]
        for info in members[:: 1 if os.environ.get("GAZETTEER_SOAK") else every]:
            packed.extract(info, folder, filter="data")
    return Collection.open(folder)


@pytest.fixture(scope="module")
def parser() -> Iterator[Exile]:
    with closing(Exile()) as made:
        yield made


def check(item: Article | Skipped) -> None:
    """Nothing in it can do anything to a terminal."""
    if isinstance(item, Skipped):
        assert item.reason
        assert clean_line(item.reason) == item.reason
        assert clean_line(item.path) == item.path
        return
    assert clean(item.text) == item.text
    for line in (item.id, item.title, item.source, item.author, item.url):
        assert clean_line(line) == line


@pytest.mark.parametrize("name", sorted(EVERY))
def test_each_file_is_read_or_has_its_reason(
    shared: Path, tmp_path: Path, parser: Exile, name: str
) -> None:
    archive = shared / f"corpora/{name}.tar.gz"
    if not archive.exists():
        pytest.skip(f"needs {archive.name}")
    collection = chosen(archive, tmp_path, EVERY[name])
    for file in collection.scan():
        if not isinstance(file, File):
            check(file)
            continue
        found = list(collection.read(file, parser.parse))
        assert found, f"neither read nor given a reason: {file.path}"
        for item in found:
            check(item)
        assert found == list(collection.read(file, parsed))
