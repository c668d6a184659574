"""Asking about promises whose line went out of the text although somebody had done something with them.

Asked when the editor is left, before it is fixed and before reading aloud; never while somebody types. Esc is
an answer too: keep it. So whoever wants to leave, leaves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from ibtui.care.dates import due_words, short_date
from ibtui.care.minutes import Mark, mark_of
from ibtui.care.words import ActionStatus
from ibtui.errors import IbtuiError
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_text import NotesArea
from ibtui.store import removed
from ibtui.store.actions import ActionRow
from ibtui.store.database import StoreFault
from ibtui.widgets.dialog import Answer, AskScreen

_MOST = 5
"""Promises that are named in one question."""
_BACK, _AWAY, _EACH, _KEEP = "t", "w", "e", "b"


class Editor(Protocol):
    """What this needs of the editor of minutes."""

    number: int
    area: NotesArea

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change."""

    def flush(self) -> bool:
        """Save now; True when the store has it."""


def ask_removed(screen: IbScreen, editor: Editor, then: Callable[[], object], *, stay: bool = True) -> None:
    """Ask about each promise that lost its line, then do `then`; that at once when there is nothing to ask.

    With `stay`, `then` isn't done when a line was put back: the user sees where it stands first.
    """
    try:
        rows = removed.orphans(editor.number) if editor.is_draft else []
    except (IbtuiError, StoreFault):
        rows = []  # a question may never be in the way of leaving; it is asked the next time
    _Asking(screen, editor, rows, then, stay).next()


class _Asking:
    """The questions of one time. With several promises: first about all at once."""

    def __init__(
        self,
        screen: IbScreen,
        editor: Editor,
        rows: Sequence[ActionRow],
        then: Callable[[], object],
        stay: bool,
    ) -> None:
        self._screen, self._editor = screen, editor
        self._rows, self._then, self._stay = list(rows), then, stay
        self._together = len(self._rows) > 1
        self._back: list[ActionRow] = []

    def next(self) -> None:
        """The next question, or the end."""
        if not self._rows:
            self._end()
        elif self._together:
            self._ask(self._rows, several=True)
        else:
            self._ask(self._rows[:1], several=False)

    def _ask(self, rows: Sequence[ActionRow], *, several: bool) -> None:
        today = self._screen.ib.today()
        named = "\n".join(f"· {_said(row, today)}" for row in rows[:_MOST])
        if len(rows) > _MOST:
            named += f"\n· en nog {len(rows) - _MOST}"
        if several:
            top = f"{len(rows)} afspraken staan niet meer in de tekst:"
            answers = [
                Answer(_BACK, "allemaal terugzetten in de tekst"),
                Answer(_AWAY, "allemaal weg"),
                Answer(_EACH, "een voor een kiezen"),
                Answer(_KEEP, "allemaal bewaren, zonder regel in het verslag"),
            ]
        else:
            top = "Deze afspraak staat niet meer in de tekst:"
            answers = [
                Answer(_BACK, "terugzetten in de tekst"),
                Answer(_AWAY, "weg ermee"),
                Answer(_KEEP, "bewaren, zonder regel in het verslag"),
            ]
        self._screen.app.push_screen(
            AskScreen(f"{top}\n\n{named}\n\nWat doe je ermee?", answers),
            lambda answer: self._answered(list(rows), answer or _KEEP),
        )

    def _answered(self, rows: list[ActionRow], answer: str) -> None:
        if answer == _EACH:
            self._together = False
        else:
            self._rows = [row for row in self._rows if row not in rows]
            for row in rows:
                self._screen.attempt(partial(self._do, row, answer))
        self.next()

    def _do(self, row: ActionRow, answer: str) -> None:
        if answer == _BACK:
            self._back.append(row)
        elif answer == _AWAY:
            removed.bin_action(row.id)
        else:
            removed.keep_without_line(row.id)

    def _end(self) -> None:
        if self._back and self._screen.attempt(self._put_back) and self._stay:
            words = "De regel staat" if len(self._back) == 1 else "De regels staan"
            self._screen.say(f"{words} weer in de tekst. Met Esc ga je terug.")
        else:
            self._then()

    def _put_back(self) -> None:
        put_lines(self._editor.area, [removed.action_line(row) for row in self._back])
        self._editor.flush()


def put_lines(area: NotesArea, lines: Sequence[str]) -> None:
    """Put lines under the last promise of a text, or at its end; one step for Ctrl+Z. The cursor goes there."""
    there = [number for number, text in enumerate(area.document.lines) if mark_of(text) is Mark.ACTION]
    at = there[-1] if there else area.document.line_count - 1
    before = area.document.get_line(at)
    text = "\n".join(lines)
    area.history.checkpoint()
    area.replace(
        f"\n{text}" if before.strip() else text,
        (at, len(before)),
        (at, len(before)),
        maintain_selection_offset=False,
    )
    area.history.checkpoint()


def _said(row: ActionRow, today: dt.date) -> str:
    """A promise and why it is asked about: "juf Ans: oefent elke dag (gedaan op di 24 nov)"."""
    who = f"{row.owner}: " if row.owner else ""
    if row.status == ActionStatus.DONE:
        why = f"gedaan op {short_date(row.done_on, today)}" if row.done_on else "gedaan"
    elif row.status != ActionStatus.OPEN:
        why = row.status
    elif row.moved:
        why = f"verplaatst naar {due_words(row.due_on, today)}" if row.due_on else "verplaatst"
    elif row.note:
        why = "er hoort een notitie bij"
    else:
        why = "op een ander scherm gewijzigd"
    what = row.what if len(row.what) <= 120 else f"{row.what[:119]}…"
    return f"{who}{what} ({why})"
