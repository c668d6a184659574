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
from ibtui.care.minutes import Mark, mark_of, split_action
from ibtui.care.text import fold
from ibtui.care.words import ActionStatus
from ibtui.errors import IbtuiError
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_text import NotesArea
from ibtui.store import removed, revisions
from ibtui.store.actions import ActionRow
from ibtui.store.database import StoreFault
from ibtui.widgets.dialog import Answer, AskScreen

_MOST = 5
"""Promises that are named in one question."""
_LOOK_BACK = 12
"""Earlier texts that are searched for the place where a promise stood."""
_PROMISES = ("afspraken", "actiepunten", "wat spreken we af")
"""How the heading of the promises begins, folded."""
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
        if not self._back or not self._screen.attempt(self._put_back):
            self._then()
            return
        saved = self._editor.flush()
        if saved and not self._stay:
            self._then()
            return
        words = "De regel staat" if len(self._back) == 1 else "De regels staan"
        if saved:
            self._screen.say(f"{words} weer in de tekst. Met Esc ga je terug.")
        else:
            self._screen.say(f"{words} weer in de tekst, maar nog niet bewaard.", "late")

    def _put_back(self) -> None:
        day = self._screen.ib.today()
        texts = _earlier_texts(self._editor.number)
        found = [(removed.action_line(row), stood_under(row.what, texts, day)) for row in self._back]
        put_lines(self._editor.area, found)


def _earlier_texts(number: int) -> list[list[str]]:
    """The last texts that were kept of these minutes and of older editions, in lines, the newest first. None when
    they can't be read: then a line still gets a place."""
    try:
        items = revisions.earlier(number)[:_LOOK_BACK]
        return [revisions.text_of(item).split("\n") for item in items]
    except (IbtuiError, StoreFault):
        return []


def stood_under(what: str, texts: Sequence[Sequence[str]], day: dt.date) -> list[str]:
    """The lines above a promise, from the nearest to its heading, in the first text that has it under a heading;
    empty when none has."""
    for lines in texts:
        for number, text in enumerate(lines):
            if mark_of(text) is not Mark.ACTION or split_action(text[1:].strip(), day)[1] != what:
                continue
            heading = _heading_of(lines, number)
            if heading is not None:
                return list(lines[heading:number][::-1])
    return []


def place_for(lines: Sequence[str], above: Sequence[str]) -> int:
    """The number that a promise gets in a text: under the line that it stood under, if its heading is still
    there; else at the end of the point with the promises, under the last promise, or at the end."""
    points = [number for number, text in enumerate(lines) if mark_of(text) is Mark.POINT]
    start = next((number for number in points if above and _same(lines[number], above[-1])), None)
    if start is not None:
        here = range(start, _end_of(lines, start))
        under = (at for text in above if text.strip() for at in here if _same(lines[at], text))
        return next(under, start) + 1
    titled = [number for number in points if fold(lines[number][2:].strip()).startswith(_PROMISES)]
    if titled:
        return _last_of(lines, titled[-1], _end_of(lines, titled[-1])) + 1
    return _last_of(lines, 0, len(lines)) + 1


def put_lines(area: NotesArea, back: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Put promises back, each with the lines that stood above it; one step for Ctrl+Z. The cursor goes there."""
    lines = list(area.document.lines)
    first, last = len(lines), -1
    for text, above in back:
        at = place_for(lines, above)
        last = max(last + (at <= last), at)
        first = min(first, at)
        lines.insert(at, text)
    kept = len(lines) - 1 - last  # lines under the last one that was put back
    end = area.document.line_count - kept
    new = "\n".join(lines[first : last + 1])
    area.history.checkpoint()
    if first:
        start = (first - 1, len(area.document.get_line(first - 1)))
        stop = (end - 1, len(area.document.get_line(end - 1)))
        area.replace(f"\n{new}", start, stop, maintain_selection_offset=False)
    else:
        area.replace(f"{new}\n", (0, 0), (end, 0), maintain_selection_offset=False)
        area.move_cursor((last, len(lines[last])))
    area.history.checkpoint()


def _heading_of(lines: Sequence[str], number: int) -> int | None:
    """The point that a line stands in."""
    return next((at for at in range(number, -1, -1) if mark_of(lines[at]) is Mark.POINT), None)


def _end_of(lines: Sequence[str], heading: int) -> int:
    """Where the next point begins."""
    below = range(heading + 1, len(lines))
    return next((at for at in below if mark_of(lines[at]) is Mark.POINT), len(lines))


def _last_of(lines: Sequence[str], start: int, end: int) -> int:
    """The last promise of a part of a text, else its last line with words; -1 in an empty text."""
    promises = [at for at in range(start, end) if mark_of(lines[at]) is Mark.ACTION]
    words = [at for at in range(start, end) if lines[at].strip()]
    return (promises or words or [start - 1])[-1]


def _same(one: str, other: str) -> bool:
    return fold(one.strip()) == fold(other.strip())


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
