"""Measure which mentions are taken for one entity, on gold mentions, against exact strings.

    python benchmarks/linking.py --gold FILE.jsonl[.gz] … [--json OUT]

A line of a file is a report: `{"id", "text"?, "mentions": […]}`, a mention
`[start, end, type, cluster, link]`, or `[start, end, surface, cluster, link, tags]` where there is
no text. B3, CEAFe and pairwise figures, in the document (by cluster) and across (by link).

B3: A. Bagga and B. Baldwin, 1998. CEAFe: X. Luo, "On coreference resolution performance metrics",
2005, with the entity similarity phi4.
"""

import argparse
import gzip
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.entities import known, link, spelling
from articles.entities.mention import EntityType
from articles.entities.merge import attach
from articles.entities.names import Found
from articles.entities.resolve import resolve

TYPES = {
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANISATION,
    "LOC": EntityType.PLACE,
    "GPE": EntityType.PLACE,
    "MISC": EntityType.OTHER,
    "NORP": EntityType.OTHER,
}
TAGS = {
    "person": EntityType.PERSON,
    "organization": EntityType.ORGANISATION,
    "gpe0-x": EntityType.OTHER,
    "gpe1-x": EntityType.OTHER,
    "loc-x": EntityType.OTHER,
    "location": EntityType.PLACE,
    "entity": EntityType.OTHER,
}
PRONOUNS = frozenset({"I", "He", "She", "It", "We", "They", "You"})


class Gold(NamedTuple):
    """A report: its text, the names in it, and what each of them is."""

    text: str
    found: list[Found]
    clusters: list[str]
    links: list[str | None]


class Figures(NamedTuple):
    """Precision, recall and F1, in per cent."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        return f"{self.precision:5.1f} {self.recall:5.1f} {self.f1:5.1f}"


def read(path: Path) -> list[Gold]:
    """The reports of a file, with their named mentions alone."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
    return [_report(json.loads(line), meantime="meantime" in path.name) for line in lines]


def _report(record: dict[str, object], *, meantime: bool) -> Gold:
    mentions = sorted(record["mentions"], key=lambda m: (m[0], -m[1]))  # type: ignore[call-overload, index]  # JSON
    text = str(record.get("text") or _text_around(mentions))
    report = Gold(text, [], [], [])
    last = -1
    for start, end, what, cluster, linked, *tags in mentions:
        kind = _kind(tags[0]) if tags else TYPES.get(what)
        if kind is None or start < last or not _is_name(text[start:end], strictly=meantime):
            continue
        last = end
        surface = known.named(text[start:end], kind)
        one = Found(start, end, kind)
        report.found.append(attach(one, *surface) if surface else one)
        report.clusters.append(str(cluster))
        report.links.append(linked if linked and linked != "NILL" else None)
    return report


def _kind(tags: Sequence[str]) -> EntityType | None:
    return next((kind for tag, kind in TAGS.items() if tag in tags), None)


_NAME = re.compile(
    r"(?:[Tt]he )?(?:(?:U\.S\.|[A-Z][\w.'’&/-]*)(?: |$|(?=,))|(?:of|and|for|the|de) )+"
)


def _is_name(surface: str, *, strictly: bool) -> bool:
    """Whether a mention is a name; MEANTIME marks whole phrases, so its names are sifted out."""
    if surface in PRONOUNS or not any(c.isupper() for c in surface):
        return False
    return not strictly or bool(_NAME.match(surface + " "))


def _text_around(mentions: Sequence[Sequence[object]]) -> str:
    """A text that has the surfaces where they stood; two characters before an acronym are ` (`."""
    text: list[str] = []
    for start, _, surface, *_ in mentions:
        assert isinstance(start, int)
        gap = start - len(text)
        bracket = gap == 2 and str(surface).isupper()
        text += " (" if bracket else "." * gap
        text += str(surface)[max(0, -gap) :]
    return "".join(text)


def ours(reports: Sequence[Gold]) -> list[list[Hashable]]:
    """For each mention of each report, the entity that the program takes it for."""
    resolved = [resolve(report.text, report.found) for report in reports]
    numbers = link.link(resolved)
    answers: list[list[Hashable]] = []
    for report, entities, number in zip(reports, resolved, numbers, strict=True):
        at = {
            m.start: entity
            for entity, here in zip(number, entities, strict=True)
            for m in here.mentions
            if not m.soft
        }
        answers.append([at[one.start] for one in report.found])
    return answers


def exact(reports: Sequence[Gold]) -> list[list[Hashable]]:
    """The baseline: one spelling and type, one entity."""
    return [
        [(spelling.key(report.text[one.start : one.end]), one.type) for one in report.found]
        for report in reports
    ]


def figures(precision: float, recall: float) -> Figures:
    """Precision and recall as fractions, with their harmonic mean, in per cent."""
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Figures(100 * precision, 100 * recall, 100 * f1)


def b_cubed(gold: Sequence[Hashable], given: Sequence[Hashable]) -> Figures:
    """For each mention, how much of its entity is shared; averaged over mentions."""
    wanted, found = Counter(gold), Counter(given)
    both = Counter(zip(gold, given, strict=True))
    precision = sum(n * n / found[p] for (_, p), n in both.items())
    recall = sum(n * n / wanted[g] for (g, _), n in both.items())
    return figures(precision / len(gold), recall / len(gold))


def pairwise(gold: Sequence[Hashable], given: Sequence[Hashable]) -> Figures:
    """Pairs of mentions put together."""

    def pairs(counts: Counter[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    right = pairs(Counter(zip(gold, given, strict=True)))
    return figures(right / max(1, pairs(Counter(given))), right / max(1, pairs(Counter(gold))))


def ceaf_e(gold: Sequence[Hashable], given: Sequence[Hashable]) -> Figures:
    """The best one-to-one alignment of entities, by phi4."""
    wanted, found = Counter(gold), Counter(given)
    weights: dict[Hashable, dict[Hashable, float]] = defaultdict(dict)
    for (g, p), shared in Counter(zip(gold, given, strict=True)).items():
        weights[g][p] = 2 * shared / (wanted[g] + found[p])
    total = sum(_best(weights, part) for part in _parts(weights))
    return figures(total / len(found), total / len(wanted))


def _parts(weights: dict[Hashable, dict[Hashable, float]]) -> Iterator[list[Hashable]]:
    keys = {g: [f"{type(p).__name__}{p}" for p in row] for g, row in weights.items()}
    yield from link.components(keys)


def _best(weights: dict[Hashable, dict[Hashable, float]], rows: list[Hashable]) -> float:
    """The greatest total weight of a one-to-one alignment (the Hungarian method, by paths)."""
    columns = sorted({p for g in rows for p in weights[g]}, key=str)
    if len(rows) == 1 or len(columns) == 1:
        return max(w for g in rows for w in weights[g].values())
    size = max(len(rows), len(columns))
    costs = [[0.0] * size for _ in range(size)]
    place = {p: i for i, p in enumerate(columns)}
    for i, g in enumerate(rows):
        for p, weight in weights[g].items():
            costs[i][place[p]] = -weight
    return -_assignment(costs)


def _assignment(costs: list[list[float]]) -> float:
    """The least cost of a perfect matching (Jonker and Volgenant's shortest paths, O(n^3))."""
    size = len(costs)
    rows, columns = [0.0] * (size + 1), [0.0] * (size + 1)
    match = [0] * (size + 1)
    for row in range(1, size + 1):
        match[0] = row
        column, way = _shortest_path(costs, rows, columns, match)
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(costs[match[j] - 1][j - 1] for j in range(1, size + 1))


def _shortest_path(
    costs: list[list[float]], rows: list[float], columns: list[float], match: list[int]
) -> tuple[int, list[int]]:
    """A free column, and the way to it from column 0, which holds the row to be matched."""
    size, column = len(costs), 0
    least, way = [float("inf")] * (size + 1), [0] * (size + 1)
    unseen, seen = set(range(1, size + 1)), {0}
    while match[column]:
        row = match[column]
        for j in unseen:
            reduced = costs[row - 1][j - 1] - rows[row] - columns[j]
            if reduced < least[j]:
                least[j], way[j] = reduced, column
        following = min(unseen, key=least.__getitem__)
        delta = least[following]
        for j in seen:
            rows[match[j]] += delta
            columns[j] -= delta
        for j in unseen:
            least[j] -= delta
        unseen.discard(following)
        seen.add(following)
        column = following
    return column, way


METRICS: dict[str, Callable[[Sequence[Hashable], Sequence[Hashable]], Figures]] = {
    "B3": b_cubed,
    "CEAFe": ceaf_e,
    "pairs": pairwise,
}


def score(reports: Sequence[Gold], answers: list[list[Hashable]]) -> dict[str, Figures]:
    """All figures of one method on one set."""
    inside: list[tuple[Hashable, Hashable]] = []
    across: list[tuple[Hashable, Hashable]] = []
    for number, (report, answer) in enumerate(zip(reports, answers, strict=True)):
        for cluster, linked, given in zip(report.clusters, report.links, answer, strict=True):
            inside.append(((number, cluster), (number, given)))
            if linked:
                across.append((linked, given))
    result = {}
    for where, pairs in (("in", inside), ("across", across)):
        if pairs:
            gold, given = zip(*pairs, strict=True)
            result |= {f"{where} {name}": metric(gold, given) for name, metric in METRICS.items()}
    return result


def main() -> None:
    """Print, and with --json write, the figures of each file."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--gold", nargs="+", type=Path, required=True)
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    written = {}
    for path in asked.gold:
        reports = read(path)
        print(f"{path.name}: {len(reports)} reports, {sum(len(r.found) for r in reports)} mentions")
        for name, method in (("exact string", exact), ("ours", ours)):
            start = time.process_time()
            answers = method(reports)
            took = time.process_time() - start
            result = score(reports, answers)
            shown = "  ".join(f"{what} {figure}" for what, figure in result.items())
            print(f"  {name:13}{len(reports) / took:7.0f} reports/s  {shown}", flush=True)
            written[f"{path.name} {name}"] = {what: figure.f1 for what, figure in result.items()}
    if asked.json:
        asked.json.write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main()
