"""A small school around one table: two pupils of one group, their parents, two teachers, a doctor."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ibtui.care.words import ConversationKind, Custody, PersonRole
from ibtui.store.agencies import AgencyDraft, add_agency
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.guardians import GuardianDraft, add_guardian, guardians
from ibtui.store.people import PersonDraft, add_person
from ibtui.store.pupils import PupilDraft, add_pupil

TODAY = dt.date(2026, 11, 24)
"""A Tuesday."""

FRIDAY = dt.date(2026, 11, 27)


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of everyone, and of one planned groot overleg about Roos."""

    school: int
    group: int
    roos: int
    sam: int
    ans: int
    wim: int
    mother: int
    father: int
    doctor: int
    overleg: int


def lay(school: int) -> Table:
    """Put the school down."""
    ans = add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Boer", "juf", "leerkracht"))
    wim = add_person(school, PersonDraft(PersonRole.TEACHER, "Wim", "", "Prins", "meester", "leerkracht"))
    agency = add_agency(school, AgencyDraft("GGD"))
    doctor = add_person(school, PersonDraft(PersonRole.AGENCY, function="jeugdarts", agency_id=agency))
    group = add_group(school, GroupDraft("3/4/5", (ans,)), TODAY)
    roos = add_pupil(school, PupilDraft("Roos", "van", "Dijk", group, "5"), TODAY)
    sam = add_pupil(school, PupilDraft("Sam", "", "Hof", group, "4"), TODAY)
    add_guardian(
        roos, GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk"), "moeder", Custody.YES)
    )
    add_guardian(
        roos, GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Karim", "", "Bos"), "vader", Custody.NO, False)
    )
    mother, father = (row.person_id for row in guardians(roos))
    overleg = add_conversation(
        school,
        ConversationDraft(
            ConversationKind.LARGE_MEETING,
            TODAY,
            dt.time(13),
            60,
            pupil_ids=(roos,),
            person_ids=(mother, ans, doctor),
            purpose="lezen",
        ),
    )
    return Table(school, group, roos, sam, ans, wim, mother, father, doctor, overleg)
