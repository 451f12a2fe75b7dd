"""The features of the reader, by the names that commands know them by."""

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.features import (
        copies,
        finding,
        following,
        hinting,
        kept,
        marking,
        menus,
        notebook,
        notes,
        outside,
        paragraphs,
        places,
        saved_searches,
        selecting,
        sidebar,
        skipped,
        tagging,
        teaching,
        told,
        views,
        watch,
    )

    class Ground(
        copies.Ground,
        finding.Ground,
        following.Ground,
        hinting.Ground,
        kept.Ground,
        marking.Ground,
        menus.Ground,
        notebook.Ground,
        notes.Ground,
        outside.Ground,
        paragraphs.Ground,
        places.Ground,
        saved_searches.Ground,
        selecting.Ground,
        skipped.Ground,
        tagging.Ground,
        teaching.Ground,
        told.Ground,
        views.Ground,
        watch.Ground,
        Protocol,
    ):
        """All that they stand on."""

        @property
        def sidebar(self) -> sidebar.Sidebar:
            """What the screen shows entities by."""


class Features:
    """What one can do: each feature is made, and loaded, when it is first needed."""

    def __init__(self, reader: "Ground") -> None:
        """Have them stand on `reader`."""
        self._reader = reader

    @property
    def sidebar(self) -> "sidebar.Sidebar":
        """Whose entities are shown, and what is known of one."""
        return self._reader.sidebar

    @cached_property
    def copies(self) -> "copies.Copies":
        """Copies of a report: unfolded, listed, held against each other."""
        from tui.features.copies import Copies

        return Copies(self._reader, self.places)

    @cached_property
    def finding(self) -> "finding.Finding":
        """What is found in the open report alone."""
        from tui.features.finding import Finding

        return Finding(self._reader)

    @cached_property
    def following(self) -> "following.Following":
        """Along the list and the trail, and the concordance."""
        from tui.features.following import Following

        return Following(self._reader)

    @cached_property
    def hinting(self) -> "hinting.Hinting":
        """Letters on the names on the screen."""
        from tui.features.hinting import Hinting

        return Hinting(self._reader)

    @cached_property
    def kept(self) -> "kept.Kept":
        """Notes and clips, as lists."""
        from tui.features.kept import Kept

        return Kept(self._reader, self.notebook, self.notes, self.places)

    @cached_property
    def marking(self) -> "marking.Marking":
        """Marked reports."""
        from tui.features.marking import Marking

        return Marking(self._reader)

    @cached_property
    def menus(self) -> "menus.Menus":
        """What can be done with what is pointed at."""
        from tui.features.menus import Menus

        return Menus(self._reader)

    @cached_property
    def notebook(self) -> "notebook.Notebook":
        """What the user made: shown, said, taken back."""
        from tui.features.notebook import Notebook

        return Notebook(self._reader)

    @cached_property
    def notes(self) -> "notes.Notes":
        """Notes and clips, as they are made."""
        from tui.features.notes import Notes

        return Notes(self._reader, self.notebook)

    @cached_property
    def outside(self) -> "outside.Outside":
        """Clipboard, other programs, the terminal."""
        from tui.features.outside import Outside

        return Outside(self._reader)

    @cached_property
    def paragraphs(self) -> "paragraphs.Paragraphs":
        """Paragraphs that are left out or folded."""
        from tui.features.paragraphs import Paragraphs

        return Paragraphs(self._reader)

    @cached_property
    def places(self) -> "places.Places":
        """Marked places, and going to where anything stands."""
        from tui.features.places import Places

        return Places(self._reader, self.notebook)

    @cached_property
    def searches(self) -> "saved_searches.SavedSearches":
        """Saved searches."""
        from tui.features.saved_searches import SavedSearches

        return SavedSearches(self._reader, self.notebook)

    @cached_property
    def selecting(self) -> "selecting.Selecting":
        """Selecting from the keyboard."""
        from tui.features.selecting import Selecting

        return Selecting(self._reader)

    @cached_property
    def skipped(self) -> "skipped.Skipped":
        """What could not be read, or does not hold."""
        from tui.features.skipped import Skipped

        return Skipped(self._reader, self.notebook)

    @cached_property
    def tagging(self) -> "tagging.Tagging":
        """Read marks, stars, tags and dates."""
        from tui.features.tagging import Tagging

        return Tagging(self._reader, self.notebook, self.watch)

    @cached_property
    def teaching(self) -> "teaching.Teaching":
        """The user's word on entities."""
        from tui.features.teaching import Teaching

        return Teaching(self._reader)

    @cached_property
    def told(self) -> "told.ToldDates":
        """The days that a report tells from its own."""
        from tui.features.told import ToldDates

        return ToldDates(self._reader)

    @cached_property
    def views(self) -> "views.Views":
        """Views of a report, each by a letter."""
        from tui.features.views import Views

        return Views(self._reader, self.copies)

    @cached_property
    def watch(self) -> "watch.Watch":
        """What goes on by itself while one reads."""
        from tui.features.watch import Watch

        return Watch(self._reader, self.notebook)
