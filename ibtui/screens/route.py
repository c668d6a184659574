"""`r` on a pupil: the help and the route, step by step of the ladder."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.care.words import ConversationKind, ReferralStatus
from ibtui.screens import doing, route_doing
from ibtui.screens.concerns import close_or_reopen
from ibtui.screens.forms.absence import edit_absence_form, limit_words, new_absence_form, report_form
from ibtui.screens.forms.agency import referral_form
from ibtui.screens.forms.application import edit_application_form, new_application_form
from ibtui.screens.forms.approach import edit_approach_form, end_approach_form, new_approach_form
from ibtui.screens.forms.concern import edit_concern_form, new_concern_form
from ibtui.screens.forms.conversation import planned_talk_form
from ibtui.screens.forms.opp import edit_opp_form, new_opp_form
from ibtui.screens.forms.referral import answer_form, draft_of, parents_told_form, tell_form
from ibtui.screens.listing import ListScreen
from ibtui.screens.route_lines import Help, detail_rows, ladder_rows
from ibtui.store import (
    absences,
    applications,
    approaches,
    concerns,
    conversations,
    opps,
    pupils,
    route,
    sharing,
    told,
)
from ibtui.store.conversations import ConversationDraft
from ibtui.store.sharing import ReferralRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.text import line, part

_EMPTY = (
    line(part("Er is voor dit kind nog geen hulp opgeschreven.", "strong")),
    line(part("Druk op n: wat doen jullie al in de groep, en wie helpt er mee?", "muted")),
)
_ROOMY = 32
"""From this height on there is a blank line between the steps of the ladder."""
_GONE: dict[str, tuple[Callable[[int], object], str]] = {
    "zorg": (concerns.bin_concern, "Zorg weggedaan. Met u haal je hem terug."),
    "aanpak": (approaches.bin_approach, "Aanpak weggedaan. Met u haal je hem terug."),
    "verwijzing": (sharing.bin_referral, "Verwijzing weggedaan. Met u haal je haar terug."),
    "aanvraag": (applications.bin_application, "Aanvraag weggedaan. Met u haal je haar terug."),
    "opp": (opps.bin_opp, "OPP weggedaan. Met u haal je het terug."),
    "verzuim": (absences.bin_absence, "Verzuim weggedaan. Met u haal je het terug."),
}


class RouteScreen(ListScreen):
    """What was tried and asked for one pupil. Nothing is forced: a step that isn't there is no fault."""

    SCREEN = "route"

    def __init__(self, pupil_id: int) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._called = ""
        self._found: Help | None = None

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Hulp en route · {self._called}" if self._called else "Hulp en route"

    def reload(self) -> None:
        """The steps, and what the rows say more: a fixed number of questions to the store."""
        pupil, today = self._pupil, self.ib.today()
        self._called = pupils.pupil(pupil).name
        self._found = Help(
            steps=route.route(pupil, today),
            approaches={row.id: row for row in approaches.of_pupil(pupil)},
            referrals={row.id: row for row in sharing.referrals(pupil_id=pupil)},
            applications={row.id: row for row in applications.of_pupil(pupil)},
            consents=sharing.consents(today, pupil_id=pupil),
            absences=absences.of_pupil(pupil),
            missed=absences.count_of(pupil, today),
        )
        some = self._found.steps or self._found.absences
        roomy = self.app.size.height >= _ROOMY
        rows = ladder_rows(self._found, today, self.listed.room or 73, roomy=roomy) if some else []
        self.put(rows, empty=_EMPTY)

    def draw_detail(self) -> None:
        if not self.is_wide or self._found is None:
            return
        box = self.detail
        box.fill(detail_rows(self.listed.chosen, self._found, self.ib.today(), box.room or 40))
        box.scroll_home(animate=False)

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.listed.chosen.partition(":")
        return kind, int(number or 0)

    def _referral(self) -> ReferralRow:
        found = self._found.referrals if self._found is not None else {}
        return found[self._chosen()[1]]

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete"):
            return bool(self._chosen()[0])
        return super().can(command_id)

    # ── adding ─────────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        answers = [
            Answer("a", "aanpak: wat jullie in de groep doen"),
            Answer("o", "ondersteuningsteam: een gesprek plannen"),
            Answer("w", "verwijzing naar een instantie"),
            Answer("v", "aanvraag: arrangement, TLV of onderzoek"),
            Answer("p", "OPP"),
            Answer("z", "zorg"),
            Answer("u", "verzuim"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat is er nieuw?", answers), self._new)

    def _new(self, answer: str) -> None:
        host, pupil = self.ib, self._pupil
        if answer == "a":
            self._form(new_approach_form(host, pupil, self._concern_here()), "Aanpak toegevoegd", "aanpak")
        elif answer == "o":
            said = "Gesprek toegevoegd. Het staat in de week."
            self._form(planned_talk_form(host, self._support_team()), said, "gesprek")
        elif answer == "w":
            self._form(referral_form(host, None, pupil), "Verwijzing toegevoegd", "verwijzing")
        elif answer == "v":
            said = "Aanvraag toegevoegd. Met Enter vink je de stukken af."
            self._form(new_application_form(host, pupil), said, "aanvraag")
        elif answer == "p":
            self._form(new_opp_form(host, pupil), "OPP toegevoegd. Met Enter zie je het helemaal.", "opp")
        elif answer == "z":
            self._form(new_concern_form(host, pupil), "Zorg toegevoegd", "zorg")
        elif answer == "u":
            self._missed(new_absence_form(host, pupil), "Verzuim opgeschreven", "verzuim")

    def _support_team(self) -> ConversationDraft:
        """A talk about this child, with those who would be asked for it."""
        people = conversations.suggested_people(self.ib.school.id, (self._pupil,), None)
        return ConversationDraft(
            ConversationKind.SUPPORT_TEAM,
            self.ib.today(),
            pupil_ids=(self._pupil,),
            person_ids=tuple(row.id for row in people),
        )

    def _concern_here(self) -> int | None:
        """The chosen concern: a new approach is probably about that one."""
        kind, number = self._chosen()
        return number if kind == "zorg" else None

    def _missed(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        """An absence; afterwards it is said when that must be reported."""
        self._form(form, said, kind, lambda: limit_words(self._pupil, self.ib.today()))

    def _form(
        self, form: FormScreen[int], said: str, kind: str = "", more: Callable[[], str] = lambda: ""
    ) -> None:
        def done(number: int) -> None:
            self.at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            words = more()
            self.say(f"{said}. {words}" if words else said)

        self.ib.open_screen(form, done)

    # ── changing ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        kind, number = self._chosen()
        if kind in ("zorg", "gesprek"):
            self.ib.show(kind, number)
        elif kind == "verwijzing":
            self.ib.show("instantie", self._referral().agency_id)
        elif kind in ("aanvraag", "opp"):
            route_doing.open_whole(self, kind, number)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        kind, number = self._chosen()
        if kind == "zorg":
            self._form(edit_concern_form(self.ib, concerns.concern(number)), "Zorg gewijzigd")
        elif kind == "aanpak":
            self._form(edit_approach_form(self.ib, approaches.approach(number)), "Aanpak gewijzigd")
        elif kind == "gesprek":
            doing.edit_conversation(self, number)
        elif kind == "verwijzing":
            self._form(referral_form(self.ib, None, None, self._referral()), "Verwijzing gewijzigd")
        elif kind == "aanvraag":
            self._form(edit_application_form(self.ib, applications.application(number)), "Aanvraag gewijzigd")
        elif kind == "opp":
            self._form(edit_opp_form(self.ib, opps.opp(number)), "OPP gewijzigd")
        elif kind == "verzuim":
            self._missed(edit_absence_form(self.ib, absences.absence(number)), "Verzuim gewijzigd")

    def do_delete(self) -> None:
        kind, number = self._chosen()
        if kind == "gesprek":
            doing.bin_conversation(self, number)
            return
        remove, said = _GONE[kind]
        self.change(lambda: remove(number), said)

    # ── how it ended ───────────────────────────────────────────────────────────
    def do_done(self) -> None:
        """`x`: an approach with its effect, an answer to a referral, a decision; a concern closed, a talk held."""
        kind, number = self._chosen()
        if kind == "zorg":
            close_or_reopen(self, concerns.concern(number).row)
        elif kind == "aanpak":
            self._end_approach(number)
        elif kind == "gesprek":
            doing.toggle_held(self, conversations.conversation(number).row)
        elif kind == "verwijzing":
            self._referral_on()
        elif kind == "aanvraag":
            route_doing.ask_application(self, applications.application(number))
        elif kind == "opp":
            route_doing.ask_opp(self, opps.opp(number))
        elif kind == "verzuim":
            self._form(report_form(self.ib, self._pupil), "Gemeld opgeschreven. Met u draai je het terug.")

    def _end_approach(self, number: int) -> None:
        row = approaches.approach(number)
        said = (
            "Wat het opleverde, is gewijzigd" if row.until else "Aanpak afgesloten. Met u draai je het terug."
        )
        self._form(end_approach_form(self.ib, row), said)

    def _referral_on(self) -> None:
        """An answer, the parents know it, or it is over."""
        row = self._referral()
        over = row.status in sharing.ENDED
        answers = [
            Answer("a", "er is antwoord" if not row.answered_on else "het antwoord wijzigen"),
            Answer("o", "het antwoord is aan de ouders verteld"),
            Answer("k", "loopt weer" if over else "afgerond"),
            Answer("t", "terug"),
        ]

        def chosen(answer: str) -> None:
            if answer == "a":
                self._form(
                    answer_form(self.ib, row), "Antwoord opgeschreven. Weten de ouders het al? Druk op x."
                )
            elif answer == "o":
                self._parents_told(row)
            elif answer == "k":
                status = ReferralStatus.RUNNING if over else ReferralStatus.DONE
                said = "Verwijzing loopt weer" if over else "Verwijzing afgerond. Met u draai je het terug."
                self.change(lambda: sharing.edit_referral(row.id, draft_of(row, status), row.version), said)

        self.ib.open_screen(AskScreen(f"Verwijzing naar {row.agency}", answers), chosen)

    def _parents_told(self, row: ReferralRow) -> None:
        """A parent at a time, as under `l`; there it is changed too."""
        answered = row.answered_on
        if answered is None:
            self.say("Er is nog geen antwoord. Schrijf dat eerst op: x, en dan a.", "warn")
        elif waiting := told.answer_to_tell(row.pupil_id, row.id, answered):
            said = "Opgeschreven wie het hoorde. Het staat ook bij wie weet wat (l)."
            self._form(tell_form(self.ib, row, waiting, answered), said)
        elif told.answer_told(row.pupil_id, row.agency, answered):
            self.say(
                "Wie het hoorde, staat bij wie weet wat: l op de pagina van het kind. Daar wijzig je het.",
                "warn",
            )
        else:
            self._form(parents_told_form(self.ib, row), "Opgeschreven wanneer de ouders het hoorden")
