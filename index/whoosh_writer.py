"""Writing segments: Whoosh's own writer, with the slow middle taken out.

Whoosh sorts every single posting of a batch. Here postings are gathered by term, so that only terms
are sorted, and when segments are merged their sorted terms are read side by side, so that no more
than one term's postings is in memory at a time.
"""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from index.whoosh_guard import SegmentWriter, whoosh3
from index.whoosh_segment import Segment, segment_readers
from index.whoosh_terms import SCHEMA

BLOCK: Final = 256
"""Postings in a block of a posting list."""

COMPRESSION: Final = 1
"""zlib level of blocks: the higher ones cost far more time than they save space."""

FAN: Final = 8
"""A segment is merged with others about its size once there are so many."""

SMALLEST: Final = 256
"""Segments with fewer reports than this count as of one size."""


class TermPostings(NamedTuple):
    """The postings of one term from one source: parallel, by rising document number."""

    field: str
    term: bytes
    documents: list[int]
    weights: list[float]
    values: list[bytes]


class _PostingsWriter(whoosh3.W3PostingsWriter):  # type: ignore[misc]  # Whoosh is untyped
    """Takes the postings of a term at once."""

    def add_all(self, found: Iterable[TermPostings]) -> None:
        """Write postings in blocks, as `add_posting` would one by one."""
        for postings in found:
            at = 0
            while at < len(postings.documents):
                if len(self._ids) >= self._blocklimit:
                    self._write_block()
                room = at + self._blocklimit - len(self._ids)
                self._ids.extend(postings.documents[at:room])
                self._weights.extend(postings.weights[at:room])
                self._values.extend(postings.values[at:room])
                at = room


class _Codec(whoosh3.W3Codec):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's format, written faster; segments name the plain codec, so they load anywhere."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=COMPRESSION)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> _PostingsWriter:  # noqa: ANN401, FBT001, FBT002, RUF100 - as in the base class
        """The writer of one field's postings."""
        return _PostingsWriter(dbfile, self._blocklimit, byteids, self._compression)

    def new_segment(self, storage: Any, indexname: str) -> Any:  # noqa: ANN401 - Whoosh's
        """A segment that says it was written by the plain codec, which reads it as well."""
        return whoosh3.W3Segment(whoosh3.W3Codec(BLOCK, COMPRESSION), indexname)


class _Pool:
    """The postings of a batch, by field and term, and the segments that are merged into it."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, TermPostings]] = defaultdict(dict)
        self._merged: list[Iterator[TermPostings]] = []

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting; documents come by rising number."""
        field, term, document, weight, value = posting
        terms = self._fields[field]
        found = terms.get(term)
        if found is None:
            terms[term] = TermPostings(field, term, [document], [weight], [value])
            return
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

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - Whoosh's FileIndex
        super().__init__(index, codec=_Codec(), compound=False)
        self.pool = _Pool()

    def commit_batch(self) -> None:
        """Merge what is due, write, and publish the new table of contents."""
        self.commit(mergetype=_merge_due)

    def absorb(self, segments: list[Any]) -> None:
        """Copy the living documents of segments into this one."""
        for reader in segment_readers(self.storage, segments):
            mapping = self._absorb_documents(reader)
            self.pool.merge(_renumbered(reader, mapping))
            self._added = True

    def _absorb_documents(self, reader: Segment) -> "array[int]":
        """Copy numbers and lengths.

        Returns:
            The new document number of each old one; `_GONE` where it was deleted.
        """
        mapping = array("l", [_GONE]) * len(reader.numbers)
        for old, number in enumerate(reader.numbers):
            if old in reader.deleted:
                continue
            mapping[old] = self.docnum
            self.perdocwriter.start_doc(self.docnum)
            column = SCHEMA["number"]
            self.perdocwriter.add_column_value("number", column.column_type, number)
            for field, lengths in reader.all_lengths().items():
                self.perdocwriter.add_field(field, SCHEMA[field], None, lengths[old])
            self.perdocwriter.finish_doc()
            self.docnum += 1
        return mapping

    def _flush_segment(self) -> None:
        """Write the pool, instead of posting by posting."""
        self.perdocwriter.close()
        for field, of_field in groupby(self.pool.terms(), key=itemgetter(0)):
            self.fieldwriter.start_field(field, SCHEMA[field])
            for term, of_term in groupby(of_field, key=itemgetter(1)):
                self.fieldwriter.start_term(term)
                self.fieldwriter._postwriter.add_all(of_term)  # noqa: SLF001 - no public way
                self.fieldwriter.finish_term()
            self.fieldwriter.finish_field()
        self.fieldwriter.close()


_GONE: Final = -1


def _renumbered(reader: Segment, mapping: "array[int]") -> Iterator[TermPostings]:
    """A segment's postings under new document numbers, without deleted documents."""
    whole = not reader.deleted
    shift = mapping[0] if len(mapping) else 0
    for field, term in reader.terms():
        documents, weights, values = reader.postings(field, term)
        if whole:
            yield TermPostings(field, term, [shift + old for old in documents], weights, values)
            continue
        kept = [at for at, old in enumerate(documents) if mapping[old] != _GONE]
        if kept:
            yield TermPostings(
                field,
                term,
                [mapping[documents[at]] for at in kept],
                [weights[at] for at in kept],
                [values[at] for at in kept],
            )


def _merge_due(writer: BatchWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: which segments stay; the others are absorbed by the writer.

    Segments are of one tier when their sizes are within a factor of `FAN`; a full tier is merged,
    so a report is copied about log(reports / batch) / log(FAN) times however many batches come.
    """
    tiers: dict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        living = segment.doc_count()
        if living or segment.doc_count_all() == 0:
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
    return sum(segment.deleted_count() for segment in segments) > living
