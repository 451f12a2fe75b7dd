"""The notebook over a library: what is held of a report follows it, and no other gets it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.article import Article
from index.anchors import Ref
from index.catalogue.store import Catalogue
from index.catalogue.writer import CatalogueWriter, content_hash
from index.notebook.acts import Facet, Forget, Note, Read, Star, Tag
from index.notebook.attached import Attached
from index.notebook.marking import Marking
from index.notebook.notebook import Notebook
from index.notebook.schema import NotebookError


class Shelf:
    """A library of which only the reports matter, made anew at will."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self.writer: CatalogueWriter | None = None
        self.hold({})

    @property
    def catalogue(self) -> Catalogue:
        assert self.writer is not None
        return self.writer

    def state(self) -> tuple[int, int]:
        return self._made, self.catalogue.revision()

    def hold(self, reports: dict[str, str]) -> None:
        """Be a library built anew of these texts by id."""
        self.close()
        self._made += 1
        generation = self._folder / str(self._made)
        generation.mkdir()
        self.writer = CatalogueWriter.open(generation / "catalogue.db", writable=True)
        self.writer.begin()
        for identity, text in reports.items():
            report = Article(identity, text, "Title")
            self.writer.add(report, identity, content_hash(report))
        self.writer.commit()

    def number(self, identity: str) -> int:
        number = self.catalogue.number(identity)
        assert number is not None
        return number

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    yield made
    made.close()


@pytest.fixture
def attached(tmp_path: Path, shelf: Shelf) -> Iterator[Attached]:
    made = Attached(tmp_path / "n.db", shelf)
    yield made
    made.close()


def tag(attached: Attached, shelf: Shelf, identity: str, tag: str) -> None:
    attached.refresh()
    attached.notebook.add(Tag(attached.refs([shelf.number(identity)]), (tag,)))
    attached.refresh()


def tags(attached: Attached, shelf: Shelf) -> dict[str, set[str]]:
    """What is tagged, by the reports' ids."""
    attached.refresh()
    rows = {tag: shelf.catalogue.rows(list(attached.tagged(tag))) for tag in attached.tags()}
    return {tag: {row.id for row in found} for tag, found in rows.items()}


def locked(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database is locked")


def test_without_a_notebook_nothing_is_held_and_none_is_made(
    tmp_path: Path, shelf: Shelf, attached: Attached
) -> None:
    assert not attached.refresh()
    assert attached.marking(1) == Marking()
    assert not (tmp_path / "n.db").exists()


def test_what_could_not_be_laid_over_another_library_is_laid_over_it_the_next_time(
    shelf: Shelf, attached: Attached, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.hold({"a": "one", "b": "two"})
    tag(attached, shelf, "a", "x")
    shelf.hold({"c": "three", "a": "one", "b": "two"})
    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "identities", locked)
        with pytest.raises(sqlite3.OperationalError):
            attached.refresh()
    assert tags(attached, shelf) == {"x": {"a"}}


def test_what_is_new_in_a_notebook_and_could_not_be_looked_for_is_looked_for_again(
    tmp_path: Path, shelf: Shelf, attached: Attached, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.hold({"a": "one", "b": "two"})
    tag(attached, shelf, "a", "x")
    with Notebook(tmp_path / "n.db") as other:
        other.add(Tag(attached.refs([shelf.number("b")]), ("y",)))
    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "identities", locked)
        with pytest.raises(sqlite3.OperationalError):
            attached.refresh()
    assert tags(attached, shelf) == {"x": {"a"}, "y": {"b"}}


def test_what_is_held_of_a_report_is_told_together(shelf: Shelf, attached: Attached) -> None:
    shelf.hold({"a": "one", "b": "two"})
    refs = attached.refs([shelf.number("a")])
    attached.notebook.add_all(
        [
            Read(refs, is_read=True),
            Star(refs, is_starred=True),
            Tag(refs, ("x", "y")),
            Note("n", refs[0], "Look, Élysée!"),
        ]
    )
    assert attached.refresh()
    assert attached.marking(shelf.number("a")) == Marking(True, True, ("x", "y"), 1)
    assert attached.marking(shelf.number("b")) == Marking()
    assert attached.noting("elysee") == attached.noting("look elysee") == {shelf.number("a")}
    assert attached.noting("look elys", begins=True) == {shelf.number("a")}
    assert attached.noting("elys") == attached.noting("elysee look") == attached.noting("") == set()
    assert not attached.refresh()


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ({"a": "one", "b": "two"}, {"x": {"a"}, "y": {"b"}}),
        ({"c/a": "one", "b": "two"}, {"x": {"c/a"}, "y": {"b"}}),  # moved
        ({"a": "one, edited", "b": "two"}, {"x": {"a"}, "y": {"b"}}),  # edited
        ({"a": "two", "b": "one"}, {"x": {"b"}, "y": {"a"}}),  # exchanged
        ({"a": "three", "b": "two", "c": "one"}, {"x": {"c"}, "y": {"b"}}),  # moved, place taken
        ({"a": "one", "b": "two", "c": "one"}, {"x": {"a"}, "y": {"b"}}),  # copied
        ({"b": "two"}, {"y": {"b"}}),  # gone
    ],
)
def test_marks_follow_their_report_and_no_other_gets_them(
    shelf: Shelf, attached: Attached, later: dict[str, str], found: dict[str, set[str]]
) -> None:
    shelf.hold({"a": "one", "b": "two"})
    tag(attached, shelf, "a", "x")
    tag(attached, shelf, "b", "y")
    shelf.hold(later)
    assert tags(attached, shelf) == found


def test_a_report_is_followed_through_one_change_after_another(
    shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({"a": "one"})
    tag(attached, shelf, "a", "x")
    for later in ({"a": "two"}, {"b": "two"}, {"b": "three"}, {"c": "three", "a": "new"}):
        shelf.hold(later)
        attached.refresh()
        attached.learn()
    assert tags(attached, shelf) == {"x": {"c"}}


def test_a_hundred_reports_keep_their_marks_through_renaming(
    shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({f"{n}.txt": f"text {n}" for n in range(100)})
    for n in range(100):
        tag(attached, shelf, f"{n}.txt", f"t{n}")
    shelf.hold({f"moved/{99 - n}.txt": f"text {n}" for n in range(100)})
    assert tags(attached, shelf) == {f"t{n}": {f"moved/{99 - n}.txt"} for n in range(100)}


def test_what_another_reader_writes_is_seen(
    tmp_path: Path, shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({"a": "one"})
    refs = attached.refs([shelf.number("a")])
    with Notebook(tmp_path / "n.db") as other:
        other.add(Star(refs, is_starred=True))
        assert attached.refresh()
        assert attached.starred() == {shelf.number("a")}
        other.undo()
        assert attached.refresh()
        assert attached.starred() == set()


@pytest.mark.parametrize("older", [True, False])
def test_what_is_done_after_the_notebook_was_replaced_is_refused_and_then_kept_in_the_new_one(
    tmp_path: Path, shelf: Shelf, attached: Attached, older: bool
) -> None:
    shelf.hold({"a.txt": "Levee breaks.", "b.txt": "Gate holds."})
    tag(attached, shelf, "a.txt", "first")
    attached.notebook.backup(tmp_path / "older.db")
    tag(attached, shelf, "b.txt", "second")
    path = attached.notebook.path
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink()
    if older:
        (tmp_path / "older.db").replace(path)
    else:
        path.unlink()
    with pytest.raises(NotebookError, match="has been taken away or replaced"):
        attached.notebook.add(Tag(attached.refs([shelf.number("b.txt")]), ("lost",)))
    assert attached.refresh()
    assert tags(attached, shelf) == ({"first": {"a.txt"}} if older else {})
    tag(attached, shelf, "b.txt", "third")
    with Notebook(path) as notebook:
        kept = {one.item for one in notebook.holding(Facet.TAG)}
    assert kept == ({"first", "third"} if older else {"third"})


@pytest.mark.parametrize("by", ["an older copy", "another notebook", "what is none"])
def test_what_is_done_after_the_notebook_was_written_over_is_refused_and_nothing_is_mixed(
    tmp_path: Path, shelf: Shelf, attached: Attached, by: str
) -> None:
    shelf.hold({"a.txt": "Levee breaks.", "b.txt": "Gate holds."})
    tag(attached, shelf, "a.txt", "first")
    firsts = [Tag(attached.refs([shelf.number("a.txt")]), (f"first{one}",)) for one in range(300)]
    attached.notebook.add_all(firsts)
    if by == "an older copy":
        attached.notebook.backup(tmp_path / "other.db")
    elif by == "another notebook":
        with Notebook(tmp_path / "other.db") as other:
            other.add(Tag((Ref("b.txt", ""),), ("another",)))
    else:
        (tmp_path / "other.db").write_text("Levee breaks.")
    tag(attached, shelf, "b.txt", "second")
    path, content = attached.notebook.path, (tmp_path / "other.db").read_bytes()
    path.write_bytes(content)
    with pytest.raises(NotebookError, match="has been taken away or replaced"):
        attached.notebook.add(Tag(attached.refs([shelf.number("b.txt")]), ("lost",)))
    if by == "what is none":
        with pytest.raises(NotebookError, match="is damaged"):
            attached.refresh()
        assert path.read_bytes() == content
        return
    assert attached.refresh()
    assert tags(attached, shelf).get("another", set()) == ({"b.txt"} if "another" in by else set())
    tag(attached, shelf, "b.txt", "third")
    with Notebook(path) as notebook:
        kept = {one.item for one in notebook.holding(Facet.TAG)}
    assert len(kept) == (2 if "another" in by else 302)
    assert "third" in kept
    assert "second" not in kept


def test_what_is_committed_into_a_notebook_that_is_replaced_meanwhile_is_not_acknowledged(
    tmp_path: Path, shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({"a.txt": "Levee breaks."})
    tag(attached, shelf, "a.txt", "first")
    attached.notebook.backup(tmp_path / "older.db")
    writing = attached.notebook.writing()
    writing.__enter__()
    attached.notebook.add(Tag(attached.refs([shelf.number("a.txt")]), ("lost",)))
    (tmp_path / "older.db").replace(attached.notebook.path)
    with pytest.raises(NotebookError, match="has been taken away or replaced"):
        writing.__exit__(None, None, None)


def test_what_others_write_into_the_notebook_is_no_replacement(
    shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({"a.txt": "Levee breaks."})
    tag(attached, shelf, "a.txt", "first")
    with Notebook(attached.notebook.path) as other:
        for number in range(3):
            other.add(Tag(attached.refs([shelf.number("a.txt")]), (f"theirs{number}",)))
            attached.notebook.add(Tag(attached.refs([shelf.number("a.txt")]), (f"ours{number}",)))
    kept = {"first", *(f"{whose}{number}" for whose in ("ours", "theirs") for number in range(3))}
    assert tags(attached, shelf).keys() == kept


def test_a_mark_taken_off_is_off_even_if_two_known_reports_have_become_one(
    shelf: Shelf, attached: Attached
) -> None:
    shelf.hold({"a": "one", "b": "one"})
    tag(attached, shelf, "a", "x")
    tag(attached, shelf, "b", "x")
    shelf.hold({"b": "one"})
    attached.refresh()
    attached.notebook.add(Tag(attached.refs([shelf.number("b")]), (), ("x",)))
    assert tags(attached, shelf) == {}


@settings(max_examples=25, deadline=None)
@example([(3, 0), (8, 1), (1, 0), (8, 1)])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), max_size=16))
def test_what_is_read_step_by_step_is_what_is_read_at_once(steps: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        shelf.hold({"a": "one", "b": "one", "c": "two"})
        gradual = Attached(Path(folder) / "n.db", shelf)
        for kind, which in steps:
            do(gradual, shelf, kind, "abc"[which])
            gradual.refresh()
            at_once = Attached(Path(folder) / "n.db", shelf)
            at_once.refresh()
            assert state(gradual) == state(at_once)
            at_once.close()
        gradual.close()
        shelf.close()


def state(attached: Attached) -> object:
    numbers = range(1, 4)
    return [attached.marking(number) for number in numbers], attached.tags(), attached.noted()


def do(attached: Attached, shelf: Shelf, kind: int, identity: str) -> None:
    """One of ten things that a user, or a moved file, does."""
    notebook, refs = attached.notebook, attached.refs([shelf.catalogue.number(identity) or 0])
    if kind == 0:
        notebook.undo()
    elif kind == 1:
        shelf.hold({"b": "one", "c": "two", "a": "three"})
    elif kind == 2:
        attached.refresh()
        attached.learn()
    elif refs:
        notebook.add(
            {
                3: Read(refs, is_read=True),
                4: Read(refs, is_read=False),
                5: Star(refs, is_starred=True),
                6: Tag(refs, ("x", "y")),
                7: Tag(refs, ("z",), ("x",)),
                8: Note("n", refs[0], "text"),
                9: Forget(Facet.NOTE, "n", refs[0]),
            }[kind]
        )
