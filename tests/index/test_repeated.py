"""What repeats over the reports of one source is furniture in all of them, however they came."""

import os
import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from articles.article import Label
from articles.collection.collection import Collection
from index.build.build import build
from index.build.stores import Stores
from index.engines.choice import ENGINES
from index.engines.whoosh_engine import WhooshEngine
from index.library.library import Library
from index.query.parser import parse
from index.search.search import Search

APPEAL = "Give what you can so that the Gazette and Margaret Okafor can go on."
NOTE = "This is a rush transcript, copy may not be in its final form."
WORDS = [f"{a}{b}{c}" for a in "bdgk" for b in ("ara", "eli", "omu") for c in ("n", "st", "")]


def story(seed: int) -> list[str]:
    """Three paragraphs unlike those of any other seed."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=40)).capitalize() + "." for _ in range(3)]


class Pile:
    """A collection that changes, and its library."""

    def __init__(self, folder: Path, engine: str | None = None) -> None:
        self.folder, self.place, self.engine = folder / "reports", folder / "library", engine
        self.folder.mkdir(parents=True)
        self._age = 0

    def write(self, name: str, paragraphs: Sequence[str], source: str = "Gazette") -> None:
        path = self.folder / f"{name}.md"
        head = f"---\ntitle: Report {name}\nsource: {source}\n---\n\n"
        path.write_text(head + "\n\n".join(paragraphs), "utf-8")
        self._age += 1
        os.utime(path, (1_500_000_000 + self._age,) * 2)

    def remove(self, name: str) -> None:
        (self.folder / f"{name}.md").unlink()

    def build(self, *, rebuild: bool = False) -> int:
        """How many reports were read."""
        collection = Collection.open(self.folder)
        steps = build(collection, self.place, jobs=0, engine=self.engine, rebuild=rebuild)
        return max(one.reports for one in steps if one.stage in ("reading", "done"))

    def state(self) -> dict[str, Any]:
        """What the library says of parts, by id, and what it finds."""
        with closing(Library.open(self.place)) as library:
            catalogue, found = library.catalogue, {}
            for number in catalogue.order_by_id():
                article = catalogue.article(number)
                mentioned = [
                    (one.surface, one.start, one.label) for one in library.mentions_in(number)
                ]
                found[article.id] = (article.parts, catalogue.repeated_in(number), mentioned)
            return {
                "reports": found,
                "learnt": catalogue.repeated(),
                "found": {query: ids(library, query) for query in ("gazette", "in:all gazette")},
            }

    def repeated(self) -> dict[str, list[str]]:
        """The paragraphs that are taken for repeated, by id."""
        with closing(Library.open(self.place)) as library:
            articles = map(library.catalogue.article, library.catalogue.order_by_id())
            return {
                one.id.removesuffix(".md"): [
                    one.text[part.start : part.end]
                    for part in one.parts
                    if part.label is Label.REPEATED
                ]
                for one in articles
            }


def ids(library: Library, query: str) -> list[str]:
    numbers = library.engine.search(parse(query)).numbers
    return sorted(row.id for row in library.catalogue.rows(numbers))


def test_what_stands_in_many_reports_of_a_source_is_furniture_in_all_of_them(
    tmp_path: Path,
) -> None:
    pile = Pile(tmp_path)
    for n in range(8):
        pile.write(f"a{n}", [*story(n), APPEAL] if n < 6 else story(n))
    for n in range(4):
        pile.write(f"b{n}", [*story(50 + n), APPEAL], "Herald")
    pile.build()
    assert pile.repeated() == {
        **{f"a{n}": [APPEAL] if n < 6 else [] for n in range(8)},
        **{f"b{n}": [] for n in range(4)},
    }
    with closing(Library.open(pile.place)) as library:
        (learnt,) = library.catalogue.repeated()
        number = library.catalogue.number("a3.md")
        assert number is not None
        (here,) = library.catalogue.repeated_in(number)
        article = library.catalogue.article(number)
    assert (learnt.source, learnt.reports, learnt.among, learnt.text) == ("Gazette", 6, 8, APPEAL)
    assert here.span is not None
    assert article.text[slice(*here.span)] == APPEAL
    assert (here.reports, here.among) == (6, 8)


def test_four_reports_or_less_than_a_tenth_of_a_source_are_too_few(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    for n in range(60):
        pile.write(f"a{n}", [*story(n), APPEAL] if n < 5 else story(n))
        if n < 10:
            pile.write(f"b{n}", [*story(100 + n), APPEAL] if n < 4 else story(100 + n), "Herald")
    pile.build()
    assert not any(pile.repeated().values())


def test_copies_of_one_story_and_reports_that_open_alike_count_once(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    for n in range(6):
        pile.write(f"a{n}", [*story(1), APPEAL])
        pile.write(f"b{n}", [story(300 + n // 2)[0], *story(100 + n), NOTE], "Herald")
    pile.build()
    assert not any(pile.repeated().values())


@pytest.mark.parametrize("engine", ENGINES)
def test_it_is_searched_only_where_a_query_asks_for_it(tmp_path: Path, engine: str) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    pile = Pile(tmp_path, engine)
    for n in range(6):
        pile.write(f"a{n}", [*story(n), "Advertisement", APPEAL])
    pile.write("b", ["The Gazette was founded by two printers.", *story(9)])
    pile.build()
    with closing(Library.open(pile.place)) as library:
        assert ids(library, "gazette in:body") == ["b.md"]
        assert ids(library, 'in:repeated "the gazette"') == [f"a{n}.md" for n in range(6)]
        assert ids(library, "in:chrome gazette") == []
        assert ids(library, "in:chrome advertisement") == [f"a{n}.md" for n in range(6)]
        assert ids(library, "in:repeated advertisement") == []
        assert len(ids(library, "in:all gazette")) == 7
        number = library.catalogue.number("a1.md")
        assert number is not None
        search = Search(library, None)
        assert search.hits("gazette", [number]).get(number, []) == []
        (span,) = search.hits("in:repeated gazette", [number])[number]
        article = library.catalogue.article(number)
        assert article.text[slice(*span)] == "Gazette"
        labels = {
            one.label for one in library.mentions_in(number) if one.surface == "Margaret Okafor"
        }
        assert labels == {Label.REPEATED}


def test_an_update_learns_what_a_full_build_learns(tmp_path: Path) -> None:
    """Whatever came, went or changed; and nothing is read again for it."""
    chance = random.Random(4)
    pile = Pile(tmp_path / "kept")
    held: dict[str, int] = {}
    for step in range(8):
        wanted = {}
        for _ in range(6):
            name = f"r{chance.randrange(24)}"
            if name in held and chance.random() < 0.3:
                pile.remove(name)
                del held[name]
                wanted.pop(name, None)
            else:
                held[name] = wanted[name] = chance.randrange(1000)
                also = [line for line in (APPEAL, NOTE) if chance.random() < 0.6]
                seed = chance.randrange(20)
                source = chance.choice(("Gazette", "Gazette", "Herald"))
                pile.write(name, [*also[:1], *story(seed), *also[1:]], source)
        assert pile.build() <= len(wanted)
        updated = pile.state()
        pile.build(rebuild=True)
        assert pile.state() == updated, step
    assert updated["learnt"]


def test_only_reports_whose_furniture_changed_are_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = Pile(tmp_path)
    for n in range(20):
        pile.write(f"a{n:02}", [*story(n), APPEAL] if n < 4 else story(n))
    pile.build()
    indexed: list[str] = []
    update = WhooshEngine.update

    def noted(self: WhooshEngine, add: Any, remove: Any = ()) -> None:  # noqa: ANN401
        documents = list(add)
        indexed.extend(one.path for one in documents)
        update(self, documents, remove)

    monkeypatch.setattr(WhooshEngine, "update", noted)
    pile.write("b", story(99))
    assert pile.build() == 1
    assert indexed == ["b.md"]
    indexed.clear()
    pile.write("c", [*story(98), APPEAL])
    assert pile.build() == 1
    assert sorted(indexed) == ["a00.md", "a01.md", "a02.md", "a03.md", "c.md", "c.md"]


def test_an_interrupted_build_goes_on_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pile = Pile(tmp_path)
    for n in range(6):
        pile.write(f"a{n}", [*story(n), APPEAL])
    learn, lost = Stores.learn, []

    def interrupted(self: Stores) -> None:
        learn(self)
        lost.append(True)
        raise KeyboardInterrupt

    monkeypatch.setattr(Stores, "learn", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pile.build()
    monkeypatch.undo()
    assert lost
    pile.build()
    updated = pile.state()
    assert [len(lines) for lines in pile.repeated().values()] == [1] * 6
    pile.build(rebuild=True)
    assert pile.state() == updated
