"""Saved searches, and what is new in them since they were last looked at.

What a search had found is remembered by what its reports are known by, not by their numbers or by
a time: so a library built anew, or a report that was renamed, makes nothing new.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.catalogue.store import Identity
from index.notebook.acts import Facet, SavedSearch
from index.notebook.attached import Attached
from index.query.tree import QueryError

_DIGEST: Final = 8
"""Bytes by which a report is remembered; twice, for its id and its text."""

Find = Callable[[str], Sequence[int]]
"""Answers a query with the numbers of all reports that match, in order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A saved search as it stands."""

    search: SavedSearch
    found: "array[int]"
    """All reports that match."""
    new: "array[int]"
    """Those that were not among them when it was last looked at."""
    looked: str | None
    """When that was, UTC, as ISO 8601; None if never."""


def saved(notebook: Attached) -> list[SavedSearch]:
    """The saved searches, by name."""
    if not notebook.is_there:
        return []
    acts = [entry.act for entry in notebook.notebook.acts(Facet.SEARCH)]
    return sorted((act for act in acts if isinstance(act, SavedSearch)), key=lambda one: one.name)


def standing(notebook: Attached, search: SavedSearch, find: Find) -> Standing:
    """What a saved search finds, and what of it is new.

    Raises:
        QueryError: Its query is none (any more); so does `look`.
    """
    looked, seen = notebook.notebook.last_look(search.name)
    known = {seen[at : at + _DIGEST] for at in range(0, len(seen), _DIGEST)}
    numbers = array("I", find(search.query))
    old = {
        one.number for one in notebook.identities(numbers) if not known.isdisjoint(_digests(one))
    }
    new = array("I", [number for number in numbers if number not in old])
    return Standing(search, numbers, new, looked)


def look(notebook: Attached, search: SavedSearch, find: Find) -> None:
    """Remember what a saved search finds now: nothing of it is new any more."""
    notebook.notebook.look(search.name, _seen(notebook.identities(find(search.query))))


def told(notebook: Attached, search: SavedSearch, find: Find) -> dict[str, object]:
    """How a saved search stands, as plain values: `name, query, found, new, problem`."""
    plain: dict[str, object] = {"name": search.name, "query": search.query}
    try:
        found = standing(notebook, search, find)
    except QueryError as error:
        return {**plain, "found": 0, "new": 0, "problem": error.message}
    return {**plain, "found": len(found.found), "new": len(found.new), "problem": ""}


def _seen(identities: Iterable[Identity]) -> bytes:
    return b"".join(sorted({digest for one in identities for digest in _digests(one)}))


def _digests(identity: Identity) -> tuple[bytes, bytes]:
    by_id = hashlib.blake2b(identity.id.encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    return by_id.digest(), bytes.fromhex(identity.text)[:_DIGEST]
