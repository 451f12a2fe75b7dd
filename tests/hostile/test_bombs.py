"""Files that are made to crash, fill or stall a parser: each ends, with a reason or as a report.

After each of them a good file is read by the same parser, or by the one that took its place. The
slow ones run where GAZETTEER_SOAK is set.
"""

import os
import random
import resource
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from articles.formats.draft import Draft, Fault
from articles.formats.opening import LONGEST_TEXT, MOST_FAULTS, Loaded
from index.workers.exile import Exile

HERE = Path(__file__).parent
SLOW = {
    "keys.json", "empty-objects.json", "messages.mbox", "records.warc",
    "pages.pdf", "list.html", "links.html", "numbers.json", "wide.eml", "deep.md", "runs.docx",
}  # fmt: skip
PROCESSOR, GROWTH = 5.0, 30.0
"""Seconds of the processor that one may cost a parser, and MiB by which our memory may grow."""
MANY = 1_000
"""Reports for which a file may take its time."""
GOOD = "Council votes to rebuild bridge\n\nThe council voted on Monday.\n"


def _maker() -> ModuleType:
    spec = spec_from_file_location("bombs", HERE / "bombs.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


BOMBS = dict(_maker().bombs())
CHOSEN = sorted(BOMBS if os.environ.get("GAZETTEER_SOAK") else set(BOMBS) - SLOW)


@pytest.fixture(scope="module")
def parser() -> Iterator[Exile]:
    with closing(Exile()) as made:
        yield made


def read(parser: Exile, path: Path) -> list[Draft | Fault]:
    with path.open("rb") as file:
        found = list(parser.parse(file.fileno(), path.name))
    return [item for item in found if not isinstance(item, Loaded)]


def processor(parser: Exile) -> float:
    """Seconds of the processor that a parser and those before it have used."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = gone.ru_utime + gone.ru_stime
    process = parser._process
    if process is not None and process.poll() is None:
        fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def test_there_are_enough_of_them() -> None:
    assert len(BOMBS) >= 60
    assert len(CHOSEN) >= 40


@pytest.mark.parametrize("name", CHOSEN)
def test_a_bomb_ends_within_its_limits_and_the_next_file_is_read(
    parser: Exile, tmp_path: Path, name: str
) -> None:
    bomb, good = tmp_path / name, tmp_path / "good.txt"
    bomb.write_bytes(BOMBS[name](random.Random(name)))
    good.write_text(GOOD)
    read(parser, good)  # what it loads for its first file is not the bomb's
    before = processor(parser)
    found = read(parser, bomb)
    assert found
    assert processor(parser) - before <= PROCESSOR or len(found) >= MANY
    for item in found:
        assert len(item.text) <= LONGEST_TEXT if isinstance(item, Draft) else item.reason
    assert sum(isinstance(item, Fault) for item in found) <= MOST_FAULTS + 1
    assert read(parser, good) == [Draft(GOOD)]


GROWN = """
    import sys
    from pathlib import Path
    from index.workers.exile import Exile

    def memory(what):
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1024

    def read(path):
        with open(path, "rb") as file:
            return sum(len(item.text) for item in parser.parse(file.fileno(), "a.txt")
                       if hasattr(item, "text"))

    parser = Exile()
    read(sys.argv[2])
    before = memory("VmRSS")
    print(read(sys.argv[1]), memory("VmHWM") - before)
    parser.close()
"""
"""Prints the characters of a file's reports, and by how many MiB its process grew at most."""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_longest_text_is_never_twice_in_our_memory(tmp_path: Path) -> None:
    bomb, good = tmp_path / "line.txt", tmp_path / "good.txt"
    bomb.write_bytes(BOMBS["line.txt"](random.Random("line.txt")))
    good.write_text(GOOD)
    command = [sys.executable, "-c", textwrap.dedent(GROWN), bomb, good]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(said[0]) > 18_000_000
    assert float(said[1]) <= GROWTH
