"""What the keys do to a term (termijn), on each screen that shows one."""

from __future__ import annotations

from ibtui.screens import term_of_record
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.deadline import edit_deadline_form, move_deadline_form, reason_form
from ibtui.store import deadlines
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen

_ONLY_THE_TERM = ("tlv_einde",)
"""Terms that a record sets off, but of which it doesn't tell that they are done."""


def open_term(screen: IbScreen, row: DeadlineRow) -> None:
    """Enter: the OPP or application that set it off; else the child; else the form."""
    if term_of_record.has_screen(row):
        term_of_record.open_record(screen, row)
    elif row.pupil_id is not None:
        screen.ib.show("leerling", row.pupil_id)
    else:
        edit_term(screen, row)


def edit_term(screen: IbScreen, row: DeadlineRow) -> None:
    """`e` on a term."""
    _form(screen, edit_deadline_form(screen.ib, row), "Termijn gewijzigd")


def move_term(screen: IbScreen, row: DeadlineRow) -> None:
    """`m` on a term: another last day."""
    if row.done_on is not None:
        screen.say("Deze termijn is gedaan. Zet hem eerst met x weer open.", "warn")
    else:
        _form(
            screen, move_deadline_form(screen.ib, row), "Andere dag. Met - (in de termijnen) zeg je waarom."
        )


def toggle_term(screen: IbScreen, row: DeadlineRow) -> None:
    """`x` on a term: done, or open again. Late and without a reason: it says where that can be written.

    What a record tells (the OPP is evaluated, the question is answered) is written down there, so that the record
    and its term never say two things.
    """
    if row.subject and row.rule not in _ONLY_THE_TERM:
        term_of_record.settle(screen, row)
        return
    done, today = row.done_on is None, screen.ib.today()
    said = "Termijn gedaan. Met u draai je het terug." if done else "Termijn staat weer open"
    if done and row.due_on < today and not row.reason:
        said = "Gedaan, later dan de termijn. Bij d staat het onder f “wat gedaan is”: met - zeg je waarom."
    screen.change(lambda: deadlines.set_done(row.id, done, today), said)


def give_reason(screen: IbScreen, row: DeadlineRow) -> None:
    """`-` on a term: why it went otherwise."""
    _form(screen, reason_form(screen.ib, row), "Reden van afwijking opgeschreven")


def bin_term(screen: IbScreen, row: DeadlineRow) -> None:
    """Del on a term."""
    screen.change(lambda: deadlines.bin_deadline(row.id), "Termijn weggedaan. Met u haal je hem terug.")


def show_source(screen: IbScreen, name: str, source: str) -> None:
    """`b`: where a term comes from, in a small window."""
    text = f"Waar komt dit vandaan?\n{name[:1].upper()}{name[1:]}\n\n{source}"
    screen.ib.open_screen(AskScreen(text, [Answer("b", "terug")]))


def source_of(screen: IbScreen, row: DeadlineRow) -> None:
    """`b` on a term."""
    show_source(screen, row.name, row.source)


def _form(screen: IbScreen, form: FormScreen[int], said: str) -> None:
    def kept(_number: int) -> None:
        screen.refresh_view()
        screen.say(said)

    screen.ib.open_screen(form, kept)
