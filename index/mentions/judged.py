"""The user's word, written into what reports say.

A report's local entities are stored as the report has them, then rewritten by the rules: forms that
were split go to a local entity beside it, keys that were joined become one. Whatever is rewritten
keeps what it was, so other rules begin from there, and the store never depends on how it came to
its judgements.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from articles.entities import forms, spelling
from articles.entities.mention import EntityType
from index.judgements.judgement import WEAK_MARK, Judgement, from_json
from index.judgements.rules import YOUR_WORD, Form, Rules, form_of
from index.mentions.resolve import Added, Resolver
from index.mentions.schema import SHORT, STRONG, WEAK


class Judged:
    """The judgements that hold in one mention store.

    Args:
        connection: The writer's connection, inside a transaction when anything is changed.

    Attributes:
        judgements: By number.
        rules: What they come to.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        rows = connection.execute("SELECT number, judgement FROM judged")
        self.judgements = {int(number): from_json(line) for number, line in rows}
        self.rules = Rules(self.judgements)

    def exchange(self, judgements: Mapping[int, Judgement]) -> Rules:
        """Let these judgements hold from now on; the rules that held before."""
        before = self.rules
        self.judgements = dict(judgements)
        self.rules = Rules(self.judgements)
        self._db.execute("DELETE FROM judged")
        self._db.executemany(
            "INSERT INTO judged VALUES (?, ?)",
            [(number, one.to_json()) for number, one in self.judgements.items()],
        )
        return before

    def again(self, former: Rules, resolver: Resolver) -> list[Added]:
        """Rewrite everything that other rules than before apply to; what has to be assigned."""
        keys = self.rules.differing(former)
        self._db.executemany(
            "INSERT OR IGNORE INTO former SELECT key, entity FROM owner WHERE key = ?",
            [(key,) for key in sorted(keys)],
        )
        concerned = self._with(keys)
        locals_ = json.dumps(concerned)
        divided = self._db.execute(
            "SELECT id FROM local WHERE origin <> 0 AND origin IN (SELECT value FROM json_each(?))",
            (locals_,),
        ).fetchall()
        resolver.removing([*concerned, *(local for (local,) in divided)])
        for (local,) in divided:
            self._reunite(local)
        self._db.execute(
            "UPDATE local SET entity = 0, note = '' WHERE id IN (SELECT value FROM json_each(?))",
            (locals_,),
        )
        for local in concerned:
            self._restore(local)
        return list(chain.from_iterable(map(self.rewrite, concerned)))

    def _with(self, keys: Iterable[str]) -> list[int]:
        """The local entities of reports that have one of these keys, whatever it counts as."""
        asked = json.dumps(
            [
                [key.removeprefix(WEAK_MARK), WEAK if key.startswith(WEAK_MARK) else STRONG]
                for key in sorted(keys)
            ]
        )
        found: set[int] = set()
        for table in ("claim", "kept"):
            rows = self._db.execute(
                "SELECT iif(local.origin = 0, local.id, local.origin) FROM json_each(?) AS asked"
                f" CROSS JOIN {table} AS held ON held.key = asked.value ->> 0"
                " AND held.role = asked.value ->> 1 JOIN local ON local.id = held.local",
                (asked,),
            )
            found.update(local for (local,) in rows)
        return sorted(found)

    def _reunite(self, local: int) -> None:
        """Give what was divided from a local entity back to it."""
        self._db.execute(
            "UPDATE form SET local = (SELECT origin FROM local WHERE id = ?1) WHERE local = ?1",
            (local,),
        )
        for table, column in (("claim", "local"), ("kept", "local"), ("local", "id")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (local,))

    def _restore(self, local: int) -> None:
        """Make a local entity what its report says."""
        self._db.execute(
            "UPDATE local SET name = iif(told <> '', told, name), told = '', named ="
            " (SELECT coalesce(sum(mentions), 0) FROM form WHERE local = ?1 AND soft = 0)"
            " WHERE id = ?1",
            (local,),
        )
        if self._db.execute("SELECT 1 FROM kept WHERE local = ? LIMIT 1", (local,)).fetchone():
            self._db.execute("DELETE FROM claim WHERE local = ?", (local,))
            self._db.execute(
                "INSERT INTO claim SELECT key, role, local FROM kept WHERE local = ?", (local,)
            )
            self._db.execute("DELETE FROM kept WHERE local = ?", (local,))

    def rewrite(self, local: int) -> list[Added]:
        """Apply the rules to a local entity that is as its report says; what to assign then."""
        claims = self._claims(local)
        names = [*claims[STRONG], *(WEAK_MARK + key for key in claims[WEAK])]
        parts = self.rules.parts(names)
        added, rest = self._part(local, parts) if parts else ([], True)
        if not rest:
            self._exchange_claims(local, [])
        elif any(key in self.rules.joined for key in names):
            joined = [self.rules.counts_as(key) for key in names]
            keys = sorted({one.key for one in joined})
            wanted = [(key, STRONG) for key in keys] + [(key, SHORT) for key in claims[SHORT]]
            self._exchange_claims(local, wanted)
            if all(one.by_word for one in joined):
                self._db.execute("UPDATE local SET note = ? WHERE id = ?", (YOUR_WORD, local))
            added.append((local, keys, claims[SHORT]))
        else:
            added.append((local, claims[STRONG], claims[SHORT] or claims[WEAK]))
        return added

    def _claims(self, local: int) -> dict[int, list[str]]:
        claims: dict[int, list[str]] = {STRONG: [], SHORT: [], WEAK: []}
        for key, role in self._db.execute(
            "SELECT key, role FROM claim WHERE local = ? ORDER BY role, key", (local,)
        ):
            claims[role].append(key)
        return claims

    def _exchange_claims(self, local: int, claims: Sequence[tuple[str, int]]) -> None:
        """Let a local entity make other claims than its report, and keep those."""
        self._db.execute(
            "INSERT INTO kept SELECT key, role, local FROM claim WHERE local = ?", (local,)
        )
        self._db.execute("DELETE FROM claim WHERE local = ?", (local,))
        self._db.executemany(
            "INSERT INTO claim VALUES (?, ?, ?)", [(key, role, local) for key, role in claims]
        )

    def _part(self, local: int, parts: Mapping[Form, str]) -> tuple[list[Added], bool]:
        """Divide the forms that were split; what to assign, and whether any name is left."""
        rows = self._db.execute(
            "SELECT id, surface FROM form WHERE local = ? AND soft = 0 ORDER BY id", (local,)
        ).fetchall()
        going: dict[str, list[int]] = defaultdict(list)
        staying = []
        for form, surface in rows:
            own = parts.get(form_of(surface))
            if own is None:
                staying.append(surface)
            else:
                going[own].append(form)
        if going and not staying:
            # Descriptions go with the name that the report uses first.
            soft = self._db.execute("SELECT id FROM form WHERE local = ? AND soft = 1", (local,))
            going[next(iter(going))] += [form for (form,) in soft]
        added = [self._divide(local, own, forms_) for own, forms_ in sorted(going.items())]
        self._name_rest(local, parts, staying)
        return added, bool(staying)

    def _divide(self, local: int, own: str, forms_: Sequence[int]) -> Added:
        """Put forms into a local entity of their own."""
        wanted = json.dumps(forms_)
        name, named = self._db.execute(
            "SELECT min(surface), sum(mentions) FROM form WHERE soft = 0"
            " AND id IN (SELECT value FROM json_each(?))",
            (wanted,),
        ).fetchone()
        divided = self._db.execute(
            "INSERT INTO local (article, named, strong, type, name, note, origin)"
            " SELECT article, ?, 1, type, ?, ?, id FROM local WHERE id = ?",
            (named, name, YOUR_WORD, local),
        ).lastrowid
        assert divided is not None
        self._db.execute(
            "UPDATE form SET local = ? WHERE id IN (SELECT value FROM json_each(?))",
            (divided, wanted),
        )
        self._db.execute("UPDATE local SET named = named - ? WHERE id = ?", (named, local))
        key, shorts = self.rules.counts_as(own).key, self._shorts(local, name)
        claims = [(key, STRONG, divided), *((short, SHORT, divided) for short in shorts)]
        self._db.executemany("INSERT INTO claim VALUES (?, ?, ?)", claims)
        self._db.execute("INSERT INTO kept VALUES (?, ?, ?)", (own, STRONG, divided))
        return divided, [key], shorts

    def _shorts(self, local: int, name: str) -> list[str]:
        """The surnames that may mean a person whose full name was split from somebody else's."""
        (kind,) = self._db.execute("SELECT type FROM local WHERE id = ?", (local,)).fetchone()
        if kind != EntityType.PERSON:
            return []
        return [f"{EntityType.PERSON}:{surname}" for surname in forms.surnames(name)]

    def _name_rest(self, local: int, parts: Mapping[Form, str], staying: Sequence[str]) -> None:
        """Call a local entity by another of its names if its own is somebody else's now."""
        (name,) = self._db.execute("SELECT name FROM local WHERE id = ?", (local,)).fetchone()
        if staying and form_of(name) in parts:
            other = min(staying, key=lambda surface: (-len(surface), surface))
            self._db.execute("UPDATE local SET told = name, name = ? WHERE id = ?", (other, local))

    def keys_of(self, entity: int) -> set[str]:
        """All that an entity can be known again by."""
        rows = self._db.execute(
            "SELECT key, 0 FROM owner WHERE entity = ?1 UNION SELECT kept.key, kept.role FROM local"
            " JOIN kept ON kept.local = local.id AND kept.role IN (?2, ?3) WHERE local.entity = ?1",
            (entity, STRONG, WEAK),
        )
        return {WEAK_MARK + key if role == WEAK else key for key, role in rows}

    def short_forms_of(self, entity: int, surface: str) -> set[str]:
        """Keys of what goes, or may come to go, to an entity by this short form alone."""
        rows = self._db.execute(
            "SELECT DISTINCT claim.key, claim.role FROM local JOIN claim ON claim.local = local.id"
            " WHERE local.entity = ? AND claim.role <> ?",
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
            " WHERE claim.key = ? AND claim.role = ? AND local.entity = ?",
            (short, WEAK, entity),
        )
        return any(form_of(found) == form_of(surface) for (found,) in rows)
