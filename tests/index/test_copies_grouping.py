"""What links make a group, and what they do not."""

import random

from hypothesis import given
from hypothesis import strategies as st
from in_time import at_most

from index.copies.grouping import Link, grouped

LINKS = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.4, 0.5, 0.7, 1.0]),
)


def groups(members: list[int], links: list[Link]) -> set[frozenset[int]]:
    names = {member: str(member).encode() for member in members}
    return {frozenset(one) for one in grouped(members, links, names)}


def test_what_shares_most_of_its_words_is_one_group_over_any_number_of_links() -> None:
    chain = [Link(at, at + 1, 1) for at in range(9)]
    assert groups(list(range(10)), chain) == {frozenset(range(10))}


def test_what_shares_less_does_not_lead_on_and_on() -> None:
    chain = [Link(at, at + 1, 0.4) for at in range(9)]
    assert max(map(len, groups(list(range(10)), chain))) <= 4
    all_linked = [Link(one, other, 0.4) for one in range(6) for other in range(one + 1, 6)]
    assert groups(list(range(6)), all_linked) == {frozenset(range(6))}


def test_copies_join_a_group_of_which_they_share_enough_with_half() -> None:
    pair = [Link(1, 2, 1)]
    assert groups([1, 2, 3], [*pair, Link(2, 3, 0.5)]) == {frozenset({1, 2, 3})}
    four = [Link(1, 2, 1), Link(2, 3, 1), Link(3, 4, 1)]
    assert groups([1, 2, 3, 4, 5], [*four, Link(4, 5, 0.9)]) == {
        frozenset({1, 2, 3, 4}),
        frozenset({5}),
    }


def test_a_group_of_tens_of_thousands_is_made_in_time() -> None:
    """All of it was copied for each that joined it."""
    chain = [Link(at, at + 1, 1) for at in range(30_000)]
    with at_most(10.0, "a chain of 30,000"):
        assert groups(list(range(30_001)), chain) == {frozenset(range(30_001))}


@given(LINKS, st.integers())
def test_groups_depend_neither_on_order_nor_on_numbers(
    links: dict[tuple[int, int], float], seed: int
) -> None:
    chance = random.Random(seed)
    plain = [Link(*pair, share) for pair, share in links.items()]
    others = list(range(100, 110))
    chance.shuffle(others)
    renamed = [
        Link(*sorted((others[one], others[other])), share)  # type: ignore[arg-type]
        for one, other, share in plain
    ]
    chance.shuffle(renamed)
    names = {others[at]: str(at).encode() for at in range(10)}
    found = grouped(chance.sample(others, 10), renamed, names)
    assert {frozenset(others.index(one) for one in group) for group in found} == groups(
        list(range(10)), plain
    )
