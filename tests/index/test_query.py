"""What is typed is read as the language says, or refused with a sentence and a place."""

import re
import sys
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nasty_queries import NASTY, SECONDS

from articles.article import Label
from index.query.lexer import LONGEST
from index.query.parser import DEEPEST, MOST_LEAVES, parse
from index.query.tree import (
    And,
    Dated,
    Everything,
    Exactly,
    Field,
    Folded,
    Match,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    QueryError,
    Within,
    Word,
)


def mistake(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize("blank", ["", "   ", "\t\n"])
def test_a_blank_query_is_every_report(blank: str) -> None:
    assert parse(blank) == Everything()


def test_or_binds_tighter_than_a_space() -> None:
    query = parse("siege raqqa OR mosul")

    either = Or((Match(Word("raqqa")), Match(Word("mosul"))))
    assert query == And((Match(Word("siege")), either))


def test_a_phrase_keeps_its_words_as_typed_but_for_case() -> None:
    assert parse('"Opened Doors"') == Match(Phrase((Folded("opened"), Folded("doors"))))


def test_a_phrase_of_one_word_is_that_word_uninflected() -> None:
    assert parse('"strikes"') == Match(Folded("strikes"))


@pytest.mark.parametrize("word", ["IS", "US", "WHO", "NATO", "UNICEF"])
def test_two_to_six_capitals_are_exact(word: str) -> None:
    assert parse(word) == Match(Exactly(word))


@pytest.mark.parametrize("word", ["I", "UNESCO1", "CAPITALS", "Is", "G7"])
def test_other_words_are_not_exact(word: str) -> None:
    assert parse(word) == Match(Word(word.lower()))


def test_near_takes_its_words_and_distance() -> None:
    assert parse('"a b"~10') == Match(Near((Folded("a"), Folded("b")), 10))


def test_fields_other_than_the_title_are_not_inflected() -> None:
    assert parse("title:strikes") == Match(Word("strikes"), Field.TITLE)
    assert parse("source:times") == Match(Folded("times"), Field.SOURCE)


def test_in_holds_for_its_bracket() -> None:
    query = parse("raqqa (mosul in:caption)")

    inner = Within(frozenset({Label.CAPTION}), Match(Word("mosul")))
    assert query == And((Match(Word("raqqa")), inner))


def test_in_without_words_says_nothing() -> None:
    assert parse("in:caption") == Everything()


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("date:2015", "2015", "2015"),
        ("date:2016-02-29", "2016-02-29", "2016-02-29"),
        ("date:>2015", "2016", ""),
        ("date:>2015-12", "2016-01", ""),
        ("date:>2016-02-28", "2016-02-29", ""),
        ("date:>2015-02-28", "2015-03-01", ""),
        ("date:>=2015-12", "2015-12", ""),
        ("date:<2016", "", "2015"),
        ("date:<2016-01", "", "2015-12"),
        ("date:<2016-03-01", "", "2016-02-29"),
        ("date:<=2016-01", "", "2016-01"),
        ("date:..2016", "", "2016"),
        ("date:2015-11-13..2015", "2015-11-13", "2015"),
        ("date:none", "", ""),
    ],
)
def test_dates(typed: str, low: str, high: str) -> None:
    assert parse(typed) == Dated(low, high)


@pytest.mark.parametrize(
    "typed",
    ["date:2015-2", "date:20155", "date:0000", "date:9999", "date:..", "date:>", "date:２０１５"],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    assert mistake(typed).end <= len(typed)


def test_a_backward_range_of_dates_is_refused() -> None:
    assert mistake("date:2016..2015").message == "the range of dates ends before it begins"


def test_a_name_keeps_its_place_for_later_errors() -> None:
    query = parse('mosul person:"Le Drian"')

    assert query == And((Match(Word("mosul")), Named("Le Drian", "person", 6, 23)))


@pytest.mark.parametrize("typed", ["http://a.org/b", "Raqqa: the city", "01:25", "Raqqa:"])
def test_a_colon_without_a_field_is_punctuation(typed: str) -> None:
    assert "raqqa" in parse(typed).describe() or parse(typed)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("raqq", "raqq OR raqq*"),
        ("raqqa airst", "raqqa AND (airst OR airst*)"),
        ("raqqa ", "raqqa"),
        ("IS", "IS*"),
        ("=stri", "=stri"),
        ('"de facto"', '"de facto"'),
        ("state-ru", "state-ru*"),
        ("raqqa -mos", "raqqa AND NOT mos"),
        ("title:sie", "title:sie OR title:sie*"),
        ("(raqq", "raqq OR raqq*"),
        ("raqqa (airstrike OR stri", "raqqa AND (airstrike OR stri OR stri*)"),
        ('raqqa "de facto cap', 'raqqa AND "de facto cap*"'),
        ('"de facto ', '"de facto"'),
        ('title:"de fac', 'title:"de fac"'),
        ("“de facto” (“cap", '"de facto" AND cap*'),
        ("raqqa)", None),
        ('raqqa "', None),
        ("(raqq)", "raqq"),
        ("airstr*", "airstr*"),
        ("raqqa,", "raqqa"),
        ("entity:Le", 'entity:"Le"'),
    ],
)
def test_while_typing_the_last_word_is_also_a_beginning(typed: str, understood: str | None) -> None:
    if understood is None:
        with pytest.raises(QueryError) as refused:
            parse(typed, live=True)
        assert refused.value.start <= refused.value.end <= len(typed)
    else:
        assert parse(typed, live=True).describe() == understood


def test_nots_cancel_out_however_many() -> None:
    assert parse("NOT NOT a") == Match(Word("a"))
    assert parse("NOT " * 101 + "a") == Not(Match(Word("a")))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("a" * (LONGEST + 1), "a query may have 1,024 characters; this one has 1,025"),
        ("a " * (MOST_LEAVES + 1), "a query may have 64 words and phrases; this one has more"),
        ("(" * 17 + "a" + ")" * 17, "brackets may be nested 16 deep"),
        ("in:caption OR a", "in: says where to search; it cannot be an alternative"),
        ("a AND OR b", "OR needs a word on both sides"),
        ("AND a", "AND needs a word on both sides"),
        ("(a AND) b", "AND needs a word on both sides"),
        ("a | | b", "| needs a word on both sides"),
        ('entity:""', "entity: needs a name"),
        ("=a*", "= and * cannot stand on one word"),
        ("=a~", "= and ~ cannot stand on one word"),
        ("a*b", "* may only end a word"),
        ('"a *b"', "* may only end a word"),
        ("a~b", "~ may only end a word, alone or as ~2"),
        ("in:footnote a", None),
        ("title:&", "there is no word after title:"),
    ],
)
def test_mistakes_have_a_sentence(typed: str, message: str | None) -> None:
    found = mistake(typed)

    assert message is None or found.message == message
    assert 0 <= found.start < found.end <= len(typed)


def test_brackets_may_be_as_deep_as_said() -> None:
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST) == Match(Word("a"))


def test_as_many_words_as_said_are_taken() -> None:
    assert len(parse("a " * MOST_LEAVES).children) == MOST_LEAVES  # type: ignore[union-attr]  # an And


@pytest.mark.parametrize("typed", ["=t\xad", "=Le\xadvee", "le\xadvee", '"Le\xadvee dam"'])
@pytest.mark.parametrize("live", [True, False])
def test_a_hyphen_that_cannot_be_seen_is_not_echoed(typed: str, live: bool) -> None:
    assert parse(typed, live=live).describe().isprintable()


def test_a_character_that_a_terminal_would_act_on_is_not_echoed() -> None:
    assert "\x1b" not in parse('entity:"\x1b[31mx"').describe()
    assert "\x1b" not in mistake("in:\x1b[31m").message


@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("live", [False, True])
def test_nasty_input_is_read_or_refused(typed: str, live: bool) -> None:
    took = []
    for _ in range(3):  # the least of them: a busy machine lengthens the processor's time too
        began = time.process_time()
        try:
            understood = parse(typed, live=live).describe()
        except QueryError as error:
            understood = error.message
        took.append(time.process_time() - began)
    assert min(took) < SECONDS
    assert 0 < len(understood) < 10 * LONGEST


def test_reading_a_query_needs_little_of_the_stack() -> None:
    worst = "(NOT a OR " * DEEPEST + "b" + ")" * DEEPEST
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(_frames()) + 150)
    try:
        parse(worst).describe()
    finally:
        sys.setrecursionlimit(before)


def _frames() -> list[object]:
    found: list[object] = []
    frame = sys._getframe()
    while frame is not None:
        found.append(frame)
        frame = frame.f_back  # type: ignore[assignment]  # None ends it
    return found


SIGNS = re.findall(
    r"\S+",
    'raqqa IS OR AND NOT - | ( ) " “ ” ~ ~2 ~99999999999 * ? = : :: title: date: date:>=2015.. in:'
    " in:all is: tag: entity: autor: 2015-11 .. [a TO b] é 中文 ² ß İ a\\b",
)
ODD = ["ﷺ", "\x00", "\x1b[31m", "\ud800", "\u202e", "\u0301", "\u00ad", " ", "\n", "a" * 300]
pieces = st.one_of(st.sampled_from([*SIGNS, *ODD]), st.text(max_size=6))


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(pieces, max_size=14).map(" ".join), st.booleans())
@example("\u00ad", False)
@example("=\u00ad*", True)
def test_whatever_is_typed_is_a_query_or_a_query_error(typed: str, live: bool) -> None:
    error = None
    try:
        assert parse(typed, live=live).describe()
    except QueryError as caught:
        error = caught
    if error:
        assert error.message
        assert 0 <= error.start < error.end <= len(typed)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SIGNS), max_size=10).map(" ".join))
def test_what_is_said_to_be_searched_can_be_typed_again(typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError:
        return
    understood = query.describe()
    if understood != "every report":
        assert parse(understood).describe() == understood


@pytest.mark.parametrize(("typed", "sign"), [("=\u202e", "="), ("\u202e*", "*"), ("\x1b~2", "~")])
def test_a_sign_without_a_word_is_named_itself_not_what_stands_beside_it(
    typed: str, sign: str
) -> None:
    assert mistake(typed).message == f"{sign} needs a word"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ('"a b"~1001', "~ after a phrase takes a number of words, 1 to 1,000"),
        ('"a b"~0', "~ after a phrase takes a number of words, 1 to 1,000"),
        ("ab~", "a word with ~ needs 3 letters or more"),
        ("abcdef~3", "~ takes 1 or 2 edits, as in rakka~ or rakka~2"),
    ],
)
def test_what_is_asked_for_stays_within_its_bounds(typed: str, message: str) -> None:
    assert mistake(typed).message == message
