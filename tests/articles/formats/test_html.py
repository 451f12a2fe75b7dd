"""Saved pages: what is taken from them, and which are not parsed at all."""

import json
from io import BytesIO

import lxml.html
import pytest

from articles.dates.written_dates import metadata_date
from articles.formats import html
from articles.formats.density import densest
from articles.formats.draft import Draft, Fault
from articles.formats.page_body import nearest

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
        date="2019-01-04T10:00:00Z",
        source="Gazette",
        author="Jane Doe",
        url="https://example.org/bridge",
    )


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "\n<![CDATA[\n{}\n]]>",
        "//<![CDATA[\n{}\n//]]>",
        "<!-- {} -->",
        '{{"@graph": [{}]}}',
        "[1, {}]",
    ],
)
def test_what_a_publisher_states_for_machines_comes_first(wrapped: str) -> None:
    stated = json.dumps(
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge &amp; road",
            "datePublished": "2019-01-04T23:30:00-05:00",
            "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}],
            "publisher": {"@type": "Organization", "name": "Gazette"},
        }
    )
    head = f"""<title>Bridge & road | Gazette online</title>
    <script type="application/ld+json">{wrapped.format(stated)}</script>
    <meta name="date" content="2020-02-02">"""
    found = read(page(head=head))
    assert isinstance(found, Draft)
    assert (found.title, found.date) == ("Bridge & road", "2019-01-04T23:30:00-05:00")
    assert (found.source, found.author) == ("Gazette", "Jane Doe, John Roe")


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Bridge to be rebuilt - Gazette</title>", "", "Bridge to be rebuilt"),
        ("<title>Bridge of sighs | News | Gazette</title>", "", "Bridge of sighs | News"),
        ("<title>Gazette</title><meta property='og:title' content='Bridge'>", "", "Bridge"),
        ("<meta name='DC.title' content='Bridge'><title>Home</title>", "Other", "Bridge"),
        ("<title>北京的桥将重建-新华网</title>", "", "北京的桥将重建"),
        ("<title>Talks at noon - a way out?</title>", "", "Talks at noon - a way out?"),
        ("", "Bridge to be rebuilt", "Bridge to be rebuilt"),
        ("<title>Bridge of sighs | News | Gazette</title>", "Bridge of sighs", "Bridge of sighs"),
    ],
)
def test_a_title_is_the_headline_without_the_name_of_the_site(
    head: str, heading: str, title: str
) -> None:
    found = read(page(head=head, before=f"<h1>{heading}</h1>"))
    assert isinstance(found, Draft)
    assert found.title == title


@pytest.mark.parametrize(
    "marked",
    [
        "<meta name='DC.date.issued' content='2019-01-04'>",
        "<meta property='rnews:datePublished' content='2019-01-04T11:53:04+00:00'>",
        "<time itemprop='datePublished' datetime='2019-01-04'>Friday</time>",
        "<time pubdate>4 January 2019</time>",
        "<meta name='date' content='soon'><meta name='pubdate' content='Fri, 04 Jan 2019 GMT'>",
    ],
)
def test_a_date_that_the_page_marks_as_its_own_is_its_date(marked: str) -> None:
    found = read(page(before=marked))
    assert isinstance(found, Draft)
    assert metadata_date(found.date) == "2019-01-04"


def test_of_several_readings_the_one_nearest_to_the_others_is_believed() -> None:
    menu, most, whole = "News Sport Weather", "The council voted on Monday.", "The council voted."
    assert nearest([menu, most, whole]) == most
    assert nearest([menu, most, whole], said=whole) == whole
    assert nearest(["", "", whole]) == whole
    assert nearest(["", ""], said=whole) == whole


def test_the_densest_part_of_a_page_is_its_report() -> None:
    links = "".join(
        f"<li><a href='/{n}'>A link to other news, number {n}</a></li>" for n in range(30)
    )
    markup = page(before=f"<div class='sidebar'><ul>{links}</ul></div>")
    assert densest(lxml.html.fromstring(markup)) == "\n\n".join(SENTENCES)


def test_a_text_that_is_only_called_a_page_is_read_as_text() -> None:
    assert read(SENTENCES[0]) == Draft(SENTENCES[0])


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


@pytest.mark.parametrize(
    "title", ["404", "403 Forbidden", "Page Not Found", "Access denied", "Just a moment..."]
)
def test_what_a_server_sent_in_place_of_a_page_is_no_report(title: str) -> None:
    told = f"<html><head><title>{title}</title></head><body><p>{SENTENCES[0]}</p></body></html>"
    assert read(told) == Fault(f"the page says that there was none to be had ({title})")
    # what is as long as a report is one, whatever it is called
    assert isinstance(read(page(head=f"<title>{title}</title>", paragraphs=SENTENCES * 3)), Draft)


def test_of_authors_only_people_are_left() -> None:
    names = "Jane Doe; Jdoe Com; Contributing Writer; John Roe; reporter"
    assert html._people(names) == "Jane Doe; John Roe"
    assert html._people("The Gazette") == "The Gazette"


def test_the_white_space_of_markup_is_no_part_of_the_text() -> None:
    assert html._tidied("  A  bridge\n \n\t\n \n   It held.\n\u3000Yes.") == (
        "A bridge\n\nIt held.\nYes."
    )
