"""The right side of the week: what still has to be done. Promises, terms (termijnen), and copies that lie too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from ibtui.screens import deadline_doing, doing
from ibtui.screens.base import IbScreen
from ibtui.screens.copies import CopiesLook, show_copies
from ibtui.screens.week_rows import OLD_COPIES, TERMS, late_count, old_copies_row, todo_rows
from ibtui.store import actions, deadlines
from ibtui.store.actions import ActionRow
from ibtui.store.deadlines import DeadlineRow
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

_AHEAD = dt.timedelta(days=14)
"""How far ahead promises are shown beside this week."""
_ON_TERM: Mapping[str, Callable[[IbScreen, DeadlineRow], None]] = {
    "open": deadline_doing.open_term,
    "edit": deadline_doing.edit_term,
    "done": deadline_doing.toggle_term,
    "move": deadline_doing.move_term,
    "delete": deadline_doing.bin_term,
    "term_source": deadline_doing.source_of,
    "minutes": lambda screen, _row: screen.say(
        "Bij een termijn hoort geen verslag. Enter opent hem.", "warn"
    ),
}
_ON_PROMISE: Mapping[str, Callable[[IbScreen, ActionRow], None]] = {
    "open": lambda screen, row: _open(screen, row),
    "edit": doing.edit_action,
    "done": doing.toggle_action,
    "move": doing.move_action,
    "delete": doing.bin_action,
    "minutes": lambda screen, row: _minutes(screen, row),
    "term_source": lambda screen, _row: screen.say("Dit is een afspraak, geen termijn.", "warn"),
}
"""What the keys do to a term, and to a promise."""


class Todo:
    """The list "Nog te doen" of the week: `screen` has a list #todo and a caption above it."""

    def __init__(self, screen: IbScreen) -> None:
        self._screen = screen
        self._promises: dict[str, ActionRow] = {}
        self._terms: dict[str, DeadlineRow] = {}
        self.copies = CopiesLook(screen, self.draw)

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
        old = sum(file.old for file in self.copies.seen)
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
            _ON_TERM[command_id](self._screen, self._terms[chosen])
        elif chosen in self._promises:
            _ON_PROMISE[command_id](self._screen, self._promises[chosen])
        elif chosen == OLD_COPIES:
            show_copies(self._screen)
        elif chosen == TERMS:
            self._screen.action_run("deadlines")
        return bool(chosen)


def _open(screen: IbScreen, row: ActionRow) -> None:
    if row.conversation_id is not None:
        screen.ib.show("gesprek", row.conversation_id)
    elif row.concern_id is not None:
        screen.ib.show("zorg", row.concern_id)
    else:
        doing.edit_action(screen, row)


def _minutes(screen: IbScreen, row: ActionRow) -> None:
    if row.minutes_id is not None:
        screen.ib.show("verslag", row.minutes_id)
    else:
        screen.say("Deze afspraak komt niet uit een verslag.", "warn")
