"""What a mention store says, so that two can be compared."""

from index.mentions.store import MentionStore

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
                for m in store.mentions_of(entity.id)
            ),
        )
        for entity in store.entities()
    }
