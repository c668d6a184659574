"""The lock: nothing of the school on the screen until the passphrase is typed. What was there stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from ibtui.errors import BadInput, WrongPassphrase
from ibtui.screens.unlock import unlock
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import database
from ibtui.store import home as homes
from ibtui.store.database import explain
from ibtui.terminal.key_order import InOrderApp
from ibtui.widgets.frame import KeyHints
from ibtui.widgets.text import content

_LOOKS = "Even kijken …"
_WRONG = "Dit wachtwoord past niet."
_LONGEST = 30.0  # seconds between two tries, after many wrong ones


class LockScreen(Screen[None]):
    """Covers everything. Only the right passphrase (or the recovery key) takes it away; Esc, q and Ctrl+Q don't."""

    WAIT: ClassVar[float] = 1.0
    """Seconds until the next try after one wrong one; twice as long after each that follows."""

    DEFAULT_CSS = """
    LockScreen { align: center middle; background: $background; }
    LockScreen > Vertical { width: 60; max-width: 96%; height: auto; }
    LockScreen Static { height: auto; }
    LockScreen .name { text-style: bold; margin-bottom: 1; }
    LockScreen .said { color: $text-muted; margin-top: 1; min-height: 3; }
    LockScreen .said.-wrong { color: $error; }
    """

    def __init__(self, check: Callable[[Secret], None], opened: Callable[[], None], hint: str = "") -> None:
        """`check` raises when the passphrase is wrong, and takes a moment; `opened` takes this screen away."""
        super().__init__()
        self._check = check
        self._opened = opened
        self._hint = hint
        self._busy = False
        self._wrong = 0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content("ibtui staat op slot"), classes="name")
            yield Static(content("Je wachtwoord"))
            yield Input(password=True, compact=True, select_on_focus=False)
            yield Static(content(self._hint), classes="said")
        yield KeyHints((("Enter", "verder waar je was"),))

    def on_mount(self) -> None:
        box = self.query_one(Input)
        box.cursor_blink = False
        box.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try it, beside the screen: that takes a moment on purpose."""
        if self._busy or not event.value:
            return
        self._busy = True
        self._tell(_LOOKS)
        self._try(Secret(event.value))
        event.input.value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """A new try: what was wrong is no longer said."""
        if event.value and not self._busy:
            self._tell(self._hint)

    @work(thread=True, exit_on_error=False)
    def _try(self, typed: Secret) -> None:
        wrong = ""
        try:
            self._check(typed)
        except WrongPassphrase:
            wrong = _WRONG
        except BadInput as error:
            wrong = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is: never leave the words above standing
            wrong = str(explain(error))
        self.app.call_from_thread(self._tried, wrong)

    def _tried(self, wrong: str) -> None:
        if not wrong:
            self._opened()
            return
        self._wrong += 1
        pause = min(self.WAIT * 2 ** (self._wrong - 1), _LONGEST)
        if not pause:
            self._again(wrong)
            return
        self._tell(f"{wrong} Wacht {_seconds(pause)}.", wrong=True)
        self.set_timer(pause, lambda: self._again(wrong))

    def _again(self, wrong: str) -> None:
        """The pause is over. What was typed in it still stands there."""
        self._busy = False
        self._tell(f"{wrong} Probeer het nog eens.", wrong=True)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one(".said", Static)
        said.update(content(f"! {text}" if wrong else text))
        said.set_class(wrong, "-wrong")


def _seconds(pause: float) -> str:
    return "een seconde" if pause <= 1 else f"{pause:.0f} seconden"


class LockingApp(InOrderApp):
    """The part of the app that can be locked. What comes by itself meanwhile waits until it's open again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "lock", show=False, priority=True)]

    def __init__(self, home: Home) -> None:
        super().__init__()
        self.home = home
        self._lock: LockScreen | None = None
        self._after_lock: list[Callable[[], object]] = []

    # ── what the app itself has ────────────────────────────────────────────────
    def save_all(self) -> bool:
        """Have every screen save what it holds; True when nothing is left unsaved."""
        raise NotImplementedError

    def lock_hint(self) -> str:
        """What the lock may say under the field; "" for nothing."""
        return ""

    def unlocked(self, saved: bool) -> None:
        """She is back; `saved`: everything was saved before."""

    # ── the lock ───────────────────────────────────────────────────────────────
    @property
    def locked(self) -> bool:
        """Whether nothing of the school may be shown now."""
        return self._lock is not None

    def when_open(self, action: Callable[[], object]) -> None:
        """Do this now; while it's locked, when she is back: what it shows would be missed."""
        if self.locked:
            self._after_lock.append(action)
        else:
            action()

    def action_lock(self) -> None:
        self.lock()

    def lock(self) -> None:
        """Save everything and blank the screen until the passphrase is typed. Nothing to lock: nothing is done."""
        if self.locked or not database.is_open():
            return
        saved = self.save_all()
        screen = LockScreen(self._check, lambda: self._open_lock(saved), self.lock_hint())
        super().push_screen(screen)
        self._lock = screen

    def _check(self, typed: Secret) -> None:
        """Raises `WrongPassphrase`, also for a key of something else; and what `unlock` raises."""
        known = homes.key_of(self.home)
        if unlock(self.home, typed) != known and known is not None:
            raise WrongPassphrase(_WRONG, "Probeer het nog eens.")

    def _open_lock(self, saved: bool) -> None:
        if self._lock is None or self.screen is not self._lock:
            return
        self._lock = None
        super().pop_screen()
        waiting, self._after_lock = self._after_lock, []
        for action in waiting:
            action()
        self.unlocked(saved)

    def pop_screen(self) -> AwaitComplete:
        """A screen that closes by itself may not take the lock away: it closes when she is back."""
        if not self.locked:
            return super().pop_screen()
        self._after_lock.append(super().pop_screen)
        return AwaitComplete()

    if not TYPE_CHECKING:  # with the types that Textual itself gives it

        def push_screen(self, screen, callback=None, wait_for_dismiss=False, *, mode=None):
            """A screen that comes by itself (a question about what was saved) comes when she is back."""
            if not self.locked:
                return super().push_screen(screen, callback, wait_for_dismiss, mode=mode)
            self._after_lock.append(lambda: InOrderApp.push_screen(self, screen, callback, mode=mode))
            return AwaitComplete()
