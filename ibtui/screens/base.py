"""What every screen of ibtui is: a top line, a body, a key bar, and commands that say why when they can't."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen

from ibtui.commands import Command, command, commands_of
from ibtui.errors import IbtuiError
from ibtui.screens.host import Host
from ibtui.store import change, database
from ibtui.store.database import DriverFault, StoreFault, explain
from ibtui.widgets.frame import KeyBar, TopLine
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import Look

_MANY = 300
"""Rows to take back: from here on it takes longer than anybody waits without a word."""


class IbScreen(Screen[None]):
    """Base of the screens. A subclass sets `SCREEN`, fills `body` and `reload`, and has a `do_<id>` a command."""

    SCREEN: ClassVar[str] = ""
    """The screen's name in `commands.Command.where`."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    _made_for: Size | None = None
    """The size of the screen that its lines were made for."""
    _styled_for: tuple[int, bool] | None = None
    """How often the theme was changed, and whether the terminal had the focus, when its styles were worked out."""

    def __init_subclass__(cls) -> None:
        cls.BINDINGS = [
            Binding(item.keys, f"run('{item.id}')", item.label, show=False)
            for item in commands_of(cls.SCREEN)
        ]
        super().__init_subclass__()

    # ── what a subclass fills in ───────────────────────────────────────────────
    def heading(self) -> str:
        """What the top line says. That puts the mark of the practice school before it when it isn't in it."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The widgets between the two lines."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask the store again and redraw. Runs on show, after each change, and when another session wrote."""

    def can(self, command_id: str) -> bool:
        """Whether a command can be done now; when not, the user reads its `unless`."""
        return command_id != "undo" or change.can_undo()

    def flush(self) -> bool:
        """Save what the screen still holds; True when nothing is left unsaved."""
        return True

    def put_down(self) -> None:
        """ibtui is locked, all is saved, and the store is about to be closed: end what still works with it."""

    def take_up(self) -> None:
        """The store is open again."""

    def changed_elsewhere(self) -> bool:
        """Whether another session wrote since this was last asked."""
        return database.changed_elsewhere()

    # ── the frame ──────────────────────────────────────────────────────────────
    @property
    def ib(self) -> Host:
        """The app, as screens may use it."""
        return cast(Host, self.app)

    def compose(self) -> ComposeResult:
        self._choose_width()
        if not self.CSS:  # Textual learns that of a screen after the screen has its first styles
            self._styled_for = self.ib.recoloured, self.app.app_focus
        yield TopLine(self.SCREEN)
        yield from self.body()
        yield KeyBar(commands_of(self.SCREEN))

    def _choose_width(self) -> None:
        """The class of this width, before Textual gives it: the first layout is right, and needn't be done again."""
        names = [name for least, name in self.HORIZONTAL_BREAKPOINTS or () if self.app.size.width >= least]
        self.set_class(True, *names[-1:])

    @on(ScreenResume)
    def _keep_styles(self, event: ScreenResume) -> None:
        """Styles that are right already needn't be worked out again. Textual's own handler comes after this one.

        It would do that each time that a screen is shown, and leave thousands of small objects to the garbage
        collector. They depend on the theme and on the focus of the terminal; a class that changes, changes them at
        once, also of a screen that isn't shown.
        """
        before, self._styled_for = self._styled_for, (self.ib.recoloured, self.app.app_focus)
        event.refresh_styles = event.refresh_styles and before != self._styled_for

    def on_screen_resume(self) -> None:
        for top in self.query(TopLine):
            top.show_clock()
        if self._made_for == self.app.size:
            self.refresh_view()
        else:  # Textual makes the layout now; until the lines that fit in it are there, nothing is drawn
            held = ExitStack()
            held.enter_context(self.app.batch_update())
            self.call_next(self._first_view, held)

    def _first_view(self, held: ExitStack) -> None:
        with held:
            self.refresh_view()

    def on_resize(self) -> None:
        """Lines are made to fit, so another width asks for other lines. After the layout: then widths are known."""
        if self._made_for != self.app.size:
            self.call_after_refresh(self.refresh_view)

    def refresh_view(self) -> None:
        """Reload, and say the heading; a fault of the store becomes a message."""
        if not self.is_mounted or self.ib.locked:  # what is under the lock is drawn when she is back
            return
        try:
            self._made_for = self.app.size if self.size else None
            self.attempt(self.reload)
            self.attempt(lambda: setattr(self.query_one(TopLine), "title", self.heading()))
        except NoMatches:
            if self.is_whole():
                raise

    def is_whole(self) -> bool:
        """Whether its frame stands. When the app stops, Textual takes a screen apart while timers still run."""
        return bool(self.query(TopLine)) and bool(self.query(KeyBar))

    def say(self, text: str, look: Look = "good") -> None:
        """A short message in the key bar."""
        self.query_one(KeyBar).say(text, look)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may fail; on failure say what happened. True when it went well."""
        try:
            action()
        except IbtuiError as error:
            self.say(str(error), "late")
            return False
        except (StoreFault, DriverFault) as error:
            self.say(str(explain(error)), "late")
            return False
        return True

    def change(self, action: Callable[[], object], said: str) -> bool:
        """Do one write, redraw, and say that it was done."""
        done = self.attempt(action)
        if done:
            self.refresh_view()
            self.say(said)
        return done

    # ── commands ───────────────────────────────────────────────────────────────
    def available(self) -> list[Command]:
        """The commands of this screen, for `?` and the palette."""
        return commands_of(self.SCREEN)

    def action_run(self, command_id: str) -> None:
        """A key was pressed: do the command, or say why not."""
        self.attempt(lambda: self._run(command_id))

    def _run(self, command_id: str) -> None:
        if not self.can(command_id):
            self.say(command(command_id).unless or "Dat kan nu niet.", "warn")
            return
        method: Callable[[], None] = getattr(self, f"do_{command_id}")
        method()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """A click on the chosen row opens it."""
        event.stop()
        self.action_run("open")

    def do_go_week(self) -> None:
        self.ib.go("week")

    def do_go_zorgen(self) -> None:
        self.ib.go("zorgen")

    def do_go_instanties(self) -> None:
        self.ib.go("instanties")

    def do_go_verslagen(self) -> None:
        self.ib.go("verslagen")

    def do_go_kalender(self) -> None:
        self.ib.go("kalender")

    def do_go_afspraken(self) -> None:
        self.ib.go("afspraken")

    def do_go_school(self) -> None:
        self.ib.go("school")

    def do_since(self) -> None:
        self._push("ibtui.screens.since", "SinceScreen")

    def do_close_day(self) -> None:
        self._push("ibtui.screens.day_close", "DayCloseScreen")

    def do_coaching(self) -> None:
        self._push("ibtui.screens.coaching", "CoachingScreen")

    def do_heat_map(self) -> None:
        self._push("ibtui.screens.heat_map", "HeatMapScreen")

    def do_group_review(self) -> None:
        start = import_module("ibtui.screens.group_review_start")
        start.choose_group(self)

    def do_deadlines(self) -> None:
        self._push("ibtui.screens.deadlines", "DeadlinesScreen")

    def do_lock(self) -> None:
        self.ib.lock()

    def do_lock_now(self) -> None:
        self.ib.lock()

    def do_light(self) -> None:
        self.ib.light_or_dark()

    def do_switch_school(self) -> None:
        self.ib.switch_school()

    def _push(self, module: str, name: str) -> None:
        """Show a screen that is loaded when it's first wanted."""
        screen: Screen[None] = getattr(import_module(module), name)()
        self.app.push_screen(screen)

    def do_undo(self) -> None:
        if change.undo_size() < _MANY:
            self._undo()
            return
        self.say("Even wachten: dit zijn veel dingen tegelijk …")
        self.call_after_refresh(self.attempt, self._undo)

    def _undo(self) -> None:
        label = change.undo_last()
        self.ib.read_school()
        self.refresh_view()
        self.say(f"Ongedaan gemaakt: {label}")

    def do_quick(self) -> None:
        self.ib.open_quick()

    def do_search(self) -> None:
        self.ib.open_search()

    def do_help(self) -> None:
        self.ib.open_help()

    def do_palette(self) -> None:
        self.ib.open_palette()

    def do_back(self) -> None:
        self.app.pop_screen()

    def do_redraw(self) -> None:
        self.ib.redraw()

    def do_quit(self) -> None:
        self.ib.leave()
