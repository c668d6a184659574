"""The year plan: the text that a school makes its years from, with what it becomes beside or below it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.events import Paste
from textual.timer import Timer
from textual.widgets import TextArea

from ibtui.care.school_days import Free
from ibtui.care.school_year import last_day, school_year_of
from ibtui.care.year_plan import BUILT_IN, Plan, parse_plan
from ibtui.errors import Conflict
from ibtui.screens.base import IbScreen
from ibtui.screens.plan_lines import preview_rows, summary
from ibtui.store import cycle, free_days, year_plan
from ibtui.terminal.lean_area import LeanArea
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption, TopLine
from ibtui.widgets.rows import Rows
from ibtui.widgets.typing import safe_lines

_PAUSE = 0.15
"""Seconds without typing before the text is read again."""


class PlanArea(LeanArea):
    """Where the plan is typed. A paste brings only text."""

    DEFAULT_CSS = """
    PlanArea {
        scrollbar-size-vertical: 1; scrollbar-color: $chosen; scrollbar-color-hover: $primary;
        scrollbar-color-active: $primary; scrollbar-background: $background;
        scrollbar-background-hover: $background; scrollbar-background-active: $background;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "to_end(False)", show=False),
        Binding("ctrl+end", "to_end(True)", show=False),
    ]

    def on_mount(self) -> None:
        self.cursor_blink = False

    def action_to_end(self, last: bool) -> None:
        """To the first or the last place of the text."""
        self.move_cursor(self.document.end if last else (0, 0))

    async def _on_paste(self, event: Paste) -> None:
        event.text = safe_lines(event.text)
        await super()._on_paste(event)
        event.prevent_default()

    def put(self, text: str) -> None:
        """Another text, as one edit: Ctrl+Z brings back what stood here."""
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor((0, 0))


class YearPlanScreen(IbScreen):
    """A text that is kept with Ctrl+S, and when it is left. Years that were made stay as they are."""

    SCREEN = "jaarplan"
    DEFAULT_CSS = """
    YearPlanScreen .halves { layout: vertical; height: 1fr; }
    YearPlanScreen #plan { border: none; padding: 0 1; height: 1fr; background: $background; }
    YearPlanScreen .becomes { height: 8; border-top: solid $chosen; padding: 0 1; }
    YearPlanScreen.-wide .halves { layout: horizontal; }
    YearPlanScreen.-wide #plan { width: 62; }
    YearPlanScreen.-wide .becomes { height: 1fr; width: 1fr; border-top: none; border-left: solid $chosen; }
    """

    def __init__(self, first: dt.date) -> None:
        """`first`: 1 August of the school year whose days and groups are shown."""
        super().__init__()
        self._first = first
        self._kept: str | None = None  # as the screen has it
        self._seen: str | None = None  # the same, as the store has it
        self._groups: list[str] = []
        self._free: tuple[Free, ...] = ()
        self._plan = Plan((), ())
        self._soon: Timer | None = None

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Jaarplan · gelezen voor {school_year_of(self._first)}"

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
        """The text, unless something is being typed; and the groups and free days of this year."""
        school = self.ib.school.id
        self._groups = [name for _id, name in cycle.year_groups(school, self._first)]
        self._free = free_days.free_days(school, self._first, last_day(self._first))
        stored = year_plan.text(school)
        text = safe_lines(stored)
        if not self._dirty:
            self._seen = stored
            if text != self._kept:
                self._kept = text
                self._area.load_text(text)
        self._read()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """Read the text again when the typing rests for a moment."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_PAUSE, self._read)
        self._show_kept()

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        self._draw()

    def _read(self) -> None:
        self._plan = parse_plan(self._area.text, self._first, self._free)
        self._draw()
        self._show_kept()

    def _draw(self) -> None:
        box = self.query_one("#becomes", Rows)
        left, right = summary(self._plan, self._groups)
        self.query_one("#sum", Caption).show(left, right)
        line = self._area.cursor_location[0]
        wide = self.has_class("-wide")
        box.fill(preview_rows(self._plan, self._groups, line, box.room or 74, whole=wide))

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
            year_plan.back_to_built_in(school, self._seen)
        else:
            year_plan.keep(school, text, self._seen)
        self._seen, self._kept = year_plan.text(school), text
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
            question = "Het jaarplan is intussen in een andere sessie veranderd. Welke tekst blijft?"
            self.ib.open_screen(AskScreen(question, answers), self._choose_text)
            return False
        return True

    def _choose_text(self, answer: str) -> None:
        """`m`: mine after all; `a`: the other one, as one edit."""
        if answer == "t":
            return
        self._seen = year_plan.text(self.ib.school.id)
        if answer == "m":
            self.do_keep_plan()
            return
        self._kept = safe_lines(self._seen)
        self._area.put(self._kept)
        self._read()
        self.say("De andere tekst staat er. Ctrl+Z geeft die van jou terug.")

    def can(self, command_id: str) -> bool:
        if command_id == "next_problem":
            return bool(self._plan.problems)
        if command_id == "built_in":
            return self._area.text != safe_lines(BUILT_IN)
        return super().can(command_id)

    def do_keep_plan(self) -> None:
        if not self._keep_or_ask():
            return
        self._read()
        number = len(self._plan.problems)
        if number:
            self.say(
                f"Bewaard. {number} regel{'s' if number > 1 else ''} tellen nog niet mee: Ctrl+N.", "warn"
            )
        else:
            self.say("Bewaard. Met Esc en dan j maak je er een jaar van.")

    def do_next_problem(self) -> None:
        """To the next line that can't be used; from the last one to the first."""
        self._read()
        here = self._area.cursor_location[0]
        places = [problem.line for problem in self._plan.problems]
        if places:
            self._area.move_cursor((next((line for line in places if line > here), places[0]), 0))

    def do_built_in(self) -> None:
        """The example in place of what stands here; nothing is kept yet."""
        self._area.put(safe_lines(BUILT_IN))
        self._read()
        self.say("Het voorbeeldplan staat er. Ctrl+Z geeft je eigen tekst terug.")

    def do_keys(self) -> None:
        self.ib.open_help()

    def do_back(self) -> None:
        if not self._dirty or self._keep_or_ask():
            self.app.pop_screen()
