"""Which part of a report each of its lines is: headline, byline, body, furniture."""
