"""Presses keys at random in the reader, in a real pseudo-terminal, while its collection changes.

    python tests/reliability/monkey.py FOLDER [--minutes 5] [--seed 1]

FOLDER is made, with a collection of the sample reports in it. Prints a JSON object: keys pressed,
how often it quit and was started again, memory at the beginning and the end in KiB, and problems:
ends with another exit code than 0, logs of errors, screens that no key moved any more.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from pseudo_terminal import Terminal, in_time

from articles.samples import FOLDER

KEYS = [
    *"jjjjkkkkhlnNeEeEJKJKgGdubirFSsf*#&wtzaxcmry+-=.,\\/'?!:VvHLU123456789 ",
    "ENTER", "ENTER", "ESC", "ESC", "ESC", "TAB", "TAB", "DOWN", "UP", "^P", "\x04", "\x15",
    "\x0c", "\x7f", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z",
    "\x1b[<0;20;8M\x1b[<0;20;8m", "\x1b[<64;60;10M", "\x1b[<65;60;10M", "\x1b[<0;70;12M",
    "biden", "trump~", "\"supreme court\"", "entity:warren", "(((", "date:2020", "is:unread",
]  # fmt: skip
SIZES = [(80, 24), (120, 40), (200, 60), (40, 10), (1, 1), (100, 30), (300, 100)]
"""Nothing here opens another program: `o`, `|` and `y` are left out, as is quitting by `q`."""


class Monkey:
    """One reader, and what pressing keys in it gave."""

    def __init__(self, place: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._reports = place / "reports"
        self.pressed = self.restarts = 0
        self.problems: list[str] = []
        self.memory: list[int] = []
        self._terminal = self._start()

    def _start(self) -> Terminal:
        command = [sys.executable, "-m", "tui.cli", str(self._reports)]
        terminal = Terminal(command, 120, 40)
        terminal.wait_for("? help")
        return terminal

    def press(self) -> None:
        """Press some keys; now and then change the size, or the collection."""
        terminal, chance = self._terminal, self._chance
        keys = chance.choices(KEYS, k=chance.randrange(1, 12))
        terminal.press(*keys)
        self.pressed += len(keys)
        if chance.random() < 0.05:
            terminal.resize(*chance.choice(SIZES))
        if chance.random() < 0.03:
            self._change()
        terminal.settle(0.05)
        terminal.output = terminal.output[-1_000_000:]
        if terminal.ended:
            self._ended(keys)

    def _change(self) -> None:
        """Change, remove or add a report: the next update notices."""
        path = self._chance.choice(sorted(self._reports.iterdir()))
        if self._chance.random() < 0.3 and len(list(self._reports.iterdir())) > 20:
            path.unlink()
            return
        text = path.read_text("utf-8")
        (self._reports / f"{self._chance.randrange(10**6)}.txt").write_text(text + " Again.\n")

    def _ended(self, keys: list[str]) -> None:
        code = self._terminal.wait_for_end()
        if code != 0:
            self.problems.append(f"ended with {code} after {keys}")
        self._terminal.close()
        self.restarts += 1
        self._terminal = self._start()

    def look(self) -> None:
        """Take down how much memory it has, and whether help still comes."""
        terminal = self._terminal
        terminal.resize(120, 40)
        status = Path(f"/proc/{terminal.pid}/status").read_text("utf-8")
        held = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
        self.memory += held
        for _ in range(8):
            terminal.press("ESC")
            terminal.settle(0.2)
        for _ in range(3):  # of an Esc that is read late it makes another key
            if "Moving" not in terminal.screen():
                terminal.press("?")
                terminal.wait_a_while_for("Moving", in_time(3))
        if "Moving" not in terminal.screen() and not terminal.ended:
            self.problems.append(f"no help after Esc, on this screen:\n{terminal.screen()}")
        terminal.press("ESC")
        terminal.settle(0.2)

    def close(self) -> None:
        """End the reader."""
        if not self._terminal.ended:
            self._terminal.press("^C")
        try:
            self._terminal.wait_for_end()
        finally:
            self._terminal.close()


def run(place: Path, minutes: float, seed: int) -> dict[str, object]:
    """Press keys for some minutes; what came of it."""
    (place / "reports").mkdir(parents=True)
    for path in FOLDER.glob("*.txt"):
        shutil.copy(path, place / "reports")
    for folder in ("CACHE", "DATA", "CONFIG", "STATE"):
        os.environ[f"XDG_{folder}_HOME"] = str(place / folder.lower())
    monkey, end = Monkey(place, seed), time.monotonic() + 60 * minutes
    monkey.look()
    while time.monotonic() < end:
        for _ in range(100):
            monkey.press()
        monkey.look()
    monkey.close()
    logs = [path.read_text("utf-8") for path in place.glob("state/gazetteer/crashes/*.txt")]
    return {
        "keys": monkey.pressed,
        "restarts": monkey.restarts,
        "memory": [monkey.memory[0], monkey.memory[len(monkey.memory) // 2], monkey.memory[-1]],
        "problems": monkey.problems + logs,
    }


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.stdout.write(json.dumps(run(arguments.folder, arguments.minutes, arguments.seed)) + "\n")


if __name__ == "__main__":
    main()
