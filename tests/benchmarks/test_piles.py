"""The collections of the benchmarks: real reports, and more of their kind than there are."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import piles

WORD = re.compile(r"\w+")


@pytest.fixture(autouse=True)
def only_samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(piles, "SHARED", tmp_path)


def vocabulary(reports: list[piles.Record]) -> set[str]:
    return {word for one in reports for word in WORD.findall(one.text)}


def test_the_same_reports_come_every_time() -> None:
    assert piles.records(120) == piles.records(120)
    assert piles.records(120)[:40] == piles.records(40)


def test_reports_that_come_again_are_others_with_other_names_and_later_dates() -> None:
    reports = piles.records(110)
    first, again = reports[0], reports[55]

    assert len({one.id for one in reports}) == 110
    assert again.text != first.text
    assert len(WORD.findall(again.text)) == len(WORD.findall(first.text))
    assert again.date is not None
    assert first.date is not None
    assert again.date > first.date


def test_the_vocabulary_grows_more_slowly_than_the_reports() -> None:
    sizes = [len(vocabulary(piles.records(count))) for count in (55, 110, 220)]

    assert all(1.1 < larger / smaller < 1.7 for smaller, larger in pairwise(sizes))


def test_a_name_is_replaced_alike_in_all_reports_of_a_round() -> None:
    reports = piles.records(110)
    replaced: dict[str, set[str]] = {}
    for first, again in zip(reports[:55], reports[55:], strict=True):
        for old, new in zip(WORD.findall(first.text), WORD.findall(again.text), strict=True):
            replaced.setdefault(old, set()).add(new)

    assert all(len(names) == 1 for names in replaced.values())


def test_the_same_reports_are_written_as_lines_and_as_files(tmp_path: Path) -> None:
    reports = piles.records(3)
    lines = piles.as_lines(reports, tmp_path / "lines")
    files = piles.as_files(reports, tmp_path / "files")

    assert len((lines / "reports.jsonl").read_text("utf-8").splitlines()) == 3
    assert len(list(files.rglob("*.txt"))) == 3
    assert piles.change(files, 0.5) == 2
