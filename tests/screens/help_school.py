"""Roos with help in every step of the ladder: for the tests of the screens of help."""

import datetime as dt

from textual.events import Paste
from textual.pilot import Pilot

from ibtui.care.words import ApplicationKind, ConcernCategory, ConversationKind, Custody, PersonRole
from ibtui.store import (
    absences,
    agencies,
    applications,
    approaches,
    concerns,
    conversations,
    groups,
    opps,
    pupils,
    schools,
    sharing,
)
from ibtui.store.absences import AbsenceDraft
from ibtui.store.agencies import AgencyDraft
from ibtui.store.applications import ApplicationDraft
from ibtui.store.approaches import ApproachDraft
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.opps import OppDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.sharing import ConsentDraft, ReferralDraft
from tests.screens.conftest import TODAY, settled

DAY = dt.timedelta(days=1)
ROOS = 1


def roos() -> int:
    """A pupil in a group, with a mother and a father who both have custody."""
    school = schools.current().id
    group = groups.add_group(school, groups.GroupDraft("3/4/5", ()), TODAY)
    pupil = pupils.add_pupil(school, PupilDraft("Roos", "van", "Dijk", group, "4", 3), TODAY)
    for first, relation in (("Femke", "moeder"), ("Tom", "vader")):
        person = PersonDraft(PersonRole.GUARDIAN, first, "van", "Dijk")
        pupils.add_guardian(pupil, GuardianDraft(person, relation, Custody.YES))
    assert pupil == ROOS
    return pupil


def all_steps() -> None:
    """A concern, an approach, a talk, a referral, an application, an OPP and an absence."""
    pupil, school = roos(), schools.current().id
    concern = concerns.add_concern(
        school,
        ConcernDraft(ConcernCategory.READING, "leest langzaam en raadt veel", pupil, level=3),
        TODAY - 90 * DAY,
    )
    approach = ApproachDraft(
        pupil, "elke dag tien minuten samen lezen", TODAY - 80 * DAY, concern, "5 keer per week", 50, "leesboekjes",
        by_text="leesmoeder Karin",
    )  # fmt: skip
    approaches.add_approach(approach)
    talk = ConversationDraft(
        ConversationKind.SUPPORT_TEAM, TODAY + 7 * DAY, pupil_ids=(pupil,), purpose="hoe verder"
    )
    conversations.add_conversation(school, talk)
    mother = pupils.guardians(pupil)[0].person_id
    agency = agencies.add_agency(school, AgencyDraft("Logopedie De Brug", "logopedie"))
    referral = ReferralDraft(
        pupil, agency, status="aangevraagd", reason="uitspraak", asked_on=TODAY - 50 * DAY
    )
    sharing.add_referral(referral)
    sharing.add_consent(ConsentDraft(pupil, agency, mother, "het verslag", "uitspraak", TODAY - 50 * DAY))
    applications.add_application(
        ApplicationDraft(
            pupil, ApplicationKind.ARRANGEMENT, TODAY - 20 * DAY, what="twee uur hulp per week in de klas"
        )
    )
    opps.add_opp(
        OppDraft(
            pupil,
            TODAY - 30 * DAY,
            destination="vmbo",
            support="elke dag apart lezen",
            helping="rustige plek",
        ),
        TODAY,
    )
    absences.add(pupil, AbsenceDraft(TODAY - 6 * DAY, 150, note="te laat"))


async def keyed(pilot: Pilot[None], *keys: str) -> None:
    """As `typed`, but what starts with "=" comes in as one piece (pasted), and it waits only after the last key."""
    for key in keys:
        if key.startswith("=") and len(key) > 1:
            pilot.app.post_message(Paste(key[1:]))
            await pilot.pause()
        else:
            await pilot.press(key)
    await settled(pilot)
