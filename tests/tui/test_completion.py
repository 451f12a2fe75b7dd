"""Completing what is typed, and remembering what was searched."""

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.settings.history import KEPT, History
from tui.widgets.completion import Completer, offer

NAMES = {
    "entity": ["Le Drian", "Lebanon"],
    "person": ["Le Drian"],
    "source": ["Valley News", "AP"],
    "section": ["World news", "Sport"],
    "language": ["en", "fr"],
    "tag": ["raqqa 2017", "urgent"],
    "note": ["check"],
}


async def vocabulary(field: str, text: str) -> Sequence[str]:
    found = NAMES.get(field, [])
    return [name for name in found if name.casefold().startswith(text.casefold())]


@pytest.mark.parametrize(
    ("text", "ghost", "whole"),
    [
        ("sou", "source:", "source:"),
        ("raqqa ent", "raqqa entity:", "raqqa entity:"),
        ("source:ap", "source:ap", "source:AP"),
        ("source:val", "source:valley News", 'source:"Valley News"'),
        ("-source:val", "-source:valley News", '-source:"Valley News"'),
        ('a OR person:"le d', 'a OR person:"le drian"', 'a OR person:"Le Drian"'),
        ("entity:le", "entity:le Drian", 'entity:"Le Drian"'),
        ("tag:urg", "tag:urgent", "tag:urgent"),
        ("tag:", "tag:raqqa 2017", 'tag:"raqqa 2017"'),
        ("note:ch", "note:check", "note:check"),
        ("no", "note:", "note:"),
        ("sec", "section:", "section:"),
        ("section:wor", "section:world news", 'section:"World news"'),
        ("lan", "language:", "language:"),
        ("lang:f", "lang:fr", "lang:fr"),
        ("is:un", "is:unread", "is:unread"),
        ("in:cap", "in:caption", "in:caption"),
    ],
)
async def test_fields_and_what_may_follow_them_are_completed(
    text: str, ghost: str, whole: str
) -> None:
    found = await offer(text, vocabulary)
    assert found
    assert (found.ghost, found.whole) == (ghost, whole)


@pytest.mark.parametrize(
    "text", ["", "x", "raqqa", '"de facto', '"sou', "source:", "source:zzz", "a:b", "IS", 'x "y" z']
)
async def test_where_nothing_is_known_nothing_is_offered(text: str) -> None:
    assert await offer(text, vocabulary) is None


async def test_what_was_searched_before_is_offered_last() -> None:
    history = ["raqqa airstrike", "raqqa -mosul", "source:ap levee"]
    found = await offer("raqqa", vocabulary, history)
    assert found
    assert found.whole == "raqqa -mosul"
    found = await offer("sou", vocabulary, history)
    assert found
    assert found.whole == "source:"


async def test_a_completion_that_needs_quotes_is_mended_when_it_is_accepted_as_shown() -> None:
    completer = Completer()
    completer.vocabulary = vocabulary
    assert await completer.get_suggestion("entity:le") == "entity:le Drian"
    assert completer.accepted("entity:le Drian") == 'entity:"Le Drian"'
    assert completer.whole("entity:le") == 'entity:"Le Drian"'
    assert completer.whole("entity:leb") is None


def test_searches_outlast_the_program_each_once_the_latest_last(tmp_path: Path) -> None:
    path = tmp_path / "state" / "searches"
    history = History(path)
    history.read()
    for search in ("one", "two", "one", "  "):
        history.add(search)
    again = History(path)
    again.read()
    assert history.searches == again.searches == ["two", "one"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_of_searches_is_shortened_and_damage_in_it_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "searches"
    path.write_bytes(b"\xff\x1b]0;x\x07\n" + b"".join(b"%d\n" % n for n in range(3 * KEPT)))
    history = History(path)
    history.read()
    assert history.searches == [str(n) for n in range(2 * KEPT, 3 * KEPT)]
    assert len(path.read_text().splitlines()) == KEPT


def test_two_readers_at_once_both_keep_their_searches(tmp_path: Path) -> None:
    one, other = History(tmp_path / "s"), History(tmp_path / "s")
    one.add("one")
    other.add("other")
    one.read()
    assert one.searches == ["one", "other"]


def test_where_nothing_can_be_kept_searches_last_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    history = History(tmp_path / "file" / "searches")
    history.read()
    history.add("levee")
    assert history.searches == ["levee"]
