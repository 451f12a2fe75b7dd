"""Digests are labelled by their links and a tagger together."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from training.digests import read_digests
from training.gold import Name

_WIKI = "https://en.wikipedia.org/wiki/"


def _link(anchor: str, page: str) -> str:
    return f'[{anchor}]({_WIKI}{page} "{page}")'


def _labelled(folder: Path, lines: Sequence[str], taught: dict[str, str]) -> list[dict[str, str]]:
    """The names that come out of these lines, by line, where the teacher knows `taught`."""
    path = folder / "digests.jsonl.gz"
    text = "#### Arts\n\n" + "\n".join(f"  * {line}" for line in lines)
    path.write_bytes(gzip.compress(json.dumps({"id": "day", "text": text}).encode()))

    def teacher(texts: Sequence[str]) -> list[list[Name]]:
        return [
            [
                Name(text.index(name), text.index(name) + len(name), label)
                for name, label in taught.items()
                if name in text
            ]
            for text in texts
        ]

    documents = read_digests(path, teacher)
    return [{d.text[n.start : n.end]: n.label for n in d.names} for d in documents if d.text]


def test_a_page_has_the_kind_that_its_names_are_mostly_taken_for(tmp_path: Path) -> None:
    names = ("Zarvox One", "Zarvox Two", "Zarvox")
    said = "said on Monday that it will build a new plant there."
    about = [f"{_link(name, 'Zarvox')} {said}" for name in names]
    taught = {"Zarvox One": "ORG", "Zarvox Two": "ORG"}
    (found,) = _labelled(tmp_path, about, taught)
    assert found == {"Zarvox One": "ORG", "Zarvox Two": "ORG", "Zarvox": "ORG"}


def test_a_line_in_which_link_and_tagger_cut_differently_is_left_out(tmp_path: Path) -> None:
    lines = [
        f"The {_link('Bank of Zarv', 'Bank_of_Zarv')} says that it will lend more to everybody.",
        "Nobody in the small town of Quux has seen such a flood before.",
    ]
    assert _labelled(tmp_path, lines, {"Zarv": "LOC", "Quux": "LOC"}) == [{"Quux": "LOC"}]


def test_sources_markup_and_lines_without_a_sentence_are_no_text(tmp_path: Path) -> None:
    lines = [
        _link("Quux war", "Quux_war"),
        f"Rebels shell {_link('Quux', 'Quux')} and *leave* its port for the hills in the night."
        " [(Reuters)](https://example.org/a)",
    ]
    (names,) = _labelled(tmp_path, lines, {"Quux": "LOC"})
    assert names == {"Quux": "LOC"}


def test_an_office_that_is_linked_is_no_name(tmp_path: Path) -> None:
    line = f"The {_link('President', 'President_of_Quux')} has not been seen for a whole month."
    assert _labelled(tmp_path, [line], {}) == [{}]
