"""What school looks at before the copy of a child's file is given. Import this module late: it loads python-docx."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as WordDocument

from ibtui.care.dates import long_date
from ibtui.care.dossier_marks import ToCheck
from ibtui.care.privacy import RULES
from ibtui.documents import word
from ibtui.documents.dossier import DossierPaper, begin
from ibtui.documents.landscape import widths

_MOST_PLACES = 6
_TWO_PARENTS = (
    "Er is meer dan één ouder. Staat er iets in over de ene ouder wat de andere niet hoeft te weten? Een adres, een "
    "telefoonnummer, of wat iemand in vertrouwen zei? Haal dat weg."
)


def build_check(
    paper: DossierPaper, to_check: Sequence[ToCheck], at: datetime, template: bytes | None = None
) -> bytes:
    """What school looks at before the copy is given; never for the parents."""
    document = word.new_document(template)
    begin(document, paper, "Na te kijken voor je de kopie geeft", at)
    word.add_labelled(document, "Alleen voor school.", "Geef dit blad niet mee.", "Kernpunt")
    word.add_fact(document, "Leerling", paper.dossier.name)
    word.add_fact(document, "Geven uiterlijk", long_date(paper.due_on))
    for text in _before_giving(paper):
        word.add_line(document, text, "List Bullet")
    if paper.dossier.look_at:
        word.add_line(document, "Denk hier zelf over na", "Heading 1")
        for text in paper.dossier.look_at:
            word.add_line(document, text, "List Bullet")
    _check_names(document, [one for one in to_check if one.rule == "O1"])
    _check_rest(document, [one for one in to_check if one.rule != "O1"])
    return word.to_bytes(document)


def _before_giving(paper: DossierPaper) -> tuple[str, ...]:
    names = (
        "De namen van anderen zijn al weggelaten. Lees of er nog iets staat waaraan je iemand herkent."
        if paper.hide
        else "In de kopie staan de namen van anderen [zo]. Haal in Word weg wat niet mee mag."
    )
    parents = len(paper.dossier.guardians) > 1
    return (
        names,
        *([_TWO_PARENTS] if parents else []),
        "Lees de hele kopie zelf. Een computer ziet niet alles.",
        "Twijfel je? Vraag het de directeur of de privacyfunctionaris van je bestuur.",
        "Is de kopie gegeven? Zet dat in ibtui: leerling, dan i.",
    )


def _check_names(document: WordDocument, found: Sequence[ToCheck]) -> None:
    word.add_line(document, "Namen van anderen", "Heading 1")
    if not found:
        word.add_line(document, "Er zijn geen namen van andere kinderen of hun ouders gevonden.", "Normal")
        return
    by_name: dict[str, list[ToCheck]] = {}
    for one in found:
        by_name.setdefault(one.text, []).append(one)
    rows = [(name, _places(places), places[0].reason) for name, places in by_name.items()]
    columns = widths(document, (20, 40, 40))
    word.add_table(document, ("Naam", "Waar", "Waarom"), rows, columns, title="Namen van anderen")


def _places(found: Sequence[ToCheck]) -> str:
    places = list(dict.fromkeys(one.entry for one in found))
    more = len(places) - _MOST_PLACES
    return "; ".join(places[:_MOST_PLACES]) + (f"; en nog {more}" if more > 0 else "")


def _check_rest(document: WordDocument, found: Sequence[ToCheck]) -> None:
    if not found:
        return
    word.add_line(document, "Andere woorden om na te kijken", "Heading 1")
    rows = [(one.text, f"{one.entry}: {RULES[one.rule].name}", one.reason) for one in found]
    columns = widths(document, (20, 40, 40))
    word.add_table(document, ("Wat", "Waar", "Waarom"), rows, columns, title="Andere woorden")
