"""Bytes become characters here, and nowhere else."""

import codecs

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
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if wide := _wide(data):
        return data.decode(wide, "replace")
    if _looks_binary(data):
        raise NotText("not text (binary data)")
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return _guess(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark, told by where the zero bytes of Western letters and spaces lie."""
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    enough = len(data[:SAMPLE]) // 10
    if odd > enough and even * 20 < odd:
        return "utf-16-le"
    if even > enough and odd * 20 < even:
        return "utf-16-be"
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


def _guess(data: bytes) -> str:
    if _is_western(data[:SAMPLE]):
        return data.decode("cp1252", "replace")
    # most collections are all UTF-8, and need not pay for this import
    from charset_normalizer import from_bytes  # noqa: PLC0415 - see above

    best = from_bytes(data[:SAMPLE], enable_fallback=False).best()
    if best is None:
        raise NotText("not text in any encoding we know")
    return data.decode(best.encoding, "replace")
