"""The door: asks the passphrase and opens the store. A wrong one says so, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from ibtui import places
from ibtui.errors import BadInput, IbtuiError, WrongPassphrase
from ibtui.screens.passphrase import PassphraseScreen
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import home as homes
from ibtui.store import openings, vault
from ibtui.store.database import StoreFault, explain
from ibtui.wiping import forget

_RECOVERY = re.compile(r"[0-9A-Za-z]{1,5}([\s\-–—_.]+[0-9A-Za-z]{1,5}){6,}|[0-9A-Za-z]{33}")
"""What looks like a recovery key: many short groups, or its 33 signs without dashes."""


class UnlockScreen(PassphraseScreen[Home | None, tuple[Home, vault.DatabaseKey]]):
    """Gives back the school that is open now, None when the user stops."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]

    def __init__(
        self, home: Home, others: Sequence[Home] = (), asks: str = "Je wachtwoord", *, only_key: bool = False
    ) -> None:
        """`others`: schools that the same passphrase may open too; when it doesn't open `home`, one of those is shown.

        `only_key`: the key is kept (`homes.key_of`) and the store stays as it is: to switch to another school.
        """
        super().__init__(home, asks, "", (("Enter", "open"), ("Esc", "terug" if only_key else "stop")))
        self._others = tuple(others)
        self._only_key = only_key
        self._how = openings.OPENED

    def try_it(self, typed: Secret) -> tuple[Home, vault.DatabaseKey]:
        way_in = partial(unlock, typed=typed, by_recovery=self._by_recovery)
        return homes.unlock_one_of(self._school_home, self._others, way_in)

    def _by_recovery(self) -> None:
        self._how = openings.BY_RECOVERY

    def done(self, found: tuple[Home, vault.DatabaseKey]) -> str:
        """Open the database; why that can't be done, "" when it is open."""
        home, key = found
        if not self._only_key:
            try:
                homes.open_unlocked(home, key)
            except (IbtuiError, StoreFault) as error:
                return self.why_not(error)
            openings.note_opened(home, self._how)
        self.dismiss(home)
        return ""

    def why_not(self, error: Exception) -> str:
        """What is the matter with this school, and how another one opens."""
        fault = explain(error)
        return str(places.with_way_out(fault, self._school_home) if self._others else fault)

    def action_stop(self) -> None:
        self.dismiss(None)


def unlock(home: Home, typed: Secret, by_recovery: Callable[[], None]) -> vault.DatabaseKey:
    """The database key, by passphrase; or by recovery key, when what was typed looks like one.

    `by_recovery` is called when it was the recovery key that opened: the log says so.
    Raises `WrongPassphrase`, or what `homes.unlock` raises when a file is missing or damaged; `BadInput` says
    what is wrong with a recovery key that has a typing error.
    """
    try:
        return homes.unlock(home, typed)
    except WrongPassphrase:
        if not _is_recovery_key(typed):
            raise
    try:
        key = vault.open_with_recovery(home.keys, typed)
    except BadInput as error:
        raise BadInput(f"{error.title} (of een wachtwoord dat niet past)", error.hint) from None
    by_recovery()
    return key


def _is_recovery_key(typed: Secret) -> bool:
    text = typed.reveal()
    looks_so = bool(_RECOVERY.fullmatch(text.strip()))
    forget(text)
    return looks_so
