"""The steps behind a cell of the care calendar: the whole year of one group, of the school, or of the goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.cycle import Month, months
from ibtui.care.school_year import school_year_of
from ibtui.screens import calendar_lines as lines
from ibtui.screens import step_doing
from ibtui.screens.listing import ListScreen
from ibtui.screens.step_keys import StepKeys, in_order
from ibtui.store import cycle
from ibtui.store.cycle import StepRow, YearLine
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import heading
from ibtui.widgets.text import line, part


class StepsScreen(ListScreen, StepKeys):
    """One line of the calendar as a list, by month. Opens on the first step that is to be done in `month`."""

    SCREEN = "stappen"
    SUMMED = True

    def __init__(self, first: dt.date, row_id: str, month: int) -> None:
        """`first` is 1 August of the school year; `row_id` a line of the calendar; `month` 0 is August."""
        super().__init__()
        self._first, self._line_id, self._month = first, row_id, month
        self._line: YearLine | None = None
        self._cells: tuple[tuple[StepRow, ...], ...] = ()
        self._steps: dict[str, StepRow] = {}
        self._fresh = True

    def on_mount(self) -> None:
        self.query_one(KeyBar).offer(in_order(self.available()))

    def heading(self) -> str:
        return f"{self._label('stappen')} · stappen {school_year_of(self._first)}"

    def _label(self, otherwise: str) -> str:
        return lines.label(self._line) if self._line else otherwise

    def reload(self) -> None:
        """The lines of the year, and the steps of this one: a fixed number of questions to the store."""
        today, school = self.ib.today(), self.ib.school.id
        columns = months(self._first, today)
        found = cycle.year_lines(school, self._first)
        self._line = next((one for one in found if lines.line_id(one) == self._line_id), None)
        steps = lines.steps_of(school, self._first, self._line_id) if self._line else []
        self._cells = lines.by_month(steps, columns)
        self._steps = {lines.step_id(step): step for step in steps}
        if self._fresh and self._line is not None:
            self.at = self._start(steps)
            self._fresh = False
        self.query_one("#summary", Caption).show(line("  ", lines.counts(steps, today)))
        self._draw(columns)

    def _start(self, steps: Sequence[StepRow]) -> str:
        today = self.ib.today()
        step = lines.first_open(self._cells[self._month], today) or lines.first_open(steps, today)
        return lines.step_id(step) if step else ""

    def _draw(self, columns: tuple[Month, ...]) -> None:
        today, room = self.ib.today(), self.listed.room or 74
        if self._line is None:
            self.put([], empty=[line("Deze groep heeft geen stappen.")])
            return
        found = lines.month_groups(self._cells, lambda step: lines.step_row(step, today, room), columns)
        empty = [
            line(part("Er staan dit jaar nog geen stappen.", "strong")),
            line(part("n maakt een stap. Met Esc en dan j maak je een heel jaar uit het jaarplan.", "muted")),
        ]
        self.put(found, empty=empty)

    def draw_detail(self) -> None:
        """The chosen step whole, on a wide screen."""
        if not self.is_wide:
            return
        step, box = self.step_chosen(), self.detail
        width = box.room or 42
        box.fill([heading(item) for item in lines.detail_lines(step, self.ib.today(), width)] if step else [])

    # ── commands ───────────────────────────────────────────────────────────────
    def step_chosen(self) -> StepRow | None:
        return self._steps.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id == "open":
            return self.step_chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        self._with_step(step_doing.open_step)

    def do_new(self) -> None:
        step = self.step_chosen()
        if self._line_id == lines.POLICY and step is not None:
            due = self._not_past(step.due_on)
            step_doing.new_step(self, self._added, goal_id=step.goal_id, due=due, about=step.goal)
            return
        group_id, due = lines.group_of(self._line_id), self._not_past(step.due_on) if step else None
        step_doing.new_step(self, self._added, group_id=group_id, due=due, about=self._label(""))

    def _not_past(self, day: dt.date | None) -> dt.date | None:
        """The day of the chosen step, for a new one; nobody plans a step that is late at once."""
        today = self.ib.today()
        this_year = school_year_of(today) == school_year_of(self._first)
        return max(day, today) if day is not None and this_year else day

    def _added(self, step_id: int) -> None:
        self.at = f"stap:{step_id}"
        self.refresh_view()
        self.say("Stap toegevoegd")
