"""Very long reports are analysed section by section."""

import pytest

from articles.article import Article
from articles.entities import sections
from articles.entities.analysis import analyse

PARAGRAPH = "Margaret Okafor met Peter Lindqvist in Brussels. Okafor thanked him.\n\n"


@pytest.mark.parametrize("text", ["", "short", "word " * 40_000, "x" * 200_000, "line\n" * 40_000])
def test_sections_are_the_whole_text_in_order(text: str) -> None:
    found = list(sections.cut(text))
    assert "".join(section.text for section in found) == text
    assert [section.start for section in found] == [
        sum(len(before.text) for before in found[:at]) for at in range(len(found))
    ]
    assert all(len(section.text) <= sections.LONGEST for section in found)


def test_a_section_ends_with_a_paragraph_where_there_is_one() -> None:
    first, *_ = sections.cut(PARAGRAPH * 2_000)
    assert first.text.endswith("\n\n")


def test_mentions_of_a_long_report_are_where_they_say() -> None:
    text = PARAGRAPH * 1_000
    (entities,) = analyse([Article("long", text, "long")])
    mentions = [mention for entity in entities for mention in entity.mentions]
    assert all(text[one.start : one.end] == one.surface for one in mentions)
    assert max(one.start for one in mentions) > sections.LONGEST
