"""Feeds: an entry a report, with its full content where there is one."""

import json
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pytest

from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents

RSS = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Gazette</title>
<item><title>Bridge &amp;amp; road</title><link>https://example.org/1</link><guid>one</guid>
<pubDate>Fri, 04 Jan 2019 23:30:00 -0500</pubDate><dc:creator>Jane Doe</dc:creator>
<description>Short.</description>
<content:encoded>
<![CDATA[<p>The council <b>voted</b>.</p><p>It took an hour.</p>]]></content:encoded>
</item>
<item><title>Only a headline</title></item><item><category>none</category></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title>
<entry><id>urn:1</id><title type="html">Bridge</title><updated>2019-01-05T00:00:00Z</updated>
<published>2019-01-04T10:00:00Z</published><author><name>Jane Doe</name></author>
<link href="https://example.org/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The council voted.</p></div></content></entry></feed>"""


def read(content: str | bytes, name: str = "a.xml") -> list[Draft | Fault]:
    return list(contents(BytesIO(content.encode() if isinstance(content, str) else content), name))


def test_rss_gives_its_entries_with_their_whole_content() -> None:
    assert read(RSS) == [
        Draft(
            "The council voted.\n\nIt took an hour.",
            "Bridge & road",
            "Fri, 04 Jan 2019 23:30:00 -0500",
            "Gazette",
            "Jane Doe",
            "https://example.org/1",
            "one",
            1,
        ),
        Draft("Only a headline", "Only a headline", source="Gazette", number=2),
        Fault("an entry without text or headline", 3),
    ]


def test_atom_dates_an_entry_by_when_it_was_published() -> None:
    assert read(ATOM, "a.atom") == [
        Draft(
            "The council voted.",
            "Bridge",
            "2019-01-04T10:00:00Z",
            "Gazette",
            "Jane Doe",
            "https://example.org/1",
            "urn:1",
            1,
        )
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.xml"])
def test_a_feed_is_told_by_its_content(name: str) -> None:
    assert len(read(ATOM, name)) == 1
    assert isinstance(read(ATOM, name)[0], Draft)


def test_a_json_feed_gives_its_entries() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Gazette",
        "items": [
            {"id": 7, "title": "Bridge", "content_html": "<p>One.</p><p>Two.</p>",
             "date_published": "2019-01-04T10:00:00Z", "url": "https://example.org/7",
             "authors": [{"name": "Jane Doe"}, {"name": "John Roe"}]},
            "none",
        ],
    }  # fmt: skip
    assert read(json.dumps(feed), "feed.json") == [
        Draft(
            "One.\n\nTwo.",
            "Bridge",
            "2019-01-04T10:00:00Z",
            "Gazette",
            "Jane Doe, John Roe",
            "https://example.org/7",
            "7",
            1,
        ),
        Fault("not an entry: no JSON object", 2),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("<config><a/></config>", "XML that is no feed"),
        ("<rss version='2.0'><channel><title>T</title></channel></rss>", "a feed without entries"),
    ],
)
def test_what_gives_nothing_says_why(content: str, reason: str) -> None:
    assert read(content) == [Fault(reason)]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """What newsboat keeps, in the mode that it keeps it in."""
    path = tmp_path / "cache.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024),
                title VARCHAR(1024));
            CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
                guid VARCHAR(64), title VARCHAR(1024), author VARCHAR(1024), url VARCHAR(1024),
                feedurl VARCHAR(1024), pubDate INTEGER, content VARCHAR(65535), unread INTEGER,
                deleted INTEGER NOT NULL DEFAULT 0);
            INSERT INTO rss_feed VALUES ('https://example.org/feed', '', 'Gazette');
            INSERT INTO rss_item VALUES (1, 'one', 'Bridge', 'Jane Doe', 'https://example.org/1',
                'https://example.org/feed', 1546596000, '<p>One.</p><p>Two.</p>', 1, 0);
            INSERT INTO rss_item VALUES (2, 'two', 'Gone', '', '', '', 0, 'Gone.', 0, 1);
            INSERT INTO rss_item VALUES (3, 'three', 'Alone', '', '', '', 0, '', 0, 0);
        """)
        database.commit()
    return path


def test_a_cache_of_newsboat_gives_its_articles(cache: Path) -> None:
    before = sorted(path.name for path in cache.parent.iterdir())
    assert read(cache.read_bytes(), "cache.db") == [
        Draft(
            "One.\n\nTwo.",
            "Bridge",
            "2019-01-04T10:00:00+00:00",
            "Gazette",
            "Jane Doe",
            "https://example.org/1",
            "one",
            1,
        ),
        Draft("Alone", "Alone", record="three", number=3),
    ]
    assert sorted(path.name for path in cache.parent.iterdir()) == before


def test_a_database_of_something_else_is_none_of_newsboat(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.executescript("CREATE VIEW rss_item AS SELECT 1; CREATE VIEW rss_feed AS SELECT 1")
    assert read((tmp_path / "a.db").read_bytes(), "a.db") == [
        Fault("a database, but not one of newsboat")
    ]


def test_a_damaged_database_says_so(cache: Path) -> None:
    data = bytearray(cache.read_bytes())
    data[100:3_000] = bytes(2_900)
    (found,) = read(bytes(data), "cache.db")
    assert isinstance(found, Fault)


def test_a_feed_of_too_many_elements_is_refused() -> None:
    entry = "<item><title>Gate</title></item>"
    many = f"<rss version='2.0'><channel>{entry * 50_000}</channel></rss>"
    assert read(many) == [Fault("a feed with more than 100,000 elements")]
    assert read(f"<rss version='2.0'>{'<a>' * 200_000}") == [
        Fault("a feed with more than 100,000 elements")
    ]
    quoted = f"<description><![CDATA[{'<b>x</b>' * 11_000}]]></description>"
    (found,) = read(f"<rss version='2.0'><channel><item>{quoted * 10}</item></channel></rss>")
    assert isinstance(found, Draft)
