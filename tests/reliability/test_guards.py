"""What `guards.py` turns off is there, and so are the tests that have to notice.

Turning all of them off takes half an hour; a few are turned off here, of which the tests are quick.
"""

import json
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
    report = tmp_path / "report.jsonl"
    command = [sys.executable, str(HERE / "guards.py"), *QUICK, "--jobs", "1"]
    done = subprocess.run(
        [*command, "--report", str(report)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["guard"] for line in report.read_text().splitlines()} == set(QUICK)


def test_a_test_that_does_not_notice_is_told(tmp_path: Path) -> None:
    test = "tests/articles/test_clean.py::test_newlines_of_all_systems_become_one_kind"
    turned = ("nothing", "articles/clean.py", "_MARKS_KEPT = 4", "_MARKS_KEPT = 4  # as it was")
    asked = f"""
from pathlib import Path
from guards import Copy, Guard
guard = Guard(*{turned!r}, {test!r}, 60.0, "area")
print(Copy(Path({str(tmp_path / "copy")!r})).results(guard.test, [guard]))
"""
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=HERE, capture_output=True, text=True, check=False
    )
    told = TURNER.Result("nothing", False, f"{test} passes without it")
    assert done.stdout.strip() == repr([told]), done.stderr


def test_what_was_seen_on_this_commit_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = TURNER.Report(tmp_path / "report.jsonl")
    report.add(TURNER.Result("one", True, "failed"))
    report.add(TURNER.Result("two", False, "passes without it"))
    with monkeypatch.context() as patched:
        patched.setattr(TURNER, "commit", lambda: "another")
        report.add(TURNER.Result("three", True, "failed"))
    assert TURNER.Report(tmp_path / "report.jsonl").seen() == {"one"}


def test_of_a_tree_that_is_no_commit_all_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, capture_output=True, check=True)

    def seen() -> set[str]:
        TURNER.commit.cache_clear()
        TURNER.Report(tmp_path / "report.jsonl").add(TURNER.Result("one", True, "failed"))
        TURNER.commit.cache_clear()
        found: set[str] = TURNER.Report(tmp_path / "report.jsonl").seen()
        return found

    monkeypatch.setattr(TURNER, "PROJECT", tmp_path)
    (tmp_path / "source").write_text("as it was")
    git("init")
    git("add", "source")
    git("commit", "-m", "all")
    try:
        assert seen() == {"one"}
        (tmp_path / "source").write_text("changed")
        assert seen() == set()
    finally:
        TURNER.commit.cache_clear()
