"""How recognition is scored."""

from benchmarks.entities import Score, by_lists, by_program, by_tagger, scores

GOLD = [{(0, 5, "PER"), (10, 14, "LOC")}, {(3, 9, "ORG")}]


def test_the_gold_itself_scores_a_hundred() -> None:
    assert set(scores(GOLD, GOLD).values()) == {Score(100.0, 100.0, 100.0)}


def test_nothing_found_scores_nothing() -> None:
    assert scores(GOLD, [set(), set()])["exact"] == Score(0.0, 0.0, 0.0)


def test_a_wrong_type_counts_for_spans_only() -> None:
    figures = scores([{(0, 5, "PER")}], [{(0, 5, "LOC")}])
    assert figures["spans"].f1 == 100.0
    assert figures["exact"].f1 == figures["overlap"].f1 == 0.0


def test_a_span_too_long_counts_for_overlap_only() -> None:
    figures = scores([{(4, 9, "PER")}], [{(0, 9, "PER")}])
    assert figures["overlap"].f1 == 100.0
    assert figures["exact"].f1 == figures["spans"].f1 == 0.0


def test_precision_and_recall_are_told_apart() -> None:
    figures = scores([{(0, 5, "PER"), (7, 9, "PER")}], [{(0, 5, "PER")}])
    assert figures["PER"] == Score(100.0, 50.0, 66.7)


def test_the_baseline_knows_what_is_in_the_lists() -> None:
    assert by_lists(["They left Damascus and Mary Smith."]) == [{(10, 18, "LOC"), (23, 33, "PER")}]


def test_the_program_is_measured_with_its_known_names_and_without_titles() -> None:
    text = "Pope Benedict met leaders of al-Shabaab near Kismayo."
    assert (5, 13, "PER") in by_program([text])[0]
    assert (29, 39, "ORG") in by_program([text])[0]


def test_the_tagger_is_measured_alone() -> None:
    assert by_tagger(["Angela Merkel flew to Berlin."]) == [{(0, 13, "PER"), (22, 28, "LOC")}]
