"""Whatever a file holds, it gives reports or reasons why not; no other error escapes its reader."""

import csv
import io
import json
import tarfile
import warnings
import zipfile
from collections.abc import Iterator

import pytest
from effort import examples
from hypothesis import example, given
from hypothesis import strategies as st
from mutations import Change, changed, changes
from promises import costs_itself_only, is_read
from seeds import TEXT, seeds
from several import SEVERAL

from articles.formats.draft import Draft

SEEDS = seeds()
OTHERS = list(SEEDS.values())
ODD = ("", "\x00", "\ud800", "\u202e", "<", "&#x110000;", "]]>", "2019-02-30", "9" * 5000, TEXT)

SAYABLE = st.characters(exclude_categories=["Cc", "Cs"])
"""What every format can say: no control, no half of a pair."""
words = st.sampled_from(ODD) | st.text(max_size=20)
NAMES = (
    "title", "text", "content", "date", "author", "source", "url", "id", "items", "version", "body",
    "headline", "published_at",
)  # fmt: skip
names = st.sampled_from(NAMES)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
TAGS = (
    "p", "div", "span", "a", "table", "tr", "td", "li", "ul", "h1", "article", "body", "head",
    "title", "script", "style", "br", "svg", "b", "x:y",
)  # fmt: skip
tags = st.sampled_from(TAGS)
markups = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, inside, closed: (
            f"<{tag} class='{tag}'>{''.join(inside)}" + f"</{tag}>" * closed
        ),
        tags,
        st.lists(inner, max_size=4),
        st.integers(0, 2),
    ),
    max_leaves=15,
)


@pytest.fixture(autouse=True)
def _libraries_may_warn() -> Iterator[None]:
    """In a parser's process nobody hears it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", SEEDS)
def test_an_undamaged_document_gives_its_report(name: str) -> None:
    first = is_read(SEEDS[name], name)[0]
    assert isinstance(first, Draft)
    assert "The council voted on Monday" in " ".join(first.text.split())


@pytest.mark.parametrize("name", SEEDS)
@examples(25)
@given(changes())
def test_a_damaged_document_gives_reports_or_reasons(name: str, befallen: list[Change]) -> None:
    is_read(changed(SEEDS[name], befallen, OTHERS), name)


@examples(60)
@given(values, st.sampled_from(["a.json", "a.jsonl", "a.md"]))
def test_any_json_gives_reports_or_reasons(value: object, name: str) -> None:
    told = json.dumps(value)
    is_read(encoded(f"---\n{told}\n---\nA report." if name == "a.md" else told), name)


@pytest.mark.parametrize("kind", SEVERAL)
@examples(15)
@given(bad=st.text(SAYABLE, max_size=20) | markups)
@example(bad="<p>" + "<td>a" * 2_001)
@example(bad="<p>" + "<b>a</b>" * 20_001)
@example(bad="<p>" + "<div>" * 19_000)
@example(bad=f"<p>a <a {' '.join(f'a{n}=b' for n in range(400))}>b</a>")
def test_a_bad_report_never_changes_the_fate_of_another(kind: str, bad: str) -> None:
    name, made = SEVERAL[kind]
    costs_itself_only(made, name, bad)


@examples(60)
@given(st.lists(st.dictionaries(names, words, max_size=5), max_size=5), st.sampled_from(",\t;|"))
def test_any_table_gives_reports_or_reasons(rows: list[dict[str, str]], separator: str) -> None:
    made = io.StringIO()
    fields = sorted({name for row in rows for name in row})
    writer = csv.DictWriter(made, fields, delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    is_read(encoded(made.getvalue()), "a.csv")


@examples(60)
@given(st.lists(markups, max_size=6).map("".join), st.sampled_from(["a.html", "a.xhtml"]))
def test_any_page_gives_a_report_or_a_reason(markup: str, name: str) -> None:
    is_read(encoded(markup), name)


ELEMENTS = (
    "item", "entry", "title", "link", "description", "content", "pubDate", "updated", "id",
)  # fmt: skip


@examples(60)
@given(
    st.sampled_from(["<rss version='2.0'><channel>{}</channel></rss>", "<feed>{}</feed>", "{}"]),
    st.lists(
        st.tuples(
            st.sampled_from(ELEMENTS),
            markups,
        ),
        max_size=6,
    ),
)
def test_any_feed_gives_reports_or_reasons(frame: str, elements: list[tuple[str, str]]) -> None:
    inside = "".join(f"<{name}><title>{told}</title>{told}</{name}>" for name, told in elements)
    is_read(encoded(frame.format(inside)), "a.rss")


HEADERS = (
    "Subject", "From", "Date", "List-Id", "Content-Type", "Content-Transfer-Encoding",
    "Content-Disposition", "Snapshot-Content-Location", "Content-Location",
)  # fmt: skip
TOLD = (
    "text/plain", "text/html; charset=utf-7", "multipart/mixed; boundary=b", "message/rfc822",
    "multipart/related", "base64", "quoted-printable", "x-uuencode",
    "attachment; filename*=a'b'%FF", 'attachment; filename="a.zip"',
    "=?utf-8?b?A?=", "=?utf-8?q?=ZZ?=", "=?no-such?b?QQ==?=",
    "text/plain; charset=no-such", "text/plain; charset*0=utf; charset*1=-8", "<a@b>", '"(', "a@",
)  # fmt: skip


@examples(150)
@given(
    st.lists(st.tuples(st.sampled_from(HEADERS), st.sampled_from(TOLD) | words), max_size=6),
    st.lists(st.sampled_from(["--b\n", "--b--\n", "\n", "QUJD\n", "begin 644 a\n"]) | words),
)
def test_any_mail_gives_reports_or_reasons(headers: list[tuple[str, str]], body: list[str]) -> None:
    head = "".join(f"{name}: {told}\n" for name, told in headers)
    is_read(encoded(f"Subject: a\n{head}\n{''.join(body)}"), "a.eml")


MEMBERS = (
    "a.txt",
    "../a.txt",
    "/a.html",
    "a\nb.txt",
    "\x1b.md",
    "b.zip",
    ".a.txt",
    "a.exe",
    "é.eml",
)


@examples(60)
@given(
    st.lists(
        st.tuples(st.sampled_from(MEMBERS), st.sampled_from(OTHERS) | st.binary()), max_size=5
    ),
    st.sampled_from(
        [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
    ),
    changes(),
)
def test_any_archive_gives_reports_or_reasons(
    members: list[tuple[str, bytes]], packing: int, befallen: list[Change]
) -> None:
    packed, taped = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive, tarfile.open(None, "w", taped) as tape:
        for name, content in members:
            archive.writestr(name, content)
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tape.addfile(info, io.BytesIO(content))
    is_read(changed(packed.getvalue(), befallen, OTHERS), "a.zip")
    is_read(changed(taped.getvalue(), befallen, OTHERS), "a.tar")


def test_a_header_whose_encoded_words_are_damaged_is_kept_as_it_stands() -> None:
    """Found by mutation: the mail was lost, and the process that read it with it."""
    found = is_read(b"Subject: =?utf-8?b?A?= bridge\n\nThe council voted.", "a.eml")
    assert [item.title for item in found if isinstance(item, Draft)] == ["=?utf-8?b?A?= bridge"]


def test_a_damaged_member_costs_itself_only_whichever_way_it_is_packed() -> None:
    """Found by mutation: LZMA's own error ended the process that read the archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", TEXT * 20)
        archive.writestr(zipfile.ZipInfo("b.txt"), "The council voted.", zipfile.ZIP_STORED)
    content = bytearray(made.getvalue())
    content[60:100] = b"\xff" * 40
    found = is_read(bytes(content), "a.zip")
    assert [(type(item).__name__, item.within) for item in found] == [
        ("Fault", "a.txt"),
        ("Draft", "b.txt"),
    ]
