"""The schema's numbered steps. A step that has been released is never edited: a change is a new step.

May import Peewee and its playhouse only: never today's models, which will differ tomorrow.
"""

from __future__ import annotations

import os
from pathlib import Path

from playhouse.migrations import Runner

from ibtui.errors import IbtuiError, StoreError
from ibtui.files import shown
from ibtui.store import database
from ibtui.store.whole_copy import copy_to

STEPS = Path(__file__).parent
"""The folder with the steps; it travels inside the installed package."""


def migrate(backups: Path, steps: Path = STEPS) -> tuple[str, ...]:
    """Bring the open database up to date; returns the names of the steps that were taken.

    All steps are one transaction with a check at its end: after a fault, a kill or a power cut the old
    schema is there, whole. Before it an encrypted copy is put in the folder `backups`, unless the database
    is new. A database that knows steps that we don't know is refused: an older ibtui would damage it.
    """
    store = database.connection()
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
    if len(pending) < len(status):
        _copy(backups, pending[0])
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


def _check_whole() -> None:
    store = database.connection()
    loose = store.execute_sql("PRAGMA foreign_key_check").fetchone()
    sound = store.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if loose is not None or not sound:
        raise StoreError(
            "De gegevens konden niet worden bijgewerkt",
            "Er is niets veranderd. Vraag de beheerder om hulp voordat je verder werkt.",
        )


def _copy(backups: Path, step: str) -> Path:
    """An encrypted copy (same key), made whole or not at all, and opened again to see that it is sound."""
    target = backups / f"ibtui-voor-{step}-{database.now():%Y%m%d-%H%M%S}.db"
    try:
        backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(
            f"In de map {shown(backups)} kan geen reservekopie worden gemaakt",
            "Zonder kopie wordt er niets bijgewerkt. Kijk of je in die map mag schrijven.",
        ) from error
    try:
        if not copy_to(target):
            raise StoreError(
                "De reservekopie is niet goed gelukt", "Er is niets bijgewerkt. Probeer het opnieuw."
            )
    except IbtuiError:
        target.unlink(missing_ok=True)
        raise
    return target
