"""An agency with the people who work there, the pupils who were referred, and what parents allow to be shared."""

import datetime as dt
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import PersonRole
from ibtui.screens.agency_lines import consent_state, referral_state
from ibtui.store import agencies, conversations, groups, people, pupils, schools
from ibtui.store.agencies import AgencyDraft, ConsentDraft, ConsentRow, ReferralDraft, ReferralRow
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 40)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def school() -> int:
    return schools.current().id


def roos() -> int:
    return pupils.pupils(school())[0].id


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A school with one pupil, Roos, and her mother."""
    group = groups.add_group(school(), groups.GroupDraft("3/4/5"), TODAY)
    pupil = pupils.add_pupil(school(), pupils.PupilDraft("Roos", "van", "Dijk", group, "", 2), TODAY)
    mother = people.PersonDraft(PersonRole.GUARDIAN, "Fatima", "", "Amrani")
    pupils.add_guardian(pupil, GuardianDraft(mother, "moeder", "ja"))
    return empty_app


def an_agency(name: str = "GGD Oefenland", kind: str = "jeugdgezondheid", region: str = "Oefenland") -> int:
    return agencies.add_agency(school(), AgencyDraft(name, kind, region, "010-1234567", "info@ggd.example"))


def a_contact(agency: int) -> int:
    draft = people.PersonDraft(
        PersonRole.AGENCY, "Marieke", "", "Bos", function="jeugdarts", agency_id=agency
    )
    return people.add_person(school(), draft)


async def open_agency(pilot: Pilot[None], agency: int) -> None:
    app = pilot.app
    assert isinstance(app, IbApp)
    await settled(pilot)
    app.show("instantie", agency)
    await settled(pilot)


# ── the list ───────────────────────────────────────────────────────────────────


async def test_a_school_without_agencies_says_which_key_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3")
        assert "Er staan nog geen instanties." in shown(pilot)
        assert "Druk op n" in shown(pilot)
        await typed(pilot, "e")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_a_new_agency_stands_in_the_list(app: IbApp) -> None:
    an_agency("Buurtteam")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3", "n", "ctrl+s")
        assert "Dit moet je invullen." in shown(pilot)
        await typed(pilot, "=GGD Oefenland", "tab", "=jeugdgezondheid", "tab", "=Oefenland", "ctrl+s")
        number = next(row.id for row in agencies.agencies(school()) if row.name == "GGD Oefenland")
        assert rows(pilot, "#list").chosen == f"instantie:{number}"
        assert "jeugdgezondheid · Oefenland" in shown(pilot)
        assert "2 instanties" in shown(pilot)


async def test_the_list_tells_when_we_last_spoke_and_what_runs(app: IbApp) -> None:
    agency = an_agency()
    conversations.add_conversation(
        school(),
        ConversationDraft("telefoon", in_days(-21), person_ids=(a_contact(agency),), status="gehouden"),
    )
    agencies.add_referral(ReferralDraft(roos(), agency, status="loopt"))
    an_agency("Logopedie")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3")
        text = shown(pilot)
        assert "2 instanties · 1 verwijzing loopt" in text
        assert "3 weken geleden" in text
        assert "1 persoon" in text
        assert "nog niet gesproken" in text


@pytest.mark.parametrize(
    ("keys", "words", "left"),
    [
        (["a"], "2 instanties", ["GGD Oefenland", "De Spreekbuis"]),
        (["l"], "f filter: verwijzing loopt", ["GGD Oefenland"]),
        (["s", "=logo", "enter"], "f filter: logopedie", ["De Spreekbuis"]),
        (["r", "=oef", "enter"], "f filter: Oefenland", ["GGD Oefenland"]),
        (["w", "=spreek", "ctrl+s"], "f filter: “spreek”", ["De Spreekbuis"]),
        (["w", "=zzz", "ctrl+s"], "Geen instanties bij dit filter.", []),
    ],
)
async def test_the_filter_says_what_it_leaves(
    app: IbApp, keys: list[str], words: str, left: list[str]
) -> None:
    agencies.add_referral(ReferralDraft(roos(), an_agency(), status="loopt"))
    an_agency("De Spreekbuis", "logopedie", "")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3", "f", *keys)
        text = shown(pilot)
        assert words in text
        for name in ("GGD Oefenland", "De Spreekbuis"):
            assert (name in text) == (name in left)


async def test_an_agency_is_changed_binned_and_taken_back(app: IbApp) -> None:
    agency = an_agency()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3", "e", "end", "= Noord", "ctrl+s")
        assert "GGD Oefenland Noord" in shown(pilot)
        await typed(pilot, "delete")
        assert "Er staan nog geen instanties." in shown(pilot)
        await typed(pilot, "u")
        assert rows(pilot, "#list").chosen == f"instantie:{agency}"


async def test_a_wide_screen_shows_the_chosen_agency_beside_the_list(app: IbApp) -> None:
    a_contact(an_agency())
    an_agency("Logopedie")
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "3")
        assert "Marieke Bos" in shown(pilot)
        assert "voegt er een toe" not in shown(pilot)  # those keys are not of this screen
        await typed(pilot, "down")
        assert "Marieke Bos" not in shown(pilot)


# ── one agency ─────────────────────────────────────────────────────────────────


async def test_an_empty_agency_says_which_keys_fill_it(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, an_agency())
        text = shown(pilot)
        assert "OEFENSCHOOL · Instantie · GGD Oefenland" in text
        for hint in ("p voegt iemand toe", "w voegt er een toe", "c voegt er een toe", "010-1234567"):
            assert hint in text


async def test_a_contact_person_is_added_with_function_and_phone(app: IbApp) -> None:
    agency = an_agency()
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, agency)
        await typed(pilot, "p", "=Marieke Bos", "tab", "tab", "=jeugdarts", "tab", "=06-1", "ctrl+s")
        assert said(pilot) == "Contactpersoon toegevoegd"
        (contact,) = agencies.agency_card(agency, TODAY).people
        assert (contact.name, contact.function, contact.phone) == ("Marieke Bos", "jeugdarts", "06-1")
        assert rows(pilot).chosen == f"persoon:{contact.id}"
        await typed(pilot, "delete", "u")
        assert "Marieke Bos" in shown(pilot)


async def test_a_pupil_is_referred_answered_and_done(app: IbApp) -> None:
    agency = an_agency()
    a_contact(agency)
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, agency)
        await typed(
            pilot, "w", "=roos", "enter", "tab", "=mar", "enter", "tab", "tab", "=gehoortest", "ctrl+s"
        )
        (row,) = agencies.referrals(agency_id=agency)
        assert (row.pupil, row.contact, row.status, row.reason, row.asked_on) == (
            "Roos van Dijk", "Marieke Bos", "aangevraagd", "gehoortest", TODAY,
        )  # fmt: skip
        assert "aangevraagd, wacht sinds vandaag" in shown(pilot)
        await typed(pilot, "x")
        assert "✓ afgerond" in shown(pilot)
        await typed(pilot, "x")
        assert agencies.referrals(agency_id=agency)[0].status == "loopt"
        await typed(pilot, "delete")
        assert agencies.referrals(agency_id=agency) == []
        await typed(pilot, "u")
        assert "gehoortest" in shown(pilot)


async def test_a_mother_gives_consent_and_takes_it_back(app: IbApp) -> None:
    agency = an_agency()
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, agency)
        await typed(
            pilot, "n", "c", "=roos", "enter", "tab", "=fat", "enter", "=verslag", "tab", "=gehoortest"
        )
        await typed(pilot, "tab", "tab", "=24-6", "ctrl+s")
        (row,) = agencies.consents(TODAY, agency_id=agency)
        assert (row.given_by, row.what, row.valid) == ("Fatima Amrani", "verslag", True)
        assert "✓ JA, tot en met do 24 jun 2027" in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Intrekken doe je met e: vul in op welke dag."
        await typed(pilot, "e", *["tab"] * 7, "=gisteren", "ctrl+s")
        assert "! NEE, ingetrokken ma 23 nov" in shown(pilot)


async def test_dates_that_cannot_be_are_said_in_the_form(app: IbApp) -> None:
    agency = an_agency()
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, agency)
        await typed(
            pilot, "c", "=roos", "enter", "tab", "tab", "=verslag", "tab", "tab", "tab", "=gauw", "ctrl+s"
        )
        assert "Geen datum." in shown(pilot)
        await typed(pilot, "ctrl+u", "=gisteren", "ctrl+s")
        assert "De toestemming loopt af voordat ze begint" in shown(pilot)
        await typed(pilot, "ctrl+u", "=+1m", "ctrl+s")
        assert "! NEE, er staat niet bij wie ja zei" in shown(pilot)


async def test_enter_on_a_referral_opens_the_pupil(app: IbApp) -> None:
    agency = an_agency()
    agencies.add_referral(ReferralDraft(roos(), agency, status="loopt"))
    async with app.run_test(size=NARROW) as pilot:
        await open_agency(pilot, agency)
        await typed(pilot, "down", "enter")
        assert "OEFENSCHOOL" in shown(pilot).splitlines()[0]
        assert "Roos van Dijk" in shown(pilot).splitlines()[0]


async def test_the_agency_itself_is_edited_and_binned_on_its_first_line(app: IbApp) -> None:
    agency = an_agency()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "3", "enter", "enter", "end", "= Noord", "ctrl+s")
        assert "Instantie · GGD Oefenland Noord" in shown(pilot).splitlines()[0]
        await typed(pilot, "delete")
        assert said(pilot) == "Instantie weggedaan. Met u haal je haar terug."
        await typed(pilot, "u")
        assert rows(pilot, "#list").chosen == f"instantie:{agency}"


@pytest.mark.parametrize("size", [NARROW, WIDE, (50, 12)])
async def test_hostile_names_are_shown_as_text(app: IbApp, size: tuple[int, int]) -> None:
    nasty = "[bold]GGD[/] [@click=app.quit]x[/] \u202eomgekeerd 🙂 e\u0301"
    agency = an_agency(nasty, nasty, nasty)
    draft = people.PersonDraft(PersonRole.AGENCY, nasty, function=nasty, agency_id=agency, phone=nasty)
    people.add_person(school(), draft)
    agencies.add_referral(ReferralDraft(roos(), agency, reason=nasty * 20))
    agencies.add_consent(ConsentDraft(roos(), agency, None, nasty, nasty, TODAY))
    async with app.run_test(size=size) as pilot:
        await typed(pilot, "3")
        assert "[bold]GGD[/]" in shown(pilot)
        await typed(pilot, "enter", "down", "down", "down", "home")
        assert "[bold]GGD[/] [@click=app.quit]x[/]" in shown(pilot)


# ── the words ──────────────────────────────────────────────────────────────────


def test_how_a_referral_stands_in_words() -> None:
    row = ReferralRow(1, 1, "Roos", 1, "GGD", None, "", None, "aangevraagd", "", in_days(-21), "", None, 1)
    assert referral_state(row, TODAY).text == "aangevraagd, wacht 3 weken"
    assert referral_state(replace(row, asked_on=in_days(-50)), TODAY).text == "! aangevraagd, wacht 7 weken"
    assert referral_state(replace(row, asked_on=None), TODAY).text == "aangevraagd"
    running = replace(row, status="loopt", answered_on=in_days(-1))
    assert referral_state(running, TODAY).text == "loopt sinds ma 23 nov"
    assert referral_state(replace(row, status="afgerond"), TODAY).text == "✓ afgerond"


def test_whether_something_may_be_shared_in_words() -> None:
    row = ConsentRow(1, 1, "Roos", 1, "GGD", None, "", "verslag", "", in_days(-9), None, None, True, 1)
    assert consent_state(row, TODAY).text == "✓ JA, tot het wordt ingetrokken"
    over = replace(row, valid=False, why_not="verlopen ma 23 nov")
    assert consent_state(over, TODAY).text == "! NEE, verlopen ma 23 nov"
    nobody = replace(over, why_not="Karim Bos heeft geen gezag")
    assert consent_state(nobody, TODAY).text == "! NEE, Karim Bos heeft geen gezag"
    later = replace(row, valid=False, given_on=in_days(1))
    assert consent_state(later, TODAY).text == "! nog niet, pas vanaf wo 25 nov"
