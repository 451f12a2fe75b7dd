"""Every command of the reader, once, as data.

Bindings, key hints, help and command palette are all derived from `COMMANDS`, so that a key is
written down in one place. A command's id is what a user's keymap names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding


class Pane(StrEnum):
    """Where the reader's attention is."""

    ARTICLES = "articles"
    READING = "reading"
    ENTITIES = "entities"


EVERYWHERE = frozenset(Pane)
LISTS = frozenset({Pane.ARTICLES, Pane.ENTITIES})


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can do."""

    id: str
    keys: str
    """Comma-separated Textual key names; the first one is shown."""
    name: str
    help: str
    action: str
    panes: frozenset[Pane] = EVERYWHERE
    group: str = "Everywhere"
    palette: bool = True

    @property
    def shown_keys(self) -> str:
        """The keys as a person would write them, the first one first."""
        return " ".join(shown(key) for key in self.keys.split(","))


_KEY_NAMES = {
    "asterisk": "*", "number_sign": "#", "slash": "/", "backslash": "\\", "question_mark": "?",
    "left_square_bracket": "[", "right_square_bracket": "]", "exclamation_mark": "!", "colon": ":",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "space": "Space", "enter": "Enter", "escape": "Esc",
    "tab": "Tab", "shift+tab": "Shift-Tab", "alt+left": "Alt-←", "alt+right": "Alt-→", "f1": "F1",
}  # fmt: skip


def shown(key: str) -> str:
    """A Textual key name as a person would write it."""
    return _KEY_NAMES.get(key, key.replace("ctrl+", "Ctrl-"))


def _move(name: str, keys: str, title: str, help_: str) -> Command:
    return Command(
        f"move.{name}", keys, title, help_, f"move('{name}')", group="Moving", palette=False
    )


COMMANDS: tuple[Command, ...] = (
    _move("down", "j,down", "Down", "Next row, or one line down"),
    _move("up", "k,up", "Up", "Previous row, or one line up"),
    _move("page_down", "space,pagedown,ctrl+f", "Page down", "One page on"),
    _move("page_up", "b,pageup", "Page up", "One page back"),
    _move("half_down", "d,ctrl+d", "Half a page down", "Half a page on"),
    _move("half_up", "u,ctrl+u", "Half a page up", "Half a page back"),
    _move("top", "g,home", "Top", "To the beginning"),
    _move("end", "G,end", "End", "To the end"),
    Command("pane.next", "tab,l,right", "Next pane", "To the pane on the right", "pane(1)",
            group="Moving", palette=False),
    Command("pane.previous", "shift+tab,h,left", "Previous pane", "To the pane on the left",
            "pane(-1)", group="Moving", palette=False),
    Command("open", "enter", "Open", "Read the report, or trace the entity",
            "open", LISTS, "Moving", palette=False),
    Command("article.next", "J", "Next article", "Next article of the list, from any pane",
            "article(1)", group="Moving"),
    Command("article.previous", "K", "Previous article", "Previous article of the list",
            "article(-1)", group="Moving"),
    Command("trail.back", "H,alt+left", "Back", "Back along the articles read", "trail(-1)",
            group="Moving"),
    Command("trail.forward", "L,alt+right", "Forward", "Forward along the articles read",
            "trail(1)", group="Moving"),
    Command("search", "s", "Search", "Search the whole collection", "search", group="Searching"),
    Command("search.here", "slash", "Search or filter",
            "In the list: search. In the entities: filter", "find", LISTS, "Searching",
            palette=False),
    Command("sort", "S", "Sort", "Next order: date, relevance, title, source", "sort",
            group="Searching"),
    Command("hit.next", "n", "Next hit", "Next hit, on into the next article",
            "walk('hit', 1)", group="Walking"),
    Command("hit.previous", "N", "Previous hit", "Previous hit, back into earlier articles",
            "walk('hit', -1)", group="Walking"),
    Command("mention.next", "e,right_square_bracket", "Next mention",
            "Next mention of the traced entity, over articles", "walk('mention', 1)",
            group="Walking"),
    Command("mention.previous", "E,left_square_bracket", "Previous mention",
            "Previous mention of the traced entity", "walk('mention', -1)", group="Walking"),
    Command("trace.forward", "asterisk", "Trace", "Trace the entity at, or after, the reading line",
            "trace(1)", group="Walking"),
    Command("trace.backward", "number_sign", "Trace backward",
            "Trace the entity before the reading line", "trace(-1)", group="Walking"),
    Command("entities", "i", "Entities", "Show the entities, go to them, or close them",
            "entities", group="Looking"),
    Command("fold", "F", "Fold furniture", "Fold or unfold highlights, links and page furniture",
            "fold", group="Looking"),
    Command("zen", "z", "Text only", "Show the text alone, or everything again", "zen",
            group="Looking"),
    Command("skipped", "exclamation_mark", "Skipped files",
            "Which files could not be read, and why", "skipped", group="Looking"),
    Command("back_out", "escape", "Back out", "One layer back: drawer, trace, text",
            "back_out", palette=False),
    Command("help", "question_mark,f1", "Help", "The keys of this pane", "help"),
    Command("palette", "ctrl+p,colon", "Commands", "Every command, by name",
            "palette", palette=False),
    Command("close", "q", "Close", "Close this view; at the root, quit", "close"),
    Command("quit", "Q", "Quit", "Quit now", "quit"),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}

_HINTS: dict[Pane, tuple[tuple[str, str], ...]] = {
    Pane.ARTICLES: (
        ("search.here", "search"), ("open", "read"), ("article.next", "next"), ("sort", "sort"),
        ("pane.next", "pane"), ("palette", "commands"), ("help", "help"),
    ),
    Pane.READING: (
        ("mention.next", "mention"), ("hit.next", "hit"), ("trace.forward", "trace"),
        ("article.next", "article"), ("entities", "entities"), ("back_out", "back"),
        ("help", "help"),
    ),
    Pane.ENTITIES: (
        ("open", "trace"), ("search.here", "filter"), ("mention.next", "mention"),
        ("entities", "close"), ("pane.next", "pane"), ("palette", "commands"), ("help", "help"),
    ),
}  # fmt: skip


def bindings() -> list[Binding]:
    """The key bindings of the main screen.

    They have priority, so that a key is acted on before the next one is looked at: `/` moves the
    focus, and the letters typed right after it must find it there. The screen's `check_action`
    leaves keys to an input that has the focus.
    """
    counts = [
        Binding(str(digit), f"count({digit})", show=False, priority=True) for digit in range(10)
    ]
    return counts + [
        Binding(
            command.keys, command.action, command.name, show=False, priority=True, id=command.id
        )
        for command in COMMANDS
    ]


def hints(pane: Pane) -> list[tuple[str, str]]:
    """The keys worth showing while `pane` has the focus: key, what it does."""
    return [(shown(BY_ID[id_].keys.split(",")[0]), name) for id_, name in _HINTS[pane]]


def help_for(pane: Pane) -> Iterator[tuple[str, list[Command]]]:
    """The commands that work in `pane`, by group, in the order of `COMMANDS`."""
    usable = [command for command in COMMANDS if pane in command.panes]
    for group in dict.fromkeys(command.group for command in usable):
        yield group, [command for command in usable if command.group == group]
