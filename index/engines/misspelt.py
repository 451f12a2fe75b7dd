"""Which of many words are nearly this one: a walk over sorted words with an automaton."""

from collections.abc import Iterator, Sequence

from index.engines.engine import Cancel, Cancelled


def within_edits(
    text: str, edits: int, words: Sequence[bytes], cancel: Cancel, *, first: int = 0
) -> Iterator[int]:
    """The places, in sorted words from the `first` on, of those within so many edits of a text.

    Walks the words as a trie with an automaton (Wu, Manber 1992, "Fast text searching allowing
    errors", with both ends fixed): its states after each letter are kept for the letters that a
    word shares with the one before, and where no state is left, all words that begin so are
    skipped.

    Raises:
        Cancelled: If `cancel` said so.
    """
    automaton = _Automaton(text, edits)
    states = [automaton.start]
    spelt = ""
    at, turns = first, 0
    while at < len(words):
        turns += 1
        if turns % 256 == 0 and cancel():
            raise Cancelled
        word = words[at].decode()
        del states[_shared(spelt, word) + 1 :]
        for letter in word[len(states) - 1 :]:
            states.append(automaton.after(states[-1], letter))
            if not states[-1][-1]:
                break
        spelt = word[: len(states) - 1]
        if not states[-1][-1]:
            at = _skip(words, spelt.encode(), at)
            continue
        if states[-1][-1] & automaton.accepted:
            yield at
        at += 1


class _Automaton:
    """Recognises the words within so many edits of a text.

    A state is one number for each count of edits, 0 upwards; its bit n is set if the letters read
    so far are within so many edits of the first n letters of the text.
    """

    def __init__(self, text: str, edits: int) -> None:
        self._masks: dict[str, int] = {}
        for at, letter in enumerate(text):
            self._masks[letter] = self._masks.get(letter, 0) | 1 << at
        self._all = (2 << len(text)) - 1
        self.start = tuple((2 << left_out) - 1 & self._all for left_out in range(edits + 1))
        self.accepted = 1 << len(text)

    def after(self, state: tuple[int, ...], letter: str) -> tuple[int, ...]:
        """The state after one more letter."""
        mask = self._masks.get(letter, 0)
        fewer = state[0]
        moved = (fewer & mask) << 1
        after = [moved]
        for these in state[1:]:
            # Read the letter; or put it in, or change it, or leave one of the text's out.
            moved = ((these & mask) << 1 | fewer | (fewer | moved) << 1) & self._all
            after.append(moved)
            fewer = these
        return tuple(after)


def _shared(left: str, right: str) -> int:
    """How many letters two words have in common at their beginning."""
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return at
    return min(len(left), len(right))


def _skip(words: Sequence[bytes], prefix: bytes, low: int = 0) -> int:
    """The first place, from `low` on, after the words that begin so."""
    high, step = low, 1
    while high < len(words) and words[high].startswith(prefix):
        low, high, step = high, high + step, step * 2
    high = min(high, len(words))
    while low < high:
        middle = (low + high) // 2
        if words[middle].startswith(prefix):
            low = middle + 1
        else:
            high = middle
    return low
