"""What the tagger looks at around a word: its capitalised neighbours, its sentence, its document.

These features are looked up only where a capital letter or a digit makes a name possible, for most
words of a report have neither.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from articles.entities import lexicon
from articles.entities.features import Word
from articles.entities.tokens import Case, Tokens

Find = Callable[[str], int | None]
"""Gives a feature's number, or None (or 0) if the model has no such feature."""
_LONGEST_PHRASE = 5
_LINKS = lexicon.entries("name_particles") | {"&", "'s", ",", "-"}
_BROAD = frozenset({"last", "date", "loc"})


class Context:
    """Collects the context features of one document: `features[i]` holds at token `at[i]`."""

    def __init__(self, tokens: Tokens, words: Sequence[Word], find: Find) -> None:
        self._tokens = tokens
        self._words = words
        self._find = find
        self.at: list[int] = []
        self.features: list[int] = []
        self._small = {word.lower for word in words if word.shape[0] == "x"}
        self._inside = self._capitals_inside_sentences()
        for (first, end), case in zip(tokens.sentences, tokens.cases, strict=True):
            self._sentence(first, end, case)

    def _capitals_inside_sentences(self) -> Counter[str]:
        """How often each word has a capital where its sentence does not ask for one."""
        tokens = self._tokens
        return Counter(
            tokens.forms[token]
            for (first, end), case in zip(tokens.sentences, tokens.cases, strict=True)
            if case is Case.NORMAL
            for token in range(first + 1, end)
            if self._words[token].named
        )

    def _add(self, first: int, end: int, names: Sequence[str]) -> list[int]:
        """Note features, given by name, for the tokens from `first` to `end`."""
        numbers = [number for name in names if (number := self._find(name))]
        for token in range(first, end):
            self.at.extend([token] * len(numbers))
            self.features.extend(numbers)
        return numbers

    def _sentence(self, first: int, end: int, case: Case) -> None:
        self._add(first, first + 1, ("first",))
        self._add(end - 1, end, ("last",))
        if first + 1 < end:
            self._add(first + 1, first + 2, ("second",))
        if case:
            self._add(first, end, (f"case{case:d}",))
        chunks = list(self._chunks(first, end))
        for start, stop in chunks:
            self._chunk(first, start, stop, end)
        self._links(chunks)
        for token in range(first, end):
            if self._words[token].notable:
                self._neighbours(first, token, end, case)

    def _chunks(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Longest runs of capitalised words; a hyphen between them does not end one."""
        words, tokens, start = self._words, self._tokens, first
        while start < end:
            if not words[start].named:
                start += 1
                continue
            stop = start + 1
            while stop < end:
                if words[stop].named:
                    stop += 1
                elif (
                    tokens.forms[stop] == "-"
                    and stop + 1 < end
                    and tokens.glued(stop)
                    and tokens.glued(stop + 1)
                ):
                    stop += 2
                else:
                    break
            yield start, stop
            start = stop

    def _chunk(self, first: int, start: int, stop: int, end: int) -> None:
        words = self._words
        left = words[start - 1].lower if start > first else "<s>"
        left2 = words[start - 2].lower if start > first + 1 else "<s>"
        right = words[stop].lower if stop < end else "</s>"
        head, tail, size = words[start].lower, words[stop - 1].lower, stop - start
        classes = sorted(set().union(*(word.classes for word in words[start:stop])))
        narrow = "+".join(name for name in classes if name not in _BROAD)
        names = [
            f"run left={left}",
            f"run right={right}",
            f"run sides={left}|{right}",
            f"run left2={left2}|{left}",
            f"run head={head}",
            f"run tail={tail}",
            f"run size={min(size, 5)}",
            f"run classes={narrow}",
            *(f"run has={name}" for name in classes),
        ]
        self._add(start, stop, names)
        for token in range(start, stop):
            place = _place(token - start, size)
            position = f"{place}{min(size, 4)}"
            names = [f"at={position}", f"at={place} {left}", f"at={place} > {right}"]
            self._add(token, token + 1, [*names, f"at={place} tail {tail}"])
            if lexicon.begins_phrase(self._tokens.forms[token]):
                self._phrase(token, end)

    def _phrase(self, token: int, end: int) -> None:
        for stop in range(min(token + _LONGEST_PHRASE, end), token + 1, -1):
            if kind := lexicon.phrase(self._tokens.surface(token, stop)):
                self._add(token, token + 1, (f"phrase={kind} B",))
                self._add(token + 1, stop, (f"phrase={kind} I",))
                return

    def _links(self, chunks: Sequence[tuple[int, int]]) -> None:
        """Runs with one or two small words between: `Ministry of Foreign Affairs`."""
        for (left, left_end), (right, right_end) in pairwise(chunks):
            between = [word.lower for word in self._words[left_end:right]]
            if len(between) > 2 or not all(word in _LINKS for word in between):
                continue
            link = " ".join(between)
            head, tail = self._words[left_end - 1], self._words[right_end - 1]
            before = [f"then={link}", f"then={link} {tail.lower}"]
            after = [f"since={link} {head.lower}"]
            self._add(left, left_end, before + [f"then={link} {name}" for name in tail.classes])
            self._add(left_end, right_end, after + [f"since={link} {n}" for n in head.classes])

    def _neighbours(self, first: int, token: int, end: int, case: Case) -> None:
        words = self._words
        lower, shape, _, named, _ = words[token]
        left = words[token - 1] if token > first else None
        right = words[token + 1] if token + 1 < end else None
        before, after = left.shape if left else "<", right.shape if right else ">"
        names = [f"shapes={before}|{shape}|{after}", f"shapes={before}|{shape}"]
        names += [f"shapes={shape}|{after}"]
        if left:
            names.append(f"pair={left.lower}|{lower}")
        else:
            names.append(f"first {shape}")
        if right:
            names.append(f"pair>{lower}|{right.lower}")
        if left and right:
            names.append(f"sides={left.lower}|{right.lower}")
        if self._tokens.glued(token):
            names.append("glued")
        if right and self._tokens.glued(token + 1):
            names.append("glued>")
        if named:
            names += self._evidence(token, left is None, case)
        self._add(token, token + 1, names)

    def _evidence(self, token: int, opens: bool, case: Case) -> list[str]:
        """What the rest of the document shows of a capitalised word."""
        word = self._words[token]
        others = self._inside[self._tokens.forms[token]] - (not opens and case is Case.NORMAL)
        names = [f"inside={min(others, 2)}{'<' if opens else ''}"]
        if word.lower in self._small:
            names.append("also small")
        if case:
            names.append(f"case{case:d} {word.shape}")
        return names


def _place(index: int, size: int) -> str:
    """Where in its run a word stands: single, first, last, or in the middle."""
    if size == 1:
        return "S"
    return "F" if index == 0 else "Z" if index == size - 1 else "M"
