"""Copies are told by what they say, whatever an outlet did to them."""

import random
import re

import pytest

from articles.article import Article, Label, Part
from articles.copies import KEYS_SHARED, Sketch, likeness, shared, shingles, sketch
from articles.samples import FOLDER

TEXTS = [
    text
    for text in (path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt")))
    if 150 < len(text.split()) < 3000
]
"""Real reports."""


def article(text: str, parts: tuple[Part, ...] = ()) -> Article:
    return Article("report.txt", text, "Title", parts=parts)


def are_copies(one: Sketch, other: Sketch) -> bool:
    return likeness(one, other) > 0


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def dropped(text: str, chance: random.Random) -> str:
    return "\n".join(line for line in paragraphs(text) if chance.random() > 0.3)


def added(text: str, chance: random.Random) -> str:
    lines, others = paragraphs(text), paragraphs(chance.choice(TEXTS))
    for _ in range(max(1, len(lines) // 4)):
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(others))
    return "\n".join(lines)


def cut(text: str, _: random.Random) -> str:
    words = text.split(" ")
    return " ".join(words[: int(len(words) * 0.6)])


def new_headline(text: str, _: random.Random) -> str:
    return "Officials weigh in as week ends\n" + "\n".join(paragraphs(text)[1:])


def british(text: str, _: random.Random) -> str:
    for american, other in (("ization", "isation"), ("ized", "ised"), ("izing", "ising"),
                            ("labor", "labour"), ("color", "colour"), ("center", "centre"),
                            ("defense", "defence"), ("program ", "programme ")):  # fmt: skip
        text = re.sub(american, other, text)
    return text


def everything(text: str, chance: random.Random) -> str:
    for edit in (cut, dropped, added, british):
        text = edit(text, chance)
    return text


@pytest.mark.parametrize("edit", [dropped, added, cut, new_headline, british, everything])
def test_an_edited_copy_is_found(edit) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    chance = random.Random(7)
    found = 0
    for text in TEXTS:
        one, other = sketch(article(text)), sketch(article(edit(text, chance)))
        meet = len(set(one.keys) & set(other.keys)) >= KEYS_SHARED
        found += meet and are_copies(one, other)
    assert found >= (0.9 if edit is everything else 0.95) * len(TEXTS)


def test_reports_of_one_subject_are_no_copies() -> None:
    """The samples are about one country's politics in two years; none is a copy of another."""
    sketches = [sketch(article(text)) for text in TEXTS]
    pairs = [(one, other) for place, one in enumerate(sketches) for other in sketches[:place]]
    assert not any(are_copies(one, other) for one, other in pairs)


def test_what_each_outlet_adds_does_not_count() -> None:
    body = TEXTS[0]
    caption = "A file picture shows the harbour of Port Ellis on a grey day in early spring. " * 20
    parts = (
        Part(Label.CAPTION, 0, len(caption)),
        Part(Label.BODY, len(caption), len(caption) + len(body)),
    )
    assert shared(sketch(article(caption + body, parts)), sketch(article(body))) == (1.0, 1.0)


@pytest.mark.parametrize("text", ["", "...", "Flood", "Flood in Port Ellis"])
def test_short_texts_are_copies_only_of_the_same(text: str) -> None:
    assert are_copies(sketch(article(text)), sketch(article(f"  {text.upper()}  ")))
    assert not are_copies(sketch(article(text)), sketch(article(text + " Bridge")))


def test_reports_that_quote_one_speech_are_no_copies() -> None:
    speech, *others = (" ".join(re.sub('["“”]', "", text).split()[:200]) for text in TEXTS[:3])
    quoting = [sketch(article(f"“{speech}”\n{text}")) for text in others]
    telling = [sketch(article(f"{speech}\n{text}")) for text in others]
    assert max(shared(*quoting)) == max(shared(*telling)) == pytest.approx(0.5, abs=0.05)
    assert not are_copies(*quoting)
    assert not are_copies(quoting[0], telling[1])
    assert are_copies(*telling)


def test_reports_that_end_with_the_same_background_are_no_copies() -> None:
    background, *others = (" ".join(text.split()[:200]) for text in TEXTS[:3])
    with_it = [sketch(article(f"{text}\n{background}")) for text in others]
    assert max(shared(*with_it)) == pytest.approx(0.5, abs=0.05)
    assert not are_copies(*with_it)
    assert are_copies(*(sketch(article(f"{background}\n{text}")) for text in others))


def test_an_excerpt_is_no_copy() -> None:
    text = max(TEXTS, key=len)
    words = text.split(" ")
    excerpt = " ".join(words[: len(words) // 7])
    assert not are_copies(sketch(article(text)), sketch(article(excerpt)))


def test_shingles_do_not_depend_on_the_process() -> None:
    assert shingles("The levee broke before dawn on Monday").tolist() == [
        *shingles("THE LEVEE BROKE before dawn, on Monday!").tolist()
    ]
    assert shingles("The levee broke before dawn").tolist() == [EXPECTED]


EXPECTED = 3690736374
