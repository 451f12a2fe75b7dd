"""Commands that concern the program itself."""

from tui.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    Command("back_out", "escape", "Back out",
            "One layer back: walk, filter, drawer, trace, term", "back_out"),
    Command("help", "question_mark,f1", "Help", "The keys of this pane", "help"),
    Command("palette", "ctrl+p,colon", "Commands", "Every command, by name",
            "palette", palette=False),
    Command("menu", "f10", "Menu", "What can be done with what one is on (right button)",
            "menus.offer", palette=False),
    Command("close", "q", "Close", "Close this view; at the root, quit", "close"),
    Command("quit", "Q", "Quit", "Quit now", "app.leave"),
)  # fmt: skip
