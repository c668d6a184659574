"""IbApp: holds the screens and the open store, and stays thin. What a screen does is in `screens/`."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from importlib import import_module

from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size

from ibtui.errors import Corrupt, IbtuiError, StoreError
from ibtui.screens.base import IbScreen
from ibtui.screens.known import is_form, is_quick, is_too_small
from ibtui.screens.showing import ShowingApp
from ibtui.settings import Home
from ibtui.store import change, database
from ibtui.terminal import crash, hangup, input_bytes, signs
from ibtui.terminal.colours import ColouredApp
from ibtui.terminal.driver import IbDriver
from ibtui.terminal.lean_display import LeanDisplay
from ibtui.widgets.themes import THEMES

_SMALLEST = (50, 12)
_LOOK = 1.0
"""Seconds between two looks at what may have changed by itself."""


class IbApp(LeanDisplay, ColouredApp, ShowingApp):
    """The app. `run` below starts it."""

    TITLE = "ibtui"
    ENABLE_COMMAND_PALETTE = False  # Textual's own speaks English; `open_palette` is ours

    def __init__(self, home: Home) -> None:
        """`home` says where the school lives; when its store isn't open yet the app asks for the passphrase,
        and when there is no school it starts the wizard."""
        super().__init__(home)
        self.draw_all = home.settings.draw_all
        self.problem: IbtuiError | None = None
        """Why the app had to stop; the shell prints it after the terminal is back in order."""
        self.signs = signs.table(os.environ, home.settings, getattr(sys.__stderr__, "encoding", "utf-8"))
        """What the driver writes in place of signs that this terminal can't show; None: nothing."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[home.settings.colours].name

    # ── starting ───────────────────────────────────────────────────────────────
    def get_driver_class(self) -> type[Driver]:
        """The keyboard thread that sleeps. Textual calls this before anything else is there."""
        return IbDriver

    def on_mount(self) -> None:
        hangup.install(self, self._save_before_the_end)
        self.start_school()
        self.call_later(self.call_after_refresh, _collect_again)

    def start_timers(self) -> None:
        """Keep an eye on who is there, on other sessions, and on the template after the first screen."""
        self.set_timer(1.0, self.watch_template)
        self._idle.touched()
        self.set_interval(_LOOK, self._look_around)

    def look_at_every_page(self) -> None:
        """Soon: whether the whole file is sound; not when there is a backup of today, because that was looked at."""
        self.set_timer(2.0, self._look_at_every_page)

    def _look_at_every_page(self) -> None:
        from ibtui.store import backup_list

        if database.is_open() and not backup_list.made_on(self.home, self.today()):
            from ibtui.store.whole_check import WholeCheck

            WholeCheck(lambda error: self.call_later(self._damaged, error)).start()

    def _damaged(self, error: IbtuiError) -> None:
        """Found while she works: what she typed is saved first, or locked in an emergency copy."""
        try:
            self._save_before_the_end()
        except IbtuiError as kept:
            error = Corrupt(str(error), str(kept))
        self.stop_with(error)

    def _look_around(self) -> None:
        """All that is looked at now and then, in one turn: while nobody types, waking up is what costs."""
        self._look_idle()
        self._look_elsewhere()
        self.look_at_template()

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

    def light_or_dark(self) -> None:
        """The other theme, until ibtui stops."""
        self.theme = THEMES["licht" if self.current_theme.dark else "donker"].name

    def leave(self) -> None:
        """Stop, after everything is saved. Whoever finds it locked can't stop it: a form may be open below."""
        top = self.screen
        if self.locked:
            return
        if is_form(top) or is_quick(top):  # what was typed there isn't saved yet: as Esc, which asks
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
        kept = [screen.keep() for screen in self.screen_stack if is_form(screen)]
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
        if not any(is_quick(screen) for screen in self.screen_stack):
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
        kept = [screen.keep() for screen in self.screen_stack if is_form(screen)]
        return bool(rescue(self.screen_stack, self.home, dt.datetime.now()) and all(kept))

    def unlocked(self, saved: bool, copied: bool) -> None:
        """Back where she was; what couldn't be saved is said again."""
        self._fit(self.size)
        self.look_at_every_page()  # the lock broke it off, when it wasn't done
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
        covered = is_too_small(self.screen)
        if small and not covered:
            from ibtui.screens.help import TooSmallScreen

            self.push_screen(TooSmallScreen())
        elif covered and not small:
            self.pop_screen()


def _collect_again() -> None:
    """The start is over: what it made stays, and needn't be looked at each time that memory is cleared up."""
    if not gc.isenabled():  # `shell/start.py` did that
        gc.freeze()
        gc.enable()


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
