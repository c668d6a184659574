"""A paper of minutes as people type them, all invented."""

import dataclasses
from datetime import date, time

from ibtui.care.minutes import parse
from ibtui.care.paper import Paper, PaperFacts, Seat, build_paper
from ibtui.care.words import ConversationKind, Presence

DAY = date(2026, 11, 24)

FACTS = PaperFacts(
    school="OEFENSCHOOL De Wilgenhoek",
    practice=True,
    title="Verslag groot overleg",
    confidential_for="de ouders van Roos van Dijk",
    pupil_names=("Roos van Dijk",),
    child_name="Roos",
    group="groep 5",
    day=DAY,
    start=time(13, 0),
    place="kamer van de ib'er",
    kind=ConversationKind.LARGE_MEETING,
    status="concept",
    written_by="intern begeleider",
    own_name="Marit Veen",
    purpose="We kijken samen hoe het lezen gaat.",
    seats=(
        Seat("Karin van Dijk", "moeder", "", Presence.PRESENT),
        Seat("Piet van Dijk", "vader", "", Presence.EXCUSED),
    ),
    next_meeting="dinsdag 12 januari 2027, 13:00",
    names={"@ans": "juf Ans", "#roo": "Roos", "moeder": "Karin van Dijk"},
)

ROOS = """\
## Wat ziet de school
- lezen gaat langzamer
- ook thuis

dat zegt @ans ook
? is het gehoor getest
daarna verder
* "lezen is stom"
## Een eigen kop
van #roo
## Wat gaat er goed
* "rekenen vind ik het fijnst"
Roos heeft twee vriendinnen
% moeder leek erg moe
## Wat vindt het kind zelf
gevraagd in een gesprek
## Afspraken
! @ans: oefent elke dag > vr
! moeder: belt > 13-1
! vraagt een bril
! jij: mailt > ooit
= we vragen een onderzoek aan
## Volgend overleg
- ook de logopedist erbij
"""


def paper(text: str, **changes: object) -> Paper:
    return build_paper(parse(text, DAY), dataclasses.replace(FACTS, **changes))  # type: ignore[arg-type]
