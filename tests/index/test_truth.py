"""Every engine, and the painter, against a brute-force reading of the raw text.

The oracle has its own reading of a text, down to letters and accents. What it shares with what it
is held against are values: the parsed tree, whose words the parser has folded by `index.analysis`,
and the Snowball stemmer, which is another's.
"""

import ast
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.article import Label, Part
from index.engines import memory
from index.engines.engine import Document, Engine
from index.engines.memory import MemoryEngine, painted
from index.engines.tantivy_engine import TantivyEngine
from index.engines.whoosh_engine import WhooshEngine
from index.query.parser import parse
from index.query.tree import Query, QueryError
from index.search.hits import hits

WORDS = [
    *(
        "is",
        "IS",
        "Is",
        "us",
        "US",
        "U.S.",
        "any",
        "many",
        "may",
        "May",
        "who",
        "WHO",
        "war",
        "wars",
    ),
    *(
        "strike",
        "strikes",
        "Striking",
        "air",
        "die",
        "dying",
        "Raqqa",
        "raqqa's",
        "Raqqa’s",
        "rakka",
    ),
    *(
        "Élysée",
        "Elysee",
        "e\u0301lyse\u0301e",
        "McCain",
        "ISIS",
        "ISIL",
        "de",
        "facto",
        "state-run",
    ),
    *("3.5", "Łódź", "東京", "東京都", "soft\u00adhyphen", "happy", "happily", "a", "s", "x" * 120),
]
SEPARATORS = [" ", " ", " ", " ", ", ", "\n", " (", ") ", "-", "’", "_", "'"]

words = st.sampled_from(WORDS)
texts = st.lists(st.tuples(words, st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        text = draw(texts)
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        labels = draw(st.lists(st.sampled_from(Label), min_size=len(cuts), max_size=len(cuts)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        parts = [Part(label, *pair) for label, pair in zip(labels, pairs, strict=False)]
        parts = [part for part in parts if part.start < part.end]
        title = draw(texts) if draw(st.booleans()) else ""
        source = draw(words)
        made.append(Document(number, title, source, "", f"{number}.txt", text, tuple(parts)))
    return made


plain = words.filter(lambda word: len(word) < 20)
phrases = st.lists(plain, min_size=1, max_size=4).map(" ".join)
leaves = st.one_of(
    plain,
    plain.map(lambda word: f"={word}"),
    plain.map(lambda word: f"{word[:2]}*"),
    plain.map(lambda word: f"{word}~"),
    plain.map(lambda word: f"{word}~2"),
    phrases.map(lambda words: f'"{words}"'),
    phrases.map(lambda words: f"“{words}*”"),
    st.tuples(phrases, st.integers(1, 6)).map(lambda pair: f'"{pair[0]}"~{pair[1]}'),
    st.tuples(st.sampled_from(["title", "source"]), plain).map(":".join),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(" OR ".join),
        inner.map(lambda query: f"-({query})"),
        inner.map(lambda query: f"({query})"),
        st.tuples(st.sampled_from([*Label, "all"]), inner).map(
            lambda pair: f"(in:{pair[0]} {pair[1]})"
        ),
    ),
    max_leaves=6,
)


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Hundreds of small indexes are made here; that they reach the disk is tested elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


def _parsed(text: str, *, live: bool) -> Query | None:
    """The query, or None where a generated word has a sign that is not for it."""
    try:
        return parse(text, live=live)
    except QueryError:
        return None


@settings(max_examples=90, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(documents(), min_size=1, max_size=3),
    st.lists(queries, min_size=20, max_size=30),
    st.booleans(),
)
def test_engines_and_painter_agree_with_brute_force(
    batches: list[list[Document]], typed: list[str], live: bool
) -> None:
    folder = Path(mkdtemp())
    oracle = MemoryEngine()
    engines: list[Engine] = [
        WhooshEngine.create(folder / "whoosh"),
        TantivyEngine.create(folder / "tantivy"),
    ]
    for engine in (oracle, *engines):
        for batch in batches:
            engine.update(batch)

    for query in filter(None, (_parsed(text, live=live) for text in typed)):
        expected = sorted(oracle.search(query).numbers)
        for engine in engines:
            found = engine.search(query)
            assert sorted(found.numbers) == expected, f"{engine.name}: {query.describe()}"
            assert list(found.scores) == sorted(found.scores, reverse=True)
        for document in batches[-1]:
            assert hits(query, document.text, document.parts) == painted(
                query, document.text, document.parts
            ), query.describe()

    for engine in engines:
        engine.close()
    shutil.rmtree(folder)


FEW = ["is", "IS", "Is", "us", "use", "used", "US"]
few_texts = st.lists(st.sampled_from(FEW), min_size=1, max_size=14).map(" ".join)
few_words = st.lists(st.sampled_from([*FEW, "us*", "IS*"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(few_texts, min_size=20, max_size=40),
    st.lists(st.tuples(few_words, st.integers(0, 8)), min_size=40, max_size=40),
)
def test_they_agree_on_phrases_and_nearness_where_few_words_stand_in_all_orders(
    bodies: list[str], typed: list[tuple[str, int]]
) -> None:
    folder = Path(mkdtemp())
    made = [Document(number, "", "", "", "", text) for number, text in enumerate(bodies)]
    oracle = MemoryEngine()
    engines: list[Engine] = [
        WhooshEngine.create(folder / "whoosh"),
        TantivyEngine.create(folder / "tantivy"),
    ]
    for engine in (oracle, *engines):
        engine.update(made)

    for words, distance in typed:
        query = parse(f'"{words}"~{distance}' if distance else f'"{words}"')
        expected = sorted(oracle.search(query).numbers)
        for engine in engines:
            found = sorted(engine.search(query).numbers)
            assert found == expected, f"{engine.name}: {query.describe()}"

    for engine in engines:
        engine.close()
    shutil.rmtree(folder)


def test_the_oracle_shares_no_code_with_what_it_is_held_against() -> None:
    tree = ast.parse(Path(memory.__file__).read_text("utf-8"))
    ours = {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("index")
    }

    assert ours == {"index.engines.engine", "index.query.tree"}
