"""The reading trail."""

from tui.desk.trail import Trail


def trail(*visited: int) -> Trail:
    """A trail over these reports."""
    made = Trail()
    for number in visited:
        made.visit(number)
    return made


def test_back_and_forward_retrace_the_steps() -> None:
    walked = trail(1, 2, 3)
    assert [walked.go(-1), walked.go(-1), walked.go(1)] == [2, 1, 2]


def test_the_trail_ends_at_both_ends() -> None:
    walked = trail(1, 2)
    assert walked.go(1) is None
    assert walked.go(-1) == 1
    assert walked.go(-1) is None


def test_a_new_report_forgets_what_lay_ahead() -> None:
    walked = trail(1, 2, 3)
    walked.go(-1)
    walked.visit(9)
    assert walked.go(1) is None
    assert walked.go(-1) == 2


def test_reading_on_in_the_same_report_is_no_step() -> None:
    assert trail(1, 1).go(-1) is None
