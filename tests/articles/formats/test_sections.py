"""Section and language are taken from wherever a format states them."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents

BODY = "".join(f"<p>The council voted on day {n} to rebuild the old bridge.</p>" for n in range(8))


def page(head: str, language: str = "") -> tuple[str, str]:
    """A page with this head."""
    lang = f' lang="{language}"' if language else ""
    return f"<html{lang}><head>{head}</head><body><article>{BODY}</article></body></html>", "a.html"


def linked(**fields: object) -> str:
    """A page's JSON-LD."""
    told = json.dumps({"@type": "NewsArticle", "headline": "Bridge", **fields})
    return f'<script type="application/ld+json">{told}</script>'


def rss(item: str) -> tuple[str, str]:
    """A feed of one entry."""
    return (
        "<rss version='2.0'><channel><title>G</title><language>de-AT</language><item>"
        f"<title>Bridge</title><description>Short.</description>{item}</item></channel></rss>"
    ), "a.rss"


def book() -> bytes:
    """A book of one chapter."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("META-INF/container.xml", '<c><rootfile full-path="a.opf"/></c>')
        archive.writestr(
            "a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>fr</dc:language></metadata>'
            '<manifest><item id="a" href="a.html" media-type="text/html"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("a.html", f"<html><body>{BODY}</body></html>")
    return made.getvalue()


def record(**fields: object) -> tuple[str, str]:
    """A record."""
    return json.dumps({"text": "The council voted.", **fields}), "a.json"


FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "G", "language": "da"}
STATED: dict[str, tuple[tuple[str | bytes, str], str, str]] = {
    "JSON-LD": (page(linked(articleSection="World", inLanguage="en-GB")), "World", "en-GB"),
    "JSON-LD, several": (page(linked(articleSection=["World", "Asia"])), "World, Asia", ""),
    "Open Graph": (
        page('<meta property="article:section" content="World"><meta property="og:locale"'
             ' content="en_US">'), "World", "en_US"),
    "Dublin Core": (page('<meta name="DC.Language" content="fr">'), "", "fr"),
    "html lang": (page("", "de-CH"), "", "de-CH"),
    "feed": (rss("<category>World</category><category>Bridges</category>"), "World", "de-AT"),
    "feed, none": (rss(""), "", "de-AT"),
    "JSON Feed": (
        (json.dumps({**FEED, "items": [{"content_text": "Short."}]}), "a.json"), "", "da"),
    "mail": (("Subject: A\nContent-Language: en-US\n\nShort.", "a.eml"), "", "en-US"),
    "book": ((book(), "a.epub"), "", "fr"),
    "Guardian": (record(sectionName="World news", language="en"), "World news", "en"),
    "New York Times": (record(section_name="World", news_desk="Foreign"), "World", ""),
    "Webhose": (record(thread={"section_title": "Asia"}, categories=["A", "B"]), "Asia", ""),
    "categories": (record(categories=["World", "Bridges"], lang="en"), "World", "en"),
    "front matter": (("---\nsection: World\nlang: en\n---\nIt held.", "a.md"), "World", "en"),
}  # fmt: skip


@pytest.mark.parametrize("form", STATED)
def test_section_and_language_are_found(form: str) -> None:
    (content, name), section, language = STATED[form]
    data = content.encode() if isinstance(content, str) else content
    (found,) = contents(BytesIO(data), name)
    assert not isinstance(found, Fault)
    assert isinstance(found, Draft)
    assert (found.section, found.language) == (section, language)
