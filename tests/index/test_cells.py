"""What a spreadsheet would compute."""

import pytest

from index.cells import cell


@pytest.mark.parametrize("sign", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_what_would_be_computed_is_text(sign: str) -> None:
    assert cell(f"{sign}1+1") == f"'{sign}1+1"


def test_what_would_not_be_computed_stays_as_it_is() -> None:
    assert [cell(value) for value in ("1+1", "", "a=b", -1, None)] == ["1+1", "", "a=b", -1, None]
