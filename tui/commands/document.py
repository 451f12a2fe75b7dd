"""The page on keys, `docs/keys.md`, made from the commands: `python -m tui.commands.document`."""

from collections.abc import Iterator

from tui.commands.command import EVERYWHERE, Command, Pane
from tui.commands.keymap import keymap
from tui.commands.table import COMMANDS

_HEAD = """\
# Keys

Every command of the three panes with its keys: as they are, and under `keys = "emacs"` where those
differ. The id is what a table `[keys]` of the [settings](configuration.md) names. `?` shows the
keys in force in the focused pane, and `/` in there looks for a word; `Ctrl-p` finds a command by
its name. Digits before a key repeat it: `5e` is five mentions on. A command without a key is found
by `Ctrl-p`, or is given one. A key that does nothing says so, and which one does what it does in
vim, less, newsboat, aerc or Emacs. `e` and `n` go on from where you stand in the text, whichever
of them took you there.

The mouse does the same: click a row, a name, a mention, the map beside the text, a key at the
bottom; roll the wheel; drag to select, or click twice for a word, three times for a paragraph. A
click on a report shows it beside the list, another on the same goes into its text; where there is
room for one pane the first does. The right button, or a click on the line above those keys, opens
a menu of what can be done there: tag, note, clip, teach, undo, every other command. A terminal
selects by itself while Shift is held (Option on a Mac).

Teaching is about the row in the sidebar; else about the mention that you stand on, or have
selected, and then `=` and `-` ask where it shall hold; else about the name at the reading line,
everywhere. The answer says whose name it was, and `U` takes it back; before it has come, `Esc`
calls it off. What is said in the line above the keys goes with the next key.
"""
_TAIL = """\
## In windows

Arrows, `j` `k`, `Enter` and `Esc` do there what they do elsewhere. Besides:

| where | keys |
|---|---|
| search bar | `Tab` completes, `↑` `↓` earlier searches, `F1` what can be searched for |
| selection | `h` `j` `k` `l` `w` `b` `{` `}` move its end; then `y` `Y` `c` `a` … are about it |
| concordance | `/` filter, `S` or `o` order, `x` export, `q` or `w` back; `?` lists them |
| notes | `e` edit, `d` remove |
| a note while it is written | `Ctrl-g` drops it |
| pad of clips | `d` remove, `x` export, `v` verify |
| saved searches | `s` save this one, `d` remove |
| tags | `Tab` completes |
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD, *_sections(), _TAIL])


def _sections() -> Iterator[str]:
    ours, emacs = keymap().keymap, keymap("emacs").keymap
    for group in dict.fromkeys(command.group for command in COMMANDS):
        yield f"## {group}\n"
        yield "| keys | Emacs | does | where | id |"
        yield "|---|---|---|---|---|"
        for command in COMMANDS:
            if command.group == group:
                keys = _cell(ours.keys[command.id], ours.shown(command.id))
                others = emacs.keys[command.id]
                other = "" if others == ours.keys[command.id] else emacs.shown(command.id)
                yield (
                    f"| {keys} | {_cell(others, other)} | {command.help} | {_where(command)} "
                    f"| `{command.id}` |"
                )
        yield ""


def _cell(keys: tuple[str, ...], text: str) -> str:
    if not text:
        return ""
    return " ".join(f"`{one}`" for one in text.replace("|", "\\|").split(" ")) if keys else ""


def _where(command: Command) -> str:
    if command.panes == EVERYWHERE:
        return ""
    return ", ".join(pane for pane in Pane if pane in command.panes)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - what it is run for
