"""`5`: the care calendar. Months by groups, and below it (on a wide screen beside it) the steps of the chosen cell."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Container, Vertical

from ibtui.care.cycle import Month, months
from ibtui.care.school_days import Free, next_school_day
from ibtui.care.school_year import first_day, last_day, school_year_of
from ibtui.screens import calendar_lines as lines
from ibtui.screens import calendar_terms, step_doing, year_making, year_menu
from ibtui.screens.calendar_grid import CalendarGrid
from ibtui.screens.deadline_lines import term_id
from ibtui.screens.forms.deadline import new_deadline_form
from ibtui.screens.step_keys import StepKeys, in_order
from ibtui.screens.steps import StepsScreen
from ibtui.store import cycle, free_days
from ibtui.store.cycle import StepRow, YearLine
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import Line, line, part

_NO_YEAR = (
    line(part("Er is nog geen jaar. Druk op j: een jaar maken kost een minuut.", "strong")),
    line(part("n maakt één stap met de hand.", "muted")),
)


class CalendarScreen(StepKeys):
    """Key 5. Arrows choose a cell; the keys are about the step with the sign before it; Enter shows them all."""

    SCREEN = "kalender"
    DEFAULT_CSS = """
    CalendarScreen .halves { layout: vertical; height: 1fr; }
    CalendarScreen #grid { margin: 0 1; max-height: 60%; }
    CalendarScreen .behind { width: 100%; height: 1fr; border-top: solid $chosen; padding: 0 1; }
    CalendarScreen.-wide .halves { layout: horizontal; }
    CalendarScreen.-wide #grid { width: 76; max-height: 100%; }
    CalendarScreen.-wide .behind { border-top: none; width: 1fr; padding: 0 1 0 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._first: dt.date | None = None  # 1 August of the year that is shown; None: that of today
        self._months: tuple[Month, ...] = ()
        self._lines: dict[str, YearLine] = {}
        self._cells: dict[
            str, tuple[tuple[StepRow, ...], ...]
        ] = {}  # a line's steps, once the cursor was on it
        self._terms: tuple[tuple[DeadlineRow, ...], ...] = ()  # of each month
        self._free: tuple[Free, ...] = ()
        self._empty = True
        self._fresh = True

    # ── drawing ────────────────────────────────────────────────────────────────
    @property
    def first(self) -> dt.date:
        """1 August of the school year that is shown."""
        return self._first or first_day(self.ib.today())

    def heading(self) -> str:
        return f"{self.ib.school.name} · kalender {school_year_of(self.first)}"

    def body(self) -> ComposeResult:
        with Container(classes="halves"):
            yield CalendarGrid(id="grid")
            with Vertical(classes="behind"):
                yield Caption(id="cell")
                yield Rows(id="steps")

    def on_mount(self) -> None:
        self._list.can_focus = False
        self._grid.focus()
        self.query_one(KeyBar).offer(in_order(self.available()))

    @property
    def _grid(self) -> CalendarGrid:
        return self.query_one("#grid", CalendarGrid)

    @property
    def _list(self) -> Rows:
        return self.query_one("#steps", Rows)

    def reload(self) -> None:
        """The lines, the terms, the free days, and the steps of the chosen line: a fixed number of questions."""
        school, first, today = self.ib.school.id, self.first, self.ib.today()
        self._months = months(first, today)
        self._lines = {lines.line_id(one): one for one in cycle.year_lines(school, first)}
        self._free = free_days.free_days(school, first, last_day(first))
        self._cells = {}
        self._empty = not any(one.stored for one in self._lines.values())
        marked = next((number for number, month in enumerate(self._months) if month.current), None)
        self._terms = calendar_terms.of_year(school, self._months)
        terms = [calendar_terms.grid_row(self._terms, today)] if any(self._terms) else []
        self._grid.fill(
            [*(lines.grid_row(one, self._months, today) for one in self._lines.values()), *terms],
            [month.label for month in self._months],
            marked,
        )
        if self._fresh:
            self._grid.go_to(lines.SCHOOL, marked or 0)
            self._fresh = False
        self._grid.styles.height = "1fr" if self.has_class("-wide") else len(self._lines) + len(terms) + 1
        self._draw_steps()

    def _draw_steps(self) -> None:
        """The steps of the chosen cell, and what is free in that month."""
        if self._on_terms():
            self._draw_terms()
            return
        today, month, steps = self.ib.today(), self._month(), self._cell()
        said = f"{lines.FULL_NAMES[month.label]} · {self._label()}"
        self.query_one("#cell", Caption).show(line("  ", part(said, "strong")), lines.counts(steps, today))
        room = self._list.room or 74
        start = lines.first_open(steps, today)
        found = [lines.step_row(step, today, room) for step in steps]
        self._list.fill(
            [*found, *lines.free_rows(self._free, month, room)] if found else [],
            at=lines.step_id(start) if start and self._settled() else "",
            empty=self._nothing(month, room),
        )

    def _on_terms(self) -> bool:
        return self._grid.row_id == calendar_terms.TERMS

    def _draw_terms(self) -> None:
        """The terms of the chosen month."""
        today, month, rows = self.ib.today(), self._month(), self._terms[self._grid.column]
        name = lines.FULL_NAMES[month.label]
        said = line("  ", part(f"{name} · termijnen", "strong"))
        self.query_one("#cell", Caption).show(said, calendar_terms.count_words(rows, today))
        empty = line(part(f"  Geen termijnen in {name}. Enter toont ze alle, n maakt er een.", "muted"))
        self._list.fill(calendar_terms.list_rows(rows, today, self._list.room or 74), empty=[empty])

    def _settled(self) -> bool:
        """Whether the cursor stands on a step that is no longer in this cell or that needs nothing more."""
        chosen, open_ones = self.step_chosen(), lines.open_steps(self._cell(), self.ib.today())
        return chosen is None or (chosen not in open_ones and bool(open_ones))

    def _nothing(self, month: Month, room: int) -> list[Line]:
        if self._empty:
            return list(_NO_YEAR)
        free = [item for row in lines.free_rows(self._free, month, room) for item in row.lines]
        name = lines.FULL_NAMES[month.label]
        return [
            line(part(f"  Geen stappen in {name}. n maakt er een.", "muted")),
            *free,
            (),
            line(part(f"  {lines.LEGEND}", "muted")),
        ]

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _label(self) -> str:
        found = self._lines.get(self._grid.row_id)
        return lines.label(found) if found else ""

    def _month(self) -> Month:
        return self._months[self._grid.column]

    def _cell(self) -> tuple[StepRow, ...]:
        """The steps of the chosen cell. Those of its line are asked for when the cursor comes there."""
        chosen = self._grid.row_id
        if chosen not in self._lines:
            return ()
        if chosen not in self._cells:
            steps = lines.steps_of(self.ib.school.id, self.first, chosen)
            self._cells[chosen] = lines.by_month(steps, self._months)
        return self._cells[chosen][self._grid.column]

    def step_chosen(self) -> StepRow | None:
        return next((step for step in self._cell() if lines.step_id(step) == self._list.chosen), None)

    def can(self, command_id: str) -> bool:
        if command_id == "year_word":
            return not self._empty
        if self._on_terms() and command_id in calendar_terms.KEYS:
            return self._term_chosen() is not None
        return super().can(command_id)

    def _term_chosen(self) -> DeadlineRow | None:
        found = self._terms[self._grid.column] if self._on_terms() else ()
        return next((row for row in found if term_id(row) == self._list.chosen), None)

    def _run(self, command_id: str) -> None:
        """On the line of the terms the keys of a step are about the chosen term."""
        row = self._term_chosen()
        if row is not None and command_id in calendar_terms.KEYS:
            calendar_terms.KEYS[command_id](self, row)
        else:
            super()._run(command_id)

    def on_calendar_grid_moved(self) -> None:
        self.attempt(self._draw_steps)

    def on_calendar_grid_opened(self) -> None:
        self.action_run("open")

    def on_calendar_grid_edge(self, event: CalendarGrid.Edge) -> None:
        """Past July or August: the next or the previous school year, when there is one."""
        self.attempt(lambda: self._go_year(event.step))

    def _go_year(self, step: int) -> None:
        firsts = [year.first for year in cycle.years(self.ib.school.id)]
        found = [one for one in firsts if (one > self.first if step > 0 else one < self.first)]
        if not found:
            said = (
                "Volgend schooljaar is er nog niet. Druk op j, en dan o."
                if step > 0
                else "Er is geen eerder jaar."
            )
            self.say(said, "warn")
            return
        self.show_year(min(found) if step > 0 else max(found), 0 if step > 0 else 11)

    def show_year(self, first: dt.date, column: int | None = None) -> None:
        """Another school year; `column` is the month to stand on."""
        line_id = self._grid.row_id
        place = list(self._lines).index(line_id) if line_id in self._lines else 0
        self._first = None if first == first_day(self.ib.today()) else first
        self.refresh_view()
        if line_id not in (*self._lines, self._grid.row_id):
            # each year has groups of its own: the line on the same place
            line_id = list(self._lines)[min(place, len(self._lines) - 1)]
        self._grid.go_to(line_id, self._grid.column if column is None else column)
        self._draw_steps()

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        """All steps of this line, as a list; all terms."""
        if self._on_terms():
            self.do_deadlines()
            return
        self.app.push_screen(StepsScreen(self.first, self._grid.row_id, self._grid.column))

    def do_new(self) -> None:
        if self._on_terms():
            self.ib.open_screen(new_deadline_form(self.ib), lambda _id: self._made("Termijn toegevoegd"))
            return
        chosen, month, today = self._grid.row_id, self._month(), self.ib.today()
        due = next_school_day(today if month.current else month.first, self._free)
        if chosen == lines.POLICY:
            self._new_for_goal(due)
            return
        group_id = lines.group_of(chosen)
        step_doing.new_step(self, self._added, group_id=group_id, due=due, about=self._label())

    def _new_for_goal(self, due: dt.date) -> None:
        """On the line of the goals: a step of the goal that the chosen step is of."""
        step = self.step_chosen()
        if step is None:
            self.say("Een stap van een doel maak je bij het doel zelf: druk op b.", "warn")
        else:
            step_doing.new_step(self, self._added, goal_id=step.goal_id, due=due, about=step.goal)

    def _added(self, step_id: int) -> None:
        step = cycle.step(step_id)
        self.show_year(dt.date(int(step.year_label[:4]), self.first.month, self.first.day))
        self._grid.go_to(lines.row_id(step), lines.place_of(step, self._months))
        self._draw_steps()
        self._list.choose(lines.step_id(step))
        self.say("Stap toegevoegd")

    def do_this_month(self) -> None:
        self.show_year(first_day(self.ib.today()))
        current = next((number for number, month in enumerate(self._months) if month.current), 0)
        self._grid.go_to(self._grid.row_id, current)
        self._draw_steps()

    def do_behind(self) -> None:
        self._push("ibtui.screens.behind", "BehindScreen")

    def do_goals(self) -> None:
        self._push("ibtui.screens.goals", "GoalsScreen")

    def do_year_menu(self) -> None:
        year_menu.open_menu(self, self.first, self._made)

    def _made(self, said: str) -> None:
        self.refresh_view()
        self._grid.focus()
        self.say(said)

    def do_year_word(self) -> None:
        """The year plan as a Word document."""
        from ibtui import year_paper  # late: it brings in what writes Word

        ib = self.ib
        year_making.make(
            self, lambda: year_paper.year_plan_writer(ib.home, ib.school, self.first, ib.today())
        )
