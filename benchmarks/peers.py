"""Other programs on the same texts, each as its documentation uses it.

    python benchmarks/peers.py NAME RECORDS INDEX

Indexes a file of JSON lines (recoll: a folder of text files) from nothing.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

PROCESSES: Final = 2


def main() -> int:
    """Run one of them."""
    name, source, index = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    index.mkdir(parents=True, exist_ok=True)
    PEERS[name](source, index)
    return 0


def present(name: str) -> bool:
    """Whether a peer is installed."""
    if name == RECOLL:
        return shutil.which("recollindex") is not None
    return name != "tantivy" or find_spec("tantivy") is not None


def _records(source: Path) -> Iterator[dict[str, Any]]:
    with (source / "reports.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _whoosh(source: Path, index: Path, **options: object) -> None:
    from whoosh.fields import ID, TEXT, Schema  # noqa: PLC0415 - only what is measured is loaded
    from whoosh.index import create_in  # noqa: PLC0415

    schema = Schema(path=ID(stored=True, unique=True), title=TEXT(stored=True), content=TEXT)
    writer = create_in(index, schema).writer(procs=PROCESSES, limitmb=256, **options)
    for one in _records(source):
        writer.add_document(path=one["id"], title=one["title"], content=one["text"])
    writer.commit()


def _whoosh_unmerged(source: Path, index: Path) -> None:
    _whoosh(source, index, multisegment=True)


def _whoosh_incremental(source: Path, index: Path) -> None:
    """Index a folder, and another time what has changed in it, as its documentation does."""
    from whoosh.fields import ID, STORED, TEXT, Schema  # noqa: PLC0415 - see above
    from whoosh.index import create_in, exists_in, open_dir  # noqa: PLC0415

    schema = Schema(path=ID(stored=True, unique=True), time=STORED, content=TEXT)
    opened = open_dir(index) if exists_in(index) else create_in(index, schema)
    kept: set[str] = set()
    with opened.searcher() as searcher, opened.writer() as writer:
        for fields in searcher.all_stored_fields():
            path = Path(fields["path"])
            if path.exists() and path.stat().st_mtime <= fields["time"]:
                kept.add(fields["path"])
            else:
                writer.delete_by_term("path", fields["path"])
        for path in source.rglob("*.txt"):
            if str(path) not in kept:
                text, time = path.read_text("utf-8"), path.stat().st_mtime
                writer.add_document(path=str(path), time=time, content=text)


def _fts5(source: Path, index: Path) -> None:
    database = sqlite3.connect(index / "fts5.db")
    database.execute("CREATE VIRTUAL TABLE report USING fts5(path UNINDEXED, title, content)")
    database.executemany(
        "INSERT INTO report VALUES (?, ?, ?)",
        ((one["id"], one["title"], one["text"]) for one in _records(source)),
    )
    database.commit()
    database.close()


def _tantivy(source: Path, index: Path) -> None:
    import tantivy  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415 - see above

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("path", stored=True, tokenizer_name="raw")
    for name in ("title", "content"):
        builder.add_text_field(name, stored=name == "title")
    writer = tantivy.Index(builder.build(), path=str(index)).writer()
    for one in _records(source):
        writer.add_document(
            tantivy.Document(path=[one["id"]], title=[one["title"]], content=[one["text"]])
        )
    writer.commit()
    writer.wait_merging_threads()


def _recoll(source: Path, index: Path) -> None:
    """Index a folder; another time, bring the index up to date."""
    configuration = index / "recoll.conf"
    if not configuration.exists():
        configuration.write_text(f"topdirs = {source}\nloglevel = 1\n", "utf-8")
    subprocess.run(
        ["recollindex", "-c", str(index)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(index)},
    )


RECOLL: Final = "recollindex"
INCREMENTAL: Final = "Whoosh, incremental"
PEERS: Final[dict[str, Callable[[Path, Path], None]]] = {
    "Whoosh, 2 processes": _whoosh,
    "Whoosh, 2 processes, unmerged": _whoosh_unmerged,
    "SQLite FTS5": _fts5,
    "tantivy": _tantivy,
    RECOLL: _recoll,
    INCREMENTAL: _whoosh_incremental,
}

if __name__ == "__main__":
    sys.exit(main())
