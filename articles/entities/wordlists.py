"""Lists of words that the rules on names go by, read from `data/name_words.txt`."""

from functools import cache
from importlib import resources


def word_list(section: str) -> frozenset[str]:
    """The words of a section of the file.

    Raises:
        KeyError: The file has no such section.
    """
    return _sections()[section]


@cache
def _sections() -> dict[str, frozenset[str]]:
    file = resources.files("articles.entities") / "data" / "name_words.txt"
    sections: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {section: frozenset(found) for section, found in sections.items()}
