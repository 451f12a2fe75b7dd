"""Commands that move: within a pane, between panes, from report to report."""

from tui.commands.command import LISTS, Command

_GROUP = "Moving"


def _move(name: str, keys: str, title: str, help_: str) -> Command:
    return Command(f"move.{name}", keys, title, help_, f"move('{name}')", group=_GROUP)


COMMANDS: tuple[Command, ...] = (
    _move("down", "j,down", "Down", "Next row, or one line down"),
    _move("up", "k,up", "Up", "Previous row, or one line up"),
    _move("page_down", "space,pagedown,ctrl+f", "Page down", "One page on"),
    _move("page_up", "b,pageup,ctrl+b", "Page up", "One page back"),
    _move("half_down", "d,ctrl+d", "Half a page down", "Half a page on"),
    _move("half_up", "u,ctrl+u", "Half a page up", "Half a page back"),
    _move("top", "g,home", "Top", "To the beginning"),
    _move("end", "G,end", "End", "To the end"),
    Command("pane.next", "tab,l,right", "Next pane", "To the pane on the right", "pane(1)",
            group=_GROUP),
    Command("pane.previous", "shift+tab,h,left", "Previous pane", "To the pane on the left",
            "pane(-1)", group=_GROUP),
    Command("open", "enter", "Open or trace", "Read the report, or trace the entity",
            "open", LISTS, _GROUP),
    Command("article.next", "J", "Next article", "Next article of the list, from any pane",
            "following.article(1)", group=_GROUP),
    Command("article.previous", "K", "Previous article", "Previous article of the list",
            "following.article(-1)", group=_GROUP),
    Command("trail.back", "H,alt+left", "Back", "Back along the articles read",
            "following.trail(-1)", group=_GROUP),
    Command("trail.forward", "L,alt+right", "Forward", "Forward along the articles read",
            "following.trail(1)", group=_GROUP),
)  # fmt: skip
