"""Text of several lines of which one that is too long goes on indented, so that none looks new."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_FURTHER = 2
"""Columns that the rest of a line stands further in than its beginning."""


class Hanging(Visual):
    """Shows a text, its long lines with a hanging indent."""

    def __init__(self, content: Content) -> None:
        """Show `content`."""
        self._content = content
        self._laid_out = (0, content)

    def _at(self, width: int) -> Content:
        """The text with a line for each line of the screen."""
        if self._laid_out[0] != width:
            lines = [one for line in self._content.split("\n") for one in _hanging(line, width)]
            self._laid_out = (width, Content("\n").join(lines))
        return self._laid_out[1]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as its longest line."""
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines it takes in a width."""
        return self._at(width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Draw it."""
        return self._at(width).render_strips(width, height, style, options)


def _hanging(line: Content, width: int) -> list[Content]:
    if line.cell_length <= width:
        return [line]
    indent = len(line.plain) - len(line.plain.lstrip())
    first, *rest = line[indent:].wrap(max(1, width - indent - _FURTHER))
    return [first.pad_left(indent), *(one.pad_left(indent + _FURTHER) for one in rest)]
