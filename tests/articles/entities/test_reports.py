"""The two real reports against an annotation by hand (offsets, types and names; no text)."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from articles.article import Article
from articles.entities import EntityType, LocalEntity, spelling
from articles.entities.analysis import analyse

GOLD = Path(__file__).with_name("reports_gold.jsonl")


class Named(NamedTuple):
    report: str
    start: int
    end: int
    type: str
    entity: str


def read(shared: Path, report: str) -> Article:
    text = (shared / "reports" / report).read_bytes().decode().replace("\r\n", "\n")
    return Article(report, text, "")


@pytest.fixture(scope="module")
def gold() -> set[Named]:
    records = [json.loads(line) for line in GOLD.read_text().splitlines()]
    return {
        Named(record["id"], start, end, kind, spelling.key(name))
        for record in records
        for start, end, kind, name in record["mentions"]
    }


@pytest.fixture(scope="module")
def found(shared: Path, gold: set[Named]) -> set[Named]:
    articles = [read(shared, report) for report in sorted({one.report for one in gold})]
    return {
        Named(article.id, m.start, m.end, entity.type.value, spelling.key(entity.name))
        for article, entities in zip(articles, analyse(articles), strict=True)
        for entity in entities
        if entity.type is not EntityType.OTHER
        for m in entity.mentions
        if not m.soft
    }


def f1(wanted: set[Named], given: set[Named], fields: int) -> float:
    """F1 on the first so many fields of each mention."""
    left, right = {one[:fields] for one in wanted}, {one[:fields] for one in given}
    return 2 * len(left & right) / (len(left) + len(right))


def test_named_mentions_are_found_with_their_exact_stretch_and_type(
    gold: set[Named], found: set[Named]
) -> None:
    assert f1(gold, found, fields=4) >= 0.95


def test_named_mentions_go_to_the_right_entity(gold: set[Named], found: set[Named]) -> None:
    assert f1(gold, found, fields=5) >= 0.95


def entity(shared: Path, report: str, name: str) -> LocalEntity:
    (entities,) = analyse([read(shared, report)])
    return next(one for one in entities if one.name == name)


@pytest.mark.parametrize(
    ("report", "surfaces"),
    [
        ("000_43d9be41ee36dfc3.txt", {"ISIS": 10, "IS": 1, "Islamic State": 2}),
        ("003_738d71a3c427ac6c.txt", {"ISIS": 4, "IS": 4, "Islamic State": 1}),
    ],
)
def test_the_islamic_state_is_one_entity_under_all_its_names(
    shared: Path, report: str, surfaces: dict[str, int]
) -> None:
    named = [m.surface for m in entity(shared, report, "Islamic State").mentions if not m.soft]
    assert {surface: named.count(surface) for surface in named} == surfaces


def test_descriptions_of_the_islamic_state_are_soft(shared: Path) -> None:
    islamic_state = entity(shared, "000_43d9be41ee36dfc3.txt", "Islamic State")
    soft = [m.surface for m in islamic_state.mentions if m.soft]
    assert soft == ["the extremist group", "the terror group", "the terror group"]


def test_le_drian_is_jean_yves_le_drian(shared: Path) -> None:
    person = entity(shared, "003_738d71a3c427ac6c.txt", "Jean-Yves Le Drian")
    assert {m.surface for m in person.mentions} == {"Jean-Yves Le Drian", "Le Drian"}
