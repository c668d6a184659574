"""`t` on a pupil: may I tell this? Six keys from anywhere to a big JA or NEE, and one more to write it down."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.care.words import Custody, PersonRole, ReferralStatus
from ibtui.screens.agency import AgencyScreen
from ibtui.screens.may_tell import MayTellScreen
from ibtui.store import agencies, pupils, schools, sharing, told
from ibtui.store.agencies import AgencyDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.sharing import ConsentDraft, ReferralDraft
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 40)
YEAR = dt.timedelta(days=365)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """Roos with a mother who decides about her and a father who doesn't, and three agencies: one of them runs."""
    school = schools.current().id
    roos = pupils.add_pupil(school, PupilDraft("Roos", "van", "Dijk"), TODAY)
    for first, custody in (("Bianca", Custody.YES), ("Sjoerd", Custody.NO), ("Kim", Custody.UNKNOWN)):
        person = PersonDraft(PersonRole.GUARDIAN, first, "", "Gerritsen")
        pupils.add_guardian(roos, GuardianDraft(person, "ouder", custody))
    for name in ("Aaltje Logopedie", "Brug Maatschappelijk werk", "Zonne Jeugdarts"):
        agencies.add_agency(school, AgencyDraft(name))
    sharing.add_referral(ReferralDraft(roos, number("Zonne"), status=ReferralStatus.RUNNING, asked_on=TODAY))
    return empty_app


def number(name: str) -> int:
    """The number of an agency."""
    return next(row.id for row in agencies.agencies(schools.current().id) if row.name.startswith(name))


def consent(name: str, *, withdrawn: dt.date | None = None) -> None:
    """Roos's mother lets this agency know how reading goes."""
    (roos,) = pupils.pupils(schools.current().id)
    mother = pupils.guardians(roos.id)[0].person_id
    draft = ConsentDraft(
        roos.id,
        number(name),
        mother,
        "hoe het lezen gaat",
        "hulp afstemmen",
        TODAY - YEAR,
        TODAY + YEAR,
        withdrawn,
    )
    sharing.add_consent(draft)


BIG_YES, BIG_NO = "██   ███████", "██ ██ ██  █████    █████"


async def test_six_keys_to_a_big_no_with_the_reason_and_the_answer_for_parents(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "/", "=roo", "enter", "t")
        text = shown(pilot)
        assert rows(pilot, "#askers").chosen == f"instantie:{number('Zonne')}"  # what runs comes first
        assert BIG_NO in text and "NEE, dit mag je niet vertellen" in text  # also in words
        assert "geen toestemming" in text
        await typed(pilot, "l")
        assert "Het antwoord is NEE" in shown(pilot)  # she may have told it all the same
        await typed(pilot, "escape", "down")
        assert BIG_YES in shown(pilot) and "Bianca" in shown(pilot)
        await typed(pilot, "down")
        assert BIG_NO in shown(pilot) and "Sjoerd" in shown(pilot) and "1:377c" in shown(pilot)
        await typed(pilot, "down")
        assert BIG_NO in shown(pilot) and "gezag" in shown(pilot)


async def test_withdrawn_is_no_a_new_consent_is_yes_and_one_key_writes_it_down(app: IbApp) -> None:
    consent("Zonne", withdrawn=TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(MayTellScreen(1))
        await typed(pilot, "c")
        assert "Nieuwe toestemming" in shown(pilot)
        await typed(pilot, "escape")
        assert BIG_NO in shown(pilot) and "trok de toestemming" in shown(pilot)
        consent("Zonne")
        app.screen.refresh_view()  # type: ignore[attr-defined]
        await pilot.pause()
        text = shown(pilot)
        assert BIG_YES in text and "JA, je mag dit vertellen" in text
        assert "hoe het lezen gaat" in text and "2027" in text  # what, and until when
        await typed(pilot, "l")
        assert "Het antwoord is NEE" not in shown(pilot)
        await typed(pilot, "ctrl+s")
        assert said(pilot).startswith("Opgeschreven")
    (row,) = told.told_of(1)
    assert (row.agency_id, row.ground, row.told_on, row.purpose) == (
        number("Zonne"), "toestemming", TODAY, "hulp afstemmen"
    )  # fmt: skip
    assert row.consent_id is not None


async def test_where_it_does_not_fit_it_says_so_and_a_report_comes_first(app: IbApp) -> None:
    """A NEE may keep nobody from asking Veilig Thuis for advice: that stands on top, whatever else there is."""
    agencies.add_agency(schools.current().id, AgencyDraft("Veilig Thuis Oefenland", "veilig thuis"))
    async with app.run_test(size=(80, 18)) as pilot:
        await settled(pilot)
        app.push_screen(MayTellScreen(1, number("Veilig")))
        await settled(pilot)
        text = shown(pilot)
        assert "Er staat meer: Tab" in text
        assert "Voor advies of een melding is geen toestemming" in text
        await typed(pilot, "tab", "end")
        assert "om toestemming en schrijf die op" in " ".join(shown(pilot).split())


async def test_from_an_agency_first_which_child(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(AgencyScreen(number("Brug")))
        await typed(pilot, "t", "=roos", "enter")
        assert rows(pilot, "#askers").chosen == f"instantie:{number('Brug')}"
        await typed(pilot, "enter")
        assert isinstance(app.screen, AgencyScreen)
