"""JSON Lines as others write them, and as nobody should."""

import gzip
import json
from io import BytesIO

import pytest

from articles.formats import jsonl
from articles.formats.draft import Draft, Fault
from articles.formats.opening import contents


def read(*lines: str | bytes) -> list[Draft | Fault]:
    content = b"\n".join(x.encode() if isinstance(x, str) else x for x in lines)
    return list(contents(BytesIO(content), "a.jsonl"))


@pytest.mark.parametrize(
    "record",
    [
        {"title": "T", "date": "2019", "source": "S", "url": "U", "author": "A", "text": "X"},
        {"headline": "T", "published": "2019", "publisher": "S", "link": "U", "byline": "A",
         "body": "X"},
        {"title": "T", "date_publish": "2019", "source_domain": "S", "url": "U", "authors": ["A"],
         "maintext": "X"},
        {"title": "T", "publishedAt": "2019", "source": {"id": None, "name": "S"}, "url": "U",
         "author": "A", "content": "X"},
        {"title": "T", "text": " ", "body": "X", "date": 2019, "source": "S", "url": "U",
         "authors": [{"name": "A"}, None]},
    ],
)  # fmt: skip
def test_fields_are_known_by_their_usual_names(record: dict[str, object]) -> None:
    assert read(json.dumps(record)) == [Draft("X", "T", "2019", "S", "A", "U", number=1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ("[1, 2]", "not a report: the line is no JSON object"),
        ('{"title": "T"}', "no text"),
        ('{"text": null}', "no text"),
        ('{"text": {"a": 1}}', "no text"),
        ("[" * 200_000, "nested too deeply"),
        (b'{"text": "\xff\xfe"}', "not UTF-8"),
    ],
)
def test_a_bad_line_gives_its_reason_and_the_rest_is_read(line: str | bytes, reason: str) -> None:
    assert read(line, '{"text": "X"}') == [Fault(reason, 1), Draft("X", number=2)]


def test_a_number_of_a_million_digits_is_refused() -> None:
    (found,) = read('{"text": "X", "n": ' + "1" * 1_000_000 + "}")
    assert isinstance(found, Fault)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", "true"])
def test_numbers_that_are_none_do_no_harm(value: str) -> None:
    assert read(f'{{"text": "X", "title": {value}}}') == [Draft("X", number=1)]


def test_numbers_that_are_none_are_nothing() -> None:
    assert jsonl.parsed("[NaN, -Infinity, Infinity, 1]") == [None, None, None, 1]


def test_lines_end_at_lf_alone() -> None:
    assert read('{"text": "one\u2028two\u0085three"}\r') == [
        Draft("one\u2028two\u0085three", number=1)
    ]


def test_gzip_is_told_by_its_content() -> None:
    assert read(gzip.compress(b'{"text": "X"}\n\n')) == [Draft("X", number=1)]


def test_utf16_with_a_mark_is_read() -> None:
    assert read('{"text": "Élan"}\n{"text": "Y"}'.encode("utf-16")) == [
        Draft("Élan", number=1),
        Draft("Y", number=2),
    ]


def test_a_gzip_that_breaks_off_gives_what_came_before() -> None:
    lines = b"".join(b'{"text": "%d%s"}\n' % (n, bytes([65 + n % 26]) * 50) for n in range(20_000))
    found = read(gzip.compress(lines)[:-2_000])
    assert len(found) > 1_000
    assert isinstance(found[0], Draft)
    assert found[-1] == Fault("damaged gzip: it breaks off", len(found))


def test_a_gzip_bomb_is_given_up() -> None:
    bomb = gzip.compress(b'{"text": "' + b"A" * 30_000_000 + b'"}')
    assert read(bomb) == [Fault("gzip that grows more than 100 times", 1)]


def test_a_line_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100_000)
    long = json.dumps({"text": "A" * 200_000})
    assert read(long, '{"text": "X"}') == [Fault("line longer than 0 MB", 1), Draft("X", number=2)]
