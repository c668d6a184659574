"""`ibtui inzage` and `ibtui overdracht`: Word documents about a whole child and a whole school."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ibtui import dossier_paper, handover_paper
from ibtui.care.dates import long_date
from ibtui.care.names import Found, Named, find
from ibtui.care.words import Custody
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.shell.opening import opened_school
from ibtui.shell.typed import words
from ibtui.shell.writing import one_pupil
from ibtui.store import access_requests, guardians, people
from ibtui.store.access_requests import RequestRow
from ibtui.store.database import today

_NOBODY = "Wie het vroeg, staat er niet bij. Zeg dat met --van NAAM."
_NO_CUSTODY = "Let op: {who} heeft geen gezag, of dat is niet bekend. Zoek eerst uit of de kopie mee mag."


def run_access(arguments: argparse.Namespace) -> int:
    """The copy of one child's file, and the list to check it with; the request and its term are noted."""
    folder = _folder(arguments.map)
    with opened_school(arguments.school) as (place, school):
        pupil = one_pupil(school.id, words(" ".join(arguments.leerling)))
        request = _request(pupil, arguments.van)
        if not request.asked_by:
            print(_NOBODY, file=sys.stderr)
        elif request.custody != Custody.YES:
            print(_NO_CUSTODY.format(who=shown(request.asked_by, 80)), file=sys.stderr)
        made = dossier_paper.write(
            place, school, request, today(), hide=arguments.zonder_namen, target=folder
        )
    print(shown(made.copy, 1000))
    print(shown(made.check, 1000))
    print(f"Kijk eerst de lijst na. Geven uiterlijk {long_date(request.due_on)}.", file=sys.stderr)
    return 0


def run_handover(arguments: argparse.Namespace) -> int:
    """The hand-over sheet of the school."""
    folder = _folder(arguments.map)
    with opened_school(arguments.school) as (place, school):
        print(shown(handover_paper.write(place, school, today(), folder), 1000))
    return 0


def _folder(typed: str | None) -> Path | None:
    """The folder that was asked for; `BadInput` when it isn't there."""
    if typed is None:
        return None
    folder = Path(typed).expanduser()
    if not folder.is_dir():
        raise BadInput(f"De map {shown(typed)} is er niet", "Maak hem eerst, of kies een andere.")
    return folder


def _request(pupil: int, who: str | None) -> RequestRow:
    """The request that runs, of this parent when one was named; else a new one, asked today."""
    if who is None:
        rows = access_requests.open_requests(pupil)
        if len(rows) > 1:
            names = ", ".join(row.asked_by or "iemand" for row in rows)
            raise BadInput("Er lopen meer verzoeken", f"Zeg met --van voor wie: {shown(names, 300)}.")
        return rows[0] if rows else access_requests.ask(pupil, None, today())
    asked_by = _guardian(pupil, words(who))
    rows = access_requests.open_requests(pupil)
    unnamed = [row for row in rows if row.asked_by_id is None]
    if unnamed and all(row.asked_by_id != asked_by for row in rows):
        # The same request, now with a name: the first run asked for one. A second term would be wrong.
        access_requests.say_who(unnamed[-1].id, asked_by)
    return access_requests.ask(pupil, asked_by, today())


def _guardian(pupil: int, who: str) -> int:
    """The guardian of this pupil who is meant, by name or by what they are: "moeder"."""
    family = guardians.guardians(pupil)
    named: list[Named] = []
    for one in family:
        if one.relation and one.relation.casefold() == who.strip().casefold():
            return one.person_id
        named.append(people.named(people.person(one.person_id)))
    found = find(who, named)
    if isinstance(found, Found):
        return found.named.id
    names = ", ".join(one.name for one in family) or "er staat nog niemand"
    raise BadInput(
        f"{shown(who, 60)} is geen ouder van dit kind, of er zijn er meer", f"Bedoel je: {shown(names, 300)}?"
    )
