"""What a report is and what it says. Knows no other layer."""
