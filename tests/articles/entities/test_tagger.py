"""Names found with the weights that are shipped."""

from importlib import resources
from itertools import pairwise

import pytest

from articles.entities import tagger
from articles.entities.recognise import Kind, recognise
from articles.entities.tokens import tokenise
from articles.entities.weights import shipped

_MOST_BYTES = 3_000_000


def names(text: str) -> dict[str, Kind]:
    return {text[start:end]: kind for start, end, kind in recognise([text])[0]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Defence Minister Florence Parly said in Paris that Raqqa was encircled.",
            {"Florence Parly": Kind.PERSON, "Paris": Kind.PLACE, "Raqqa": Kind.PLACE},
        ),
        (
            "The United Nations asked Lebanon to open its border.",
            {"United Nations": Kind.ORGANISATION, "Lebanon": Kind.PLACE},
        ),
        ("Syrian troops shelled the town.", {"Syrian": Kind.NATIONALITY}),
        ("The men had walked for days without water.", {}),
        ("", {}),
    ],
)
def test_plain_news_sentences_are_read_right(text: str, expected: dict[str, Kind]) -> None:
    assert names(text) == expected


def test_a_headline_in_title_case_is_not_one_long_name() -> None:
    found = names("Rebels Fire Rockets at Damascus as Talks Stall in Geneva")
    assert found["Damascus"] is Kind.PLACE
    assert found["Geneva"] is Kind.PLACE


def test_a_possessive_is_no_part_of_a_name() -> None:
    assert "Syria" in names("He praised Syria’s people in the capital.")


def test_texts_read_together_are_read_as_if_alone() -> None:
    texts = ["Angela Merkel spoke in Berlin.", "", "The rain in Spain.", "Mr. Obama left."]
    assert recognise(texts) == [recognise([text])[0] for text in texts]


def test_words_met_most_often_stay_where_others_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tagger, "_MOST_WORDS", 40)
    monkeypatch.setattr(tagger, "_KEPT_WORDS", 20)
    summed: list[str] = []
    keys = tagger.word_keys
    monkeypatch.setattr(tagger, "word_keys", lambda form: summed.append(form) or keys(form))
    little, mind = tagger.Tagger(shipped()), tagger.Tagger(shipped())
    for day in range(30):
        strangers = " ".join(f"Sedan{day}{number}" for number in range(9))
        text = tokenise(f"Angela Merkel spoke in Berlin with {strangers} and others.")
        found = little.tag([text])
        monkeypatch.setattr(tagger, "_MOST_WORDS", 60_000)
        assert found == mind.tag([text])
        monkeypatch.setattr(tagger, "_MOST_WORDS", 40)
    assert summed.count("Merkel") == summed.count("Berlin") == 2  # once for each
    assert summed.count("Sedan00") == 2


def test_names_stand_in_order_and_do_not_overlap() -> None:
    text = "Mosul fell. Haider al-Abadi flew to Mosul. In Mosul, Abadi met the Iraqi army."
    (found,) = recognise([text])
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_weights_word_lists_and_known_names_are_within_three_megabytes() -> None:
    data = resources.files("articles.entities") / "data"
    folders = [data, data / "lexicon", data / "known_names"]
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    assert sum(len(file.read_bytes()) for file in files) <= _MOST_BYTES
