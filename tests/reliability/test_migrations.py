"""A notebook of a former version is brought up to date whole, or it stays what it was.

Killed before every statement of SQL, and at every change of a file (`sweep.py`): what is left is
the one version or the other, all that the user said is in it, and once the tables have changed
there is a copy of what they were before.
"""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from index.anchors import Ref
from index.judgements.judgement import Judgement
from index.notebook.notebook import Notebook
from index.notebook.schema import MIGRATIONS, NotebookError, connect

JUDGED = [
    {"kind": "rename", "value": f"Ada Moreau {number}",
     "subject": {"name": "Moreau", "type": "person", "keys": ["person:moreau"]}}
    for number in range(3)
]  # fmt: skip
FORMER = {
    1: """
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL,
            judgement TEXT, undoes INTEGER UNIQUE REFERENCES journal (number),
            CHECK ((judgement IS NULL) <> (undoes IS NULL)));
        CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
            BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;
        CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
            BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;
    """,
}
FORMER[2] = (
    FORMER[1]
    + """
        ALTER TABLE journal RENAME COLUMN judgement TO act;
        ALTER TABLE journal ADD COLUMN kind TEXT NOT NULL DEFAULT 'judgement';
        ALTER TABLE journal ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX journal_by_kind ON journal (kind, number);
        CREATE TABLE report (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (id, text));
        INSERT INTO report VALUES (0, '', '');
        CREATE TABLE effect (
            facet TEXT NOT NULL, item TEXT NOT NULL,
            report INTEGER NOT NULL REFERENCES report (key),
            number INTEGER NOT NULL REFERENCES journal (number), value TEXT NOT NULL,
            PRIMARY KEY (facet, item, report, number)) WITHOUT ROWID;
        CREATE INDEX effect_of ON effect (number);
        CREATE INDEX effect_on ON effect (report, facet, item);
        CREATE TABLE visit (
            number INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL,
            report INTEGER NOT NULL REFERENCES report (key), why TEXT NOT NULL);
        CREATE TABLE looked (search TEXT PRIMARY KEY, time TEXT NOT NULL, seen BLOB NOT NULL);
        INSERT INTO report VALUES (1, 'flood/levee.txt', 'ab12');
        INSERT INTO visit VALUES (1, '2026', 1, 'flood');
        INSERT INTO looked VALUES ('flood', '2026', x'00ff');
    """
)
"""The tables as each version of the program made them that is not the newest, word for word: what
was once written must be readable for ever, whatever becomes of `MIGRATIONS`."""
COLUMN = {1: "judgement"}
"""What acts were called in versions that did not call them so."""
STANDING = [1, 2]
"""Of the three judgements the last was taken back."""
DEADLY = """
    import os, signal, sqlite3, sys
    from pathlib import Path
    from index.notebook import backups, schema

    left = int(sys.argv[2])

    def statement(sql):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    made = sqlite3.connect

    def connect(*arguments, **options):
        connection = made(*arguments, **options)
        connection.set_trace_callback(statement)
        return connection

    sqlite3.connect = connect
    schema.connect(Path(sys.argv[1])).close()
    print(left)
"""
"""Opens a notebook, and kills itself before a statement; prints how many were left to do."""


def former(path: Path, version: int) -> None:
    """A notebook as a former version of the program left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(FORMER[version])
        rows = [(f"2026-01-0{number}T00:00:00+00:00", one) for number, one in enumerate(JUDGED, 1)]
        database.executemany(
            f"INSERT INTO journal (time, {COLUMN.get(version, 'act')}) VALUES (?, ?)",
            [(time, json.dumps(one)) for time, one in rows],
        )
        database.execute("INSERT INTO journal (time, undoes) VALUES ('2026-01-04', 3)")
        database.execute(f"PRAGMA user_version = {version}")
    path.chmod(0o600)


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])


def said(path: Path, version: int) -> list[object]:
    """What a notebook of some version says, line by line, read without our code."""
    column = COLUMN.get(version, "act")
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(f"SELECT time, {column}, undoes FROM journal ORDER BY number")
        return [(time, act and json.loads(act), undoes) for time, act, undoes in rows]


def opened_and_killed(path: Path, statement: int) -> tuple[int, str]:
    command = [sys.executable, "-c", textwrap.dedent(DEADLY), str(path), str(statement)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_every_former_version_is_tried() -> None:
    assert list(FORMER) == list(range(1, len(MIGRATIONS)))


@pytest.mark.parametrize("version", FORMER)
def test_a_notebook_killed_before_any_statement_of_a_change_of_tables_is_whole(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "0" / "n.db"
    path.parent.mkdir()
    former(path, version)
    before = said(path, version)
    code, left = opened_and_killed(path, 1_000)
    assert code == 0
    statements = 1_000 - int(left)
    assert statements > 13
    seen = set()
    for statement in range(1, statements + 1):
        path = tmp_path / str(statement) / "n.db"
        path.parent.mkdir()
        former(path, version)
        assert opened_and_killed(path, statement)[0] == -signal.SIGKILL
        seen.add(found := version_of(path))
        assert found in (version, len(MIGRATIONS))
        assert said(path, found) == before
        with Notebook(path) as notebook:
            assert list(notebook.judgements()) == STANDING
            assert all(isinstance(one, Judgement) for one in notebook.judgements().values())
            assert notebook.faults() == 0
            if version == 2:
                assert notebook.trail() == [("2026", Ref("flood/levee.txt", "ab12"), "flood")]
                assert notebook.looked() == {"flood": ("2026", b"\0\xff")}
        copy = path.with_name(f"n.db.v{version}.backup")
        assert version_of(copy) == version
        assert said(copy, version) == before
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert seen == {version}  # the last statement is the commit, and it is killed before that


def later(path: Path, mode: str) -> None:
    """A notebook of a version that is still to come."""
    connect(path, (*MIGRATIONS, "CREATE TABLE later (x); INSERT INTO later VALUES (1);")).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_notebook_of_a_later_version_is_refused_in_one_line_and_left_as_it_was(
    tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "n.db"
    later(path, mode)
    os.utime(path, ns=(1, 1))
    before, names = path.read_bytes(), sorted(tmp_path.iterdir())
    with pytest.raises(NotebookError, match=r"^the notebook \S+ was written by a later version"):
        Notebook(path)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == 1
    assert sorted(tmp_path.iterdir()) == names
