"""A term (termijn) that a record set off: it ends by what is written at that record, and nowhere else."""

from __future__ import annotations

from importlib import import_module

from ibtui.screens.base import IbScreen
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen

_SCREENS = {
    "opp": ("ibtui.screens.opp", "OppScreen", "het OPP"),
    "aanvraag": ("ibtui.screens.application", "ApplicationScreen", "de aanvraag"),
}
"""Which screen shows the record, and what it is called: by the word before the ":" of the subject."""
_WHY_LATE = "De dag is al voorbij: bij d schrijf je met - op waarom."


def has_screen(row: DeadlineRow) -> bool:
    """Whether what set the term off has a screen of its own."""
    kind, _number = _subject(row)
    return kind in _SCREENS


def open_record(screen: IbScreen, row: DeadlineRow) -> None:
    """The screen of what set the term off; `has_screen` has seen that there is one."""
    kind, number = _subject(row)
    module, name, _words = _SCREENS[kind]
    screen.app.push_screen(getattr(import_module(module), name)(number))


def settle(screen: IbScreen, row: DeadlineRow) -> None:
    """`x`: the form or the screen that ends it; for what has ended, where that can be changed."""
    kind, number = _subject(row)
    if has_screen(row):
        _ask(screen, row, _SCREENS[kind][2])
    elif kind == "vraag":
        _question(screen, row, number)
    elif row.done_on is not None or row.pupil_id is None:
        screen.say("Dit staat in het dossier van het kind. Daar kun je het wijzigen.", "warn")
    elif kind == "verzuim":
        from ibtui.screens.forms.absence import report_form

        _form(screen, report_form(screen.ib, row.pupil_id), "Verzuim gemeld. De termijn is klaar.")
    else:
        import_module("ibtui.screens.access").ask_access(screen, row.pupil_id)


def _ask(screen: IbScreen, row: DeadlineRow, record: str) -> None:
    """Say where it is written down, and go there."""
    done = row.done_on is not None
    why = (
        f"Deze termijn is klaar door wat er bij {record} staat."
        if done
        else f"Deze termijn hoort bij {record}."
    )
    then = "Wijzig het daar." if done else "Schrijf het daar op. Dan is de termijn vanzelf klaar."
    late = not done and row.due_on < screen.ib.today() and not row.reason
    why_late = f"\n{_WHY_LATE}" if late else ""
    answers = [Answer("o", f"{record} openen"), Answer("t", "terug")]

    def answered(key: str) -> None:
        if key == "o":
            open_record(screen, row)

    screen.ib.open_screen(AskScreen(f"{why}\n{then}{why_late}", answers), answered)


def _question(screen: IbScreen, row: DeadlineRow, number: int) -> None:
    """The answer; of a question that was answered the whole, where the answer can go."""
    from ibtui.screens.forms.parents import answer_form, question_form
    from ibtui.store import parent_questions

    asked = parent_questions.question(number)
    if row.done_on is None:
        _form(screen, answer_form(screen.ib, asked), "Antwoord opgeschreven. De termijn is klaar.")
    else:
        _form(screen, question_form(screen.ib, asked.pupil_id, asked), "Vraag gewijzigd")


def _form(screen: IbScreen, form: FormScreen[int], said: str) -> None:
    def kept(_number: int) -> None:
        screen.refresh_view()
        screen.say(said)

    screen.ib.open_screen(form, kept)


def _subject(row: DeadlineRow) -> tuple[str, int]:
    """("opp", 3); ("", 0) when it was typed by hand."""
    kind, _, number = row.subject.partition(":")
    return (kind, int(number)) if number.isdigit() else ("", 0)
