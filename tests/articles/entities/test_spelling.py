"""Spellings that are one name, and those that are not."""

import pytest

from articles.entities import forms, spelling


@pytest.mark.parametrize(
    ("surface", "normal"),
    [
        ("the U.S.", "US"),
        ("“Le Drian”", "Le Drian"),
        ("Syria’s", "Syria"),
        ("The Hague", "Hague"),
        ("Théodore\n  Müller", "Theodore Muller"),
    ],
)
def test_what_is_no_part_of_a_name_goes(surface: str, normal: str) -> None:
    assert spelling.normal(surface) == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mansoura", "al-Mansura"),
        ("Gaddafi", "Gadhafi"),
        ("Qaddafi", "Kadhafi"),
        ("Zelensky", "Zelenskyy"),
        ("Sergei", "Sergey"),
        ("Mohammed", "Muhammad"),
        ("Hussein", "Hussain"),
        ("Müller", "Mueller"),
        ("Masoud", "Masood"),
    ],
)
def test_transliterations_sound_the_same(one: str, other: str) -> None:
    assert spelling.sounds(spelling.key(one)) == spelling.sounds(spelling.key(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Iran", "Iraq"), ("Mali", "Malta"), ("Niger", "Nigeria"), ("Homs", "Hama")]
)
def test_different_places_do_not_sound_the_same(one: str, other: str) -> None:
    assert spelling.sounds(spelling.key(one)) != spelling.sounds(spelling.key(other))


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        ("barzani", "barzani", True),
        ("barzani", "barazani", True),
        ("barzani", "brazani", True),
        ("barzani", "barzanj", True),
        ("barzani", "barzni", True),
        ("barzani", "brzni", False),
        ("masood", "masoud", True),
        ("abc", "acbd", False),
    ],
)
def test_one_edit_is_one_letter(left: str, right: str, near: bool) -> None:
    assert spelling.one_edit(left, right) is near
    assert spelling.one_edit(right, left) is near


def test_a_key_is_never_empty() -> None:
    assert spelling.key("!!") == "!!"


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Jean-Yves Le Drian", ("le drian", "drian")),
        ("Barack Obama", ("obama",)),
        ("Martin King Jr.", ("king",)),
        ("Putin", ()),
    ],
)
def test_surnames_keep_their_particles(name: str, surnames: tuple[str, ...]) -> None:
    assert forms.surnames(name) == surnames


def test_initials_of_a_long_name() -> None:
    assert "SOHR" in forms.initials("Syrian Observatory for Human Rights")
