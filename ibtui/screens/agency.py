"""One agency (instantie): how to reach it, its people, whom we referred there, and what we may share."""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.care.words import PersonRole, ReferralStatus
from ibtui.screens.agency_lines import card_rows
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.agency import consent_form, edit_agency_form, referral_form
from ibtui.screens.forms.person import edit_person_form, new_person_form
from ibtui.store import agencies, people
from ibtui.store.agencies import AgencyCard, ConsentRow, ReferralDraft, ReferralRow
from ibtui.store.sharing import ENDED
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Rows


class AgencyScreen(IbScreen):
    """The first row is the agency itself; then its people, the referrals and the consents."""

    SCREEN = "instantie"
    DEFAULT_CSS = "AgencyScreen Rows { margin: 0 1; max-width: 116; }"

    def __init__(self, agency_id: int) -> None:
        super().__init__()
        self._agency = agency_id
        self._card: AgencyCard | None = None
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        if self._card is None:
            return "Instantie"
        return f"Instantie · {self._card.agency.name}"

    def body(self) -> ComposeResult:
        yield Rows()

    def reload(self) -> None:
        """The agency with its people, referrals and consents: one question to the store."""
        self._card = agencies.agency_card(self._agency, self.ib.today())
        width = min(self.app.size.width - 2, 116) - 4
        self.query_one(Rows).fill(card_rows(self._card, self.ib.today(), width), at=self._at)
        self._at = ""

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.query_one(Rows).chosen.partition(":")
        return kind, int(number or 0)

    def _referral(self) -> ReferralRow | None:
        kind, number = self._chosen()
        found = self._card.referrals if self._card is not None and kind == "verwijzing" else ()
        return next((row for row in found if row.id == number), None)

    def _consent(self) -> ConsentRow | None:
        kind, number = self._chosen()
        found = self._card.consents if self._card is not None and kind == "toestemming" else ()
        return next((row for row in found if row.id == number), None)

    # ── adding ─────────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        answers = [
            Answer("p", "contactpersoon"),
            Answer("w", "verwijzing van een leerling"),
            Answer("c", "toestemming van een ouder"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat wil je toevoegen bij deze instantie?", answers), self._new)

    def _new(self, answer: str) -> None:
        if answer == "p":
            self.do_people()
        elif answer == "w":
            self.do_referral()
        elif answer == "c":
            self.do_consent()

    def do_may_tell(self) -> None:
        """May this agency hear something about a child? First: which child."""
        from ibtui.screens.may_tell import choose_pupil

        choose_pupil(self, self._agency)

    def do_people(self) -> None:
        form = new_person_form(self.ib, PersonRole.AGENCY, agency_id=self._agency)
        self._form(form, "persoon", "Contactpersoon toegevoegd")

    def do_referral(self) -> None:
        self._form(referral_form(self.ib, self._agency, None), "verwijzing", "Verwijzing toegevoegd")

    def do_consent(self) -> None:
        self._form(consent_form(self.ib, self._agency, None), "toestemming", "Toestemming toegevoegd")

    def _form(self, form: FormScreen[int], kind: str, said: str) -> None:
        def done(number: int) -> None:
            self._at = f"{kind}:{number}"
            self.refresh_view()
            self.say(said)

        self.ib.open_screen(form, done)

    # ── changing ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        shared = self._referral() or self._consent()
        if shared is not None:
            self.ib.show("leerling", shared.pupil_id)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        kind, number = self._chosen()
        referral, consent = self._referral(), self._consent()
        if kind == "persoon":
            self._form(edit_person_form(self.ib, people.person(number)), kind, "Contactpersoon gewijzigd")
        elif referral is not None:
            self._form(referral_form(self.ib, None, None, referral), kind, "Verwijzing gewijzigd")
        elif consent is not None:
            self._form(consent_form(self.ib, None, None, consent), kind, "Toestemming gewijzigd")
        elif self._card is not None:
            self._form(edit_agency_form(self.ib, self._card.agency), kind, "Instantie gewijzigd")

    def do_done(self) -> None:
        referral = self._referral()
        if referral is not None:
            self._toggle(referral)
        elif self._consent() is not None:
            self.say("Intrekken doe je met e: vul in op welke dag.", "warn")
        else:
            self.say("Kies een verwijzing: met x rond je die af.", "warn")

    def _toggle(self, row: ReferralRow) -> None:
        over = row.status in ENDED
        status = ReferralStatus.RUNNING if over else ReferralStatus.DONE
        draft = ReferralDraft(
            pupil_id=row.pupil_id,
            agency_id=row.agency_id,
            contact_id=row.contact_id,
            concern_id=row.concern_id,
            status=status,
            reason=row.reason,
            asked_on=row.asked_on,
            answer=row.answer,
            answered_on=row.answered_on,
            question=row.question,
            parents_told_on=row.parents_told_on,
        )
        said = "Verwijzing loopt weer" if over else "Verwijzing afgerond. Met u draai je het terug."
        self.change(lambda: agencies.edit_referral(row.id, draft, row.version), said)

    def do_delete(self) -> None:
        kind, number = self._chosen()
        if kind == "persoon":
            self.change(
                lambda: people.bin_person(number), "Contactpersoon weggedaan. Met u haal je het terug."
            )
        elif kind == "verwijzing":
            self.change(
                lambda: agencies.bin_referral(number), "Verwijzing weggedaan. Met u haal je haar terug."
            )
        elif kind == "toestemming":
            self.change(
                lambda: agencies.bin_consent(number), "Toestemming weggedaan. Met u haal je haar terug."
            )
        elif self.attempt(lambda: agencies.bin_agency(self._agency)):
            self.app.pop_screen()
            if isinstance(self.app.screen, IbScreen):
                self.app.screen.say("Instantie weggedaan. Met u haal je haar terug.")
