"""Who and where: from a text to mentions, from mentions to entities."""

from articles.entities.analysis import analyse
from articles.entities.mention import EntityType, LocalEntity, Mention

__all__ = ["EntityType", "LocalEntity", "Mention", "analyse"]
