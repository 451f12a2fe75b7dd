"""What the user set, and what is kept of them between runs."""
