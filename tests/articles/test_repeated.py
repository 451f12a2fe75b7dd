"""Which paragraphs could be furniture, and how parts look once some of them are known to be."""

import pytest

from articles.article import Article, Label
from articles.structure.relabelled import relabelled
from articles.structure.repeated import AT_AN_END, candidates, known
from articles.structure.structure import take_apart

LEDE = "The council voted on Monday to rebuild the bridge that the flood had carried away."
SECOND = "Work on the northern bank begins in spring, the mayor said."
APPEAL = "Give what you can so that the Harrow Gazette can go on."


def article(*paragraphs: str) -> Article:
    text = "\n\n".join(paragraphs)
    layout = take_apart(text, "A title that stands nowhere")
    return Article("report.txt", text, layout.title, parts=layout.parts)


def found(report: Article) -> list[str]:
    return [report.text[slice(*one.span)] for one in candidates(report)]


def test_paragraphs_near_both_ends_of_the_story_could_be_furniture() -> None:
    lines = [f"This is sentence number {n} of the whole report." for n in range(30)]
    assert found(article(*lines)) == lines[:AT_AN_END] + lines[-AT_AN_END:]
    assert found(article(*lines[:7])) == lines[:7]
    assert found(article()) == []


@pytest.mark.parametrize(
    "line",
    [
        "The week in five words",
        "Here is what we know so far about it:",
        "What should be done about the bridge and the bank?",
        "“We shall rebuild it, whatever it may cost,” he said.",
        "(b) This order shall be implemented consistent with applicable law.",
        "3. The council shall meet on the first Monday.",
        "PORT ELLIS (Reuters) - The council met again on Tuesday afternoon.",
        "Reporting by Jane Doe and John Roe in Port Ellis.",
    ],
)
def test_what_belongs_to_its_surroundings_could_not(line: str) -> None:
    assert line not in found(article(LEDE, line, SECOND))
    assert line not in found(article(line, LEDE, SECOND))


def test_the_same_wording_has_the_same_key_whatever_its_case_and_spacing() -> None:
    (one, *_), (other, *_) = (
        candidates(article(line, LEDE)) for line in (APPEAL, APPEAL.upper().replace(" ", "  "))
    )
    assert one.key == other.key
    assert 0 < one.key < 2**63


def test_known_paragraphs_are_labelled_and_nothing_else_changes() -> None:
    report = article(LEDE, APPEAL, "Advertisement", SECOND, APPEAL, f"{APPEAL} Today.")
    keys = {one.key for one in candidates(report)[1:2]}
    spans = known(report, keys)
    parts = relabelled(report.text, report.parts, spans)
    assert [(part.label.value, report.text[part.start : part.end]) for part in parts] == [
        ("body", LEDE),
        ("repeated", APPEAL),
        ("chrome", "Advertisement"),
        ("body", SECOND),
        ("repeated", APPEAL),
        ("body", f"{APPEAL} Today."),
    ]


def test_neighbours_that_are_both_known_are_one_part() -> None:
    report = article(LEDE, APPEAL, f"{APPEAL} Today.")
    spans = known(report, [one.key for one in candidates(report)[1:]])
    parts = relabelled(report.text, report.parts, spans)
    assert [part.label for part in parts] == [Label.BODY, Label.REPEATED]
    assert parts[1].end == len(report.text)


def test_a_report_never_loses_all_of_its_body() -> None:
    report = article(LEDE, APPEAL)
    assert known(report, [one.key for one in candidates(report)]) == []
