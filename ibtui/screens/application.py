"""One application (aanvraag), with the papers that it needs."""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.screens import route_doing
from ibtui.screens.application_lines import application_rows
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.application import edit_application_form, paper_form
from ibtui.screens.own_terms import own_terms, show_source
from ibtui.store import applications
from ibtui.store.applications import ApplicationRow, PaperRow
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Rows

_MOST_WIDTH = 100


class ApplicationScreen(IbScreen):
    """The first row is the application itself; then its papers, ticked one by one with the space bar."""

    SCREEN = "aanvraag"
    DEFAULT_CSS = "ApplicationScreen Rows { margin: 0 1; max-width: 104; }"

    def __init__(self, application_id: int) -> None:
        super().__init__()
        self._application = application_id
        self._row: ApplicationRow | None = None
        self._terms: list[DeadlineRow] = []
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Aanvraag · {self._row.pupil}" if self._row is not None else "Aanvraag"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.set_focus(self._list)

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """The application with its papers, and the terms that it set off."""
        row = self._row = applications.application(self._application)
        self._terms = own_terms(self.ib.school.id, f"aanvraag:{row.id}", row.pupil_id)
        width = min(self.app.size.width - 6, _MOST_WIDTH)
        self._list.fill(application_rows(row, self._terms, self.ib.today(), width), at=self._at)
        self._at = ""

    # ── commands ───────────────────────────────────────────────────────────────
    def _paper(self) -> PaperRow | None:
        kind, _, number = self._list.chosen.partition(":")
        if self._row is None or kind != "stuk":
            return None
        return next((paper for paper in self._row.papers if paper.id == int(number)), None)

    def _term(self) -> DeadlineRow | None:
        kind, _, number = self._list.chosen.partition(":")
        return next((term for term in self._terms if kind == "termijn" and term.id == int(number)), None)

    def can(self, command_id: str) -> bool:
        if command_id == "tick_paper":
            return self._paper() is not None
        if command_id in ("new", "open", "edit", "done", "delete"):
            return self._row is not None
        return super().can(command_id)

    def do_open(self) -> None:
        """A paper: ticked. A term: where it comes from. The application itself: changed."""
        term = self._term()
        if term is not None:
            show_source(self, term)
        elif self._paper() is not None:
            self.do_tick_paper()
        else:
            self.do_edit()

    def do_tick_paper(self) -> None:
        paper = self._paper()
        if paper is None:
            return
        there = paper.ticked_on is None
        day = self.ib.today() if there else None
        said = "Stuk is er" if there else "Stuk is er nog niet"
        self.change(lambda: applications.tick(paper.id, day), said)

    def do_new(self) -> None:
        """One more paper, for this application only."""
        if self._row is not None:
            self._form(paper_form(self.ib, self._row), "Stuk toegevoegd, alleen bij deze aanvraag", "stuk")

    def do_edit(self) -> None:
        if self._row is not None:
            self._form(edit_application_form(self.ib, self._row), "Aanvraag gewijzigd")

    def do_done(self) -> None:
        """How it stands: handed in, granted, refused, stopped."""
        if self._row is not None:
            route_doing.ask_application(self, self._row)

    def do_delete(self) -> None:
        """A paper: off this list. The application itself: to the bin, and back."""
        paper = self._paper()
        if paper is not None:
            said = "Stuk van deze lijst gehaald. Met u haal je het terug."
            self.change(lambda: applications.remove_paper(paper.id), said)
        elif self._term() is not None:
            self.say("Deze termijn hoort bij de aanvraag. Wijzigen: d op de bladzijde van het kind.", "warn")
        elif self.attempt(lambda: applications.bin_application(self._application)):
            self.app.pop_screen()
            if isinstance(self.app.screen, IbScreen):
                self.app.screen.say("Aanvraag weggedaan. Met u haal je haar terug.")

    def _form(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        def done(number: int) -> None:
            self._at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            self.say(said)

        self.ib.open_screen(form, done)
