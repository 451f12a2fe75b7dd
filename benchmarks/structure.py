r"""How well the lines of a report are told apart, on reports whose lines were labelled by hand.

    python benchmarks/structure.py [--wrong] [--json FILE]

The gold is `tests/articles/gold/structure.jsonl` (100 free reports; a line that is not named there
is body). Furniture is every label but body, headline and quote. A line counts once in a report
however often it repeats there, so that a list of fifty footnotes weighs no more than one. With
GAZETTEER_SHARED or `../shared`, also 40 reports that may not be copied here: only ids, line numbers
or character offsets and labels are kept (`tests/articles/gold/structure_local.jsonl`), and what
`[start, end)` names is scored by characters.
"""

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.article import Label, Part
from articles.clean import clean, fold_newlines
from articles.structure.structure import take_apart

GOLD = Path(__file__).parents[1] / "tests" / "articles" / "gold"
SHARED = Path(os.environ.get("GAZETTEER_SHARED", Path(__file__).parents[2] / "shared"))
STORY = {Label.BODY, Label.HEADLINE, Label.QUOTE}


@dataclass(slots=True)
class Score:
    """Lines, or characters, of furniture; and what was taken for what."""

    right: int = 0
    found: int = 0
    expected: int = 0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Expected and given label, where they differ."""
    wrong: list[str] = field(default_factory=list)

    def take(self, expected: Label, given: Label, weight: int = 1) -> None:
        """Count one line."""
        is_furniture, was_taken = expected not in STORY, given not in STORY
        self.expected += weight * is_furniture
        self.found += weight * was_taken
        self.right += weight * (is_furniture and was_taken)
        if expected is not given:
            self.confused[expected.value, given.value] += weight

    @property
    def precision(self) -> float:
        """Of what was taken for furniture, how much is."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the furniture, how much was found."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0


def lines(text: str, parts: tuple[Part, ...]) -> Iterator[tuple[int, str, Label]]:
    """Number, text and label of each line that has any; the label that most of it has."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        end = at + len(line)
        if line.strip():
            share = Counter[Label]()
            for part in parts:
                share[part.label] += max(0, min(end, part.end) - max(at, part.start))
            yield number, line.strip(), share.most_common(1)[0][0]
        at = end + 1


def gold(name: str) -> list[dict[str, Any]]:
    """The labelled reports of one file."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def score_lines(reports: list[dict[str, Any]]) -> Score:
    """Score reports whose lines are labelled by number."""
    score = Score()
    for report in reports:
        text = clean(fold_newlines(report["text"]))
        seen = set[tuple[str, str]]()
        for number, line, given in lines(text, take_apart(text, report["title"]).parts):
            expected = Label(report["labels"].get(str(number), "body"))
            if (line, expected.value) not in seen:
                score.take(expected, given)
                if expected is not given:
                    told = f"{report['id'][-60:]} {number}: {expected} taken for {given}: "
                    score.wrong.append(told + line[:90])
            seen.add((line, expected.value))
    return score


def score_spans(reports: list[dict[str, Any]]) -> Score:
    """Score reports on one line, whose furniture is given by offsets, by characters."""
    score = Score()
    for report in reports:
        text = clean(fold_newlines(report["text"]))
        labels = [Label.BODY] * len(text)
        for start, end, label in report["spans"]:
            labels[start:end] = [Label(label)] * (end - start)
        for part in take_apart(text, report["title"]).parts:
            for at in range(part.start, part.end):
                score.take(labels[at], part.label)
    return score


def shared() -> list[dict[str, Any]]:
    """The labelled reports that may not be copied, with their text; none where they are not."""
    found = []
    reports = gold("structure_local.jsonl")
    for name in sorted({report["set"] for report in reports}):
        path = SHARED / "corpora" / f"{name}.jsonl.gz"
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as file:
            texts = {one["id"]: one for one in map(json.loads, file)}
        found += [
            {**report, "text": texts[report["id"]]["text"], "title": texts[report["id"]]["title"]}
            for report in reports
            if report["set"] == name
        ]
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How well lines are told apart.")
    parser.add_argument("--wrong", action="store_true", help="list every line that is wrong")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    local = shared()
    scores = {
        "free, lines": score_lines(gold("structure.jsonl")),
        "local, lines": score_lines([one for one in local if "labels" in one]),
        "local, characters": score_spans([one for one in local if "spans" in one]),
    }
    say = sys.stdout.write
    say(f"{'':20}{'precision':>11}{'recall':>9}{'F1':>7}{'furniture':>11}\n")
    for name, score in scores.items():
        say(f"{name:20}{score.precision:11.3f}{score.recall:9.3f}{score.f1:7.3f}")
        say(f"{score.expected:11}\n")
        if options.wrong:
            for one in score.wrong:
                say(f"    {one}\n")
            say(f"    {score.confused.most_common(12)}\n")
    if options.json:
        figures = {name: (one.precision, one.recall, one.f1) for name, one in scores.items()}
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
