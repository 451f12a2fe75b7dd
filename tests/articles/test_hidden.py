"""What cannot be seen is counted, and written out where somebody asks for it."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.article import Article
from articles.assemble import assemble
from articles.clean import clean
from articles.collection.collection import Collection
from articles.formats.draft import Draft
from articles.formats.opening import parsed
from articles.hidden import hidden_in, written_out

ANY_TEXT = st.text(st.characters(exclude_categories=()))
CODE = re.compile(r"<U\+([0-9A-F]{4,6})>")


@given(ANY_TEXT)
def test_what_is_written_out_is_safe_and_seen(text: str) -> None:
    out = written_out(text)
    assert clean(out) == out
    seen = out.replace("\n", "")
    assert not [c for c in seen if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"}]


@example("It says <U+202E>, and <U+1>.")
@given(st.text(st.sampled_from("a<U+1>\u202e\n\ufffd\u200b\u0301"), max_size=40))
def test_what_is_written_out_says_what_is_there(text: str) -> None:
    assert CODE.sub(lambda code: chr(int(code[1], 16)), written_out(text)) == text


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("\x1b]0;owned\x07", "<U+001B>]0;owned<U+0007>"),
        ("\u202eolleh\u202c", "<U+202E>olleh<U+202C>"),
        ("\U000e0041\ufeff", "<U+E0041><U+FEFF>"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo<U+000D>\nthree four"),
        ("so said <U+202E>", "so said <U+003C>U+202E>"),
        ("می\u200cخواهم", "می<U+200C>خواهم"),
        ("a" + "\u0301" * 6, "a" + "\u0301" * 4 + "<U+0301><U+0301>"),
        ("blank \u3164 and private \ue000", "blank <U+3164> and private <U+E000>"),
    ],
)
def test_each_kind_is_written_out(text: str, out: str) -> None:
    assert written_out(text) == out


def stated(text: str, **fields: str) -> Article:
    return assemble("a", Draft(text, **fields))


def test_hidden_characters_are_counted_in_the_text_and_in_what_is_stated() -> None:
    assert hidden_in(stated("The levee broke.\n\nمی‌خواهم, naïve.\n")) == 0
    assert hidden_in(stated("\x1b[2J The \u202elevee\u202c broke\u200f.")) == 4
    assert hidden_in(stated("It broke.", title="A \x07 B", source="C\u202e", author="D\x9b")) == 3
    headline = "Levee \u202e breaks"
    assert hidden_in(stated(f"{headline}\n\nIt broke.\n", title=headline)) == 1


def test_hidden_characters_are_counted_in_a_long_text() -> None:
    assert hidden_in(stated("The levee broke. \u202e\n" * 20_000)) == 20_000


def test_a_report_is_found_in_its_file_as_it_is_stated(tmp_path: Path) -> None:
    lines = [f'{{"id": "{name}", "title": "T", "text": "It \\u202e {name}."}}' for name in "abc"]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    (tmp_path / "one.txt").write_text("Levee\n\nIt \u202e broke.\n", "utf-8")
    collection = Collection.open(tmp_path)
    found = collection.draft("many.jsonl", "many.jsonl#b", parsed)
    assert found is not None
    assert found.text == "It \u202e b."
    one = collection.draft("one.txt", "one.txt", parsed)
    assert one is not None
    assert "\u202e" in one.text
    assert collection.draft("many.jsonl", "many.jsonl#z", parsed) is None
    assert collection.draft("gone.txt", "gone.txt", parsed) is None
