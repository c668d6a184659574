"""The schema's numbered steps. A step that has been released is never edited: a change is a new step.

May import Peewee and its playhouse only: never today's models, which will differ tomorrow.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from peewee import PeeweeException

from ibtui.errors import DiskFull, IbtuiError, StoreError
from ibtui.settings import KEYS_NAME
from ibtui.store import database

STEPS = Path(__file__).parent
"""The folder with the steps; it travels inside the installed package."""


def migrate(backups: Path | None, steps: Path = STEPS, *, keys: Path | None = None) -> tuple[str, ...]:
    """Bring the open database up to date; returns the names of the steps that were taken.

    All steps are one transaction with a check at its end: after a fault, a kill or a power cut the old
    schema is there, whole. Before it a backup is put in the folder `backups`, with the key file `keys`
    (None: the one beside that folder); not when the database is new, or `backups` is None: then there is one.
    A database that knows steps that we don't know is refused: an older ibtui would damage it.
    """
    store = database.connection()
    if _has_all(steps):
        return ()
    from playhouse.migrations import Runner  # nine openings in ten end above

    with database.explained():
        runner = Runner(store, str(steps))
        status = runner.status()
    if any(step.path is None for step in status):
        raise StoreError(
            "Deze gegevens zijn van een nieuwere ibtui", "Installeer de nieuwste ibtui en open ze daarmee."
        )
    pending = [step.name for step in status if not step.applied]
    if not pending:
        return ()
    if backups is not None and len(pending) < len(status):
        _back_up(backups, keys or backups.parent / KEYS_NAME, pending[0])
    store.pragma(
        "foreign_keys", 0
    )  # only works outside a transaction; a rebuilt table would drop its children
    try:
        with database.transaction():
            taken = runner.up()  # looks again under the lock: another session may have been first
            _check_whole()
    finally:
        store.pragma("foreign_keys", 1)
    return tuple(taken)


def _has_all(steps: Path) -> bool:
    """Whether the database had exactly the steps that we know: one query. False when it can't be asked."""
    with suppress(PeeweeException):
        taken = database.connection().execute_sql("SELECT name FROM schema_migration").fetchall()
        return {str(name) for (name,) in taken} == {step.stem for step in steps.glob("[0-9]*.py")}
    return False


def _check_whole() -> None:
    store = database.connection()
    loose = store.execute_sql("PRAGMA foreign_key_check").fetchone()
    sound = store.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if loose is not None or not sound:
        raise StoreError(
            "De gegevens konden niet worden bijgewerkt",
            "Er is niets veranderd. Vraag de beheerder om hulp voordat je verder werkt.",
        )


def _back_up(backups: Path, keys: Path, step: str) -> None:
    """A backup of the schema of before. Without one nothing is brought up to date."""
    from ibtui.store import backup_file

    try:
        backup_file.make_new(backups, f"ibtui-voor-{step}-{database.now():%Y%m%d-%H%M%S}", keys, "")
    except IbtuiError as error:
        kind = DiskFull if isinstance(error, DiskFull) else StoreError
        raise kind(error.title, f"Zonder reservekopie wordt er niets bijgewerkt. {error.hint}") from error
