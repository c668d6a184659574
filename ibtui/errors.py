"""What can go wrong, said so that a person can act on it.

Every error that may reach a user is an `IbtuiError`: a Dutch title (what happened) and a Dutch hint
(what to do). Nothing here may hold a passphrase, a key or the content of a note.
"""


class IbtuiError(Exception):
    """An error for a person: `title` says what happened, `hint` what to do. Both Dutch, both plain text."""

    def __init__(self, title: str, hint: str = "") -> None:
        self.title = title.strip()
        self.hint = hint.strip()
        super().__init__(self.title, self.hint)

    def __str__(self) -> str:
        """One line for stderr: "title. hint"."""
        title = self.title if self.title.endswith((".", "!", "?")) else f"{self.title}."
        return " ".join(f"{title} {self.hint}".split())


class BadInput(IbtuiError):
    """What was typed can't be used as it is."""


class BadText(BadInput):
    """A text that is too long or holds nothing readable."""


class SettingsError(IbtuiError):
    """The config file or a setting can't be used."""


class VaultError(IbtuiError):
    """The key file is missing, unreadable or damaged."""


class WrongPassphrase(VaultError):
    """No key slot opens with this passphrase. Says only that."""


class StoreError(IbtuiError):
    """The database refused."""


class DiskFull(StoreError):
    """There is no room left on the disk."""


class ReadOnly(StoreError):
    """The database or its folder can't be written."""


class Busy(StoreError):
    """Another session held the database for too long."""


class Corrupt(StoreError):
    """The database file is damaged, or not one of ours."""


class Missing(StoreError):
    """The database file, or the row that was asked for, isn't there (any more)."""


class Conflict(StoreError):
    """Somebody else changed the same thing first."""


class Frozen(StoreError):
    """Minutes that are fixed don't change any more."""


class ExportError(IbtuiError):
    """A Word document could not be written."""
