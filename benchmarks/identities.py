"""Time what changes identities in a large library: a report more, and the user's word.

    python benchmarks/identities.py [--reports 10000] [--json OUT]

The library is made up: each report names forty entities, two persons among them stand in every
report. The measure of all is the least that a store could do: to set one indexed column of as many
rows as there are reports, in a bare SQLite file, in the same run. The best of several runs counts;
what is judged is undone in between.
"""

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final

from articles.entities.mention import EntityType, LocalEntity, Mention
from index.judgements.judgement import Judgement
from index.mentions import judging
from index.mentions.store import Entity, MentionStore

EVERYWHERE: Final = ("Ada Ray", "Ben Lee")
"""Persons who stand in every report."""
OTHERS: Final = 38
"""Entities of a report besides them."""
POOL: Final = 20_000
RUNS: Final = 5
SEED: Final = 1


def report(random: Random) -> list[LocalEntity]:
    """What a report says of the two, and of others, of whom few are mentioned often."""
    others = {int(POOL ** random.random()) for _ in range(OTHERS)}
    names = [*EVERYWHERE, *(f"Person {chr(97 + n % 26)}{n}" for n in sorted(others))]
    return [_entity(name, at * 40) for at, name in enumerate(names)]


def _entity(name: str, start: int) -> LocalEntity:
    surname = name.rsplit(maxsplit=1)[-1]
    mentions = (
        Mention(start, start + len(name), name, "full name"),
        Mention(start + 20, start + 20 + len(surname), surname, f"short form of {name}"),
    )
    return LocalEntity(name, EntityType.PERSON, (f"person:{name.lower()}",), "", mentions)


def build(path: Path, reports: int) -> MentionStore:
    """A library of so many reports."""
    random = Random(SEED)
    store = MentionStore.open(path, writable=True)
    for article in range(1, reports + 1):
        store.put(article, report(random), ())
        if article % 500 == 0:
            store.commit()
    store.commit()
    return store


def least(path: Path, reports: int) -> float:
    """Seconds that a bare SQLite file takes to set an indexed column of as many rows."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, entity INTEGER, named INTEGER)")
    bare.execute("CREATE INDEX row_by_entity ON row (entity, named)")
    bare.executemany("INSERT INTO row VALUES (?, 0, ?)", [(n, n % 7) for n in range(reports)])

    def rewrite() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE row SET entity = entity + 1")
        bare.execute("COMMIT")

    seconds = min(_timed(rewrite) for _ in range(RUNS))
    bare.close()
    return seconds


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _found(store: MentionStore, name: str) -> Entity:
    return store.find(name)[0]


ACTS: Final[Mapping[str, Callable[[MentionStore], Judgement]]] = {
    "merge": lambda store: judging.merge(store, *(_found(store, name) for name in EVERYWHERE)),
    "split": lambda store: judging.split(store, _found(store, EVERYWHERE[0]), "Ray"),
    "rename": lambda store: judging.rename(store, _found(store, EVERYWHERE[0]), "Ada King"),
    "retype": lambda store: judging.retype(
        store, _found(store, EVERYWHERE[0]), EntityType.ORGANISATION
    ),
    "ignore": lambda store: judging.ignore(store, _found(store, EVERYWHERE[0])),
}


def judged(store: MentionStore) -> dict[str, float]:
    """Seconds that each act of the user takes, and each undoing of it."""
    seconds: dict[str, float] = {}
    for name, act in ACTS.items():
        for _ in range(RUNS):
            judgement = act(store)
            for what, standing in ((name, {1: judgement}), (f"{name}, undone", {})):
                took = _timed(lambda standing=standing: store.judge(standing))  # type: ignore[misc]
                seconds[what] = min(took, seconds.get(what, took))
    return seconds


def added(store: MentionStore, reports: int) -> float:
    """Seconds that one report more takes, committed."""
    random = Random(SEED + 1)

    def add(article: int) -> None:
        store.put(article, report(random), ())
        store.commit()

    return min(_timed(lambda n=n: add(reports + 1 + n)) for n in range(RUNS))  # type: ignore[misc]


def main() -> None:
    """Print, and with --json write, what each act takes."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = build(Path(folder) / "mentions.db", asked.reports)
        bare = least(Path(folder) / "bare.db", asked.reports)
        figures = {"one report more": added(store, asked.reports), **judged(store)}
        store.close()
    print(f"{asked.reports} reports; setting a column of as many rows: {1000 * bare:.1f} ms")
    for what, seconds in figures.items():
        print(f"  {what:20}{1000 * seconds:9.1f} ms{seconds / bare:8.2f} times as long")
    if asked.json:
        ratios = {what: seconds / bare for what, seconds in figures.items()}
        asked.json.write_text(json.dumps(ratios, indent=1) + "\n")


if __name__ == "__main__":
    main()
