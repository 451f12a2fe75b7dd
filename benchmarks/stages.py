"""Where the time of a build goes: each stage's processor time, in one process."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from articles.collection.collection import Collection
from articles.entities import analysis
from index.build.build import build
from index.build.writer import Writer
from index.catalogue.writer import CatalogueWriter
from index.engines import whoosh_engine
from index.engines.whoosh_writer import BatchWriter
from index.mentions.resolve import Resolver
from index.mentions.store import MentionStore


def stages(collection: Path, library: Path) -> dict[str, Any]:
    """Build a library in this process, and time its stages.

    Returns:
        Seconds by stage, the number of reports, and the sum.
    """
    seconds: defaultdict[str, float] = defaultdict(float)
    timed = [
        (Collection, "read", "reading and parsing"),
        (analysis, "analyse", "recognising entities"),
        (whoosh_engine, "fields_of", "analysing words"),
        (BatchWriter, "add_report", "gathering postings"),
        (BatchWriter, "commit_batch", "writing and merging segments"),
        (Writer, "take", "catalogue"),
        (CatalogueWriter, "commit", "catalogue"),
        (CatalogueWriter, "settled", "catalogue"),
        (MentionStore, "put", "storing mentions"),
        (Resolver, "settle", "resolving identities"),
    ]
    analysis.analyse([])  # loads the weights
    began = time.process_time()
    with _wrapped(timed, seconds):
        (*_, last) = build(Collection.open(collection), library, jobs=0)
    total = time.process_time() - began
    assert last.summary is not None
    seconds["the rest"] = total - sum(seconds.values())
    rounded = {name: round(took, 2) for name, took in seconds.items()}
    return {"reports": last.summary.added, "total": round(total, 2), "seconds": rounded}


@contextmanager
def _wrapped(timed: list[tuple[Any, str, str]], seconds: dict[str, float]) -> Iterator[None]:
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in timed]
    try:
        for owner, name, stage in timed:
            generates = name == "read"
            wrap = _timed_generator if generates else _timed
            setattr(owner, name, wrap(getattr(owner, name), stage, seconds))
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(
    function: Callable[..., Any], stage: str, seconds: dict[str, float]
) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        began = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            seconds[stage] += time.process_time() - began

    return timed


def _timed_generator(
    function: Callable[..., Any], stage: str, seconds: dict[str, float]
) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever it takes
        made = function(*arguments, **named)
        step = _timed(lambda: next(made, None), stage, seconds)
        while (item := step()) is not None:
            yield item

    return timed
