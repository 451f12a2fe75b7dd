"""Who and where: from a text to mentions (`analysis`), from mentions to entities (`link`)."""

from articles.entities.mention import EntityType, LocalEntity, Mention

__all__ = ["EntityType", "LocalEntity", "Mention"]
