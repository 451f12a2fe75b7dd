"""Marked-up text within something else (a feed's entry, a mail, a chapter) as plain text.

Unlike a saved page it is all report: nothing is looked for in it, every block becomes a paragraph.
"""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from articles.formats.draft import Unreadable
from articles.formats.markup import excess

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "title", "iframe",
        "object",
    }
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_GAPS = re.compile(r"[ \t]*\n[ \t]*")


def text_of(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line, empty lines between them.

    Raises:
        Unreadable: It has more tags or attributes than any text has.
    """
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    if too_much := excess(markup):
        raise Unreadable(f"text {too_much}")
    # as bytes, because a declaration of an encoding in it no longer holds
    plain = f"<div>{markup.replace(chr(0), '')}</div>".encode("utf-8", "replace")
    tree = etree.fromstring(plain, _parser("utf-8"))
    return "" if tree is None else text_of_tree(tree)


def text_of_tree(tree: "etree._Element") -> str:
    """The text of a parsed document or a part of it, laid out the same."""
    text = _GAPS.sub("\n", "".join(_pieces(tree)))
    return "\n\n".join(filter(None, (line.strip(" ") for line in text.split("\n"))))


def _pieces(tree: "etree._Element") -> Iterator[str]:
    """Text and line ends, in reading order; without recursion, since markup nests deeply."""
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        ends_line = name in _BLOCKS or (name == "br" and event == "start")
        if name in _SILENT or not name:
            silent += 1 if event == "start" else -1
        if ends_line and not silent:
            yield "\n"
        said = element.text if event == "start" else element.tail
        if said and not silent and not (event == "end" and element is tree):
            yield _SPACE.sub(" ", said)


def title_of(markup: str) -> str:
    """The first heading of a document; empty if it has none. For markup that `text_of` took."""
    tree = etree.fromstring(markup.encode("utf-8", "replace"), _parser("utf-8"))
    for name in ("h1", "h2", "h3"):
        for heading in () if tree is None else tree.iter(name):
            if words := " ".join(text_of_tree(heading).split()):
                return words
    return ""


def _parser(encoding: str) -> "etree.HTMLParser":
    return etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=encoding
    )
