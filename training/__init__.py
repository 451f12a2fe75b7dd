"""How the tagger's weights and word lists are made. Not part of what is installed."""
