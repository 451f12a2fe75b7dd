"""Styles that are parsed once for all apps with the same colours.

Textual makes rules of the same texts anew for each app, which takes a tenth of a short test.
"""

from collections.abc import Hashable

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_styles_once(patch: pytest.MonkeyPatch) -> None:
    """Have apps share the rules, as the widgets of one app do."""
    parse = Stylesheet._parse_rules
    parsed: dict[Hashable, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *text: Hashable, **named: Hashable) -> list[RuleSet]:
        asked = frozenset(sheet._variables.items()), text, frozenset(named.items())
        if asked not in parsed:
            parsed[asked] = parse(sheet, *text, **named)  # type: ignore[arg-type]  # as it was asked
        return parsed[asked]

    patch.setattr(Stylesheet, "_parse_rules", parse_once)
