"""Files that are made to crash, fill or stall a parser: each ends, with a reason or as a report.

After each of them a good file is read by the same parser, or by the one that took its place. The
slow ones run where GAZETTEER_SOAK is set.
"""

import os
import random
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
    found = read(parser, bomb)
    assert found
    for item in found:
        assert len(item.text) <= LONGEST_TEXT if isinstance(item, Draft) else item.reason
    assert sum(isinstance(item, Fault) for item in found) <= MOST_FAULTS + 1
    assert read(parser, good) == [Draft(GOOD)]
