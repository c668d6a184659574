"""A groot overleg about Roos, with the people who sit at its table: for the tests of minutes."""

import datetime as dt

from ibtui.care.words import ConversationKind, ConversationStatus, Custody, PersonRole
from ibtui.store import conversations, groups, guardians, minutes, people, pupils
from ibtui.store.conversations import ConversationDraft
from ibtui.store.groups import GroupDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo

TODAY = dt.date(2026, 11, 24)

TEXT = """\
## Wat gaat er goed
- Roos gaat graag naar school, heeft twee vaste vriendinnen
* "rekenen vind ik het fijnst"

## Waar maken we ons zorgen over
- lezen gaat langzamer dan in september
? is het gehoor getest
! @ans: oefent elke dag 10 minuten > vr
! moeder: belt de logopedist > +2w
% moeder leek erg moe
= we vragen een onderzoek aan bij het samenwerkingsverband
"""
"""The minutes of the design's second picture."""


def table(school: SchoolInfo) -> tuple[int, int]:
    """Juf Ans, Roos and Noa of groep 5, and Roos' mother; gives the pupils' numbers."""
    ans = people.add_person(
        school.id, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", "juf", function="leerkracht groep 5")
    )
    for last in ("Hof", "Bos"):
        people.add_person(school.id, PersonDraft(PersonRole.COLLEAGUE, "Noa", "", last, function="stagiaire"))
    group = groups.add_group(school.id, GroupDraft("5", (ans,)), TODAY)
    roos = pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk", group), TODAY)
    sam = pupils.add_pupil(school.id, PupilDraft("Sam", "", "Hof", group), TODAY)
    mother = PersonDraft(PersonRole.GUARDIAN, "Marieke", "", "Bos")
    guardians.add_guardian(roos, GuardianDraft(mother, "moeder", Custody.YES))
    return roos, sam


def talk(
    school: SchoolInfo,
    pupil: int,
    day: dt.date = TODAY,
    kind: str = ConversationKind.LARGE_MEETING,
    start: dt.time | None = dt.time(13, 0),
) -> int:
    """A held conversation about one pupil, everybody near that pupil at the table."""
    seats = tuple(row.id for row in conversations.suggested_people(school.id, (pupil,), None))
    draft = ConversationDraft(
        kind=kind, day=day, start=start, pupil_ids=(pupil,), person_ids=seats, status=ConversationStatus.HELD
    )
    return conversations.add_conversation(school.id, draft)


def groot_overleg(school: SchoolInfo, text: str = "") -> int:
    """Minutes of a groot overleg about Roos van Dijk: from the template, or with this text."""
    roos, _sam = table(school)
    started = minutes.start(talk(school, roos))
    if text:
        minutes.save(started.id, text, started.version)
    return started.id
