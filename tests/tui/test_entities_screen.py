"""The sidebar's scopes, what is known of an entity, and teaching."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from settling import ends
from textual import events
from textual.widgets import OptionList

from articles.entities import EntityType
from index.library.library import Edition
from index.mentions.values import Alias, Entity, Listed, LocalCount
from index.notebook.acts import Facet
from tui.background.lookup import Trace
from tui.background.teaching import Teacher, outcome
from tui.commands.command import Pane
from tui.desk.about import about
from tui.desk.alike import alike
from tui.dialogs.choose import Choose
from tui.dialogs.listing import Listing
from tui.dialogs.sheet import Sheet
from tui.page.list_rows import EntityRow
from tui.page.open_report import OpenReport

Reading = Callable[..., Any]


def rows(session: Any) -> dict[str, EntityRow]:  # noqa: ANN401  the session of conftest.py
    """The entities in the sidebar, by name, in the order shown."""
    return {row.name: row for row in session.screen.entities._list._rows}


def title(session: Any) -> str:  # noqa: ANN401  the session of conftest.py
    return str(session.screen.entities._title.text)


async def test_the_sidebar_counts_over_the_whole_list_and_then_in_the_report_again(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "I")
        assert (rows(session)["Margaret Okafor"].here, title(session)) == (
            4,
            "entities of the list · list / all",
        )
        await session.press("slash", *"northern", "enter")
        assert rows(session)["Margaret Okafor"].here == 2
        assert rows(session)["Margaret Okafor"].everywhere == 4
        await session.press("I")
        assert title(session) == "entities · here / all"


async def test_what_is_said_holds_in_the_entities_of_the_list_too(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "i", "I")
        before = len(rows(session))
        await session.press("slash", *"northern", "enter", "minus")
        assert "Northern River Authority is no entity" in session.status
        await session.press("escape")
        assert len(rows(session)) == before - 1
        assert "Northern River Authority" not in rows(session)


async def test_more_entities_than_are_shown_are_counted_and_found_by_the_filter(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.features.sidebar._MOST", 2)
    async with reading() as session:
        await session.press("G", "i", "I")
        assert list(rows(session)) == ["Margaret Okafor", "Harrow Bend"]
        assert title(session) == "first 2 of 3 · list / all"
        await session.press("slash", *"river")
        assert list(rows(session)) == ["Northern River Authority"]
        assert title(session) == "1 of 3 · list / all"
        await session.press(*(["backspace"] * 5))
        assert list(rows(session)) == ["Margaret Okafor", "Harrow Bend"]
        await session.press("e")
        assert title(session) == "first 2 of 3 found in 3 · list / all"
        await session.press("enter", "S")
        assert title(session) == "first 2 of 3 found in 3 by type · list / all"


async def test_the_filter_looks_at_every_name_of_those_of_the_list_and_in_company(
    reading: Reading,
) -> None:
    text = (
        "The World Health Organization (WHO) praised Margaret Okafor in Geneva.\n\n"
        "Later the WHO thanked Margaret Okafor again.\n"
    )
    async with reading({"2020-01-05 praise.txt": f"Praise for a governor\n\n{text}"}) as session:
        await session.press("i", "I", "slash", *"who")
        assert list(rows(session)) == ["World Health Organization"]
        assert title(session) == "1 of 3 · list / all"
        await session.press("enter", "slash", *"okafor", "enter", "enter")
        await session.press("I", "slash", *"who")
        assert list(rows(session)) == ["World Health Organization"]
        assert title(session) == "1 of 2 with Margaret Okafor · sentences / all"


async def test_while_one_filters_the_keys_of_the_filter_are_shown_and_can_be_clicked(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "i", "slash", *"river")
        hints = session.screen.hints

        async def click(key: str) -> None:
            line = hints.render_line(0).text
            assert key in line
            await session.pilot.click(hints, offset=(line.index(key), 0))
            await session.settled()

        await click("to the entities")
        assert len(rows(session)) == 1
        assert "trace" in hints.render_line(0).text
        await session.press("slash")
        await click("all entities")
        assert len(rows(session)) > 1
        await session.press("i", "slash", *"levee")
        await click("find nothing")
        assert not session.screen.find_bar.has_class("open")
        assert session.screen.pane is Pane.READING


async def test_escape_drops_the_filter_before_it_closes_the_entities(reading: Reading) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("G", "i", "slash", *"river", "enter")
        assert len(rows(session)) == 1
        await session.press("escape")
        assert len(rows(session)) == 3
        assert session.screen.pane is Pane.ENTITIES
        await session.press("escape")
        assert session.screen.pane is Pane.READING


async def test_entities_of_a_narrowed_list_are_counted_with_its_folded_copies(
    reading: Reading,
) -> None:
    text = (
        "Margaret Okafor, the governor, said that four hundred people had been brought away.\n\n"
        "The levee at Harrow Bend broke before dawn on Sunday and flooded the lower town.\n\n"
        "Engineers had warned in spring that the bank was soft where the old mill once stood.\n"
    )
    names = ("2020-01-05 wire.txt", "2020-01-06 paper.txt")
    async with reading({name: f"{name[11:-4]} news\n\n{text}" for name in names}) as session:
        await session.press("s", *"levee", "enter", "I")
        await session.press("G", "i", "enter")
        traced = session.screen.desk.tracing.count
        count = rows(session)[traced.trace.entity.name].here
        assert count == traced.rows.total + traced.in_copies > traced.rows.total


async def test_the_sidebar_shows_who_is_named_in_one_sentence_with_the_traced(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "I", "I")
        assert title(session) == "with Margaret Okafor · sentences / all"
        assert {name: row.here for name, row in rows(session).items()} == {
            "Northern River Authority": 1,
            "Harrow Bend": 1,
        }
        await session.press("escape")
        assert title(session) == "entities · here / all"


async def test_while_company_is_looked_for_it_is_not_said_that_there_is_none(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    async with reading() as session:

        async def nobody(*_: object) -> list[tuple[Entity, int]]:
            said.append(session.screen.entities._list.placeholder)
            return []

        client = await session.screen.desk.searcher()
        monkeypatch.setattr(client, "company", nobody)
        await session.press("j", "tab", "asterisk", "I", "I")
        assert said == ["Looking for who else is named…"]
        assert session.screen.entities._list.placeholder == "No entities here."


async def test_where_no_entity_of_a_report_has_a_name_it_is_said_which_key_looks_further(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "i", "slash", *"northern", "enter")
        assert session.screen.entities._list.placeholder == "No such name here · I: in the list"
        await session.press("I")
        assert "Northern River Authority" in rows(session)


async def test_the_entities_are_ordered_by_count_type_or_name(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "i", "S")
        letters = [row.type_letter for row in rows(session).values()]
        assert letters == sorted(letters, key="POL·".index)
        await session.press("S")
        assert list(rows(session)) == sorted(rows(session))
        assert "by name" in title(session)


async def test_an_entity_is_shown_with_its_names_their_evidence_and_its_dates(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "A")
        sheet = session.pilot.app.screen
        assert isinstance(sheet, Sheet)
        assert "2020-01-05 to 2020-01-07" in sheet.text.plain
        assert "short form of Margaret Okafor" in sheet.text.plain


@pytest.mark.parametrize("columns", [30, 73, 89])
def test_what_a_name_rests_on_stands_beside_it_or_indented_below(columns: int) -> None:
    long = "Organisation for the Prohibition of Chemical Weapons"
    aliases = (
        Alias("OPCW", 12, "acronym"),
        Alias(long, 3, "full name"),
        Alias("the watchdog", 1, f"short form of {long}, stated in the text at 4860"),
    )
    entity = Entity("e1", long, EntityType.ORGANISATION, 16, 4)
    trace = Trace(entity, aliases, {}, Edition(Path(), 0, 0))
    lines = about(trace, None, columns).plain.split("\n")[4:]
    assert max(map(len, lines)) <= columns
    assert lines[0].startswith(f"       12  OPCW{'' if columns < 50 else ' ' * 28}")
    assert all(line.startswith(" " * 11) or line[8].isdigit() for line in lines)
    for word in (*long.split(), "acronym", "stated", "4860"):
        assert any(word in line for line in lines)


def test_of_an_entity_that_is_named_once_it_is_said_so() -> None:
    entity = Entity("e1", "Harrow Bend", EntityType.PLACE, 1, 1)
    trace = Trace(entity, (), {}, Edition(Path(), 0, 0))
    said = about(trace, ("2020-01-05", "2020-01-05"), 80).plain.split("\n")[1]
    assert said == "1 mention in 1 article · 2020-01-05"


async def test_the_entities_of_the_list_are_seen_also_where_the_drawer_was_closed(
    reading: Reading,
) -> None:
    async with reading(size=(80, 24)) as session:
        await session.press("G", "enter", "I")
        assert session.screen.entities.display
        assert session.screen.pane is Pane.ENTITIES
        await session.press("i")
        assert not session.screen.entities.display


async def test_what_is_said_holds_at_once_in_the_text_and_in_the_sidebar(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "slash", *"northern", "enter", "minus")
        assert "Northern River Authority is no entity" in session.status
        assert "U undoes" in session.status
        assert "Northern River Authority" not in rows(session)
        named = {one.surface for one in session.screen.desk.report.named()}
        assert "Northern River Authority" not in named


async def test_two_entities_are_made_one_by_picking_the_other(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab", "f", "a", "equals_sign")
        assert isinstance(session.pilot.app.screen, Choose)
        await session.pilot.press(*"northern")
        await session.press("enter")  # it is the other, and
        await session.press("enter")  # everywhere
        assert "is Northern River Authority" in session.status
        assert session.screen.desk.report.mentions[0].name == "Northern River Authority"


async def test_the_cursor_goes_on_to_the_entity_that_the_one_under_it_is_said_to_be(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "i", "slash", *"harrow", "enter", "escape")
        assert session.screen.entities.row.name == "Harrow Bend"
        await session.press("equals_sign", *"northern", "enter")
        assert "Harrow Bend is Northern River Authority" in session.status
        assert session.screen.entities.row.name == "Northern River Authority"


async def test_whoever_is_traced_is_traced_again_once_it_is_no_longer_said_to_be_another(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "i", "slash", *"harrow", "enter", "escape", "enter")
        assert session.screen.desk.trace.entity.name == "Harrow Bend"
        session.screen.enter(Pane.ENTITIES)
        await session.press("equals_sign", *"northern", "enter")
        assert session.screen.desk.trace.entity.name == "Northern River Authority"
        await session.screen.features.teaching.teacher.teach("--undo")
        await session.screen.see_what_is_new()
        assert session.screen.desk.trace.entity.name == "Harrow Bend"


async def test_whoever_is_traced_is_traced_again_once_it_is_no_longer_said_to_be_none(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("G", "i", "slash", *"harrow", "enter", "escape", "enter")
        session.screen.enter(Pane.ENTITIES)
        await session.press("minus")
        assert session.screen.desk.trace is None
        await session.screen.features.teaching.teacher.teach("--undo")
        await session.screen.see_what_is_new()
        assert session.screen.desk.trace.entity.name == "Harrow Bend"
        assert "Harrow Bend: " in session.status
        await session.press("h", "escape")  # the user would not have it traced any more
        await session.screen.see_what_is_new()
        assert session.screen.desk.trace is None


def held_up(
    session: Any,  # noqa: ANN401  the session of conftest.py
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[asyncio.Event, list[str]]:
    """Have what is said of entities wait for an event; what was told of it goes into a list."""
    teacher = type(session.screen.features.teaching.teacher)
    let_go, told, ran = asyncio.Event(), list[str](), teacher.ran

    async def slowly(self: Teacher, *words: str) -> tuple[int, str, str]:
        await let_go.wait()
        came = await ran(self, *words)
        told.append(came[1])
        return came

    monkeypatch.setattr(teacher, "ran", slowly)
    return let_go, told


async def test_an_undo_waits_for_what_is_just_being_said(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        let_go, _ = held_up(session, monkeypatch)
        await session.press("G", "tab", "c", "i")
        await session.pilot.press("minus", "U")
        for _ in range(5):
            await session.pilot.pause()
        let_go.set()
        await session.settled()
        assert "Undone: " in session.status
        assert "is no entity" in session.status
        assert len(await session.screen.desk.keeper.placed(Facet.CLIP)) == 1


async def test_what_is_just_being_said_can_be_called_off(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        let_go, _ = held_up(session, monkeypatch)
        await session.press("G", "i")
        await session.pilot.press("minus")
        assert "Looking where that holds… · Esc calls it off" in session.status
        await session.pilot.press("j")  # it is no answer that goes with the next key
        assert "Looking where that holds" in session.status
        await session.pilot.press("escape")
        assert "Calling it off" in session.status
        assert session.screen.pane is Pane.ENTITIES
        let_go.set()
        await session.settled()
        assert "Called off: Margaret Okafor is no entity" in session.status
        await session.press("U")
        assert "There is nothing to undo" in session.status


async def test_a_star_that_comes_meanwhile_stays_when_what_is_said_is_called_off(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        teacher, desk = type(session.screen.features.teaching.teacher), session.screen.desk
        let_go, told = held_up(session, monkeypatch)
        ran = teacher.ran

        async def starred(self: Teacher, *words: str) -> tuple[int, str, str]:
            came = await ran(self, *words)
            if len(told) == 1:  # it is written down, and the reader does not know yet
                await desk.keeper.star([desk.report.number], is_starred=True)
            return came

        monkeypatch.setattr(teacher, "ran", starred)
        await session.press("G", "i")
        await session.pilot.press("minus", "escape")
        let_go.set()
        await session.settled()
        assert "Called off: Margaret Okafor is no entity" in session.status
        await session.press("U")
        assert "starred" in session.status
        await session.press("U")
        assert "There is nothing to undo" in session.status


async def test_what_is_just_being_said_holds_though_the_next_key_quits(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading() as session:
        app = session.pilot.app
        let_go, told = held_up(session, monkeypatch)
        await session.press("G", "i")
        await session.pilot.press("minus", "Q")
        assert app.return_code is None
        let_go.set()
        assert await ends(app) == 0
        assert "is no entity" in told[0]


def named(session: Any, surface: str) -> list[str]:  # noqa: ANN401  the session of conftest.py
    """Whom each mention of this name in the open report is of."""
    return [one.name for one in session.screen.desk.report.named() if one.surface == surface]


async def test_where_one_stands_on_a_mention_it_is_asked_where_that_holds(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "e")
        surface = session.lit
        await session.press("minus")
        sheet = session.pilot.app.screen
        offered = [one.choice for one in sheet.query_one(OptionList).options]
        assert [one.label for one in offered] == [
            "everywhere",
            "in this report",
            "only this mention",
        ]
        assert offered[0].beside == "4 in 2 reports"
        assert surface in offered[2].beside
        await session.press("escape")
        assert named(session, surface)


async def test_the_mention_that_one_stood_on_is_meant_though_the_report_has_changed(
    reading: Reading,
) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "e")
        surface, desk = session.lit, session.screen.desk
        await session.press("equals_sign")
        desk.report = OpenReport(desk.report.number, desk.report.article, (), ())
        await session.pilot.press(*"northern")
        await session.press("enter")
        offered = [one.choice for one in session.pilot.app.screen.query_one(OptionList).options]
        assert [surface in one.beside for one in offered] == [False, True, True]


async def test_one_mention_alone_is_none_at_once_everywhere_and_undone(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "e")
        before = rows(session)["Margaret Okafor"]
        mentions = len(session.screen.desk.report.named())
        await session.press("minus", *"only", "enter")
        assert "' here is no entity · U undoes" in session.status
        now = rows(session)["Margaret Okafor"]
        assert (now.here, now.everywhere) == (before.here - 1, before.everywhere - 1)
        assert len(session.screen.desk.report.named()) == mentions - 1
        count = session.screen.desk.tracing.count
        assert count.rows.total + count.in_copies == before.everywhere - 1
        await session.press("U")
        assert "Undone: this '" in session.status
        assert f" in {session.screen.desk.report.article.title} is no entity" in session.status


async def test_what_was_said_of_a_mention_that_is_gone_is_listed(
    reading: Reading, tmp_path: Path, rebuild: Callable[..., None]
) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "minus", *"only", "enter", "exclamation_mark")
        assert "holds nowhere" not in session.pilot.app.screen.text.plain
        await session.press("escape")
        report = session.screen.desk.report.article.id
        (tmp_path / "reports" / report).write_text("Levee\n\nNobody was there.\n")
        rebuild()
        await session.press("exclamation_mark")
        assert (
            f"this holds nowhere: this 'Margaret Okafor' in {report} is no entity"
            " (its place in the text is gone)"
        ) in session.pilot.app.screen.text.plain
        await session.press("U")
        assert isinstance(session.pilot.app.screen, Listing)
        await session.press("enter")
        await session.press("escape")
        assert "Taken back: this 'Margaret Okafor' in" in session.status
        await session.press("exclamation_mark")
        assert "holds nowhere" not in session.pilot.app.screen.text.plain


async def test_a_name_is_somebody_elses_in_this_report_alone(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk")
        before = rows(session)["Margaret Okafor"].everywhere
        surface = session.lit
        gone = len(named(session, surface))
        await session.press("equals_sign", *"northern", "enter")
        assert isinstance(session.pilot.app.screen, Choose)
        await session.press(*"report", "enter")
        assert f"every '{surface}' here is Northern River Authority" in session.status
        assert set(named(session, surface)) == {"Northern River Authority"}
        await session.press("I")
        assert rows(session)["Margaret Okafor"].here == before - gone


async def test_of_an_entity_in_the_sidebar_it_is_said_everywhere_as_ever(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "e", "i", "minus")
        assert "Margaret Okafor is no entity" in session.status


async def test_those_called_nearly_so_are_offered_first() -> None:
    names = ("Islamic State", "Syria", "Observatory", "Syrian Observatory for Human Rights")
    listed = [
        LocalCount(Entity(f"e{at}", name, EntityType.ORGANISATION, 9 - at, 1), 9 - at)
        for at, name in enumerate(names)
    ]

    class Asked:
        async def entities_of(self, _: object, limit: int, named: str = "") -> Listed:
            found = [one for one in listed if named in one.entity.name.casefold()]
            return Listed(found[:limit], len(found))

    offered = await alike(Asked(), "Syrian Observatory", 9)  # type: ignore[arg-type]  # all of it that is asked
    assert [one.entity.name for one in offered] == [
        "Syrian Observatory for Human Rights", "Observatory", "Islamic State", "Syria",
    ]  # fmt: skip


async def test_the_other_is_found_by_any_of_its_names_however_rare(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.dialogs.choose.SHOWN", 1)
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "equals_sign")
        sheet = session.pilot.app.screen
        offered = sheet.query_one(OptionList).options
        assert [one.choice.label for one in offered] == ["Harrow Bend"]
        for key in (*"river", "enter"):  # Enter waits for what is offered for all of the word
            session.pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await session.settled()
        await session.press("enter")  # everywhere
        assert "is Northern River Authority" in session.status


async def test_a_type_a_name_and_a_split_are_said_by_keys(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "plus", *"organ", "enter")
        assert "is of type organisation" in session.status
        await session.press("R", *" II", "enter")
        assert "is called Margaret Okafor II" in session.status
        assert session.screen.desk.trace.entity.name == "Margaret Okafor II"
        await session.press("percent_sign", *"okafor", "down", "enter")
        assert "is not" in session.status


async def test_words_that_are_selected_are_added_and_undone(reading: Reading) -> None:
    async with reading() as session:
        screen = session.screen
        await session.press("G", "tab")
        text = screen.desk.report.article.text
        at = text.index("lower town")
        screen.reading._select(at, at + len("lower town,") - 1)
        await session.press("plus", *"place", "enter")
        assert "lower town is a place" in session.status
        assert screen.reading.selected is None
        assert "U undoes" in session.status
        named = [(one.surface, one.evidence) for one in screen.desk.report.named()]
        assert ("lower town", "your word") in named
        assert rows(session)["lower town"].here == 1
        await session.press("U")
        assert "Undone: lower town is a place" in session.status


async def test_a_hit_that_is_nobodys_name_is_added(reading: Reading) -> None:
    async with reading() as session:
        await session.press("slash", *"levee", "enter", "j", "j", "tab", "n", "plus")
        assert isinstance(session.pilot.app.screen, Choose)
        await session.press(*"other", "enter")
        assert "is an entity of type other" in session.status
        assert rows(session)["levee"].here == 2


async def test_a_name_that_is_selected_is_of_another_type(reading: Reading) -> None:
    async with reading() as session:
        screen = session.screen
        await session.press("G", "tab")
        at = screen.desk.report.article.text.index("Northern River Authority")
        screen.reading._select(at, at + len("Northern River Authority") - 1)
        await session.press("plus", *"place", "enter")
        assert "Northern River Authority is of type place" in session.status


async def test_a_passage_is_no_name(reading: Reading) -> None:
    async with reading() as session:
        await session.press("G", "tab")
        session.screen.reading._select(0, len(session.screen.desk.report.article.text) - 1)
        await session.press("plus")
        assert "A name has at most 12 words" in session.status


async def test_what_is_refused_is_said_and_changes_nothing(reading: Reading) -> None:
    async with reading() as session:
        await session.press("j", "tab", "asterisk", "plus", *"person", "enter")
        assert "is of type person already" in session.status
        assert "U undoes" not in session.status


async def test_without_anybody_meant_nothing_is_taught(reading: Reading) -> None:
    async with reading() as session:
        await session.press("tab", "minus")
        assert "Nobody is meant" in session.status


def test_what_is_overruled_is_told_beside_what_holds_now() -> None:
    told = outcome(0, "X is called Y\nmore\n", "gazetteer: this overrules what you said\n")
    assert (told.holds, told.said) == (True, "X is called Y · this overrules what you said")


async def test_the_command_line_is_really_asked(tmp_path: Any) -> None:  # noqa: ANN401
    taught = await Teacher(tmp_path / "gone", tmp_path).teach("--ignore", "e1")
    assert not taught.holds
    assert "gone" in taught.said
