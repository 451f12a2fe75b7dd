"""The texts of a generation, as the user's word needs them: who says these words?"""

from collections.abc import Callable
from functools import cached_property

from articles.article import Article, Label
from index.catalogue.store import Catalogue
from index.engines.engine import Engine
from index.judgements.added_name import AddedName
from index.query.tree import Folded, Match, Phrase, Within


class WrittenTexts:
    """The reports of a generation whose mentions are those of their texts.

    What is not settled yet gets its mentions, and with them the user's word, from the build that
    goes on with it.

    Args:
        catalogue: Its catalogue.
        engine: Opens its text index, if that is needed.
    """

    def __init__(self, catalogue: Catalogue, engine: Callable[[], Engine]) -> None:
        self._catalogue = catalogue
        self._engine = engine

    @cached_property
    def _settled(self) -> set[int]:
        return self._catalogue.settled_numbers()

    @cached_property
    def _unindexed(self) -> set[int]:
        """Reports of which the text index cannot tell."""
        lacking = self._catalogue.unindexed()
        expected = self._catalogue.count() - len(lacking)
        return lacking if self._engine().count() >= expected else self._settled

    def saying(self, name: AddedName) -> set[int]:
        """Numbers of all reports that say a name, in whatever case, and of some that may.

        Raises:
            EngineError: The text index cannot be read.
        """
        terms = tuple(Folded(word.folded) for word in name.words())
        pattern = Phrase(terms) if len(terms) > 1 else terms[0]
        found = self._engine().search(Within(frozenset(Label), Match(pattern)))
        return (set(found.numbers) | self._unindexed) & self._settled

    def article(self, number: int) -> Article:
        """A report."""
        return self._catalogue.article(number)
