"""What comes over the panes, a module a screen; each gives one answer."""
