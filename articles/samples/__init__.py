"""Reports to try the program with: one connected story, from Wikinews (see ATTRIBUTION.md)."""

from pathlib import Path

FOLDER = Path(__file__).parent / "reports"
"""The folder of the reports; it holds nothing else, so it is a collection as it stands."""
