"""The texts of a generation, as the user's word needs them: who says these words?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from articles.article import Article, Label
from index.anchors import Ref
from index.catalogue.store import Catalogue
from index.engines.engine import Engine
from index.judgements.added_name import AddedName
from index.notebook.attached import attach
from index.query.tree import Folded, Match, Phrase, Within


class WrittenTexts:
    """The reports of a generation whose mentions are those of their texts.

    What is not settled yet gets its mentions, and with them the user's word, from the build that
    goes on with it.

    Args:
        catalogue: Its catalogue.
        engine: Opens its text index, if that is needed.
        known: What reports of which something is said alone were known as, the latest last.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        engine: Callable[[], Engine],
        known: Mapping[Ref, Sequence[Ref]],
    ) -> None:
        self._catalogue = catalogue
        self._engine = engine
        self._known = known

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

    def written(self, numbers: Iterable[int]) -> set[int]:
        """Those of some reports that are there, with the mentions of the texts that they have."""
        return self._settled.intersection(numbers)

    def numbers_of(self, reports: Iterable[Ref]) -> dict[Ref, int]:
        """The numbers of those of some reports that are written."""
        names = {report: self._known.get(report, (report,)) for report in reports}
        every = [name for some in names.values() for name in some]
        identities = self._catalogue.identities(
            ids={name.id for name in every}, texts={name.text for name in every}
        )
        found = attach(names, identities)
        return {report: number for report, number in found.items() if number in self._settled}
