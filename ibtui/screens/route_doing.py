"""What `x` does to an application and an OPP, the same on the route and on their own screens."""

from __future__ import annotations

from dataclasses import replace

from ibtui.care.words import ApplicationKind, ApplicationStatus, OppStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.application import granted_form, hand_in_form, refused_form, stop_form
from ibtui.screens.forms.opp import close_form, draft_of, edit_opp_form, evaluation_form, fix_form
from ibtui.store import opps
from ibtui.store.applications import ApplicationRow
from ibtui.store.opps import OppCard
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen


def open_whole(screen: IbScreen, kind: str, number: int) -> None:
    """The screen of one application ("aanvraag") or OPP ("opp")."""
    if kind == "opp":
        from ibtui.screens.opp import OppScreen  # late, both ways: they use this file

        screen.app.push_screen(OppScreen(number))
    else:
        from ibtui.screens.application import ApplicationScreen

        screen.app.push_screen(ApplicationScreen(number))


def ask_application(screen: IbScreen, row: ApplicationRow) -> None:
    """What happened to it: handed in, granted, refused or stopped. Each asks its day."""
    answers = [
        Answer("i", "alles is ingeleverd"),
        Answer("j", "toegekend"),
        Answer("n", "afgewezen"),
        Answer("s", "we stoppen ermee"),
        Answer("t", "terug"),
    ]
    if row.status != ApplicationStatus.PREPARING:
        answers[0] = Answer("i", "de dag van inleveren wijzigen")

    def chosen(answer: str) -> None:
        if answer == "i":
            tlv = row.kind == ApplicationKind.TLV
            said = "De termijn voor het besluit loopt." if tlv else "Met u draai je het terug."
            _form(screen, hand_in_form(screen.ib, row), f"Ingeleverd. {said}")
        elif answer == "j":
            _form(screen, granted_form(screen.ib, row), "Toegekend. Met u draai je het terug.")
        elif answer == "n":
            _form(screen, refused_form(screen.ib, row), "Afgewezen. Met u draai je het terug.")
        elif answer == "s":
            _form(screen, stop_form(screen.ib, row), "Aanvraag gestopt. Met u draai je het terug.")

    missing = len(row.papers) - row.ticked
    question = f"Hoe staat het met deze aanvraag? ({row.status})"
    if missing and row.status == ApplicationStatus.PREPARING:
        question += f"\n{missing} van {len(row.papers)} stukken zijn er nog niet."
    screen.ib.open_screen(AskScreen(question, answers), chosen)


def ask_opp(screen: IbScreen, card: OppCard) -> None:
    """What happened to it: settled, evaluated or over. Each asks its day."""
    answers = [
        Answer("v", "vastgesteld" if card.row.fixed_on is None else "de dag van vaststellen wijzigen"),
        Answer("e", "geëvalueerd"),
        Answer("a", "afgesloten"),
        Answer("t", "terug"),
    ]
    if card.row.status == OppStatus.DRAFT:
        answers.insert(0, Answer("i", "voorgelegd aan de ouders, ter instemming"))
    if card.row.status == OppStatus.CLOSED:
        answers = [Answer("w", "wijzigen: het is toch niet afgesloten"), Answer("t", "terug")]

    def chosen(answer: str) -> None:
        if answer == "i":
            asked = replace(draft_of(card), status=OppStatus.ASKING)
            screen.change(
                lambda: opps.edit_opp(card.row.id, asked, screen.ib.today(), card.row.version),
                "Voorgelegd aan de ouders. Bij elke ouder schrijf je op wat die vindt.",
            )
        elif answer == "v":
            _form(screen, fix_form(screen.ib, card), "OPP vastgesteld. Met u draai je het terug.")
        elif answer == "e":
            said = "Evaluatie toegevoegd. De volgende telt vanaf die dag."
            _form(screen, evaluation_form(screen.ib, card), said)
        elif answer == "a":
            _form(screen, close_form(screen.ib, card), "OPP afgesloten. Met u draai je het terug.")
        elif answer == "w":
            _form(screen, edit_opp_form(screen.ib, card), "OPP gewijzigd")

    screen.ib.open_screen(AskScreen(f"Hoe staat het met dit OPP? ({card.row.status})", answers), chosen)


def _form(screen: IbScreen, form: FormScreen[int], said: str) -> None:
    def done(_number: int) -> None:
        screen.refresh_view()
        screen.say(said)

    screen.ib.open_screen(form, done)
