"""What `guards.py` turns off is there, and so are the tests that have to notice.

Turning all of them off takes half an hour; a few are turned off here, of which the tests are quick.
"""

import queue
import subprocess
import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
QUICK = (
    "how deep archives may lie in one another",
    "old pickles cannot choose their codec",
    "addresses: http and https",
)


def _turner() -> ModuleType:
    spec = spec_from_file_location("guards", HERE / "guards.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    sys.modules["guards"] = made  # where its data classes look for themselves
    spec.loader.exec_module(made)
    return made


TURNER = _turner()
GUARDS = {guard.name: guard for guard in TURNER.guards()}


def test_each_guard_has_a_name_of_its_own() -> None:
    names = Counter(guard.name for guard in TURNER.guards())
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_is_where_it_is_said_to_be(name: str) -> None:
    guard = GUARDS[name]
    source = (PROJECT / guard.file).read_text("utf-8")
    assert guard.turned(source) != source


def test_there_are_the_tests_that_have_to_notice() -> None:
    tests = sorted({guard.test for guard in GUARDS.values()})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *tests], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-1000:]


def test_every_guard_is_in_the_documentation() -> None:
    told = (PROJECT / "docs" / "reliability.md").read_text("utf-8")
    rows = TURNER.table((guard, True) for guard in GUARDS.values())
    assert [row for row in rows if row not in told] == []


def test_a_test_is_seen_to_fail_when_its_guard_is_off(tmp_path: Path) -> None:
    copies: queue.Queue[object] = queue.Queue()
    copies.put(TURNER.Copy(tmp_path / "copy"))
    assert {name: TURNER.held(GUARDS[name], copies, [])[0] for name in QUICK} == dict.fromkeys(
        QUICK, True
    )


def test_a_test_that_does_not_notice_is_told(tmp_path: Path) -> None:
    guard = TURNER.Guard(
        "nothing", "articles/clean.py", "_MARKS_KEPT = 4", "_MARKS_KEPT = 4  # as it was",
        "tests/articles/test_clean.py::test_newlines_of_all_systems_become_one_kind", 60.0, "x",
    )  # fmt: skip
    copies: queue.Queue[object] = queue.Queue()
    copies.put(TURNER.Copy(tmp_path / "copy"))
    assert TURNER.held(guard, copies, []) == (False, f"{guard.test} passes without it")
