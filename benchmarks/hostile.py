"""Searching for whatever may be typed: random queries of all shapes, the costliest ones named.

    python benchmarks/hostile.py [--reports 10000] [--words 300] [--queries 1500] [--seed 5]
                                 [--engine whoosh] [--keep FOLDER] [--check] [--json FILE]

Each query joins up to six leaves (words, short prefixes, misspelt words, phrases, nearness,
capitals, fields, dates, in brackets, under NOT, within parts) whose words are drawn from the
reports: common ones, rare ones, and damaged ones. What is typed is parsed and searched by the
engine alone; entities and notes are not asked for, for they cost the same whatever the text is.
Each query is asked once, one after the other. Milliseconds are of the processor. `--check`
fails (exit code 1) where one in a hundred takes longer than `MOST`.
"""

import argparse
import gc
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import measured
import piles

from articles.article import Label
from articles.structure.structure import take_apart
from index.analysis import surfaces
from index.engines.choice import kind
from index.engines.engine import Document, Engine
from index.query.parser import parse
from index.query.tree import Among, Everything, Leaf, Match, Query, QueryError, replaced

BATCH: Final = 500
MOST: Final = 200.0
"""Milliseconds that 99 of 100 queries may take."""
SHAPES: Final = (
    "word", "prefix", "short prefix", "misspelt", "misspelt twice", "phrase", "common phrase",
    "prefix in a phrase", "near", "exact", "capitals", "field", "date", "odd",
)  # fmt: skip
ODD: Final = (
    "\u202e",
    "e\u0301" * 20,
    "ſ",
    "a" * 300,
    "1",
    "'",
    "_*",
    "東京",
    "=A",
    "İ~",
    "..",
    "é*",
)


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--words", type=int, default=300, help="of each report; 0 for all")
    options.add_argument("--queries", type=int, default=1_500)
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--engine", default="whoosh")
    options.add_argument("--keep", type=Path, help="the index lies here, and is used again")
    options.add_argument("--check", action="store_true", help="fail where queries take too long")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)) / f"{asked.engine}-{asked.reports}-{asked.words}"
        figures = measure(asked, folder)
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 1 if asked.check and figures["p99"] > MOST else 0


def measure(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Make the index if it is not there, and ask."""
    records = piles.records(asked.reports)
    if asked.words:
        records = piles.cut(records, asked.words)
    found = kind(asked.engine)
    if not folder.exists():
        made = found.create(folder)
        for batch in _batches(records):
            made.update(batch)
        made.close()
    typed = list(islice(queries(_Words(records), random.Random(asked.seed)), asked.queries))
    engine = found.open(folder)
    ask(engine, "the of to in is")  # as the search process does before anyone asks
    gc.collect()
    gc.freeze()
    took: list[tuple[float, str, tuple[str, ...]]] = []
    refused = 0
    for text, shapes in typed:
        began = time.process_time()
        refused += not ask(engine, text)
        took.append(((time.process_time() - began) * 1e3, text, shapes))
    engine.close()
    return {
        **measured.machine(),
        **{
            name: getattr(asked, name) for name in ("reports", "words", "queries", "seed", "engine")
        },
        "refused": refused,
        **spread([ms for ms, _, _ in took]),
        "shapes": by_shape(took),
        "worst queries": [(round(ms), text) for ms, text, _ in sorted(took)[:-13:-1]],
    }


def ask(engine: Engine, text: str) -> bool:
    """Parse and search; whether it was a query."""
    try:
        query = parse(text)
    except QueryError:
        return False
    engine.search(replaced(query, _answered))
    return True


def _answered(leaf: Leaf) -> Query:
    """Every third report for what text cannot answer."""
    if isinstance(leaf, Match | Everything):
        return leaf
    return Among(frozenset(range(0, 3_000, 3)), leaf.describe())


def _batches(records: Sequence[piles.Record]) -> Iterator[list[Document]]:
    for at in range(0, len(records), BATCH):
        yield [
            Document(
                number,
                one.title,
                one.source,
                "",
                one.id,
                one.text,
                take_apart(one.text, one.title).parts,
            )
            for number, one in enumerate(records[at : at + BATCH], at)
        ]


class _Words:
    """Words to be asked for: as often as they occur, rare ones, and ones in a row."""

    def __init__(self, records: Sequence[piles.Record]) -> None:
        self.texts = [surfaces(one.text) for one in records[:: max(1, len(records) // 400)]]
        self.texts = [text for text in self.texts if len(text) > 20]
        counts = Counter(word for text in self.texts for word in text)
        self.all = sorted(counts)
        self.common = [word for word, _ in counts.most_common(60)]

    def one(self, chance: random.Random) -> str:
        """A word."""
        found = chance.choice((self.common, self.all, chance.choice(self.texts)))
        return chance.choice(found)

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Words that follow each other."""
        text = chance.choice(self.texts)
        at = chance.randrange(len(text) - count)
        return text[at : at + count]


def queries(words: _Words, chance: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Queries for ever, with the shapes of their leaves."""
    while True:
        shapes = chance.choices(SHAPES, k=chance.choice((1, 1, 1, 2, 2, 3, 4, 6)))
        leaves = [_leaf(shape, words, chance) for shape in shapes]
        while len(leaves) > 1:
            right, left = leaves.pop(), leaves.pop()
            joint = chance.choice((" ", " ", " OR ", " -"))
            joined = f"{left}{joint}{right}"
            leaves.append(f"({joined})" if leaves or chance.random() < 0.3 else joined)
        label = f" in:{chance.choice((*Label, 'all'))}" if chance.random() < 0.1 else ""
        sign = "-" if chance.random() < 0.1 else ""
        yield f"{sign}{leaves[0]}{label}", tuple(sorted(set(shapes)))


def _leaf(shape: str, words: _Words, chance: random.Random) -> str:
    """A leaf of a shape."""
    word, some = words.one(chance), chance.randint(2, 6)
    damaged = word.replace(chance.choice(word), chance.choice("aeiourst"), 1).ljust(3, "e")
    row, common = words.some(chance, some), chance.choices(words.common, k=some)
    begun = [one[: chance.randint(1, 4)] + "*" for one in row]
    return {
        "word": word,
        "prefix": f"{word[: chance.randint(3, 5)]}*",
        "short prefix": f"{word[: chance.randint(1, 2)]}*",
        "misspelt": f"{damaged}~",
        "misspelt twice": f"{damaged}~2",
        "phrase": f'"{" ".join(row)}"',
        "common phrase": f'"{" ".join(common)}"',
        "prefix in a phrase": f'"{" ".join(begun)}"',
        "near": f'"{" ".join(common)}"~{chance.choice((1, 3, 10, 1000))}',
        "exact": f"={word}",
        "capitals": word[:6].upper(),
        "field": f"{chance.choice(('title', 'source', 'author', 'path'))}:{word[:3]}*",
        "date": f"date:{chance.randint(1990, 2020)}..{chance.randint(2021, 2026)}",
        "odd": chance.choice(ODD),
    }[shape]


def by_shape(took: Sequence[tuple[float, str, tuple[str, ...]]]) -> dict[str, dict[str, float]]:
    """The same figures for queries in which each shape is, alone or with others."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for ms, _, shapes in took:
        for shape in shapes:
            found[shape].append(ms)
            if len(shapes) == 1:
                found[f"{shape}, alone"].append(ms)
    return {shape: spread(times) for shape, times in sorted(found.items())}


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile, worst."""
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))], 1)

    return {"asked": len(ordered), "p50": round(statistics.median(ordered), 1), "p95": at(0.95),
            "p99": at(0.99), "worst": at(1)}  # fmt: skip


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(f"{figures['engine']}, {figures['reports']:,} reports of"
          f" {figures['words'] or 'all their'} words, seed {figures['seed']};"
          f" {figures['refused']} refused; milliseconds of the processor")  # fmt: skip
    for name, row in {"all": figures, **figures["shapes"]}.items():
        cells = "".join(f"{row[column]:>9}" for column in ("asked", "p50", "p95", "p99", "worst"))
        print(f"{name:30}{cells}")
    for ms, text in figures["worst queries"]:
        print(f"{ms:>9}  {text[:150]}")


if __name__ == "__main__":
    sys.exit(main())
