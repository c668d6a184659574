"""`1`: the week. On the left the conversations by day, on the right what still has to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.care.dates import short_date
from ibtui.screens.base import IbScreen
from ibtui.screens.lines import times
from ibtui.screens.week_rows import day_rows, detail_lines
from ibtui.screens.week_todo import Todo
from ibtui.store import conversation_rows
from ibtui.store.conversation_rows import ConversationRow
from ibtui.store.other_schools import Busy
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part


class WeekScreen(IbScreen):
    """The start screen: what is planned, what was held, and what still has to be done."""

    SCREEN = "week"
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (76, "-narrow"), (110, "-wide")]
    DEFAULT_CSS = """
    WeekScreen #days { margin-left: 1; }
    WeekScreen .todo { width: 34; margin-left: 1; }
    WeekScreen .detail { width: 1fr; display: none; margin-left: 2; }
    WeekScreen.-small > Horizontal { layout: vertical; }
    WeekScreen.-small #days { height: 3fr; width: 1fr; }
    WeekScreen.-small .todo { height: 2fr; width: 1fr; }
    WeekScreen.-wide #days { width: 50; }
    WeekScreen.-wide .todo { width: 34; }
    WeekScreen.-wide .detail { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._monday: dt.date | None = None
        self._talks: dict[str, ConversationRow] = {}
        self._todo = Todo(self)
        self._busy: list[Busy] = []
        self._at = ""  # the row to go to at the next reload
        self._detail_of = ("", 0)

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        first = self.monday
        last = first + dt.timedelta(days=max(self._weekdays()))
        begin = f"{first.day}" if first.month == last.month else _day_month(first)
        year = "" if last.year == self.ib.today().year else f" {last.year}"
        week = f"week {first.isocalendar().week} · {begin} – {_day_month(last)}{year}"
        return f"{self.ib.school.name} · {week}"

    def _weekdays(self) -> set[int]:
        """The days that are shown: until Friday, and those of the weekend that have a conversation or are today."""
        found = [*(row.day for row in self._talks.values()), *(item.day for item in self._busy)]
        days = {0, 1, 2, 3, 4, *(day.weekday() for day in found)}
        return days | {self.ib.today().weekday()} if self._monday is None else days

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="days")
            with Vertical(classes="todo"):
                yield Caption(id="todo-caption")
                yield Rows(id="todo")
            with Vertical(classes="detail"):
                yield Caption(id="detail-caption")
                yield Rows(id="detail")

    def on_mount(self) -> None:
        self.query_one("#detail", Rows).can_focus = False
        self.query_one("#days", Rows).focus()

    def on_screen_resume(self) -> None:
        """Look too which copies lie somewhere, after the week is shown. (The base class reloads.)"""
        self.app.call_later(self.call_after_refresh, self._look_at_copies)

    def _look_at_copies(self) -> None:
        if not self.ib.locked:  # it was locked at once; coming back asks again
            self.attempt(self._todo.look_at_copies)

    @property
    def monday(self) -> dt.date:
        """The first day of the week that is shown."""
        return self._monday or _monday_of(self.ib.today())

    def reload(self) -> None:
        """The week, the promises and the terms: a fixed number of questions to the store, and one to each other school
        that changed."""
        found = conversation_rows.week(self.ib.school.id, self.monday)
        self._talks = {f"gesprek:{row.id}": row for row in found}
        sunday = self.monday + dt.timedelta(days=6)
        self._busy = self.ib.busy(self.monday, sunday)
        self._todo.load(sunday)
        box = self.query_one("#days", Rows)
        at = self._at or ("" if box.chosen else self._first())
        self._draw_days(at)
        self._at = ""
        self._todo.draw()
        self._detail_of = ("", 0)
        self._draw_detail()

    def _first(self) -> str:
        """Where the cursor starts: the first conversation of today that is still to come, else today."""
        today = self.ib.today()
        rows = [row for row in self._talks.values() if row.day == today]
        ahead = [row for row in rows if row.status == "gepland"] or rows
        return f"gesprek:{ahead[0].id}" if ahead else f"dag:{today}"

    def _draw_days(self, at: str = "") -> None:
        box = self.query_one("#days", Rows)
        chosen = at or box.chosen
        width = box.room or 43
        talks, today = list(self._talks.values()), self.ib.today()
        days = [self.monday + dt.timedelta(days=number) for number in range(7)]
        blocks = [
            day_rows(
                day,
                today,
                [row for row in talks if row.day == day],
                chosen,
                width,
                [item for item in self._busy if item.day == day],
            )
            for day in days
        ]
        used = sum(len(row.lines) for block in blocks for row in block)
        airy = used + len([block for block in blocks if block]) <= max(box.size.height, 20)
        rows: list[Row] = []
        if not self._talks:
            rows += [
                heading(line(part("Deze week is nog leeg.", "strong"))),
                heading(line(part("n maakt een gesprek, v legt snel iets vast.", "muted"))),
                heading(),
            ]
        for block in blocks:
            rows += [heading()] if airy and rows and block and rows[-1].lines != ((),) else []
            rows += block
        box.fill(rows, at=at)

    def _draw_detail(self) -> None:
        """The chosen conversation whole, on a wide screen."""
        box, row = self.query_one("#detail", Rows), self._talk_chosen()
        wanted = (self.query_one("#days", Rows).chosen, box.room)
        if not box.room or wanted == self._detail_of:
            return
        self._detail_of = wanted
        from ibtui.store import conversations  # only a wide screen needs it

        caption = self.query_one("#detail-caption", Caption)
        if row is None:
            caption.show(())
            box.fill([])
            return
        caption.show(line(part(row.about or row.kind, "strong")), part(times(row), "muted"))
        box.fill(
            [
                heading(item)
                for item in detail_lines(conversations.conversation(row.id), self.ib.today(), box.room)
            ]
        )

    # ── what is chosen ─────────────────────────────────────────────────────────
    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another row: the chosen conversation shows a second line, and its detail."""
        if event.rows.id == "days":
            self._draw_days()
            self.attempt(self._draw_detail)

    def _talk_chosen(self) -> ConversationRow | None:
        return self._talks.get(self.query_one("#days", Rows).chosen)

    def _day_chosen(self) -> dt.date:
        """The day under the cursor."""
        row, chosen = self._talk_chosen(), self.query_one("#days", Rows).chosen
        if row is not None:
            return row.day
        if chosen.startswith("dag:"):
            return dt.date.fromisoformat(chosen.removeprefix("dag:"))
        return max(self.monday, min(self.ib.today(), self.monday + dt.timedelta(days=4)))

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete", "move", "minutes") and self._todo.active:
            return self._todo.can(command_id)
        if command_id in ("edit", "done", "delete", "move", "minutes"):
            return self._talk_chosen() is not None
        if command_id == "term_source":
            return self._todo.active and self._todo.can(command_id)
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_previous(self) -> None:
        self._go_to(self.monday - dt.timedelta(days=7))

    def do_next(self) -> None:
        self._go_to(self.monday + dt.timedelta(days=7))

    def do_today(self) -> None:
        self._monday = None
        self.reload()
        self._at = self._first()
        self.refresh_view()

    def _go_to(self, monday: dt.date) -> None:
        """Another week, on the same day of it."""
        weekday = self._day_chosen().weekday()
        self._monday = None if monday == _monday_of(self.ib.today()) else monday
        self.reload()
        day = self.monday + dt.timedelta(days=weekday)
        on_day = [key for key, row in self._talks.items() if row.day == day]
        self._at = on_day[0] if on_day else f"dag:{day}"
        self.refresh_view()

    def do_new(self) -> None:
        from ibtui.screens.forms.conversation import new_conversation_form

        form = new_conversation_form(self.ib, self._day_chosen())
        self.ib.open_screen(form, self._added)

    def go_to_talk(self, conversation_id: int) -> None:
        """Put the cursor on a conversation, in its own week."""
        from ibtui.store import conversations

        row = conversations.conversation(conversation_id).row
        monday = _monday_of(row.day)
        self._monday = None if monday == _monday_of(self.ib.today()) else monday
        self._at = f"gesprek:{row.id}"
        self.query_one("#days", Rows).focus()
        self.refresh_view()

    def _added(self, conversation_id: int) -> None:
        self.go_to_talk(conversation_id)
        self.say("Gesprek toegevoegd. Enter opent het, a begint het verslag.")

    def do_open(self) -> None:
        row = self._talk_chosen()
        if self._todo.run("open"):
            return
        if row is not None:
            self.ib.show("gesprek", row.id)
        else:
            self.do_new()

    def do_edit(self) -> None:
        self._do("edit", lambda row: _doing().edit_conversation(self, row.id))

    def do_done(self) -> None:
        self._do("done", lambda row: _doing().toggle_held(self, row))

    def do_move(self) -> None:
        self._do("move", lambda row: _doing().move_conversation(self, row))

    def do_delete(self) -> None:
        self._do("delete", lambda row: _doing().bin_conversation(self, row.id))

    def do_minutes(self) -> None:
        self._do("minutes", lambda row: _doing().open_minutes(self, row.id))

    def do_term_source(self) -> None:
        self._todo.run("term_source")

    def _do(self, command_id: str, to_talk: Callable[[ConversationRow], None]) -> None:
        """To what still has to be done when the cursor is there, else to the chosen conversation."""
        row = self._talk_chosen()
        if not self._todo.run(command_id) and row is not None:
            to_talk(row)

    def do_action(self) -> None:
        from ibtui.screens.forms.action import new_action_form

        row = None if self._todo.active else self._talk_chosen()
        if row is None:
            form = new_action_form(self.ib)
        else:
            form = new_action_form(
                self.ib,
                conversation_id=row.id,
                pupil_id=row.pupil_ids[0] if len(row.pupil_ids) == 1 else None,
                group_id=row.group_id,
                concern_id=row.concern_id,
                about=f"{row.kind} {row.about}".strip(),
            )
        self.ib.open_screen(form, self._action_added)

    def _action_added(self, _action_id: int) -> None:
        self.refresh_view()
        self.say("Afspraak toegevoegd")


def _doing() -> ModuleType:
    """What the keys do to a conversation: loaded at the first of these keys."""
    return import_module("ibtui.screens.doing")


def _monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _day_month(day: dt.date) -> str:
    """ "23 nov"."""
    return " ".join(short_date(day, day).split()[1:])
