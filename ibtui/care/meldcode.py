"""The five steps of the meldcode, and the five questions to weigh by in step 4. They help; they decide nothing."""

from __future__ import annotations

from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `help`: what to write down, in a sentence or two."""

    number: int
    name: str
    help: str


FIVE: tuple[Step, ...] = (
    Step(
        1,
        "signalen op een rij",
        "Schrijf op wat je zelf zag. Schrijf apart op wat je hoorde, en van wie. Wat je ervan denkt staat weer apart.",
    ),
    Step(
        2,
        "overleg",
        "Met een collega: de aandachtsfunctionaris. Zo nodig met Veilig Thuis; dat kan zonder de naam van het kind.",
    ),
    Step(
        3,
        "gesprek met ouders en kind",
        "Wie sprak je, wat vertelde je en wat zeiden zij? Kan het niet veilig? Schrijf op waarom niet.",
    ),
    Step(4, "wegen", "Weeg wat er is met de vijf vragen. Vraag zo nodig Veilig Thuis om raad."),
    Step(
        5,
        "besluiten",
        "Melden, hulp regelen, of allebei? Schrijf op wat je besloot, met wie, en waarom.",
    ),
)
"""What a school does, in this order; a step may be taken more than once (domain, 1.9)."""

WEIGHINGS: tuple[str, ...] = (
    "Is er na stap 1 tot en met 4 een vermoeden van geweld of verwaarlozing?",
    "Is er acuut of steeds weer gevaar? Ja of twijfel: meld het meteen bij Veilig Thuis.",
    "Kunnen wij zelf hulp geven of regelen die genoeg is?",
    "Willen de ouders en het kind die hulp, en doen ze mee?",
    "Werkt de hulp binnen de tijd die we afspraken? Zo niet: meld het, of meld het opnieuw.",
)
"""The weighings of the afwegingskader: in step 4 and 5."""

SOURCE = (
    "De vijf stappen van de meldcode; het afwegingskader is verplicht sinds 1 januari 2019. Gelezen via "
    "onderwijsgeschillen.nl, handelingsprotocol.nl en de meldcode van een school. Heeft je school een eigen "
    "protocol? Kijk daar eerst in."
)


def step_name(number: int) -> str:
    """ "stap 2: overleg"."""
    return next((f"stap {one.number}: {one.name}" for one in FIVE if one.number == number), f"stap {number}")
