"""The report in a page, on which the most agree of several that look for it.

Each extractor has pages where it takes the menu for the report, or half of it. They seldom err
alike. So trafilatura is asked twice, once for all that may belong and once for what surely does,
and the densest part of the page is looked for; whose words are nearest to the others' is believed.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.formats.density import densest

_WORD = re.compile(r"\w+")
_DATES = {"extensive_search": False, "original_date": True}
"""A date that the page states, not any that stands in it somewhere."""


def body_of(tree: "etree._Element", said: str = "") -> tuple[str, Document | None]:
    """The text of the report, and what trafilatura knows of the page besides.

    Args:
        tree: The page.
        said: The report as the page's metadata has it, if they have it: one more voice.
    """
    surely = _extracted(tree, is_sure=True)
    perhaps = _extracted(tree, is_sure=False)
    texts = [(found.text or "").strip() if found is not None else "" for found in (perhaps, surely)]
    return nearest([*texts, densest(tree)], said), surely or perhaps


def _extracted(tree: "etree._Element", *, is_sure: bool) -> Document | None:
    found = bare_extraction(
        tree,
        with_metadata=is_sure,  # once is enough
        include_comments=False,
        date_extraction_params=_DATES,
        favor_precision=is_sure,
        favor_recall=not is_sure,
    )
    return found if isinstance(found, Document) else None


def nearest(texts: Sequence[str], said: str = "") -> str:
    """The text whose words are nearest to those of the others; the first of equals.

    Args:
        texts: What may be chosen; empty ones are not.
        said: A text that has a voice, but cannot be chosen: it has lost its paragraphs.
    """
    chosen = [text for text in texts if text]
    if len(chosen) < 2:
        return chosen[0] if chosen else said
    words = [Counter(_WORD.findall(text.lower())) for text in chosen]
    voices = [*words, *([Counter(_WORD.findall(said.lower()))] if said else [])]
    likeness = [sum(_likeness(one, other) for other in voices if other is not one) for one in words]
    return chosen[likeness.index(max(likeness))]


def _likeness(one: "Counter[str]", other: "Counter[str]") -> float:
    """How much of both is common: F1 over words."""
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if common else 0.0
