"""Colours for terminals that have 256: each colour becomes the nearest of these.

Rich rounds each channel for itself, by which pale grounds become yellow. Apple's terminal has no
more colours, nor has xterm as it comes, nor any in which nobody says that there are more.
"""

from functools import lru_cache
from typing import Final

from rich.color import Color
from rich.palette import Palette
from rich.style import Style

_FIRST: Final = 16
"""Those before it are what the user has made of them."""
_STEPS: Final = (0, 95, 135, 175, 215, 255)
_GREYS: Final = range(8, 239, 10)
_CUBE: Final = [(red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS]
_PALETTE: Final = Palette([*_CUBE, *((grey, grey, grey) for grey in _GREYS)])


@lru_cache(maxsize=4096)
def nearest(style: Style) -> Style:
    """A style in colours that there are."""
    return style + Style(color=_nearest(style.color), bgcolor=_nearest(style.bgcolor))


def _nearest(colour: Color | None) -> Color | None:
    if colour is None or colour.triplet is None:
        return colour
    return Color.from_ansi(_FIRST + _PALETTE.match(colour.triplet))
