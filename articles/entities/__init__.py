"""Who and where: from a text to mentions, from mentions to entities."""
