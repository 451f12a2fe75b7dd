"""The terminal program. Knows both other layers; nobody imports it."""
