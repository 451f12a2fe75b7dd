"""Measure which mentions are taken for one entity, against exact strings.

    python benchmarks/linking.py --gold FILE.jsonl[.gz] … [--end-to-end] [--texts FOLDER]

A line of a file is a report: `{"id", "text"?, "mentions": […]}`, a mention
`[start, end, type, cluster, link]`, or `[start, end, surface, cluster, link, tags]` where there is
no text. Where a mention is `[start, end, type, name]`, the name is cluster and link, and the text
is the file `id` of the folder `--texts`. B3, CEAFe and pairwise figures, in the document (by
cluster) and across (by link).

By default mentions and their types are given. With --end-to-end they are found by the program too:
a mention found is the gold one that it overlaps; what is overlooked, and what is found and is none,
is an entity by itself. "traced" is CEAFm: of the mentions, those in place once each gold entity is
compared with the one that has most of it. Sets that mark only some names (MEANTIME) say nothing on
precision then.
"""

import argparse
import gzip
import json
import re
import time
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import NamedTuple

from coreference import METRICS, Figures

from articles.article import Article
from articles.entities import known, link, spelling
from articles.entities.analysis import analyse
from articles.entities.mention import EntityType
from articles.entities.merge import attach
from articles.entities.names import Found
from articles.entities.resolve import resolve

TYPES = {
    **{kind.value: kind for kind in EntityType},
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


class Answers(NamedTuple):
    """What one method says of one report: the entity of each mention that it knows of."""

    given: list[Hashable]
    matched: list[tuple[int, int]]
    """Numbers of gold mentions with those of the answers that are for them."""


class Side(NamedTuple):
    """Entities of mentions, in the document or across: gold, given, and of those in both."""

    gold: list[Hashable]
    given: list[Hashable]
    both: list[tuple[Hashable, Hashable]]


def read(path: Path, texts: Path | None = None) -> list[Gold]:
    """The reports of a file, with their named mentions alone."""
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
    records = [json.loads(line) for line in lines]
    for record in records:
        record["mentions"] = [m if len(m) > 4 else [*m, m[3]] for m in record["mentions"]]
        if texts is not None:
            text = (texts / record["id"]).read_bytes().decode()
            record["text"] = text.replace("\r\n", "\n")
    return [_report(record, meantime="meantime" in path.name) for record in records]


def _report(record: dict[str, object], *, meantime: bool) -> Gold:
    mentions = sorted(record["mentions"], key=lambda m: (m[0], -m[1]))  # type: ignore[call-overload]  # JSON
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


def ours(reports: Sequence[Gold]) -> list[Answers]:
    """For each mention of each report, the entity that the program takes it for."""
    resolved = [resolve(report.text, report.found) for report in reports]
    numbers = link.link(resolved)
    answers: list[Answers] = []
    for report, entities, number in zip(reports, resolved, numbers, strict=True):
        at = {
            m.start: entity
            for entity, here in zip(number, entities, strict=True)
            for m in here.mentions
            if not m.soft
        }
        answers.append(_all_matched([at[one.start] for one in report.found]))
    return answers


def exact(reports: Sequence[Gold]) -> list[Answers]:
    """The baseline: one spelling and type, one entity."""
    return [
        _all_matched(
            [(spelling.key(report.text[one.start : one.end]), one.type) for one in report.found]
        )
        for report in reports
    ]


def _all_matched(given: list[Hashable]) -> Answers:
    return Answers(given, [(n, n) for n in range(len(given))])


def end_to_end(reports: Sequence[Gold]) -> dict[str, list[Answers]]:
    """Answers on mentions that the program finds itself, by method."""
    resolved = analyse([Article(str(n), one.text, "") for n, one in enumerate(reports)])
    answers: dict[str, list[Answers]] = {"exact string": [], "ours": []}
    for report, entities, numbers in zip(reports, resolved, link.link(resolved), strict=True):
        kinds = {one.type for one in report.found}
        found = sorted(
            (mention.start, mention.end, spelling.key(mention.surface), entity.type, number)
            for entity, number in zip(entities, numbers, strict=True)
            for mention in entity.mentions
            if not mention.soft and entity.type in kinds
        )
        matched = _overlapping(report.found, [one[:2] for one in found])
        answers["exact string"].append(Answers([one[2:4] for one in found], matched))
        answers["ours"].append(Answers([one[4] for one in found], matched))
    return answers


def _overlapping(gold: Sequence[Found], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of stretches that overlap, those that overlap most first, each stretch once."""
    pairs = [
        (min(one.end, end) - max(one.start, start), n, m)
        for n, one in enumerate(gold)
        for m, (start, end) in enumerate(found)
        if start < one.end and one.start < end
    ]
    matched: dict[int, int] = {}
    for _, n, m in sorted(pairs, key=lambda pair: -pair[0]):
        if n not in matched and m not in matched.values():
            matched[n] = m
    return sorted(matched.items())


def score(reports: Sequence[Gold], answers: Sequence[Answers]) -> dict[str, Figures]:
    """All figures of one method on one set."""
    inside, across = Side([], [], []), Side([], [], [])
    for number, (report, answer) in enumerate(zip(reports, answers, strict=True)):
        inside.gold.extend((number, cluster) for cluster in report.clusters)
        inside.given.extend((number, given) for given in answer.given)
        linked = [n for n, link_ in enumerate(report.links) if link_]
        across.gold.extend(report.links[n] for n in linked)
        elsewhere = {m for n, m in answer.matched if n not in linked}
        across.given.extend(g for m, g in enumerate(answer.given) if m not in elsewhere)
        for n, m in answer.matched:
            inside.both.append(((number, report.clusters[n]), (number, answer.given[m])))
            if n in linked:
                across.both.append((report.links[n], answer.given[m]))
    return {
        f"{where} {name}": metric(side.gold, side.given, side.both)
        for where, side in (("in", inside), ("across", across))
        if side.gold
        for name, metric in METRICS.items()
    }


def main() -> None:
    """Print, and with --json write, the figures of each file."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--gold", nargs="+", type=Path, required=True)
    options.add_argument("--end-to-end", action="store_true", help="find the mentions too")
    options.add_argument("--texts", type=Path, help="the folder of the texts, if they are apart")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    written = {}
    for path in asked.gold:
        reports = read(path, asked.texts)
        print(f"{path.name}: {len(reports)} reports, {sum(len(r.found) for r in reports)} mentions")
        start = time.process_time()
        methods = (
            end_to_end(reports)
            if asked.end_to_end
            else {"exact string": exact(reports), "ours": ours(reports)}
        )
        took = time.process_time() - start
        for name, answers in methods.items():
            result = score(reports, answers)
            shown = "  ".join(f"{what} {figure}" for what, figure in result.items())
            print(f"  {name:13}{shown}", flush=True)
            written[f"{path.name} {name}"] = {what: figure.f1 for what, figure in result.items()}
        print(f"  {len(reports) / took:.0f} reports/s, both together")
    if asked.json:
        asked.json.write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main()
