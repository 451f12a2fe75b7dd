"""Why what the user said is believed."""

from typing import Final

YOUR_WORD: Final = "your word"
"""The evidence of what holds because the user said so."""
