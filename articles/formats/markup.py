"""How much markup there is: what no text has is refused by counting, before anything is parsed.

A parser's time grows with the square of a tag's attributes, and an extractor's with many links.
"""

import re
from itertools import islice

MOST_TAGS = 20_000
MOST_ATTRIBUTES = 300
MOST_CELLS = 2_000

_TAG = re.compile(
    r"""(<(?:(script|style)(?![a-z0-9])|[a-z])(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)
    (?(2)(?:[^<]++|<(?!/\2))*+)  # a script is no markup, but it may look like it
    """,
    re.VERBOSE | re.IGNORECASE,
)
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)


def excess(markup: str) -> str:
    """What there is too much of to be parsed, as "with more than …"; empty if it is fit."""
    tags = 0
    for tag in islice(_TAG.finditer(markup), MOST_TAGS + 1):
        tags += 1
        if len(tag[1]) > 2 * MOST_ATTRIBUTES and _attributes(tag[1]) > MOST_ATTRIBUTES:
            return f"with more than {MOST_ATTRIBUTES:,} attributes on a tag"
    if tags > MOST_TAGS:
        return f"with more than {MOST_TAGS:,} tags"
    cells = sum(1 for _ in islice(_CELL.finditer(markup), MOST_CELLS + 1))
    return f"with more than {MOST_CELLS:,} table cells" if cells > MOST_CELLS else ""


def _attributes(tag: str) -> int:
    return len(re.split(r"[\s/]+", _VALUE.sub(" ", tag)))
