"""What every engine must do. A new engine is added to `engine` and to nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from articles.article import Label, Part
from index.engines.engine import Cancelled, Document, Engine, Matches, Refused
from index.engines.memory import MemoryEngine
from index.engines.tantivy_engine import TantivyEngine
from index.engines.whoosh_engine import WhooshEngine
from index.query.parser import parse
from index.query.tree import Among, And, Not, Or, Query


def document(number: int = 1, text: str = "A quiet day in Raqqa.", **other: object) -> Document:
    fields = {"title": "", "source": "", "author": "", "path": f"{number}.txt", "parts": ()} | other
    return Document(number=number, text=text, **fields)


@pytest.fixture(params=["memory", "whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine()
    if request.param == "whoosh":
        made = WhooshEngine.create(tmp_path / "text")
    if request.param == "tantivy":
        made = TantivyEngine.create(tmp_path / "text")
    yield made
    made.close()


@pytest.fixture
def found(engine: Engine) -> Callable[[str], list[int]]:
    return lambda query: sorted(engine.search(parse(query)).numbers)


def test_an_empty_engine_finds_nothing(engine: Engine) -> None:
    assert engine.search(parse("raqqa")) == Matches()
    assert engine.count() == 0


def test_it_finds_what_was_added(engine: Engine, found: Callable[[str], list[int]]) -> None:
    engine.update([document(1), document(2, "Mosul."), document(7, "Raqqa and Mosul.")])

    assert found("raqqa") == [1, 7]
    assert found("") == [1, 2, 7]
    assert engine.count() == 3


def test_adding_a_number_again_replaces_it(engine: Engine) -> None:
    engine.update([document(1, "old words")])
    engine.update([document(1, "new words")])

    assert list(engine.search(parse("old")).numbers) == []
    assert list(engine.search(parse("new")).numbers) == [1]
    assert engine.count() == 1


def test_of_two_with_one_number_in_a_batch_the_last_stays(engine: Engine) -> None:
    engine.update([document(1, "first"), document(1, "second")])

    assert list(engine.search(parse("second -first")).numbers) == [1]
    assert engine.count() == 1


def test_removed_reports_are_not_found(engine: Engine, found: Callable[[str], list[int]]) -> None:
    engine.update([document(1), document(2)])
    engine.update([], remove=[1, 99])

    assert found("raqqa") == [2]
    assert found("-mosul") == [2]
    assert engine.count() == 1


def test_a_batch_can_remove_and_add_the_same_number(engine: Engine) -> None:
    engine.update([document(1, "old")])
    engine.update([document(1, "new")], remove=[1])

    assert list(engine.search(parse("new")).numbers) == [1]


def test_many_batches_make_one_index(engine: Engine, found: Callable[[str], list[int]]) -> None:
    for number in range(40):
        engine.update([document(number, f"report about w{number} and Raqqa")], remove=[number - 7])

    assert found("raqqa") == list(range(33, 40))
    assert found("w39 OR w12") == [39]


def test_a_cancelled_search_raises(engine: Engine) -> None:
    engine.update([document(1)])

    with pytest.raises(Cancelled):
        engine.search(parse("raqqa"), lambda: True)


def test_scores_fall_and_ties_are_in_the_order_of_numbers(engine: Engine) -> None:
    engine.update(
        [document(3, "raqqa " * 5), document(2, "raqqa and more words"), document(1), document(0)]
    )

    matches = engine.search(parse("raqqa"))

    assert matches.numbers[0] == 3
    assert list(matches.numbers[-2:]) == [0, 1]
    assert list(matches.scores) == sorted(matches.scores, reverse=True)
    assert (matches.numbers.typecode, matches.scores.typecode) == ("I", "f")


def test_a_word_in_the_title_counts_more_than_one_in_the_text(engine: Engine) -> None:
    engine.update(
        [
            document(1, "Mosul fell today and Raqqa did not", title="Mosul falls"),
            document(2, "Mosul fell today and Raqqa did not", title="Raqqa holds"),
        ]
    )

    assert list(engine.search(parse("raqqa")).numbers) == [2, 1]


def test_numbers_stand_in_for_what_text_cannot_answer(engine: Engine) -> None:
    engine.update([document(number) for number in range(5)])

    assert list(engine.search(Among(frozenset({3, 1, 99}), "date:2015")).numbers) == [1, 3]


def test_positions_are_right_in_a_very_long_report(
    engine: Engine, found: Callable[[str], list[int]]
) -> None:
    engine.update([document(1, "of " * 70_000 + "the de facto capital"), document(2, "facto of")])

    assert found('"facto capital"') == [1]
    assert found('"capital de"~2') == [1]
    assert found('"of capital"~3') == []
    assert found('in:body "of the de"') == [1]


def test_a_set_of_numbers_may_be_large_alone_and_beside_words(engine: Engine) -> None:
    engine.update([document(number, "Raqqa" if number % 2 else "Mosul") for number in range(10)])
    large = Among(frozenset(range(5, 5000)), "date:2015")
    raqqa, mosul = parse("raqqa"), parse("mosul")

    def found(query: Query) -> list[int]:
        return sorted(engine.search(query).numbers)

    assert found(large) == [5, 6, 7, 8, 9]
    assert found(And((raqqa, large))) == [5, 7, 9]
    assert found(And((large, raqqa, Not(mosul)))) == [5, 7, 9]
    assert found(And((large, Not(raqqa)))) == [6, 8]
    assert found(Not(large)) == [0, 1, 2, 3, 4]
    assert found(Or((large, raqqa))) == [1, 3, 5, 6, 7, 8, 9]
    assert found(And((large, Among(frozenset(range(7, 6000)), "")))) == [7, 8, 9]


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_report_that_cannot_be_indexed_does_not_take_its_batch_along(
    engine: Engine, number: int
) -> None:
    with pytest.raises(Refused) as refused:
        engine.update([document(1), document(number), document(3)])

    assert list(refused.value.reasons) == [number]
    assert list(engine.search(parse("raqqa")).numbers) == [1, 3]
    assert engine.count() == 2


def test_text_that_was_never_cleaned_does_no_harm(engine: Engine) -> None:
    engine.update([document(1, "lone \ud800 surrogate\0 \x1b[31m\u202eraqqa"), document(2)])

    assert list(engine.search(parse("lone surrogate")).numbers) == [1]
    assert sorted(engine.search(parse("raqqa")).numbers) == [1, 2]


def test_it_suggests_a_spelling_that_occurs(engine: Engine) -> None:
    engine.update([document(1, "Raqqa Raqqa Rabbi airstrikes")])

    assert engine.suggest("raqa") == "raqqa"
    assert engine.suggest("airstrkies") == "airstrikes"
    assert engine.suggest("zzzzzz") is None


def test_refreshing_and_closing_are_harmless(engine: Engine) -> None:
    engine.update([document(1)])
    engine.refresh()

    assert engine.count() == 1
    engine.close()
    engine.close()


REPORT = (
    "FILE - Smoke over Mosul.\n"
    "Western Allies Join Kurds\n"
    "Raqqa (CNN) The U.S.-led coalition said IS fighters fled; it is their de facto capital. "
    "Élysée officials at al-Mansoura told us 3.5 tons of People’s Protection Units food arrived. "
    "Human rights groups were dying to know who ran the air strikes on the school.\n"
    "Subscribe to our newsletter"
)


def _parts() -> tuple[Part, ...]:
    labels = [Label.CAPTION, Label.HEADLINE, Label.BODY, Label.CHROME]
    starts = [0, *(at + 1 for at, char in enumerate(REPORT) if char == "\n")]
    ends = [*(start - 1 for start in starts[1:]), len(REPORT)]
    return tuple(map(Part, labels, starts, ends))


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("raqqa", True),
        ("raqqas", True),
        ("RAQQAS", False),
        ("raqqa damascus", False),
        ("raqqa OR damascus", True),
        ("damascus | raqqa mosul", True),
        ("raqqa -mosul", False),
        ("raqqa -damascus", True),
        ("NOT raqqa", False),
        ("(damascus raqqa) OR smoke", True),
        ('"de facto capital"', True),
        ("“de facto capital”", True),
        ('"facto de capital"', False),
        ('"de capital"', False),
        ('"strike on the school"', False),
        ('"strikes on the school"', True),
        ('"school strikes"~3', True),
        ('"school strikes"~2', False),
        ('"strikes school"~3', True),
        ('"the the"~4', True),
        ('"the the"~3', False),
        ("IS", True),
        ("ISIS", False),
        ("is", True),
        ("US", False),
        ("us", True),
        ("WHO", False),
        ("who", True),
        ("=is", True),
        ("=Is", False),
        ("=Raqqa", True),
        ("=raqqa", False),
        ("=Élysée", True),
        ("=Elysee", False),
        ("elysee", True),
        ("élysée", True),
        ("coal*", True),
        ("oalition*", False),
        ("CN*", True),
        ("cn*", True),
        ("CO*", False),
        ("rakka~2", True),
        ("rakka~", False),
        ("raqa~", True),
        ("die", True),
        ("U.S.", True),
        ("u.s.", True),
        ("U.S.-led", True),
        ("US-led", False),
        ("al-Mansoura", True),
        ("al-Mansur*", False),
        ("al-Manso*", True),
        ("3.5", True),
        ("35", False),
        ("people's", True),
        ("People’s", True),
        ("people", True),
        ("human's", False),
        ("air-strike", True),
        ("any", False),
        ("newsletter", False),
        ("in:all newsletter", True),
        ("in:chrome newsletter", True),
        ("in:chrome raqqa", False),
        ("in:caption mosul", True),
        ("in:body mosul", False),
        ("in:body raqqa", True),
        ("in:caption in:body raqqa mosul", True),
        ("raqqa (in:caption mosul)", True),
        ('in:all "school Subscribe"', True),
        ('"school Subscribe"', False),
        ("in:headline kurds", True),
        ("in:headline battle", True),
        ("in:caption kurds", False),
        ("title:battle", True),
        ("title:raqqa", False),
        ('title:"battle for the city"', True),
        ("battle", True),
        ("source:cnn", True),
        ("source:CNN", True),
        ("source:bbc", False),
        ('author:"Joe Sterling"', True),
        ("path:syria", True),
        ("path:000", True),
        ("author:raqqa", False),
        ("-author:raqqa", True),
    ],
)
def test_a_query_means_what_the_language_says(engine: Engine, query: str, matches: bool) -> None:
    engine.update(
        [
            document(
                1,
                REPORT,
                parts=_parts(),
                title="Battle for the City",
                source="CNN",
                author="Joe Sterling",
                path="syria/000_43.txt",
            ),
            document(2, "Nothing to see."),
        ]
    )

    assert (1 in engine.search(parse(query)).numbers) == matches
