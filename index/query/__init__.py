"""What the user typed: from characters to a small frozen tree."""
