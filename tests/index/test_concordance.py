"""Concordance and company: what they say of some reports."""

from collections import Counter

from articles.article import Article, DateBasis, Label, ReportDate, Span
from articles.entities.mention import EntityType
from index.mentions.store import StoredMention
from index.search.company import company
from index.search.concordance import CONTEXT, Line, Order, in_order, lines


def made(text: str, key: str, *, date: str = "", source: str = "") -> Line:
    dated = ReportDate(date, DateBasis.METADATA) if date else None
    article = Article("a.txt", text, "A title", date=dated, source=source)
    start = text.index(key)
    return next(lines(1, article, [Span(start, start + len(key))]))


def test_a_line_has_its_context_on_one_line_and_its_place_in_the_text() -> None:
    line = made("They took\n\nRaqqa\nfrom the\n group.", "Raqqa")
    assert (line.left, line.key, line.right) == ("They took ", "Raqqa", " from the group.")
    assert (line.start, line.end) == (11, 16)


def test_a_line_has_no_space_where_the_text_has_none() -> None:
    line = made("the anti-Raqqa’s front", "Raqqa")
    assert line.left + line.key + line.right == "the anti-Raqqa’s front"


def test_no_more_context_is_taken_than_a_screen_may_show() -> None:
    line = made("x" * 5000 + "Raqqa" + "y" * 5000, "Raqqa")
    assert len(line.left) == len(line.right) == CONTEXT


def test_a_context_begins_and_ends_with_whole_words() -> None:
    line = made(f"said {'many words ' * 20}Raqqa{' more words' * 20} fell", "Raqqa")
    assert set(line.left.split()) == {"many", "words"}
    assert set(line.right.split()) == {"more", "words"}
    assert CONTEXT - len("words ") <= len(line.left) <= CONTEXT
    assert CONTEXT - len("words ") <= len(line.right) <= CONTEXT


def test_lines_are_sorted_by_the_word_next_to_the_key_whatever_its_case_and_accents() -> None:
    texts = ("an Épée Raqqa fell", "the eagle “Raqqa” rose", "in Raqqa", "zero Raqqa Again")
    found = [made(text, "Raqqa") for text in texts]
    by_left = [line.left.strip() for line in in_order(found, Order.LEFT)]
    assert by_left == ["the eagle “", "an Épée", "in", "zero"]
    by_right = [line.right.strip() for line in in_order(found, Order.RIGHT)]
    assert by_right == ["", "Again", "fell", "” rose"]


def test_undated_lines_and_those_without_a_source_come_last() -> None:
    dates = ("", "2017-03", "2015")
    found = [made("Raqqa", "Raqqa", date=date, source=date and f"S{date}") for date in dates]
    for order in (Order.DATE, Order.SOURCE):
        assert [line.date for line in in_order(found, order)] == ["2015", "2017-03", None]
    assert in_order(found, Order.LIST) == found


def mention(
    text: str, surface: str, entity: str, *, nth: int = 0, soft: bool = False
) -> StoredMention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    kind = EntityType.PERSON
    end = start + len(surface)
    return StoredMention(1, start, end, surface, entity, surface, kind, Label.BODY, "name", soft)


def test_company_counts_sentences_not_mentions_and_nobody_of_other_sentences() -> None:
    text = "Assad met Putin, and Putin smiled at Assad. Erdogan was away. Assad left Putin."
    mentions = [
        mention(text, "Assad", "e1"),
        mention(text, "Putin", "e2"),
        mention(text, "Putin", "e2", nth=1),
        mention(text, "Assad", "e1", nth=1),
        mention(text, "Erdogan", "e3"),
        mention(text, "Assad", "e1", nth=2),
        mention(text, "Putin", "e2", nth=2),
    ]
    assert company(text, mentions, "e1") == Counter({"e2": 2})
    assert company(text, mentions, "e3") == Counter()
    assert company(text, mentions, "e9") == Counter()


def test_a_description_is_no_company() -> None:
    text = "Assad met the president."
    mentions = [mention(text, "Assad", "e1"), mention(text, "the president", "e2", soft=True)]
    assert company(text, mentions, "e1") == Counter()
