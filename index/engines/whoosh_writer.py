"""Writing segments: Whoosh's own writer, with the slow middle taken out.

Whoosh sorts every single posting of a batch. Here postings are gathered by term, so that only terms
are sorted, and when segments are merged their sorted terms are read side by side, so that no more
than one term's postings is in memory at a time.
"""

import heapq
import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from itertools import groupby
from operator import itemgetter, sub
from struct import Struct
from typing import Any, Final, NamedTuple
from zlib import compress

from index.engines.whoosh_guard import SegmentWriter, whoosh3
from index.engines.whoosh_schema import SCHEMA
from index.engines.whoosh_segment import Segment
from index.engines.whoosh_terms import FIELDS, Fields

BLOCK: Final = 256
"""Postings in a block of a posting list."""

COMPRESSION: Final = 1
"""zlib level of blocks: the higher ones cost far more time than they save space."""

WORTH_COMPRESSING: Final = 200
"""Bytes of a block, below which compressing it saves nothing."""

FAN: Final = 8
"""A segment is merged with others about its size once there are so many."""

SMALLEST: Final = 256
"""Segments with fewer reports than this count as of one size."""

_RECORD: Final = Struct("!BfIBBfIIqi")
"""A term's record: inlined?, weight, documents, shortest, longest, greatest weight, first, last,
and the place and length of its posting list. Lengths are not kept for each term: they stay 0."""

_BLOCK_LENGTH: Final = Struct("!i")
_GONE: Final = -1


class TermPostings(NamedTuple):
    """The postings of one term from one source: parallel, by rising document number."""

    field: str
    term: bytes
    documents: list[int]
    weights: list[int]
    values: list[bytes]


class _FieldWriter(whoosh3.W3FieldWriter):  # type: ignore[misc]  # Whoosh is untyped
    """Writes Whoosh's format a term at a time instead of a posting at a time."""

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ANN401 - Whoosh's
        """Begin a field; nobody but `write_term` writes posting lists until it is finished."""
        super().start_field(fieldname, fieldobj)
        self._place = self._postfile.tell()

    def write_term(self, term: bytes, sources: Iterator[TermPostings]) -> None:
        """Write the posting list and the record of a term, of the field that was started."""
        first, *more = sources
        _, _, documents, weights, values = first
        for source in more:
            documents += source.documents
            weights += source.weights
            values += source.values
        data = b"".join(_blocks(documents, weights, values))
        self._postfile.write(data)
        greatest, total = max(weights), sum(weights)
        extent = (documents[0], documents[-1], self._place, len(data))
        self._place += len(data)
        record = _RECORD.pack(0, total, len(documents), 0, 0, greatest, *extent)
        self._tindex.add(self._fieldid.to_bytes(2, "big") + term, record)


def _blocks(documents: list[int], weights: list[int], values: list[bytes]) -> Iterator[bytes]:
    """A posting list: a mark, then blocks of length, info and data; the last length is negative."""
    yield whoosh3.WHOOSH3_HEADER_MAGIC
    for at in range(0, len(documents), BLOCK):
        ids = documents[at : at + BLOCK]
        gaps = (ids[0], *map(sub, ids[1:], ids))
        worth = tuple(weights[at : at + BLOCK])
        greatest = max(worth)
        data = pickle.dumps(
            (gaps, None if greatest == 1 else worth, tuple(values[at : at + BLOCK])), 4
        )
        level = COMPRESSION if len(data) >= WORTH_COMPRESSING else 0
        if level:
            data = compress(data, level)
        info = pickle.dumps((len(ids), ids[-1], greatest, level, 0, 0), 4)
        length = len(info) + len(data)
        yield _BLOCK_LENGTH.pack(-length if at + BLOCK >= len(documents) else length)
        yield info
        yield data


class _Codec(whoosh3.W3Codec):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's format, written faster; segments name the plain codec, so they load anywhere."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:  # noqa: ANN401 - Whoosh's
        """The writer of a segment's terms."""
        return _FieldWriter(self, storage, segment)

    def new_segment(self, _: Any, indexname: str) -> Any:  # noqa: ANN401 - Whoosh's
        """A segment that says it was written by the plain codec, which reads it as well."""
        return whoosh3.W3Segment(whoosh3.W3Codec(BLOCK, COMPRESSION), indexname)


class _Pool:
    """The postings of a batch, by field and term, and the segments that are merged into it."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, TermPostings]] = defaultdict(dict)
        self._merged: list[Iterator[TermPostings]] = []

    def add(self, field: str, document: int, terms: Mapping[bytes, tuple[int, bytes]]) -> None:
        """Take a field of a document; documents come by rising number."""
        known = self._fields[field]
        for term, (weight, value) in terms.items():
            found = known.get(term)
            if found is None:
                known[term] = TermPostings(field, term, [document], [weight], [value])
            else:
                found.documents.append(document)
                found.weights.append(weight)
                found.values.append(value)

    def merge(self, postings: Iterator[TermPostings]) -> None:
        """Take a segment's postings too, sorted, their documents numbered after all so far."""
        self._merged.append(postings)

    def terms(self) -> Iterator[TermPostings]:
        """All postings, sorted by field and term; a term comes once from each source."""
        own = (terms[term] for _, terms in sorted(self._fields.items()) for term in sorted(terms))
        return heapq.merge(own, *self._merged, key=itemgetter(0, 1))

    def cleanup(self) -> None:
        """Forget everything; Whoosh calls it when a segment is finished or given up."""
        self._fields.clear()
        self._merged.clear()


class BatchWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh is untyped
    """Writes one batch as one segment, with the segments that it is time to merge."""

    is_closed: bool

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - Whoosh's FileIndex
        try:
            super().__init__(index, codec=_Codec(), compound=False)
        except OSError:  # it has begun to write, and nobody else could before it is collected
            index.storage.forget()
            if self.writelock.locked:
                self.writelock.release()
            raise
        self.pool = _Pool()
        self._absorbed = ExitStack()

    def add_report(self, report: Fields) -> None:
        """Take one report into the batch."""
        lengths = {name: report.length(name) for name in FIELDS}
        self._start_document(report.number, lengths)
        for name in FIELDS:
            self.pool.add(name, self.docnum, report.terms[name])
        self._finish_document()

    def commit_batch(self) -> None:
        """Merge what is due, write, and publish the new table of contents."""
        self.commit(mergetype=_merge_due)

    def absorb(self, segments: list[Any]) -> None:
        """Copy the living documents of segments into this one."""
        for segment in segments:
            reader = self._absorbed.enter_context(closing(Segment(self.storage, segment)))
            mapping = array("l", [_GONE]) * len(reader.numbers)
            lengths = reader.all_lengths()
            for old, number in enumerate(reader.numbers):
                if old not in reader.deleted:
                    mapping[old] = self.docnum
                    self._start_document(number, {name: lengths[name][old] for name in FIELDS})
                    self._finish_document()
            self.pool.merge(_renumbered(reader, mapping))

    def close(self) -> None:
        """Let everything go; what was not committed is given up, even on a full disk."""
        if not self.is_closed:
            with suppress(OSError):
                self.cancel()
        self._absorbed.close()
        self.storage.forget()
        if not self.is_closed:
            self.writelock.release()
            self.is_closed = True

    def _start_document(self, number: int, lengths: Mapping[str, int]) -> None:
        self.perdocwriter.start_doc(self.docnum)
        self.perdocwriter.add_column_value("number", SCHEMA["number"].column_type, number)
        for name, length in lengths.items():
            self.perdocwriter.add_field(name, SCHEMA[name], None, length)

    def _finish_document(self) -> None:
        self.perdocwriter.finish_doc()
        self.docnum += 1
        self._added = True

    def _flush_segment(self) -> None:
        """Write the pool, instead of posting by posting."""
        self.perdocwriter.close()
        for field, of_field in groupby(self.pool.terms(), key=itemgetter(0)):
            self.fieldwriter.start_field(field, SCHEMA[field])
            for term, of_term in groupby(of_field, key=itemgetter(1)):
                self.fieldwriter.write_term(term, of_term)
            self.fieldwriter.finish_field()
        self.fieldwriter.close()


def _renumbered(reader: Segment, mapping: "array[int]") -> Iterator[TermPostings]:
    """A segment's postings under new document numbers, without deleted documents."""
    shift = mapping[0] if len(mapping) else 0
    for field, term in reader.terms():
        found = reader.postings(field, term)
        if not reader.deleted:
            moved = [shift + old for old in found.documents]
            yield TermPostings(field, term, moved, found.weights, found.values)
            continue
        kept = [at for at, old in enumerate(found.documents) if mapping[old] != _GONE]
        if kept:
            yield TermPostings(
                field,
                term,
                [mapping[found.documents[at]] for at in kept],
                [found.weights[at] for at in kept],
                [found.values[at] for at in kept],
            )


def _merge_due(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: which segments stay; the others are absorbed by the writer.

    Segments are of one tier when their sizes are within a factor of `FAN`; a full tier is merged,
    so a report is copied about log(reports / batch) / log(FAN) times however many batches come.
    """
    tiers: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        living = segment.doc_count()
        if living:
            tiers[_tier(living)].append(segment)
    due: list[Any] = []
    for _, full in sorted(tiers.items()):
        if len(full) + bool(due) >= FAN or _mostly_deleted(full):
            due += full
    writer.absorb(due)
    gone = {id(segment) for segment in due}
    return [segment for segment in segments if id(segment) not in gone and segment.doc_count()]


def _tier(reports: int) -> int:
    tier = 0
    while reports >= SMALLEST:
        reports //= FAN
        tier += 1
    return tier


def _mostly_deleted(segments: list[Any]) -> bool:
    """Whether a tier holds more that is deleted than living, and is due for that."""
    living = sum(segment.doc_count() for segment in segments)
    deleted = sum(segment.deleted_count() for segment in segments)
    return bool(deleted > living)
