"""The form for a document behind a password."""

from __future__ import annotations

from ibtui.documents.locked import SHORTEST, check_password
from ibtui.screens.host import Host
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_INTRO = (
    "Word vraagt straks om dit wachtwoord. Geef het langs een andere weg dan het document, zoals de telefoon.\n"
    "Het wordt nergens bewaard. Is het kwijt, maak dan een nieuw document."
)


def password_form(host: Host) -> FormScreen[str]:
    """Asks a password twice; gives it back as it is used. It is kept nowhere."""

    def save(values: Values) -> str:
        password = check_password(values.text("wachtwoord"))
        if values.text("nogmaals") != values.text("wachtwoord"):
            raise FieldError("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.")
        return password

    fields = [
        Field("wachtwoord", "wachtwoord", Kind.SECRET, required=True, hint=f"minstens {SHORTEST} tekens"),
        Field("nogmaals", "nog een keer", Kind.SECRET, required=True),
    ]
    return FormScreen("Word met een wachtwoord", fields, save, today=host.today(), intro=_INTRO)
