"""`D` on a private note: it becomes part of the dossier, but only when it is written anew."""

from __future__ import annotations

from ibtui.care.dates import short_date
from ibtui.screens.base import IbScreen
from ibtui.store import promoting
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen

_INTRO = (
    "Wat je hier opschrijft, komt in het dossier: de ouders mogen het lezen. Schrijf alleen feiten, en van wie je ze "
    "hoorde. Je eigen notitie gaat daarna voorgoed weg.\n"
    "Ook een privénotitie kan bij een inzageverzoek horen, zolang hij er is. Bewaar hem dus kort."
)


def ask_promote(screen: IbScreen, conversation_id: int) -> None:
    """A form with the text of the note, to be rewritten; a text that says the same is refused."""
    note = promoting.note(conversation_id)
    today = screen.ib.today()

    def save(values: Values) -> int:
        return promoting.promote(conversation_id, values.text("tekst"), values.text("doel"), note.seen)

    def done(_number: int) -> None:
        screen.refresh_view()
        screen.say("Staat nu in het dossier. Je eigen notitie is weg.")

    fields = [
        Field("tekst", "voor het dossier", Kind.NOTE, note.text, required=True, lines=8,
              hint="herschrijf hem: feiten, zoals de ouders die mogen lezen"),
        Field("doel", "waarover", Kind.TEXT, note.purpose, hint="een paar woorden; mag leeg"),
    ]  # fmt: skip
    title = " · ".join(
        part for part in (f"Naar het dossier: {note.kind} {short_date(note.day, today)}", note.about) if part
    )
    screen.ib.open_screen(FormScreen(title, fields, save, today=today, intro=_INTRO), done)
