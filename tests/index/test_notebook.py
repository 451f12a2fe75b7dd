"""The notebook: what the user said stays, whatever happens to the library, and comes back."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from articles.entities.mention import EntityType
from index.judgements.judgement import Judgement, JudgementUnreadable, Kind, Subject, from_json
from index.library.folder import place_of
from index.notebook.checksums import UNTIL
from index.notebook.file import notebook_of
from index.notebook.judged import said_in
from index.notebook.notebook import Notebook
from index.notebook.schema import MIGRATIONS, NotebookError, connect

FRONT = Subject("Nusra Front", EntityType.ORGANISATION, ("thing:nusra front",))
BODY = Subject("Fatah al-Sham", EntityType.ORGANISATION, ("thing:fatah al sham",))
MERGE = Judgement(Kind.MERGE, FRONT, BODY)
SPLIT = Judgement(Kind.SPLIT, FRONT, value="Nusra", own="word:nusra:1")
RENAME = Judgement(Kind.RENAME, FRONT, value="Front «of» victory")


def said(path: Path) -> list[Judgement]:
    return list(said_in(path).judgements.values())


def test_judgements_come_back_in_their_order(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        for judgement in (MERGE, SPLIT, RENAME):
            notebook.add(judgement)
    assert said(tmp_path / "n.db") == [MERGE, SPLIT, RENAME]


def test_undoing_takes_back_one_after_the_other_and_nothing_is_lost(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add(MERGE)
        notebook.add(SPLIT)
        undone = [notebook.undo(), notebook.undo(), notebook.undo()]
        assert [[entry.act for entry in one] for one in undone] == [[SPLIT], [MERGE], []]
        number = notebook.add(RENAME).number
    assert said_in(tmp_path / "n.db").judgements == {number: RENAME}
    with sqlite3.connect(tmp_path / "n.db") as database:
        assert database.execute("SELECT count(*) FROM journal").fetchone() == (5,)


def test_what_was_written_together_is_taken_back_together(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add(RENAME)
        notebook.add_all([MERGE, SPLIT])
        assert [entry.act for entry in notebook.undo()] == [MERGE, SPLIT]
        assert list(notebook.judgements().values()) == [RENAME]


def test_one_thing_before_the_last_is_taken_back_alone(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        merge, _ = notebook.add_all([MERGE, SPLIT])
        assert [entry.act for entry in notebook.undo_one(merge.number)] == [MERGE]
        assert notebook.undo_one(merge.number) == []
        assert [entry.act for entry in notebook.undo()] == [SPLIT]


def test_the_journal_can_neither_be_shortened_nor_changed(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add(MERGE)
    database = sqlite3.connect(tmp_path / "n.db")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("DELETE FROM journal")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE journal SET time = ''")
    database.close()


def test_all_that_is_added_at_once_is_added_or_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[Judgement]:
        yield MERGE
        raise ZeroDivisionError

    with Notebook(tmp_path / "n.db") as notebook:
        with pytest.raises(ZeroDivisionError):
            notebook.add_all(failing())
        assert notebook.judgements() == {}
        assert notebook.last() == 0


def test_a_missing_notebook_says_nothing_and_is_not_made(tmp_path: Path) -> None:
    assert said_in(tmp_path / "n.db").judgements == {}
    assert not (tmp_path / "n.db").exists()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "notebooks" / "n.db"
    with Notebook(path) as notebook:
        notebook.add(MERGE)
        modes = [stat.S_IMODE(one.stat().st_mode) for one in (path.parent, *path.parent.iterdir())]
    assert modes == [0o700] + [0o600] * (len(modes) - 1)


def test_a_folder_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks").chmod(0o777)
    Notebook(tmp_path / "notebooks" / "n.db").close()
    assert stat.S_IMODE((tmp_path / "notebooks").stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
@pytest.mark.parametrize("what", [".", "n.db"])
def test_what_belongs_to_another_user_is_no_notebook(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "notebooks"
    Notebook(folder / "n.db").close()
    os.chown(folder / what, 12345, 12345)
    with pytest.raises(NotebookError, match="belongs to another user"):
        Notebook(folder / "n.db")


def test_each_change_is_written_durably(tmp_path: Path) -> None:
    database = connect(tmp_path / "n.db")
    pragmas = ("journal_mode", "synchronous", "trusted_schema")
    found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    database.close()
    assert found == ["wal", 2, 0]


@pytest.mark.parametrize(
    "content", [b"no database at all" * 200, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_damaged_notebook_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "n.db"
    path.write_bytes(content)
    with pytest.raises(NotebookError, match=str(path)):
        Notebook(path)
    assert path.read_bytes() == content


def test_a_page_that_was_overwritten_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with Notebook(path) as notebook:
        notebook.add_all([MERGE, SPLIT] * 100)
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(NotebookError, match="damaged"):
        Notebook(path)
    assert path.read_bytes() == content


def test_that_there_is_no_room_even_to_read_is_said_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with Notebook(path) as notebook:
        notebook.add(MERGE)
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from index.notebook.notebook import Notebook\n"
        "from index.notebook.schema import NotebookError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: Notebook(Path(sys.argv[1]))\n"
        "except NotebookError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True
    )
    why = "its disk has no room for what is written beside it while it is open"
    assert done.stdout == f"the notebook {path} cannot be used: {why}\n"
    assert said(path) == [MERGE]


def test_a_notebook_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with Notebook(tmp_path / "n.db") as notebook:
        notebook.add(MERGE)
    later = "ALTER TABLE effect RENAME COLUMN item TO thing;"
    connect(tmp_path / "n.db", (*MIGRATIONS, later)).close()
    with pytest.raises(NotebookError, match="later version"):
        Notebook(tmp_path / "n.db")


@pytest.mark.parametrize(
    ("planted", "why"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM effect; END", "a trigger"),
        (
            "CREATE TRIGGER t BEFORE DELETE ON journal BEGIN SELECT raise(ABORT, 'no'); SELECT 1;"
            " END",
            "a trigger",
        ),
        (
            "DROP TABLE looked; CREATE VIEW looked AS WITH RECURSIVE c(search) AS"
            " (SELECT 1 UNION ALL SELECT search + 1 FROM c)"
            " SELECT search, search AS time, search AS seen, search AS checksum FROM c LIMIT 9",
            "a view",
        ),
        (
            "ALTER TABLE visit ADD COLUMN large AS (zeroblob(9)) VIRTUAL",
            "a column that is computed",
        ),
    ],
)
def test_what_would_act_in_a_notebook_is_noticed_before_anything_is_read(
    tmp_path: Path, planted: str, why: str
) -> None:
    path = tmp_path / "n.db"
    with Notebook(path) as notebook:
        notebook.add(MERGE)
    database = sqlite3.connect(path)
    database.executescript(planted)
    database.close()
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=f"is damaged .*{why}"):
        Notebook(path)
    assert path.read_bytes() == before


def test_the_checksums_are_those_of_the_newest_tables() -> None:
    assert len(MIGRATIONS) == UNTIL


def test_a_link_is_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "n.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(NotebookError, match="has to be a file"):
        Notebook(tmp_path / "n.db")


@pytest.mark.parametrize("beside", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("plant", [os.mkfifo, lambda path: path.symlink_to("/nowhere")])
def test_beside_a_notebook_no_pipe_is_waited_for_and_no_link_followed(
    tmp_path: Path, beside: str, plant: Callable[[Path], None]
) -> None:
    Notebook(tmp_path / "n.db").close()
    plant(tmp_path / f"n.db{beside}")
    with pytest.raises(NotebookError, match=f"n.db{beside} has to be a file"):
        Notebook(tmp_path / "n.db")


def test_it_is_saved_before_its_tables_change(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with Notebook(path) as notebook:
        notebook.add(MERGE)
    later = (*MIGRATIONS, "CREATE TABLE later (text TEXT);")
    connect(path, later).close()
    copy = tmp_path / f"n.db.v{len(MIGRATIONS)}.backup"
    assert said(copy) == [MERGE]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    database = connect(path, later)
    assert database.execute("SELECT count(*) FROM journal, (SELECT count(*) FROM later)").fetchone()
    database.close()


def test_a_change_of_tables_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "n.db"
    with Notebook(path) as notebook:
        notebook.add(MERGE)
    with pytest.raises(NotebookError):
        connect(path, (*MIGRATIONS, "CREATE TABLE later (text); CREATE TABLE journal (x);"))
    assert said(path) == [MERGE]


def test_it_is_called_as_the_library_and_never_lies_in_it(tmp_path: Path) -> None:
    for base in (None, tmp_path / "libraries"):
        place, notebook = place_of(tmp_path, base), notebook_of(tmp_path, base)
        assert notebook.stem == place.name
        assert place not in notebook.parents
    assert notebook.is_relative_to(tmp_path / "libraries")


# Judgements as lines


@pytest.mark.parametrize("judgement", [MERGE, SPLIT, Judgement(Kind.IGNORE, BODY)])
def test_a_judgement_is_one_line_that_can_be_read_again(judgement: Judgement) -> None:
    line = judgement.to_json()
    assert "\n" not in line
    assert from_json(line) == judgement


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "no judgement"),
        ("[]", "no judgement"),
        ('{"kind": "bury"}', "no judgement"),
        ('{"kind": "ignore"}', "no 'subject'"),
        ('{"kind": "ignore", "subject": {"name": "X", "type": "ship"}}', "no judgement"),
        ('{"kind": "rename", "subject": {"name": "X", "type": "place"}}', "needs a 'value'"),
        (
            '{"kind": "retype", "value": "ship", "subject": {"name": "X", "type": "place"}}',
            "no type",
        ),
        ('{"kind": "split", "value": "x", "subject": {"name": "X", "type": "place"}}', "'own'"),
    ],
)
def test_what_is_no_judgement_is_refused_with_its_reason(line: str, why: str) -> None:
    with pytest.raises(JudgementUnreadable, match=why):
        from_json(line)


def test_an_edited_line_brings_no_control_characters_along() -> None:
    line = RENAME.to_json().replace("victory", "\\u001b]0;x\\u0007")
    assert from_json(line).value.isprintable()
