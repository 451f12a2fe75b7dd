"""`gazetteer entities --merge …`: the user's word on entities, kept in the notebook."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from articles.entities import EntityType
from index.build.lost import lost
from index.judgements.judgement import Judgement, JudgementUnreadable, Kind, Subject, from_json
from index.judgements.unsaid import Words, unsaid, words_of
from index.library.library import Library
from index.mentions import judging, judging_here
from index.mentions.judging import JudgementRefused
from index.mentions.store import Entity, LocalCount, MentionStore
from index.notebook.act_lines import to_json
from index.notebook.judged import SaidOfEntities, said_by, said_in
from index.notebook.notebook import Entry, Notebook
from tui.cli import output, teaching_here
from tui.cli.applying import apply_judgements
from tui.cli.entity_lines import say
from tui.cli.input_text import input_text
from tui.cli.mentioning import nobody
from tui.cli.opening import explained, library_of, update
from tui.cli.source import Source, source
from tui.page.counted import counted, more
from tui.problems import Exit, Problem, Usage

_NAMES: Final = ("merge", "split", "rename", "retype", "ignore", "add")
_OTHERS: Final = ("undo", "export_judgements", "import_judgements", "at")


def is_wished(arguments: argparse.Namespace) -> bool:
    """Whether the arguments say anything of entities, instead of asking for them."""
    return any(getattr(arguments, name) not in (None, False) for name in (*_NAMES, *_OTHERS))


def run(arguments: argparse.Namespace) -> int:
    """Write down what the user says, let it hold, and print what has changed."""
    teaching_here.check(arguments)
    if arguments.collection == "-":
        raise Usage("standard input has no notebook; keep the reports in a file or folder")
    with source(arguments) as found, explained():
        if arguments.export_judgements:
            return _export(found)
        if not arguments.no_update:
            update(found)
        if arguments.undo:
            _undo(found, as_json=arguments.json)
        elif arguments.import_judgements is not None:
            _import(found, arguments)
        else:
            _teach(found, arguments)
    return Exit.DONE


def _export(found: Source) -> int:
    said = said_in(found.notebook)
    judgements = said.judgements
    for judgement in judgements.values():
        output.say(judgement.to_json())
    teaching_here.tell_lost(lost(found.folder, said))
    if not judgements:
        output.tell("nothing has been said of entities in this collection")
    return Exit.DONE if judgements else Exit.NOTHING_FOUND


def _undo(found: Source, *, as_json: bool) -> None:
    undone, said = list[Entry](), SaidOfEntities()
    if found.has_notebook:
        with Notebook(found.notebook) as notebook:
            undone, said = notebook.undo(judgements_only=True), said_by(notebook)
    if not undone:
        raise Problem("there is nothing to undo", Exit.NOTHING_FOUND)
    apply_judgements(found, said)
    if not as_json:
        output.say(f"undone: {undone[0].act.described()}{more(len(undone))}")
        return
    for one in undone:
        output.say(to_json(one.act))


def _teach(found: Source, arguments: argparse.Namespace) -> None:
    with library_of(found, arguments) as opened:
        try:
            judgement, changed = _judged(opened, arguments)
        except JudgementRefused as error:
            raise Usage(str(error)) from error
        conflicts = (
            judging.overruled(opened.mentions, judgement),
            judging.taken_from(opened.mentions, judgement),
            judging.left(opened.mentions, changed[0], judgement) if changed else "",
        )
    for conflict in filter(None, conflicts):
        output.tell(conflict)
    _keep(found, [judgement])
    if arguments.json:
        output.say(judgement.to_json())
        return
    output.say(judgement.described())
    with library_of(found, arguments) as opened:
        _show(opened.mentions, changed, judgement)


def _judged(opened: Library, arguments: argparse.Namespace) -> tuple[Judgement, list[Entity]]:
    """What the arguments say, and of whom, if that is somebody already."""
    if arguments.article is not None:
        return teaching_here.judged_here(opened, arguments, _meant)
    store = opened.mentions
    name = next(name for name in _NAMES if getattr(arguments, name) is not None)
    words: Sequence[str] = getattr(arguments, name)
    if name == "add":
        return judging.add(store, words[0], _type(words[1])), []
    if name == "ignore":
        entity = _meant(store, arguments.ignore)
        return judging.ignore(store, entity), [entity]
    entity, word = _meant(store, words[0]), words[1]
    made: dict[str, Callable[[], Judgement]] = {
        "merge": lambda: judging.merge(store, entity, _meant(store, word)),
        "split": lambda: judging.split(store, entity, word),
        "rename": lambda: judging.rename(store, entity, word),
        "retype": lambda: judging.retype(store, entity, _type(word)),
    }
    return made[name](), [entity]


def _type(word: str) -> EntityType:
    if word not in set(EntityType):
        raise Usage(f"'{word}' is no type; types are {', '.join(EntityType)}")
    return EntityType(word)


def _meant(store: MentionStore, word: str) -> Entity:
    """The one entity that a word means: none is changed on a guess."""
    if not word.strip():
        raise Usage("the name of an entity is needed, not an empty one")
    found = store.find(word)
    if not found:
        raise nobody(store, word)
    exact = [entity for entity in found if entity.name == word]
    if len(found) > 1 and len(exact) != 1:
        also = ", ".join(f"{one.name} ({one.id}, {one.mentions} mentions)" for one in found[:5])
        raise Usage(f"'{word}' may be {also}; say which by its id")
    return exact[0] if exact else found[0]


def _keep(found: Source, judgements: Sequence[Judgement]) -> None:
    """Write judgements down, and let them hold."""
    with Notebook(found.notebook) as notebook:
        notebook.add_all(judgements)
        said = said_by(notebook)
    apply_judgements(found, said)


def _show(store: MentionStore, changed: Sequence[Entity], judgement: Judgement) -> None:
    """Print who was changed, as it is now."""
    if judgement.kind is Kind.ADD:
        _show_added(store, judgement.subject)
        return
    now = [store.get(entity.id) for entity in changed]
    if judgement.kind is Kind.SPLIT:
        former = {entity.id for entity in changed}
        parted = (one for one in store.find(judgement.value) if one.name == judgement.value)
        now.append(next((one for one in parted if one.id not in former), None))
    for one in now:
        if one is not None:
            say(LocalCount(one, one.mentions), store.aliases(one.id))


def _show_added(store: MentionStore, added: Subject) -> None:
    entities = [one for key in added.keys for one in store.with_key(key)]
    for one in entities:
        say(LocalCount(one, one.mentions), store.aliases(one.id))
    if not entities:
        output.tell(
            f"no report has '{added.name}' by itself; it will be found in reports that come"
        )


def _import(found: Source, arguments: argparse.Namespace) -> None:
    lines = _lines(arguments.import_judgements)
    said = list(said_in(found.notebook).judgements.values())
    by_words = {words_of(one): one for one in said}
    with library_of(found, arguments) as opened:
        judgements = [_read(line, number, by_words, opened.mentions) for number, line in lines]
    new = unsaid(said, judgements)
    if new:
        _keep(found, new)
    if not arguments.json:
        known = len(judgements) - len(new)
        there = f", {known:,} there already" if known else ""
        output.say(f"{counted(len(new), 'judgement')} taken over{there}")
        return
    for judgement in new:
        output.say(judgement.to_json())


def _lines(word: str) -> list[tuple[int, str]]:
    if not word:
        raise Usage("--import-judgements needs a file, or - for standard input")
    lines = enumerate(input_text(word).splitlines(), 1)
    return [(number, line) for number, line in lines if line.strip()]


def _read(
    line: str, number: int, said: Mapping[Words, Judgement], store: MentionStore
) -> Judgement:
    """A judgement on a line; whom it names without keys is looked for by name.

    What was said in the same words is meant again: its names may be gone by its own doing.
    """
    try:
        judgement = from_json(line)
    except JudgementUnreadable as error:
        raise Usage(f"line {number}: {error}") from error
    if not judgement.subject.keys and words_of(judgement) in said:
        return said[words_of(judgement)]
    try:
        other = judgement.other and _known(judgement.other, store)
        subject = _known_subject(judgement, store)
    except Problem as problem:
        raise Problem(f"line {number}: {problem}", problem.code) from problem
    return replace(judgement, subject=subject, other=other)


def _known(subject: Subject, store: MentionStore) -> Subject:
    return subject if subject.keys else store.subject(_meant(store, subject.name))


def _known_subject(judgement: Judgement, store: MentionStore) -> Subject:
    subject = judgement.subject
    if judgement.kind is Kind.IGNORE_HERE:
        return subject  # what matters is the place
    if judgement.kind is Kind.MERGE_HERE and not subject.keys:
        return judging_here.bearer(store, _meant(store, subject.name))
    return _known(subject, store)
