"""Saved pages: what is taken from them, and which are not parsed at all."""

from io import BytesIO

import pytest

from articles.formats import html
from articles.formats.draft import Draft, Fault

SENTENCES = [
    f"The council voted on day {day} to rebuild the bridge that the flood had carried away."
    for day in range(8)
]


def page(*, head: str = "", before: str = "", paragraphs: list[str] = SENTENCES) -> str:
    """A page with a menu, an article and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav>{before}"
        f"<article>{body}</article><footer><a href='/about'>About us</a></footer></body></html>"
    )


def read(content: str | bytes) -> Draft | Fault:
    (found,) = html.read(BytesIO(content.encode() if isinstance(content, str) else content))
    return found


def test_text_and_metadata_are_found() -> None:
    head = """<title>Bridge to be rebuilt - Gazette</title>
    <meta property="og:title" content="Bridge to be rebuilt">
    <meta property="og:site_name" content="Gazette">
    <meta property="article:published_time" content="2019-01-04T10:00:00Z">
    <meta name="author" content="Jane Doe">
    <link rel="canonical" href="https://example.org/bridge">"""
    assert read(page(head=head)) == Draft(
        text="\n".join(SENTENCES),
        title="Bridge to be rebuilt",
        date="2019-01-04",
        source="Gazette",
        author="Jane Doe",
        url="https://example.org/bridge",
    )


def test_a_declared_encoding_is_believed() -> None:
    paragraphs = [f"Мост номер {n} будет восстановлен, решил городской совет." for n in range(8)]
    content = page(head='<meta charset="windows-1251">', paragraphs=paragraphs)
    found = read(content.encode("cp1251"))
    assert isinstance(found, Draft)
    assert found.text == "\n".join(paragraphs)


def test_a_page_without_a_report_says_so() -> None:
    assert read("<html><body></body></html>") == Fault("no report found in the page")


@pytest.mark.parametrize(
    "content",
    [
        page(before="<p " + " ".join(f"a{n}=1" for n in range(400)) + ">"),
        page(before="<p x='>' " + " ".join(f"attribute{n}" for n in range(400)) + ">"),
        page(before='<p x=">" ' + " ".join(f"attribute{n}" for n in range(400)) + ">"),
        "<a " * 100_000,
    ],
)
def test_a_tag_with_too_many_attributes_is_not_parsed(content: str) -> None:
    assert read(content) == Fault("page with more than 300 attributes on a tag")


def test_a_script_is_no_tag_with_many_attributes() -> None:
    script = "<script>if (a<b " + "&& c = d " * 2_000 + ") {}</script>"
    assert isinstance(read(page(head=script)), Draft)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("<div></div>" * 20_001, "page with more than 20,000 tags"),
        (
            "<table>" + "<tr><td>1</td></tr>" * 2_001 + "</table>",
            "page with more than 2,000 table cells",
        ),
        (" " * html.LARGEST, "page larger than 8 MB"),
    ],
)
def test_a_page_with_more_than_any_news_page_has_is_not_parsed(before: str, reason: str) -> None:
    assert read(page(before=before)) == Fault(reason)


@pytest.mark.parametrize(
    "content",
    [
        "<!--" * 50_000, "</a" * 100_000, "<![CDATA[" * 50_000, "<div>" * 15_000, "<", "\0<html>",
        '<a b="' * 50_000, '<html><script type="application/ld+json">' + '{"a":' * 50_000,
    ],
)  # fmt: skip
def test_what_no_parser_should_see_gives_a_reason(content: str) -> None:
    assert isinstance(read(content), Fault)
