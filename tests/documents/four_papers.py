"""Minutes as somebody types them, and the four papers that are made of them. All invented."""

import dataclasses
import tempfile
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import get_args

from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

from ibtui.care.copying import Extract
from ibtui.care.minutes import parse
from ibtui.care.paper import Paper, PaperFacts, Seat, build_paper
from ibtui.care.words import ConversationKind, PaperAudience, Presence
from ibtui.documents.minutes import build_minutes

PAPERS: tuple[PaperAudience, ...] = get_args(PaperAudience)
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 26, 9, 30)
GGD = "GGD Hart voor Kinderen"

PROMISES = (
    ("@ans", "oefent elke dag tien minuten met Roos met de woorden van de week, in een rustig hoekje", "vr"),
    ("moeder", "belt de logopedist voor een afspraak", "+2w"),
    ("vader", "kiest drie boeken voor thuis", "vr"),
    ("jij", "vraagt het samenwerkingsverband mee te denken over de aanpak van lezen", "8-12"),
    ("@ans", "maakt een plan voor zes weken en bespreekt dat met Roos en met haar ouders", "4-12"),
    ("moeder", "leest elke avond tien minuten voor en laat Roos het boek zelf kiezen", "morgen"),
    ("vader", "komt op woensdag helpen in de bibliotheek van de school", "wo"),
    ("jij", "schrijft het verslag en stuurt het binnen een week naar beide ouders", "+1w"),
    ("@karin", "stuurt de uitnodiging voor de gehoortest naar beide ouders", "+3w"),
    ("@ans", "houdt elke week bij hoeveel woorden Roos leest en vertelt dat aan haar", "+6w"),
    ("jij", "plant het volgende overleg en nodigt iedereen uit", "vr"),
)
"""Eleven; the text below has one more of the GGD, and one for the file."""

TEXT = f"""\
## Waarom zitten we bij elkaar
Roos leest minder snel dan in september.
## Wat gaat er goed
- Roos gaat graag naar school
- Zij heeft twee vriendinnen
* "rekenen vind ik het fijnst"
% moeder leek erg moe
## Wat vertellen de ouders
Thuis leest @fleur elke avond voor. #sam komt vaak spelen.
## Wat ziet de school
In september las Roos **32 woorden**. Het OPP is nog niet nodig.
= we starten met kortdurende hulp
? is het gehoor van Roos getest
## Wat zeggen anderen
De GGD heeft het gehoor nog niet onderzocht.
! @karin: plant een gehoortest > +3w
## Voor het dossier
We denken aan een ernstig probleem met lezen.
! jij: legt de toetsgegevens klaar > vr
## Afspraken
{chr(10).join(f"! {who}: {what} > {when}" for who, what, when in PROMISES)}
## Volgend overleg
We kijken dan of het plan werkt.
"""

_FACTS = PaperFacts(
    school="OEFENSCHOOL De Wilgenhoek",
    practice=True,
    title="Verslag groot overleg",
    confidential_for="de ouders of verzorgers van Roos van Dijk",
    pupil_names=("Roos van Dijk",),
    child_name="Roos",
    group="groep 3/4/5",
    day=DAY,
    start=time(13),
    place="kamer van de ib'er",
    kind=ConversationKind.LARGE_MEETING,
    status="concept",
    written_by="Marit van der Veen, intern begeleider",
    own_name="Marit van der Veen",
    purpose="We zoeken hulp bij het lezen.",
    seats=(
        Seat("Fleur van Dijk", "moeder", "", Presence.PRESENT),
        Seat("Ans de Boer", "leerkracht groep 3/4/5", "De Wilgenhoek", Presence.PRESENT),
        Seat("Karin Postma", "jeugdverpleegkundige", GGD, Presence.PRESENT),
        Seat("Erik van Dijk", "vader", "", Presence.EXCUSED),
    ),
    next_meeting="dinsdag 19 januari 2027, 13:00 uur: groot overleg, kamer van de ib'er",
    sharing="Dit verslag gaat naar Fleur van Dijk en Erik van Dijk.",
    signatures=("Fleur van Dijk (moeder)", "Marit van der Veen (intern begeleider), namens De Wilgenhoek"),
    names={
        "@ans": "Ans de Boer",
        "moeder": "Fleur van Dijk",
        "vader": "Erik van Dijk",
        "@fleur": "Fleur van Dijk",
        "@karin": "Karin Postma",
        "#roos": "Roos van Dijk",
    },
)


def facts(audience: PaperAudience, **changes: object) -> PaperFacts:
    """What each of the papers needs beside its text."""
    own: dict[PaperAudience, dict[str, object]] = {
        "ouders": {},
        "dossier": {"confidential_for": "het dossier van Roos van Dijk", "edition": 2},
        "instantie": {
            "confidential_for": GGD,
            "agency": GGD,
            "extract": Extract((4,), frozenset({"@karin"})),
        },
        "afspraken": {"status": "vastgesteld"},
    }
    changed = {"audience": audience, **own[audience], **changes}
    return dataclasses.replace(_FACTS, **changed)  # type: ignore[arg-type]


def paper(audience: PaperAudience, text: str = TEXT, **changes: object) -> Paper:
    """One of the four papers of a text."""
    return build_paper(parse(text, DAY), facts(audience, **changes))


@cache
def document(audience: PaperAudience) -> bytes:
    """One of the four papers of `TEXT`, in the house style."""
    return build_minutes(paper(audience), AT)


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator()


def faults(data: bytes) -> list[str]:
    """What a validator for Office Open XML says of a document. Quick after the first one: the schemas stay."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        Path(file.name).write_bytes(data)
        return [str(finding) for finding in _validator().validate(file.name).errors]
