"""Reading reports in other processes."""
