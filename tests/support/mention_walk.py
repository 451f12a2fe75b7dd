"""Reports, and what is said of the entities in them, at random."""

from random import Random

from mention_piles import Store

from articles.entities.mention import EntityType, LocalEntity, Mention
from index.judgements.judgement import Judgement
from index.mentions import judging
from index.mentions.judging import JudgementRefused
from index.mentions.judging_here import Meant, ignore_here, merge_here

PERSON, PLACE, OTHER = EntityType.PERSON, EntityType.PLACE, EntityType.OTHER

WORDS = ("Ada", "Ray", "Bo", "Lee", "Cy", "Fox", "said", "the", "\n\n")


def report(random: Random) -> tuple[str, tuple[LocalEntity, ...]]:
    """A text of few words, and entities recognised in some of them."""
    words = [random.choice(WORDS) for _ in range(random.randint(0, 14))]
    text = " ".join(words)
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    groups: dict[str, list[Mention]] = {}
    at = 0
    while at < len(words):
        size = random.randint(1, 3)
        stop = min(len(words), at + size)
        start, end = starts[at], starts[stop - 1] + len(words[stop - 1])
        surface = " ".join(text[start:end].split())
        if random.random() < 0.5 and surface and text[start:end].strip() == text[start:end]:
            key = random.choice(
                (f"thing:{surface.lower()}", "known:Fox", "~person:lee", "thing:ray")
            )
            is_soft = key in groups and random.random() < 0.2
            groups.setdefault(key, []).append(Mention(start, end, surface, "name", is_soft))
        at = stop
    return text, tuple(
        LocalEntity(
            mentions[0].surface, random.choice((PERSON, PLACE)),
            () if key[0] == "~" else (key,), key[1:] if key[0] == "~" else "", tuple(mentions),
        )
        for key, mentions in groups.items()
    )  # fmt: skip


def judgement(random: Random, store: Store) -> Judgement | None:
    name = " ".join(random.choice(WORDS[:7]) for _ in range(random.randint(1, 3)))
    kind = random.choice((PERSON, PLACE, OTHER))
    mentions, entities = store.mentions, store.mentions.entities()
    entity = random.choice(entities) if entities else None
    try:
        if entity is None or random.random() < 0.4:
            return judging.add(mentions, name, kind)
        alias = random.choice(mentions.aliases(entity.id)).surface
        made = (
            lambda: judging.merge(mentions, entity, random.choice(entities)),
            lambda: judging.split(mentions, entity, alias),
            lambda: judging.rename(mentions, entity, f"Name {random.randint(1, 99)}"),
            lambda: judging.retype(mentions, entity, random.choice(list(EntityType))),
            lambda: judging.ignore(mentions, entity),
            lambda: ignore_here(mentions, somewhere(random, store)),
            lambda: merge_here(mentions, entity, somewhere(random, store)),
        )
        return random.choices(made, (4, 4, 1, 1, 1, 3, 5))[0]()
    except JudgementRefused:
        return None


def somewhere(random: Random, store: Store) -> Meant:
    """Some mention, or all of its name in its report."""
    number = random.choice(list(store.pile.reports))
    named = [one.surface for one in store.mentions.stored_mentions_in(number) if not one.soft]
    if not named:
        raise JudgementRefused
    name = random.choice(named)
    return store.meant(number, name, random.choice([None, random.randint(1, named.count(name))]))
