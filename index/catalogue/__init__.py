"""The catalogue: which reports there are, and what they say."""
