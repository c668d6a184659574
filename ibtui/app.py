"""IbApp: holds the screens and the open store, and stays thin. What a screen does is in `screens/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TypeVar

from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.theme import Theme

from ibtui.errors import IbtuiError, StoreError
from ibtui.screens.base import IbScreen
from ibtui.screens.help import HelpScreen, TooSmallScreen
from ibtui.screens.quick import QuickScreen
from ibtui.screens.school_switch import SchoolApp
from ibtui.screens.search import Found, SearchScreen
from ibtui.settings import Home
from ibtui.store import change, database
from ibtui.terminal import crash, hangup, input_bytes
from ibtui.widgets.form import FormScreen
from ibtui.widgets.palette import palette

Result = TypeVar("Result")

_MAIN = {
    "week": ("ibtui.screens.week", "WeekScreen"),
    "zorgen": ("ibtui.screens.concerns", "ConcernsScreen"),
    "instanties": ("ibtui.screens.agencies", "AgenciesScreen"),
    "verslagen": ("ibtui.screens.minutes_list", "MinutesListScreen"),
    "kalender": ("ibtui.screens.calendar", "CalendarScreen"),
    "afspraken": ("ibtui.screens.promises", "PromisesScreen"),
    "school": ("ibtui.screens.school", "SchoolScreen"),
}
"""Where each main screen lives; loaded when it's first shown, so that the start stays quick."""

_DETAIL = {
    "gesprek": ("ibtui.screens.conversation", "ConversationScreen"),
    "zorg": ("ibtui.screens.concern", "ConcernScreen"),
    "instantie": ("ibtui.screens.agency", "AgencyScreen"),
    "leerling": ("ibtui.screens.pupil", "PupilScreen"),
    "groep": ("ibtui.screens.group", "GroupScreen"),
    "verslag": ("ibtui.screens.minutes", "MinutesScreen"),
    "lesbezoek": ("ibtui.screens.coaching", "ObservationScreen"),
}
_SMALLEST = (50, 12)

_DARK = Theme(
    name="ibtui-donker", dark=True,
    primary="#8fb8ff", secondary="#8fb8ff", accent="#8fb8ff", warning="#e6b566", error="#ff8f8f", success="#9fd08c",
    foreground="#dcdfe6", background="#15171c", surface="#1e2128", panel="#22262f",
    variables={"text-muted": "#9aa2b1", "chosen": "#2c3647", "input-selection-background": "#3d5a8a"},
)  # fmt: skip
_LIGHT = Theme(
    name="ibtui-licht", dark=False,
    primary="#1f4fa3", secondary="#1f4fa3", accent="#1f4fa3", warning="#7a4b00", error="#a81818", success="#256b25",
    foreground="#1c1f26", background="#fbfbf9", surface="#efefec", panel="#ebebe6",
    variables={"text-muted": "#5a606b", "chosen": "#d5e0f2", "input-selection-background": "#b4c9ec"},
)  # fmt: skip


class IbApp(SchoolApp):
    """The app. `run` below starts it."""

    TITLE = "ibtui"
    ENABLE_COMMAND_PALETTE = False  # Textual's own speaks English; `open_palette` is ours

    def __init__(self, home: Home) -> None:
        """`home` says where the school lives; when its store isn't open yet the app asks for the passphrase,
        and when there is no school it starts the wizard."""
        super().__init__(home)
        self.problem: IbtuiError | None = None
        """Why the app had to stop; the shell prints it after the terminal is back in order."""
        for theme in (_DARK, _LIGHT):
            self.register_theme(theme)
        self.theme = _DARK.name

    # ── starting ───────────────────────────────────────────────────────────────
    def on_mount(self) -> None:
        hangup.install(self, self._save_before_the_end)
        self.start_school()

    def start_timers(self) -> None:
        """Keep an eye on other sessions, and on the template after the first screen."""
        self.set_interval(0.5, self._look_elsewhere)
        self.set_timer(1.0, self.watch_template)
        self.watch_idle()

    def _look_elsewhere(self) -> None:
        if not self.screen_stack or self.locked:  # the app is closing, or the store is closed
            return
        try:
            screen = self.screen
            seen = screen.changed_elsewhere if isinstance(screen, IbScreen) else database.changed_elsewhere
            changed = seen()
        except (IbtuiError, database.StoreFault):
            return  # the next question of a screen says what is wrong
        if changed and isinstance(self.screen, IbScreen):
            self.screen.attempt(self.read_school)
            self.screen.refresh_view()

    # ── what screens may ask (screens/host.py) ─────────────────────────────────
    def today(self) -> dt.date:
        """The day, for every rule that needs one."""
        return dt.date.today()

    def now(self) -> dt.datetime:
        """The day and the time on the clock, for what is written down as it happens."""
        return dt.datetime.now()

    def go(self, name: str) -> None:
        """Show a main screen; while it's locked, when she is back."""
        if self.locked:
            self.when_open(partial(self.go, name))
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if not self.is_screen_installed(name):
            self.install_screen(_load(*_MAIN[name]), name)
        if len(self.screen_stack) == 1:
            self.push_screen(name)
        elif self.screen is not self.get_screen(name):
            self.switch_screen(name)

    def show(self, kind: str, item_id: int) -> None:
        """Open one thing on top of what is shown; while it's locked, when she is back."""
        if self.locked:
            self.when_open(partial(self.show, kind, item_id))
            return
        if kind not in _DETAIL:  # a person or an afspraak: shown where it belongs
            self._found((kind, item_id))
            return
        if kind == "verslag" and self._back_to_minutes(item_id):
            return
        module, name = _DETAIL[kind]
        self.push_screen(_load(module, name, item_id))

    def _back_to_minutes(self, number: int) -> bool:
        """Go back to these minutes when they are open below what is shown: two editors would be two sessions."""
        for below in self.screen_stack:
            if getattr(below, "SCREEN", "") == "verslag" and getattr(below, "number", 0) == number:
                while self.screen is not below:
                    self.pop_screen()
                return True
        return False

    def open_screen(
        self, screen: Screen[Result | None], then: Callable[[Result], None] | None = None
    ) -> None:
        """Push a screen or form; `then` gets what it gave back, unless it was left with Esc."""

        def back(result: Result | None) -> None:
            if result is None or then is None:
                return
            below = self.screen
            if isinstance(below, IbScreen):  # it says what went wrong; another session may have been faster
                below.attempt(partial(then, result))
            else:
                then(result)

        self.push_screen(screen, back)

    def open_quick(self, text: str = "", pupil: int | None = None) -> None:
        """The vangregel, on the page of this pupil with `text` in it already; says afterwards what was kept."""
        screen = QuickScreen(self.school.id, self.today(), self.school.working_days, text, pupil)
        self.open_screen(screen, self._kept)

    def _kept(self, said: str | None) -> None:
        if said and isinstance(self.screen, IbScreen):
            self.screen.refresh_view()
            self.screen.say(said)

    def open_search(self) -> None:
        """Search in everything; opens what was chosen."""
        self.open_screen(SearchScreen(self.school.id), self._found)

    def _found(self, found: Found | None) -> None:
        if found is not None:
            kind, item_id = found
            opener = import_module("ibtui.screens.opening")
            opener.open_found(self, kind, item_id)

    def open_help(self) -> None:
        """The keys of this screen."""
        if isinstance(self.screen, IbScreen):
            screen = self.screen
            self.push_screen(
                HelpScreen(
                    screen.heading(), screen.available(), marks=screen.SCREEN in ("verslag", "bespreking")
                )
            )

    def open_palette(self) -> None:
        """The commands of this screen, by name."""
        screen = self.screen
        if not isinstance(screen, IbScreen):
            return
        commands = [item for item in screen.available() if item.id != "palette"]

        def picked(places: tuple[int, ...] | None) -> None:
            if places:
                screen.action_run(commands[places[0]].id)

        self.open_screen(palette(commands), picked)

    def leave(self) -> None:
        """Stop, after everything is saved. Whoever finds it locked can't stop it: a form may be open below."""
        top = self.screen
        if self.locked:
            return
        if isinstance(
            top, FormScreen | QuickScreen
        ):  # what was typed there isn't saved yet: as Esc, which asks
            top.action_leave()
        elif any(worker.group == "word" and not worker.is_finished for worker in self.workers):
            if isinstance(top, IbScreen):
                top.say("Het Word-document wordt nog gemaakt. Stop daarna.", "warn")
        elif self.save_all():
            self.exit()
        elif isinstance(self.screen, IbScreen):
            self.screen.say("Niet alles is bewaard. Ga met Esc terug: dan kun je kiezen.", "late")

    # ── keeping safe ───────────────────────────────────────────────────────────
    def save_all(self) -> bool:
        """Have every screen save what it holds; True when nothing is left unsaved."""
        saved = [screen.flush() for screen in self.screen_stack if isinstance(screen, IbScreen)]
        return all(saved)

    def _save_before_the_end(self) -> None:
        # The store stays open: until the app has ended, a screen may ask it something. The shell closes it.
        kept = [screen.keep() for screen in self.screen_stack if isinstance(screen, FormScreen)]
        half = self._half_line_kept()
        if self.save_all() and all(kept):
            if half:
                raise StoreError(
                    "Je vangregel staat op slot in een noodkopie", "Start ibtui opnieuw: dan kun je verder."
                )
            return
        if self.lock_in_copies():
            raise StoreError(
                "Wat je het laatst typte, staat op slot in een noodkopie",
                "Start ibtui opnieuw: dan kies je wat ermee gebeurt.",
            )
        raise StoreError(
            "Wat je het laatst typte, kon niet worden bewaard",
            "Kijk of de schijf vol is en start ibtui opnieuw. Wat eerder bewaard was, is er nog.",
        )

    def _half_line_kept(self) -> bool:
        if not any(isinstance(screen, QuickScreen) for screen in self.screen_stack):
            return False
        rescue_line = import_module("ibtui.screens.emergency").rescue_line
        return bool(rescue_line(self.screen_stack, self.home, dt.datetime.now()))

    def stop_with(self, error: IbtuiError) -> None:
        """Stop because of an error that no screen can mend; the shell says it."""
        self.problem = error
        self.exit(return_code=1)

    async def action_quit(self) -> None:
        """Ctrl+Q is Textual's own way out; here it saves first, as `q` does."""
        self.leave()

    def action_help_quit(self) -> None:
        """Ctrl+C never ends the app by surprise: it says how to stop."""
        if isinstance(self.screen, IbScreen):
            self.screen.say("Druk op q om te stoppen.", "warn")

    def lock_hint(self) -> str:
        """In the practice school the passphrase is no secret, until somebody chose another one."""
        if not self.mark:
            return ""
        practice = import_module("ibtui.practice.make")
        return f"OEFENSCHOOL: het wachtwoord is {practice.PRACTICE_PASSPHRASE}, of wat jij koos."

    def lock_in_copies(self) -> bool:
        """Each text of minutes that the store can't have, in an emergency copy. False: something else isn't saved."""
        rescue = import_module("ibtui.screens.emergency").rescue
        kept = [screen.keep() for screen in self.screen_stack if isinstance(screen, FormScreen)]
        return bool(rescue(self.screen_stack, self.home, dt.datetime.now()) and all(kept))

    def unlocked(self, saved: bool, copied: bool) -> None:
        """Back where she was; what couldn't be saved is said again."""
        self._fit(self.size)
        if not saved and copied:
            self._say("Niet alles kon worden bewaard. Er is een kopie van, op slot.", "warn")
        elif not saved:
            self._say("Niet alles is bewaard. Ga met Esc terug: dan kun je kiezen.", "late")

    def on_resize(self, event: Resize) -> None:
        """A window too small to work in gets one clear sentence instead of a broken screen."""
        if not self.locked:
            self._fit(event.size)

    def _fit(self, size: Size) -> None:
        small = size.width < _SMALLEST[0] or size.height < _SMALLEST[1]
        covered = isinstance(self.screen, TooSmallScreen)
        if small and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not small:
            self.pop_screen()


def _load(module: str, name: str, *args: object) -> Screen[object]:
    screen: Screen[object] = getattr(import_module(module), name)(*args)
    return screen


def run(home: Home) -> int:
    """Run the app until the user stops; returns the exit code. Raises the `IbtuiError` that stopped it."""
    crash.guard_process()
    input_bytes.install()
    change.forget_steps()
    app = IbApp(home)
    app.run(
        mouse=home.settings.mouse
    )  # the shell forgets the keys: each school still gets its backup of the day
    if app.problem is not None:
        raise app.problem
    return app.return_code or 0
