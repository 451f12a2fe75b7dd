"""The panes, bars and lists of the screen, and what they are drawn with."""
