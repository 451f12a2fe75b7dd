"""A line that one types in, in a bar or over a list."""

from textual.widgets import Input


class LineInput(Input):
    """Takes a line, without a frame around it.

    Every class of our inputs derives from Textual's directly: the style sheet of that is read anew
    for one that is nearer to it, or further from it, than those before.
    """

    DEFAULT_CSS = "LineInput { height: 1; border: none !important; padding: 0; }"

    def __init__(self, placeholder: str) -> None:
        """Show a placeholder where nothing is typed."""
        # Not `compact`: Textual sets that so late that all styles are worked out for it once more.
        super().__init__(placeholder=placeholder, select_on_focus=False)
