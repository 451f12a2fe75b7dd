"""Words that are usually written small: `small_words.txt`.

    python -m training.smallwords GOLD_FOLDER CORPUS.jsonl.gz…

Counted inside sentences only, where a capital letter means something.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from articles.entities.tokens import Case, tokenise

OUT = (
    Path(__file__).parent.parent / "articles" / "entities" / "data" / "lexicon" / "small_words.txt"
)
_LEAST, _SHARE = 5, 0.5
_ABOUT = """\
# Words that are written small in at least half of their uses inside sentences, but not in all.
# Counted by training/smallwords.py in the texts of the training sets (see NOTICE) and in free
# corpora: White House releases (public domain), Wikinews (CC BY 2.5), Wikipedia (CC BY-SA).
# This file: CC BY-SA 4.0.
"""


def main(paths: Sequence[Path]) -> None:
    """Write `small_words.txt` from the texts in these files and folders."""
    small, all_uses = Counter[str](), Counter[str]()
    for form in _inside(paths):
        lower = form.lower()
        all_uses[lower] += 1
        small[lower] += form.islower()
    usual = (w for w, n in all_uses.items() if n >= _LEAST and n > small[w] >= _SHARE * n)
    OUT.write_text(_ABOUT + "".join(f"{word}\n" for word in sorted(usual)), encoding="utf-8")


def _inside(paths: Sequence[Path]) -> Iterator[str]:
    """Every word that does not begin a sentence."""
    files = [f for p in paths for f in (sorted(p.glob("*.jsonl.gz")) if p.is_dir() else [p])]
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                tokens = tokenise(json.loads(line)["text"])
                for (first, end), case in zip(tokens.sentences, tokens.cases, strict=True):
                    if case is Case.NORMAL:
                        yield from filter(str.isalpha, tokens.forms[first + 1 : end])


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
