"""What a mention store says, so that two can be compared."""

from collections.abc import Iterator

from index.mentions.store import MentionStore, StoredMention

State = set[tuple[str, str, int, int, frozenset[tuple[int, int, str, str, bool]]]]


def state(store: MentionStore) -> State:
    """All that a store says, but for ids."""
    return {
        (
            entity.name,
            entity.type.value,
            entity.mentions,
            entity.articles,
            frozenset(
                (m.article, m.start, m.surface, m.evidence, m.soft)
                for m in mentions_of(store, entity.id)
            ),
        )
        for entity in store.entities()
    }


def mentions_of(store: MentionStore, entity_id: str) -> Iterator[StoredMention]:
    """All mentions of one entity, soft ones too, by article number, then in reading order."""
    for article in sorted(store.articles_of(entity_id)):
        yield from (m for m in store.stored_mentions_in(article) if m.entity == entity_id)
