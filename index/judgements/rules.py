"""What judgements mean for the keys that tell entities apart.

The mention store is a function of the reports and of these rules: keys that a merge joins count as
one key, names that a split parts get a key of their own, and whoever has a key that a name, a type
or "no entity" was judged of is called so. It matters neither when a judgement was made nor in which
order reports came, so replaying is nothing but compiling the rules again, and undoing is compiling
them without the last. Where two judgements disagree, the later one holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.entities import link
from articles.entities.mention import EntityType
from index.judgements.added_name import AddedName
from index.judgements.form import Form, form_of
from index.judgements.judgement import HERE, Judgement, Kind, Subject
from index.judgements.where import Where


class Joined(NamedTuple):
    """What a key counts as."""

    key: str
    by_word: bool
    """Whether its entity is somebody else by the user's word alone."""


class Said(NamedTuple):
    """What the user said last of an entity; the number tells which word is the later one."""

    number: int
    value: str


class SaidHere(NamedTuple):
    """What the user said of one mention, or of one name in one report."""

    number: int
    where: Where
    whom: Subject | None
    """Whom it names; None for nobody."""


class Rules:
    """The rules that judgements come to.

    Args:
        judgements: By number, in the order in which they were made.
        places: The reports of those that hold in one alone, by the number of the judgement; where
            there is none, it holds nowhere.

    Attributes:
        joined: By key, for keys that a merge names.
        parted: By key, for whose names are split: the key of the new entity by form.
        names: What entities are called, by joined key.
        types: What type they are of, by joined key.
        ignored: Joined keys of what is no entity.
        added: The names that were added, but for those of what is no entity.
        here: What holds in one report alone, by the report, in the order in which it was said.
    """

    def __init__(
        self, judgements: Mapping[int, Judgement], places: Mapping[int, int] | None = None
    ) -> None:
        self.joined = _joined({n: j for n, j in judgements.items() if j.kind is Kind.MERGE})
        self._joined_to: defaultdict[str, list[str]] = defaultdict(list)
        for key, one in self.joined.items():
            self._joined_to[one.key].append(key)
        self.parted: dict[str, dict[Form, Said]] = defaultdict(dict)
        self.names: dict[str, Said] = {}
        self.types: dict[str, Said] = {}
        self._ignoring: dict[int, set[str]] = {}
        self._ignored_by: defaultdict[str, list[int]] = defaultdict(list)
        """By key: in which of them it is."""
        self._adding: list[AddedName] = []
        self.here: dict[int, list[SaidHere]] = defaultdict(list)
        for number in sorted(judgements):
            if judgements[number].kind not in HERE:
                self._add(number, judgements[number])
            elif places and number in places:
                self._add_here(number, judgements[number], places[number])
        self.ignored = set[str]().union(*self._ignoring.values())
        self.added = {one for one in self._adding if not self._counting(one.keys) & self.ignored}

    def __bool__(self) -> bool:
        """Whether there is any that tells entities by their keys."""
        return bool(self.joined or self.parted or self.names or self.types or self.ignored)

    def _counting(self, keys: Iterable[str]) -> set[str]:
        """What keys count as."""
        return {self.counts_as(key).key for key in keys}

    def _add(self, number: int, judgement: Judgement) -> None:
        kind, subject, value = judgement.kind, judgement.subject, judgement.value
        keys = self._counting(subject.keys)
        if kind is Kind.MERGE:
            self.names.update(dict.fromkeys(keys, Said(number, subject.name)))
            self.types.update(dict.fromkeys(keys, Said(number, subject.type.value)))
        elif kind is Kind.SPLIT:
            for key in subject.keys:
                self.parted[key][form_of(value)] = Said(number, judgement.own)
            self.names[self.counts_as(judgement.own).key] = Said(number, value)
        elif kind is Kind.RENAME:
            self.names.update(dict.fromkeys(keys, Said(number, value)))
        elif kind is Kind.RETYPE:
            self.types.update(dict.fromkeys(keys, Said(number, EntityType(value).value)))
        elif kind is Kind.ADD:
            self.types.update(dict.fromkeys(keys, Said(number, subject.type.value)))
            self._heed(keys)
            self._adding.append(AddedName(number, subject.name, subject.type, subject.keys))
        else:
            self._ignore(number, keys)

    def _ignore(self, number: int, keys: set[str]) -> None:
        self._ignoring[number] = keys
        for key in keys:
            self._ignored_by[key].append(number)

    def _heed(self, keys: set[str]) -> None:
        """Let nothing hold any more by which whoever has any of these keys is no entity."""
        for key in keys:
            for number in self._ignored_by.pop(key, ()):
                self._ignoring.pop(number, None)

    def _add_here(self, number: int, judgement: Judgement, report: int) -> None:
        is_somebody = judgement.kind is Kind.MERGE_HERE
        # Somebody without a key would be nobody: that line was written by hand, and finds no one.
        if judgement.where is not None and (judgement.subject.keys or not is_somebody):
            whom = judgement.subject if is_somebody else None
            self.here[report].append(SaidHere(number, judgement.where, whom))

    def counts_as(self, key: str) -> Joined:
        """What a key counts as: mostly as itself."""
        return self.joined.get(key) or Joined(key, by_word=False)

    def all_counting_as(self, key: str) -> set[str]:
        """A key, and those that a merge lets count as it."""
        return {key, *self._joined_to.get(key, ())}

    def part(self, keys: Iterable[str]) -> bool:
        """Whether names of whoever has these keys are split from it."""
        return any(key in self.parted for key in keys)

    def parts(self, keys: Iterable[str]) -> dict[Form, str]:
        """Which forms of whoever has these keys go elsewhere: to the entity of which key."""
        latest: dict[Form, Said] = {}
        for key in keys:
            for form, said in self.parted.get(key, {}).items():
                latest[form] = max(said, latest.get(form, said))
        return {form: self._at_last(form, said.value) for form, said in latest.items()}

    def _at_last(self, form: Form, own: str) -> str:
        """Where a form ends up that was split from what had been split before."""
        seen: set[str] = set()
        while own not in seen and form in self.parted.get(own, {}):
            seen.add(own)
            own = self.parted[own][form].value
        return own

    def parting(self, other: "Rules") -> set[str]:
        """Keys of those whose names part elsewhere than by other rules."""
        keys = {*self.parted, *other.parted}
        return {key for key in keys if self.parts([key]) != other.parts([key])}

    def joining(self, other: "Rules") -> set[str]:
        """Keys that are joined with others than by other rules."""
        keys = {*self.joined, *other.joined}
        return {key for key in keys if self.joined.get(key) != other.joined.get(key)}

    def reworded(self, other: "Rules") -> set[str]:
        """Keys of which another name or type, or no longer the same "no entity", was said."""
        both = ((self.names, other.names), (self.types, other.types))
        keys = {k for one, two in both for k in {*one, *two} if one.get(k) != two.get(k)}
        return keys | (self.ignored ^ other.ignored)

    def judged_here(self, other: "Rules") -> set[int]:
        """Reports of which, or in which, something else is said of single mentions."""
        reports = {*self.here, *other.here}
        return {one for one in reports if self.here.get(one) != other.here.get(one)}


def _joined(merges: Mapping[int, Judgement]) -> dict[str, Joined]:
    named = {
        number: (*one.subject.keys, *(one.other.keys if one.other else ()))
        for number, one in merges.items()
    }
    joined: dict[str, Joined] = {}
    for group in link.components(named):
        taken_in = {
            key for n in group for other in [merges[n].other] if other for key in other.keys
        }
        subjects = {key for number in group for key in merges[number].subject.keys}
        heads = (subjects - taken_in) or set(merges[max(group)].subject.keys) or taken_in
        for key in subjects | taken_in:
            joined[key] = Joined(min(heads), key not in heads)
    return joined
