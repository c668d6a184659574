"""`l` on a pupil: who still has to hear something, and who knows what. And what parents ask and add."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.care.words import Custody, PersonRole
from ibtui.screens.agency import AgencyScreen
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.forms.parents import answer_form, question_form, view_form
from ibtui.screens.told import ToldScreen
from ibtui.store import (
    agencies,
    concerns,
    conversations,
    deadlines,
    parent_questions,
    parent_views,
    pupils,
    schools,
    sharing,
    told,
)
from ibtui.store.agencies import AgencyDraft, ReferralDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import ExportLog, ExportPupil, ExportRecipient, Guardianship
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.told import ToldDraft
from tests.screens.conftest import TODAY, ib_screen, said, settled, shown, typed

NARROW = (80, 24)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """Roos and her mother."""
    roos = pupils.add_pupil(schools.current().id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    mother = PersonDraft(PersonRole.GUARDIAN, "Bianca", "", "Gerritsen")
    pupils.add_guardian(roos, GuardianDraft(mother, "moeder", Custody.YES))
    return empty_app


def mother() -> int:
    """The number of Roos's mother."""
    return pupils.guardians(1)[0].person_id


async def test_writing_down_who_was_told(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."
        assert "Druk op n" in shown(pilot)
        await typed(pilot, "n", "=bianca", "enter", "tab", "tab", "=Roos doet mee met extra lezen", "ctrl+s")
        assert said(pilot) == "Opgeschreven"
        assert "Wie weet wat  1" in shown(pilot) and "Bianca Gerritsen" in shown(pilot)
        await typed(pilot, "e", "tab", "tab", "tab", "tab", "=bijpraten", "ctrl+s")
    (row,) = told.told_of(1)
    assert (row.person_id, row.what, row.told_on) == (mother(), "Roos doet mee met extra lezen", TODAY)


async def test_what_the_parents_dont_know_yet_stands_first_and_is_told_with_two_keys(app: IbApp) -> None:
    concerns.add_concern(
        schools.current().id, ConcernDraft("lezen", "Lezen staat stil", pupil_id=1), TODAY
    )  # the parents weren't told
    told.add_told(ToldDraft(1, "Extra lezen", name="oma", told_on=TODAY, how="gesprek"), TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await typed(pilot, "home")
        text = shown(pilot)
        assert text.index("Nog niet verteld") < text.index("Wie weet wat  1")
        await typed(pilot, "x", "t")
        assert said(pilot).startswith("Verteld aan Bianca Gerritsen")
        assert "Niemand hoeft nog iets te horen." in shown(pilot)
        await typed(pilot, "u")
        assert "Nog niet verteld" in shown(pilot)
    assert told.to_tell(1, TODAY)


async def test_without_known_gezag_it_does_not_say_that_all_is_told(app: IbApp) -> None:
    concerns.add_concern(schools.current().id, ConcernDraft("lezen", "Leest traag", pupil_id=1), TODAY)
    Guardianship.update(custody=Custody.UNKNOWN).execute()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await settled(pilot)
        assert "Van Bianca Gerritsen is niet bekend of er gezag is." in shown(pilot)
        assert "Druk op n" in shown(pilot)  # nothing was told yet
        told.add_told(ToldDraft(1, "Extra lezen", name="oma", told_on=TODAY, how="gesprek"), TODAY)
        Guardianship.update(custody=Custody.NO).execute()
        app.screen.refresh_view()  # type: ignore[attr-defined]
        await settled(pilot)
        text = shown(pilot)
        assert "geen ouder met gezag" in text and "Niemand hoeft nog iets" not in text


async def test_enter_on_an_answer_opens_the_agency(app: IbApp) -> None:
    agency = agencies.add_agency(schools.current().id, AgencyDraft("GGD Oefenland"))
    sharing.add_referral(ReferralDraft(1, agency, status="afgerond", answer="bril", answered_on=TODAY))
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await typed(pilot, "home", "enter")
        assert isinstance(app.screen, AgencyScreen)


async def test_a_text_for_the_parent_to_copy(app: IbApp) -> None:
    told.add_told(ToldDraft(1, "Roos gaat naar de leesgroep", mother()), TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await typed(pilot, "y")
        assert isinstance(app.screen, CopyTextScreen)
        assert "Dag Bianca" in shown(pilot) and "leesgroep" in shown(pilot)
        await typed(pilot, "escape", "delete")
        assert "Er staat nog niet wie wat weet." in shown(pilot)


async def test_who_got_the_minutes_stands_there_too(app: IbApp) -> None:
    draft = ConversationDraft("oudergesprek", TODAY, pupil_ids=(1,), planned=False, status="gehouden")
    talk = conversations.add_conversation(schools.current().id, draft)
    paper = ExportLog.create(conversation=talk, audience="ouders", file_name="a.docx", edition=2)
    ExportPupil.create(export=paper, pupil=1, name="Roos")
    ExportRecipient.create(export=paper, person=mother(), name="Bianca Gerritsen")
    ExportRecipient.create(export=paper, name="Joris van Dijk", got=False, reason="geen gezag")
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(ToldScreen(1))
        await typed(pilot, "home")
        text = " ".join(shown(pilot).split())
        assert "Op papier 1" in text and "Joris" not in text
        assert "Bianca Gerritsen kreeg het verslag van di 24 nov (oudergesprek)" in text
        assert "ouderkopie, versie 2" in text
        await typed(pilot, "x")
        assert said(pilot) == "Wie wat op papier kreeg, blijft hier staan."
        await typed(pilot, "enter")
        assert ib_screen(pilot).SCREEN == "gesprek"


async def test_an_own_view_belongs_to_a_talk_that_was_held(app: IbApp) -> None:
    days = [TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=3)]
    for day in days:
        status = "gehouden" if day <= TODAY else "gepland"
        draft = ConversationDraft("oudergesprek", day, pupil_ids=(1,), status=status)
        conversations.add_conversation(schools.current().id, draft)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(view_form(app, 1))
        await typed(pilot, "tab", "tab", "tab", "=ouder")
        page = shown(pilot)
        assert page.index("oudergesprek zo 22 nov") < page.index("oudergesprek zo 15 nov")
        assert "vr 27 nov" not in page  # still to come


async def test_a_question_waits_for_an_answer_and_an_own_view_lies_beside_the_file(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(question_form(app, 1))
        await typed(pilot, "=Waarom leest zij alleen?", "ctrl+s")
        (row,) = parent_questions.of_pupil(1)
        assert (row.asked_by_id, row.asked_on, row.answered_on) == (mother(), TODAY, None)
        assert [one.rule for one in deadlines.deadlines(schools.current().id)] == ["vraag_ouders"]
        app.push_screen(answer_form(app, row))
        await typed(pilot, "=Vanaf maandag met Sam", "tab", "=morgen", "ctrl+s")
        assert "is nog niet geweest" in shown(pilot)
        await typed(pilot, *["backspace"] * 6, "=vandaag", "ctrl+s")
        (row,) = parent_questions.of_pupil(1)
        assert (row.answered_on, row.answer) == (TODAY, "Vanaf maandag met Sam")
        assert deadlines.deadlines(schools.current().id) == []
        app.push_screen(view_form(app, 1))
        await typed(pilot, "tab", "tab", "tab", "tab", "=Thuis leest zij elke dag.", "ctrl+s")
    (view,) = parent_views.of_pupil(1)
    assert (view.kind, view.person_id, view.text) == ("eigen kijk", mother(), "Thuis leest zij elke dag.")
