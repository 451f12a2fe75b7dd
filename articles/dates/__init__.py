"""Days: when a report is from, and which days it tells of."""
