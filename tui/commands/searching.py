"""Commands that search and order."""

from tui.commands.command import Command, Pane

_GROUP = "Searching"

COMMANDS: tuple[Command, ...] = (
    Command("search", "s", "Search", "Search the whole collection", "search", group=_GROUP),
    Command("search.here", "slash", "Search, find or filter",
            "List: search. Text: find. Entities: filter", "find", group=_GROUP),
    Command("refine", "backslash", "Refine",
            "Narrow the list by one more term", "refine", group=_GROUP),
    Command("refine.drop", "backspace", "Drop the last term",
            "Drop the term that narrowed the list last", "widen", group=_GROUP),
    Command("sort", "S", "Sort", "Next order of the list, or of the entities", "sort",
            group=_GROUP),
    Command("update", "f5", "Look for new reports", "Read what is new or changed in the collection",
            "updating.update", group=_GROUP),
    Command("mark", "M", "Mark", "Mark or unmark: for what is done to many", "marking.mark",
            frozenset({Pane.ARTICLES}), _GROUP),
    Command("mark.all", "T", "Mark all", "Mark every report of the list; again: none",
            "marking.mark_all", frozenset({Pane.ARTICLES}), _GROUP),
)  # fmt: skip
