"""`n` on a pupil's page: what can be added, each with its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ibtui.screens.forms.action import new_action_form
from ibtui.screens.forms.agency import consent_form, referral_form
from ibtui.screens.forms.concern import new_concern_form
from ibtui.screens.forms.conversation import new_conversation_form
from ibtui.screens.forms.guardian import guardian_form
from ibtui.screens.host import Host
from ibtui.widgets.dialog import Answer
from ibtui.widgets.form import FormScreen

New = Callable[[Host, int], FormScreen[int]]
"""The form for a new thing of a pupil."""


def _talk(host: Host, pupil: int) -> FormScreen[int]:
    return new_conversation_form(host, host.today(), pupil_ids=(pupil,))


def _approach(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.approach import new_approach_form

    return new_approach_form(host, pupil)


def _application(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.application import new_application_form

    return new_application_form(host, pupil)


def _opp(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.opp import new_opp_form

    return new_opp_form(host, pupil)


def _absence(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.absence import new_absence_form

    return new_absence_form(host, pupil)


def _question(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.parents import question_form

    return question_form(host, pupil)


def _told(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.told import new_told_form

    return new_told_form(host, pupil)


def _view(host: Host, pupil: int) -> FormScreen[int]:
    from ibtui.screens.forms.parents import view_form

    return view_form(host, pupil)


ADDED: Mapping[str, tuple[str, str, New]] = {
    "g": ("gesprek", "Gesprek toegevoegd", _talk),
    "z": ("zorg", "Zorg toegevoegd", lambda host, pupil: new_concern_form(host, pupil_id=pupil)),
    "k": ("afspraak", "Afspraak toegevoegd", lambda host, pupil: new_action_form(host, pupil_id=pupil)),
    "o": ("ouder", "Ouder of verzorger toegevoegd. Met p voeg je de volgende toe.", guardian_form),
    "a": ("aanpak", "Aanpak toegevoegd", _approach),
    "w": ("verwijzing", "Verwijzing toegevoegd", lambda host, pupil: referral_form(host, None, pupil)),
    "v": ("aanvraag", "Aanvraag toegevoegd", _application),
    "p": ("opp", "OPP begonnen", _opp),
    "c": ("toestemming", "Toestemming toegevoegd", lambda host, pupil: consent_form(host, None, pupil)),
    "l": ("verteld", "Opgeschreven: wie wat weet", _told),
    "q": ("vraag", "Vraag toegevoegd", _question),
    "e": ("kijk", "Eigen kijk toegevoegd", _view),
    "u": ("verzuim", "Verzuim toegevoegd", _absence),
}
"""By key: the kind of thing (as rows have it), what is said afterwards, and the form."""

_LABELS: Mapping[str, str] = {
    "o": "ouder of verzorger", "a": "aanpak: wat je probeert", "v": "aanvraag (arrangement, TLV)", "p": "OPP",
    "l": "verteld: wie iets hoorde", "q": "vraag van ouders", "e": "eigen kijk of correctie van ouders",
}  # fmt: skip


def also_said(kind: str, pupil: int, today: dt.date) -> str:
    """What follows from a new thing of this kind, to say with it; mostly ""."""
    if kind != "verzuim":
        return ""
    from ibtui.screens.forms.absence import limit_words

    return limit_words(pupil, today)


def answers() -> list[Answer]:
    """What `n` asks."""
    found = [Answer(key, _LABELS.get(key, kind)) for key, (kind, _said, _form) in ADDED.items()]
    return [*found, Answer("t", "terug")]
