"""The door: asks the passphrase and opens the store. A wrong one says so, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from ibtui import places
from ibtui.errors import BadInput, IbtuiError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import home as homes
from ibtui.store import vault
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.frame import KeyHints
from ibtui.widgets.text import content

_WAIT = "Even wachten…"
_WRONG = "Dit wachtwoord past niet."
_RECOVERY = re.compile(r"[0-9A-Za-z]{1,5}([\s\-–—_.]+[0-9A-Za-z]{1,5}){6,}|[0-9A-Za-z]{33}")
"""What looks like a recovery key: many short groups, or its 33 signs without dashes."""


class UnlockScreen(Screen[Home | None]):
    """Gives back the school that is open now, None when the user stops."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]
    DEFAULT_CSS = """
    UnlockScreen { align: center middle; }
    UnlockScreen > Vertical { width: 60; max-width: 96%; height: auto; }
    UnlockScreen Static { height: auto; }
    UnlockScreen .name { text-style: bold; margin-bottom: 1; }
    UnlockScreen .said { color: $text-muted; margin-top: 1; min-height: 3; }
    UnlockScreen .said.-wrong { color: $error; }
    """

    def __init__(
        self, home: Home, others: Sequence[Home] = (), asks: str = "Je wachtwoord", *, only_key: bool = False
    ) -> None:
        """`others`: schools that the same passphrase may open too; when it doesn't open `home`, one of those is shown.

        `only_key`: the key is kept (`homes.key_of`) and the store stays as it is: to switch to another school.
        """
        super().__init__()
        self._school_home = home
        self._others = tuple(others)
        self._asks = asks
        self._only_key = only_key
        self._working = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content("ibtui"), classes="name")
            yield Static(content(self._asks))
            yield Input(password=True, compact=True, select_on_focus=False)
            yield Static(classes="said")
        yield KeyHints((("Enter", "open"), ("Esc", "terug" if self._only_key else "stop")))

    def on_mount(self) -> None:
        box = self.query_one(Input)
        box.cursor_blink = False
        box.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try it. Deriving the key takes a moment on purpose, so that runs beside the screen."""
        if self._working or not event.value:
            return
        self._working = True
        self._tell(_WAIT)
        self._unlock(Secret(event.value))
        event.input.value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """A new try: what was wrong is no longer said."""
        if event.value and not self._working:
            self._tell("")

    @work(thread=True, exit_on_error=False)
    def _unlock(self, typed: Secret) -> None:
        found: tuple[Home, vault.DatabaseKey] | None = None
        wrong = ""
        try:
            found = homes.unlock_one_of(self._school_home, self._others, partial(unlock, typed=typed))
        except WrongPassphrase:
            wrong = _WRONG
        except BadInput as error:
            wrong = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is: never leave "Even wachten…" standing
            wrong = self._why_not(error)
        self.app.call_from_thread(self._unlocked, found, wrong)

    def _unlocked(self, found: tuple[Home, vault.DatabaseKey] | None, wrong: str) -> None:
        self._working = False
        if found is not None and not self._only_key:
            wrong = self._open(*found)
        if wrong or found is None:
            self._tell(wrong, wrong=True)
            self.query_one(Input).focus()
        else:
            self.dismiss(found[0])

    def _open(self, home: Home, key: vault.DatabaseKey) -> str:
        """Open the database; why that can't be done, "" when it is open."""
        try:
            homes.open_unlocked(home, key)
        except (IbtuiError, StoreFault) as error:
            return self._why_not(error)
        return ""

    def _why_not(self, error: Exception) -> str:
        """What is the matter with this school, and how another one opens."""
        fault = explain(error)
        return str(places.with_way_out(fault, self._school_home) if self._others else fault)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        said = self.query_one(".said", Static)
        said.update(content(f"! {text}" if wrong else text))
        said.set_class(wrong, "-wrong")

    def action_stop(self) -> None:
        self.dismiss(None)


def unlock(home: Home, typed: Secret) -> vault.DatabaseKey:
    """The database key, by passphrase; or by recovery key, when what was typed looks like one.

    Raises `WrongPassphrase`, or what `homes.unlock` raises when a file is missing or damaged; `BadInput` says
    what is wrong with a recovery key that has a typing error.
    """
    try:
        return homes.unlock(home, typed)
    except WrongPassphrase:
        if not _RECOVERY.fullmatch(typed.reveal().strip()):
            raise
    try:
        return vault.open_with_recovery(home.keys, typed)
    except BadInput as error:
        raise BadInput(f"{error.title} (of een wachtwoord dat niet past)", error.hint) from None
