"""The form for a request to read the file of a child: who asks, since when, and what happens with names of others."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.care.dates import long_date
from ibtui.care.words import Custody
from ibtui.errors import BadInput
from ibtui.screens.host import Host
from ibtui.store import access_requests, guardians, pupils
from ibtui.store.access_requests import RequestRow
from ibtui.widgets.fields import Field, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

MARK, HIDE = "aanstrepen", "weglaten"
"""What happens with the names of others."""

_CUSTODY = {Custody.YES: "gezag", Custody.NO: "geen gezag", Custody.UNKNOWN: "gezag onbekend"}


def access_form(host: Host, pupil_id: int, made: Callable[[RequestRow, bool], None]) -> FormScreen[int]:
    """A new request; `made` is told which one it is and whether the names of others are left out."""
    family = guardians.guardians(pupil_id)
    options = [
        Option(one.person_id, one.name, " · ".join((one.relation, _custody(one.custody)))) for one in family
    ]
    asked = {row.asked_by_id for row in access_requests.open_requests(pupil_id)}
    likely = (one.person_id for one in family if one.custody == Custody.YES and one.person_id not in asked)
    first = next(likely, None)

    def save(values: Values) -> int:
        day = values.date("dag") or host.today()
        if day > host.today():
            raise BadInput(
                "Deze dag moet nog komen", "Zet erbij wanneer het is gevraagd: vanaf dan telt de termijn."
            )
        for row in access_requests.open_requests(pupil_id):
            if row.asked_by_id == values.id("wie"):
                who = row.asked_by or "Iemand die hier niet bij naam staat"
                raise BadInput(
                    f"{who} vroeg dit al, op {long_date(row.asked_on)}",
                    "Ga terug met Esc, en druk op i: dan ga je met dat verzoek verder.",
                )
        row = access_requests.ask(pupil_id, values.id("wie"), day, values.text("noot"))
        made(row, values.text("namen") == HIDE)
        return row.id

    fields = [
        Field("wie", "wie vraagt het", Kind.PICK, first, source=PickSource(lambda: options),
              hint="leeg: iemand anders, schrijf het dan hieronder op"),
        Field("dag", "gevraagd op", Kind.DATE, host.today(), hint="vanaf hier telt de termijn", past=True),
        Field("namen", "namen van anderen", Kind.CHOICE, MARK, choices=(MARK, HIDE),
              hint="aanstrepen: je haalt ze zelf weg in Word"),
        Field("noot", "bijzonderheden", hint="bijvoorbeeld: per mail gevraagd"),
    ]  # fmt: skip
    intro = (
        "Alles uit het dossier komt in één Word-document, op volgorde. Je geeft het niet meteen mee: "
        "er komt een lijst bij met wat je eerst nakijkt."
    )
    title = f"Inzage in het dossier van {pupils.pupil(pupil_id).name}"
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, intro=intro
    )


def _custody(word: str) -> str:
    return next((text for key, text in _CUSTODY.items() if key == word), "")
