"""How well names are recognised: `python -m benchmarks.entities --gold FILE…`.

Reads files in the gold format (one JSON object a line: `id`, `text`, `entities`; gzipped or not)
and prints, for each, precision, recall and F1 of persons, organisations and places: exact spans and
types, by type, overlapping spans of the same type, spans whatever their type; articles of 600 words
a second of processor time, at the first reading and at the second (`warm`, as after some hundred
others); peak memory. Systems, each in a process of its own:

    program  what the reader shows: the whole chain, from tokens to linked entities
    tagger   our tagger with document consistency, before known names are laid over it
    strings  the baseline: capitalised words looked up in the word lists, without context

`--detector NAME` measures another detector in the same chain, beside ours. Titles are no part of a
person's name on either side. `--json` prints one object a set and system.
"""

import argparse
import gc
import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from articles.article import Article
from articles.entities import lexicon
from articles.entities.analysis import analyse
from articles.entities.detectors import OWN, Detector, DetectorError, load, require
from articles.entities.mention import EntityType
from articles.entities.recognise import Kind, recognise
from articles.entities.tokens import tokenise
from training.gold import Document, read, without_title

_LABELS = {Kind.PERSON: "PER", Kind.ORGANISATION: "ORG", Kind.PLACE: "LOC"}
_TYPES = {
    EntityType.PERSON: "PER",
    EntityType.ORGANISATION: "ORG",
    EntityType.PLACE: "LOC",
}
_BATCH = 16
_WORDS = 600
Spans = set[tuple[int, int, str]]
Find = Callable[[Sequence[str]], list[Spans]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, in percent."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, gold: int, recalled: int | None = None) -> "Score":
        """From counts; `recalled` where the hits seen from the gold side are counted apart."""
        precision = right / found if found else 0.0
        recall = (right if recalled is None else recalled) / gold if gold else 0.0
        total = precision + recall
        f1 = 2 * precision * recall / total if total else 0.0
        return cls(*(round(100 * value, 1) for value in (precision, recall, f1)))


def by_program(texts: Sequence[str], detector: Detector | None = None) -> list[Spans]:
    """What the reader shows, with our tagger or another detector."""
    articles = [Article(id="", text=text, title="") for text in texts]
    return [
        {
            (*without_title(text, one.start, one.end), _TYPES[entity.type])
            if entity.type is EntityType.PERSON
            else (one.start, one.end, _TYPES[entity.type])
            for entity in entities
            if entity.type in _TYPES
            for one in entity.mentions
            if not one.soft
        }
        for text, entities in zip(texts, analyse(articles, detector), strict=True)
    ]


def by_tagger(texts: Sequence[str]) -> list[Spans]:
    """What the tagger finds, made consistent."""
    return [
        {(start, end, _LABELS[kind]) for start, end, kind in found if kind in _LABELS}
        for found in recognise(texts)
    ]


def by_lists(texts: Sequence[str]) -> list[Spans]:
    """What exact strings find: capitalised runs that are in the word lists."""
    return [set(_listed(text)) for text in texts]


def _listed(text: str) -> Iterable[tuple[int, int, str]]:
    tokens = tokenise(text)
    for first, end in tokens.sentences:
        start = first
        while start < end:
            stop = start
            while stop < end and tokens.forms[stop][0].isupper():
                stop += 1
            label = _listed_as(tokens.forms[start:stop]) if stop > start else ""
            if label:
                yield tokens.starts[start], tokens.ends[stop - 1], label
            start = max(stop, start + 1)


def _listed_as(forms: Sequence[str]) -> str:
    name = " ".join(forms)
    if name in lexicon.entries("countries") or name in lexicon.entries("places"):
        return "LOC"
    if len(forms) > 1 and "first" in lexicon.classes(forms[0]):
        return "PER"
    return "ORG" if "org" in lexicon.classes(forms[-1]) else ""


def scores(gold: Sequence[Spans], found: Sequence[Spans]) -> dict[str, Score]:
    """All figures of one set."""
    figures = {"exact": _exact(gold, found)}
    for label in ("PER", "ORG", "LOC"):
        one = [[{s for s in spans if s[2] == label} for spans in side] for side in (gold, found)]
        figures[label] = _exact(*one)
    figures["overlap"] = Score.of(
        sum(_touching(f, g) for f, g in zip(found, gold, strict=True)),
        sum(map(len, found)),
        sum(map(len, gold)),
        sum(_touching(g, f) for f, g in zip(found, gold, strict=True)),
    )
    untyped = [[{(a, b, "") for a, b, _ in spans} for spans in side] for side in (gold, found)]
    figures["spans"] = _exact(*untyped)
    return figures


def _exact(gold: Sequence[Spans], found: Sequence[Spans]) -> Score:
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    return Score.of(right, sum(map(len, found)), sum(map(len, gold)))


def _touching(spans: Spans, others: Spans) -> int:
    """How many spans share a character with another of the same type."""
    return sum(
        any(start < b and a < end and label == other for a, b, other in others)
        for start, end, label in spans
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One set, measured."""

    gold: str
    system: str
    documents: int
    names: int
    scores: dict[str, Score]
    articles_a_second: float
    warm_articles_a_second: float
    peak_memory_mb: float


_SYSTEMS: dict[str, Find] = {"program": by_program, "tagger": by_tagger, "strings": by_lists}


def _find(system: str) -> Find:
    if system in _SYSTEMS:
        return _SYSTEMS[system]
    return partial(by_program, detector=load(system))


def measure(path: Path, system: str) -> Report:
    """Measure one system, or detector by its name, on one set, in this process."""
    find = _find(system)
    find(["Warm up."])
    gc.freeze()  # as the processes that read reports do
    documents = list(read(path))
    texts = [document.text for document in documents]
    gold = [spans_of(document) for document in documents]
    found, first = _timed(find, texts)
    _, second = _timed(find, texts)
    articles = sum(len(text.split()) for text in texts) / _WORDS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Report(
        path.name,
        system,
        len(documents),
        sum(map(len, gold)),
        scores(gold, found),
        round(articles / first, 1),
        round(articles / second, 1),
        round(peak, 1),
    )


def _timed(find: Find, texts: Sequence[str]) -> tuple[list[Spans], float]:
    """What is found, and how many seconds of processor time it took."""
    began = time.process_time()
    found: list[Spans] = []
    for start in range(0, len(texts), _BATCH):
        found += find(texts[start : start + _BATCH])
    return found, max(time.process_time() - began, 1e-9)


def spans_of(document: Document) -> Spans:
    """The persons, organisations and places of a labelled text."""
    return {(a, b, label) for a, b, label in document.names if label in ("PER", "ORG", "LOC")}


def table(reports: Iterable[Report]) -> Iterable[str]:
    """The figures as lines of text."""
    yield (
        f"{'set':22} {'system':8} {'names':>6}  {'P':>5} {'R':>5} {'F1':>5}"
        f"  {'PER':>5} {'ORG':>5} {'LOC':>5}  {'overlap':>7} {'spans':>5}"
        f"  {'art/s':>7} {'warm':>6} {'MB':>5}"
    )
    for report in reports:
        s = report.scores
        exact = s["exact"]
        yield (
            f"{report.gold:22} {report.system:8} {report.names:6}"
            f"  {exact.precision:5} {exact.recall:5} {exact.f1:5}"
            f"  {s['PER'].f1:5} {s['ORG'].f1:5} {s['LOC'].f1:5}"
            f"  {s['overlap'].f1:7} {s['spans'].f1:5}"
            f"  {report.articles_a_second:7} {report.warm_articles_a_second:6}"
            f" {report.peak_memory_mb:5.0f}"
        )


def measured(paths: Sequence[Path], systems: Sequence[str]) -> Iterator[Report]:
    """All figures, each in a new process, so that its memory is its own."""
    workers = get_context("spawn")
    for path, system in product(paths, systems):
        with ProcessPoolExecutor(1, workers) as worker:
            yield worker.submit(measure, path, system).result()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="files in gold format")
    parser.add_argument("--detector", default=OWN, help="measure this detector too, by its name")
    parser.add_argument("--json", action="store_true", help="one JSON object a set and system")
    parser.add_argument("--no-baseline", action="store_true", help="only the program's figures")
    options = parser.parse_args()
    systems = ["program", *([] if options.no_baseline else ["tagger", "strings"])]
    if options.detector != OWN:
        try:
            require(options.detector)
        except DetectorError as error:
            parser.error(str(error))
        systems.insert(1, options.detector)
    reports = measured(options.gold, systems)
    if options.json:
        for report in reports:
            print(json.dumps(asdict(report)), flush=True)
    else:
        for line in table(reports):
            print(line, flush=True)


if __name__ == "__main__":
    main()
