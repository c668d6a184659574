"""The editor of minutes: one text, saved while you type, with what the parser takes from it in sight."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Click
from textual.widgets import Static, TextArea

from ibtui.care.minutes import ParsedMinutes
from ibtui.care.text import clean
from ibtui.care.words import MinutesStatus
from ibtui.commands import Command, frozen_first
from ibtui.screens import doing, editor_moves, editor_places
from ibtui.screens.attending import AttendingScreen
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_asking import Asking
from ibtui.screens.editor_keeper import Keeper
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_preview import (
    Preview,
    Promise,
)
from ibtui.screens.editor_saving import Saving
from ibtui.screens.editor_taken import EMPTY_SIDE, SIDE, Taken
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.editor_words import first_place, frozen_words, title
from ibtui.screens.overview import OverviewScreen
from ibtui.screens.reading import read_aloud
from ibtui.screens.removed import ask_removed
from ibtui.screens.revisions import RevisionsScreen
from ibtui.store import minutes
from ibtui.store.minutes import MinutesText
from ibtui.widgets.frame import KeyBar
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import content


class MinutesScreen(IbScreen):
    """Minutes as one text. Esc always leaves with everything saved."""

    SCREEN = "verslag"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    CSS = f"""
    MinutesScreen .frozen {{ height: auto; padding: 0 1 1 1; color: $text-muted; display: none; }}
    MinutesScreen.-frozen .frozen {{ display: block; }}
    MinutesScreen Horizontal {{ height: 1fr; }}
    MinutesScreen Rows {{ width: {SIDE}; padding: 0 1; border-left: solid $panel; display: none; }}
    MinutesScreen.-wide Rows {{ display: block; }}
    MinutesScreen.-wide Preview, MinutesScreen.-short Preview {{ display: none; }}
    """

    def __init__(self, minutes_id: int) -> None:
        super().__init__()
        self.number = minutes_id
        self.area = NotesArea("")
        self._saving = Saving(self)
        self.area.on_edit = self._saving.edited
        self._asking = Asking(self)
        self._where = "Verslag"
        self._wanted: tuple[int, int] | None = None  # a place to go to, once the text is there
        self._taken = Taken(self)

    # ── the frame ──────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return self._where

    def body(self) -> ComposeResult:
        yield Static(classes="frozen")
        with Horizontal():
            yield self.area
            side = Rows(empty=EMPTY_SIDE)
            side.can_focus = False
            yield side
        yield Preview()

    def can(self, command_id: str) -> bool:
        if command_id in ("fix", "undo_text", "redo_text", "time", "attend"):
            return self.is_draft
        if command_id == "correct":
            return self.keeper is not None and not self.is_draft
        if command_id == "export":
            return self.keeper is not None
        return super().can(command_id)

    def available(self) -> list[Command]:
        """Only what can be done with this edition: a draft can be fixed, a fixed one gets a new version."""
        found = [item for item in super().available() if self.can(item.id)]
        return found if self.is_draft else frozen_first(found)

    def reload(self) -> None:
        """See what the store has. A text that is being typed is never replaced."""
        row = minutes.load(self.number)
        if self.keeper is None or self.keeper.row.id != row.id:
            self.take_over(row)
            editor_places.come_back(self._edition(row.id), self.area, first_place(row))
            self.area.focus()
            self._to_wanted()
            self.call_after_refresh(self._into_sight)
        elif self.keeper.is_older_than(row) and self.keeper.is_saved(self.area.text):
            if row.text != self.area.text:
                self.say("Bijgewerkt: in een andere sessie is aan dit verslag geschreven.", "warn")
            self.take_over(row)
        elif self.row != row:
            self._renew(row)
        self._taken.know(Names(self.ib.school, row.conversation_id))
        self._taken.show()

    def take_over(self, row: MinutesText) -> None:
        fresh = self.keeper is None or self.keeper.row.id != row.id
        self._saving.take(row)
        if fresh:
            self.area.load_text(clean(row.text, multiline=True, limit=len(row.text)))
        elif row.text != self.area.text:
            self.area.put(row.text)
        self._where = title(row)
        frozen = row.status != MinutesStatus.DRAFT
        self.area.read_only = frozen
        self.set_class(frozen, "-frozen")
        self.query_one(".frozen", Static).update(content(frozen_words(row, self.ib.today())))
        self.query_one(KeyBar).offer(self.available())
        self._saving.show()

    def _renew(self, row: MinutesText) -> None:
        """The conversation itself changed: another day makes "vr" another Friday."""
        if self.keeper is not None and _seen_from(self.keeper.row) != _seen_from(row):
            self.keeper.renew(row)
            self._where = title(row)

    def _edition(self, minutes_id: int) -> editor_places.Edition:
        return self.ib.home.database, minutes_id

    def _into_sight(self) -> None:
        """As much as can be from the top, with the cursor in sight; only now the height is known."""
        self.area.scroll_home(animate=False, immediate=True)
        self.area.scroll_cursor_visible()

    @property
    def keeper(self) -> Keeper | None:
        """Knows which text the store has; None until the edition is loaded."""
        return self._saving.keeper

    @property
    def row(self) -> MinutesText | None:
        """The edition as it was loaded."""
        return None if self.keeper is None else self.keeper.row

    @property
    def parsed(self) -> ParsedMinutes | None:
        """What the text holds, as it was last shown."""
        return self._taken.parsed

    @property
    def promises(self) -> list[Promise]:
        """The promises in it as they were understood."""
        return self._taken.promises

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change."""
        return self.keeper is not None and self.keeper.row.status == MinutesStatus.DRAFT

    # ── saving ─────────────────────────────────────────────────────────────────
    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Nothing to do: the text itself said so, before it was drawn."""
        event.stop()

    def on_kept(self) -> None:
        """The thread that saves has news."""
        if not self.is_whole():
            return
        self._saving.kept()
        if self.keeper is not None and self.keeper.parsed is not self.parsed:
            self._taken.show(self.keeper.parsed)

    def flush(self) -> bool:
        """Save at once. True when the store has the text, as the minutes or beside another session's."""
        if self.keeper is None:
            return True
        return self._saving.flush() or self.keeper.is_kept(self.area.text)

    def put_down(self) -> None:
        self._saving.put_down()

    def take_up(self) -> None:
        self._saving.take_up()

    def changed_elsewhere(self) -> bool:
        """While its thread saves, that one hears of other sessions: to this thread its saves are another's."""
        if self.keeper is not None and self.keeper.at_work:
            return self.keeper.heard_elsewhere()
        return super().changed_elsewhere()

    def on_unmount(self) -> None:
        """Whatever closes this screen: what was typed is saved, and the place is remembered."""
        if self.keeper is not None:
            editor_places.leave(self._edition(self.keeper.row.id), self.area)
        self._saving.end()

    # ── what was taken from the text ───────────────────────────────────────────
    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """The preview follows the cursor."""
        event.stop()
        self._taken.follow()

    def on_resize(self) -> None:
        """Another width: other columns."""
        self._taken.follow(again=True)

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

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor on a place in the text, counted from 1; at once, or when the text is there."""
        self._wanted = line - 1, column - 1
        if self.keeper is not None:
            self._to_wanted()

    def _to_wanted(self) -> None:
        if self._wanted is not None:
            row = min(self._wanted[0], self.area.document.line_count - 1)
            column = min(self._wanted[1], len(self.area.document.get_line(row)))
            self._wanted = None
            self.area.move_cursor((row, column), center=True)

    def on_notes_area_said(self, event: NotesArea.Said) -> None:
        event.stop()
        self.say(event.text, "warn")

    # ── commands ───────────────────────────────────────────────────────────────
    def do_back(self) -> None:
        """Esc: leave with everything saved; when that can't be, ask."""
        if self._saving.flush():
            ask_removed(self, self, self.app.pop_screen)
        elif self.keeper is not None and self.keeper.divided:
            self._asking.which()
        else:
            self._asking.where()

    def do_keys(self) -> None:
        self.ib.open_help()

    def do_next_point(self) -> None:
        if not editor_moves.to_next_point(self.area):
            self.say(editor_moves.NO_POINTS, "warn")

    def do_previous_point(self) -> None:
        if not editor_moves.to_previous_point(self.area):
            self.say(editor_moves.NO_POINTS, "warn")

    def do_time(self) -> None:
        editor_moves.insert_time(self.area, self.ib.now())

    def do_attend(self) -> None:
        if self.row is not None:
            self.app.push_screen(AttendingScreen(self.ib, self.row.conversation_id))

    def do_overview(self) -> None:
        self.flush()
        self._taken.show()
        if self.parsed is not None:
            self.ib.open_screen(OverviewScreen(self._where, self.parsed, self.promises), self._to_line)

    def do_card(self) -> None:
        self.flush()
        if self.row is not None:
            doing.show_pupil(self, self.row.conversation_id)

    def do_read_aloud(self) -> None:
        read_aloud(self, self)

    def do_earlier(self) -> None:
        if self.flush() and self.keeper is not None and not self.keeper.divided:
            self.app.push_screen(RevisionsScreen(self.number, self.area.text, self._brought_back))
        else:
            self.say("Eerst moet deze tekst bewaard zijn. Met Esc kun je kiezen.", "warn")

    def _brought_back(self, text: str) -> None:
        self.area.put(text)
        self.say("Teruggezet. De tekst van net is nu een eerdere versie; Ctrl+Z draait het terug.")

    def do_undo_text(self) -> None:
        self.area.undo()

    def do_redo_text(self) -> None:
        self.area.redo()

    def do_export(self) -> None:
        from ibtui.screens.exporting import export_from

        if self._saving.flush():
            export_from(self, self.number)
        elif self.keeper is not None and self.keeper.divided:
            self._asking.which()  # else the document would hold the other session's text
        else:
            self.say("De tekst is nog niet bewaard. Maak het document daarna.", "warn")

    def do_fix(self) -> None:
        """Ask first: after this the text is frozen."""
        if self._saving.flush():
            ask_removed(self, self, self._asking.to_fix)
        elif self.keeper is not None and self.keeper.divided:
            self._asking.which()
        else:
            self.say("De tekst is nog niet bewaard. Stel het verslag daarna vast.", "warn")

    def do_correct(self) -> None:
        before = self.area.text
        self.go_on_with(minutes.correct(self.number))
        if self.area.text == before:
            self.say("Nieuwe versie. De vastgestelde blijft ernaast bestaan.")
        else:
            self.say("Er was al een nieuwe versie. Dit is die.")

    def show_taken(self) -> None:
        """Read the text as it is now, and show what it holds."""
        self._taken.show()

    def go_on_with(self, minutes_id: int) -> None:
        if self.keeper is not None:
            editor_places.leave(self._edition(minutes_id), self.area)
        self.number = minutes_id
        self.refresh_view()

    def after_choice(self, said: str) -> None:
        """The user chose between two texts: go on with it."""
        self._saving.settle()
        self.refresh_view()
        self.say(said)


def _seen_from(row: MinutesText) -> tuple[object, ...]:
    """What the reading of a text and its title hang on, besides the text."""
    return row.day, row.working_days, row.kind, row.about, row.audience
