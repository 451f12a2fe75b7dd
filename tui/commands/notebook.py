"""Commands that keep something: stars, tags, notes, clips, places, searches; and undo."""

from tui.commands.command import Command

_GROUP = "Keeping"

COMMANDS: tuple[Command, ...] = (
    Command("read", "r", "Read or unread", "Marked reports, else this one: read, or unread",
            "read", group=_GROUP),
    Command("star", "p", "Star", "Star marked reports, or this one; again: no star", "star",
            group=_GROUP),
    Command("tag", "t", "Tag", "Tag marked reports, or this one: +new -old", "tag", group=_GROUP),
    Command("tag.again", "full_stop", "Tag again", "The same tags on this one", "tag_again",
            group=_GROUP),
    Command("date", "", "Set the date", "The date of marked reports, or this one: your word",
            "date", group=_GROUP),
    Command("note", "a", "Note", "A note on the selection, paragraph, or listed report",
            "note", group=_GROUP),
    Command("notes", "quotation_mark", "Notes", "All notes: go there, edit, remove", "notes",
            group=_GROUP),
    Command("clip", "c", "Clip", "Selection or paragraph to the pad, with its citation", "clip",
            group=_GROUP),
    Command("pad", "C", "Pad", "The clips: go there, remove, export, verify", "pad",
            group=_GROUP),
    Command("place.mark", "m", "Mark a place", "The next letter stands for this place",
            "mark_place", group=_GROUP),
    Command("place.jump", "apostrophe", "Go to a mark", "To the mark of a letter; twice: back",
            "jump_to_mark", group=_GROUP),
    Command("searches", "D", "Saved searches", "Saved searches, and what is new in them",
            "searches", group=_GROUP),
    Command("unread", "ctrl+r", "Unread first", "Unread reports before the others, or not",
            "unread_first", group=_GROUP),
    Command("undo", "U", "Undo", "Take back what was kept last; again: what was before", "undo",
            group=_GROUP),
)  # fmt: skip
