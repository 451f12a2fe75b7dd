"""A build that is killed at any moment loses nothing that it said was done."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from articles.samples import FOLDER
from index.build.build import build
from index.library.checkup import checkup
from index.library.errors import LibraryMissing
from index.library.folder import place_of
from index.library.library import Library

KILLS = int(os.environ.get("GAZETTEER_KILLS", "6"))
"""How often the build is killed; a soak asks for more."""
SEED = int(os.environ.get("GAZETTEER_SEED", "1"))
COPIES = 4
"""How many variants of each sample report make the collection, so that a build takes a while."""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in sorted(FOLDER.glob("*.txt")):
        for variant in range(COPIES):
            text = path.read_text("utf-8").replace("Trump", f"Trump{'abcd'[variant]}")
            (folder / f"{path.stem}-{variant}.txt").write_text(text, "utf-8")
    return folder


def killed(reports: Path, chance: random.Random) -> int:
    """Start a build, kill it in the midst; how many reports it said could be read."""
    command = [sys.executable, "-m", "tui.cli", "index", reports, "--progress-json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        lines = list(islice(process.stdout, chance.randrange(2, 16)))
        time.sleep(chance.uniform(0, 0.4))
        os.killpg(process.pid, signal.SIGKILL)
        lines += process.stdout.read().splitlines()
    said = 0
    for line in lines:
        try:
            step = json.loads(line)
        except ValueError:  # it was killed in mid-line
            break
        said = step["reports"] if step["committed"] else said
    return said


def faults(place: Path) -> Iterator[str]:
    """What is wrong with what a killed build left."""
    with closing(Library.open(place)) as library:
        is_sealed = library.manifest.files is not None
        for seen in checkup(library):
            if not seen.is_sound and (is_sealed or seen.part != "text index"):
                yield f"{seen.part}: {seen.told}"


def test_nothing_acknowledged_is_lost_and_the_next_build_goes_on(reports: Path) -> None:
    place, chance = place_of(reports, None), random.Random(SEED)
    known = killed_at_work = 0
    for _ in range(KILLS):
        said = killed(reports, chance)
        killed_at_work += said > 0
        try:
            assert list(faults(place)) == []
            with closing(Library.open(place)) as library:
                held = library.catalogue.count()
        except LibraryMissing:
            held = 0
        assert held >= max(known, said)
        known = held
    assert killed_at_work
    for _ in build(Collection.open(reports), place):
        pass
    assert list(faults(place)) == []
    with closing(Library.open(place)) as library:
        assert library.catalogue.count() == len(list(reports.iterdir()))
