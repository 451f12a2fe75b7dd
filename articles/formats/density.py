"""The report in a page by where its text is dense: a second opinion beside trafilatura's.

The method is that of arc90's Readability (2009), which browsers' reader views go back to: each
paragraph speaks for the block that it stands in by its length and its commas; links, and names such
as "sidebar", speak against. What wins is taken with such of its neighbours as read like text too.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from articles.formats.fragments import text_of_tree

_Element: TypeAlias = Any
"""lxml ships no types."""

_UNLIKELY = re.compile(
    r"combx|comment|disqus|rss|shoutbox|sidebar|sponsor|pagination|pager|popup|promo|related|social"
    r"|share|newsletter|subscribe|breadcrumb|cookie|masthead|navbar|footer|outbrain|taboola|widget"
    r"|^ad[-_]|[-_]ad[-_s]|advert|skip-",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"article|body|content|entry|hentry|main|page|post|text|blog|story", re.IGNORECASE
)
_SILENT = ("script", "style", "noscript", "nav", "aside", "footer", "iframe", "svg", "button")
_SPOKEN = frozenset({"p", "td", "pre", "blockquote"})
_BLOCKS = frozenset(
    {"p", "div", "table", "ul", "ol", "dl", "section", "article", "blockquote", "pre"}
)
_HOLDERS = frozenset({"div", "section", "article", "main", "body", "td"})
_TOO_SHORT = 250
"""Characters of a report that is hardly all of one."""
_SHORTEST = 25
"""Characters of a paragraph that speaks for anything."""
_WEIGHT = 25.0


def densest(tree: _Element) -> str:
    """The text of the densest part of a page; empty if it has none."""
    body = tree if tree.tag == "body" else tree.find(".//body")
    if body is None:
        return ""
    strict, found = (_found(deepcopy(body), strict=is_strict) for is_strict in (True, False))
    return strict if len(strict) >= max(_TOO_SHORT, len(found) / 4) else max(found, strict, key=len)


def _found(body: _Element, *, strict: bool) -> str:
    """The same, of a copy that may be changed; whether what names speak against counts at all."""
    etree.strip_elements(body, *_SILENT, etree.Comment, with_tail=False)
    if strict:
        _strip(body)
    scores = _scores(body)
    if not scores:
        return text_of_tree(body) if not strict else ""
    best = max(scores, key=lambda block: scores[block])
    chosen = list(_with_neighbours(best, scores))
    for block in chosen:
        _tidy(block)
    return "\n\n".join(filter(None, map(text_of_tree, chosen)))


def _strip(body: _Element) -> None:
    """Take out what its names speak against."""
    for element in list(body.iter("div", "section", "ul", "ol", "p", "span", "header", "table")):
        names = _names(element)
        if (names and _UNLIKELY.search(names) and not _LIKELY.search(names)) or "display:none" in (
            element.get("style") or ""
        ).replace(" ", ""):
            _drop(element)


def _scores(body: _Element) -> dict[_Element, float]:
    scores: dict[_Element, float] = {}
    for element in body.iter():
        text, owner = _spoken(element)
        if len(text) < _SHORTEST or owner is None:
            continue
        said = 1 + len(re.findall("[,،、，]", text)) + min(len(text) / 100, 3)
        for share, block in zip((1.0, 0.5), (owner, owner.getparent()), strict=True):
            if block is not None and block.tag != "html":
                if block not in scores:
                    scores[block] = _standing(block)
                scores[block] += said * share
    return {block: score * (1 - _links(block)) for block, score in scores.items()}


def _spoken(element: _Element) -> tuple[str, _Element | None]:
    """What a paragraph says, and for which block; for text between blocks, the one it stands in."""
    if element.tag in _SPOKEN:
        return _text(element), element.getparent()
    if element.tag not in _HOLDERS:
        return "", None
    if not any(child.tag in _BLOCKS for child in element):
        return (_text(element), element.getparent()) if element.tag == "div" else ("", None)
    loose = [element.text or ""]
    for child in element:
        loose += ["" if child.tag in _BLOCKS else "".join(child.itertext()), child.tail or ""]
    return " ".join("".join(loose).split()), element


def _standing(block: _Element) -> float:
    """What a block has before anything speaks for it."""
    names = _names(block)
    score = {"div": 5.0, "article": 10.0, "blockquote": 3.0, "td": 3.0}.get(str(block.tag), 0.0)
    if re.match(r"h\d|th|li|dt|dd|form", str(block.tag)):
        score -= 5
    if names and _UNLIKELY.search(names):
        score -= _WEIGHT
    if names and _LIKELY.search(names):
        score += _WEIGHT
    return score


def _with_neighbours(best: _Element, scores: dict[_Element, float]) -> Iterator[_Element]:
    parent = best.getparent()
    if parent is None:
        yield best
        return
    enough = max(10.0, 0.2 * scores[best])
    for block in parent:
        if block is best or scores.get(block, 0) >= enough or _is_text(block):
            yield block


def _is_text(block: _Element) -> bool:
    if block.tag != "p":
        return False
    text, links = _text(block), _links(block)
    return (len(text) > 80 and links < 0.25) or (links == 0 and bool(re.search(r"\.( |$)", text)))


def _tidy(block: _Element) -> None:
    """Take out lists of links, and headings that name what is gone."""
    for element in list(block.iter("div", "ul", "ol", "table", "section")):
        if element is block or element.getparent() is None:
            continue
        text, links = _text(element), _links(element)
        is_list = links > 0.5 or (links > 0.2 and len(text) < 200)
        if is_list and text.count(",") < 10:
            _drop(element)


def _names(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _text(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _links(element: _Element) -> float:
    """How much of its text is links, from 0 to 1."""
    length = len(_text(element))
    return sum(len(_text(link)) for link in element.iter("a")) / length if length else 0.0


def _drop(element: _Element) -> None:
    """Take an element out, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
