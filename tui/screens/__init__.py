"""The panes side by side, and what is done in them."""
