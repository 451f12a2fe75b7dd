"""Reports as data: JSON documents, tables, front matter, under the names that others use."""

import json
from io import BytesIO

import pytest

from articles.formats import json_document, table
from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents

FULL = Draft("X", "T", "2019-01-04", "S", "A", "U")


def read(content: str | bytes, name: str) -> list[Draft | Fault]:
    return list(contents(BytesIO(content.encode() if isinstance(content, str) else content), name))


@pytest.mark.parametrize(
    "record",
    [
        # Webhose
        {"uuid": "", "thread": {"site_full": "S", "title": "T", "published": "2019-01-04"},
         "author": "A", "url": "U", "text": "X"},
        # Guardian
        {"webTitle": "T", "webPublicationDate": "2019-01-04", "webUrl": "U", "publication": "S",
         "fields": {"bodyText": "X", "byline": "A"}},
        # New York Times
        {"headline": {"main": "T", "kicker": None}, "lead_paragraph": "X", "source": "S",
         "pub_date": "2019-01-04", "byline": {"original": "A"}, "web_url": "U"},
        # Event Registry
        {"title": "T", "body": "X", "date": "2019-01-04", "source": {"uri": "s.org", "title": "S"},
         "authors": [{"uri": "a@s.org", "name": "A"}], "url": "U"},
        # WordPress
        {"title": {"rendered": "T"}, "content": {"rendered": "<p>X</p>\n"}, "date": "2019-01-04",
         "link": "U", "author": "A", "site": "S"},
        # schema.org
        {"@type": "NewsArticle", "headline": "T", "articleBody": "X", "datePublished": "2019-01-04",
         "author": {"@type": "Person", "name": "A"}, "publisher": {"name": "S"}, "url": "U"},
        # Elasticsearch
        {"_index": "news", "_source": {"title": "T", "content": "X", "publisher": "S",
         "author": "A", "published_at": "2019-01-04", "url": "U"}},
        # CC-News
        {"title": "T", "text": "X", "domain": "S", "date": "2019-01-04", "authors": "A", "url": "U",
         "description": "D", "image_url": "I"},
    ],
)  # fmt: skip
def test_records_of_others_are_understood(record: dict[str, object]) -> None:
    assert read(json.dumps(record), "a.json") == [FULL]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda records: records,
        lambda records: {"status": "ok", "totalResults": 2, "articles": records},
        lambda records: {"response": {"results": records, "pages": 1}},
        lambda records: {"articles": {"results": records}},
        lambda records: {"hits": {"total": 2, "hits": [{"_source": one} for one in records]}},
    ],
)
def test_an_array_of_reports_is_found_wherever_it_is_wrapped(wrap: object) -> None:
    assert callable(wrap)
    document = wrap([{"title": "T", "content": "X"}, {"title": "U", "content": "Y"}])
    expected = [Draft("X", "T", number=1), Draft("Y", "U", number=2)]
    assert read(json.dumps(document, indent=1), "a.json") == expected


def test_lines_that_are_named_as_a_document_are_read_as_lines() -> None:
    assert read('{"text": "X"}\n{"text": "Y"}\n', "a.json") == [
        Draft("X", number=1),
        Draft("Y", number=2),
    ]


def test_a_document_without_a_report_says_so() -> None:
    assert read('{"a": [1, {"b": 2}]}', "a.json") == [
        Fault("JSON without a report: no object in it has a text")
    ]


def test_an_array_too_large_to_hold_is_read_piece_by_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 5_000)
    monkeypatch.setattr(json_document, "_CHUNK", 700)
    records = [{"text": f"Report {n} " + "é" * (n % 1_200)} for n in range(300)]
    text = json.dumps(records, ensure_ascii=False)
    found = read(text, "a.json")
    assert found == [Draft(str(one["text"]), number=n) for n, one in enumerate(records, 1)]
    broken = read(text.encode()[:-40], "a.json")
    assert broken[:-1] == found[:-1]
    assert isinstance(broken[-1], Fault)


@pytest.mark.parametrize(
    "first",
    ['{"n": 300}', '{"text": "<p>' + "<td>" * 2_001 + '"}'],
    ids=["no text", "too much markup"],
)
def test_lines_too_large_to_hold_are_read_though_the_first_is_no_report(
    first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 10_000)
    records = [{"text": f"Report {n} " + "é" * 100} for n in range(300)]
    lines = "\n".join([first, *(json.dumps(one) for one in records)])
    fault, *found = read(lines, "a.json")
    assert isinstance(fault, Fault)
    assert fault.number == 1
    assert found == [Draft(str(one["text"]), number=n) for n, one in enumerate(records, 2)]


def test_a_document_too_large_to_hold_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 1_000)
    document = json.dumps({"articles": [{"text": "A report"}] * 100}, indent=1)
    assert read(document, "a.json") == [Fault("a JSON document larger than 0 MB that is no array")]


def test_unix_time_is_a_date_in_seconds_and_in_milliseconds() -> None:
    (first,) = read('{"text": "X", "created_at": 1546596000}', "a.json")
    (second,) = read('{"text": "X", "timestamp": 1546596000000}', "a.json")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert first.date == second.date == "2019-01-04T10:00:00+00:00"


def test_markup_in_a_field_becomes_paragraphs() -> None:
    record = {"content": "<p>One &amp; <b>two</b>.</p><script>x()</script><ul><li>Three</li></ul>"}
    assert read(json.dumps(record), "a.jsonl") == [Draft("One & two.\n\nThree", number=1)]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_table_is_read_by_its_header(separator: str) -> None:
    rows = ["Headline,Date Published,Source Name,Author,URL,Article Text", "T,2019-01-04,S,A,U,X"]
    table = "\r\n".join(rows).replace(",", separator)
    expected = [Draft("X", "T", "2019-01-04", "S", "A", "U", number=1)]
    assert read(table, "a.csv") == expected
    assert read(table.encode("utf-8-sig"), "a.tsv") == expected


def test_cells_may_hold_lines_and_rows_may_be_short() -> None:
    table = 'title,text\n"T","One\n\ntwo"\nshort\n\n"U","Z"\n'
    assert read(table, "a.csv") == [
        Draft("One\n\ntwo", "T", number=1),
        Fault("no text", 2),
        Draft("Z", "U", number=4),
    ]


def test_a_table_in_an_old_encoding_is_read() -> None:
    table = "title,text\n" + "Élections,À la mairie de São Paulo – “à suivre”\n" * 5
    (first, *_) = read(table.encode("cp1252"), "a.csv")
    assert first == Draft("À la mairie de São Paulo – “à suivre”", "Élections", number=1)


@pytest.mark.parametrize("rows_of_ascii", [200, 2_000, 20_000])
def test_a_table_in_an_old_encoding_is_read_wherever_its_first_accent_stands(
    rows_of_ascii: int,
) -> None:
    table = "title,text\n" + "Elections,At the town hall of Springfield\n" * rows_of_ascii
    last = read(f"{table}Élections,À la mairie\n".encode("cp1252"), "a.csv")[-1]
    assert last == Draft("À la mairie", "Élections", number=rows_of_ascii + 1)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_a_table_too_large_to_hold_is_read_in_the_encoding_of_its_beginning(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LARGEST", 5_000)
    rows = "title,text\n" + "Élections,À la mairie de São Paulo – “à suivre”\n" * 500
    found = read(rows.encode(encoding), "a.csv")
    assert [one.text for one in found if isinstance(one, Draft)] == [
        "À la mairie de São Paulo – “à suivre”"
    ] * 500


def test_a_table_of_nothing_is_empty() -> None:
    for content in (b"", b"\xef\xbb\xbf", b" \r\n\r\n", "\ufeff\n".encode("utf-16-le")):
        assert read(content, "a.csv") == [Fault("empty")]


def test_a_table_without_texts_says_so() -> None:
    (found,) = read("a,b\n1,2\n", "a.csv")
    assert isinstance(found, Fault)
    assert "no column of texts" in found.reason


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: T\ndate: 2019-01-04\nsource: S\nauthors:\n  - A\nurl: U\n---\n",
        '+++\ntitle = "T"\ndate = 2019-01-04\nsource = "S"\nauthor = "A"\nurl = "U"\n+++\n',
    ],
)
def test_front_matter_states_what_it_states(matter: str) -> None:
    assert read(f"{matter}X", "a.md") == [FULL]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, and text.\n\n---\nMore.",
        "---\na: &a [*a]\n---\nX",
        "---\na: [1\n---\nX",
        "+++\nno\n+++\nX",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    assert read(text, "a.md") == [Draft(text)]
