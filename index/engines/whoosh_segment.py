"""Reading one segment of a Whoosh index: its words, posting lists, numbers and lengths.

Reads Whoosh's files by its format (`whoosh.codec.whoosh3`), a posting list at a time instead of a
posting at a time: thousands of method calls become a few.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from itertools import accumulate
from struct import Struct
from typing import Any, Final, NamedTuple
from zlib import decompress

from index.engines.engine import Cancel, EngineDamaged
from index.engines.misspelt import Spellings
from index.engines.whoosh_guard import byte_to_length, load, loads, whoosh3
from index.engines.whoosh_terms import EXACT, FIELDS

_LENGTHS: Final = Struct("!ii")
_FREQUENCY: Final = Struct("!I")
_EXTENT: Final = Struct("!qi")
_BLOCK_LENGTH: Final = Struct("!i")
_FREQUENCY_AT: Final = 5
"""Where the number of documents stands in a term's record, in bytes."""
_EXTENT_AT: Final = 23
"""Where the place of its posting list stands."""


class Postings(NamedTuple):
    """A posting list: parallel, by rising document number."""

    documents: list[int]
    weights: list[int]
    values: list[bytes]


class Lexicon:
    """The sorted terms of one field of one segment."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self.records = array("Q")
        """Where in the terms file the record of each word begins."""
        self._spellings: Spellings | None = None

    def find(self, word: bytes) -> int:
        """Its place in `words`, or -1."""
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else -1

    def beginning(self, prefix: bytes) -> range:
        """The places in `words` of all that begin so."""
        low = bisect_left(self.words, prefix)
        high = bisect_left(self.words, prefix + b"\xff\xff\xff\xff", low)
        return range(low, high)

    def misspelt(self, text: str, edits: int, cancel: Cancel) -> list[int]:
        """The places in `words` of the folded words within so many edits of a text.

        Raises:
            Cancelled: If `cancel` said so.
        """
        if self._spellings is None:
            self._spellings = Spellings(self.words, self.beginning(EXACT).stop)
        return self._spellings.within(text, edits, cancel)


class Segment:
    """One segment. Its files never change, so what was read of them stays true.

    Args:
        storage: Whoosh's storage.
        info: Whoosh's description of the segment, from the table of contents.
    """

    def __init__(self, storage: Any, info: Any) -> None:  # noqa: ANN401 - Whoosh's
        self.id = str(info.segment_id())
        self.deleted: frozenset[int] = frozenset(info.deleted_docs())
        self.count: int = info.doc_count_all()
        """Documents, deleted ones among them."""
        self._terms_length = storage.file_length(info.make_filename(".trm"))
        self._records = b""
        self._lexicons: dict[str, Lexicon] | None = None
        numbers = _column(storage, info, "number")
        lengths = {field: _column(storage, info, f"_{field}_len") for field in FIELDS}
        self.lacks_columns = None in (numbers, *lengths.values())
        """Whether some have only defaults; or the segment was being removed as it was opened."""
        self.numbers = _numbers(numbers or b"", self.count)
        self._lengths = {
            field: (length or b"").ljust(self.count, b"\0") for field, length in lengths.items()
        }
        with ExitStack() as opened:
            self._terms = opened.enter_context(storage.open_file(info.make_filename(".trm")))
            self._postings = opened.enter_context(storage.open_file(info.make_filename(".pst")))
            opened.pop_all()

    def close(self) -> None:
        """Let go of its files."""
        self._terms.close()
        self._postings.close()

    def lengths(self, field: str) -> bytes:
        """The length of the field in each document, as Whoosh rounds it to a byte."""
        return self._lengths[field]

    def all_lengths(self) -> dict[str, list[int]]:
        """The lengths of every field, in words."""
        return {
            field: [byte_to_length(length) for length in lengths]
            for field, lengths in self._lengths.items()
        }

    def lexicon(self, field: str) -> Lexicon:
        """The words of a field; read when first asked for."""
        if self._lexicons is None:
            self._lexicons = self._read_lexicons()
        return self._lexicons[field]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, sorted."""
        for field in sorted(FIELDS):
            for word in self.lexicon(field).words:
                yield field, word

    def frequency(self, field: str, at: int) -> int:
        """In how many documents the word at this place of the lexicon occurs."""
        record = self.lexicon(field).records[at]
        return int(_FREQUENCY.unpack_from(self._records, record + _FREQUENCY_AT)[0])

    def postings(self, field: str, word: bytes) -> Postings:
        """The posting list of a word; empty if it does not occur."""
        at = self.lexicon(field).find(word)
        return Postings([], [], []) if at < 0 else self.postings_at(field, at)

    def postings_at(self, field: str, at: int) -> Postings:
        """The posting list of the word at this place of the lexicon."""
        record = self.lexicon(field).records[at]
        place, length = _EXTENT.unpack_from(self._records, record + _EXTENT_AT)
        return _read_postings(self._postings.get(place, length))

    def _read_lexicons(self) -> dict[str, Lexicon]:
        """Read the whole terms file, which is a hash table of sorted records."""
        table = whoosh3.filetables.OrderedHashReader(self._terms, self._terms_length)
        found = {name: Lexicon() for name in FIELDS}
        add = {
            number.to_bytes(2, "big"): (found[name].words.append, found[name].records.append)
            for name, number in table.extras["fieldmap"].items()
            if name in found
        }
        self._records = records = self._terms.get(0, table.endofdata)
        at, end = table.startofdata, table.endofdata
        lengths_at, opening, least = _LENGTHS.unpack_from, _LENGTHS.size, _EXTENT_AT + _EXTENT.size
        while at < end:
            key_length, record_length = lengths_at(records, at)
            key = at + opening
            record = key + key_length
            if key_length < 2 or record_length < least or record > end:
                raise EngineDamaged("the words of the text index are damaged; rebuild the library")
            add_word, add_record = add[records[key : key + 2]]
            add_word(records[key + 2 : record])
            add_record(record)
            at = record + record_length
        return found


def _column(storage: Any, info: Any, name: str) -> bytes | None:  # noqa: ANN401 - Whoosh's
    """The bytes of a column, fixed in width, without the defaults at its end; None if it has none.

    Whoosh writes no column that has only defaults.
    """
    file_name = info.make_filename(f".{name}.col")
    if not storage.file_exists(file_name):
        return None
    with storage.open_file(file_name) as file:
        return bytes(file.read())


def _numbers(column: bytes, count: int) -> "array[int]":
    """The numbers of the reports, by document."""
    numbers = array("I")
    numbers.frombytes(column.ljust(4 * count, b"\0"))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _read_postings(data: bytes) -> Postings:
    """A posting list, block by block: magic, then (length, info, ids, weights and values) each."""
    if data[:4] != whoosh3.WHOOSH3_HEADER_MAGIC:
        raise EngineDamaged("a posting list of the text index is damaged; rebuild the library")
    found = Postings([], [], [])
    stream = BytesIO(data)
    at, last = 4, False
    while not last:
        length: int = _BLOCK_LENGTH.unpack_from(data, at)[0]
        last = length < 0
        stream.seek(at + _BLOCK_LENGTH.size)
        count, _, _, compression, _, _ = load(stream)
        at += _BLOCK_LENGTH.size + abs(length)
        body = data[stream.tell() : at]
        gaps, weights, values = loads(decompress(body) if compression else body)
        if not len(gaps) == len(values) == count:
            raise EngineDamaged("a posting list of the text index is damaged; rebuild the library")
        found.documents.extend(accumulate(gaps))
        found.weights.extend(weights or [1] * count)
        found.values.extend(values)
    return found
