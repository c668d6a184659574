"""Which papers an application needs, as one text that the school keeps, with what it becomes beside or below it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from ibtui.care.checklist import BUILT_IN, papers, problems
from ibtui.care.words import ApplicationKind
from ibtui.errors import Conflict
from ibtui.screens.base import IbScreen
from ibtui.screens.year_plan_screen import PlanArea
from ibtui.store import checklists
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption, TopLine
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Part, line, part, wrap
from ibtui.widgets.typing import safe_lines

_PAUSE = 0.15
"""Seconds without typing before the text is read again."""
_GRAMMAR = (
    "Zo: ## arrangement, en daaronder één stuk per regel. Aanvragen die al lopen, houden hun eigen lijst."
)


class ChecklistsScreen(IbScreen):
    """A text that is kept with Ctrl+S, and when it is left. Applications that run keep their own papers."""

    SCREEN = "stukken"
    DEFAULT_CSS = """
    ChecklistsScreen .halves { layout: vertical; height: 1fr; }
    ChecklistsScreen #plan { border: none; padding: 0 1; height: 1fr; background: $background; }
    ChecklistsScreen .becomes { height: 8; border-top: solid $chosen; padding: 0 1; }
    ChecklistsScreen.-wide .halves { layout: horizontal; }
    ChecklistsScreen.-wide #plan { width: 66; }
    ChecklistsScreen.-wide .becomes { height: 1fr; width: 1fr; border-top: none; border-left: solid $chosen; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: str | None = None  # as the screen has it
        self._seen: str | None = None  # the same, as the store has it
        self._soon: Timer | None = None

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return "Stukken bij een aanvraag"

    def body(self) -> ComposeResult:
        with Container(classes="halves"):
            yield PlanArea(id="plan", tab_behavior="focus", soft_wrap=True, show_line_numbers=False)
            with Vertical(classes="becomes"):
                yield Caption(id="sum")
                yield Rows(id="becomes")

    def on_mount(self) -> None:
        self.query_one("#becomes", Rows).can_focus = False
        self._area.focus()

    @property
    def _area(self) -> PlanArea:
        return self.query_one("#plan", PlanArea)

    @property
    def _dirty(self) -> bool:
        return self._kept is not None and self._area.text != self._kept

    def reload(self) -> None:
        """The text, unless something is being typed."""
        stored = checklists.checklist(self.ib.school.id)
        text = safe_lines(stored)
        if not self._dirty:
            self._seen = stored
            if text != self._kept:
                self._kept = text
                self._area.load_text(text)
        self._draw()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Read the text again when the typing rests for a moment."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_PAUSE, self._draw)
        self._show_kept()

    def _draw(self) -> None:
        text, box = self._area.text, self.query_one("#becomes", Rows)
        wrong = problems(text)
        right = part(f"! {len(wrong)} niet begrepen", "late") if wrong else part("alles begrepen", "good")
        self.query_one("#sum", Caption).show(line("  ", part("Wordt per aanvraag", "strong")), right)
        box.fill(_becomes(text, wrong, box.room or 72))
        self._show_kept()

    def _show_kept(self) -> None:
        top = self.query_one(TopLine)
        top.note = "niet bewaard" if self._dirty else "bewaard"
        top.note_look = "warn" if self._dirty else "muted"

    # ── keeping ────────────────────────────────────────────────────────────────
    def flush(self) -> bool:
        return not self._dirty or self.attempt(self._keep)

    def _keep(self) -> None:
        school, text = self.ib.school.id, self._area.text
        if text == safe_lines(BUILT_IN):
            checklists.back_to_built_in(school, self._seen)
        else:
            checklists.keep_checklist(school, text, self._seen)
        self._seen, self._kept = checklists.checklist(school), text
        self._show_kept()

    def _keep_or_ask(self) -> bool:
        """Keep the text; when another session was first, ask whose text stays. True when it is kept."""
        try:
            self._keep()
        except Conflict:
            answers = [
                Answer("m", "mijn tekst bewaren; die andere vervalt"),
                Answer("a", "de andere tekst laten zien; Ctrl+Z geeft die van mij terug"),
                Answer("t", "terug, nog niets bewaren"),
            ]
            question = "De lijst is intussen in een andere sessie veranderd. Welke tekst blijft?"
            self.ib.open_screen(AskScreen(question, answers), self._choose_text)
            return False
        return True

    def _choose_text(self, answer: str) -> None:
        """`m`: mine after all; `a`: the other one, as one edit."""
        if answer == "t":
            return
        self._seen = checklists.checklist(self.ib.school.id)
        if answer == "m":
            self.do_keep_list()
            return
        self._kept = safe_lines(self._seen)
        self._area.put(self._kept)
        self._draw()
        self.say("De andere tekst staat er. Ctrl+Z geeft die van jou terug.")

    def can(self, command_id: str) -> bool:
        if command_id == "built_in_list":
            return self._area.text != safe_lines(BUILT_IN)
        return super().can(command_id)

    def do_keep_list(self) -> None:
        if not self._keep_or_ask():
            return
        self._draw()
        number = len(problems(self._area.text))
        if number:
            self.say(f"Bewaard. {number} regel{'s tellen' if number > 1 else ' telt'} nog niet mee.", "warn")
        else:
            self.say("Bewaard. Een nieuwe aanvraag krijgt deze stukken.")

    def do_built_in_list(self) -> None:
        """The example in place of what stands here; nothing is kept yet."""
        self._area.put(safe_lines(BUILT_IN))
        self._draw()
        self.say("De voorbeeldlijst staat er. Ctrl+Z geeft je eigen tekst terug.")

    def do_keys(self) -> None:
        self.ib.open_help()

    def do_back(self) -> None:
        if not self._dirty or self._keep_or_ask():
            self.app.pop_screen()


def _becomes(text: str, wrong: tuple[tuple[int, str], ...], room: int) -> list[Row]:
    """What can't be read first, then how many papers each kind of application gets."""
    rows: list[Row] = []
    for number, words in wrong:
        for order, piece in enumerate(wrap(f"regel {number}: {words}", room - 2)):
            sign: Part = part("! " if not order else "  ", "late")
            rows.append(heading(line(sign, piece)))
    for kind in ApplicationKind:
        count = len(papers(text, kind))
        said = f"{count} {'stuk' if count == 1 else 'stukken'}" if count else "–"
        rows.append(heading(line("  ", part(f"{kind.value:<28}"), part(said, "" if count else "muted"))))
    rows += [heading(line("  ", part(piece, "muted"))) for piece in wrap(_GRAMMAR, room - 2)]
    return rows
