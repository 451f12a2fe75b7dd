"""The traps that search engines fall into silently: in every engine, and in what is lit."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from articles.collection.files import Skipped
from articles.formats.opening import parsed
from index.engines.engine import Document, Engine, document_of
from index.engines.memory import MemoryEngine, painted
from index.engines.tantivy_engine import TantivyEngine
from index.engines.whoosh_engine import WhooshEngine
from index.query.parser import parse
from index.search.hits import hits

MINISTER = (
    "French Defense Minister Jean-Yves Le Drian said IS militants fled Raqqa. The group, one of "
    "many, is in Mosul. In May the US may act; will it? An airstrike near the city was “the worst”."
)
MARKET = (
    "The militants’ group left the city; airstrikes, it says, hit us. This opened door is of a "
    "French market in Raqqa. Ministers of defense: none. Any state-run paper will tell. Isis, ISIL."
)
SHARED = Path(os.environ.get("GAZETTEER_SHARED", Path(__file__).parents[3] / "shared")) / "reports"

TABLE = [
    # Words that others drop as stop words, or find in the wrong case.
    ("IS", ["IS"], []),
    ("US", ["US"], []),
    ("is", ["IS", "is"], ["is"]),
    ("us", ["US"], ["us"]),
    ("May", ["May", "may"], []),
    ("=May", ["May"], []),
    ("will", ["will"], ["will"]),
    ("the", ["The", "the", "the", "the"], ["The", "the"]),
    ('"IS militants"', ["IS militants"], []),
    ('"is militants"', ["IS militants"], []),
    ('"the group"', ["The group"], []),
    ('"The militants group"', [], ["The militants’ group"]),
    # Nothing inside another word, nothing that only looks alike.
    ("any", [], ["Any"]),
    ("ISIS", [], []),
    ("Isis", [], ["Isis"]),
    ("=isis", [], []),
    ("run", [], ["run"]),
    # Signs that others read as something else.
    ("raqqa -mosul", [], ["Raqqa"]),
    ("raqqa NOT mosul", [], ["Raqqa"]),
    ("-mosul", [], []),
    ("raqqa OR mosul", ["Raqqa", "Mosul"], ["Raqqa"]),
    ("“Le Drian”", ["Le Drian"], []),
    ('"le drian"', ["Le Drian"], []),
    ("„Le Drian“", ["Le Drian"], []),
    ('"opened door"', [], ["opened door"]),
    ("raqa~", ["Raqqa"], ["Raqqa"]),
    ("Raqa~1", ["Raqqa"], ["Raqqa"]),
    ("rakka~2", ["Raqqa"], ["Raqqa"]),
    # Near in any order; a phrase lit as a phrase, its words elsewhere not.
    ('"airstrike city"~10', ["airstrike", "city"], []),
    ('"city airstrike"~10', ["airstrike", "city"], []),
    ('"airstrike city"~2', [], []),
    ('"city airstrikes"~1', [], ["city", "airstrikes"]),
    ('"french defense minister"', ["French Defense Minister"], []),
    ("airstrike", ["airstrike"], ["airstrikes"]),
    ('"airstrike"', ["airstrike"], []),
    ("=airstrikes", [], ["airstrikes"]),
    ("militant's", [], []),
    ("militants'", ["militants"], ["militants"]),
    ("state-run", [], ["state-run"]),
    ("minister*", ["Minister"], ["Ministers"]),
]
# A report matches where something is lit, but for what only rules out.
FOUND = {"-mosul": [2]}


@pytest.fixture(scope="module", params=["memory", "whoosh", "tantivy"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("traps") / "text"
    made: Engine = MemoryEngine()
    if request.param == "whoosh":
        made = WhooshEngine.create(folder)
    elif request.param == "tantivy":
        made = TantivyEngine.create(folder)
    texts = {1: MINISTER, 2: MARKET}
    made.update(
        [Document(number, "", "", "", f"{number}.txt", text) for number, text in texts.items()]
    )
    yield made
    made.close()


@pytest.mark.parametrize(("query", "minister", "market"), TABLE, ids=lambda value: str(value)[:24])
def test_a_trap_is_found_by_every_engine_as_it_is_lit(
    engine: Engine, query: str, minister: list[str], market: list[str]
) -> None:
    expected = FOUND.get(query, [number for number, lit in ((1, minister), (2, market)) if lit])

    assert sorted(engine.search(parse(query)).numbers) == expected


@pytest.mark.parametrize(("query", "minister", "market"), TABLE, ids=lambda value: str(value)[:24])
def test_a_trap_is_lit_as_it_stands(query: str, minister: list[str], market: list[str]) -> None:
    in_all = query.startswith("raqqa") and "OR" not in query
    for text, lit in ((MINISTER, minister), (MARKET, market)):
        spans = hits(parse(query), text, ())
        assert spans == painted(parse(query), text, ())
        if not in_all:  # what one report lacks, another may still light
            assert [text[span.start : span.end] for span in spans] == lit


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the two reports in ../shared/reports")
def test_capitals_are_counted_as_they_stand_in_real_reports() -> None:
    """Others light `IS` 50 times in the one and 28 times in the other, in the midst of words."""
    collection = Collection.open(SHARED)
    lit = {}
    for file in collection.scan():
        if not isinstance(file, Skipped):
            for article in collection.read(file, parsed):
                assert not isinstance(article, Skipped)
                document = document_of(article)
                lit[article.id[:3]] = len(hits(parse("IS"), document.text, ()))
    assert lit == {"000": 1, "003": 4}
