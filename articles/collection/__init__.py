"""Where reports lie: a folder walked, its files named, opened safely, read as they are now."""
