"""One OPP, whole: what is still missing, who agreed, who was heard, its terms, and its evaluations."""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.screens import route_doing
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.opp import edit_opp_form, evaluation_form, heard_form, signature_form
from ibtui.screens.opp_lines import opp_rows
from ibtui.screens.own_terms import own_terms, show_source
from ibtui.store import opps
from ibtui.store.deadlines import DeadlineRow
from ibtui.store.opps import EvaluationRow, OppCard, SignatureRow
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Rows

_MOST_WIDTH = 100


class OppScreen(IbScreen):
    """The first row is the OPP itself; then a row for each parent, for the child, and for each evaluation."""

    SCREEN = "opp"
    DEFAULT_CSS = "OppScreen Rows { margin: 0 1; max-width: 104; }"

    def __init__(self, opp_id: int) -> None:
        super().__init__()
        self._opp = opp_id
        self._card: OppCard | None = None
        self._terms: list[DeadlineRow] = []
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"OPP · {self._card.row.pupil}" if self._card is not None else "OPP"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.set_focus(self._list)

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """The OPP with all that hangs on it, and the terms that it set off."""
        card = self._card = opps.opp(self._opp)
        self._terms = own_terms(self.ib.school.id, f"opp:{self._opp}", card.row.pupil_id)
        width = min(self.app.size.width - 6, _MOST_WIDTH)
        rows = opp_rows(card, opps.missing(card), self._terms, self.ib.today(), width)
        self._list.fill(rows, at=self._at)
        self._at = ""

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self._list.chosen.partition(":")
        return kind, int(number or 0)

    def _guardian(self) -> SignatureRow | None:
        kind, number = self._chosen()
        found = self._card.signatures if self._card is not None and kind == "ouder" else ()
        return next((row for row in found if row.person_id == number), None)

    def _evaluation(self) -> EvaluationRow | None:
        kind, number = self._chosen()
        found = self._card.evaluations if self._card is not None and kind == "evaluatie" else ()
        return next((row for row in found if row.id == number), None)

    def can(self, command_id: str) -> bool:
        if command_id == "sign":
            return self._guardian() is not None
        if command_id in ("new", "open", "edit", "done", "delete", "heard"):
            return self._card is not None
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def _term(self) -> DeadlineRow | None:
        kind, number = self._chosen()
        return next((term for term in self._terms if kind == "termijn" and term.id == number), None)

    def do_open(self) -> None:
        """A term: where it comes from. Else as `e`."""
        term = self._term()
        if term is not None:
            show_source(self, term)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        """What is chosen: a parent's answer, how the child was heard, an evaluation; else the OPP itself."""
        if self._card is None:
            return
        evaluation = self._evaluation()
        if self._guardian() is not None:
            self.do_sign()
        elif self._chosen()[0] == "gehoord":
            self.do_heard()
        elif evaluation is not None:
            self._form(evaluation_form(self.ib, self._card, evaluation), "Evaluatie gewijzigd")
        else:
            self._form(edit_opp_form(self.ib, self._card), "OPP gewijzigd")

    def do_sign(self) -> None:
        parent = self._guardian()
        if self._card is not None and parent is not None:
            self._form(signature_form(self.ib, self._card, parent), "Antwoord van deze ouder opgeschreven")

    def do_heard(self) -> None:
        if self._card is not None:
            self._form(heard_form(self.ib, self._card), "Opgeschreven. Met u draai je het terug.")

    def do_new(self) -> None:
        """An evaluation."""
        if self._card is not None:
            said = "Evaluatie toegevoegd. De volgende telt vanaf die dag."
            self._form(evaluation_form(self.ib, self._card), said, "evaluatie")

    def do_done(self) -> None:
        """A parent: what they said. Else: settled, evaluated or over."""
        if self._guardian() is not None:
            self.do_sign()
        elif self._card is not None:
            route_doing.ask_opp(self, self._card)

    def do_delete(self) -> None:
        """An evaluation; a parent's answer is taken back; the OPP itself goes to the bin, and back."""
        evaluation, parent = self._evaluation(), self._guardian()
        if evaluation is not None:
            said = "Evaluatie weggedaan. Met u haal je haar terug."
            self.change(lambda: opps.bin_evaluation(evaluation.id), said)
        elif parent is not None:
            said = "Antwoord weggehaald. Met u haal je het terug."
            self.change(lambda: opps.sign(self._opp, parent.person_id, "", None, "", parent.version), said)
        elif self._chosen()[0] == "gehoord":
            self.say("Wijzig dit met h: maak de velden daar leeg.", "warn")
        elif self._term() is not None:
            self.say("Deze termijn hoort bij het OPP. Wijzigen: d op de bladzijde van het kind.", "warn")
        elif self.attempt(lambda: opps.bin_opp(self._opp)):
            self.app.pop_screen()
            if isinstance(self.app.screen, IbScreen):
                self.app.screen.say("OPP weggedaan. Met u haal je het terug.")

    def _form(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        def done(number: int) -> None:
            self._at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            self.say(said)

        self.ib.open_screen(form, done)
