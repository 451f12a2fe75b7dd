"""Lets each change of a file fail in turn, and looks what is left: run by the tests as a program.

    LD_PRELOAD=faults.so python -P sweep.py FOLDER SCENARIO MODE[,MODE ...] EVERY

Prints a JSON object a point: `mode`, `point`, `ended` (how the work ended), `problem` (empty if all
is well). The work is done in forks of this process, which has loaded everything, so that a point
costs fractions of a second. What must hold after each fault: what opens is the old or the new
state, all of it sound; what was acknowledged is there; and doing the work again gives what it
always gives.
"""

import ctypes
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

from articles.collection.collection import Collection
from index.anchors import Ref
from index.build.build import build
from index.library import manifest
from index.library.checkup import checkup
from index.library.errors import LibraryDamaged, LibraryError, LibraryMissing
from index.library.library import Library
from index.notebook import schema
from index.notebook.acts import Facet, Tag
from index.notebook.notebook import Notebook
from index.notebook.schema import NotebookError
from index.query.parser import parse

MODES = {"kill": (1, 0), "torn": (2, 0), "enospc": (3, 0), "enospc-for-ever": (3, 1),
         "eio": (4, 0), "eio-for-ever": (4, 1), "power": (5, 0)}  # fmt: skip
TEXTS = {
    "levee.txt": "Levee breaks at Port Ellis\n\nPORT ELLIS, March 3 - Mayor Ada Moreau said"
    " the levee broke before dawn. The Army Corps of Engineers sent help.\n",
    "inquiry.txt": "Inquiry into the flood\n\nJudge Tomas Okafor opened an inquiry on Monday."
    " Moreau and the Army Corps of Engineers will be heard in Port Ellis.\n",
    "bridge.txt": "Bridge reopens\n\nThe bridge at Port Ellis reopened, Ada Moreau said.\n",
}
CHANGED = {
    "levee.txt": TEXTS["levee.txt"].replace("before dawn", "after midnight"),
    "school.txt": "School closed\n\nThe school at Port Ellis stays closed, Tomas Okafor ruled.\n",
}
SAID = [
    (json.dumps({"kind": "rename", "value": f"Ada Moreau {number}", "subject":
                 {"name": "Moreau", "type": "person", "keys": ["person:moreau"]}}),)
    for number in range(40)
]  # fmt: skip
"""What was said in a notebook of the first version."""
NOTES = 6
"""How many tags are to stand in the notebook at the end."""
ASKED = ("levee", "moreau", "bridge", "school", '"port ellis"', "midnight")


class Place:
    """A collection and its library."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"
        self.library = folder / "library"
        self.notebook = folder / "library" / "notebook.db"

    def write(self, texts: dict[str, str]) -> None:
        self.reports.mkdir(exist_ok=True)
        for name, text in texts.items():
            (self.reports / name).write_text(text, "utf-8")

    def build(self, told: Callable[[int], None] = lambda _: None, *, rebuild: bool = False) -> None:
        collection = Collection.open(self.reports)
        for step in build(collection, self.library, jobs=0, rebuild=rebuild):
            if step.committed:
                told(step.reports)

    def state(self) -> dict[str, Any]:
        """All that the library says, without its numbers."""
        with closing(Library.open(self.library)) as library:
            catalogue = library.catalogue
            ids = {row.number: row.id for row in catalogue.rows(catalogue.order_by_id())}
            return {
                "texts": [catalogue.article(number).text for number in ids],
                "found": {
                    asked: sorted(ids[one] for one in library.engine.search(parse(asked)).numbers)
                    for asked in ASKED
                },
                "mentions": sorted(
                    (ids[number], one.start, one.surface, one.name, one.evidence)
                    for number in ids
                    for one in library.mentions_in(number)
                ),
            }


def first(place: Place, told: Callable[[int], None]) -> None:
    place.build(told)


def update(place: Place, told: Callable[[int], None]) -> None:
    place.build(told)


def rebuild(place: Place, told: Callable[[int], None]) -> None:
    place.build(told, rebuild=True)


def upgrade(place: Place, told: Callable[[int], None]) -> None:
    place.build(told)


def migrate(place: Place, told: Callable[[int], None]) -> None:
    Notebook(place.notebook).close()


def note(place: Place, told: Callable[[int], None]) -> None:
    """Tag, undo and tag again; each that is done is acknowledged."""
    with Notebook(place.notebook) as notebook:
        held = [one for one in notebook.holding(Facet.TAG) if one.item != "undone"]
        for number in range(len(held), NOTES):
            notebook.add(Tag((Ref(f"{number}.txt", ""),), (f"t{number}",)))
            notebook.add(Tag((Ref(f"{number}.txt", ""),), ("undone",)))
            notebook.undo()
            told(number + 1)


SCENARIOS = {
    "first": first, "update": update, "rebuild": rebuild, "upgrade": upgrade,
    "note": note, "migrate": migrate,
}  # fmt: skip
NOTEBOOKS = ("note", "migrate")
"""Those that are about a notebook, and not about a library."""


def prepared(folder: Path, scenario: str) -> Place:
    """How things stand before the work."""
    place = Place(folder)
    place.folder.mkdir(parents=True)
    place.write(TEXTS)
    if scenario in NOTEBOOKS:
        place.library.mkdir()
    elif scenario != "first":
        place.build()
    if scenario == "update":
        place.write(CHANGED)
        (place.reports / "bridge.txt").unlink()
    elif scenario == "upgrade":
        written = place.library / "gen-000001" / "manifest.json"
        former = json.loads(written.read_text()) | {"format": manifest.FORMAT - 1}
        written.write_text(json.dumps(former))
    elif scenario == "migrate":
        former_notebook(place.notebook)
    return place


def former_notebook(path: Path) -> None:
    """A notebook of the first version, with what was said in it."""
    with closing(schema.connect(path, schema.MIGRATIONS[:1])) as database:
        database.executemany("INSERT INTO journal (time, judgement) VALUES ('2026', ?)", SAID)


def in_a_fork(work: Callable[[], object]) -> tuple[str, Any]:
    """How some work ends in a fork of this process: `done`, `killed`, or what was raised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            said = ["done", work()]
        except (LibraryError, NotebookError) as error:
            said = ["refused", str(error)]
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent reports it
            said = ["raised", f"{type(error).__name__}: {error}"]
        with os.fdopen(writing, "w") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return ("killed", "") if number == signal.SIGKILL else ("died", signal.Signals(number).name)
    how, what = json.loads(said)
    return how, what


def armed(
    place: Place, scenario: str, mode: str, point: int, acknowledged: Path
) -> Callable[[], Any]:
    """The work, with the fault at a point; what it acknowledged is kept in a file."""

    def told(reports: int) -> None:
        acknowledged.write_text(str(reports))

    def work() -> int:
        shim = ctypes.CDLL(None)
        how, again = MODES[mode]
        shim.faults_arm(os.fsencode(place.library), ctypes.c_long(point), how, again, point)
        try:
            SCENARIOS[scenario](place, told)
        finally:
            shim.faults_arm(b"", ctypes.c_long(-1), 0, 0, 0)
        return 0

    return work


def seen(place: Place, acknowledged: int, mode: str, scenario: str) -> str:
    """What is wrong with what is left; empty if nothing."""
    is_first = scenario == "first"
    try:
        library = Library.open(place.library)
    except LibraryMissing:
        return "" if is_first and not acknowledged else "the library is gone"
    except LibraryDamaged as error:
        is_former = scenario == "upgrade" and "another version" in str(error) and not acknowledged
        return "" if is_former or mode == "power" else str(error)
    with closing(library):
        is_sealed = library.manifest.files is not None
        for finding in checkup(library):
            if not finding.is_sound and (is_sealed or finding.part != "text index"):
                return f"{finding.part}: {finding.told}"
        if is_first and library.catalogue.count() < acknowledged:
            return f"{library.catalogue.count()} of {acknowledged} acknowledged reports are there"
    return ""


def noted(place: Place, acknowledged: int) -> str:
    """What is wrong with what is left of a notebook; empty if nothing."""
    with Notebook(place.notebook) as notebook:
        tags = sorted(one.item for one in notebook.holding(Facet.TAG))
    kept = [tag for tag in tags if tag != "undone"]
    if kept[:acknowledged] != [f"t{number}" for number in range(acknowledged)]:
        return f"{kept} are left of {acknowledged} acknowledged tags"
    return ""


def migrated(place: Place) -> str:
    """What is wrong with what is left of a notebook of a former version; empty if nothing."""
    with closing(sqlite3.connect(place.notebook)) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        columns = {1: "judgement", len(schema.MIGRATIONS): "act"}
        lines = database.execute(f"SELECT {columns[version]} FROM journal ORDER BY number")
        if lines.fetchall() != SAID:
            return f"not all is left in version {version}"
    copy = place.notebook.with_name("notebook.db.v1.backup")
    if not copy.exists():
        return "" if version == 1 else "its tables changed before it was saved"
    with closing(sqlite3.connect(copy)) as database:
        saved = database.execute("SELECT judgement FROM journal ORDER BY number").fetchall()
        return "" if saved == SAID else "the copy of it is not whole"


def tags(place: Place) -> list[str]:
    """What stands in the notebook once the work has been done again."""
    note(place, lambda _: None)
    with Notebook(place.notebook) as notebook:
        return sorted(one.item for one in notebook.holding(Facet.TAG) if one.item != "undone")


def swept(folder: Path, scenario: str, mode: str, point: int, golden: object) -> dict[str, Any]:
    """One fault, and what came of it."""
    place = Place(folder / "work")
    shutil.rmtree(place.folder, ignore_errors=True)
    for lost in folder.glob("work/library.lost-*"):
        lost.unlink()
    shutil.copytree(folder / "before", place.folder)
    acknowledged = folder / "acknowledged"
    acknowledged.write_text("0")
    ended, told = in_a_fork(armed(place, scenario, mode, point, acknowledged))
    count = int(acknowledged.read_text())
    if scenario == "note":
        how, problem = in_a_fork(lambda: noted(place, count))
    elif scenario == "migrate":
        how, problem = in_a_fork(lambda: migrated(place))
    else:
        how, problem = in_a_fork(lambda: seen(place, count, mode, scenario))
    if how != "done":
        problem = f"looking at it {how}: {problem}"
    if not problem and ended in ("raised", "died"):
        problem = f"the work {ended}: {told}"
    if not problem:
        how, told = in_a_fork(lambda: done_again(place, scenario))
        if (how, told) != ("done", golden):
            problem = f"done again it {how}: {told if how != 'done' else 'another state'}"
    return {"mode": mode, "point": point, "ended": ended, "problem": problem}


def done_again(place: Place, scenario: str) -> object:
    """The state once the work has been done to its end."""
    if scenario == "note":
        return tags(place)
    if scenario == "migrate":
        with Notebook(place.notebook) as notebook:
            judgements = [[number, one.value] for number, one in notebook.judgements().items()]
        return [judgements, migrated(place)]
    place.build()
    return place.state()


def main() -> None:
    """Sweep over the points of one scenario, once in each mode."""
    folder, scenario, modes, every = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    if scenario not in NOTEBOOKS:
        prepared(folder / "loaded", "update")  # a first build loads what the forks then have
    before = prepared(folder / "before", scenario)
    place = Place(folder / "work")
    shutil.copytree(before.folder, place.folder)
    shim = ctypes.CDLL(None)

    def counting() -> int:
        shim.faults_arm(os.fsencode(place.library), ctypes.c_long(-1), 0, 0, 0)
        SCENARIOS[scenario](place, lambda _: None)
        return int(shim.faults_count())

    how, points = in_a_fork(counting)
    assert how == "done", points
    how, golden = in_a_fork(lambda: done_again(place, scenario))
    assert how == "done", golden
    for mode, point in product(modes.split(","), range(1, points + 1, every)):
        line = json.dumps(swept(folder, scenario, mode, point, golden))
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
