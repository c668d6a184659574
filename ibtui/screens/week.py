"""`1`: the week. On the left the conversations by day, on the right what still has to be done."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.care.dates import short_date
from ibtui.screens import doing
from ibtui.screens.base import IbScreen
from ibtui.screens.copies import CopiesLook, show_copies
from ibtui.screens.forms.action import new_action_form
from ibtui.screens.forms.conversation import new_conversation_form
from ibtui.screens.lines import action_row, is_late, times
from ibtui.screens.week_rows import OLD_COPIES, day_rows, detail_lines, old_copies_row
from ibtui.store import actions, conversations
from ibtui.store.actions import ActionRow
from ibtui.store.conversations import ConversationRow
from ibtui.store.other_schools import Busy
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part

_AHEAD = dt.timedelta(days=14)
"""How far ahead promises are shown beside this week."""


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
        self._todo: dict[str, ActionRow] = {}
        self._busy: list[Busy] = []
        self._at = ""  # the row to go to at the next reload
        self._detail_of = ("", 0)
        self._copies = CopiesLook(self, self._draw_todo)

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
        self.call_after_refresh(lambda: self.attempt(self._copies.start))

    @property
    def monday(self) -> dt.date:
        """The first day of the week that is shown."""
        return self._monday or _monday_of(self.ib.today())

    def reload(self) -> None:
        """The week and the promises: two questions to the store, and one to each other school that changed."""
        today = self.ib.today()
        found = conversations.week(self.ib.school.id, self.monday)
        self._talks = {f"gesprek:{row.id}": row for row in found}
        until = max(today, self.monday + dt.timedelta(days=6)) + _AHEAD
        self._busy = self.ib.busy(self.monday, self.monday + dt.timedelta(days=6))
        todo = actions.open_actions(self.ib.school.id, today, until)
        self._todo = {f"afspraak:{row.id}": row for row in todo}
        box = self.query_one("#days", Rows)
        at = self._at or ("" if box.chosen else self._first())
        self._draw_days(at)
        self._at = ""
        self._draw_todo()
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

    def _draw_todo(self) -> None:
        today, box = self.ib.today(), self.query_one("#todo", Rows)
        old = sum(file.old for file in self._copies.seen)
        rows = [old_copies_row(old)] if old else []
        rows += [action_row(row, today, box.room or 30) for row in self._todo.values()]
        empty = [line(part("  Niets te doen.", "muted")), line(part("  k maakt een afspraak.", "muted"))]
        box.fill(rows, empty=empty)
        late = sum(is_late(row, today) for row in self._todo.values())
        count = (
            part(f"! {late} te laat", "late")
            if late
            else part(f"{len(self._todo)} open" if self._todo else "", "muted")
        )
        self.query_one("#todo-caption", Caption).show(line("  ", part("Nog te doen", "strong")), count)

    def _draw_detail(self) -> None:
        """The chosen conversation whole, on a wide screen."""
        box, row = self.query_one("#detail", Rows), self._talk_chosen()
        wanted = (self.query_one("#days", Rows).chosen, box.room)
        if not box.room or wanted == self._detail_of:
            return
        self._detail_of = wanted
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

    def _on_todo(self) -> bool:
        return self.query_one("#todo", Rows).has_focus

    def _talk_chosen(self) -> ConversationRow | None:
        return self._talks.get(self.query_one("#days", Rows).chosen)

    def _action_chosen(self) -> ActionRow | None:
        return self._todo.get(self.query_one("#todo", Rows).chosen) if self._on_todo() else None

    def _day_chosen(self) -> dt.date:
        """The day under the cursor."""
        row, chosen = self._talk_chosen(), self.query_one("#days", Rows).chosen
        if row is not None:
            return row.day
        if chosen.startswith("dag:"):
            return dt.date.fromisoformat(chosen.removeprefix("dag:"))
        return max(self.monday, min(self.ib.today(), self.monday + dt.timedelta(days=4)))

    def can(self, command_id: str) -> bool:
        if command_id == "open" and self._on_todo() and self.query_one("#todo", Rows).chosen == OLD_COPIES:
            return True
        if command_id in ("open", "edit", "done", "delete", "move", "minutes") and self._on_todo():
            return self._action_chosen() is not None
        if command_id in ("edit", "done", "delete", "move", "minutes"):
            return self._talk_chosen() is not None
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
        form = new_conversation_form(self.ib, self._day_chosen())
        self.ib.open_screen(form, self._added)

    def go_to_talk(self, conversation_id: int) -> None:
        """Put the cursor on a conversation, in its own week."""
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
        action = self._action_chosen()
        row = self._talk_chosen()
        if self._on_todo() and self.query_one("#todo", Rows).chosen == OLD_COPIES:
            show_copies(self)
        elif action is not None:
            self._open_action(action)
        elif row is not None:
            self.ib.show("gesprek", row.id)
        else:
            self.do_new()

    def _open_action(self, row: ActionRow) -> None:
        if row.conversation_id is not None:
            self.ib.show("gesprek", row.conversation_id)
        elif row.concern_id is not None:
            self.ib.show("zorg", row.concern_id)
        else:
            doing.edit_action(self, row)

    def do_edit(self) -> None:
        action, row = self._action_chosen(), self._talk_chosen()
        if action is not None:
            doing.edit_action(self, action)
        elif row is not None:
            doing.edit_conversation(self, row.id)

    def do_done(self) -> None:
        action, row = self._action_chosen(), self._talk_chosen()
        if action is not None:
            doing.toggle_action(self, action)
        elif row is not None:
            doing.toggle_held(self, row)

    def do_move(self) -> None:
        action, row = self._action_chosen(), self._talk_chosen()
        if action is not None:
            doing.move_action(self, action)
        elif row is not None:
            doing.move_conversation(self, row)

    def do_delete(self) -> None:
        action, row = self._action_chosen(), self._talk_chosen()
        if action is not None:
            doing.bin_action(self, action)
        elif row is not None:
            doing.bin_conversation(self, row.id)

    def do_minutes(self) -> None:
        action, row = self._action_chosen(), self._talk_chosen()
        if action is not None and action.minutes_id is not None:
            self.ib.show("verslag", action.minutes_id)
        elif action is not None:
            self.say("Deze afspraak komt niet uit een verslag.", "warn")
        elif row is not None:
            doing.open_minutes(self, row.id)

    def do_action(self) -> None:
        row = None if self._on_todo() else self._talk_chosen()
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


def _monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _day_month(day: dt.date) -> str:
    """ "23 nov"."""
    return " ".join(short_date(day, day).split()[1:])
