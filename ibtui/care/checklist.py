"""Which papers an application needs, as one text: `## kind`, then a paper a line. A school can change it."""

from __future__ import annotations

from ibtui.care.text import fold
from ibtui.care.words import ApplicationKind

BUILT_IN = """\
## arrangement
groeidocument of OPP
wat er al gedaan is, met wat het opleverde
gesprek met de ouders
verslag van het overleg met het samenwerkingsverband
aanvraagformulier, door een ouder met gezag en de directie getekend

## toelaatbaarheidsverklaring
groeidocument of OPP
aanvraagformulier, door een ouder met gezag en de directie getekend
eigen kijk van de ouders (mag, hoeft niet)
verklaring van de eerste deskundige
verklaring van de tweede deskundige
verslagen van de gesprekken met de ouders

## onderzoek dyslexie
leesdossier
drie metingen van het lezen op een rij
begeleiding: welke periode, hoe vaak, hoeveel minuten, door wie, welke methode
formulier van de gemeente, door de ouders getekend

## ander onderzoek
onderzoeksvraag
toestemming van de ouders
wat er al gedaan is, met wat het opleverde

## andere aanvraag
aanvraagformulier
toestemming van de ouders
"""
"""What a school begins with (domain, 1.7 and 1.10). Each network has a list of its own: it is meant to be changed."""


def papers(text: str, kind: str) -> tuple[str, ...]:
    """The papers under the heading of this kind, each once, in the order of the text.

    A line may begin with "-", "☐" or "*". Text above the first heading belongs to no kind.
    """
    wanted, found, here = fold(kind), dict[str, None](), False
    for line in text.splitlines():
        if line.startswith("##"):
            here = fold(line.lstrip("#").strip()) == wanted
        elif here and (name := " ".join(line.strip().lstrip("-*☐").split())):
            found.setdefault(name)
    return tuple(found)


def problems(text: str) -> tuple[tuple[int, str], ...]:
    """What can't be read: (number of the line from 1, what is the matter). Nothing of it stops keeping the text."""
    known = {fold(kind.value) for kind in ApplicationKind}
    choices = ", ".join(kind.value for kind in ApplicationKind)
    found: list[tuple[int, str]] = []
    headed = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("##"):
            headed = True
            title = line.lstrip("#").strip()
            if fold(title) not in known:
                found.append((number, f"“{title}” is geen soort aanvraag. Kies uit: {choices}."))
        elif line.strip() and not headed:
            found.append((number, "Deze regel staat boven de eerste kop. Zet er eerst een kop boven."))
    return tuple(found)
