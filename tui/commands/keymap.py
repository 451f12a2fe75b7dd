"""Which keys are in force: the commands' own, a preset's, and the user's."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from tui.commands.keys import UnknownKey, parsed, shown
from tui.commands.presets import PRESETS
from tui.commands.table import BY_ID, COMMANDS

_KEPT: Final = "quit"
"""The command that never loses its last key."""


class Keymap(NamedTuple):
    """The keys of every command, as Textual names them, the one to be shown first."""

    keys: Mapping[str, tuple[str, ...]]
    preset: str
    """The one of `PRESETS` that they began with."""

    def shown(self, id_: str) -> str:
        """A command's keys as a person would write them."""
        return " ".join(map(shown, self.keys[id_]))

    def first(self, id_: str) -> str:
        """The key to show where there is room for one; empty if the command has none."""
        return shown(self.keys[id_][0]) if self.keys[id_] else ""


class InForce(NamedTuple):
    """The keys in force, and what became of the user's wishes; a line for each that is told."""

    keymap: Keymap
    wrong: list[str]
    """Wishes that could not be followed."""
    lost: list[str]
    """Keys that a command has lost to another, which often is what the user wants."""


def keymap(preset: str = "vim", wished: Mapping[str, str] | None = None) -> InForce:
    """Find out which keys are in force.

    What the user wishes goes before a preset, and that before the commands' own keys. A command
    loses a key that the user gives to another; `quit` keeps its last one.

    Args:
        preset: One of `PRESETS`.
        wished: Keys by a command's id, as the user wrote them.
    """
    keys = {command.id: tuple(filter(None, command.keys.split(","))) for command in COMMANDS}
    keys |= {id_: tuple(text.split(",")) for id_, text in PRESETS[preset].items()}
    wrong: list[str] = []
    claims: dict[str, str] = {}
    for id_, text in (wished or {}).items():
        if id_ not in BY_ID:
            wrong.append(_unknown(id_))
            continue
        try:
            keys[id_] = tuple(_claimed(id_, parsed(text), claims, wrong))
        except UnknownKey as error:
            wrong.append(f"keys of '{id_}': {error}")
    wrong += _keep_last(keys, claims)
    return InForce(Keymap(keys, preset), wrong, list(_settle(keys, claims)))


def _unknown(id_: str) -> str:
    near = difflib.get_close_matches(id_, BY_ID, n=1, cutoff=0.4)
    mended = f"did you mean '{near[0]}'?" if near else "the help (?) lists them"
    return f"there is no command '{id_}'; {mended}"


def _claimed(
    id_: str, keys: tuple[str, ...], claims: dict[str, str], wrong: list[str]
) -> Iterator[str]:
    """The keys of one wish that no wish before it has."""
    for key in keys:
        owner = claims.setdefault(key, id_)
        if owner == id_:
            yield key
        else:
            wrong.append(f"{shown(key)} is set for '{owner}' and for '{id_}'; '{owner}' has it")


def _keep_last(keys: dict[str, tuple[str, ...]], claims: dict[str, str]) -> Iterator[str]:
    """Leave the command that never loses its last key that one."""
    had = keys[_KEPT]
    if had and all(claims.get(key, _KEPT) != _KEPT for key in had):
        taker = claims.pop(had[0])
        keys[taker] = tuple(key for key in keys[taker] if key != had[0])
        yield f"{shown(had[0])} stays with '{_KEPT}', which has no other key; not '{taker}'"


def _settle(keys: dict[str, tuple[str, ...]], claims: Mapping[str, str]) -> Iterator[str]:
    """Take what the user gave to others from those that had it."""
    for id_, had in keys.items():
        lost = [key for key in had if claims.get(key, id_) != id_]
        if not lost:
            continue
        kept = tuple(key for key in had if key not in lost)
        keys[id_] = kept
        rest = "" if kept else "; that has no key left, but is in the palette"
        yield f"{shown(lost[0])} is '{claims[lost[0]]}' now, no longer '{id_}'{rest}"


DEFAULT: Final = keymap().keymap
