"""What the forms of a consent and a referral ask about the parents: did they see it, do they agree, do they know."""

import datetime as dt

from ibtui.app import IbApp
from ibtui.store import agencies, groups, pupils, schools
from ibtui.store.agencies import AgencyDraft, ReferralDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.people import PersonDraft
from tests.screens.conftest import TODAY, settled, shown, typed

_YESTERDAY = TODAY - dt.timedelta(days=1)


def _agency_and_pupil() -> tuple[int, int]:
    school = schools.current().id
    group = groups.add_group(school, groups.GroupDraft("3/4/5"), TODAY)
    pupil = pupils.add_pupil(school, pupils.PupilDraft("Roos", "van", "Dijk", group, "", 2), TODAY)
    mother = PersonDraft("ouder/verzorger", "Fatima", "", "Amrani")
    pupils.add_guardian(pupil, GuardianDraft(mother, "moeder", "ja"))
    return agencies.add_agency(school, AgencyDraft("GGD Oefenland")), pupil


async def test_a_consent_says_whether_the_parent_saw_it_and_agrees(empty_app: IbApp) -> None:
    agency, _pupil = _agency_and_pupil()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        empty_app.show("instantie", agency)
        await settled(pilot)
        await typed(pilot, "c", "=roos", "enter", "tab", "=fat", "enter", "=rapport", *["tab"] * 5)
        assert "ouder zag het stuk" in shown(pilot)
        await typed(
            pilot, "=j", "tab", "=gisteren", "tab", "=n", "tab", "=mist de toetsen", "tab", "=j", "ctrl+s"
        )
        (row,) = agencies.consents(TODAY, agency_id=agency)
        assert (row.seen, row.seen_on, row.content_agreed) == (True, _YESTERDAY, "nee")
        assert (row.reason_not_agreed, row.transfer_agreed) == ("mist de toetsen", "ja")
        await typed(pilot, "e", "ctrl+s")
        (again,) = agencies.consents(TODAY, agency_id=agency)
        assert (again.seen_on, again.content_agreed, again.transfer_agreed) == (_YESTERDAY, "nee", "ja")


async def test_a_referral_keeps_its_question_and_that_the_parents_know(empty_app: IbApp) -> None:
    agency, pupil = _agency_and_pupil()
    told = ReferralDraft(pupil, agency, status="loopt", question="hoort ze goed?", parents_told_on=_YESTERDAY)
    agencies.add_referral(told)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        empty_app.show("instantie", agency)
        await settled(pilot)
        await typed(pilot, "down", "x", "e")
        assert "hoort ze goed?" in shown(pilot)
        await typed(pilot, "ctrl+s")
        (row,) = agencies.referrals(agency_id=agency)
        assert (row.status, row.question, row.parents_told_on) == ("afgerond", "hoort ze goed?", _YESTERDAY)
