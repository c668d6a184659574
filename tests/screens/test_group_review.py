"""A groepsbespreking by keyboard: pupil by pupil, one line each, and the last page."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind, PersonRole, StepKind
from ibtui.screens.group_review import GroupReviewScreen
from ibtui.screens.group_review_done import GroupReviewDoneScreen
from ibtui.screens.group_review_start import group_keys
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.pupil import PupilScreen
from ibtui.screens.week import WeekScreen
from ibtui.store import (
    actions,
    concerns,
    conversations,
    cycle,
    database,
    groups,
    home,
    minutes,
    people,
    pupils,
)
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.cycle import StepDraft
from ibtui.store.groups import GroupDraft, GroupRow
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import current
from tests.screens.conftest import (
    TODAY,
    Made,
    home_in,
    ib_screen,
    opened,
    own_key,
    rows,
    said,
    settled,
    shown,
)

NAMES = ("Bo", "Cas", "Dex")


@pytest.fixture(scope="session")
def group_school(empty_school: Made, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Group 3/4/5 of juf Ans with Bo, Cas and Dex, spoken of in September, and an empty group 6. Made once."""
    origin, key = empty_school[0], own_key(empty_school)
    folder = tmp_path_factory.mktemp("group") / "school"
    shutil.copytree(origin, folder)
    home.open_unlocked(home_in(folder), own_key(empty_school))
    school = current().id
    ans = people.add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf"))
    group = groups.add_group(school, GroupDraft("3/4/5", (ans,)), TODAY)
    groups.add_group(school, GroupDraft("6"), TODAY)
    kids = [pupils.add_pupil(school, PupilDraft(name, "", "Bos", group, "3", 2), TODAY) for name in NAMES]
    concerns.add_concern(school, ConcernDraft("lezen", "leest nog spellend", pupil_id=kids[0]), TODAY)
    talk = conversations.add_conversation(
        school,
        ConversationDraft(
            ConversationKind.GROUP_REVIEW, dt.date(2026, 9, 8), group_id=group, status="gehouden"
        ),
    )
    begun = minutes.start(talk)
    minutes.save(begun.id, "## Bo Bos\n- leest spellend\n! @ans: elke dag lezen > 13-11", begun.version)
    database.close_store()
    return folder, key


@pytest.fixture
def group_app(group_school: Made, tmp_path: Path) -> Iterator[IbApp]:
    """The app on a copy of that school."""
    yield from opened(group_school, tmp_path / "school")


async def typed(pilot: Pilot[None], *keys: str) -> None:
    """As that of conftest, but a whole text goes in at once (as a paste does), and it waits at the end only."""
    for is_text, some in groupby(keys, key=lambda key: key.startswith("=") and len(key) > 1):
        if is_text:
            pilot.app.screen.post_message(Paste("".join(some)[1:]))
        else:
            await pilot.press(*some)
    await settled(pilot)


def text_of() -> str:
    """The minutes of the review of today."""
    found = [row for row in minutes.list_minutes(current().id) if row.day == TODAY]
    return minutes.load(found[0].id).text if found else ""


def test_a_group_has_the_key_of_its_first_year_when_that_is_its_own() -> None:
    def rows_of(*names: str) -> list[GroupRow]:
        return [GroupRow(number, name, (), (), 0, 0, 1) for number, name in enumerate(names)]

    assert list(group_keys(rows_of("1/2", "3/4/5", "6/7/8"))) == ["1", "3", "6"]
    assert list(group_keys(rows_of("de kleuters", "3"))) == ["d", "3"]
    assert group_keys(rows_of("3a", "3b")) == {}
    assert group_keys(rows_of(*(f"{year}{letter}" for year in range(1, 9) for letter in "ab"))) == {}


async def test_without_groups_it_says_what_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G")
        assert "Er zijn nog geen groepen. Maak er een bij School" in said(pilot)


async def test_a_group_without_pupils_says_so(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "6")
        assert "In deze groep zit nog niemand." in shown(pilot)
        await typed(pilot, "enter", "+", "n", "x")
        assert isinstance(pilot.app.screen, GroupReviewDoneScreen)
        await typed(pilot, "x")
        assert "Er is nog niets geschreven" in said(pilot)


def _number(first: str) -> int:
    return next(row.id for row in pupils.pupils(current().id) if row.first_name == first)


async def test_the_minutes_open_at_the_pupil_and_the_card_comes_back(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "a")
        assert said(pilot) == "Er is nog niets geschreven."
        await typed(pilot, "enter", "=goed", "escape", "a")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert pilot.app.screen.area.document.get_line(pilot.app.screen.area.cursor_location[0]) == "- goed"
        await typed(pilot, "end", "=!", "escape", "ctrl+l")
        assert ib_screen(pilot).SCREEN == PupilScreen.SCREEN
        await typed(pilot, "escape")
        assert "- goed!" in shown(pilot)


async def test_what_does_not_fit_is_read_on_with_the_space_bar(group_app: IbApp) -> None:
    school, bo = current().id, _number("Bo")
    for number in range(20):
        actions.add_action(school, ActionDraft(f"afspraak {number}", owner_text="juf Ans", pupil_id=bo))
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        group_app.show("groep", groups.groups(school, TODAY)[0].id)
        await typed(pilot, "G")  # from the group itself nothing has to be chosen
        assert "afspraak 0" in shown(pilot) and "lezen, niveau 1" not in shown(pilot)
        await typed(pilot, "space")
        assert "lezen, niveau 1: leest nog" in shown(pilot)
        await typed(pilot, "space")
        assert "Vorige keer" in shown(pilot)


async def test_beside_the_pupil_stands_what_was_said_and_agreed(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3")
        for size in ((80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            screen = shown(pilot)
            assert "bespreking 3/4/5 · 0 van 3" in screen
            assert "Vorige keer, di 8 sep" in screen
            assert "- leest spellend" in screen
            assert "! juf Ans: elke dag lezen" in screen
            assert "lezen, niveau 1" in screen
        await typed(pilot, "j")
        assert "Nog niet eerder besproken." in shown(pilot)
        assert text_of() == ""  # looking writes nothing


async def test_one_line_each_with_one_key_between_two_pupils(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "enter", "=vlot", "tab", "tab", "=!@ans: toets > vr")
        assert "→ afspraak van juf Ans: toets, vr 27 nov" in shown(pilot)
        await typed(pilot, "tab")
        assert isinstance(pilot.app.screen, GroupReviewDoneScreen)  # behind the last pupil
        screen = shown(pilot)
        assert "2 leerlingen besproken" in screen
        assert "Dex Bos: ans: toets > vr" in screen
        assert "## Bo Bos\n- vlot\n" in text_of()
        (item,) = [row for row in actions.open_actions(current().id, TODAY) if row.what == "toets"]
        assert (item.about, item.owner) == ("Dex Bos", "juf Ans")
        await typed(pilot, "end", "enter")  # from the last page back to who wasn't spoken of
        assert isinstance(pilot.app.screen, GroupReviewScreen)
        assert rows(pilot, "#kids").chosen == f"leerling:{_number('Cas')}"


async def test_enter_keeps_and_stays_and_coming_back_goes_on_there(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "enter", "=vlot", "enter", "=%druk", "enter", "enter")
        assert rows(pilot, "#kids").chosen.endswith(f":{_number('Cas')}")  # on an empty line to the next
        assert "## Bo Bos\n- vlot\n% druk\n" in text_of()
        await typed(pilot, "=half", "escape", "k")  # Esc keeps too
        assert "## Cas Bos\n- half\n" in text_of()
        assert "% druk (privé)" in shown(pilot)
        await typed(pilot, "j", "escape")
        assert isinstance(pilot.app.screen, WeekScreen)
        await typed(pilot, "G", "3")
        assert rows(pilot, "#kids").chosen == f"leerling:{_number('Cas')}"
        assert "2 van 3" in shown(pilot)
        assert len([row for row in conversations.week(current().id, TODAY) if row.group == "3/4/5"]) == 1
        await typed(pilot, "enter", "=af")
        assert group_app.save_all()  # stopping keeps the line that is being typed
        assert "- af" in text_of()


async def test_a_level_goes_up_by_one_key_or_in_the_line(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "+")
        assert said(pilot) == "Bo: niveau 2 → 3. Met u draai je het terug."
        assert "2→3" in shown(pilot)
        await typed(pilot, "u")
        assert (pupils.pupil(_number("Bo")).level, "niveau" in text_of()) == (2, False)
        await typed(pilot, "enter", "=-")
        assert "→ niveau 2 → 1" in shown(pilot)
        await typed(pilot, "tab", "escape", "j", "-", "-")
        assert [pupils.pupil(_number(name)).level for name in NAMES] == [1, 2, 1]
        assert "Niveau 0 is er niet" in said(pilot)


async def test_a_name_is_proposed_and_tab_takes_it(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "enter", "!", "@", "a")
        assert "▸ Ans de Wit" in shown(pilot)
        await typed(pilot, "tab", "l", "enter")
        assert "! @Ans: l\n" in text_of()


async def test_a_concern_an_evaluation_and_signing_up(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "m", "=19-1", "ctrl+s", "l")
        await typed(pilot, "j", "n", "tab", "tab", "tab", "=stil", "ctrl+s")
        assert said(pilot) == "Nieuwe zorg over Cas. Met u haal je die zorg weg."
        text = text_of()
        assert "## Bo Bos\n- evaluatie lezen: di 19 jan 2027\n- aangemeld voor leerlingbespreking" in text
        assert "## Cas Bos\n- nieuwe zorg: lezen, stil" in text
        assert {row.evaluate_on for row in concerns.of_pupil(_number("Bo"))} == {dt.date(2027, 1, 19)}
        await typed(pilot, "x")
        screen = shown(pilot)
        assert "1 nieuwe zorg" in screen and "Cas Bos: lezen, stil" in screen
        assert "1 aangemeld voor leerlingbespreking" in screen
        assert "1 leerling niet besproken" in screen
        await typed(pilot, "i", "ctrl+s")  # the leerlingbespreking, with who is signed up
        assert said(pilot) == "De leerlingbespreking staat in de week"
        (planned,) = conversations.of_pupil(_number("Bo"))
        assert (planned.kind, planned.invited) == (ConversationKind.PUPIL_REVIEW, 2)
        await typed(pilot, "i")
        assert "Bo staat al bij de leerlingbespreking" in said(pilot)
        await typed(pilot, "escape", "l", "x", "i")
        assert "Zet je Cas daarbij?" in shown(pilot)
        await typed(pilot, "j")
        assert said(pilot).startswith("Cas staat bij de leerlingbespreking van ")
        await typed(pilot, "i")
        assert said(pilot).startswith("Bo en Cas staan al bij de leerlingbespreking van ")
        assert set(conversations.of_pupil(_number("Cas"))[0].pupil_ids) == {_number("Bo"), _number("Cas")}


async def test_the_card_says_that_she_was_spoken_of_and_opens_those_minutes(group_app: IbApp) -> None:
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        group_app.show("leerling", _number("Bo"))
        await settled(pilot)
        spoken = next(row for row in rows(pilot).ids if row.startswith("besproken:"))
        rows(pilot).choose(spoken)
        assert " ".join(shown(pilot).split()).count("di 8 sep ✓ groepsbespreking besproken") == 1
        await typed(pilot, "x", "e", "delete")  # nothing of a whole group is changed from here
        assert [row.kind for row in conversations.week(current().id, dt.date(2026, 9, 7))] == [
            ConversationKind.GROUP_REVIEW
        ]
        await typed(pilot, "enter")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert pilot.app.screen.area.cursor_location == (1, 0)


async def test_one_of_friday_is_done_today_and_held_with_its_step(group_app: IbApp) -> None:
    school, group = current().id, groups.groups(current().id, TODAY)[0].id
    friday = TODAY + dt.timedelta(days=3)
    planned = conversations.add_conversation(
        school, ConversationDraft(ConversationKind.GROUP_REVIEW, friday, dt.time(10), group_id=group)
    )
    due = TODAY - dt.timedelta(days=4)
    step = cycle.add_step(school, StepDraft(StepKind.GROUP_REVIEW, group_id=group, due_on=due), TODAY)
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3")
        assert "staat op vr 27 nov." in shown(pilot)
        await typed(pilot, "j", "enter", "=goed", "escape")
        row = conversations.conversation(planned).row
        assert (row.day, row.has_text) == (TODAY, True)
        await typed(pilot, "x", "x")
        assert "Is daarmee ook deze stap van de kalender gedaan?" in shown(pilot)
        await typed(pilot, "j")
        assert isinstance(pilot.app.screen, WeekScreen)
        assert "afgerond. De stap in de kalender is gedaan." in said(pilot)
        assert cycle.step(step).done_on == TODAY
        await typed(pilot, "u")
        assert cycle.step(step).done_on is None


async def test_back_in_the_week_the_cursor_is_on_this_review(group_app: IbApp) -> None:
    at = ConversationDraft(ConversationKind.PHONE, TODAY, dt.time(15), purpose="later vandaag")
    other = conversations.add_conversation(current().id, at)
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert rows(pilot, "#days").chosen == f"gesprek:{other}"
        await typed(pilot, "G", "3", "enter", "=goed", "escape", "x", "x")
        assert isinstance(pilot.app.screen, WeekScreen)
        assert "afgerond" in said(pilot)
        await typed(pilot, "a")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert "- goed" in shown(pilot)


async def test_two_with_one_name_are_told_apart_and_a_long_name_leaves_the_marks_in_sight(
    group_app: IbApp,
) -> None:
    school, group = current().id, groups.groups(current().id, TODAY)[0].id
    born = dt.date(2019, 5, 3)
    twin = pupils.add_pupil(school, PupilDraft("Bo", "", "Bos", group, "3", 2, born), TODAY)
    pupils.add_pupil(school, PupilDraft("Anna" * 10, "", "Bos" * 10, group, "3", 2), TODAY)
    async with group_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "G", "3", "enter")
        assert "= besluit  * kind  % privé" in shown(pilot)
        await typed(pilot, "tab", "tab", "escape")
        assert f"Bo Bos (nr. {twin})" in shown(pilot)
        assert "geboren 03-05-2019" in shown(pilot)
