"""What the keys do to the line under the cursor on a pupil's page."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from ibtui.care.words import ConcernStatus
from ibtui.screens import doing
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.concern import close_concern_form
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.pupil_records import EDITS, remover
from ibtui.store import actions, concerns, conversations, group_review, pupils, sharing

if TYPE_CHECKING:
    from ibtui.screens.pupil import PupilScreen

_FIXED = ("besproken", "papier", "inzage", "verslag", "vertellen", "instantie")
"""What isn't changed or taken away from here."""
_SETTLED = ("afspraak", "gesprek", "zorg", "aanpak", "vraag", "verteld", "vertellen", "termijn")
_MOVED = ("afspraak", "gesprek", "termijn")
_STAYS = {
    "papier": "Wie wat kreeg, blijft hier staan.",
    "groep": "De groep wijzig je met e.",
    "niveau": "Het niveau wijzig je met e.",
    "inzage": "Wie inzage vroeg, blijft hier staan.",
}


_NOT_HERE = {
    "edit": "Deze regel wijzig je hier niet.",
    "done": "Bij deze regel is er niets om af te ronden.",
    "move": "Deze regel kun je niet verplaatsen.",
    "minutes": "Bij deze regel hoort geen verslag.",
    "delete": "Deze regel haal je hier niet weg.",
}
"""By command: what is said at a line that it doesn't fit."""


def when_it_fits(screen: PupilScreen, command_id: str, action: Callable[[PupilScreen], None]) -> None:
    """Do this with the line under the cursor, or say why that can't be."""
    if _fits(screen.chosen[0], command_id):
        action(screen)
    else:
        screen.say(_NOT_HERE[command_id], "warn")


def _fits(kind: str, command_id: str) -> bool:
    """Whether this can be done with a line of this kind."""
    if command_id == "minutes":
        return kind in ("gesprek", "besproken", "verslag")
    if command_id == "done":
        return kind in _SETTLED
    if command_id == "move":
        return kind in _MOVED
    if command_id == "delete" and kind in _STAYS:
        return True  # and it says why not
    return kind not in _FIXED


def open_chosen(screen: PupilScreen) -> None:
    """Enter: what the line is about; what has no screen of its own opens its form."""
    kind, number = screen.chosen
    line = screen.chosen_line
    opens, target = (line.opens, line.opens_id) if line is not None and line.opens else (kind, number)
    if kind == "besproken":
        _open_spoken(screen)
    elif kind == "gebeurtenis" or opens in ("gesprek", "zorg", "verslag", "instantie"):
        screen.ib.show("zorg" if kind == "gebeurtenis" else opens, target)
    elif kind == "afspraak" and (talk := actions.action(number).conversation_id) is not None:
        screen.ib.show("gesprek", talk)
    elif kind == "verwijzing":
        screen.ib.show("instantie", _referral(screen, number).agency_id)
    elif opens in ("opp", "aanvraag"):
        module, name = ("opp", "OppScreen") if opens == "opp" else ("application", "ApplicationScreen")
        screen.app.push_screen(getattr(import_module(f"ibtui.screens.{module}"), name)(target))
    elif kind in ("verteld", "vertellen"):
        screen.do_told()
    elif kind == "termijn":
        screen.do_deadlines()
    elif kind in ("papier", "inzage"):
        screen.say("Dit is alleen op papier gezet. Met i maak je het hele dossier.", "warn")
    else:
        edit_chosen(screen)


def _referral(screen: PupilScreen, number: int) -> sharing.ReferralRow:
    return next(row for row in sharing.referrals(pupil_id=screen.pupil) if row.id == number)


def edit_chosen(screen: PupilScreen) -> None:
    """`e`: the form of the thing itself."""
    kind, number = screen.chosen
    if kind == "afspraak":
        doing.edit_action(screen, actions.action(number))
    elif kind == "gesprek":
        doing.edit_conversation(screen, number)
    elif kind in EDITS:
        form, said = EDITS[kind]
        line = screen.chosen_line
        screen.form(
            form(screen.ib, screen.pupil, number, line.opens_id if line is not None else number), said
        )


def settle_chosen(screen: PupilScreen) -> None:
    """`x`: done, held, closed, ended, answered or told; nog eens: toch niet, where that can be."""
    kind, number = screen.chosen
    if kind == "afspraak":
        doing.toggle_action(screen, actions.action(number))
    elif kind == "gesprek":
        doing.toggle_held(screen, conversations.conversation(number).row)
    elif kind == "zorg":
        _settle_concern(screen, number)
    elif kind == "aanpak":
        _end_approach(screen, number)
    elif kind == "vraag":
        _answer(screen, number)
    elif kind == "termijn":
        terms, deadlines = (
            import_module("ibtui.screens.deadline_doing"),
            import_module("ibtui.store.deadlines"),
        )
        terms.toggle_term(screen, deadlines.deadline(number))
    else:
        screen.do_told()  # there `x` asks how it was told


def _settle_concern(screen: PupilScreen, number: int) -> None:
    row = concerns.concern(number).row
    if row.status == ConcernStatus.CLOSED:
        screen.change(lambda: concerns.reopen_concern(number, screen.ib.today()), "Zorg staat weer open")
    else:
        screen.form(close_concern_form(screen.ib, row), "Zorg afgesloten")


def _end_approach(screen: PupilScreen, number: int) -> None:
    from ibtui.screens.forms.approach import end_approach_form
    from ibtui.store import approaches

    screen.form(
        end_approach_form(screen.ib, approaches.approach(number)), "Aanpak gestopt, met wat het opleverde"
    )


def _answer(screen: PupilScreen, number: int) -> None:
    from ibtui.screens.forms.parents import answer_form
    from ibtui.store import parent_questions

    screen.form(answer_form(screen.ib, parent_questions.question(number)), "Antwoord opgeschreven")


def move_chosen(screen: PupilScreen) -> None:
    """`m`: another day."""
    kind, number = screen.chosen
    if kind == "afspraak":
        doing.move_action(screen, actions.action(number))
    elif kind == "gesprek":
        doing.move_conversation(screen, conversations.conversation(number).row)
    else:
        terms, deadlines = (
            import_module("ibtui.screens.deadline_doing"),
            import_module("ibtui.store.deadlines"),
        )
        terms.move_term(screen, deadlines.deadline(number))


def show_source(screen: PupilScreen) -> None:
    """`b`: where a term comes from."""
    kind, number = screen.chosen
    if kind == "termijn":
        terms, deadlines = (
            import_module("ibtui.screens.deadline_doing"),
            import_module("ibtui.store.deadlines"),
        )
        terms.source_of(screen, deadlines.deadline(number))
    else:
        screen.say("Kies eerst een termijn met de pijltjes.", "warn")


def open_minutes(screen: PupilScreen) -> None:
    """`a`: the minutes of the conversation."""
    kind, number = screen.chosen
    if kind == "besproken":
        _open_spoken(screen)
    elif kind == "verslag":
        screen.ib.show("verslag", number)
    else:
        doing.open_minutes(screen, number)


def _open_spoken(screen: PupilScreen) -> None:
    """The minutes of a groepsbespreking, at her own section."""
    line = screen.chosen_line
    if line is None:
        return
    screen.ib.show("verslag", line.opens_id)
    editor = screen.app.screen
    spoken = {one.minutes_id: one for one in group_review.spoken_of(screen.pupil)}
    if isinstance(editor, MinutesScreen) and line.opens_id in spoken:
        editor.go_to(spoken[line.opens_id].line + 2, 1)


def remove_chosen(screen: PupilScreen) -> None:
    """Del: into the bin; what says who got what stays."""
    kind, number = screen.chosen
    found = remover(kind)
    if kind == "leerling" and screen.chosen_line is not None:
        screen.say("Wanneer de leerling van school ging, wijzig je met e.", "warn")
    elif kind in _STAYS:
        screen.say(_STAYS[kind], "warn")
    elif kind == "afspraak":
        doing.bin_action(screen, actions.action(number))
    elif kind == "gesprek":
        doing.bin_conversation(screen, number)
    elif kind == "leerling":
        _bin_pupil(screen)
    elif found is not None:
        remove, said = found
        screen.change(lambda: remove(number), said)


def _bin_pupil(screen: PupilScreen) -> None:
    """The pupil itself goes in the bin, so this page closes."""
    if not screen.attempt(lambda: pupils.bin_pupil(screen.pupil)):
        return
    screen.app.pop_screen()
    below = screen.app.screen
    if isinstance(below, IbScreen):
        below.refresh_view()
        below.say("Leerling weggedaan. Met u haal je het terug.")
