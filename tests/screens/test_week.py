"""The week: what is planned, what was held, what still has to be done; all of it with the keyboard."""

import datetime as dt

from ibtui.app import IbApp
from ibtui.care.words import Audience, ConversationKind
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.week import WeekScreen
from ibtui.store import actions, conversations, pupils, quick
from ibtui.store.actions import ActionDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.pupils import PupilDraft
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

WEDNESDAY = TODAY + dt.timedelta(days=1)
NARROW, WIDE = (80, 24), (120, 40)


def plan(app: IbApp, kind: str, day: dt.date = TODAY, hour: int | None = 13, **more: object) -> int:
    """A planned conversation."""
    start = dt.time(hour) if hour is not None else None
    return conversations.add_conversation(_school(), ConversationDraft(kind, day, start, **more))  # type: ignore[arg-type]


def roos() -> int:
    """A pupil."""
    return pupils.add_pupil(_school(), PupilDraft("Roos", "van", "Dijk"), TODAY)


def promise(what: str, due: dt.date | None, **more: object) -> int:
    return actions.add_action(_school(), ActionDraft(what, due_on=due, **more))  # type: ignore[arg-type]


def _school() -> int:
    from ibtui.store import schools

    return schools.current().id


async def test_an_empty_week_says_what_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        picture = shown(pilot)
        assert "OEFENSCHOOL De Wilgenhoek · week 48 · 23 – 27 nov" in picture
        assert "Deze week is nog leeg." in picture
        assert "n maakt een gesprek" in picture
        assert "k maakt een afspraak" in picture
        assert picture.count("niets gepland") == 5
        assert "? hulp" in picture


async def test_a_week_shows_its_conversations_by_day_and_time(empty_app: IbApp) -> None:
    pupil = roos()
    plan(empty_app, "oudergesprek", hour=14, pupil_ids=(pupil,))
    held = plan(empty_app, "observatie", hour=8)
    conversations.set_held(held, True)
    plan(empty_app, "telefoon", WEDNESDAY, None, purpose="GGD, jeugdarts")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        left = [line[:46].rstrip() for line in shown(pilot).split("\n")]
        assert left.index(" di 24  vandaag") < left.index(" wo 25")
        observation = next(line for line in left if "observatie" in line)
        parents = next(line for line in left if "oudergesprek" in line)
        assert "08:00" in observation and observation.endswith("✓")
        assert parents.startswith(" ▸ 14:00") and parents.endswith("Roos van Dijk")
        assert left.index(observation) < left.index(parents)
        assert any("telefoon" in line and "GGD, jeugdarts"[:12] in line for line in left)


async def test_overlapping_cancelled_and_private_are_said_in_words(empty_app: IbApp) -> None:
    plan(empty_app, "oudergesprek", hour=13, duration=60)
    plan(empty_app, "telefoon", hour=13, duration=60)
    plan(empty_app, "gesprek leerkracht", WEDNESDAY, 9, audience=Audience.PRIVATE)
    conversations.cancel(plan(empty_app, "kindgesprek", WEDNESDAY, 11))
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        picture = shown(pilot)
        assert picture.count("! overlapt") == 2
        assert "privé" in picture
        assert "afgezegd" in picture


async def test_of_two_notes_about_a_child_the_private_one_says_so(empty_app: IbApp) -> None:
    from ibtui.store import schools

    roos()
    school = schools.current().id
    quick.quick_note(school, "#roos leest graag", TODAY)
    quick.quick_note(school, "#roos % moeder leek moe", TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert shown(pilot).count("notitie ") == 2
        assert shown(pilot).count("privé") == 1


async def test_late_promises_come_first_with_a_sign_and_a_count(empty_app: IbApp) -> None:
    pupil = roos()
    promise("boekjes mee naar huis", TODAY, pupil_id=pupil)
    promise("schoolarts bellen", TODAY - dt.timedelta(days=4), pupil_id=pupil)
    promise("ooit opruimen", None)
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        right = [line[46:].strip(" ›") for line in shown(pilot).split("\n")]
        assert "Nog te doen         ! 1 te laat" in right
        assert (
            right.index("! schoolarts bellen")
            < right.index("boekjes mee naar huis")
            < right.index("ooit opruimen")
        )
        assert any("4 dagen" in line and "laat" in line for line in right)
        assert any("Roos" in line and "vandaag" in line for line in right)


async def test_a_new_conversation_lands_on_the_day_under_the_cursor(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "down", "n", "o", "ctrl+s")
        card = conversations.week(_school(), TODAY - dt.timedelta(days=1))
        assert [(row.day, row.kind) for row in card] == [(WEDNESDAY, "oudergesprek")]
        assert rows(pilot).chosen == f"gesprek:{card[0].id}"
        assert "Gesprek toegevoegd" in said(pilot)


async def test_enter_on_an_empty_day_makes_a_conversation_too(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "enter")
        assert isinstance(pilot.app.screen, FormScreen)


async def test_a_new_pupil_and_her_parents_are_proposed_while_planning(empty_app: IbApp) -> None:
    from ibtui.store import guardians
    from ibtui.store.people import PersonDraft

    pupil = roos()
    mother = guardians.GuardianDraft(PersonDraft("ouder/verzorger", "Maria", "", "Dijk"), "moeder", "ja")
    guardians.add_guardian(pupil, mother)
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "n", "tab", "r", "enter", "escape")
        assert "Roos van Dijk" in shown(pilot)
        assert "Maria Dijk" in shown(pilot)
        await typed(pilot, "shift+tab", "=ki")  # a kindgesprek: then the parents aren't there
        assert "kindgesprek" in shown(pilot)
        assert "Maria Dijk" not in shown(pilot)
        await typed(pilot, "=ou", "ctrl+s")
        row = conversations.week(_school(), TODAY - dt.timedelta(days=1))[0]
        assert (row.about, row.invited) == ("Roos van Dijk", 1)


async def test_x_marks_held_and_x_again_takes_it_back(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "x")
        assert conversations.conversation(talk).row.status == "gehouden"
        assert said(pilot) == "Gesprek gehouden"
        await typed(pilot, "x")
        assert conversations.conversation(talk).row.status == "gepland"


async def test_m_moves_to_another_day_and_says_which(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "m", *["backspace"] * 10, "=do", "tab", *["backspace"] * 5, "=1415", "ctrl+s")
        row = conversations.conversation(talk).row
        assert (row.day, row.start) == (dt.date(2026, 11, 26), dt.time(14, 15))
        assert said(pilot) == "Gesprek verplaatst naar do 26 nov, 14:15 uur"
        assert rows(pilot).chosen == f"gesprek:{talk}"


async def test_a_date_that_is_none_keeps_the_form_and_what_was_typed(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "m", *["backspace"] * 10, "=31-2", "ctrl+s")
        assert "Geen datum." in shown(pilot)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, AskScreen)
        await typed(pilot, "t")
        assert "31-2" in shown(pilot)
        assert conversations.conversation(talk).row.day == TODAY


async def test_e_changes_everything_about_it(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek", purpose="rapport")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "e")
        assert "rapport" in shown(pilot)
        await typed(pilot, "=t", "ctrl+s")
        assert conversations.conversation(talk).row.kind == "telefoon"
        assert conversations.conversation(talk).row.purpose == "rapport"


async def test_del_bins_and_u_brings_it_back(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "delete")
        assert "oudergesprek" not in shown(pilot)
        assert "Met u haal je het terug" in said(pilot)
        await typed(pilot, "u")
        assert said(pilot) == "Ongedaan gemaakt: gesprek verwijderd"
        assert f"gesprek:{talk}" in rows(pilot).ids


async def test_left_and_right_walk_through_the_weeks_and_t_comes_back(empty_app: IbApp) -> None:
    plan(empty_app, "oudergesprek", TODAY + dt.timedelta(days=7))
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "right")
        assert "week 49 · 30 nov – 4 dec" in shown(pilot)
        assert "oudergesprek" in shown(pilot)
        await typed(pilot, "left", "left")
        assert "week 47" in shown(pilot)
        assert "vandaag" not in shown(pilot).split("Nog te doen")[0]
        await typed(pilot, "t")
        assert "week 48" in shown(pilot)
        assert rows(pilot).chosen == f"dag:{TODAY}"


async def test_the_heading_goes_on_to_the_weekend_when_there_is_something_on_it(empty_app: IbApp) -> None:
    plan(empty_app, "oudergesprek", TODAY + dt.timedelta(days=4))
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert "week 48 · 23 – 28 nov" in shown(pilot)
        await typed(pilot, "right")
        assert "week 49 · 30 nov – 4 dec" in shown(pilot)


async def test_another_year_is_named(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, *["right"] * 7)
        assert "week 2 · 11 – 15 jan 2027" in shown(pilot)


async def test_tab_goes_to_what_must_be_done_and_the_keys_follow(empty_app: IbApp) -> None:
    item = promise("schoolarts bellen", TODAY)
    talk = plan(empty_app, "oudergesprek")
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "tab", "m", *["backspace"] * 10, "=+1w", "ctrl+s")
        assert actions.action(item).due_on == TODAY + dt.timedelta(days=7)
        assert actions.action(item).moved == 1
        await typed(pilot, "x")
        assert actions.action(item).status == "gedaan"
        assert conversations.conversation(talk).row.status == "gepland"
        assert "schoolarts" not in shown(pilot)
        await typed(pilot, "u")
        assert "schoolarts" in shown(pilot)


async def test_a_promise_is_changed_and_binned_by_its_own_keys(empty_app: IbApp) -> None:
    item = promise("schoolarts bellen", TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "tab", "e", "=!", "ctrl+s")
        assert actions.action(item).what == "schoolarts bellen!"
        await typed(pilot, "delete")
        assert "schoolarts" not in shown(pilot)
        assert "Afspraak weggedaan" in said(pilot)


async def test_enter_on_a_promise_opens_the_conversation_it_comes_from(empty_app: IbApp) -> None:
    talk = plan(empty_app, "oudergesprek", WEDNESDAY)
    promise("schoolarts bellen", TODAY, conversation_id=talk)
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, ConversationScreen)
        await typed(pilot, "escape")
        assert isinstance(pilot.app.screen, WeekScreen)


async def test_k_adds_a_promise_of_your_own(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        await typed(pilot, "k", "=bellen", "tab", "tab", "=vr", "ctrl+s")
        row = actions.open_actions(_school(), TODAY)[0]
        assert (row.what, row.owner, row.due_on) == ("bellen", "jij", dt.date(2026, 11, 27))
        assert said(pilot) == "Afspraak toegevoegd"


async def test_keys_without_anything_chosen_say_what_to_do(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        for key in ("e", "x", "m", "a", "delete"):
            await typed(pilot, key)
            assert said(pilot) == "Kies eerst een regel met de pijltjes."
        await typed(pilot, "u")
        assert said(pilot) == "Er is niets om ongedaan te maken."


async def test_a_wide_screen_shows_the_chosen_conversation_beside_it(empty_app: IbApp) -> None:
    pupil = roos()
    plan(
        empty_app,
        "groot overleg",
        pupil_ids=(pupil,),
        purpose="samen kijken",
        person_ids=(empty_app_coordinator(),),
    )
    async with empty_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        right = "\n".join(line[85:] for line in shown(pilot).split("\n"))
        assert "Roos van Dijk" in right
        assert "samen kijken" in right
        assert "Aan tafel" in right
        assert "Marit van der Veen"[:12] in right


def empty_app_coordinator() -> int:
    from ibtui.store import schools

    return schools.current().coordinator_id


async def test_names_with_brackets_and_escapes_are_only_text(empty_app: IbApp) -> None:
    pupil = pupils.add_pupil(_school(), PupilDraft("[bold]Jan[/]", "", "[@click=app.quit]x"), TODAY)
    plan(empty_app, "oudergesprek", pupil_ids=(pupil,), purpose="[/] [link=http://x]")
    promise("[red]bellen[/]", TODAY, pupil_id=pupil)
    async with empty_app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "[bold]Jan[/]" in shown(pilot)
        assert "[red]bellen[/]" in shown(pilot)
        await typed(pilot, "enter")
        assert "[bold]Jan[/] [@click=app.quit]x" in shown(pilot)


async def test_the_practice_week_is_full_and_fits(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        picture = shown(pilot)
        assert picture.startswith(" OEFENSCHOOL")
        assert "groot overleg" in picture
        assert "te laat" in picture
        assert max(len(line) for line in picture.split("\n")) <= 80


def test_every_kind_can_be_chosen_in_the_form_but_the_note() -> None:
    from ibtui.screens.forms.conversation import _kinds

    assert set(_kinds("groot overleg")) == {str(kind) for kind in ConversationKind} - {"notitie"}
