"""Presses keys at random in the reader, in a real pseudo-terminal, while its collection changes.

    python tests/reliability/monkey.py FOLDER [--minutes 5] [--seed 1]

FOLDER is made, with a collection of the sample reports in it. In the first sixth of the time the
collection grows and shrinks, and keys that quit do. Then it keeps its size, and one reader is there
to the end, which nothing but an error ends: what its memory grows by is by keys, not by reports,
and no new reader hides it. It is looked at once 25,000 keys have filled what is bounded. Prints a
JSON object: keys pressed, how often it was started again, its memory, and problems: ends with
another exit code than 0, logs of errors, screens that no key moved any more. To standard error go
keys, reports and memory in KiB as they were.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

from pseudo_terminal import Terminal, in_time

from articles.samples import FOLDER

KEYS = [
    *"jjjjkkkkhlnNeEeEJKJKgGdubirFSsf*#&wtzaxcmry+-=.,\\/'?!:VvHLU123456789 ",
    "ENTER", "ENTER", "ESC", "ESC", "ESC", "TAB", "TAB", "DOWN", "UP", "^P", "\x04", "\x15",
    "\x0c", "\x7f", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z",
    "\x1b[<0;20;8M\x1b[<0;20;8m", "\x1b[<64;60;10M", "\x1b[<65;60;10M", "\x1b[<0;70;12M",
    "\x1b[15~", "biden", "trump~", "\"supreme court\"", "entity:warren", "(((", "date:2020",
    "is:unread",
]  # fmt: skip
SIZES = [(80, 24), (120, 40), (200, 60), (40, 10), (1, 1), (100, 30), (300, 100)]
"""Nothing here opens another program: `o`, `|` and `y` are left out, as is quitting by `q`."""
STAYS = """
import sys
from tui.app import Reader
from tui.cli import main
end = Reader.exit
Reader.exit = lambda self, result=None, *more, **known: result and end(self, result, *more, **known)
sys.exit(main())
"""
"""A reader that does not quit: an exit code of 0 is no reason to end."""
QUITTING = 1 / 6
"""The share of the time in which keys that quit do."""
WARM = 25_000
"""Keys after which all is in memory that is read but once, and caches of so many entries are full:
Textual and Rich have some fifty, of up to 16,384."""


class Monkey:
    """One reader, and what pressing keys in it gave."""

    def __init__(self, place: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._reports = place / "reports"
        self.pressed = self.restarts = 0
        self.problems: list[str] = []
        self.memory: list[tuple[int, int]] = []
        """Of the reader that is there, in KiB, each time it was looked at, and keys until then."""
        self._size = 0
        """How many reports there are to be; 0 for any number."""
        self._terminal = self._start()

    def _start(self) -> Terminal:
        program = ["-c", STAYS] if self._size else ["-m", "tui.cli"]
        terminal = Terminal([sys.executable, *program, str(self._reports)], 120, 40)
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
        terminal.forget(1_000_000)
        if terminal.ended:
            self._ended(keys)
        self._wake()

    def _wake(self) -> None:
        """Go on with a reader that the palette has suspended: here is no shell for `fg`."""
        if not self._terminal.ended and _is_stopped(self._terminal.pid):
            os.kill(self._terminal.pid, signal.SIGCONT)

    def _change(self) -> None:
        """Add or remove a report, or put one in the place of another: the next update notices."""
        paths = sorted(self._reports.iterdir())
        path, other = self._chance.choices(paths, k=2)
        text = path.read_text("utf-8")
        removes = self._chance.random() < 0.3 and len(paths) > 20
        if removes or self._size:
            other.unlink()
        if removes and not self._size:
            return
        (self._reports / f"{self._chance.randrange(10**6)}.txt").write_text(text + " Again.\n")

    def _ended(self, keys: list[str]) -> None:
        code = self._terminal.wait_for_end()
        if code != 0:
            self._note(f"ended with {code} after {keys}")
        self._terminal.close()
        self.restarts += 1
        self.memory.clear()
        self._terminal = self._start()

    def stay(self) -> None:
        """Keep the number of reports from now on, with a reader that does not quit."""
        self._size = len(list(self._reports.iterdir()))
        self.close()
        self.memory.clear()
        self._terminal = self._start()

    def look(self) -> None:
        """Take down how much memory it has, and whether help still comes."""
        terminal = self._terminal
        terminal.resize(120, 40)
        if not terminal.ended:
            self.memory.append((self.pressed, _memory(terminal.pid)))
            reports = len(list(self._reports.iterdir()))
            sys.stderr.write(f"{self.pressed} {reports} {self.memory[-1][1]}\n")
        for _ in range(8):
            terminal.press("ESC")
            terminal.settle(0.2)
        if "drops what you wrote" in terminal.screen():  # a note whose report is gone is not kept
            terminal.press("\x07", "y")
            terminal.settle(0.2)
        for _ in range(3):  # of an Esc that is read late it makes another key
            if "Moving" not in terminal.screen():
                terminal.press("?")
                terminal.wait_a_while_for("Moving", in_time(3))
        if "Moving" not in terminal.screen() and not terminal.ended:
            self._note(f"no help after Esc, on this screen:\n{terminal.screen()}")
        terminal.press("ESC")
        terminal.settle(0.2)

    def go_on(self, seconds: float) -> None:
        """Press keys for so long, and look now and then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(100):
                self.press()
            self.look()

    def close(self) -> None:
        """End the reader, whatever it asks; one that does not end is a problem, and is killed."""
        self._wake()
        for key in ("ESC",) * 8 + ("^C",) * 3:  # what is selected in a line Ctrl-C copies
            if not self._terminal.ended:
                self._terminal.press(key)
                self._terminal.settle(0.2 if key == "ESC" else 2)  # with an Esc it is another key
        try:
            self._terminal.wait_for_end()
        except AssertionError as error:
            self._note(str(error))
        finally:
            self._terminal.close()

    def _note(self, problem: str) -> None:
        """Take a problem down; it is told at once, as what comes later may cost the report."""
        self.problems.append(problem)
        sys.stderr.write(f"{problem}\n")


def _is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "T"


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def drift(memory: list[tuple[int, int]]) -> dict[str, float]:
    """How much the memory of the reader that stayed has grown once it was warm, in per cent.

    Held against each other are the medians of the first and of the last tenth of what was seen.
    None of it is told where there were too few keys.
    """
    warm = [(keys, held) for keys, held in memory if keys - memory[0][0] >= WARM]
    if not warm:
        return {}
    tenth = max(1, len(warm) // 10)
    begin, end = (median(held for _, held in part) for part in (warm[:tenth], warm[-tenth:]))
    grown = round(100 * (end / begin - 1), 1)
    return {"keys": warm[-1][0] - warm[0][0], "begin": begin, "end": end, "grown": grown}


def run(place: Path, minutes: float, seed: int) -> dict[str, object]:
    """Press keys for some minutes; what came of it. What the reader is told to write is in it."""
    place = place.absolute()
    (place / "reports").mkdir(parents=True)
    for path in FOLDER.glob("*.txt"):
        shutil.copy(path, place / "reports")
    os.chdir(place)
    for folder in ("CACHE", "DATA", "CONFIG", "STATE"):
        os.environ[f"XDG_{folder}_HOME"] = str(place / folder.lower())
    # Of the palette's commands some open another program, where keys are not ours: `F` keeps less.
    os.environ.update(PAGER="true", VISUAL="true")
    monkey = Monkey(place, seed)
    monkey.go_on(60 * minutes * QUITTING)
    monkey.stay()
    monkey.go_on(60 * minutes * (1 - QUITTING))
    monkey.close()
    logs = [path.read_text("utf-8") for path in place.glob("state/gazetteer/crashes/*.txt")]
    return {
        "keys": monkey.pressed,
        "restarts": monkey.restarts,
        "memory": drift(monkey.memory),
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
