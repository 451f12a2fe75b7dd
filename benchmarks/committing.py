"""What it takes to commit some reports to the mention store of a library, however large.

    python benchmarks/committing.py LIBRARY [--reports 200] [--times 1]

LIBRARY is a folder with a `mentions.db`. Of a copy of it all reports are first written as many
times over as is asked for, so that every entity stands in so many times more of them; then some of
them come once more, four times, each time as reports of their own. Prints seconds of the processor.
"""

import argparse
import random
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path

from index.mentions.local_rows import LocalRows
from index.mentions.schema import connect
from index.mentions.store import MentionStore

_APART = 10_000_000
"""What lies between the numbers of a report and of the same once more."""


def multiply(path: Path, times: int) -> list[int]:
    """Write local entities and claims so many times; the numbers of the reports that were there."""
    with closing(connect(path, writable=True)) as database:
        articles = [n for (n,) in database.execute("SELECT DISTINCT article FROM local ORDER BY 1")]
        (last,) = database.execute("SELECT max(id) FROM local").fetchone()
        database.execute("BEGIN")
        for time_ in range(1, times):
            database.execute(
                "INSERT INTO local SELECT id + ?1, article + ?2, entity, named, strong, type, name,"
                " note, origin, told, said FROM local WHERE id <= ?3",
                (time_ * last, time_ * max(articles), last),
            )
            database.execute(
                "INSERT INTO claim SELECT key, role, local + ?1 FROM claim WHERE local <= ?2",
                (time_ * last, last),
            )
        database.execute("COMMIT")
    return articles


def main() -> None:
    """Print what it takes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mentions.db"
        shutil.copy(next(asked.library.rglob("mentions.db")), path)
        articles = random.Random(3).sample(multiply(path, asked.times), asked.reports)
        with closing(connect(path, writable=True)) as database:
            rows = LocalRows(database)
            reports = [[row.entity for row in rows.read(article)] for article in articles]
        with closing(MentionStore.open(path, writable=True)) as store:
            for turn in range(1, 5):
                began = time.process_time()
                for article, entities in zip(articles, reports, strict=True):
                    store.put(turn * _APART + article, entities, ())
                written = time.process_time()
                store.commit()
                done = time.process_time()
                print(f"written {written - began:.2f} s, committed {done - written:.2f} s")


if __name__ == "__main__":
    main()
