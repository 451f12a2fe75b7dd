"""How the library's databases are opened."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest

from index import databases

SCHEMA = databases.Schema("CREATE TABLE one (two);", 1, 64, sqlite3.DatabaseError)


def test_a_database_whose_log_cannot_be_begun_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So SQLite opens files that processes cannot share, and then only says that it begins no log.
    alone = partial(sqlite3.connect, uri=True)
    place = f"{(tmp_path / 'one.db').as_uri()}?vfs=unix-none"
    monkeypatch.setattr(sqlite3, "connect", lambda _, **options: alone(place, **options))
    with pytest.raises(sqlite3.DatabaseError, match="its log cannot be begun"):
        databases.connect(tmp_path / "one.db", SCHEMA, writable=True)
