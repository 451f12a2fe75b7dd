"""Collections for benchmarks: real reports, and as many more as are asked for.

The reports come from `corpora/*.jsonl.gz` of the folder named by GAZETTEER_SHARED, by default
`../shared`; without it from the samples that ship with the program. Where more are asked for than
there are, they come again with other names and later dates: in each further round as many words of
those that are written with a capital only, or stand in one report only, are replaced by new ones as
the vocabulary would grow by in so many new reports (Heaps' law). What is replaced is replaced alike
in all reports of a round, so that people go on being met again.
"""

import gzip
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from articles.article import Article
from articles.collection.collection import Collection
from articles.collection.files import File
from articles.formats.opening import parsed

PROJECT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = Path(os.environ.get("GAZETTEER_SHARED", PROJECT.parent / "shared"))

GROWTH: Final = 0.65
"""With which power of the number of reports the words that may be replaced grow. All words then
grow with the power 0.5, as they do from 4,500 to 18,000 of the shared reports."""
_MOVED: Final = 400
"""Days by which a round of reports is later than the one before."""
_WORD: Final = re.compile(r"[A-Za-z]{4,}")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SYLLABLES: Final = [a + b for a in "bdfghjklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar")]


@dataclass(frozen=True, slots=True)
class Record:
    """A report as a file of JSON lines has it."""

    id: str
    title: str
    date: str | None
    source: str
    text: str


def records(count: int, seed: int = 5) -> list[Record]:
    """So many reports, always the same ones, mixed."""
    base = list(_real())
    random.Random(seed).shuffle(base)
    made = base[:count]
    reports = _reports(base) if count > len(base) else Counter()
    rounds = 1
    while len(made) < count:
        again = _Round(rounds, reports)
        made += [again.varied(one) for one in base[: count - len(made)]]
        rounds += 1
    return made


def cut(made: Sequence[Record], words: int) -> list[Record]:
    """The reports with no more than so many words of their texts."""
    begun = re.compile(rf"\s*(?:\S+\s*){{0,{words}}}")
    return [replace(one, text=found[0]) for one in made if (found := begun.match(one.text))]


def as_lines(made: Sequence[Record], folder: Path) -> Path:
    """Write the reports as one file of JSON lines; the folder."""
    folder.mkdir(parents=True)
    with (folder / "reports.jsonl").open("w", encoding="utf-8") as file:
        for one in made:
            file.write(_line(one) + "\n")
    return folder


def as_files(made: Sequence[Record], folder: Path) -> Path:
    """Write each report as a text file, a hundred to a folder; the folder."""
    for at, one in enumerate(made):
        path = folder / f"{at // 100:04}" / f"{at:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(one), "utf-8")
    return folder


def change(folder: Path, share: float) -> int:
    """Add a sentence to some of the text files, spread evenly; how many."""
    paths = sorted(folder.rglob("*.txt"))
    changed = paths[:: max(1, round(1 / share))]
    for path in changed:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n\nThe minister added on Monday that talks with Raqqa would go on.\n")
    return len(changed)


def _line(one: Record) -> str:
    fields = {"id": one.id, "title": one.title, "date": one.date, "source": one.source}
    return json.dumps({**fields, "text": one.text}, ensure_ascii=False)


def _page(one: Record) -> str:
    return "\n\n".join(filter(None, (one.title, one.date, one.text))) + "\n"


def _real() -> Iterator[Record]:
    paths = sorted((SHARED / "corpora").glob("*.jsonl.gz"))
    for path in paths:
        if ".labels." not in path.name:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from (_record(path.name.partition(".")[0], json.loads(one)) for one in lines)
    if not paths:
        samples = Collection.open(PROJECT / "articles" / "samples" / "reports")
        for file in samples.scan():
            if isinstance(file, File):
                found = samples.read(file, parsed)
                yield from (_sample(one) for one in found if isinstance(one, Article))


def _record(corpus: str, found: dict[str, Any]) -> Record:
    return Record(
        f"{corpus}/{found['id']}",
        found.get("title") or "",
        found.get("date"),
        found.get("source") or "",
        found["text"],
    )


def _sample(found: Article) -> Record:
    date = found.date.value if found.date else None
    return Record(found.id, found.title, date, found.source, found.text)


def _reports(base: Sequence[Record]) -> "Counter[str]":
    """In how many reports each word stands."""
    return Counter(word for one in base for word in set(_WORD.findall(one.text)))


class _Round:
    """One time that the same reports come again."""

    def __init__(self, number: int, reports: "Counter[str]") -> None:
        self._number = number
        told = [
            word
            for word, count in reports.items()
            if count == 1 or (word.istitle() and word.lower() not in reports)
        ]
        grown = ((number + 1) ** GROWTH - number**GROWTH) * len(reports)
        limit = grown / max(1, len(told)) * 2**32
        self._new = {word: self._name(word) for word in told if self._chance(word) < limit}

    def _chance(self, word: str) -> int:
        return crc32(f"{self._number} {word}".encode())

    def _name(self, word: str) -> str:
        chance = random.Random(f"{self._number} {word}")
        new = "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4))))
        return new.capitalize() if word[0].isupper() else new

    def varied(self, one: Record) -> Record:
        """A report of this round."""
        return Record(
            f"{one.id}/{self._number}",
            self._renamed(one.title),
            self._later(one.date),
            one.source,
            self._renamed(one.text),
        )

    def _renamed(self, text: str) -> str:
        return _WORD.sub(lambda found: self._new.get(found[0], found[0]), text)

    def _later(self, when: str | None) -> str | None:
        if when is None or not _ISO.fullmatch(when):
            return when
        try:
            return str(date.fromisoformat(when) + timedelta(days=_MOVED * self._number))
        except ValueError:
            return when
