"""What panes paint with: paints by name, in the colours of the theme.

Textual's own means are component classes, but each of them is matched with every rule of the style
sheet anew whenever the style of anything around it may have changed: forty of them took a quarter
of the start, and most of a change of focus.
"""

from collections.abc import Mapping
from functools import cache
from typing import ClassVar, Final, NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.widget import Widget

_WHERE: Final = ("ansi", "light", "nocolor")
"""What a paint may be another for, the later the stronger."""


class Paint(NamedTuple):
    """What a paint consists of; None where it leaves what lies under it as it is."""

    colour: str | None = None
    on: str | None = None
    text: str | None = None


class Painted(Widget):
    """A widget that draws with paints of its own."""

    ALLOW_SELECT = False
    """Only texts are: elsewhere a third click in a row has Textual select all on the screen."""
    PAINTS: ClassVar[Mapping[str, str]] = {}
    """By name a paint: `$colour on $colour bold underline`, every part of which may be left out.

    Colours are variables of the theme or names that Textual knows. `name:ansi` says what is other
    in the terminal's own colours, `name:light` in light themes, `name:nocolor` without colours.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        self._paints_known: dict[str, Style] = {}
        self._paints_on: dict[tuple[Style, bool], dict[str, Style]] = {}
        """By ground, and whether it is the cursor's, what they look like there."""
        super().__init__(id=id, classes=classes)

    def style_of(self, name: str) -> Style:
        """The style of a paint, without what lies under it."""
        known = self._paints_known.get(name)
        if known is None:
            known = self._paints_known[name] = self._mixed(name)
        return known

    def notify_style_update(self) -> None:
        """Forget the paints, and draw with others if they are others now."""
        super().notify_style_update()
        former, self._paints_known = self._paints_known, {}
        self._paints_on.clear()
        if any(self.style_of(name) != style for name, style in former.items()):
            self.restyled()

    def restyled(self) -> None:
        """Draw anew what was drawn in other colours."""
        self.refresh()

    def _mixed(self, name: str) -> Style:
        paints, here = _paints_of(type(self)), self.app.get_pseudo_classes()
        paint = paints[name]
        for where in _WHERE:
            if where in here and (other := paints.get(f"{name}:{where}")):
                paint = Paint(*(new or old for new, old in zip(other, paint, strict=True)))
        style = Style(color=self._colour(paint.colour), bgcolor=self._colour(paint.on))
        return style + Style.parse(paint.text) if paint.text else style

    def _colour(self, name: str | None) -> RichColor | None:
        if name is None:
            return None
        if name.startswith("$"):
            name = self.app.theme_variables[name[1:]]
        name, _, share = name.partition(" ")
        colour = Color.parse(name)
        if share:
            colour = colour.multiply_alpha(float(share.removesuffix("%")) / 100)
        return colour.rich_color if colour.a else None


@cache
def _paints_of(kind: type[Painted]) -> Mapping[str, Paint]:
    """The paints of a widget, those that it inherits among them."""
    return {
        name: _read(text)
        for base in reversed(kind.__mro__)
        if issubclass(base, Painted)
        for name, text in base.PAINTS.items()
    }


def _read(text: str) -> Paint:
    colours: dict[str, str] = {}
    words: list[str] = []
    place = "colour"
    for word in text.split():
        if word == "on":
            place = "on"
        elif word.startswith(("$", "ansi_")):
            colours[place] = word
        else:
            words.append(word)
    return Paint(colours.get("colour"), colours.get("on"), " ".join(words) or None)
