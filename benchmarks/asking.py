"""The fixed list of queries, and how each program is asked for them: in its own language.

What a program cannot be asked for (entities, dates; misspelt words of FTS5 and recoll) is left out
for it.
"""

import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

PAGE: Final = 20
"""Reports on a first page."""

Ask: TypeAlias = Callable[[str], int]
"""Fetches the first page of a query, and counts what matches."""


class Query(NamedTuple):
    """One query, in our language."""

    kind: str
    text: str


_LIST: Final = {
    "rare": "raqqa|yazidi|deir|filibuster|airstrike",
    "common": "president|said|people|the|government",
    "several": "white house|climate change|supreme court ruling|senate vote immigration"
    "|syrian army aleppo|minimum wage increase",
    "phrase": '"white house"|"climate change"|"de facto capital"|"of the"|"attorney general"'
    '|"united states of america"|"chief of staff"',
    "prefix": "airstr*|immig*|terror*|unconst*|co*",
    "near": '"president congress"~5|"russia election"~10|"police shooting"~3|"climate agreement"~10'
    '|"trump putin meeting"~20',
    "misspelt": "rakka~2|tromp~|aleppo~|goverment~|congres~2",
    "either": "raqqa OR mosul|trump OR clinton|aleppo OR idlib OR homs",
    "without": "trump -clinton|syria -isis|shooting -police",
    "capitals": "IS|US|NATO",
    "field": 'title:syria|title:"supreme court"|title:trump',
    "entity": 'entity:"Barack Obama"|entity:"Islamic State" raqqa|entity:"Hillary Clinton" email',
    "date": "date:2016 trump|date:2015-11..2016-03 paris|date:>=2019",
    "combined": '(raqqa OR mosul) "islamic state" -iraq|"supreme court" abortion date:2016'
    "|in:body \"white house\" (russia OR ukraine)|state-run media",
}  # fmt: skip

QUERIES: Final = [Query(kind, text) for kind, texts in _LIST.items() for text in texts.split("|")]

TYPED: Final = ("raqqa airstrike", "climate change", "senate vote", "trump russia", "congress")
"""What is typed letter by letter."""

_OURS_ONLY: Final = ("entity", "date", "combined", "capitals")


def said(program: str, query: Query) -> str | None:
    """A query in a program's language; None if it cannot be asked for."""
    kind, text = query
    if kind in _OURS_ONLY or (kind == "misspelt" and program in {"SQLite FTS5", "recoll"}):
        return None
    near = re.fullmatch(r'"(.+)"~(\d+)', text)
    if program == "recoll":
        return f'"{near[1]}"p{near[2]}' if near else text
    if program == "SQLite FTS5":
        if near:
            words = " ".join(f'"{word}"' for word in near[1].split())
            return f"NEAR({words}, {near[2]})"
        return text.replace(" -", " NOT ")
    return text.replace(" -", " NOT ") if program == "Whoosh" else text


def ours(library: Path) -> tuple[Ask, Ask]:
    """Our whole path: what is typed is parsed, searched, sorted, counted, and its rows fetched.

    Returns:
        How to ask, and how to ask while typing.
    """
    from index.library.library import Library  # noqa: PLC0415 - only what is measured is loaded
    from index.search.search import Search  # noqa: PLC0415

    opened = Library.open(library)
    search = Search(opened)

    def ask(text: str, *, live: bool = False) -> int:
        found = search.find(text, live=live)
        opened.catalogue.rows(found.numbers[:PAGE])
        return len(found.numbers)

    ask("the of to in is")  # as the search process does before anyone asks
    return ask, lambda text: ask(text, live=True)


def whoosh(index: Path) -> Ask:
    """Plain Whoosh."""
    from whoosh.index import open_dir  # noqa: PLC0415 - see above
    from whoosh.qparser import FuzzyTermPlugin, QueryParser  # noqa: PLC0415

    searcher = open_dir(index).searcher()
    parser = QueryParser("content", searcher.schema)
    parser.add_plugin(FuzzyTermPlugin())

    def ask(text: str) -> int:
        results = searcher.search(parser.parse(text), limit=PAGE)
        for hit in results:
            hit["title"]
        return len(results)

    return ask


def fts5(index: Path) -> Ask:
    """SQLite's full-text index."""
    database = sqlite3.connect(index / "fts5.db")
    page = "SELECT path, title FROM report WHERE report MATCH ? ORDER BY rank LIMIT ?"
    count = "SELECT count(*) FROM report WHERE report MATCH ?"

    def ask(text: str) -> int:
        database.execute(page, (text, PAGE)).fetchall()
        return int(database.execute(count, (text,)).fetchone()[0])

    return ask


def tantivy(index: Path) -> Ask:
    """tantivy, with its own parser and tokenizer."""
    import tantivy as package  # noqa: PLC0415 - see above

    opened: Any = package.Index.open(str(index))
    searcher, schema, fields = opened.searcher(), opened.schema, ["title", "content"]

    def query(text: str) -> Any:  # noqa: ANN401 - tantivy's
        if text.endswith("*"):
            return package.Query.regex_query(schema, "content", text[:-1] + ".*")
        misspelt = re.fullmatch(r"(\w+)~(\d?)", text)
        if misspelt:
            edits = int(misspelt[2] or 1)
            return package.Query.fuzzy_term_query(schema, "content", misspelt[1], edits)
        return opened.parse_query(text, fields, conjunction_by_default=True)

    def ask(text: str) -> int:
        found = searcher.search(query(text), limit=PAGE, count=True)
        for _, address in found.hits:
            searcher.doc(address)
        return int(found.count)

    return ask


def recoll(index: Path) -> Ask:
    """The command of recoll, which is started for each query."""
    command = ["recollq", "-c", str(index), "-n", f"0-{PAGE}"]

    def ask(text: str) -> int:
        found = subprocess.run(
            [*command, text],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(index)},
        )
        count = re.search(r"^(\d+) results", found.stdout, re.MULTILINE)
        return int(count[1]) if count else 0

    return ask


PEERS: Final[dict[str, Callable[[Path], Ask]]] = {
    "Whoosh": whoosh,
    "SQLite FTS5": fts5,
    "tantivy": tantivy,
    "recoll": recoll,
}
