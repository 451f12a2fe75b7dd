"""Plain text in whatever encoding it comes."""

from io import BytesIO

import pytest

from articles.formats import plain
from articles.formats.decoding import decode, encoding_of
from articles.formats.draft import Draft, Fault

TEXT = "Élections : la mairie de São Paulo – “à suivre” – reste à gauche.\n" * 8
RUSSIAN = "Совет проголосовал за восстановление моста, разрушенного наводнением.\n" * 8


def read(data: bytes) -> Draft | Fault:
    (found,) = plain.read(BytesIO(data))
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_by_its_mark_or_as_utf8(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == Draft(TEXT)


def test_utf16_without_a_mark_is_read() -> None:
    assert read(TEXT.encode("utf-16-be")) == Draft(TEXT)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["It rained.", "Дождь шёл. \U0001f327 " * 9, "下雨了。" * 9, TEXT])
def test_utf32_without_a_mark_is_known_by_its_zeros(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert read(data) == Draft(text)
    assert encoding_of(data) == encoding
    cut = decode(data[:-1])
    assert cut.startswith(text[:-1])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["The council voted on Monday.\n", RUSSIAN])
def test_utf16_without_a_mark_that_is_good_utf8_as_well_is_no_text_with_zeros(
    text: str, encoding: str
) -> None:
    assert read(text.encode(encoding)) == Draft(text)
    assert encoding_of(text.encode(encoding)) == encoding


@pytest.mark.parametrize(("text", "encoding"), [(TEXT, "cp1252"), (RUSSIAN, "cp1251")])
def test_legacy_encodings_are_guessed(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == Draft(text)


def test_utf8_that_breaks_off_is_still_utf8() -> None:
    assert read(RUSSIAN.encode()[:-3]) == Draft(RUSSIAN[:-3] + "\ufffd")


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08\x00" + bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_binary_data_is_not_text(data: bytes) -> None:
    assert read(data) == Fault("not text (binary data)")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    assert read(data) == Fault("empty")
