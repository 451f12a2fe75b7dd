"""A damaged library is noticed before anything is answered from it, and the next build mends it."""

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from articles.article import Article
from articles.collection.collection import Collection, File
from articles.formats.opening import parsed
from articles.samples import FOLDER
from index.anchors import Ref
from index.build.build import build
from index.engines.engine import EngineError
from index.library import manifest
from index.library.errors import LibraryDamaged, LibraryMissing
from index.library.library import Library
from index.notebook import backups
from index.notebook.acts import Facet, Note, Tag
from index.notebook.notebook import Notebook
from index.notebook.schema import NotebookError
from index.query.parser import parse

ASKED = ("biden", '"supreme court"', "elect*", "debate -levee")
SEED = int(os.environ.get("GAZETTEER_SEED", "1"))
Damage = Callable[[bytes, random.Random], bytes | None]


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content or b"\0")
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def zeroed(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(max(1, len(content)))
    return content[:start] + bytes(min(4096, len(content) - start)) + content[start + 4096 :]


DAMAGES: dict[str, Damage] = {
    "deleted": lambda content, chance: None,
    "emptied": lambda content, chance: b"",
    "cut": lambda content, chance: content[: chance.randrange(max(1, len(content)))],
    "cut at the end": lambda content, chance: content[:-1],
    "zeroed": zeroed,
    "grown": lambda content, chance: content + b"\0garbage",
    "flipped": flipped,
    "flipped again": flipped,
    "replaced": lambda content, chance: chance.randbytes(len(content)),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection and its library."""
    place = tmp_path_factory.mktemp("whole")
    (place / "reports").mkdir()
    for path in sorted(FOLDER.glob("*.txt"))[-8:]:
        shutil.copy(path, place / "reports")
    for _ in build(Collection.open(place / "reports"), place / "library", jobs=0):
        pass
    return place


def answers(place: Path) -> dict[str, Any]:
    """What the library says."""
    with closing(Library.open(place / "library")) as library:
        numbers = library.catalogue.order_by_id()
        return {
            "texts": [library.catalogue.article(number).text for number in numbers],
            "found": [list(library.engine.search(parse(asked)).numbers) for asked in ASKED],
            "entities": sorted((one.name, one.mentions) for one in library.mentions.entities()),
            # Not their ids: those go by when a batch was committed.
            "mentions": [
                [(one.start, one.surface, one.name) for one in library.mentions_in(number)]
                for number in numbers
            ],
            "copies": library.copies.origins(),
        }


def files(place: Path) -> Iterator[str]:
    generation = place / "library" / "gen-000001"
    yield from manifest.read(generation).files or ()
    yield from ("manifest.json", "../CURRENT")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_any_file_is_noticed_or_harmless(
    whole: Path, tmp_path: Path, damage: str
) -> None:
    before = answers(whole)
    assert all(before["found"])
    noticed = 0
    for seed, name in enumerate(files(whole)):
        place = tmp_path / str(seed)
        shutil.copytree(whole / "library", place / "library")
        path = place / "library" / "gen-000001" / name
        damaged = DAMAGES[damage](path.read_bytes(), random.Random(SEED * 1000 + seed))
        path.unlink() if damaged is None else path.write_bytes(damaged)
        try:
            assert answers(place) == before, name
        except (LibraryDamaged, LibraryMissing):
            noticed += 1
    assert noticed > 3


def test_a_build_mends_what_was_damaged(whole: Path, tmp_path: Path) -> None:
    before = answers(whole)
    for seed, name in enumerate(("catalogue.db", "mentions.db", "copies.db", "manifest.json")):
        place = tmp_path / str(seed)
        shutil.copytree(whole / "library", place / "library")
        path = place / "library" / "gen-000001" / name
        path.write_bytes(flipped(path.read_bytes()[:-7], random.Random(SEED * 1000 + seed)))
        notes = [
            step.note
            for step in build(Collection.open(whole / "reports"), place / "library", jobs=0)
        ]
        assert any("building it anew" in note for note in notes), name
        assert answers(place) == before


def test_a_library_damaged_while_it_is_read_is_an_error_and_no_death(
    whole: Path, tmp_path: Path
) -> None:
    """Nothing is mapped into memory, so a file that shrinks is an error like any other."""
    shutil.copytree(whole / "library", tmp_path / "library")
    with closing(Library.open(tmp_path / "library")) as library:
        assert list(library.engine.search(parse("biden")).numbers)
        for path in (tmp_path / "library" / "gen-000001" / "text").iterdir():
            with path.open("r+b") as file:
                file.truncate(100)
        for asked in (*ASKED, "senat*", '"white house"'):
            with suppress(EngineError):
                list(library.engine.search(parse(asked)).numbers)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_lost_text_index_is_made_again_without_reading_a_report(
    whole: Path, tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers as before, in the same order, and nothing else of the library has changed."""
    collection, place = Collection.open(whole / "reports"), tmp_path / "library"
    list(build(collection, place, jobs=0, engine=engine))
    before, asked = answers(tmp_path), queries(collection)
    found = numbers(place, asked)
    assert sum(map(bool, found)) > len(asked) // 4
    shutil.rmtree(place / "gen-000001" / "text")
    monkeypatch.setattr(Collection, "read", lambda *_: pytest.fail("a report was read"))
    notes = [step.note for step in build(collection, place, jobs=0) if step.note]
    assert len(notes) == 1
    assert "indexing its texts anew" in notes[0]
    assert answers(tmp_path) == before
    assert numbers(place, asked) == found


def queries(collection: Collection) -> list[str]:
    """Two hundred, of words that stand in the reports."""
    texts = [item.text for file in collection.scan() if isinstance(file, File)
             for item in collection.read(file, parsed) if isinstance(item, Article)]  # fmt: skip
    words = sorted({word for text in texts for word in re.findall(r"\b[a-z]{4,}\b", text)})
    chance = random.Random(SEED)
    forms = ("{} {}", "{} OR {}", '"{} {}"', "{}* -{}", "{} ({} OR levee)")
    return [chance.choice(forms).format(*chance.sample(words, 2)) for _ in range(200)]


def numbers(place: Path, asked: Sequence[str]) -> list[list[int]]:
    with closing(Library.open(place)) as library:
        return [list(library.engine.search(parse(one)).numbers) for one in asked]


TIMES = int(os.environ.get("GAZETTEER_TIMES", "20"))
"""How often a notebook is damaged in each way."""


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_notebook_is_whole_or_named_and_never_written_over(
    tmp_path: Path, damage: str
) -> None:
    path, copy = written(tmp_path), "n.db.2026-01-01.backup"
    whole, before = path.read_bytes(), said_in(path)
    assert len(whole) > 40_000
    named = 0
    for seed in range(TIMES):
        damaged = DAMAGES[damage](whole, random.Random(SEED * 1000 + seed))
        if damaged is None:
            continue  # there is none then, and one begins anew
        path.write_bytes(damaged)
        try:
            assert said_in(path) == before
            continue
        except NotebookError as error:
            told = str(error)
        assert "\n" not in told
        assert told.endswith(f"it was last saved as {tmp_path / copy}")
        assert path.read_bytes() == damaged
        named += 1
    assert named or damage in {"deleted", "grown"}


def test_a_letter_that_changed_anywhere_in_a_notebook_is_noticed(tmp_path: Path) -> None:
    """In each column of each table: an `a` that has become a `c`, one bit away."""
    path = written(tmp_path)
    whole = path.read_bytes()
    places = [one.start() for one in re.finditer(b"(?<=amend)a", whole)]
    assert len(places) > 1_000
    for place in random.Random(SEED).sample(places, TIMES):
        path.write_bytes(whole[:place] + b"c" + whole[place + 1 :])
        with pytest.raises(NotebookError, match="damaged"):
            Notebook(path)
        assert not backups._is_sound(path)


def test_a_table_whose_name_is_no_text_any_more_is_damage(tmp_path: Path) -> None:
    """What SQLite says of it is no text either."""
    path = written(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"autoindex_j", b"autoinde\xf8_j"))
    with pytest.raises(NotebookError, match="a name in it is no text"):
        Notebook(path)


def written(folder: Path) -> Path:
    """A notebook in which something is said of everything, and its copy of that day."""
    path = folder / "n.db"
    with Notebook(path) as notebook:
        refs = [Ref(f"amenda{number}.txt", f"amenda{number}") for number in range(100)]
        notebook.add_all(Tag((ref,), (f"amenda{ref.text}",)) for ref in refs)
        notebook.add_all(Note(ref.text, ref, "amenda nothing") for ref in refs)
        for ref in refs:
            notebook.visit(ref, "amenda", "amenda")
            notebook.look(f"amenda{ref.text}", b"amenda", "amenda")
        notebook.undo_one(notebook.last())
        backups.keep_daily(notebook._db, path, date(2026, 1, 1))
    return path


def said_in(path: Path) -> list[object]:
    """All that a notebook holds."""
    with Notebook(path) as notebook:
        assert notebook.faults() == 0
        held = [notebook.holding(facet) for facet in Facet]
        return [*notebook.journal(), held, notebook.trail(), notebook.looked()]
