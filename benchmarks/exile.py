"""What parsing in exile costs on plain text: the same files read here and there, in turn.

    python benchmarks/exile.py [--reports 800] [--rounds 5] [--json FILE]

Reads real reports from `../shared/corpora` (or GAZETTEER_SHARED), each a text file of its own,
and compares the processor time that reading takes, in exile (both processes) and in this process,
with what a worker spends on the same reports in all: reading them, looking for who is mentioned in
them, and what it does for the text index. The difference as part of the whole is the overhead. Runs
take turns; the least of each counts. `wall` is the same by the clock, which on a busy machine says
more of the others.
"""

import argparse
import gzip
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

from articles.article import Article
from articles.collection.collection import Collection, File
from articles.collection.file_reading import Parse
from articles.formats.opening import parsed
from index.engines.choice import DEFAULT, preparation
from index.workers import reading
from index.workers.exile import Exile
from index.workers.reading import BATCH

SHARED = Path(os.environ.get("GAZETTEER_SHARED", Path(__file__).parents[2] / "shared"))
SETS = ("wikinews_2019_2020", "fakes_syria", "isaf_press_releases", "giveme5w1h_2016_2017")


def texts(folder: Path, count: int) -> Collection:
    """So many reports, a file each."""
    number = 0
    for name in SETS:
        with gzip.open(SHARED / f"corpora/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in islice(lines, count - number):
                number += 1
                (folder / f"{number:05}.txt").write_text(json.loads(line)["text"], "utf-8")
    return Collection.open(folder)


def read(collection: Collection, files: list[File], parse: Parse) -> list[Article]:
    """What is read."""
    found = [item for file in files for item in collection.read(file, parse)]
    return [item for item in found if isinstance(item, Article)]


def look(found: list[Article]) -> None:
    """What a worker does with it."""
    prepare = preparation(DEFAULT)
    for start in range(0, len(found), BATCH):
        reading.look(found[start : start + BATCH], None, prepare)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time, those of children that have ended included, and by the clock."""
    began, began_by_clock = _processor(), time.perf_counter()
    work()
    return _processor() - began, time.perf_counter() - began_by_clock


def _processor() -> float:
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=800)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        collection = texts(Path(folder), arguments.reports)
        files = [found for found in collection.scan() if isinstance(found, File)]

        def in_exile(rounds: int) -> None:
            with closing(Exile()) as exile:
                for _ in range(rounds):
                    read(collection, files, exile.parse)

        found = read(collection, files, parsed)
        here, once, twice, looking = [], [], [], []
        for _ in range(arguments.rounds):
            here.append(timed(lambda: read(collection, files, parsed)))
            once.append(timed(lambda: in_exile(1)))
            twice.append(timed(lambda: in_exile(2)))
            looking.append(timed(lambda: look(found)))
    figures: dict[str, float] = {"reports": len(files)}
    for place, name in enumerate(("processor", "wall")):
        least = [min(some)[place] for some in (here, once, twice, looking)]
        # a parser starts once, and reads thousands of files
        exile = least[2] - least[1]
        figures |= {f"{name} here": least[0], f"{name} exile": exile, f"{name} looking": least[3]}
        figures[f"{name} overhead"] = (exile - least[0]) / (least[0] + least[3])
    print(" ".join(f"{name} {value:.4g}" for name, value in figures.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
