"""The features of the reader, by the names that commands know them by."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui import features

if TYPE_CHECKING:

    class Ground(
        features.copies.Ground,
        features.finding.Ground,
        features.following.Ground,
        features.hinting.Ground,
        features.kept.Ground,
        features.marking.Ground,
        features.menus.Ground,
        features.notebook.Ground,
        features.notes.Ground,
        features.outside.Ground,
        features.paragraphs.Ground,
        features.places.Ground,
        features.saved_searches.Ground,
        features.selecting.Ground,
        features.skipped.Ground,
        features.tagging.Ground,
        features.teaching.Ground,
        features.told_dates.Ground,
        features.updating.Ground,
        features.views.Ground,
        features.watch.Ground,
        Protocol,
    ):
        """All that they stand on."""

        @property
        def sidebar(self) -> features.sidebar.Sidebar:
            """What the screen shows entities by."""


_Feature = TypeVar("_Feature")


def _made_by(make: "Callable[[Features], _Feature]") -> "cached_property[_Feature]":
    """A feature that is made, and its module loaded, when it is first looked at.

    Args:
        make: Makes it of the reader, and of the features that it builds on.
    """
    return cached_property(make)


class Features:
    """What one can do: each feature is made when it is first needed."""

    def __init__(self, reader: "Ground") -> None:
        """Have them stand on `reader`."""
        self.reader = reader

    @property
    def sidebar(self) -> "features.sidebar.Sidebar":
        """Whose entities are shown, and what is known of one."""
        return self.reader.sidebar

    notebook = _made_by(lambda its: features.notebook.Notebook(its.reader))
    """What the user made: shown, said, taken back."""
    notes = _made_by(lambda its: features.notes.Notes(its.reader, its.notebook))
    """Notes and clips, as they are made."""
    places = _made_by(lambda its: features.places.Places(its.reader, its.notebook))
    """Marked places, and going to where anything stands."""
    copies = _made_by(lambda its: features.copies.Copies(its.reader, its.places))
    """Copies of a report: unfolded, listed, held against each other."""
    watch = _made_by(lambda its: features.watch.Watch(its.reader, its.notebook))
    """What goes on by itself while one reads."""
    finding = _made_by(lambda its: features.finding.Finding(its.reader))
    """What is found in the open report alone."""
    following = _made_by(lambda its: features.following.Following(its.reader))
    """Along the list and the trail, and the concordance."""
    hinting = _made_by(lambda its: features.hinting.Hinting(its.reader))
    """Letters on the names on the screen."""
    kept = _made_by(lambda its: features.kept.Kept(its.reader, its.notebook, its.notes, its.places))
    """Notes and clips, as lists."""
    marking = _made_by(lambda its: features.marking.Marking(its.reader))
    """Marked reports."""
    menus = _made_by(lambda its: features.menus.Menus(its.reader))
    """What can be done with what is pointed at."""
    outside = _made_by(lambda its: features.outside.Outside(its.reader))
    """Clipboard, other programs, the terminal."""
    paragraphs = _made_by(lambda its: features.paragraphs.Paragraphs(its.reader))
    """Paragraphs that are left out or folded."""
    searches = _made_by(lambda its: features.saved_searches.SavedSearches(its.reader, its.notebook))
    """Saved searches."""
    selecting = _made_by(lambda its: features.selecting.Selecting(its.reader))
    """Selecting from the keyboard."""
    skipped = _made_by(lambda its: features.skipped.Skipped(its.reader, its.notebook))
    """What could not be read, or does not hold."""
    tagging = _made_by(lambda its: features.tagging.Tagging(its.reader, its.notebook, its.watch))
    """Read marks, stars, tags and dates."""
    teaching = _made_by(lambda its: features.teaching.Teaching(its.reader, its.notebook))
    """The user's word on entities."""
    told = _made_by(lambda its: features.told_dates.ToldDates(its.reader))
    """The days that a report tells from its own."""
    updating = _made_by(lambda its: features.updating.Updating(its.reader))
    """New and changed reports."""
    views = _made_by(lambda its: features.views.Views(its.reader, its.copies))
    """Views of a report, each by a letter."""
