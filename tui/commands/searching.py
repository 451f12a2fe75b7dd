"""Commands that search and order."""

from tui.commands.command import LISTS, Command

_GROUP = "Searching"

COMMANDS: tuple[Command, ...] = (
    Command("search", "s", "Search", "Search the whole collection", "search", group=_GROUP),
    Command("search.here", "slash", "Search or filter",
            "In the list: search. In the entities: filter", "find", LISTS, _GROUP, palette=False),
    Command("sort", "S", "Sort", "Next order: date, relevance, title, source", "sort",
            group=_GROUP),
)  # fmt: skip
