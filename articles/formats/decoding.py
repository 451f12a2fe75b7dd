"""Bytes become characters here, and nowhere else."""

import codecs

from articles.formats.loading import load

SAMPLE = 262_144
"""Bytes that are shown to the guesser: enough to know a language by."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins alike
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset(
    "àâäçéèêëîïôöùûüÿñáíóúßåæøãìòõœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑÁÍÓÚÅÆØÃÌÒÕŒ"
    "“”‘’„‚–—…€£$§°«»‹›©®™·•¿¡ºª½¼¾´²³\xa0\xad"
)
"""What Western European news has beyond ASCII; not all that Windows-1252 has, for much of that is
what Central European and Cyrillic letters look like in it."""
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b\b\x1a")
_CONTROLS = bytes(set(range(32)) - _TEXT_CONTROLS)


class NotText(Exception):
    """The bytes are no text that we can read; the message says why."""


def decode(data: bytes) -> str:
    """Decode a file: byte order mark, else UTF-8, else the encoding its letters suggest.

    UTF-8 with a few broken bytes is UTF-8: each becomes U+FFFD.

    Raises:
        NotText: If it is binary, or no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_encoding(data), "replace")
    wide = _wide(data) if "\0" in text else ""
    return data.decode(wide, "replace") if wide else text


def encoding_of(sample: bytes) -> str:
    """The encoding of a file that begins so, as a name that Python knows; a mark is swallowed.

    Raises:
        NotText: If it is binary, or no encoding fits.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding[:6])
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _encoding(sample)
    return _wide(sample) or "utf-8"


def _encoding(data: bytes) -> str:
    """Which encoding text is in that is not good UTF-8."""
    if wide := _wide(data):
        return wide
    if _looks_binary(data):
        raise NotText("not text (binary data)")
    return "utf-8" if _mostly_utf8(data) else _guess(data[:SAMPLE])


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where zero bytes lie.

    In UTF-16 those are halves of Western letters and spaces. What has no letter beyond ASCII, or is
    Cyrillic, may be good UTF-8 as well, zeros and all.
    """
    if very_wide := _very_wide(data[:SAMPLE]):
        return very_wide
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    enough = len(data[:SAMPLE]) // 40
    if odd > enough and even * 20 < odd:
        return "utf-16-le"
    if even > enough and odd * 20 < even:
        return "utf-16-be"
    return ""


def _very_wide(sample: bytes) -> str:
    """UTF-32 without a mark: of four bytes one is always zero, the one beside it mostly."""
    sample = sample[: len(sample) // 4 * 4]
    first, second, third, fourth = (sample[place::4].count(0) for place in range(4))
    letters = len(sample) // 4
    for always, mostly, seldom, encoding in (
        (fourth, third, first, "utf-32-le"),
        (first, second, fourth, "utf-32-be"),
    ):
        if always == letters and mostly * 4 > letters * 3 and seldom * 2 < letters:
            try:
                return "" if _looks_binary(sample.decode(encoding).encode()) else encoding
            except UnicodeError:
                return ""
    return ""


def _looks_binary(data: bytes) -> bool:
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls * 50 > len(sample)


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is good UTF-8: a file cut off or slightly damaged."""
    sample = data[:SAMPLE]
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    beyond_ascii = len(sample) - len(sample.decode("ascii", "ignore"))
    return broken * 10 < beyond_ascii


def _is_western(sample: bytes) -> bool:
    """Whether it reads well as Windows-1252, which the guesser often takes for its neighbours.

    Measured on 404 files of known encoding: with this 374 are decoded right, without it 309.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [character for character in text if not character.isascii()]
    if not _WESTERN.issuperset(beyond) or ("õ" in beyond and "ã" not in beyond):
        return False
    return 5 * sum(map(str.isalpha, beyond)) <= sum(map(str.isalpha, text))


def _guess(sample: bytes) -> str:
    if _is_western(sample):
        return "cp1252"
    # most collections are all UTF-8, and need not pay for this import
    best = load("charset_normalizer").from_bytes(sample, enable_fallback=False).best()
    if best is None:
        raise NotText("not text in any encoding we know")
    return str(best.encoding)
