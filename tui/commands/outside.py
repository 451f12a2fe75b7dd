"""Commands that reach outside: clipboard, other programs, the terminal."""

from tui.commands.command import Command, Pane

_GROUP = "Outside"
_READING = frozenset({Pane.ARTICLES, Pane.READING})

COMMANDS: tuple[Command, ...] = (
    Command("copy", "y", "Copy", "Copy what is selected, or the paragraph or title",
            "outside.copy(False)", group=_GROUP),
    Command("copy.cited", "Y", "Copy with citation", "Copy it, or a listed report, as a citation",
            "outside.copy(True)", group=_GROUP),
    Command("open.pager", "o", "Open in pager", "Open a copy of the text in $PAGER",
            "outside.view('pager')", _READING, _GROUP),
    Command("open.editor", "O", "Open in editor", "Open a copy of the text in $EDITOR",
            "outside.view('editor')", _READING, _GROUP),
    Command("export", "x", "Export", "Write what is listed here to a file", "outside.export",
            frozenset({Pane.ARTICLES, Pane.ENTITIES}), _GROUP),
    Command("pipe", "vertical_line", "Pipe to a command", "Give the text to a command of the shell",
            "outside.pipe", _READING, _GROUP),
    Command("browse", "B", "Open address", "Open the report's web address, after asking",
            "outside.browse", _READING, _GROUP),
    Command("mouse", "ctrl+y", "Mouse on or off", "Take the mouse, or leave it to the terminal",
            "outside.mouse", group=_GROUP),
    Command("suspend", "ctrl+z", "Suspend", "Back to the shell; fg comes back", "outside.suspend",
            group=_GROUP),
    Command("redraw", "ctrl+l", "Redraw", "Draw the whole screen again", "app.redraw",
            group=_GROUP),
)  # fmt: skip
