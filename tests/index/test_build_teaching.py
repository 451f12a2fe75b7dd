"""A build heeds the notebook and the detector, also in workers, also when they change."""

import json
import shutil
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from articles.collection.collection import Collection
from articles.entities.detectors import DetectorError
from index.anchors import Ref
from index.build.build import Progress, build
from index.build.judging import judge
from index.judgements.judgement import from_json
from index.library import manifest
from index.library.checkup import checkup
from index.library.errors import LibraryError
from index.library.library import TEXT, Library
from index.mentions import judging
from index.mentions.judging_here import Report, ignore_here, meant
from index.notebook.attached import Attached
from index.notebook.judged import said_in
from index.notebook.notebook import Notebook

ENGINES = ["whoosh", *(["tantivy"] if find_spec("tantivy") else [])]
FAKE = """
from articles.entities.recognised import Kind, Recognised

class Fake:
    def detect(self, texts):
        return [
            [Recognised(at, at + 5, Kind.PERSON) for at in [text.find("zebra")] if at >= 0]
            for text in texts
        ]

def broken():
    raise OSError("its model is missing")
"""


class Pile:
    """A collection of two reports, its library and its notebook."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.place = folder / "reports", folder / "library"
        self.notebook = folder / "notebook.db"
        self.reports.mkdir()
        for name, town in (("a.txt", "Raqqa"), ("b.txt", "Mosul")):
            text = f"Escaped animal\n\nA zebra ran through {town}, the mayor said.\n"
            (self.reports / name).write_text(text)

    def build(self, detector: str | None = None, *, jobs: int = 0) -> list[Progress]:
        collection = Collection.open(self.reports)
        steps = build(collection, self.place, jobs=jobs, notebook=self.notebook, detector=detector)
        return list(steps)

    def names(self) -> set[str]:
        library = Library.open(self.place)
        names = {entity.name for entity in library.mentions.entities()}
        library.close()
        return names

    def ignore(self, name: str) -> None:
        library = Library.open(self.place)
        (entity,) = library.mentions.find(name)
        with Notebook(self.notebook) as notebook:
            notebook.add(judging.ignore(library.mentions, entity))
        library.close()

    def ignore_here(self, id_: str, name: str) -> str:
        """Say of the first mention of a report by a name that it is none; the report's text."""
        with closing(Library.open(self.place)) as library, Notebook(self.notebook) as notebook:
            number = library.catalogue.number(id_)
            assert number is not None
            (known,) = library.catalogue.identities(numbers=[number])
            text = library.catalogue.article(number).text
            report = Report(number, Ref(known.id, known.text), text)
            there = meant(library.mentions, report, name, text.index(name))
            notebook.add(ignore_here(library.mentions, there))
            return text

    def learn(self) -> None:
        """Have the notebook know what reports are known as by now, as the reader does."""
        with (
            closing(Library.open(self.place)) as library,
            closing(Attached(self.notebook, library)) as attached,
        ):
            attached.refresh()
            attached.learn()

    def mentions(self, name: str) -> int:
        with closing(Library.open(self.place)) as library:
            assert all(found.is_sound for found in checkup(library))
            return sum(one.mentions for one in library.mentions.find(name))


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pile:
    """With a package on the path, also of workers, that offers a detector."""
    packages = tmp_path / "packages"
    info = packages / "fake_detector-1.dist-info"
    info.mkdir(parents=True)
    (packages / "fake_detector.py").write_text(FAKE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fake-detector\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[gazetteer.detectors]\nfake = fake_detector:Fake\nbroken = fake_detector:broken\n"
    )
    monkeypatch.syspath_prepend(packages)
    monkeypatch.delitem(sys.modules, "fake_detector", raising=False)  # that of another test
    root = Path(__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", f"{packages}:{root}")
    return Pile(tmp_path)


def notes(steps: list[Progress]) -> list[str]:
    return [step.note for step in steps if step.note]


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_detector_finds_the_names_in_this_process_and_in_workers(pile: Pile, jobs: int) -> None:
    pile.build("fake", jobs=jobs)
    assert pile.names() == {"zebra", "Raqqa", "Mosul"}


def test_a_library_keeps_its_detector_until_another_is_asked_for(pile: Pile) -> None:
    pile.build("fake")
    (pile.reports / "c.txt").write_text("More\n\nA zebra ran through Raqqa again.\n")
    assert notes(pile.build()) == []
    library = Library.open(pile.place)
    assert library.manifest.detector == "fake"
    assert len(library.mentions.articles_of(library.mentions.find("zebra")[0].id)) == 3
    library.close()


def test_another_detector_builds_the_library_anew_and_says_so(pile: Pile) -> None:
    pile.build("fake")
    assert notes(pile.build("gazetteer")) == [
        "gazetteer is to find names, not fake; building the library anew"
    ]
    assert "zebra" not in pile.names()


def test_a_missing_detector_leaves_the_library_as_it_is(pile: Pile) -> None:
    pile.build()
    with pytest.raises(DetectorError):
        pile.build("nobody")
    assert pile.names() == {"Raqqa", "Mosul"}


def test_a_detector_that_fails_in_a_worker_says_why(pile: Pile) -> None:
    with pytest.raises(LibraryError, match="its model is missing"):
        pile.build("broken", jobs=1)


def test_a_build_lets_the_notebook_hold_though_no_report_has_changed(pile: Pile) -> None:
    pile.build()
    pile.ignore("Raqqa")
    pile.build()
    assert pile.names() == {"Mosul"}
    with Notebook(pile.notebook) as notebook:
        notebook.undo()
    pile.build()
    assert pile.names() == {"Raqqa", "Mosul"}


def test_judging_leaves_a_library_that_is_whole(pile: Pile) -> None:
    pile.build()
    pile.ignore("Raqqa")
    judge(pile.place, said_in(pile.notebook))
    library = Library.open(pile.place)
    assert library.manifest.files is not None
    assert manifest.fault(library.generation, library.manifest.files, thorough=True) == ""
    library.close()
    assert pile.names() == {"Mosul"}
    assert pile.build()[-1].summary is not None


@pytest.mark.parametrize("engine", ENGINES)
def test_an_added_name_holds_at_once_after_a_build_and_in_a_new_library(
    pile: Pile, engine: str
) -> None:
    collection = Collection.open(pile.reports)
    list(build(collection, pile.place, jobs=0, engine=engine))
    with Notebook(pile.notebook) as notebook:
        notebook.add(from_json('{"kind": "add", "subject": {"name": "zebra", "type": "other"}}'))
    judge(pile.place, said_in(pile.notebook))
    assert pile.names() == {"Raqqa", "Mosul", "zebra"}
    with Notebook(pile.notebook) as notebook:
        notebook.add(
            from_json('{"kind": "add", "subject": {"name": "the mayor", "type": "person"}}')
        )
    (pile.reports / "c.txt").write_text("More\n\nAnother zebra ran through Raqqa.\n")
    pile.build()
    assert pile.names() == {"Raqqa", "Mosul", "zebra", "the mayor"}
    library = Library.open(pile.place)
    assert library.mentions.find("zebra")[0].articles == 3
    assert all(found.is_sound for found in checkup(library))
    library.close()


def test_a_text_index_that_is_lost_hides_no_report_from_an_added_name(pile: Pile) -> None:
    pile.build()
    library = Library.open(pile.place)
    shutil.rmtree(library.generation / TEXT)
    library.close()
    with Notebook(pile.notebook) as notebook:
        notebook.add(from_json('{"kind": "add", "subject": {"name": "zebra", "type": "other"}}'))
    pile.build()
    assert pile.names() == {"Raqqa", "Mosul", "zebra"}


def test_a_build_without_a_notebook_leaves_what_was_said(pile: Pile) -> None:
    pile.build()
    pile.ignore("Raqqa")
    pile.build()
    list(build(Collection.open(pile.reports), pile.place, jobs=0))
    assert pile.names() == {"Mosul"}


def test_what_is_said_of_one_mention_follows_its_report_when_it_is_moved_then_edited(
    pile: Pile,
) -> None:
    pile.build()
    text = pile.ignore_here("a.txt", "Raqqa")
    judge(pile.place, said_in(pile.notebook))
    assert pile.names() == {"Mosul"}
    (pile.reports / "a.txt").rename(pile.reports / "moved.txt")
    pile.build()
    pile.learn()
    assert pile.names() == {"Mosul"}
    (pile.reports / "moved.txt").write_text(f"{text}\n\nRaqqa is far.\n")
    pile.build()
    assert pile.mentions("Raqqa") == 1
    with Notebook(pile.notebook) as notebook:
        assert notebook.faults() == 0
        notebook.undo()
        assert notebook.faults() == 0
    pile.build()
    assert pile.mentions("Raqqa") == 2


def test_a_build_says_what_was_said_of_a_mention_that_is_gone(pile: Pile) -> None:
    pile.build()
    line = {
        "kind": "ignore here",
        "subject": {"name": "Raqqa", "type": "place"},
        "where": {"report": {"id": "z.txt"}, "name": "Raqqa"},
    }
    with Notebook(pile.notebook) as notebook:
        notebook.add(from_json(json.dumps(line)))
    for _ in range(2):  # also when nothing has changed
        summary = pile.build()[-1].summary
        assert summary is not None
        assert summary.lost == (
            "this holds nowhere: every 'Raqqa' in z.txt is no entity"
            " (its report is no longer in the collection)",
        )
