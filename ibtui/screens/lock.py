"""The lock: nothing of the school on the screen until the passphrase is typed. What was there stays as it was."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.screens.passphrase import PassphraseScreen
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import key_file
from ibtui.store.vault import DatabaseKey


class LockScreen(PassphraseScreen[None, DatabaseKey]):
    """Covers everything. Only the right passphrase (or the recovery key) takes it away; Esc, q and Ctrl+Q don't."""

    NAME = "ibtui staat op slot"
    BUSY = "Even kijken …"
    OTHER_KEYS = "De sleutels zijn intussen veranderd. Is de school teruggezet, dan geldt het wachtwoord van die kopie."

    def __init__(
        self,
        home: Home,
        check: Callable[[Secret], DatabaseKey],
        opened: Callable[[DatabaseKey], str],
        hint: str = "",
    ) -> None:
        """`check` raises when the passphrase is wrong, and takes a moment; `opened` opens the store and takes this
        screen away, or says why that can't be."""
        super().__init__(home, "Je wachtwoord", hint, (("Enter", "verder waar je was"),))
        self._check = check
        self._opened = opened
        self._keys_then = key_file.digest(home.keys)

    def try_it(self, typed: Secret) -> DatabaseKey:
        return self._check(typed)

    def also(self) -> str:
        """A restore brings the passphrases of then back; her own of today no longer fits."""
        now = key_file.digest(self._school_home.keys)
        return self.OTHER_KEYS if self._keys_then and now and now != self._keys_then else ""

    def done(self, found: DatabaseKey) -> str:
        return self._opened(found)
