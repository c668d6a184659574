"""The editor of minutes: one text, saved while you type, with what the parser takes from it in sight."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.timer import Timer
from textual.widgets import Static, TextArea

from ibtui.care.minutes import ParsedMinutes, parse
from ibtui.care.text import clean
from ibtui.care.words import MinutesStatus
from ibtui.commands import Command
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_asking import Asking
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_preview import (
    Preview,
    Promise,
    nearest,
    preview_lines,
    promises,
    side_rows,
    unclear,
)
from ibtui.screens.editor_saving import Keeper
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.editor_words import first_place, frozen_words, moment, title
from ibtui.store import minutes
from ibtui.store.minutes import MinutesText
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import KeyBar, TopLine
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import content, line, part

_SIDE = 40
_EMPTY_SIDE = (
    line(part("Nog niets gevonden in de tekst.", "muted")),
    (),
    line(part("! wie: wat > wanneer", "muted")),
    line(part("= besluit", "muted")),
    line(part("? vraag", "muted")),
    line(part("* wat het kind zegt", "muted")),
    line(part("% privé", "muted")),
)


class MinutesScreen(IbScreen):
    """Minutes as one text. Esc always leaves with everything saved."""

    SCREEN = "verslag"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    CSS = f"""
    MinutesScreen .frozen {{ height: auto; padding: 0 1 1 1; color: $text-muted; display: none; }}
    MinutesScreen.-frozen .frozen {{ display: block; }}
    MinutesScreen Horizontal {{ height: 1fr; }}
    MinutesScreen Rows {{ width: {_SIDE}; padding: 0 1; border-left: solid $panel; display: none; }}
    MinutesScreen.-wide Rows {{ display: block; }}
    MinutesScreen.-wide Preview, MinutesScreen.-short Preview {{ display: none; }}
    """

    SOON: ClassVar[float] = 0.1
    """Seconds from a keystroke to its save."""
    RETRY: ClassVar[float] = 2.0
    """Seconds between attempts when saving fails."""
    PATIENCE: ClassVar[tuple[int, int]] = (200, 1500)
    """Milliseconds to wait for another session's lock: while typing, and when leaving."""

    _places: ClassVar[dict[tuple[Path, int], tuple[int, int]]] = {}
    """Where the cursor was in each edition of each school, for when it's opened again."""

    def __init__(self, minutes_id: int) -> None:
        super().__init__()
        self.number = minutes_id
        self.area = NotesArea("")
        self.keeper: Keeper | None = None
        self._coming: Timer | None = None
        self._asking = Asking(self)
        self._where = "Verslag"
        self._names: Names | None = None
        self.parsed: ParsedMinutes | None = None
        self.promises: list[Promise] = []
        self._beside: list[Row] | None = None
        self._near = -2

    # ── the frame ──────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return self._where

    def body(self) -> ComposeResult:
        yield Static(classes="frozen")
        with Horizontal():
            yield self.area
            side = Rows(empty=_EMPTY_SIDE)
            side.can_focus = False
            yield side
        yield Preview()

    def can(self, command_id: str) -> bool:
        if command_id in ("fix", "undo_text", "redo_text"):
            return self.is_draft
        if command_id == "correct":
            return self.keeper is not None and not self.is_draft
        if command_id == "export":
            return self.keeper is not None
        return super().can(command_id)

    def available(self) -> list[Command]:
        """Only what can be done with this edition: a draft can be fixed, a fixed one gets a new version."""
        return [item for item in super().available() if self.can(item.id)]

    def reload(self) -> None:
        """See what the store has. A text that is being typed is never replaced."""
        row = minutes.load(self.number)
        if self.keeper is None or self.keeper.row.id != row.id:
            self.take_over(row)
            self.area.move_cursor(self._places.get(self._place_of(row.id)) or first_place(row))
            self.area.focus()
            self.call_after_refresh(self._into_sight)
        elif self.keeper.is_older_than(row) and self.keeper.is_saved(self.area.text):
            if row.text != self.area.text:
                self.say("Bijgewerkt: in een andere sessie is aan dit verslag geschreven.", "warn")
            self.take_over(row)
        self._names = Names(self.ib.school, row.conversation_id)
        self._show_taken()

    def take_over(self, row: MinutesText) -> None:
        fresh = self.keeper is None or self.keeper.row.id != row.id
        self.keeper = Keeper(row)
        if fresh:
            self.area.load_text(clean(row.text, multiline=True, limit=len(row.text)))
        elif row.text != self.area.text:
            self.area.put(row.text)
        self.parsed = None
        self._where = title(row)
        frozen = row.status != MinutesStatus.DRAFT
        self.area.read_only = frozen
        self.set_class(frozen, "-frozen")
        self.query_one(".frozen", Static).update(content(frozen_words(row, self.ib.today())))
        self.query_one(KeyBar).offer(self.available())
        self._show_state()

    def _place_of(self, minutes_id: int) -> tuple[Path, int]:
        return self.ib.home.database, minutes_id

    def _into_sight(self) -> None:
        """As much as can be from the top, with the cursor in sight; only now the height is known."""
        self.area.scroll_home(animate=False, immediate=True)
        self.area.scroll_cursor_visible()

    @property
    def row(self) -> MinutesText | None:
        """The edition as it was loaded."""
        return None if self.keeper is None else self.keeper.row

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change."""
        return self.keeper is not None and self.keeper.row.status == MinutesStatus.DRAFT

    # ── saving ─────────────────────────────────────────────────────────────────
    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed: save it in a moment, off the way of the next key."""
        event.stop()
        if self._coming is None and self.is_draft:
            self._wait(self.SOON)

    def _wait(self, seconds: float) -> None:
        if self._coming is not None:
            self._coming.stop()
        self._coming = self.set_timer(seconds, self._autosave)

    def _autosave(self) -> None:
        self._coming = None
        self._save(self.PATIENCE[0])
        self._show_taken()

    def _save(self, patience: int) -> bool:
        """Whether the store has the text now. On failure the screen says so, and tries again by itself."""
        keeper, text = self.keeper, self.area.text
        if keeper is None or (keeper.trouble is None and keeper.is_saved(text)):
            return True
        failed_before = keeper.trouble is not None
        saved = keeper.save(text, patience)
        self._show_state()
        if saved is not None:
            self.parsed = saved.parsed
            if failed_before:
                self.say("Alles is weer bewaard.")
            return True
        self.parsed = None
        if keeper.divided:  # no question now: the next letter that is typed would be its answer
            self.say("Ook een andere sessie schreef hieraan. Esc laat je kiezen.", "warn")
        elif keeper.trouble is not None:
            words = f"{keeper.trouble.title}. ibtui probeert het steeds opnieuw."
            # A later try doesn't take the place of what is being said about something else.
            if not failed_before or self.query_one(KeyBar).message in ("", words):
                self.say(words, "late")
        self._wait(self.RETRY)
        return False

    def _show_state(self) -> None:
        top, keeper = self.query_one(TopLine), self.keeper
        if keeper is None:
            return
        if keeper.trouble is not None:
            kept = keeper.divided and keeper.is_kept(self.area.text)
            top.note = "! APART BEWAARD" if kept else "! NIET BEWAARD"
            top.note_look = "late"
        elif self.is_draft:
            top.note, top.note_look = f"bewaard {moment(keeper.saved_at, self.ib.today())}", "muted"
        else:
            top.note, top.note_look = f"✓ {keeper.row.status}", "good"

    def flush(self) -> bool:
        """Save at once. True when the store has the text, as the minutes or beside another session's."""
        if self._coming is not None:
            self._coming.stop()
            self._coming = None
        saved = self._save(self.PATIENCE[1])
        return saved or (self.keeper is not None and self.keeper.is_kept(self.area.text))

    def on_unmount(self) -> None:
        """Whatever closes this screen: what was typed is saved, and the place is remembered."""
        if self.keeper is not None:
            self._places[self._place_of(self.keeper.row.id)] = self.area.cursor_location
            if not self.keeper.is_kept(self.area.text):
                self.keeper.save(self.area.text, self.PATIENCE[1])

    # ── what was taken from the text ───────────────────────────────────────────
    def _show_taken(self) -> None:
        """Parse, when there is something new, and show it under or beside the text."""
        if self.keeper is None or self._names is None:
            return
        if self.parsed is None:
            row = self.keeper.row
            self.parsed = parse(self.area.text, row.day, row.working_days)
        self.promises = promises(self.parsed, self.keeper.row.day, self._names.meant, self._names.called)
        self._near = -2
        rows = side_rows(self.parsed, self.promises, _SIDE - 6)
        if rows != self._beside:
            self._beside = rows
            self.query_one(Rows).fill(rows)
        self._show_near()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The preview follows the cursor."""
        event.stop()
        self._show_near()

    def _show_near(self) -> None:
        at = self.area.cursor_location[0]
        if self.parsed is None or at == self._near:
            return
        self._near = at
        place = nearest(self.promises, at)
        if place >= 0:
            self.query_one(Rows).choose(f"regel:{self.promises[place].line}")
        preview = self.query_one(Preview)
        preview.show(preview_lines(self.parsed, self.promises, at, self.size.width))

    def on_resize(self) -> None:
        """Another width: other columns."""
        self._near = -2
        self._show_near()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """A click on a promise goes to its line."""
        event.prevent_default()  # nothing to open here
        event.stop()
        self._to_line(event.row_id)

    def on_click(self, event: Click) -> None:
        """The text keeps the keys."""
        if isinstance(event.widget, Rows):
            self._to_line(event.widget.chosen)

    def _to_line(self, row_id: str) -> None:
        number = row_id.partition(":")[2]
        if number.isdigit():
            self.area.move_cursor((int(number), 0), center=True)

    def on_notes_area_said(self, event: NotesArea.Said) -> None:
        event.stop()
        self.say(event.text, "warn")

    # ── commands ───────────────────────────────────────────────────────────────
    def do_back(self) -> None:
        """Esc: leave with everything saved; when that can't be, ask."""
        if self._save(self.PATIENCE[1]):
            self.app.pop_screen()
        elif self.keeper is not None and self.keeper.divided:
            self._asking.which()
        else:
            self._asking.where()

    def do_keys(self) -> None:
        self.ib.open_help()

    def do_undo_text(self) -> None:
        self.area.undo()

    def do_redo_text(self) -> None:
        self.area.redo()

    def do_export(self) -> None:
        from ibtui.screens.exporting import export_from

        if self._save(self.PATIENCE[1]):
            export_from(self, self.number)
        elif self.keeper is not None and self.keeper.divided:
            self._asking.which()  # else the document would hold the other session's text
        else:
            self.say("De tekst is nog niet bewaard. Maak het document daarna.", "warn")

    def do_fix(self) -> None:
        """Ask first: after this the text is frozen."""
        if not self._save(self.PATIENCE[1]):
            return
        self._show_taken()
        questions = unclear(self.promises)
        doubt = ""
        if questions:
            some = "1 afspraak is" if questions == 1 else f"{questions} afspraken zijn"
            doubt = f"Let op: {some} nog niet duidelijk. Kijk bij het vraagteken wie of wanneer.\n\n"
        question = (
            f"Dit verslag vaststellen?\n\n{doubt}Daarna verandert de tekst niet meer. "
            "Klopt er later iets niet, dan maak je een nieuwe versie."
        )
        answers = [Answer("j", "ja, vaststellen"), Answer("n", "nee, verder schrijven")]
        self.app.push_screen(AskScreen(question, answers), self._fixed)

    def _fixed(self, answer: str | None) -> None:
        keeper = self.keeper
        if answer == "j" and keeper is not None:
            self.change(
                lambda: minutes.fix(self.number, keeper.version),
                "Vastgesteld. Met Ctrl+E maak je er een Word-document van.",
            )

    def do_correct(self) -> None:
        self.go_on_with(minutes.correct(self.number))
        self.say("Nieuwe versie. De vastgestelde blijft ernaast bestaan.")

    def go_on_with(self, minutes_id: int) -> None:
        if self.keeper is not None:
            self._places[self._place_of(minutes_id)] = self.area.cursor_location
        self.number = minutes_id
        self.refresh_view()

    def after_choice(self, said: str) -> None:
        """The user chose between two texts: go on with it."""
        if self._coming is not None:
            self._coming.stop()
            self._coming = None
        self._show_state()
        self.refresh_view()
        self.say(said)
