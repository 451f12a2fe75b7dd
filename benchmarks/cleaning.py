"""How fast text is made safe to show, beside other things that are done to all of it.

    python benchmarks/cleaning.py [--megabytes 4] [--runs 5] [--json FILE]

Megabytes of UTF-8 in a second of the processor, the best of some runs, for texts of several kinds:
`clean`, and beside it what the standard library does with the same text in one step (NFC, lower
case, encoding). The ratio to the slowest of these depends on the machine the least.
"""

import argparse
import json
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final

import measured

from articles.clean import clean

KINDS: Final = {
    "English": "The levee at Harrow Bend broke before dawn on Sunday, the governor said.\n",
    "French": "Le barrage a cédé dès l’aube ; la préfète s’est dite « très inquiète ».\n",
    "Arabic, with marks": "قَوَّاتُ سُورِيَا الدِّيمُقْرَاطِيَّةُ \u200fتَدْخُلُ الرَّقَّةَ\n",
    "Hindi": "दिल्ली में हुई बैठक के बाद मंत्री ने कहा कि बांध सुरक्षित है।\n",
    "Chinese": "周日凌晨，哈罗本德的堤坝决口，州长说。\n",
    "emoji": "The levee broke 👩\u200d👩\u200d👧\u200d👦 at dawn 🏳️\u200d🌈.\n",
    "hostile": "\x1b]0;owned\x07\u202eThe levee\u202c broke e" + "\u0301" * 9 + ".\n",
}
BESIDE: Final[dict[str, Callable[[str], object]]] = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "lower case": str.lower,
    "encoding": lambda text: text.encode("utf-8"),
}


def main() -> int:
    """Measure, print, and write down."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--megabytes", type=float, default=4)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--json", type=Path, help="write the figures to this file")
    asked = options.parse_args()
    figures: dict[str, object] = {**measured.machine()}
    print(f"{'MB in a second':22}{'clean':>10}" + "".join(f"{name:>12}" for name in BESIDE))
    for name, line in KINDS.items():
        text = line * max(1, round(asked.megabytes * 1e6 / len(line.encode("utf-8"))))
        row = {
            what: speed(work, text, asked.runs) for what, work in {"clean": clean, **BESIDE}.items()
        }
        figures[name] = row
        print(f"{name:22}{row['clean']:10,.0f}" + "".join(f"{row[one]:12,.0f}" for one in BESIDE))
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def speed(work: Callable[[str], object], text: str, runs: int) -> float:
    """Megabytes that are done in a second of the processor."""
    took = []
    for _ in range(runs):
        began = time.process_time()
        work(text)
        took.append(time.process_time() - began)
    return round(len(text.encode("utf-8")) / 1e6 / max(min(took), 1e-6), 1)


if __name__ == "__main__":
    sys.exit(main())
