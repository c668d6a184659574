"""Verslagen: drafts, fixed and sent minutes, and which of them lie as a Word document in the export folder."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Horizontal

from ibtui.care.dates import long_date, short_date
from ibtui.care.minutes import Mark, parse
from ibtui.care.words import ConversationKind, ConversationStatus, MinutesStatus
from ibtui.errors import StoreError
from ibtui.screens.base import IbScreen
from ibtui.screens.doing import open_minutes
from ibtui.screens.export_folder import FolderWatch, names_in
from ibtui.store import conversations, exports, minutes
from ibtui.store.conversations import ConversationRow
from ibtui.store.minutes import MinutesRow, MinutesText
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, Look, column, line, part, wrap

_GROUPS: tuple[tuple[str, str, str, Look], ...] = (
    (MinutesStatus.DRAFT, "Concepten", "○", "warn"),
    (MinutesStatus.FIXED, "Vastgesteld", "●", "accent"),
    (MinutesStatus.SENT, "Verzonden", "✓", "good"),
)
_WEEKS_BACK, _WEEKS_AHEAD = 3, 2
"""Where `n` looks for conversations without minutes."""

_DAY, _KIND, _TODO, _STATUS, _WORD = 12, 19, 8, 14, 5
_MARK_LOOKS: dict[Mark, Look] = {
    Mark.POINT: "accent",
    Mark.ACTION: "strong",
    Mark.DECISION: "good",
    Mark.QUESTION: "warn",
    Mark.PRIVATE: "muted",
}


class MinutesListScreen(IbScreen):
    """All minutes by status, the newest first; the text of the chosen one beside them when there is room."""

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
        self._width = 0  # of the list, as it was last drawn
        self._watch: FolderWatch | None = None
        self._beside: tuple[str, int, int] | None = None  # what the pane shows, and how wide

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
        return self._rows.get(self._list.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete", "export"):
            return self._chosen is not None
        return super().can(command_id)

    # ── showing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        self._width = self._list.size.width
        found = minutes.list_minutes(self.ib.school.id, self._status or None)
        self._rows = {f"verslag:{row.id}": row for row in found}
        present = names_in(self.ib.home.exports)
        made: dict[int, bool] = {}  # whether one of its documents is still there
        for export in exports.exports(self.ib.school.id):
            if export.minutes_id is not None:
                made[export.minutes_id] = made.get(export.minutes_id, False) or export.file_name in present
        rows: list[Row] = []
        for status, title, sign, look in _GROUPS:
            inside = [row for row in found if row.status == status]
            if inside:
                top = line(part(title, "strong"), part(f"  {len(inside)}", "muted"))
                rows.append(heading((), top) if rows else heading(top))
                rows += [self._row(row, sign, look, made.get(row.id)) for row in inside]
        self._list.fill(rows, empty=self._empty())
        self._show_text(again=True)

    def _row(self, row: MinutesRow, sign: str, look: Look, there: bool | None) -> Row:
        width = (self._width or 80) - 3
        edition = f" v{row.edition}" if row.edition > 1 else ""
        todo = f"{row.actions} afspr" if row.actions else ""
        word = {None: part(""), True: part("Word", "good"), False: part("Word?", "muted")}[there]
        room = max(width - _DAY - _KIND - _TODO - _STATUS - _WORD - 1, 12)
        about = column(row.about, room - len(edition)).text.rstrip() + edition
        # "Word?": a document was made, but it no longer lies in the export folder
        return Row(
            f"verslag:{row.id}",
            (
                line(
                    column(_day(row.day, self.ib.today()), _DAY, "muted"),
                    column(row.kind, _KIND),
                    column(about, room, "strong"),
                    " ",
                    column(todo, _TODO, "muted"),
                    column(f"{sign} {row.status}", _STATUS, look),
                    word,
                ),
            ),
        )

    def _empty(self) -> list[Line]:
        if self._status:
            return [
                line(part(f"Er is geen verslag dat {self._status} is.", "muted")),
                line(part("Met f kies je iets anders.", "muted")),
            ]
        return [
            line(part("Er zijn nog geen verslagen.", "muted")),
            (),
            line(part("n", "strong"), part("  een verslag beginnen bij een gesprek", "muted")),
            line(part("1", "strong"), part("  naar de week, om een gesprek te maken", "muted")),
        ]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another verslag: show its text beside the list."""
        event.stop()
        if event.rows is self._list:
            self._show_text()

    def on_resize(self) -> None:
        """Another width: other columns."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self._list.size.width != self._width:
            self.refresh_view()

    def _show_text(self, *, again: bool = False) -> None:
        pane, row = self.query_one("#tekst", Rows), self._chosen
        width = pane.size.width - 2
        if not pane.display or width < 10:
            return
        shown = (self._list.chosen, row.version if row else 0, width)
        if shown == self._beside and not again:
            return
        fresh = self._beside is None or self._beside[0] != shown[0]
        self._beside = shown
        self.attempt(lambda: pane.fill(_text_rows(minutes.load(row.id), width) if row else []))
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
        if (row := self._chosen) is not None:
            self.ib.show("verslag", row.id)

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
        if (row := self._chosen) is not None:
            self.change(lambda: minutes.bin_minutes(row.id), "Verslag weggedaan. Met u haal je het terug.")

    def do_filter(self) -> None:
        """The next filter: alles, concept, vastgesteld, verzonden."""
        words = ["", *(status for status, *_rest in _GROUPS)]
        self._status = words[(words.index(self._status) + 1) % len(words)]
        self.refresh_view()

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
                row.id, f"{_day(row.day, self.ib.today())}{_at(row)}  {row.kind} · {row.about}", row.status
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


def _day(day: dt.date, today: dt.date) -> str:
    """ "di 24 nov"; in another year "24 nov 2025", as the weekday says nothing then."""
    text = short_date(day, today)
    return text.partition(" ")[2] if day.year != today.year else text


def _at(row: ConversationRow) -> str:
    return f" {row.start:%H:%M}" if row.start else ""


def _text_rows(row: MinutesText, width: int) -> list[Row]:
    """A text to read: its marks in sight, what is private muted and said to be so."""
    lines: list[Line] = [
        line(part(f"{row.kind.capitalize()} · {row.about}", "strong")),
        line(part(long_date(row.day), "muted")),
        (),
    ]
    for item in parse(row.text, row.day, row.working_days).lines:
        look = _MARK_LOOKS.get(item.mark, "")
        lead = f"{item.mark.value} " if item.mark else ""
        if item.mark is Mark.PRIVATE:
            lead += "privé: "
        for number, text in enumerate(wrap(lead + item.text, width - 2)):
            lines.append(line(part(text if not number or not lead else f"  {text}", look)))
    return [heading(item) for item in lines]
