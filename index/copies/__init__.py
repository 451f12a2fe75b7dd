"""Which reports of a library are copies of each other."""
