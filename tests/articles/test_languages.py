"""A report's language is what its text surely is, else what its format states, else unknown."""

import pytest

from articles.languages import code_of, language_of, sure_language

ENGLISH = "The council said on Monday that it had voted to rebuild the bridge, which was closed."
FRENCH = "Le conseil a dit que le pont, qui est fermé, sera rebâti par la ville et pour les gens."
GERMAN = (
    "Der Rat hat gesagt, dass die Brücke, die auch nicht sicher ist, mit der Stadt gebaut wird."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH * 2, "en"),
        (FRENCH * 2, "fr"),
        (GERMAN * 2, "de"),
        ("El consejo dijo que el puente está cerrado y los más cercanos con las del valle", "es"),
        ("Совет сказал, что мост не был закрыт и он на реке, но это не так", "ru"),
        ("وقال المجلس إن الجسر الذي كان في المدينة مغلق بعد هذه الحرب على ما قال من", "ar"),
        ("橋は洪水のあとで閉鎖されたままだと市議会は述べた。", "ja"),
        ("市议会周一投票决定重建大桥。", "zh"),
        ("시의회는 월요일 다리를 다시 짓기로 했다.", "ko"),
        ("המועצה הצביעה ביום שני לבנות מחדש את הגשר", "he"),
    ],
)  # fmt: skip
def test_a_text_is_told_by_its_letters_or_its_commonest_words(text: str, code: str) -> None:
    assert sure_language(text) == code


@pytest.mark.parametrize(
    "text", ["", "Levee", "Peter Marsh, Okafor, Valley News", "1 2 3", ENGLISH + FRENCH + GERMAN]
)
def test_what_is_short_or_mixed_is_left_open(text: str) -> None:
    assert sure_language(text) == ""


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en-US", "en"),
        ("en_GB", "en"),
        ("EN", "en"),
        ("English", "en"),
        ("eng", "en"),
        ("pt-BR, en", "pt"),
        ("ckb", "ckb"),
        ("zh-Hans-CN", "zh"),
        ("und", ""),
        ("x", ""),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_a_language_is_known_by_code_locale_or_name(stated: str, code: str) -> None:
    assert code_of(stated) == code


def test_a_sure_look_at_the_text_comes_before_what_a_template_states() -> None:
    assert language_of("en-US", FRENCH * 2) == "fr"
    assert language_of("fr", "Levee") == "fr"
    assert language_of("", "Levee") == ""
