"""How well names are recognised: `python -m benchmarks.entities --gold FILE…`.

Reads files in the gold format (one JSON object a line: `id`, `text`, `entities`; gzipped or not)
and prints, for each, precision, recall and F1 of persons, organisations and places: exact spans and
types, by type, overlapping spans of the same type, spans whatever their type. The baseline,
`strings`, looks capitalised words up in the word lists and knows no context. Titles are no part of
a person's name on either side. `--json` prints one object a file.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from articles.entities import lexicon
from articles.entities.recognise import Kind, recognise
from articles.entities.tokens import tokenise
from training.gold import Document, read

_LABELS = {Kind.PERSON: "PER", Kind.ORGANISATION: "ORG", Kind.PLACE: "LOC"}
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


def by_program(texts: Sequence[str]) -> list[Spans]:
    """What the program finds."""
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
    peak_memory_mb: float


def measure(path: Path, system: str, find: Find) -> Report:
    """Measure one set; speed in articles of 600 words a second of processor time."""
    documents = list(read(path))
    gold = [spans_of(document) for document in documents]
    began = time.process_time()
    found: list[Spans] = []
    for start in range(0, len(documents), _BATCH):
        found += find([document.text for document in documents[start : start + _BATCH]])
    took = time.process_time() - began
    words = sum(len(document.text.split()) for document in documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = round(words / _WORDS / max(took, 1e-9), 1)
    names = sum(map(len, gold))
    return Report(
        path.name, system, len(documents), names, scores(gold, found), rate, round(peak, 1)
    )


def spans_of(document: Document) -> Spans:
    """The persons, organisations and places of a labelled text."""
    return {(a, b, label) for a, b, label in document.names if label in ("PER", "ORG", "LOC")}


def table(reports: Iterable[Report]) -> Iterable[str]:
    """The figures as lines of text."""
    yield (
        f"{'set':22} {'system':8} {'names':>6}  {'P':>5} {'R':>5} {'F1':>5}"
        f"  {'PER':>5} {'ORG':>5} {'LOC':>5}  {'overlap':>7} {'spans':>5}  {'art/s':>7} {'MB':>5}"
    )
    for report in reports:
        s = report.scores
        exact = s["exact"]
        yield (
            f"{report.gold:22} {report.system:8} {report.names:6}"
            f"  {exact.precision:5} {exact.recall:5} {exact.f1:5}"
            f"  {s['PER'].f1:5} {s['ORG'].f1:5} {s['LOC'].f1:5}"
            f"  {s['overlap'].f1:7} {s['spans'].f1:5}"
            f"  {report.articles_a_second:7} {report.peak_memory_mb:5.0f}"
        )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="+", required=True, help="files in gold format")
    parser.add_argument("--json", action="store_true", help="one JSON object a set")
    parser.add_argument("--no-baseline", action="store_true", help="only the program's figures")
    options = parser.parse_args()
    systems: list[tuple[str, Find]] = [("program", by_program)]
    if not options.no_baseline:
        systems.append(("strings", by_lists))
    by_program(["Warm up."])
    reports = (measure(path, name, find) for path in options.gold for name, find in systems)
    if options.json:
        for report in reports:
            print(json.dumps(asdict(report)))
    else:
        for line in table(reports):
            print(line, flush=True)


if __name__ == "__main__":
    main()
