"""`gazetteer search`: ranked reports with snippets."""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.article import Span
from index.catalogue.store import Row, Sort
from index.library.library import Library
from index.search.search import Found, Search
from index.search.snippet import snippet
from tui.cli import output
from tui.cli.layout import wrapped
from tui.cli.opening import annotated
from tui.outside.exporting import separated
from tui.page.counted import counted
from tui.problems import Exit

_LIMIT = 20
_PAGE = 100
_FIELDS = ("article", "title", "source", "date", "score", "hits", "copies", "snippet")
"""What a table has of the fields of `--json`."""
_WIDTH = 240
_EXPRESSION = re.compile(r"/.+/\w*")
"""What is meant as a regular expression elsewhere."""
_AS_WORDS = "is searched for as words; expressions are for / in the reader's open text"


@dataclass(frozen=True, slots=True)
class _Hit:
    """One report that was found."""

    row: Row
    score: float
    spans: list[Span]
    text: str


def run(arguments: argparse.Namespace) -> int:
    """Search, and print what was found."""
    query = " ".join(arguments.query)
    with annotated(arguments) as (opened, notebook):
        search = Search(opened, notebook)
        found = search.find(query, Sort(arguments.sort))
        if not found.numbers:
            say_nothing_found(query, found)
            return Exit.NOTHING_FOUND
        tell_of_expression(query)
        is_for_programs = arguments.json or arguments.csv or arguments.tsv
        usual = 0 if is_for_programs else _LIMIT
        limit = usual if arguments.limit is None else arguments.limit
        count = min(limit or len(found.numbers), len(found.numbers))
        hits = _hits(opened, search, query, found, count)
        if is_for_programs:
            _print(_told(opened, hits), arguments)
        else:
            for place, hit in enumerate(hits, 1):
                _say(place, hit)
    if not is_for_programs and count < len(found.numbers):
        output.tell(f"{count:,} of {len(found.numbers):,} reports; --limit 0 prints all")
    return Exit.DONE


def _told(opened: Library, hits: Iterable[_Hit]) -> Iterator[dict[str, object]]:
    """The fields of each report, the number of its copies among them."""
    origins = opened.copies.origins()
    sizes = Counter(origins.values())
    for hit in hits:
        others = sizes.get(origins.get(hit.row.number, -1), 1) - 1
        yield {**_as_json(hit), "copies": others}


def _print(reports: Iterable[Mapping[str, object]], arguments: argparse.Namespace) -> None:
    """Print objects, or the cells of a table."""
    if arguments.json:
        for report in reports:
            output.say_json(report)
        return
    rows = ([_cell(report[name]) for name in _FIELDS] for report in reports)
    output.say_table(separated(_FIELDS, rows, "," if arguments.csv else "\t"))


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else "" if value is None else str(value)


def tell_of_expression(query: str) -> None:
    """Say what is meant elsewhere by what looks like a regular expression."""
    if _EXPRESSION.fullmatch(query):
        output.tell(f"{query} {_AS_WORDS}")


def say_nothing_found(query: str, found: Found) -> None:
    """Say what was searched for, and what was perhaps meant."""
    if _EXPRESSION.fullmatch(query):
        output.tell(f"nothing found: {query} {_AS_WORDS}")
        return
    meant = f"; did you mean {found.suggestion}?" if found.suggestion else ""
    output.tell(f"nothing found for {found.understood}{meant}")


def _hits(opened: Library, search: Search, query: str, found: Found, count: int) -> Iterator[_Hit]:
    """The best reports, some at a time; those that have just been removed are left out."""
    for start in range(0, count, _PAGE):
        page = slice(start, min(start + _PAGE, count))
        numbers, scores = found.numbers[page], found.scores[page]
        spans = search.hits(query, numbers)
        for row, score in zip(opened.catalogue.rows(numbers), scores, strict=True):
            if row.number in spans:
                text = opened.catalogue.article(row.number).text
                yield _Hit(row, score, spans[row.number], text)


def _as_json(hit: _Hit) -> dict[str, object]:
    row, spans = hit.row, hit.spans
    return {
        "article": row.id,
        "title": row.title,
        "date": row.date,
        "source": row.source,
        "score": round(hit.score, 4),
        "hits": len(spans),
        "snippet": snippet(hit.text, spans, _WIDTH)[0],
        "spans": [[span.start, span.end] for span in spans],
    }


def _say(place: int, hit: _Hit) -> None:
    row, width, indent = hit.row, output.columns(), " " * 4
    hits = counted(len(hit.spans), "hit")
    facts = filter(None, [row.id, row.date or "undated", row.source, hits])
    cut = snippet(hit.text, hit.spans, _WIDTH)[0]
    for line in (f"{place:>3} {row.title}", indent + " · ".join(facts), indent + cut):
        for one in wrapped(line, width, indent):
            output.say(one)
    output.say()
