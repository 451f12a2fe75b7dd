"""Strikes builds with signals in their midst, and looks what is left: run by tests as a program.

    python -P struck.py FOLDER KILLS INTERRUPTIONS SEED

Prints a JSON object a strike: the `signal`, the `code` that the build ended with, after how many
`seconds` it was gone, how many reports it had `said` were there, how many are `held`, in how many
seconds of the processor what is left `opens`, and the `problem` (empty if all is well). Builds are
`gazetteer index` in forks of this process, which has loaded everything; so a strike costs fractions
of a second. A build that reaches its end before it is struck is begun anew, or again over the
library that is there.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import index.build.build as making
import index.build.progress as timing
import index.library.checkup as looking
from articles.collection.collection import Collection
from articles.entities.detectors import OWN, load
from index.library.checkup import checkup
from index.library.errors import LibraryMissing
from index.library.folder import place_of
from index.library.library import Library
from index.query.parser import parse
from tui.cli import indexing as running
from tui.cli import main

REPORTS = 100
ASKED = ("levee", "okafor", '"harrow bend"', "gate", "dawn -gate", "flood*")
ALL = "levee"
"""What every report says."""
LONGEST_WAIT = 0.05
MOST_LINES = 5


def text(number: int) -> str:
    """Of the same length as all others, so that bytes count reports."""
    return (
        f"Gate {number:04} holds at Harrow Bend\n\nThe levee held before dawn, Margaret Okafor said"
        f" of gate number {number:04}. The Northern River Authority saw the flood go.\n"
    )


SIZE = len(text(0))


class Left(NamedTuple):
    """What a strike left."""

    held: int
    opens: float
    problem: str


class Strikes:
    """Builds of one collection, struck one after the other."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.reports, self.base = folder / "reports", folder / "base"
        self.chance = random.Random(seed)
        self.held = 0
        self.reports.mkdir(parents=True)
        for number in range(REPORTS):
            path = self.reports / f"{number:04}.txt"
            path.write_text(text(number), "utf-8")
            os.utime(path, (1_500_000_000, 1_500_000_000))  # what is just written is read twice

    @property
    def place(self) -> Path:
        return place_of(self.reports, self.base)

    def strike(self, number: int) -> dict[str, Any]:
        """Strike builds until one was not done before it was struck; what came of that."""
        while True:
            rebuild = self.held == REPORTS and self.chance.random() < 0.5
            if self.held == REPORTS and not rebuild:
                shutil.rmtree(self.place)
                self.held = 0
            with building(self.reports, self.base, rebuild=rebuild) as (child, output):
                lines = [output.readline() for _ in range(self.chance.randrange(1, MOST_LINES))]
                time.sleep(self.chance.uniform(0, LONGEST_WAIT))
                os.kill(child, number)
                struck = time.monotonic()
                lines += output.readlines()
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                seconds = time.monotonic() - struck
            steps = list(parsed(lines))
            before, left = self.held, self.left()
            self.held = left.held
            if code == 0:
                continue
            said = max((one["reports"] for one in steps if one["committed"]), default=0)
            said = 0 if rebuild else said  # until it is done, the former library is what there is
            problem = left.problem or self.wrong(steps, before, said, rebuild=rebuild)
            return {
                "signal": signal.Signals(number).name, "code": code, "seconds": seconds,
                "said": said, "held": left.held, "opens": left.opens, "problem": problem,
            }  # fmt: skip

    def wrong(
        self, steps: list[dict[str, Any]], before: int, acknowledged: int, *, rebuild: bool
    ) -> str:
        """What is wrong with what a build did; empty if nothing."""
        if self.held < max(before, acknowledged):
            return f"{self.held} reports are left of {before} and {acknowledged} acknowledged"
        to_read = next((one["total"] // SIZE for one in steps if one["total"]), None)
        if not rebuild and to_read not in (None, REPORTS - before):
            return f"{to_read} reports were to be read when {before} were there"
        return ""

    def left(self) -> Left:
        """What is in the library, and what is wrong with it."""
        began = time.process_time()
        try:
            library = Library.open(self.place)
        except LibraryMissing:
            return Left(0, 0.0, "")
        with closing(library):
            catalogue = library.catalogue
            ids = [row.id for row in catalogue.rows(catalogue.order_by_id())]
            opens = time.process_time() - began
            is_sealed = library.manifest.files is not None
            indexed = {*catalogue.order_by_id()} - {*catalogue.unindexed()}
            unfound = indexed - {*library.engine.search(parse(ALL)).numbers} if is_sealed else set()
            faults = [
                f"{one.part}: {one.told}"
                for one in checkup(library)
                if not one.is_sound and (is_sealed or one.part != "text index")
            ]
        twice = [] if len(set(ids)) == len(ids) else ["a report is there twice"]
        lost = [f"{len(unfound)} are not found"] if unfound else []
        return Left(len(ids), opens, "; ".join([*faults, *twice, *lost]))

    def state(self) -> object:
        """All that the library says, without its numbers."""
        with closing(Library.open(self.place)) as library:
            catalogue = library.catalogue
            ids = {row.number: row.id for row in catalogue.rows(catalogue.order_by_id())}
            return [
                [catalogue.article(number).text for number in ids],
                [sorted(ids[n] for n in library.engine.search(parse(q)).numbers) for q in ASKED],
                sorted((one.name, one.mentions) for one in library.mentions.entities()),
            ]


def parsed(lines: list[bytes]) -> Iterator[dict[str, Any]]:
    """What a build said, as far as it said it to the end."""
    for line in lines:
        if line.endswith(b"\n"):
            yield json.loads(line)


@contextmanager
def building(reports: Path, base: Path, *, rebuild: bool) -> Iterator[tuple[int, Any]]:
    """A build in a fork: its process, and what it says."""
    hearing, saying = os.pipe()
    listening, held_open = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(saying, 1)
        os.dup2(listening, 0)
        os.close(held_open)
        os.dup2(os.open(base.with_name("errors"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.stdout = os.fdopen(1, "w")  # the former one may know of another file
        words = ["index", str(reports), "--progress-json", "--library", str(base)]
        os._exit(main([*words, *(["--rebuild"] if rebuild else [])]))
    os.close(saying)
    os.close(listening)
    try:
        with os.fdopen(hearing, "rb") as said:
            yield child, said
    finally:
        os.close(held_open)


def finished(strikes: Strikes) -> object:
    """The state once a build has gone to its end."""
    with building(strikes.reports, strikes.base, rebuild=False) as (child, said):
        said.read()
        _, status = os.waitpid(child, 0)
        assert status == 0, (status, strikes.base.with_name("errors").read_text())
    return strikes.state()


def run() -> None:
    """Strike, and say what came of it."""
    folder, seed = Path(sys.argv[1]), int(sys.argv[4])
    numbers = [signal.SIGKILL] * int(sys.argv[2])
    numbers += [(signal.SIGINT, signal.SIGTERM)[one % 2] for one in range(int(sys.argv[3]))]
    # Who runs us in the background may have had it ignored, and so builds would go on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    load(OWN)
    timing._FIRST_COMMIT = timing._LAST_COMMIT = 0.05
    looking._LOOKED_FOR = 5  # all of them say the same, and one search looks for all
    making.usual_jobs = lambda: 0  # type: ignore[assignment]  # all in the fork itself
    running._NICE = 0  # nobody reads beside it, we wait for it
    first = Strikes(folder / "first", seed)  # has this process load what each fork would
    for _ in making.build(Collection.open(first.reports), first.place, jobs=0):
        pass
    whole = finished(Strikes(folder / "whole", seed))
    strikes = Strikes(folder / "struck", seed)
    strikes.chance.shuffle(numbers)
    for number in numbers:
        sys.stdout.write(json.dumps(strikes.strike(number)) + "\n")
        sys.stdout.flush()
    if finished(strikes) != whole:
        sys.stdout.write(json.dumps({"problem": "in the end it is not what it is unstruck"}) + "\n")


if __name__ == "__main__":
    run()
