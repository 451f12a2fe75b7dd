"""How the lines of a concordance stand below each other. Pure."""

from index.search.line import Line
from tui.page.cells import cut, cut_words, cut_words_start, display, fit, shown, width


def aligned(line: Line, columns: int) -> tuple[str, str, str]:
    """What is painted left of the key, of the key, and right of it; together so many columns.

    Keys begin in the same column on every line, whatever scripts stand before them; what stands
    beside them is cut between words.
    """
    before = max(0, columns * 9 // 20)
    left = cut_words_start(display(line.left), before)
    key = cut(display(line.key), columns - before)
    room = max(0, columns - before - width(key))
    right = fit(cut_words(display(line.right), room), room)
    return " " * (before - width(left)) + shown(left), shown(key), right
