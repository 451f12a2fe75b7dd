"""How labelled sets are brought to one way of labelling."""

import gzip
import json
from pathlib import Path

import pytest

from training.gold import Name, read


def labels(
    tmp_path: Path, source: str, text: str, *names: tuple[str, str]
) -> list[tuple[str, str]]:
    entities = [[text.index(n), text.index(n) + len(n), label] for n, label in names]
    path = tmp_path / f"{source}.jsonl"
    path.write_text(json.dumps({"id": 1, "text": text, "entities": entities}), encoding="utf-8")
    (document,) = read(path)
    return [(text[start:end], label) for start, end, label in document.names]


@pytest.mark.parametrize(
    ("surface", "bare"),
    [
        ("President Barack Obama", "Barack Obama"),
        ("Gen. James Mattis", "James Mattis"),
        ("former Vice President Dick Cheney", "Dick Cheney"),
        ("Obama", "Obama"),
    ],
)
def test_titles_are_no_part_of_a_persons_name(tmp_path: Path, surface: str, bare: str) -> None:
    assert labels(tmp_path, "any", f"So {surface} left.", (surface, "PER")) == [(bare, "PER")]


def test_a_title_alone_is_no_name(tmp_path: Path) -> None:
    assert labels(tmp_path, "any", "The President left.", ("President", "PER")) == []


def test_nationalities_are_kept_apart_where_a_set_calls_them_miscellaneous(tmp_path: Path) -> None:
    assert labels(tmp_path, "wikigold", "Syrian men", ("Syrian", "MISC")) == [("Syrian", "NORP")]


@pytest.mark.parametrize(("surface", "label"), [("Iraqi", "NORP"), ("Iraq", "LOC")])
def test_the_mixed_label_of_gmb_is_parted(tmp_path: Path, surface: str, label: str) -> None:
    assert labels(tmp_path, "gmb", f"the {surface} army", (surface, "gpe")) == [(surface, label)]


def test_a_nationality_is_none_of_the_things_gmb_calls_it(tmp_path: Path) -> None:
    assert labels(tmp_path, "gmb", "a Sunni man", ("Sunni", "per")) == [("Sunni", "NORP")]


def test_a_person_with_a_title_is_no_organisation(tmp_path: Path) -> None:
    surface = "Ayatollah Ali Khamenei"
    assert labels(tmp_path, "gmb", f"So {surface} left.", (surface, "org")) == [
        ("Ali Khamenei", "PER")
    ]


def test_dates_and_descriptions_are_no_names(tmp_path: Path) -> None:
    found = labels(
        tmp_path, "re3d", "On Friday militants", ("Friday", "DATE"), ("militants", "ORG_NOM")
    )
    assert found == []


def test_gold_is_read_gzipped_too(tmp_path: Path) -> None:
    path = tmp_path / "any.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "a", "text": "In Rome", "entities": [[3, 7, "LOC"]]}))
    (document,) = read(path)
    assert document.names == (Name(3, 7, "LOC"),)
