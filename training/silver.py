"""Repair of automatic labels by vote: a name means the same nearly everywhere in a set."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.gold import Document, Name

_WORD = r"(?:(?:[A-Z]\.){2,}|[A-Z](?:[\w'’-]|\.(?=\w))*(?<!['’-]))"
_RUN = re.compile(rf"(?<![\w-]){_WORD}(?: (?:of |the |and |for |al-|bin )*{_WORD})*")
_LEAST, _MAJORITY = 4, 0.85


def by_vote(documents: Sequence[Document]) -> list[Document]:
    """Give each name the label it nearly always has, also where it has none."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name in document.names:
            votes[document.text[name.start : name.end]][name.label] += 1
    frequent = {surface for surface, count in votes.items() if count.total() >= _LEAST}
    for document in documents:
        for surface, _, _ in _unlabelled(document, frequent):
            votes[surface]["O"] += 1
    winners = {surface: _winner(votes[surface]) for surface in frequent}
    known = {surface: label for surface, label in winners.items() if label != "O"}
    return [_relabelled(document, known) for document in documents]


def _winner(votes: Counter[str]) -> str:
    label, count = votes.most_common(1)[0]
    return label if count >= _MAJORITY * votes.total() else "O"


def _unlabelled(document: Document, wanted: set[str]) -> Iterator[tuple[str, int, int]]:
    for run in _RUN.finditer(document.text):
        start, end = run.span()
        if run.group() in wanted and not any(
            name.start < end and start < name.end for name in document.names
        ):
            yield run.group(), start, end


def _relabelled(document: Document, known: dict[str, str]) -> Document:
    text = document.text
    names = [n._replace(label=known.get(text[n.start : n.end], n.label)) for n in document.names]
    added = [Name(a, b, known[surface]) for surface, a, b in _unlabelled(document, set(known))]
    return replace(document, names=tuple(sorted(names + added)))
