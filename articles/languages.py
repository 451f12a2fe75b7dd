"""Which language a report is in: what its text surely is, else what its format states.

A text is told by its letters where they belong to one language, else by its commonest words. Of a
page the template often states one language for all that is in it, so a sure look at the text comes
first; what is neither sure nor stated is left open.
"""

import re
from collections import Counter
from typing import Final

_LOOKED_AT: Final = 1500
"""Characters of a text that are looked at."""
_LEAST: Final = 8
"""Commonest words that a text has to have before it is believed."""
_SHARE: Final = 0.12
"""Of all its words; in running text they are a quarter or more."""
_CLEARLY: Final = 2
"""How many times as many as of any other language."""
_COMMON: Final = {
    "en": "the of and to in that is was for on with as by at from it his are which were has",
    "fr": "le la les des et du une dans est que pour qui sur pas par au avec ce sont il",
    "de": "der die und das den von ist des mit für dem nicht ein eine auf im sich auch als",
    "es": "el los las y del que una por con para es se al como más su pero fue sus está",
    "it": "il di che è della per un non sono del con nel alla gli dei ha anche più dal le",
    "pt": "o os do da em que uma para com não dos das por na no mais foi ao pelo são",
    "nl": "de het een van en dat is op voor met zijn niet die aan er ook door naar werd bij",
    "sv": "och att det som en på är av för med den till inte har ett om var från de vid",
    "da": "og at det som en på er af for med den til ikke har et om var fra de ved",
    "pl": "w i na z się nie do że jest to o jak po od za przez dla są ale oraz",
    "tr": "ve bir bu için ile da de olarak olan çok daha gibi sonra kadar ise en ne oldu",
    "cs": "a v se na je že s z do to o i pro které který jsou by ve jako po",
    "hu": "a az és hogy nem is egy van meg csak már volt mint de ha vagy még ez",
    "ro": "și în de la cu pe care nu din pentru este a au mai că un o sunt fost prin",
    "fi": "ja on ei että se oli hän mutta myös kun ovat jotka joka sekä mukaan niin",
    "ru": "в и на не что с по он как это его к из за от для был но у же",
    "uk": "в і на не що з у та до як за це від про його для але є й",
    "ar": "في من على إلى أن التي عن مع هذا الذي ما لا بعد هذه كما قال وقد كان بين",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد شده بر هم نیز",
    "ur": "کے میں کی ہے اور سے کا کو کہ اس نے پر ہیں یہ بھی نہیں ایک گیا تھا",
    "el": "και το να του η της με που την για είναι από σε ο τα στο δεν θα των τον",
    "hi": "के में की है और से का को कि ने पर हैं यह भी एक नहीं इस लिए था",
}  # fmt: skip
_BY_WORD: Final = {
    word: [code for code, said in _COMMON.items() if word in said.split()]
    for words in _COMMON.values()
    for word in words.split()
}
_LETTERS: Final = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
)
"""Letters of one language, or nearly; Japanese before Chinese, whose signs it has too."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_CODE: Final = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_TWO_LETTERS: Final = {
    "ara": "ar", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el",
    "eng": "en", "fas": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el",
    "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko",
    "nld": "nl", "nor": "no", "per": "fa", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
    "rus": "ru", "spa": "es", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur",
    "zho": "zh", "chi": "zh", "iw": "he", "in": "id", "nb": "no", "nn": "no",
}  # fmt: skip
_NAMES: Final = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en",
    "farsi": "fa", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja",
    "korean": "ko", "kurdish": "ku", "norwegian": "no", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv",
    "thai": "th", "turkish": "tr", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
_NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx", "mis"})


def language_of(stated: str, text: str) -> str:
    """The language of a report.

    Args:
        stated: What its format states: `en-US`, `English`; empty if nothing.
        text: The report.

    Returns:
        Its code (`en`), or empty.
    """
    return sure_language(text) or code_of(stated)


def code_of(stated: str) -> str:
    """The code of a language that is named by code, by locale or in English; empty if none is."""
    first = re.split(r"[,;|/\s]+", stated.strip().lower(), maxsplit=1)[0]
    if first in _NAMES:
        return _NAMES[first]
    found = _CODE.fullmatch(first)
    code = found[1] if found else ""
    return "" if code in _NO_LANGUAGE else _TWO_LETTERS.get(code, code)


def sure_language(text: str) -> str:
    """The language that a text surely is in; empty if it is too short, or mixed."""
    words = _WORD.findall(text[:_LOOKED_AT].casefold())
    letters = "".join(words)
    for code, pattern in _LETTERS if not letters.isascii() else ():
        if len(pattern.findall(letters)) > (0.1 if code == "ja" else 0.5) * len(letters):
            return code
    common = Counter(word for word in words if word in _BY_WORD)
    counts: Counter[str] = Counter()
    for word, times in common.items():
        for code in _BY_WORD[word]:
            counts[code] += times
    best = counts.most_common(2)
    if not best or best[0][1] < max(_LEAST, _SHARE * len(words)):
        return ""
    is_clear = len(best) == 1 or best[0][1] >= _CLEARLY * best[1][1]
    return best[0][0] if is_clear else ""
