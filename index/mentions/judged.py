"""The user's word, written into what reports say.

A report's local entities are stored as the report has them, then divided by the rules: forms that
were split go to a local entity beside it. Whatever is rewritten keeps what it was, so other rules
begin from there, and the store never depends on how it came to its judgements. What was joined is
not rewritten at all (`index.mentions.heads`).
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from articles.entities import spelling
from index.judgements.form import form_of
from index.judgements.judgement import WEAK_MARK, Judgement, from_json
from index.judgements.rules import Rules
from index.mentions.added import AMONG, Added
from index.mentions.adding import Adding, Texts
from index.mentions.division import Division
from index.mentions.resolve import Resolver
from index.mentions.schema import BY_MENTION, MEMBERS, SHORT, STRONG, WEAK


class Judged:
    """The judgements that hold in one mention store.

    Local entities that make the same claims are rewritten together, by a few statements however
    many they are: whoever stands in every report of a library is one group.

    Args:
        connection: The writer's connection, inside a transaction when anything is changed.

    Attributes:
        judgements: By number.
        places: The reports of those that hold in one alone, as far as they are there.
        rules: What they come to.
        adding: Writes local entities with the names that they add.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        rows = connection.execute("SELECT number, judgement, article FROM judged").fetchall()
        self.judgements = {int(number): from_json(line) for number, line, _ in rows}
        self.places = {int(number): int(article) for number, _, article in rows if article}
        self.rules = Rules(self.judgements, self.places)
        self.adding = Adding(connection, self.rules)

    def exchange(self, judgements: Mapping[int, Judgement], places: Mapping[int, int]) -> Rules:
        """Let these judgements hold from now on, in these places; the rules that held before."""
        before, had = self.rules, self._placed()
        self.judgements, self.places = dict(judgements), dict(places)
        self.rules, has = Rules(self.judgements, self.places), self._placed()
        differ = [number for number in {**had, **has} if had.get(number) != has.get(number)]
        self._db.executemany("DELETE FROM judged WHERE number = ?", [(one,) for one in differ])
        self._db.executemany(
            "INSERT INTO judged VALUES (?, ?, ?)",
            [
                (number, has[number][0].to_json(), has[number][1])
                for number in differ
                if number in has
            ],
        )
        return before

    def _placed(self) -> dict[int, tuple[Judgement, int | None]]:
        """The judgements, each with its place if it has one."""
        return {number: (one, self.places.get(number)) for number, one in self.judgements.items()}

    def again(self, former: Rules, resolver: Resolver, texts: Texts | None) -> list[Added]:
        """Rewrite everything that other rules than before apply to; what has to be assigned."""
        written = self.adding.again(former, self.rules, texts, resolver)
        keys = self.rules.parting(former)
        self._db.executemany(
            "INSERT OR IGNORE INTO former SELECT key, entity FROM owner WHERE key = ?",
            [(key,) for key in sorted(keys)],
        )
        concerned = json.dumps(sorted({*json.loads(self._with(keys)), *written}))
        divided = self._ids(f"origin <> 0 AND origin IN {AMONG}", concerned)
        resolver.removing(concerned)
        resolver.removing(divided)
        self._reunite(divided)
        self._restore(concerned)
        return self.rewrite(concerned)

    def _ids(self, where: str, *values: str) -> str:
        """Ids of the local entities for which a condition holds, as a JSON array."""
        (found,) = self._db.execute(
            f"SELECT json_group_array(id) FROM local WHERE {where}", values
        ).fetchone()
        return str(found)

    def _with(self, keys: Iterable[str]) -> str:
        """The local entities of reports that have one of these keys, whatever it counts as."""
        asked = json.dumps(
            [
                [key.removeprefix(WEAK_MARK), WEAK if key.startswith(WEAK_MARK) else STRONG]
                for key in sorted(keys)
            ]
        )
        held = " UNION ".join(
            f"SELECT local FROM json_each(?1) AS asked CROSS JOIN {table} AS held"
            " ON held.key = asked.value ->> 0 AND held.role = asked.value ->> 1"
            for table in ("claim", "kept")
        )
        (found,) = self._db.execute(
            "SELECT json_group_array(id) FROM (SELECT DISTINCT iif(origin = 0, id, origin) AS id"
            f" FROM local WHERE id IN ({held}) ORDER BY 1)",
            (asked,),
        ).fetchone()
        return str(found)

    def _reunite(self, divided: str) -> None:
        """Give what was divided from local entities back to them."""
        self._db.execute(
            "UPDATE local SET named = named + (SELECT sum(part.named) FROM local AS part"
            " WHERE part.origin = local.id AND part.origin <> 0)"
            f" WHERE id IN (SELECT origin FROM local WHERE id IN {AMONG})",
            (divided,),
        )
        self._db.execute(
            "UPDATE form SET local = (SELECT origin FROM local WHERE id = form.local)"
            f" WHERE local IN {AMONG}",
            (divided,),
        )
        for table, column in (("claim", "local"), ("kept", "local"), ("local", "id")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} IN {AMONG}", (divided,))

    def _restore(self, locals_: str) -> None:
        """Make local entities what their reports say."""
        for change, where in (
            ("name = told, told = ''", "told <> ''"),
            ("note = ''", "note <> ''"),
        ):
            self._db.execute(
                f"UPDATE local SET {change} WHERE {where} AND id IN {AMONG}", (locals_,)
            )
        replaced = f"(SELECT local FROM kept WHERE local IN {AMONG})"
        self._db.execute(
            f"DELETE FROM claim WHERE role <> {SHORT} AND local IN {replaced}", (locals_,)
        )
        self._db.execute(
            f"INSERT INTO claim SELECT key, role, local FROM kept WHERE local IN {AMONG}",
            (locals_,),
        )
        self._db.execute(f"DELETE FROM kept WHERE local IN {AMONG}", (locals_,))

    def rewrite(self, locals_: str) -> list[Added]:
        """Apply the rules to local entities that are as their reports say.

        Args:
            locals_: Their ids, a JSON array.

        Returns:
            What has to be assigned then.
        """
        groups = self._db.execute(
            "SELECT names, whole, json_group_array(local) FROM (SELECT local, whole,"
            f" json_group_array(iif(role = {WEAK}, '{WEAK_MARK}', '') || key) AS names"
            f" FROM (SELECT local, said = {BY_MENTION} AS whole, role, key FROM claim"
            f" JOIN local ON local.id = claim.local WHERE role <> {SHORT} AND local IN {AMONG}"
            " ORDER BY local, role, key) GROUP BY local) GROUP BY names, whole ORDER BY min(local)",
            (locals_,),
        ).fetchall()
        return [
            added
            for names, is_whole, group in groups
            for added in self._rewrite(json.loads(names), group, is_whole=bool(is_whole))
        ]

    def _rewrite(self, names: Sequence[str], group: str, *, is_whole: bool) -> list[Added]:
        """Rewrite local entities that have the same names; what is whole is not divided."""
        parts = {} if is_whole else self.rules.parts(names)
        added: list[Added] = []
        if parts:
            division = Division(self._db, group)
            added = division.divide(parts)
            group = division.rest
            if group == "[]":
                return added
        strong = [key for key in names if not key.startswith(WEAK_MARK)]
        return [*added, Added(group, strong, self._shorts_of(group))]

    def _shorts_of(self, group: str) -> list[str]:
        rows = self._db.execute(
            f"SELECT DISTINCT key FROM claim WHERE role <> {STRONG} AND local IN {AMONG}", (group,)
        )
        return [key for (key,) in rows]

    def keys_of(self, entity: int) -> set[str]:
        """All that an entity can be known again by."""
        rows = self._db.execute(
            f"SELECT key, 0 FROM owner WHERE entity IN {MEMBERS} UNION SELECT kept.key, kept.role"
            " FROM local JOIN kept ON kept.local = local.id AND kept.role IN (?2, ?3)"
            f" WHERE local.entity IN {MEMBERS}",
            (entity, STRONG, WEAK),
        )
        return {WEAK_MARK + key if role == WEAK else key for key, role in rows}

    def key_of(self, entity: int) -> str:
        """The one key by which most reports know an entity; of a short form alone, that."""
        row = self._db.execute(
            f"SELECT iif(role = {WEAK}, '{WEAK_MARK}', '') || key FROM claim"
            f" JOIN local ON local.id = claim.local WHERE role <> {SHORT}"
            f" AND local.entity IN {MEMBERS} GROUP BY role, key ORDER BY role, count(*) DESC, key",
            (entity,),
        ).fetchone()
        return "" if row is None else str(row[0])

    def short_forms_of(self, entity: int, surface: str) -> set[str]:
        """Keys of what goes, or may come to go, to an entity by this short form alone."""
        rows = self._db.execute(
            "SELECT DISTINCT claim.key, claim.role FROM local JOIN claim ON claim.local = local.id"
            f" WHERE local.entity IN {MEMBERS} AND claim.role <> ?2",
            (entity, STRONG),
        ).fetchall()
        alike = {spelling.key(surface), spelling.normal(surface)}
        return {
            WEAK_MARK + key
            for key, role in rows
            if key.partition(":")[2] in alike
            or (role == WEAK and self._goes_by(entity, key, surface))
        }

    def _goes_by(self, entity: int, short: str, surface: str) -> bool:
        """Whether what goes to an entity by a short form alone has that surface."""
        rows = self._db.execute(
            "SELECT DISTINCT form.surface FROM claim JOIN local ON local.id = claim.local"
            " JOIN form ON form.local = local.id AND form.soft = 0"
            f" WHERE claim.key = ?2 AND claim.role = ?3 AND local.entity IN {MEMBERS}",
            (entity, short, WEAK),
        )
        return any(form_of(found) == form_of(surface) for (found,) in rows)
