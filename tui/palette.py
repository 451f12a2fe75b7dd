"""The command palette: every command of the reader, by name."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands.command import Command
from tui.commands.table import COMMANDS


class Commands(Provider):
    """Finds commands by their name; running one is the same as pressing its key."""

    async def discover(self) -> Hits:
        """Every command, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_title(command), partial(self._run, command), help=command.help)

    async def search(self, query: str) -> Hits:
        """The commands whose name matches, best first."""
        matcher = self.matcher(query)
        for command in self._offered():
            score = matcher.match(command.name)
            if score > 0:
                yield Hit(
                    score,
                    _title(command),
                    partial(self._run, command),
                    text=command.name,
                    help=command.help,
                )

    @staticmethod
    def _offered() -> list[Command]:
        return [command for command in COMMANDS if command.palette]

    async def _run(self, command: Command) -> None:
        await self.screen.run_action(command.action)


def _title(command: Command) -> Content:
    return Content.assemble(command.name, "  ", (command.shown_keys, "dim"))
