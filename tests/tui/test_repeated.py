"""What repeats over the reports of a source is folded; unfolded, it says why it is furniture."""

from collections.abc import Callable
from typing import Any

from index.catalogue.repeated import Repeated
from tui.desk.presenting import repeated_there

APPEAL = "Give what you can so that the Gazette can go on."


def report(word: str) -> str:
    story = f"A {word} was what the {word} said of the {word} on a Monday morning."
    return f"---\ntitle: About the {word}\nsource: Gazette\n---\n\n{story}\n\n{APPEAL}\n"


REPORTS = {f"{word}.md": report(word) for word in ("levee", "bridge", "bank", "flood", "army")}


async def test_unfolding_says_why_a_paragraph_is_furniture(reading: Callable[..., Any]) -> None:
    async with reading(REPORTS) as session:
        assert "1 line of page furniture folded" in session.page
        await session.press("F")
        assert APPEAL in session.page
        said = "“Give what you can so that the…” stands in 5 of 5 reports of Gazette"
        assert said in session.status
        await session.press("F")
        assert APPEAL not in session.page


def test_of_several_the_first_is_named() -> None:
    one = Repeated("Gazette", 31, 40, "Short and\n sweet")
    assert repeated_there([one]) == "“Short and sweet” stands in 31 of 40 reports of Gazette"
    assert repeated_there([one, one]).endswith("of Gazette · 1 more: gazetteer repeated")
