r"""How often a report's date and title are found, and how often they are right.

    python benchmarks/dates.py [--set NAME …] [--wrong 10] [--json FILE]

Reads sets of `../shared/corpora` (or GAZETTEER_SHARED) that state a date for each report. Each
report is read as a text file would be (the text alone), and again with what a collection may know
besides: its title, its address, a file named after its day. A date is right if the stated one
agrees as far as ours goes. Where it differs, it is counted apart whether the day we give is printed
in the first or last 300 characters of the text: `fakes_syria` states for many reports the day
of the event, not the one that the report prints. A title is right if it says the same letters.
"""

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from articles.assemble import assemble
from articles.dates.written_dates import full_date
from articles.formats.draft import Draft

SHARED = Path(os.environ.get("GAZETTEER_SHARED", Path(__file__).parents[2] / "shared"))
SETS: Final = ("fakes_syria", "allsides", "wikinews_2019_2020", "giveme5w1h_2016_2017")
_MOST: Final = 2000
"""Reports of a set that are read, evenly taken from it."""


@dataclass(slots=True)
class Tally:
    """What came of the reports of one set."""

    reports: int = 0
    found: int = 0
    right: int = 0
    printed: int = 0
    """Differ from what the set states, but stand in the text as a date."""
    titles: int = 0
    bases: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def take(self, record: dict[str, Any], draft: Draft, path: str) -> None:
        """Read one report, and compare."""
        article = assemble(path, draft)
        self.reports += 1
        self.titles += _letters(article.title)[:60] == _letters(record["title"] or "")[:60]
        if article.date is None:
            return
        value = article.date.value
        self.found += 1
        self.bases[article.date.basis] += 1
        if (record["date"] or "")[: len(value)] == value:
            self.right += 1
        elif value in (full_date(article.text[:300]), full_date(article.text[-300:])):
            self.printed += 1
        else:
            told = (
                f"{record['id'][-50:]}: {value} by {article.date.basis}, not {record['date'][:10]}"
            )
            self.wrong.append(told)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).casefold()


def known(record: dict[str, Any], what: str) -> tuple[Draft, str]:
    """A report with one thing known besides its text, and the path of its file."""
    text, day = record["text"], record["date"][:10]
    if what == "title":
        return Draft(text=text, title=record["title"] or ""), "report.txt"
    if what == "address":
        return Draft(text=text, title=record["title"] or "", url=record["url"] or ""), "report.txt"
    return Draft(text=text), f"{day}-report.txt" if what == "file name" else "report.txt"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="How often date and title are found.")
    parser.add_argument("--set", nargs="+", default=SETS, metavar="NAME", dest="sets")
    parser.add_argument(
        "--wrong", type=int, default=0, metavar="N", help="list so many that differ"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args()
    say, figures = sys.stdout.write, {}
    say(
        f"{'set, what is known':40}{'reports':>8}{'dated':>8}{'right':>8}"
        f"{'printed':>9}{'title':>8}\n"
    )
    for name in options.sets:
        with gzip.open(SHARED / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            records = [one for one in map(json.loads, file) if one["date"]]
        records = records[:: len(records) // _MOST + 1]
        for what in ("text", "title", "address", "file name"):
            if what == "address" and not any(record["url"] for record in records):
                continue
            tally = Tally()
            for record in records:
                tally.take(record, *known(record, what))
            dated = tally.found or 1
            say(f"{name + ', ' + what:40}{tally.reports:8}{tally.found / tally.reports:8.1%}")
            say(f"{tally.right / dated:8.1%}{tally.printed / dated:9.1%}")
            say(f"{tally.titles / tally.reports:8.1%}  {dict(tally.bases)}\n")
            for one in tally.wrong[: options.wrong]:
                say(f"    {one}\n")
            figures[f"{name}, {what}"] = (tally.found, tally.right, tally.printed, tally.reports)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
