"""What lists show of a report and of an entity: values, which `tui.widgets` draws."""

from typing import Final, NamedTuple

from articles.entities import EntityType
from index.letters import bare

LETTERS: Final = {
    EntityType.PERSON: "P",
    EntityType.ORGANISATION: "O",
    EntityType.PLACE: "L",
    EntityType.OTHER: "·",
}
"""How the type of an entity is marked; in this order entities are sorted by type."""


class Snippet(NamedTuple):
    """A line of a report with what matched in it."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    """Hits in it, `[start, end)`, in order."""


class ListRow(NamedTuple):
    """What the list shows of one report."""

    title: str
    title_derived: bool
    date: str | None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    source: str
    hits: int | None = None
    """Hits of the query; `None` where there is none, negative while they are not yet counted."""
    mentions: int | None = None
    """Mentions of the traced entity; `None` where none is traced."""
    unread: bool = False
    starred: bool = False
    marked: bool = False
    """Whether it is one of those that the next action is for."""
    noted: bool = False
    """Whether the user has written a note on it."""
    tags: tuple[str, ...] = ()
    copies: int | None = None
    """Reports of the same words that it stands for, itself included; `None` for itself alone."""
    below: bool = False
    """Whether it is a copy that stands below the row of its first."""
    snippet: Snippet | None = None


class EntityRow(NamedTuple):
    """What the sidebar shows of one entity."""

    id: str
    name: str
    type_letter: str
    """P, O or L; "·" for anything else."""
    here: int
    """Mentions in the open report."""
    everywhere: int
    """Mentions in the whole collection."""
    aliases: tuple[str, ...] = ()
    """Other names it goes by."""
    traced: bool = False
    detail: str = ""
    """A second line, such as the aliases of the traced entity with their counts."""

    def matches(self, wanted: str) -> bool:
        """Whether the name or an alias contains a text without case and accents."""
        return any(wanted in bare(name) for name in (self.name, *self.aliases))

    def distance(self, wanted: str) -> int:
        """How far from such a text what contains it is: called so (0), beginning so, another."""
        names = [bare(name) for name in (self.name, *self.aliases)]
        if wanted in names:
            return 0
        return 1 if any(name.startswith(wanted) for name in names) else 2
