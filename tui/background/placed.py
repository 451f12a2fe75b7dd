"""What was kept of a passage, with where it stands now."""

from dataclasses import dataclass

from articles.article import Span
from articles.quotation import Fate
from index.notebook.acts import Clip, Mark, Note
from index.notebook.notebook import Entry


@dataclass(frozen=True, slots=True)
class Placed:
    """A note, clip or mark, and where it stands now."""

    entry: Entry
    act: Note | Clip | Mark
    number: int | None
    """Of its report; None if that is gone."""
    fate: Fate
    span: Span | None
    """Of its passage; None if it is on the whole report, or the passage is gone."""
