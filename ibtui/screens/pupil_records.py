"""What `e` and Del do to each kind of thing on a pupil's page. Forms are loaded when they're first wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ibtui.screens.forms.agency import consent_form, referral_form
from ibtui.screens.forms.concern import edit_concern_form, event_form
from ibtui.screens.forms.guardian import guardian_form
from ibtui.screens.forms.pupil import edit_pupil_form
from ibtui.screens.host import Host
from ibtui.store import concerns, pupils, sharing
from ibtui.widgets.form import FormScreen

Edit = Callable[[Host, int, int, int], FormScreen[int]]
"""The form to change a record: host, pupil, the record, and what it hangs on (the concern of a line)."""


def _pupil(host: Host, pupil: int, _number: int, _on: int) -> FormScreen[int]:
    return edit_pupil_form(host, pupils.pupil(pupil))


def _guardian(host: Host, pupil: int, number: int, _on: int) -> FormScreen[int]:
    return guardian_form(host, pupil, next(row for row in pupils.guardians(pupil) if row.id == number))


def _concern(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    return edit_concern_form(host, concerns.concern(number))


def _event(host: Host, _pupil: int, number: int, on: int) -> FormScreen[int]:
    card = concerns.concern(on)
    row = next(row for row in card.timeline if (row.ref, row.ref_id) == ("gebeurtenis", number))
    return event_form(host, card.row, row)


def _referral(host: Host, pupil: int, number: int, _on: int) -> FormScreen[int]:
    row = next(row for row in sharing.referrals(pupil_id=pupil) if row.id == number)
    return referral_form(host, None, pupil, row)


def _consent(host: Host, pupil: int, number: int, _on: int) -> FormScreen[int]:
    row = next(row for row in sharing.consents(host.today(), pupil_id=pupil) if row.id == number)
    return consent_form(host, None, pupil, row)


def _approach(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.approach import edit_approach_form
    from ibtui.store import approaches

    return edit_approach_form(host, approaches.approach(number))


def _application(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.application import edit_application_form
    from ibtui.store import applications

    return edit_application_form(host, applications.application(number))


def _opp(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.opp import edit_opp_form
    from ibtui.store import opps

    return edit_opp_form(host, opps.opp(number))


def _evaluation(host: Host, _pupil: int, number: int, on: int) -> FormScreen[int]:
    from ibtui.screens.forms.opp import evaluation_form
    from ibtui.store import opps

    card = opps.opp(on)
    return evaluation_form(host, card, next(row for row in card.evaluations if row.id == number))


def _told(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.told import edit_told_form
    from ibtui.store import told

    return edit_told_form(host, told.told(number))


def _question(host: Host, pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.parents import question_form
    from ibtui.store import parent_questions

    return question_form(host, pupil, parent_questions.question(number))


def _view(host: Host, pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.parents import view_form
    from ibtui.store import parent_views

    return view_form(host, pupil, parent_views.view(number))


def _term(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.deadline import edit_deadline_form
    from ibtui.store import deadlines

    return edit_deadline_form(host, deadlines.deadline(number))


def _absence(host: Host, _pupil: int, number: int, _on: int) -> FormScreen[int]:
    from ibtui.screens.forms.absence import edit_absence_form
    from ibtui.store import absences

    return edit_absence_form(host, absences.absence(number))


EDITS: Mapping[str, tuple[Edit, str]] = {
    "leerling": (_pupil, "Leerling gewijzigd"),
    "groep": (_pupil, "Leerling gewijzigd"),
    "niveau": (_pupil, "Leerling gewijzigd"),
    "ouder": (_guardian, "Ouder of verzorger gewijzigd"),
    "zorg": (_concern, "Zorg gewijzigd"),
    "gebeurtenis": (_event, "Regel gewijzigd"),
    "verwijzing": (_referral, "Verwijzing gewijzigd"),
    "toestemming": (_consent, "Toestemming gewijzigd"),
    "aanpak": (_approach, "Aanpak gewijzigd"),
    "aanvraag": (_application, "Aanvraag gewijzigd"),
    "opp": (_opp, "OPP gewijzigd"),
    "evaluatie": (_evaluation, "Evaluatie gewijzigd"),
    "verteld": (_told, "Gewijzigd: wie wat weet"),
    "vraag": (_question, "Vraag gewijzigd"),
    "kijk": (_view, "Eigen kijk gewijzigd"),
    "termijn": (_term, "Termijn gewijzigd"),
    "verzuim": (_absence, "Verzuim gewijzigd"),
}
"""By kind of thing: its form, and what is said afterwards."""


def remover(ref: str) -> tuple[Callable[[int], object], str] | None:
    """What puts a thing in the bin, and what is said then; None for what isn't taken away from here."""
    from ibtui.store import (
        absences,
        applications,
        approaches,
        deadlines,
        opps,
        parent_questions,
        parent_views,
        told,
    )

    found: Mapping[str, tuple[Callable[[int], object], str]] = {
        "ouder": (pupils.remove_guardian, "Ouder of verzorger weggehaald. Met u haal je het terug."),
        "zorg": (concerns.bin_concern, "Zorg weggedaan. Met u haal je hem terug."),
        "gebeurtenis": (concerns.bin_event, "Regel weggedaan. Met u haal je hem terug."),
        "verwijzing": (sharing.bin_referral, "Verwijzing weggedaan. Met u haal je haar terug."),
        "toestemming": (sharing.bin_consent, "Toestemming weggedaan. Met u haal je haar terug."),
        "aanpak": (approaches.bin_approach, "Aanpak weggedaan. Met u haal je hem terug."),
        "aanvraag": (applications.bin_application, "Aanvraag weggedaan. Met u haal je haar terug."),
        "opp": (opps.bin_opp, "OPP weggedaan. Met u haal je het terug."),
        "evaluatie": (opps.bin_evaluation, "Evaluatie weggedaan. Met u haal je haar terug."),
        "verteld": (told.bin_told, "Regel weggedaan. Met u haal je hem terug."),
        "vraag": (parent_questions.bin_question, "Vraag weggedaan. Met u haal je haar terug."),
        "kijk": (parent_views.bin_view, "Eigen kijk weggedaan. Met u haal je haar terug."),
        "termijn": (deadlines.bin_deadline, "Termijn weggedaan. Met u haal je hem terug."),
        "verzuim": (absences.bin_absence, "Verzuim weggedaan. Met u haal je het terug."),
    }
    return found.get(ref)
