"""Lines told apart as a person did, who read a hundred free reports."""

from benchmarks.structure import gold, score_lines


def test_furniture_is_known_from_the_story_on_a_hundred_reports_labelled_by_hand() -> None:
    reports = gold("structure.jsonl")
    score = score_lines(reports)
    assert len(reports) == 100
    assert score.precision >= 0.99, score.wrong
    assert score.f1 >= 0.95, score.wrong
