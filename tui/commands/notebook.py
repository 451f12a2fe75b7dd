"""Commands that keep something: stars, tags, notes, clips, places, searches; and undo."""

from tui.commands.command import Command

_GROUP = "Keeping"

COMMANDS: tuple[Command, ...] = (
    Command("read", "r", "Read or unread", "Marked reports, else this one: read, or unread",
            "tagging.read", group=_GROUP),
    Command("star", "p", "Star", "Star marked reports, or this one; again: no star", "tagging.star",
            group=_GROUP),
    Command("tag", "t", "Tag", "Tag marked reports, or this one: +new -old", "tagging.tag",
            group=_GROUP),
    Command("tag.again", "full_stop", "Tag again", "The same tags on this one",
            "tagging.tag_again",
            group=_GROUP),
    Command("date", "", "Set the date", "The date of marked reports, or this one: your word",
            "tagging.date", group=_GROUP),
    Command("note", "a", "Note", "A note on the selection, paragraph, or listed report",
            "notes.write", group=_GROUP),
    Command("notes", "quotation_mark", "Notes", "All notes: go there, edit, remove",
            "kept.show_notes", group=_GROUP),
    Command("clip", "c", "Clip", "Selection or paragraph to the pad, with its citation",
            "notes.clip", group=_GROUP),
    Command("pad", "C", "Pad", "The clips: go there, remove, export, verify", "kept.show_pad",
            group=_GROUP),
    Command("place.mark", "m", "Mark a place", "The next letter stands for this place",
            "places.mark", group=_GROUP),
    Command("place.jump", "apostrophe", "Go to a mark", "To the mark of a letter; twice: back",
            "places.jump", group=_GROUP),
    Command("searches", "D", "Saved searches", "Saved searches, and what is new in them",
            "searches.show", group=_GROUP),
    Command("unread", "ctrl+r", "Unread first", "Unread reports before the others, or not",
            "unread_first", group=_GROUP),
    Command("undo", "U", "Undo", "Take back what was kept last; again: what was before",
            "notebook.undo",
            group=_GROUP),
)  # fmt: skip
