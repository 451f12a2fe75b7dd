"""Keys are found where they stand, whatever their number and value."""

import numpy as np
import pytest

from articles.entities.lookup import Lookup


@pytest.mark.parametrize("count", [0, 1, 2, 7, 5000])
def test_each_key_of_the_list_is_found_at_its_row_and_no_other_key_is(count: int) -> None:
    random = np.random.default_rng(count)
    keys = np.unique(random.integers(0, 1 << 32, count, np.uint32))
    asked = np.concatenate([keys, random.integers(0, 1 << 32, 3000, np.uint32)])
    random.shuffle(asked)
    rows = {key: row for row, key in enumerate(keys.tolist())}
    expected = [(at, rows[key]) for at, key in enumerate(asked.tolist()) if key in rows]
    places, found = Lookup(keys).find(asked)
    assert list(zip(places.tolist(), found.tolist(), strict=True)) == expected


def test_the_key_zero_is_a_key_like_any_other() -> None:
    zero = np.zeros(1, np.uint32)
    assert [found.tolist() for found in Lookup(zero).find(zero)] == [[0], [0]]
    assert [found.tolist() for found in Lookup(zero + 1).find(zero)] == [[], []]


def test_keys_that_want_the_same_slot_are_all_found() -> None:
    keys = np.arange(0, 1 << 32, 1 << 20, np.int64).astype(np.uint32)
    places, found = Lookup(keys).find(keys)
    assert places.tolist() == found.tolist() == list(range(len(keys)))
