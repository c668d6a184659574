"""`b` in the calendar: the goals of the care policy (beleid), each with its steps, which stand in the calendar too."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len
from textual.app import ComposeResult

from ibtui.care.dates import due_words, short_date
from ibtui.care.school_year import school_year_of
from ibtui.care.words import GoalStatus
from ibtui.screens import step_doing, year_making
from ibtui.screens.calendar_lines import round_title, step_id, step_row
from ibtui.screens.forms.goal import edit_goal_form, evaluate_form, new_goal_form
from ibtui.screens.lines import joined
from ibtui.screens.step_keys import StepKeys
from ibtui.store import goals
from ibtui.store.cycle import StepRow
from ibtui.store.goals import GoalRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, Look, Part, fit, line, part, wrap

_OVER = (GoalStatus.REACHED, GoalStatus.STOPPED)
_ROOMY, _TWO_LINES = 96, 58
"""Below the first a step gets this room, and with it two lines: these steps are whole sentences."""
_MOST = 4
"""Lines of why, and of how it went."""
_EMPTY = (
    line(part("Er zijn nog geen doelen.", "strong")),
    line(part("Druk op n voor een doel van de zorg op school, met de stappen erheen.", "muted")),
)


def goal_rows(row: GoalRow, today: dt.date, width: int) -> list[Row]:
    """A goal in full: its name with where it stands, why, how it went, and then its steps."""
    look: Look = "muted" if row.status in _OVER else "strong"
    lines: list[Line] = [line(part(text, look)) for text in wrap(row.title, width)]
    lines += [line("  ", *facts) for facts in _facts(row, today, width - 2)]
    for label, text in (("waarom: ", row.why), ("zo ging het: ", row.evaluation)):
        if text:
            lines += [line("  ", part(piece, "muted")) for piece in _begin(f"{label}{text}", width - 2)]
    found = [Row(goal_id(row), tuple(lines))]
    room = min(width - 2, _TWO_LINES) if width < _ROOMY else width - 2
    found += [_indented(step_row(step, today, room, name=_step_name(step, today))) for step in row.steps]
    if not row.steps:
        found.append(heading(line("    ", part("nog geen stappen: n voegt er een toe", "muted"))))
    return [*found, heading()]


def goal_id(row: GoalRow) -> str:
    """The id of its row in a list."""
    return f"doel:{row.id}"


def _step_name(step: StepRow, today: dt.date) -> str:
    """What it is called; with its school year when that isn't this one: a goal may take years."""
    title = round_title(step)
    return title if step.year_label == school_year_of(today) else f"{title} · {step.year_label}"


def _begin(text: str, width: int) -> list[str]:
    """A text in a few lines, so that the steps stay in sight; `e` and `x` show it whole."""
    found = wrap(text, width)
    if len(found) <= _MOST:
        return found
    return [*found[: _MOST - 1], f"{fit(found[_MOST - 1], width - 2).rstrip()} …"]


def _indented(row: Row) -> Row:
    return Row(row.id, tuple((part("  "), *one) for one in row.lines))


def _facts(row: GoalRow, today: dt.date, width: int) -> list[Line]:
    """Where it stands; on a second line when it was or will be looked at, if that doesn't fit."""
    parts: list[Part] = [part(row.status, "good" if row.status == GoalStatus.REACHED else "accent")]
    if row.owner:
        parts.append(part(row.owner))
    if row.due_on is not None and row.status not in _OVER:
        parts.append(part(f"klaar {due_words(row.due_on, today)}", "late" if row.due_on < today else "muted"))
    if row.evaluated_on is not None:
        looked = part(f"geëvalueerd {short_date(row.evaluated_on, today)}", "muted")
    elif row.evaluate_on is not None:
        late = row.evaluate_on < today
        looked = part(f"evaluatie {due_words(row.evaluate_on, today)}", "late" if late else "muted")
    else:
        return [joined(parts)]
    together = joined([*parts, looked])
    fits = sum(cell_len(item.text) for item in together) <= width
    return [together] if fits else [joined(parts), line(looked)]


class GoalsScreen(StepKeys):
    """All goals with their steps. `x` on a step: done; on a goal: how it went."""

    SCREEN = "beleid"
    DEFAULT_CSS = "GoalsScreen Rows { margin: 0 1; max-width: 110; }"

    def __init__(self) -> None:
        super().__init__()
        self._goals: dict[str, GoalRow] = {}
        self._steps: dict[str, tuple[GoalRow, StepRow]] = {}
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"{self.ib.school.name} · beleid"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> Rows:
        return self.query_one(Rows)

    def reload(self) -> None:
        """One question to the store."""
        found = goals.goals(self.ib.school.id)
        self._goals = {goal_id(row): row for row in found}
        self._steps = {step_id(step): (row, step) for row in found for step in row.steps}
        width = min(self.app.size.width, 112) - 6
        rows = [item for row in found for item in goal_rows(row, self.ib.today(), width)]
        self._list.fill(rows, at=self._at, empty=_EMPTY)
        self._at = ""

    # ── commands ───────────────────────────────────────────────────────────────
    def _goal(self) -> GoalRow | None:
        """The chosen goal, or that of the chosen step."""
        chosen = self._list.chosen
        if chosen in self._steps:
            return self._steps[chosen][0]
        return self._goals.get(chosen)

    def step_chosen(self) -> StepRow | None:
        """The chosen step; None on a goal."""
        found = self._steps.get(self._list.chosen)
        return found[1] if found else None

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete"):
            return self._goal() is not None
        if command_id == "goals_word":
            return bool(self._goals)
        return super().can(command_id)

    def do_new(self) -> None:
        """A goal; with one chosen: or a step of it."""
        row = self._goal()
        if row is None:
            self._new_goal()
            return
        answers = [
            Answer("s", f"een stap bij: {row.title}"),
            Answer("d", "een nieuw doel"),
            Answer("t", "terug"),
        ]

        def chosen(answer: str) -> None:
            if answer == "d":
                self._new_goal()
            elif answer == "s":
                self._new_step(row)

        self.ib.open_screen(AskScreen("Wat is nieuw?", answers), chosen)

    def _new_goal(self) -> None:
        said = "Doel toegevoegd. Met n voeg je een stap toe."
        self.ib.open_screen(new_goal_form(self.ib), lambda number: self._done(said, f"doel:{number}"))

    def _new_step(self, row: GoalRow) -> None:
        def added(number: int) -> None:
            self._done("Stap toegevoegd. Hij staat ook in de kalender.", f"stap:{number}")

        step_doing.new_step(self, added, goal_id=row.id, responsible_id=row.owner_id, about=row.title)

    def do_open(self) -> None:
        """A step: its conversation when there is one. Else as `e`."""
        step = self.step_chosen()
        if step is not None:
            step_doing.open_step(self, step)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        row = self._goal()
        if self.step_chosen() is not None:
            super().do_edit()
        elif row is not None:
            form = edit_goal_form(self.ib, row)
            self.ib.open_screen(form, lambda _number: self._done("Doel gewijzigd"))

    def do_done(self) -> None:
        """A step: done. A goal: how it went."""
        row = self._goal()
        if self.step_chosen() is not None:
            super().do_done()
        elif row is not None:
            form = evaluate_form(self.ib, row)
            self.ib.open_screen(form, lambda _number: self._done("Evaluatie bewaard"))

    def do_delete(self) -> None:
        row = self._goal()
        if self.step_chosen() is not None:
            super().do_delete()
        elif row is not None:
            said = "Doel met zijn stappen weggedaan. Met u haal je het terug."
            self.change(lambda: goals.bin_goal(row.id), said)

    def do_goals_word(self) -> None:
        """One page for the team."""
        from ibtui import year_paper  # late: it brings in what writes Word

        ib = self.ib
        year_making.make(self, lambda: year_paper.goals_writer(ib.home, ib.school, ib.today()))

    def _done(self, said: str, at: str = "") -> None:
        self._at = at
        self.refresh_view()
        self.say(said)
