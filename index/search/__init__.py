"""Questions answered: queries over a whole library, hits, snippets; the search process."""
