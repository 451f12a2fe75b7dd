"""Where reports and mentions are found. Knows `articles`, nothing of the terminal."""
