"""Frames arrive whole however they were cut, or are refused."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Span
from index.search.frames import BrokenFrame, Decoder, Frame, encode, pack_hits, unpack_hits

frames = st.tuples(
    st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
    st.lists(st.integers(0, 2**32 - 1), max_size=9).map(lambda numbers: array("I", numbers)),
)


@given(st.lists(frames, max_size=4), st.integers(1, 50))
def test_frames_arrive_as_they_were_sent(
    sent: list[tuple[dict[str, str], "array[int]"]], chunk: int
) -> None:
    data = b"".join(encode(*frame) for frame in sent)
    decoder = Decoder()

    received = [
        frame for at in range(0, len(data), chunk) for frame in decoder.feed(data[at : at + chunk])
    ]

    assert received == [Frame(*frame) for frame in sent]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 8,
        b"\0\0\0\x02\xff\xff\xff\xfc{}",
        b"\xff\xff\xff\xff\0\0\0\0{}",
        b"\0\0\0\x02\0\0\0\x03{}abc",
        b"\0\0\0\x02\0\0\0\0{x",
        b"\0\0\0\x02\0\0\0\0[]",
        b"\0\x01\0\0\0\0\0\0" + b"[" * 2**16,
    ],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenFrame):
        list(Decoder().feed(data))


def test_hits_are_packed_into_numbers_and_back() -> None:
    found = {7: [Span(1, 5), Span(9, 12)], 3: [], 2**32 - 1: [Span(0, 1)]}

    assert unpack_hits(array("I", pack_hits(found))) == found
