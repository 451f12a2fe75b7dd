"""How many copies are found, how many found ones are none, and how fast; beside datasketch.

    python benchmarks/copies.py [--reports 10000] [--edited 500] [--pairs 1500] [--json FILE]

Needs the shared corpora (GAZETTEER_SHARED, by default `../shared`).

Recall: real reports are edited as other outlets edit them, each edit alone and all of them at
once; found is an edited report that falls into one group with what it was made of, in a pile of
both.

False merges: pairs of reports of one event (the events that giveme5w1h_2016_2017 labels; one day
and one topic of allsides; one day and one place of fakes_syria) are no copies if the runs of eight
and more words that they have in common come to less than a fifth of the shorter; of those, the
share that falls into one group. And of pairs in one group among 17,000 mixed reports, the share
that has so little in common: they came together by others between them.

Speed: seconds of the processor for groups among 1,000, 3,000 and more reports that are in memory,
and with which power of their number that grows.

datasketch (`pip install datasketch`; it is none of our dependencies) is used as its documentation
shows: a MinHash of 128 permutations of a text's runs of five words, and a MinHashLSH in memory
with a threshold of 0.5; groups are what it connects.
"""

import argparse
import gzip
import json
import math
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from difflib import SequenceMatcher
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias

import piles

from articles.article import Article
from articles.assemble import assemble
from articles.copies import sketch
from articles.formats.draft import Draft
from index.copies.store import CopyStore

Grouped: TypeAlias = Callable[[Sequence[Article]], list[int]]
"""By place: what the group of each report goes by."""

_AT_ONCE: Final = 500
"""As in a build."""
_WORDS: Final = range(120, 3000)
_PARAGRAPHS: Final = 5
"""Fewer than these cannot be left out or added to."""
_RUN: Final = 8
_SPELLINGS: Final = (
    ("ization", "isation"), ("ized", "ised"), ("izing", "ising"), ("labor", "labour"),
    ("color", "colour"), ("center", "centre"), ("defense", "defence"), ("program ", "programme "),
)  # fmt: skip


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=10_000, help="the largest pile")
    options.add_argument("--edited", type=int, default=500, help="reports that are edited")
    options.add_argument("--pairs", type=int, default=1_500, help="pairs of one event, of each set")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    if not (piles.SHARED / "corpora").is_dir():
        print("needs the shared corpora, see GAZETTEER_SHARED")
        return 1
    ways: dict[str, Grouped] = {"gazetteer": ours}
    if find_spec("datasketch"):
        ways["datasketch"] = with_datasketch
    else:
        print("datasketch is not installed, and left out")
    figures = {
        "recall": recall(ways, asked.edited),
        "false merges": false_merges(ways, asked.pairs),
        "in one group": in_one_group(ways, asked.pairs),
        "speed": speed(ways, sorted({1_000, 3_000, asked.reports})),
    }
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


# The two ways


def ours(articles: Sequence[Article]) -> list[int]:
    """As a build does it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(CopyStore.open(Path(folder) / "copies.db", writable=True)) as store,
    ):
        for start in range(0, len(articles), _AT_ONCE):
            some = enumerate(articles[start : start + _AT_ONCE], start)
            store.put({number: (1, sketch(article)) for number, article in some})
        origins = store.origins()
    return [origins.get(number, number) for number in range(len(articles))]


def with_datasketch(articles: Sequence[Article]) -> list[int]:
    """MinHashLSH used directly."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - it need not be there

    lsh, groups = MinHashLSH(threshold=0.5, num_perm=128), list(range(len(articles)))

    def first(place: int) -> int:
        while groups[place] != place:
            place = groups[place]
        return place

    for place, article in enumerate(articles):
        words = re.findall(r"\w+", article.text.lower())
        runs = {" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))}
        hashed = MinHash(num_perm=128)
        hashed.update_batch([run.encode() for run in runs])
        for other in lsh.query(hashed):
            low, high = sorted((first(int(other)), first(place)))
            groups[high] = low
        lsh.insert(str(place), hashed)
    return [first(place) for place in range(len(articles))]


# Recall


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


class _Edits:
    """What outlets do to a report of an agency."""

    def __init__(self, others: Sequence[str], seed: int = 11) -> None:
        self._others, self._chance = others, random.Random(seed)

    def dropped(self, text: str) -> str:
        """A third of the paragraphs left out."""
        kept = [line for line in _lines(text) if self._chance.random() > 0.3]
        return "\n".join(kept or _lines(text)[:1])

    def added(self, text: str) -> str:
        """A quarter as many paragraphs of another report among its own."""
        lines, others = _lines(text), _lines(self._chance.choice(self._others))
        for _ in range(max(1, len(lines) // 4)):
            lines.insert(self._chance.randrange(len(lines) + 1), self._chance.choice(others))
        return "\n".join(lines)

    def headline(self, text: str) -> str:
        """Another headline."""
        return "Officials weigh in as week ends\n" + "\n".join(_lines(text)[1:])

    def british(self, text: str) -> str:
        """British spelling."""
        for american, other in _SPELLINGS:
            text = text.replace(american, other)
        return text

    def shortened(self, text: str) -> str:
        """The first 60 % of it."""
        return text[: int(len(text) * 0.6)]

    def everything(self, text: str) -> str:
        """All of it at once."""
        for edit in (self.shortened, self.dropped, self.added, self.headline, self.british):
            text = edit(text)
        return text


def recall(ways: dict[str, Grouped], count: int) -> dict[str, dict[str, float]]:
    """By edit and way, the share of edited reports that is found."""
    usable = [one for one in piles.records(20_000)[:17_000] if len(one.text.split()) in _WORDS]
    usable = [one for one in usable if len(_lines(one.text)) >= _PARAGRAPHS]
    base = random.Random(3).sample(usable, min(len(usable), 3 * count))
    before = [_article(one.id, one.title, one.text) for one in base]
    edits = _Edits([one.text for one in base])
    figures: dict[str, dict[str, float]] = {}
    for name in ("dropped", "added", "headline", "british", "shortened", "everything"):
        edit = getattr(edits, name)
        after = [_article(f"edited/{one.id}", "", edit(one.text)) for one in base[:count]]
        figures[name] = {}
        for way, grouped in ways.items():
            groups = grouped([*before, *after])
            found = sum(groups[at] == groups[len(before) + at] for at in range(len(after)))
            figures[name][way] = round(found / len(after), 4)
        print(f"recall, {name:12}" + _told(figures[name], ".1%"))
    return figures


# False merges


def false_merges(ways: dict[str, Grouped], most: int) -> dict[str, dict[str, Any]]:
    """By set and way, the share of pairs that are no copies and fall into one group."""
    figures: dict[str, dict[str, Any]] = {}
    for name, event in (
        ("giveme5w1h_2016_2017", lambda label, _: (label["cluster"] or {}).get("EventId")),
        ("allsides", lambda label, one: (label["topic"], one["date"])),
        ("fakes_syria", lambda label, one: (label["location"], one["date"])),
    ):
        articles, events = _events(name, event)
        pairs = [pair for places in events.values() for pair in combinations(places, 2)]
        random.Random(5).shuffle(pairs)
        different = [pair for pair in pairs[:most] if _common(articles, *pair) < 0.2]
        figures[name] = {"pairs": len(different), "of": min(most, len(pairs))}
        for way, grouped in ways.items():
            groups = grouped(articles)
            merged = sum(groups[one] == groups[other] for one, other in different)
            figures[name][way] = round(merged / max(1, len(different)), 5)
        shares = {way: figures[name][way] for way in ways}
        print(f"false merges, {name}: {len(different)} pairs" + _told(shares, ".2%"))
    return figures


def in_one_group(ways: dict[str, Grouped], most: int) -> dict[str, dict[str, Any]]:
    """By way, of pairs in one group of a mixed pile, the share that has little in common."""
    pile = [one for one in piles.records(20_000)[:17_000] if len(one.text.split()) in _WORDS]
    articles = [_article(one.id, one.title, one.text) for one in pile]
    figures: dict[str, dict[str, Any]] = {}
    for way, grouped in ways.items():
        groups = defaultdict(list)
        for place, origin in enumerate(grouped(articles)):
            groups[origin].append(place)
        largest = max(map(len, groups.values()))
        pairs = [pair for places in groups.values() for pair in combinations(places, 2)]
        some = random.Random(5).sample(pairs, min(most, len(pairs)))
        strangers = sum(_common(articles, *pair) < 0.2 for pair in some) / max(1, len(some))
        figures[way] = {"pairs": len(pairs), "largest": largest, "strangers": round(strangers, 4)}
        print(f"in one group, {way}: {len(pairs)} pairs, {largest} reports in the largest group,"
              f" {strangers:.2%} of the pairs with little in common")  # fmt: skip
    return figures


def _events(
    name: str, event: Callable[[dict[str, Any], dict[str, Any]], Any]
) -> tuple[list[Article], dict[Any, list[int]]]:
    """The reports of a set, and the places of those that are of one event."""
    labels = {one["id"]: one for one in _read(f"{name}.labels")}
    articles: list[Article] = []
    events: dict[Any, list[int]] = defaultdict(list)
    for one in _read(name):
        if one["id"] in labels and len(one["text"].split()) in _WORDS:
            if (named := event(labels[one["id"]], one)) is not None:
                events[named].append(len(articles))
            articles.append(_article(one["id"], one.get("title") or "", one["text"]))
    return articles, events


def _read(name: str) -> Iterator[dict[str, Any]]:
    path = piles.SHARED / "corpora" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _common(articles: Sequence[Article], one: int, other: int) -> float:
    """Which share of the shorter text are runs of words that stand in both."""
    first, second = (re.findall(r"\w+", articles[place].text.lower()) for place in (one, other))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= _RUN)
    return shared / min(len(first), len(second))


# Speed


def speed(ways: dict[str, Grouped], sizes: Sequence[int]) -> dict[str, dict[str, Any]]:
    """By way: seconds of the processor by number of reports, and the exponents of growth."""
    pile = [_article(one.id, one.title, one.text) for one in piles.records(sizes[-1])]
    figures: dict[str, dict[str, Any]] = {}
    for way, grouped in ways.items():
        took = {}
        for size in sizes:
            began = time.process_time()
            grouped(pile[:size])
            took[size] = round(time.process_time() - began, 3)
        powers = [
            round(math.log(took[large] / took[small]) / math.log(large / small), 2)
            for small, large in pairwise(sizes)
        ]
        figures[way] = {"seconds": took, "exponents": powers}
        per = ", ".join(f"{size:,}: {1000 * one / size:.2f}" for size, one in took.items())
        print(f"{way}: seconds of the processor per 1,000 reports {per}; exponents {powers}")
    return figures


def _article(id_: str, title: str, text: str) -> Article:
    return assemble(id_, Draft(text, title))


def _told(shares: dict[str, float], form: str) -> str:
    return "".join(f"  {way} {share:{form}}" for way, share in shares.items())


if __name__ == "__main__":
    sys.exit(main())
