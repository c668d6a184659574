"""`M` on a pupil: the meldcode, step by step. What stands here stands nowhere else."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult

from ibtui.care.meldcode import FIVE, SOURCE, WEIGHINGS
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.safety import answered_form, close_form, report_form, step_draft, step_form
from ibtui.screens.safety_lines import empty_lines, record_rows
from ibtui.store import deadlines, pupils, safety
from ibtui.store.safety import SafetyCard, SafetyStepRow, StepDraft
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Rows

_MOST_WIDTH = 100
_ALL_AWAY = (
    "Alles weg wat hier bij elkaar staat, met elke stap? Doe dat alleen als je het per ongeluk begon.\n\n"
    "Is het klaar? Sluit het dan af met x: het gaat weg als de bewaartijd om is."
)


class SafetyScreen(IbScreen):
    """The five steps for one pupil. The heading says only that it is shielded, and the first name."""

    SCREEN = "meldcode"
    DEFAULT_CSS = "SafetyScreen Rows { margin: 0 1; max-width: 104; }"

    def __init__(self, pupil_id: int) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._called = ""
        self._cards: list[SafetyCard] = []
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Afgeschermd · {self._called}" if self._called else "Afgeschermd"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.set_focus(self._list)

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """Every record of this pupil. When it can't be read, nothing of it stays on the screen."""
        at = self._at or self._list.chosen
        self._list.fill([])
        self._called = pupils.pupil(self._pupil).first_name
        self._cards = safety.records(self._pupil)
        width = min(self.app.size.width - 6, _MOST_WIDTH)
        rows = record_rows(self._cards, self._next_on(), self.ib.today(), width) if self._cards else []
        self._list.fill(rows, at=at, empty=empty_lines(self._called, width))
        self._at = ""

    def _next_on(self) -> dt.date | None:
        """When the next step is due: as agreed, else as the rule says. None after the last one."""
        card = self._open()
        if card is None:
            return None
        last = max(card.steps, key=lambda row: (row.day, row.step, row.id), default=None)
        if last is not None and last.next_on is not None:
            return last.next_on
        if last is not None and last.step >= len(FIVE):
            return None
        return deadlines.when(self.ib.school.id, "meldcode_stap", last.day if last else card.opened_on)[0]

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _open(self) -> SafetyCard | None:
        return next((card for card in self._cards if card.closed_on is None), None)

    def _card(self) -> SafetyCard | None:
        """The record that the cursor stands in, else the newest."""
        kind, _, number = self._list.chosen.partition(":")
        for card in self._cards:
            if kind == "dossier" and card.id == int(number):
                return card
            if kind == "stap" and any(row.id == int(number) for row in card.steps):
                return card
        return self._cards[0] if self._cards else None

    def _step(self) -> SafetyStepRow | None:
        kind, _, number = self._list.chosen.partition(":")
        if kind != "stap":
            return None
        return next((row for card in self._cards for row in card.steps if row.id == int(number)), None)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete"):
            return bool(self._cards)
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        """The next step; with nothing open a record begins when it is kept."""
        card = self._open()
        taken = max((row.step for row in card.steps), default=0) if card is not None else 0
        draft = StepDraft(min(taken + 1, len(FIVE)), self.ib.today())
        form = step_form(self.ib, self._pupil, self._called, draft)
        self._form(form, "Stap opgeschreven", "stap")

    def do_open(self) -> None:
        self.do_edit()

    def do_edit(self) -> None:
        row = self._step()
        if row is None:
            self.do_done()
            return
        form = step_form(self.ib, self._pupil, self._called, step_draft(row), row)
        self._form(form, "Stap gewijzigd")

    def do_done(self) -> None:
        """Reported, answered, closed; or open again."""
        card = self._card()
        if card is None:
            return
        if card.closed_on is not None:
            answers = [Answer("o", "weer openen"), Answer("t", "terug")]
        else:
            answers = [
                Answer("m", "gemeld bij Veilig Thuis"),
                Answer("a", "Veilig Thuis heeft geantwoord"),
                Answer("s", "afsluiten"),
                Answer("t", "terug"),
            ]
            if card.reported_on is None:
                del answers[1]
        self.ib.open_screen(AskScreen("Hoe staat het?", answers), lambda answer: self._go_on(answer, card))

    def _go_on(self, answer: str, card: SafetyCard) -> None:
        if answer == "m":
            self._form(
                report_form(self.ib, card), "Opgeschreven. Vijf werkdagen later hoor je van Veilig Thuis."
            )
        elif answer == "a":
            self._form(answered_form(self.ib, card), "Opgeschreven. Wat zij zeiden, schrijf je bij een stap.")
        elif answer == "s":
            self._form(close_form(self.ib, card), "Afgesloten. Met u draai je het terug.")
        elif answer == "o":
            self.change(lambda: safety.reopen(card.id), "Staat weer open")

    def do_delete(self) -> None:
        """A step: to the bin, and back. All of it: only what was opened by mistake, so it asks first."""
        row, card = self._step(), self._card()
        if row is not None:
            self.change(lambda: safety.bin_step(row.id), "Stap weggedaan. Met u haal je hem terug.")
        elif card is not None:
            answers = [Answer("w", "alles weg"), Answer("t", "terug: alles blijft")]
            self.ib.open_screen(AskScreen(_ALL_AWAY, answers), lambda answer: self._bin(answer, card))

    def _bin(self, answer: str, card: SafetyCard) -> None:
        if answer == "w":
            self.change(lambda: safety.bin_record(card.id), "Alles is weg. Met u haal je het terug.")

    def do_weighing(self) -> None:
        """The questions that help in step 4. They decide nothing."""
        questions = "\n".join(f"{number}. {words}" for number, words in enumerate(WEIGHINGS, start=1))
        self.app.push_screen(AskScreen(f"{questions}\n\n{SOURCE}", [Answer("t", "terug")]))

    def _form(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        def done(number: int) -> None:
            self._at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            self.say(said)

        self.ib.open_screen(form, done)
