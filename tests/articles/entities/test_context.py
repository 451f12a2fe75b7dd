"""What features of its surroundings a word has."""

import numpy as np

from articles.entities.batch import Batch
from articles.entities.context import context_keys
from articles.entities.features import Words
from articles.entities.tokens import tokenise


def features(*texts: str) -> list[dict[int, list[int]]]:
    """For each text, the sorted keys at each token."""
    documents = [tokenise(text) for text in texts]
    words = Words()
    numbers, _ = words.numbered([form for document in documents for form in document.forms])
    at, keys = context_keys(Batch(documents, numbers, words.table))
    ends = np.cumsum([len(document.forms) for document in documents])
    return [
        {
            token - int(end) + len(document.forms): sorted(keys[at == token].tolist())
            for token in range(int(end) - len(document.forms), int(end))
        }
        for document, end in zip(documents, ends, strict=True)
    ]


def test_documents_side_by_side_do_not_see_each_other() -> None:
    texts = ["Anna Berg spoke in Oslo.", "In Oslo, Berg met Tom. Tom left.", "RAIN AGAIN IN OSLO"]
    assert features(*texts) == [features(text)[0] for text in texts]


def test_words_without_capitals_or_digits_have_hardly_any() -> None:
    (found,) = features("They walked home in the rain")
    assert not found[3]


def test_a_name_knows_that_it_stands_elsewhere_in_the_report() -> None:
    alone = features("He saw Berg there. It rained.")[0][2]
    repeated = features("He saw Berg there. Anna Berg rained.")[0][2]
    assert set(alone) < set(repeated) or len(repeated) > len(alone)


def test_the_end_of_a_name_with_small_words_knows_what_stands_before_the_name() -> None:
    place, person = features("He fled Maaret al-Numan now", "He met Maaret al-Numan now")
    assert place[5] != person[5]


def test_the_beginning_of_a_name_with_small_words_knows_what_stands_after_the_name() -> None:
    place, person = features("In Maaret al-Numan yesterday", "In Maaret al-Numan said")
    assert place[1] != person[1]


def test_words_keep_their_numbers() -> None:
    words = Words()
    first, fresh = words.numbered(["a", "b", "a"])
    second, none = words.numbered(["b"])
    assert first.tolist() == [0, 1, 0]
    assert (fresh, second.tolist(), none) == (["a", "b"], [1], [])
