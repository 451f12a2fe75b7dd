"""A thousand damaged documents of all formats, read as a build reads them, in another process."""

import os
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from effort import examples
from mutations import changed, drawn
from promises import is_safe
from seeds import seeds

from articles.article import Article
from articles.clean import clean_line
from articles.collection.collection import Collection, Skipped
from index.workers.exile import Exile

DOCUMENTS = examples(1_000).max_examples
DEATHS = (
    "takes longer than", "takes too long", "needs more than", "crashed the process",
    "made the process that read it", "the process that read it was killed",
)  # fmt: skip
"""What the reasons begin with that say a parser's death."""


class Counted(Exile):
    """A parser that remembers the processes it was."""

    def __init__(self) -> None:
        self.started: list[int] = []
        self.able: list[bool] = []
        super().__init__()

    def _start(self) -> None:
        super()._start()
        assert self._process is not None
        self.started.append(self._process.pid)
        self.able.append(self._everything)


def written(folder: Path) -> Counter[str]:
    """Write the documents; how many there are of each format."""
    known = seeds()
    chance, others = Random(7), list(known.values())
    names = list(known)
    made: Counter[str] = Counter()
    for number in range(DOCUMENTS):
        name = names[number % len(names)]
        made[name] += 1
        (folder / f"{number:07} {name}").write_bytes(changed(known[name], drawn(chance), others))
    return made


def test_a_thousand_damaged_documents_cost_nothing_but_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, pile = tmp_path / "temporary", tmp_path / "pile"
    temporary.mkdir()
    pile.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    assert min(written(pile).values()) >= DOCUMENTS // 50
    before = names(pile), len(names(Path("/dev/fd")))
    collection = Collection.open(pile)
    deaths = articles = 0

    with closing(Counted()) as parser:
        for file in collection.scan():
            assert not isinstance(file, Skipped)
            found = list(collection.read(file, parser.parse))
            assert found, file.path
            for item in found:
                if isinstance(item, Article):
                    articles += 1
                    is_safe(item)
                else:
                    assert clean_line(item.reason) == item.reason != ""
                    deaths += item.reason.startswith(DEATHS)

    assert articles > DOCUMENTS // 3
    replaced = len(set(parser.able)) - 1  # by one that can read everything
    assert len(parser.started) == 1 + replaced + deaths, "a death that nobody was told of"
    assert not any(map(_is_there, parser.started)), "a process was left"
    assert list(temporary.iterdir()) == []
    assert (names(pile), len(names(Path("/dev/fd")))) == before


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _is_there(process: int) -> bool:
    """Whether it runs, or has ended and waits to be buried."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
