"""What runs beside the terminal's loop, in threads and processes, and what asks it."""
