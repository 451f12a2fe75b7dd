"""Real reports, saved pages, and files that mean harm: each is read or has its reason."""

import gzip
import subprocess
from itertools import islice
from pathlib import Path

import pytest

from articles.article import Article
from articles.clean import clean, clean_line
from articles.collection.collection import Collection, Skipped
from articles.formats.opening import parsed

SAMPLE = 40
SETS = [
    "allsides",
    "fakes_syria",
    "giveme5w1h_2016_2017",
    "hyperpartisan_2018",
    "whitehouse_2021_2026",
    "wikinews_2019_2020",
]


def read_all(root: Path) -> list[Article | Skipped]:
    """Everything that a collection gives, checked piece by piece."""
    collection = Collection.open(root)
    given: list[Article | Skipped] = []
    for found in collection.scan():
        items = [found] if isinstance(found, Skipped) else list(collection.read(found, parsed))
        assert items, f"neither read nor given a reason: {found.path}"
        given.extend(items)
    for item in given:
        check(item)
    return given


def check(item: Article | Skipped) -> None:
    """Every string is clean, every character outside the parts is white space."""
    if isinstance(item, Skipped):
        assert item.reason
        assert clean_line(item.reason) == item.reason
        return
    assert clean(item.text) == item.text
    assert clean_line(item.title) == item.title != ""
    at = 0
    for part in item.parts:
        assert not item.text[at : part.start].strip()
        at = part.end
    assert not item.text[at:].strip()


def unpacked(archive: Path, folder: Path, members: list[str]) -> Path:
    """Some members of an archive, or all of it, in a folder of their own."""
    if not archive.exists():
        pytest.skip(f"needs {archive.name}")
    command = ["tar", "-xzf", archive, "-C", folder, *members]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", SETS)
def test_reports_of_each_set_are_all_read(shared: Path, tmp_path: Path, name: str) -> None:
    source = shared / "corpora" / f"{name}.jsonl.gz"
    if not source.exists():
        pytest.skip(f"needs {source.name}")
    with gzip.open(source) as lines, gzip.open(tmp_path / source.name, "wb") as sample:
        sample.writelines(islice(lines, SAMPLE))
    given = read_all(tmp_path)
    assert len(given) == SAMPLE
    assert sum(isinstance(item, Article) for item in given) >= SAMPLE - 1


def test_nasty_files_are_read_or_given_a_reason(shared: Path, tmp_path: Path) -> None:
    given = read_all(unpacked(shared / "corpora/nasty.tar.gz", tmp_path, []))
    assert sum(isinstance(item, Article) for item in given) > 400


def test_saved_pages_are_read_or_given_a_reason(shared: Path, tmp_path: Path) -> None:
    folder = unpacked(shared / "corpora/html.tar.gz", tmp_path, ["html/newspaper4k", "html/goose"])
    pages = sorted(folder.rglob("*.html"))
    for page in pages[60:]:
        page.unlink()
    given = [item for item in read_all(folder) if isinstance(item, Article)]
    assert len(given) > 40
