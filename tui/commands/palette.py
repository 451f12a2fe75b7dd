"""What the palette offers: every command of the reader, by name."""

from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands.command import Command
from tui.commands.keymap import Keymap
from tui.commands.table import COMMANDS


@runtime_checkable
class Keyed(Protocol):
    """An application that has a keymap."""

    keymap: Keymap


_LEAST = 0.01


class Commands(Provider):
    """Finds commands by their name; running one is the same as pressing its key."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed; last those that fingers know."""
        for command in sorted(self._offered(), key=_is_known_to_fingers):
            yield DiscoveryHit(
                self._title(command),
                partial(self._run, command),
                text=command.name,
                help=command.help,
            )

    async def search(self, query: str) -> Hits:
        """The commands whose name matches, best first, then those whose help or id does."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.name) or _elsewhere(command, query)
            if score > 0:
                yield Hit(
                    score,
                    self._title(command),
                    partial(self._run, command),
                    text=command.name,
                    help=command.help,
                )

    @staticmethod
    def _offered() -> list[Command]:
        return [command for command in COMMANDS if command.palette]

    async def _run(self, command: Command) -> None:
        if self.screen.is_attached and self.screen.is_running:  # else the reader is just ending
            await self.screen.run_action(command.action)

    def _title(self, command: Command) -> Content:
        """The name, and the keys in force."""
        app = self.app
        keys = app.keymap.shown(command.id) if isinstance(app, Keyed) else ""
        return Content.assemble(command.name, "  ", (keys, "dim"))


def _elsewhere(command: Command, query: str) -> float:
    """A score below that of any name, where the help or the id has what is typed."""
    return _LEAST if query.casefold() in f"{command.help} {command.id}".casefold() else 0


def _is_known_to_fingers(command: Command) -> bool:
    """Whether nobody would run it from here."""
    return command.id.startswith("move.")
