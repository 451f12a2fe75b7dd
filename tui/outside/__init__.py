"""What the reader asks of the system around it: clipboard, other programs, the browser."""
