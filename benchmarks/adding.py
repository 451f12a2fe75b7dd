"""Adding a name that was missed: how long it takes until every report that says it names it.

    python benchmarks/adding.py [--reports 10000] [--work FOLDER] [--json FILE]

The reports are those of `piles.py`. So that nobody waits for the tagger, only known names are
recognised in them, some ten a report. Each name is added and taken back as `gazetteer entities
--add` does, and timed in seconds of the processor; beside it, in the same run, what looking into
every text for it takes, which the text index saves.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import measured
import piles

from articles.collection.collection import Collection
from articles.entities import EntityType
from articles.entities.recognised import Recognised
from index.build.build import build
from index.build.judging import judge
from index.judgements.added_name import AddedName, key_of
from index.judgements.adding import Additions
from index.judgements.judgement import Judgement, Kind, added
from index.library.library import Library
from index.notebook.judged import SaidOfEntities

NAMES: Final = ("nothing says this", "roadside bomb", "prime minister", "government", "the")
"""From a name that no report says to a word that all do."""


class KnownAlone:
    """Recognises nothing: what is left are the known names."""

    def detect(self, texts: Sequence[str]) -> list[list[Recognised]]:
        """No name in any text."""
        return [[] for _ in texts]


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--work", type=Path, help="where collection and library lie meanwhile")
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    figures: dict[str, Any] = {**measured.machine(), "reports": asked.reports}
    with tempfile.TemporaryDirectory(dir=asked.work) as work:
        lines = piles.as_lines(piles.records(asked.reports), Path(work) / "lines")
        library = Path(work) / "library"
        with patch("index.build.filling.load", lambda _: KnownAlone()):
            for _ in build(Collection.open(lines), library, jobs=0):
                pass
        print("built", file=sys.stderr)
        figures["names"] = {name: measure(library, name) for name in NAMES}
    report(figures)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def measure(library: Path, name: str) -> dict[str, float]:
    """Add a name, take it back, and look for it in every text."""
    judgement = Judgement(Kind.ADD, added(name, EntityType.OTHER))
    adding = _timed(lambda: judge(library, SaidOfEntities({1: judgement})))
    with closing(Library.open(library)) as opened:
        named = opened.mentions.with_key(judgement.subject.keys[0])
        found = (named[0].articles, named[0].mentions) if named else (0, 0)
    return {
        "reports": found[0],
        "mentions": found[1],
        "added, s": adding,
        "taken back, s": _timed(lambda: judge(library, SaidOfEntities())),
        "every text, s": _timed(lambda: look_into_all(library, name)),
    }


def look_into_all(library: Path, name: str) -> None:
    """Look for a name in every text, without writing anything."""
    wanted = AddedName(1, name, EntityType.OTHER, (key_of(name, EntityType.OTHER),))
    additions = Additions([wanted])
    with closing(Library.open(library)) as opened:
        for number in opened.catalogue.order_by_id():
            additions.applied(opened.catalogue.article(number).text, [])


def _timed(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def report(figures: dict[str, Any]) -> None:
    """Print the figures."""
    print(f"{figures['reports']:,} reports; seconds of the processor")
    for name, took in figures["names"].items():
        print(
            f"  {name:18}{took['reports']:>7,} reports{took['mentions']:>8,} mentions"
            f"{took['added, s']:8.2f} added{took['taken back, s']:8.2f} taken back"
            f"{took['every text, s']:8.2f} looking into every text"
        )


if __name__ == "__main__":
    sys.exit(main())
