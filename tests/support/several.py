"""Files of several reports with given texts, in every format that has such."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from html import escape


def _records(texts: list[str]) -> list[dict[str, str]]:
    return [{"title": f"Report {n}", "text": text} for n, text in enumerate(texts)]


def _lines(texts: list[str]) -> bytes:
    return "".join(f"{json.dumps(record)}\n" for record in _records(texts)).encode()


def _array(texts: list[str]) -> bytes:
    return json.dumps(_records(texts)).encode()


def _wrapped(texts: list[str]) -> bytes:
    return json.dumps({"status": "ok", "articles": _records(texts)}).encode()


def _json_feed(texts: list[str]) -> bytes:
    items = [{"id": n, "content_html": text} for n, text in enumerate(texts)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def _table(texts: list[str]) -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, ["title", "text"])
    writer.writeheader()
    writer.writerows(_records(texts))
    return made.getvalue().encode("utf-8", "replace")


def _feed(texts: list[str]) -> bytes:
    items = "".join(f"<item><description>{escape(text)}</description></item>" for text in texts)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode("utf-8", "replace")


def _titled_feed(texts: list[str]) -> bytes:
    """The texts as headlines."""
    items = "".join(f"<item><title>{escape(text)}</title></item>" for text in texts)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode("utf-8", "replace")


def _cache(texts: list[str]) -> bytes:
    """Newsboat's."""
    rows = [(text.encode("utf-8", "replace").decode(),) for text in texts]
    with sqlite3.connect(":memory:") as database:
        database.executescript(
            "CREATE TABLE rss_feed (rssurl, title);"
            "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, pubDate,"
            " content, feedurl, deleted);"
        )
        database.executemany("INSERT INTO rss_item (content, deleted) VALUES (?, 0)", rows)
        return database.serialize()


def _mail(text: str) -> str:
    return f"Subject: A report\nContent-Type: text/html; charset=utf-8\n\n{text}\n"


def _mailbox(texts: list[str]) -> bytes:
    return "\n".join(f"From a\n{_mail(text)}" for text in texts).encode("utf-8", "replace")


def _attached(texts: list[str]) -> bytes:
    """A mail with the first text, and mails that are attached to it."""
    first = f"--b\nContent-Type: text/html\n\n{texts[0]}\n"
    mails = (f"--b\nContent-Type: message/rfc822\n\n{_mail(text)}" for text in texts[1:])
    head = "Subject: All\nContent-Type: multipart/mixed; boundary=b\n\n"
    return f"{head}{first}{''.join(mails)}--b--\n".encode("utf-8", "replace")


def _archive(texts: list[str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.json", json.dumps({"text": text}))
    return made.getvalue()


SEVERAL: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "JSON lines": ("a.jsonl", _lines),
    "JSON array": ("a.json", _array),
    "JSON that wraps an array": ("a.json", _wrapped),
    "JSON Feed": ("a.json", _json_feed),
    "table": ("a.csv", _table),
    "feed": ("a.rss", _feed),
    "feed of headlines": ("a.rss", _titled_feed),
    "newsboat's cache": ("a.db", _cache),
    "mailbox": ("a.mbox", _mailbox),
    "mail with mails": ("a.eml", _attached),
    "archive": ("a.zip", _archive),
}
"""By what it is: what such a file is called, and who makes one of these texts."""
