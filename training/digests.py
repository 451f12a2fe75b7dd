"""Labels for digests of the news whose names are linked: Wikipedia's "Current events", in Markdown.

A link says where a name begins and ends and that two names mean the same thing, but not what kind
of thing. What a tagger makes of all the links to one page, taken together, says that too, and
better than it reads any one of them. Lines where the two disagree about a name are left out.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.entities import known, lexicon
from articles.entities.consistency import make_consistent
from articles.entities.tagger import KINDS, Tagger
from articles.entities.tokens import tokenise
from training.gold import Document, Name

Teacher = Callable[[Sequence[str]], list[list[Name]]]
"""Finds the names in texts."""

_LINK = re.compile(
    r"\[([^\[\]]*)\]\((https?://(?:[^\s()]|\([^\s()]*\))*)(?:\s+\"(?:[^\"\\]|\\.)*\")?\)"
)
_PAGE = re.compile(r"https?://en\.wikipedia\.org/wiki/([^#?]+)")
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[*+-]\s+)?")
_MARKUP = re.compile(r"\*+|\\(?=\W)")
_SENTENCE = re.compile(r"(?:\S+ ){7,}\S+[.!?][\"'”’)]*$")
_WORD = r"(?:[^\W\d_a-z][\w.&'’-]*|\d+)"
_NAME = re.compile(rf"(?:al-)?{_WORD}(?: (?:(?:of|the|and|for|al|bin|de|on|in) )*{_WORD})*")
_ROLE = re.compile(r"List_of|(?:President|Minister|Secretary|King|Governor|Speaker)s?_(?:of|for)_")
_LEAST, _MAJORITY = 2, 0.7
_TOGETHER = 32
_TYPES = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def taught_by(tagger: Tagger) -> Teacher:
    """A tagger, with document consistency, as what finds names."""
    labels = {kind: label for label, kind in KINDS.items()}

    def teach(texts: Sequence[str]) -> list[list[Name]]:
        found: list[list[Name]] = []
        for start in range(0, len(texts), _TOGETHER):
            documents = [tokenise(text) for text in texts[start : start + _TOGETHER]]
            found += [
                [Name(a, b, labels[kind]) for a, b, kind in make_consistent(*pair)]
                for pair in zip(documents, tagger.tag(documents), strict=True)
            ]
        return found

    return teach


class _Link(NamedTuple):
    start: int
    end: int
    page: str


class _Line(NamedTuple):
    text: str
    links: list[_Link]


def read_digests(path: Path, teacher: Teacher) -> list[Document]:
    """The sections of a file of digests, with their names as links and `teacher` have them.

    Args:
        path: One JSON object a line, with `id` and `text`; gzipped.
        teacher: What decides on the kinds of names, and finds those without a link.
    """
    sections = list(_sections(path))
    texts = ["\n".join(line.text for line in lines) for _, lines in sections]
    found = teacher(texts)
    placed = [
        (name, [_shifted(line, start) for line, start in zip(lines, _starts(lines), strict=True)])
        for name, lines in sections
    ]
    kinds = _kinds_of_pages(
        (text, link, names)
        for text, (_, lines), names in zip(texts, placed, found, strict=True)
        for line in lines
        for link in line.links
    )
    return [
        _document(name, text, lines, names, kinds)
        for (name, lines), text, names in zip(placed, texts, found, strict=True)
    ]


def _sections(path: Path) -> Iterator[tuple[str, list[_Line]]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            record = json.loads(row)
            for number, section in enumerate(
                re.split(r"^#+ .*$", record["text"], flags=re.MULTILINE)
            ):
                lines = [line for raw in section.split("\n") if (line := _line(raw))]
                if lines:
                    yield f"{record['id']}/{number}", lines


def _line(raw: str) -> _Line | None:
    """A line without its markup; none if it is no sentence."""
    raw = _BULLET.sub("", raw)
    text, links, at = "", [], 0
    for match in _LINK.finditer(raw):
        text += _MARKUP.sub("", raw[at : match.start()])
        at = match.end()
        page = _PAGE.match(match[2])
        if page:
            anchor = _MARKUP.sub("", match[1])
            links.append(_Link(len(text), len(text) + len(anchor), page[1]))
            text += anchor
    text = (text + _MARKUP.sub("", raw[at:])).rstrip()
    sound = _SENTENCE.match(text) and not any(c in text for c in "[]{}|<>") and "  " not in text
    return _Line(text, links) if sound else None


def _starts(lines: Sequence[_Line]) -> Iterator[int]:
    at = 0
    for line in lines:
        yield at
        at += len(line.text) + 1


def _shifted(line: _Line, by: int) -> _Line:
    return _Line(line.text, [_Link(start + by, end + by, page) for start, end, page in line.links])


def _kinds_of_pages(seen: Iterator[tuple[str, _Link, Sequence[Name]]]) -> dict[str, str]:
    """What kind of thing a page is about, where the names linked to it are agreed on it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for text, link, names in seen:
        if _is_name(text, link):
            exact = [n.label for n in names if (n.start, n.end) == (link.start, link.end)]
            votes[link.page].update(exact or ["?"])
    kinds = {}
    for page, count in votes.items():
        row = known.find(page.replace("_", " "))
        typed = Counter({label: n for label, n in count.items() if label not in ("?", "NORP")})
        if row is not None and row.type.value in _TYPES:
            kinds[page] = _TYPES[row.type.value]
        elif typed:
            label, most = typed.most_common(1)[0]
            if most >= _LEAST and most >= _MAJORITY * typed.total() and 2 * most > count["?"]:
                kinds[page] = label
    return kinds


def _is_name(text: str, link: _Link) -> bool:
    anchor = text[link.start : link.end]
    if _ROLE.search(link.page) or anchor in lexicon.entries("nationalities"):
        return False
    return bool(_NAME.fullmatch(anchor)) and not anchor[0].isdigit()


def _document(
    name: str,
    text: str,
    lines: Sequence[_Line],
    names: Sequence[Name],
    kinds: dict[str, str],
) -> Document:
    """The lines of a section that are read alike by links and teacher."""
    kept, labels, shift = [], [], 0
    for line, start in zip(lines, _starts(lines), strict=True):
        end = start + len(line.text)
        here = [one for one in names if start <= one.start and one.end <= end]
        sure = _labels(text, line.links, here, kinds)
        if sure is None:
            shift += len(line.text) + 1
        else:
            kept.append(line.text)
            labels += [Name(one.start - shift, one.end - shift, one.label) for one in sure]
    return Document(name, "digests", "\n".join(kept), tuple(sorted(labels)))


def _labels(
    text: str, links: Sequence[_Link], names: Sequence[Name], kinds: dict[str, str]
) -> list[Name] | None:
    """The names of one line; none if links and teacher cut a name in different ways."""
    labels: list[Name] = []
    for link in filter(lambda link: _is_name(text, link), links):
        over = [one for one in names if one.start < link.end and link.start < one.end]
        exact = len(over) == 1 and over[0][:2] == link[:2]
        if link.page in kinds:
            if any(one.start < link.start or one.end > link.end for one in over):
                return None
            labels.append(Name(link.start, link.end, kinds[link.page]))
        elif (over and not exact) or (not over and " " in text[link.start : link.end]):
            return None
    free = (n for n in names if not any(n.start < b and a < n.end for a, b, _ in labels))
    return labels + list(free)
