"""The right side of the week: what still has to be done. Promises, terms (termijnen), and copies that lie too long."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import TYPE_CHECKING

from ibtui.screens.base import IbScreen
from ibtui.screens.week_rows import OLD_COPIES, TERMS, late_count, old_copies_row, todo_rows
from ibtui.store import actions, deadlines
from ibtui.store.actions import ActionRow
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

if TYPE_CHECKING:
    from ibtui.screens.copies import CopiesLook

_AHEAD = dt.timedelta(days=14)
"""How far ahead promises are shown beside this week."""
_ON_TERM = {
    "open": "open_term",
    "edit": "edit_term",
    "done": "toggle_term",
    "move": "move_term",
    "delete": "bin_term",
    "term_source": "source_of",
}
_ON_PROMISE = {
    "edit": "edit_action",
    "done": "toggle_action",
    "move": "move_action",
    "delete": "bin_action",
}
"""What the keys do to a term (in `deadline_doing`) and to a promise (in `doing`): loaded at the first of these keys."""


class Todo:
    """The list "Nog te doen" of the week: `screen` has a list #todo and a caption above it."""

    def __init__(self, screen: IbScreen) -> None:
        self._screen = screen
        self._promises: dict[str, ActionRow] = {}
        self._terms: dict[str, DeadlineRow] = {}
        self._copies: CopiesLook | None = None

    @property
    def _list(self) -> Rows:
        return self._screen.query_one("#todo", Rows)

    def load(self, sunday: dt.date) -> None:
        """The promises of the week and the two after it, and the terms of the week; and what is late. A fixed number
        of questions to the store."""
        school, today = self._screen.ib.school.id, self._screen.ib.today()
        last = max(today, sunday)
        self._terms = {f"termijn:{row.id}": row for row in deadlines.deadlines(school, until=last)}
        found = actions.open_actions(school, today, last + _AHEAD)
        self._promises = {f"afspraak:{row.id}": row for row in found}

    def draw(self) -> None:
        """Fill the list and its caption."""
        today, box = self._screen.ib.today(), self._list
        old = sum(file.old for file in self._copies.seen) if self._copies else 0
        rows = [old_copies_row(old)] if old else []
        promises, terms = list(self._promises.values()), list(self._terms.values())
        rows += todo_rows(promises, terms, today, box.room or 30)
        empty = [line(part("  Niets te doen.", "muted")), line(part("  k maakt een afspraak.", "muted"))]
        box.fill(rows, empty=empty)
        late, number = late_count(promises, terms, today), len(promises) + len(terms)
        count = (
            part(f"! {late} te laat", "late") if late else part(f"{number} open" if number else "", "muted")
        )
        self._screen.query_one("#todo-caption", Caption).show(
            line("  ", part("Nog te doen", "strong")), count
        )

    def look_at_copies(self) -> None:
        """Look which copies lie too long, and draw again when that is another number."""
        from ibtui.screens.copies import CopiesLook

        self._copies = self._copies or CopiesLook(self._screen, self.draw)
        self._copies.start()

    # ── what is chosen ─────────────────────────────────────────────────────────
    @property
    def active(self) -> bool:
        """Whether the cursor is in this list."""
        return self._list.has_focus

    def can(self, command_id: str) -> bool:
        """Whether there is something that this key is about; asked while `active`."""
        if command_id == "open" and self._list.chosen in (OLD_COPIES, TERMS):
            return True
        return self._list.chosen in self._promises or self._list.chosen in self._terms

    # ── commands ───────────────────────────────────────────────────────────────
    def run(self, command_id: str) -> bool:
        """Do this to what is chosen; False when the cursor is elsewhere."""
        chosen = self._list.chosen if self.active else ""
        if chosen in self._terms:
            self._to_term(command_id, self._terms[chosen])
        elif chosen in self._promises:
            self._to_promise(command_id, self._promises[chosen])
        elif chosen == OLD_COPIES:
            import_module("ibtui.screens.copies").show_copies(self._screen)
        elif chosen == TERMS:
            self._screen.action_run("deadlines")
        return bool(chosen)

    def _to_term(self, command_id: str, row: DeadlineRow) -> None:
        if command_id == "minutes":
            self._screen.say("Bij een termijn hoort geen verslag. Enter opent hem.", "warn")
        else:
            doing = import_module("ibtui.screens.deadline_doing")
            getattr(doing, _ON_TERM[command_id])(self._screen, row)

    def _to_promise(self, command_id: str, row: ActionRow) -> None:
        if command_id == "open" and (row.conversation_id or row.concern_id):
            self._open(row)
        elif command_id == "minutes":
            self._minutes(row)
        elif command_id == "term_source":
            self._screen.say("Dit is een afspraak, geen termijn.", "warn")
        else:
            name = _ON_PROMISE["edit" if command_id == "open" else command_id]
            getattr(import_module("ibtui.screens.doing"), name)(self._screen, row)

    def _open(self, row: ActionRow) -> None:
        if row.conversation_id is not None:
            self._screen.ib.show("gesprek", row.conversation_id)
        elif row.concern_id is not None:
            self._screen.ib.show("zorg", row.concern_id)

    def _minutes(self, row: ActionRow) -> None:
        if row.minutes_id is not None:
            self._screen.ib.show("verslag", row.minutes_id)
        else:
            self._screen.say("Deze afspraak komt niet uit een verslag.", "warn")
