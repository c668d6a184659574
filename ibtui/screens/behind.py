"""`l` in the calendar: who is behind (wie loopt achter), what is open and since when; `y` gives a friendly text.

About steps, never about people: nothing is counted up into a mark, and nobody is compared with anybody.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from ibtui.care.cycle import Behind, behind
from ibtui.care.dates import short_date
from ibtui.care.letters import Owed, reminder
from ibtui.care.school_year import school_year_of
from ibtui.screens import step_doing
from ibtui.screens.calendar_lines import round_title, step_id, step_row
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.step_keys import StepKeys
from ibtui.store import cycle, labels
from ibtui.store.cycle import StepRow
from ibtui.widgets.frame import KeyBar
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part

_BAR = ("letter", "done", "move", "skip", "plan_in", "open", "edit")
"""First what this screen is for."""
_NOBODY = "nog niemand"
_EMPTY = (
    line(part("Niemand loopt achter.", "strong")),
    line(part("Alles wat af moest zijn, is af of overgeslagen.", "muted")),
)


class BehindScreen(StepKeys):
    """The late steps of every year, per person; who has the oldest comes first."""

    SCREEN = "achter"
    DEFAULT_CSS = "BehindScreen Rows { margin: 0 1; max-width: 110; }"

    def __init__(self) -> None:
        super().__init__()
        self._late: dict[str, tuple[Behind[StepRow], StepRow]] = {}

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"{self.ib.school.name} · wie loopt achter"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        place = {command_id: number for number, command_id in enumerate(_BAR)}
        self.query_one(KeyBar).offer(sorted(self.available(), key=lambda item: place.get(item.id, len(_BAR))))

    def reload(self) -> None:
        """One question to the store."""
        today = self.ib.today()
        found = behind(cycle.behind(self.ib.school.id, today), today)
        self._late = {step_id(step): (one, step) for one in found for step in one.steps}
        room, year = min(self.app.size.width, 112) - 6, school_year_of(today)
        rows: list[Row] = []
        for one in found:
            rows += [heading()] if rows else []
            since = f"  open sinds {short_date(one.since, today)}"
            rows.append(heading(line(part(one.person or _NOBODY, "strong"), part(since, "muted"))))
            for step in one.steps:
                name = _named(step) if step.year_label == year else f"{_named(step)} · {step.year_label}"
                # Without the person: she stands above it.
                rows.append(step_row(replace(step, responsible=""), today, room, name=name))
        self.query_one(Rows).fill(rows, empty=_EMPTY)

    # ── commands ───────────────────────────────────────────────────────────────
    def step_chosen(self) -> StepRow | None:
        """The step that the cursor is on."""
        found = self._late.get(self.query_one(Rows).chosen)
        return found[1] if found else None

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "letter"):
            return self.step_chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        """Its conversation, or the step itself."""
        self._with_step(step_doing.open_step)

    def do_letter(self) -> None:
        """A friendly text about all that is open for this person."""
        one = self._late[self.query_one(Rows).chosen][0]
        if one.person == labels.YOU:
            self.say("Dit zijn je eigen stappen. Kies een regel die bij een ander staat.", "warn")
            return
        today, school = self.ib.today(), self.ib.school
        owed = [
            Owed(_told(step), when=f"gepland voor {short_date(step.due_on, today)}" if step.due_on else "")
            for step in one.steps
        ]
        text = reminder(one.person, owed, school.coordinator_name, school.name)
        self.app.push_screen(CopyTextScreen(f"Tekst voor {one.person or _NOBODY}", text))


def _told(step: StepRow) -> str:
    """The same for a text: "ronde 1 plan maken, voor groep 3/4/5". The goal says nothing new to who does its step."""
    title = round_title(step)
    return f"{title}, voor {labels.group_label(step.group)}" if step.group else title


def _named(step: StepRow) -> str:
    """The step with the group or goal that it belongs to."""
    of = labels.group_label(step.group) if step.group else step.goal
    title = round_title(step)
    return f"{title} · {of}" if of else title
