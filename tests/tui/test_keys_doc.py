"""The page on keys says what the commands say."""

from pathlib import Path

from tui.commands.document import page

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_on_keys_is_made_from_the_commands() -> None:
    assert PAGE.read_text("utf-8") == page(), "make keys writes it anew"
