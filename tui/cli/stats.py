"""`gazetteer stats`: what is in a library, and what is not."""

import argparse
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from index.library.library import CATALOGUE, MENTIONS, TEXT, Library
from tui.cli import output
from tui.cli.layout import absurd_dates, size, skipped, table
from tui.cli.opening import explained, library_of, update
from tui.cli.source import source
from tui.problems import Exit


@dataclass(frozen=True, slots=True)
class Figures:
    """What `stats --json` prints, under the same names."""

    collection: str
    library: str
    engine: str
    articles: int
    origins: int
    """How many articles there are if copies count as one."""
    undated: int
    words: int
    entities: dict[str, int]
    """Number of entities by type."""
    mentions: int
    bytes: dict[str, int]
    """Size of catalogue, mentions and text index."""
    built: str | None
    """When the library was last changed, local time."""
    seconds: float
    """How long that took."""
    absurd_dates: list[dict[str, str]]
    """Reports that state a date of which none can be, and what they state."""
    skipped: list[dict[str, str]]


def run(arguments: argparse.Namespace) -> int:
    """Print figures about a library."""
    with source(arguments) as found, explained():
        if not arguments.no_update:
            update(found)
        with library_of(found, arguments) as opened:
            figures = _figures(opened)
    if arguments.json:
        output.say_json(asdict(figures))
    else:
        _say(figures)
    return Exit.DONE


def _figures(opened: Library) -> Figures:
    catalogue, entities = opened.catalogue, opened.mentions.entities()
    copies = opened.copies.origins()
    finished = catalogue.meta("finished")
    types = Counter(entity.type.value for entity in entities)
    return Figures(
        collection=opened.manifest.collection,
        library=str(opened.folder),
        engine=opened.manifest.engine,
        articles=catalogue.count(),
        origins=catalogue.count() - len(copies) + len(set(copies.values())),
        undated=len(catalogue.undated()),
        words=catalogue.words(),
        entities=dict(types.most_common()),
        mentions=sum(entity.mentions for entity in entities),
        bytes={name: _bytes(opened.generation / name) for name in (CATALOGUE, MENTIONS, TEXT)},
        built=time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(finished)) if finished else None,
        seconds=catalogue.meta("milliseconds") / 1000,
        absurd_dates=[{"article": one, "date": date} for one, date in catalogue.absurdly_dated()],
        skipped=[{"path": one.path, "reason": one.reason} for one in catalogue.skipped()],
    )


def _bytes(path: Path) -> int:
    """Size of a file, or of everything in a folder."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(path.name + "*")
    return sum(file.stat().st_size for file in files if file.is_file())


def _say(figures: Figures) -> None:
    entities = ", ".join(f"{count:,} {name}" for name, count in figures.entities.items())
    sizes = ", ".join(f"{name} {size(count)}" for name, count in figures.bytes.items())
    rows = [
        ("collection", figures.collection),
        ("library", figures.library),
        ("articles", f"{figures.articles:,} ({figures.undated:,} undated)"),
        ("origins", f"{figures.origins:,}, if copies count as one"),
        ("words", f"{figures.words:,}"),
        ("entities", f"{sum(figures.entities.values()):,} ({entities or 'none'})"),
        ("mentions", f"{figures.mentions:,}"),
        ("engine", figures.engine),
        ("size", f"{size(sum(figures.bytes.values()))} ({sizes})"),
        ("built", f"{figures.built or 'never'}, in {figures.seconds:.1f} s"),
        ("skipped", f"{len(figures.skipped):,}"),
    ]
    for line in table(rows):
        output.say(line)
    absurd = [(one["article"], one["date"]) for one in figures.absurd_dates]
    for line in absurd_dates(absurd, len(absurd)):
        output.say(line)
    for one in figures.skipped:
        output.say(f"  {skipped(**one)}")
