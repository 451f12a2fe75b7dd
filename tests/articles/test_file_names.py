"""Ids of files are printable, unique, and lead back to the file."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.clean import clean
from articles.collection.file_names import id_of, path_of

NAMES = st.binary(min_size=1, max_size=60).filter(lambda name: b"\0" not in name).map(os.fsdecode)


@given(NAMES)
def test_an_id_leads_back_to_its_file(name: str) -> None:
    assert path_of(id_of(name)) == name


@given(NAMES)
def test_an_id_is_one_clean_line(name: str) -> None:
    assert clean(id_of(name)) == id_of(name)
    assert "\n" not in id_of(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("reports/Rebuilding the bridge.txt", "reports/Rebuilding the bridge.txt"),
        ("الرقة 😀 Report #3.txt", "الرقة 😀 Report #3.txt"),
        ("new\nline.txt", r"new\x0aline.txt"),
        ("\x1b[31mred.txt", r"\x1b[31mred.txt"),
        (r"back\slash.txt", r"back\x5cslash.txt"),
        (os.fsdecode(b"bad\xff.txt"), r"bad\xff.txt"),
        ("a.jsonl#1", r"a.jsonl\x231"),
    ],
)
def test_only_what_cannot_be_shown_is_written_out(name: str, shown: str) -> None:
    assert id_of(name) == shown
