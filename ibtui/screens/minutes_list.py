"""Verslagen: drafts, fixed and sent minutes, and the Word documents of them that still lie in a folder."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Horizontal

from ibtui.care.dates import short_date
from ibtui.care.words import ConversationKind, ConversationStatus, MinutesStatus
from ibtui.errors import StoreError
from ibtui.lying import LyingFile
from ibtui.screens.base import IbScreen
from ibtui.screens.copies import CopiesLook, ask_to_remove
from ibtui.screens.copy_lines import SUMMARY, copies_heading, copy_lines, copy_rows, summary_rows
from ibtui.screens.doing import open_minutes
from ibtui.screens.minutes_list_rows import (
    COPIES,
    OLDER,
    at_words,
    day_words,
    empty_lines,
    minutes_row,
    older_row,
    text_rows,
    titled,
)
from ibtui.store import conversations, minutes
from ibtui.store.conversations import ConversationRow
from ibtui.store.minutes import MinutesRow
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.folder_watch import FolderWatch
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Look

_GROUPS: tuple[tuple[str, str, str, Look], ...] = (
    (MinutesStatus.DRAFT, "Concepten", "○", "warn"),
    (MinutesStatus.FIXED, "Vastgesteld", "●", "accent"),
    (MinutesStatus.SENT, "Verzonden", "✓", "good"),
)
_PAGE = 60
"""So many minutes of each status are read, and so many more at the end of them: a screen shows fewer."""
_WEEKS_BACK, _WEEKS_AHEAD = 3, 2
"""Where `n` looks for conversations without minutes."""


class MinutesListScreen(IbScreen):
    """All minutes by status, the newest first, then the copies of them that lie in a folder; the chosen one whole
    beside them when there is room."""

    SCREEN = "verslagen"
    CSS = """
    MinutesListScreen #lijst { width: 1fr; margin-left: 1; }
    MinutesListScreen.-wide #lijst { width: 78; }
    MinutesListScreen #tekst { width: 1fr; padding: 0 1; border-left: solid $panel; display: none; }
    MinutesListScreen.-wide #tekst { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._status = ""  # the filter; "" shows all
        self._rows: dict[str, MinutesRow] = {}
        self._most = {status: _PAGE for status, *_rest in _GROUPS}
        self._long_ago: dict[
            int, MinutesRow | None
        ] = {}  # of which a copy lies there, and that aren't in `_rows`
        self._older: frozenset[str] = frozenset()  # of which status there are older ones
        self._at = ""  # the row to go to
        self._files: dict[str, LyingFile] = {}
        self._copies = CopiesLook(self, self._draw)
        self._width = 0  # of the list, as it was last drawn
        self._watch: FolderWatch | None = None
        self._beside: tuple[object, ...] = ()  # what the pane shows, and how wide

    def heading(self) -> str:
        chosen = f"alleen {self._status}" if self._status else "alle"
        return f"{self.ib.school.name} · verslagen · {chosen}"

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="lijst")
            yield Rows(id="tekst")

    @property
    def _list(self) -> Rows:
        return self.query_one("#lijst", Rows)

    @property
    def _chosen(self) -> MinutesRow | None:
        """The minutes that are chosen, or of which a copy is."""
        if (file := self._file) is None:
            return self._rows.get(self._list.chosen)
        number = file.row.minutes_id
        if number is None or f"verslag:{number}" in self._rows:
            return self._rows.get(f"verslag:{number}")
        if number not in self._long_ago:  # asked once: the footer wants to know it many times
            self._long_ago[number] = next(iter(minutes.some(self.ib.school.id, [number])), None)
        return self._long_ago[number]

    @property
    def _file(self) -> LyingFile | None:
        """The copy that is chosen."""
        return self._files.get(self._list.chosen)

    def can(self, command_id: str) -> bool:
        if command_id == "delete" and self._file is not None:
            return True
        if command_id == "open" and (self._list.chosen == SUMMARY or self._file is not None):
            return True
        if command_id in ("open", "edit", "done", "delete", "export"):
            return self._chosen is not None
        return super().can(command_id)

    # ── showing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        """A fixed number of questions to the store, however many years there are."""
        found = minutes.newest(self.ib.school.id, self._most)
        self._rows, self._older = {f"verslag:{row.id}": row for row in found.rows}, found.more
        self._long_ago.clear()
        self._draw()
        self.call_after_refresh(self._look_at_copies)  # the list comes first

    def _look_at_copies(self) -> None:
        if self.is_mounted and not self.ib.locked:  # it was locked at once; coming back asks again
            self.attempt(self._copies.start)

    def _draw(self) -> None:
        """The list, of what the store and the folders said last."""
        self._width = self._list.size.width
        self._files = {f"kopie:{file.row.id}": file for file in self._copies.seen}
        made: dict[int | None, bool] = {}  # whether one of its documents is still there
        for file in self._copies.seen:
            made[file.row.minutes_id] = made.get(file.row.minutes_id, False) or file.there
        width, rows = (self._width or 80) - 3, list[Row]()
        if not self._status:
            rows = summary_rows(self._copies.seen)
        for status, title, sign, look in _GROUPS:
            inside = [row for row in self._rows.values() if row.status == status]
            if inside and self._status in ("", status):
                older = status in self._older
                rows += titled(title, len(inside), bool(rows), older)
                rows += [
                    minutes_row(row, sign, look, made.get(row.id), width, self.ib.today()) for row in inside
                ]
                rows += [older_row(status)] if older else []
        if self._files and self._status == COPIES:
            rows = [copies_heading(self.ib.home.exports, self._copies.seen)]
            rows += copy_rows(list(self._files.values()), width)
        self._list.fill(rows, empty=empty_lines(self._status), at=self._at)
        self._at = ""
        self._show_text(again=True)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another verslag: show its text beside the list."""
        event.stop()
        if event.rows is not self._list:
            return
        if event.row_id.startswith(OLDER) and self._list.chosen == event.row_id:
            self._read_on(event.row_id.removeprefix(OLDER))
        else:
            self._show_text()

    def _read_on(self, status: str) -> None:
        """The next older ones of this status; the cursor goes to the first of them."""
        before = set(self._rows)
        self._most[status] += _PAGE
        found = minutes.newest(self.ib.school.id, self._most).rows
        fresh = (f"verslag:{row.id}" for row in found if row.status == status)
        self._at = next((key for key in fresh if key not in before), "")
        self.refresh_view()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)  # another width: other columns

    def _fit(self) -> None:
        if self._list.size.width != self._width:
            self.refresh_view()

    def _show_text(self, *, again: bool = False) -> None:
        pane, row, file = self.query_one("#tekst", Rows), self._chosen, self._file
        width = pane.size.width - 2
        if not pane.display or width < 10:
            return
        shown = (self._list.chosen, file or (row.version if row else 0), width)
        if shown == self._beside and not again:
            return
        fresh = self._beside[:1] != shown[:1]
        self._beside = shown

        def fill() -> None:
            if file is not None:
                pane.fill([heading(item) for item in copy_lines(file, self.ib.today(), width)])
            else:
                pane.fill(text_rows(minutes.load(row.id), width) if row else [])

        self.attempt(fill)
        if fresh:
            pane.scroll_home(animate=False)

    # ── the export folder ──────────────────────────────────────────────────────
    def on_screen_resume(self) -> None:
        """Watch only while this is shown, and only after it is shown. (The base class reloads.)"""
        if self._watch is None:
            self._watch = FolderWatch(self.ib.home.exports, self.refresh_view)
        self.call_after_refresh(self._watch.start)

    def on_screen_suspend(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    def on_unmount(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        if self._list.chosen == SUMMARY:
            self.show_copies()
            self.refresh_view()
        elif (row := self._chosen) is not None:
            self.ib.show("verslag", row.id)
        elif self._file is not None and self._file.row.conversation_id is None and self._file.row.pupil_ids:
            self.ib.show("leerling", self._file.row.pupil_ids[0])  # the copy of a whole file
        else:
            self.say("Het verslag van deze kopie is weggedaan. Met Del wis je de kopie.", "warn")

    def do_edit(self) -> None:
        """The conversation: its people, its time, its pupils."""
        if (row := self._chosen) is not None:
            self.ib.show("gesprek", row.conversation_id)

    def do_done(self) -> None:
        row = self._chosen
        if row is None:
            return
        if row.status == MinutesStatus.SENT:
            on = f" op {short_date(row.sent_at.date(), self.ib.today())}" if row.sent_at else ""
            self.say(f"Dit verslag is al verzonden{on}. Met u draai je de laatste verandering terug.", "warn")
            return
        if row.status == MinutesStatus.DRAFT:
            raise StoreError("Dit is nog een concept", "Open het met Enter en stel het vast met Ctrl+F.")
        self.change(lambda: minutes.mark_sent(row.id), "Verslag verzonden. Met u draai je het terug.")

    def do_delete(self) -> None:
        """Minutes go to the bin; a copy is wiped, after a question."""
        if (file := self._file) is not None:
            ask_to_remove(self, file, [one for one in self._copies.seen if one.old])
        elif (row := self._chosen) is not None:
            self.change(lambda: minutes.bin_minutes(row.id), "Verslag weggedaan. Met u haal je het terug.")

    def do_filter(self) -> None:
        """The next filter: alles, concept, vastgesteld, verzonden, kopieën."""
        copies = [COPIES] if self._files or self._status == COPIES else []
        words = ["", *(status for status, *_rest in _GROUPS), *copies]
        self._status = words[(words.index(self._status) + 1) % len(words)]
        self.refresh_view()

    def show_copies(self) -> None:
        """Only the copies, from the next time that this is drawn: the week screen sends people here."""
        self._status = COPIES

    def do_export(self) -> None:
        from ibtui.screens.exporting import export_from

        if (row := self._chosen) is not None:
            export_from(self, row.id)

    def do_new(self) -> None:
        """Minutes for one of the conversations of these weeks that has none."""
        found = self._without_minutes()
        if not found:
            self.say("Er is geen gesprek zonder verslag. Maak er een in de week: 1 en dan n.", "warn")
            return
        options = [
            Option(
                row.id,
                f"{day_words(row.day, self.ib.today())}{at_words(row)}  {row.kind} · {row.about}",
                row.status,
            )
            for row in found
        ]

        def picked(ids: tuple[int, ...] | None) -> None:
            if ids:
                self.attempt(lambda: open_minutes(self, ids[0]))

        source = PickSource(lambda: options)
        self.app.push_screen(PickScreen("Een verslag van welk gesprek?", source), picked)

    def _without_minutes(self) -> list[ConversationRow]:
        """The conversations of the last and coming weeks that have no minutes; the nearest day first."""
        today = self.ib.today()
        monday = today - dt.timedelta(days=today.weekday())
        found = [
            row
            for week in range(-_WEEKS_BACK, _WEEKS_AHEAD + 1)
            for row in conversations.week(self.ib.school.id, monday + dt.timedelta(weeks=week))
            if row.minutes_id is None
            and row.status != ConversationStatus.CANCELLED
            and row.kind != ConversationKind.NOTE
        ]
        return sorted(found, key=lambda row: abs((row.day - today).days))
