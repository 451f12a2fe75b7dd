"""Books, office documents, PDF and web archives."""

import gzip
import zipfile
from io import BytesIO

import pytest

from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents

SENTENCES = [f"The council voted on day {day} to rebuild the bridge again." for day in range(8)]
PAGE = "<html><head><title>Bridge</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(content: bytes, name: str) -> list[Draft | Fault]:
    return list(contents(BytesIO(content), name))


def zipped(members: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            # without the time of day: what is made of it names tests
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def docx(body: str) -> bytes:
    return zipped(
        {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}
    )


def book(chapters: list[str], times: int = 1) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Gazette weekly</dc:title><dc:creator>Jane Doe</dc:creator>"
        f"<dc:date>2019-01-04</dc:date></metadata><manifest>{items}</manifest>"
        f"<spine>{order * times}</spine></package>"
    )
    members = {f"OEBPS/text/c {n}.xhtml": chapter for n, chapter in enumerate(chapters)}
    container = (
        '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return zipped({"META-INF/container.xml": container, "OEBPS/book.opf": package, **members})


def pdf(*lines: str) -> bytes:
    """The smallest document that has text on one page."""
    words = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {words} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n"
    return f"{made}startxref\n{made.index('xref')}\n%%EOF".encode()


def test_a_word_document_is_read_paragraph_by_paragraph() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>The council</w:t></w:r><w:r><w:tab/><w:t>voted.</w:t></w:r></w:p><w:p/>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    expected = [Draft("Bridge\n\nThe council voted.\n\nA cell.", "Bridge")]
    assert read(docx(body), "a.docx") == expected


def test_an_open_document_is_read_paragraph_by_paragraph() -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<c xmlns:t="{space}"><t:h t:style-name="Title">Bridge</t:h>'
        "<t:p>The <t:span>council<t:s/></t:span>voted.</t:p></c>"
    )
    assert read(zipped({"content.xml": content}), "a.odt") == [
        Draft("Bridge\n\nThe council voted.", "Bridge")
    ]


def styled(style: str, words: str) -> str:
    """A paragraph of a Word document."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def test_author_and_date_are_taken_from_paragraphs_that_are_styled_so() -> None:
    body = styled("Title", "Bridge") + styled("Author", "Jane Doe") + styled("Date", "2019-01-04")
    (found,) = read(docx(body + styled("Author", "") + styled("", "It held.")), "a.docx")
    assert found == Draft(
        "Bridge\n\nJane Doe\n\n2019-01-04\n\nIt held.", "Bridge", "2019-01-04", author="Jane Doe"
    )


def test_what_a_word_document_holds_twice_or_no_longer_is_read_once_or_not_at_all() -> None:
    box = "<w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
    body = (
        "<w:p><w:r><w:t>Around</w:t></w:r><w:r><m:AlternateContent xmlns:m="
        '"http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:AlternateContent></w:r>"
        "<w:r><w:t> it.</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom><w:del><w:r><w:delText>Gone."
        "</w:delText></w:r></w:del><w:r><w:t>It stays.</w:t></w:r></w:p>"
    )
    assert read(docx(body), "a.docx") == [Draft("In a box.\n\nAround it.\n\nIt stays.")]


def test_notes_comments_and_deleted_text_do_not_stand_amid_an_open_document() -> None:
    content = (
        '<c xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        "<t:tracked-changes><t:deletion><t:p>Deleted.</t:p></t:deletion></t:tracked-changes>"
        "<t:p>The key<t:note><t:note-citation>44</t:note-citation><t:note-body><t:p>A note.</t:p>"
        "</t:note-body></t:note> in the door<o:annotation><t:p>A comment.</t:p></o:annotation>"
        " turned.</t:p><t:p>Once.</t:p></c>"
    )
    assert read(zipped({"content.xml": content}), "a.odt") == [
        Draft("The key in the door turned.\n\nOnce.\n\nA note.")
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx(""), "a document without text"),
        (zipped({"a": "b"}), "damaged: it lacks word/document.xml"),
        (docx("<w:p>" + "A" * 21_000_000 + "</w:p>"), "member that grows more than 100 times"),
        (docx("<open>"), "damaged: mismatched tag"),
    ],
)
def test_a_document_that_gives_nothing_says_why(content: bytes, reason: str) -> None:
    (found,) = read(content, "a.docx")
    assert isinstance(found, Fault)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>',
        "<!DOCTYPE l><l/>",
        '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/l.dtd"><l/>',
    ],
)
def test_xml_that_declares_its_type_or_entities_is_refused(name: str, declared: str) -> None:
    members = {"word/document.xml": declared, "META-INF/container.xml": declared}
    (found,) = read(zipped(members), name)
    assert isinstance(found, Fault)
    assert "declares a document type" in found.reason


@pytest.mark.parametrize("content", [docx("<w:p/>"), book([PAGE])], ids=["a.docx", "a.epub"])
def test_a_document_of_too_many_members_is_refused(
    content: bytes, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.formats.office.MOST_PIECES", 1_000)
    monkeypatch.setattr("articles.formats.epub.MOST_PIECES", 1_000)
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"media/{number}", "")
    name = request.node.callspec.id
    assert read(made.getvalue(), name) == [Fault("more than 1,000 members")]


def test_a_book_gives_its_chapters_in_the_order_of_reading() -> None:
    chapters = [
        f"<html><body><h1>Part {n}</h1>{'<p>It was so, and they said so.</p>' * 9}</body></html>"
        for n in (1, 2)
    ]
    found = read(book([*chapters, "<html><body>Cover</body></html>"]), "a.epub")
    assert [(item.title, item.record) for item in found if isinstance(item, Draft)] == [
        ("Part 2", "OEBPS/text/c 1.xhtml"),
        ("Part 1", "OEBPS/text/c 0.xhtml"),
    ]
    assert isinstance(found[0], Draft)
    assert (found[0].source, found[0].author, found[0].date) == (
        "Gazette weekly",
        "Jane Doe",
        "2019-01-04",
    )


def test_a_table_of_contents_of_a_book_is_no_report() -> None:
    made = zipfile.ZipFile(BytesIO(book([PAGE, PAGE])))
    members = {name: made.read(name).decode() for name in made.namelist()}
    package = members["OEBPS/book.opf"].replace('<item id="c0"', '<item properties="nav" id="c0"')
    (found,) = read(zipped({**members, "OEBPS/book.opf": package}), "a.epub")
    assert isinstance(found, Draft)
    assert found.record == "OEBPS/text/c 1.xhtml"


def test_of_a_book_of_too_many_chapters_it_is_said_how_many_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("articles.formats.epub.MOST_PIECES", 4)
    *chapters, last = read(book([PAGE], times=6), "a.epub")
    assert len(chapters) == 4
    assert last == Fault("a book of more than 4 chapters: 2 are not read")


def test_a_chapter_that_a_book_lacks_is_named_and_the_others_are_read() -> None:
    made = zipfile.ZipFile(BytesIO(book([PAGE, PAGE])))
    members = {name: made.read(name).decode() for name in made.namelist()}
    del members["OEBPS/text/c 1.xhtml"]
    lacking, found = read(zipped(members), "a.epub")
    assert lacking == Fault("damaged: it is not there", 1, "OEBPS/text/c 1.xhtml")
    assert isinstance(found, Draft)
    assert found.record == "OEBPS/text/c 0.xhtml"
    del members["OEBPS/book.opf"]
    assert read(zipped(members), "a.epub") == [Fault("damaged: it lacks OEBPS/book.opf")]


def test_a_chapter_that_the_list_of_a_book_lacks_is_told_and_the_others_are_read() -> None:
    made = zipfile.ZipFile(BytesIO(book([PAGE, PAGE])))
    members = {name: made.read(name).decode() for name in made.namelist()}
    package = members["OEBPS/book.opf"].replace('<itemref idref="c1"', '<itemref idref="c7"')
    lacking, found = read(zipped({**members, "OEBPS/book.opf": package}), "a.epub")
    assert lacking == Fault("damaged: its order of reading names what is not listed", 1)
    assert isinstance(found, Draft)
    assert found.record == "OEBPS/text/c 0.xhtml"
    picture = package.replace(
        "<manifest>", '<manifest><item id="c7" href="a.png" media-type="image/png"/>'
    )
    assert len(read(zipped({**members, "OEBPS/book.opf": picture}), "a.epub")) == 1


def test_a_pdf_is_read_with_its_lines_set_together() -> None:
    lines = (
        "The council voted on Monday evening to re-",
        "build the bridge that the flood had taken,",
        "and to pay for it at once.",
        "Nobody objected to that in the whole town.",
    )
    assert read(pdf(*lines), "a.pdf") == [
        Draft(
            "The council voted on Monday evening to rebuild the bridge that the flood had taken,"
            " and to pay for it at once.\n\nNobody objected to that in the whole town."
        )
    ]


def test_short_lines_of_a_pdf_go_on_where_the_next_begins_small() -> None:
    opening = "The council voted on Monday evening to rebuild it,"
    last = "Nobody objected to that in the whole of the town."
    lines = ("BRIDGE TO BE REBUILT", opening, "and", "it", "went", "home.", last)
    assert read(pdf(*lines), "a.pdf") == [
        Draft(
            "BRIDGE TO BE REBUILT\n\nThe council voted on Monday evening to rebuild it, and it"
            " went home.\n\nNobody objected to that in the whole of the town."
        )
    ]


def test_a_pdf_of_pictures_says_that_it_holds_no_text() -> None:
    assert read(pdf(), "a.pdf") == [Fault("PDF of 1 page without text: pictures only")]


def test_of_a_pdf_with_damaged_pages_the_others_are_read() -> None:
    whole = pdf("The council voted on Monday.")
    broken = whole.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 5 0 R 5 0 R 3 0 R]/Count 4")
    assert broken != whole
    assert read(broken, "a.pdf") == [
        Draft("The council voted on Monday.\n\nThe council voted on Monday."),
        Fault("damaged PDF: 2 pages cannot be read"),
    ]
    all_broken = whole.replace(b"/Kids[3 0 R]", b"/Kids[5 0 R]")
    assert read(all_broken, "a.pdf") == [Fault("damaged PDF: 1 page cannot be read")]


def test_a_damaged_pdf_says_so() -> None:
    assert read(b"%PDF-1.4\nnothing", "a.pdf") == [Fault("damaged PDF")]


def record(url: str, kind: str, status: str, content: str) -> bytes:
    """One page of a web archive."""
    payload = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{content}".encode()
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2019-01-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(payload)}\r\n\r\n"
    ).encode() + payload + b"\r\n\r\n"  # fmt: skip


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_web_archive_gives_its_pages_with_their_addresses(is_packed: bool) -> None:
    records = (
        record("https://example.org/bridge", "text/html; charset=utf-8", "200 OK", PAGE),
        record("https://example.org/gone", "text/html", "404 Not Found", PAGE),
        record("https://example.org/picture", "image/png", "200 OK", "x"),
        record("https://example.org/plain", "text/plain", "200 OK", "A report."),
    )
    if is_packed:
        found = read(b"".join(map(gzip.compress, records)), "a.warc.gz")
    else:
        found = read(b"".join(records), "a.warc")
    bridge, plain = "https://example.org/bridge", "https://example.org/plain"
    assert found == [
        Draft("\n".join(SENTENCES), "Bridge", url=bridge, within=bridge),
        Draft("A report.", url=plain, within=plain),
    ]
