"""Starting the app: the key is derived in a thread while Textual loads."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from ibtui import guarding, places, settings
from ibtui.errors import IbtuiError, SettingsError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.shell.opening import Meanwhile, chosen_home, passphrase_from_environment, wait_for_turn
from ibtui.store import tries, unlocking

if TYPE_CHECKING:
    from ibtui.store.vault import DatabaseKey

Unlocked: TypeAlias = "Meanwhile[tuple[settings.Home, DatabaseKey]]"
"""The school that opens, and its key."""

LoadApp = Callable[[], Callable[[settings.Home], int]]
"""Imports the app and gives the function that runs it. The shell itself never loads Textual."""


def run_app(school: str | None, load_app: LoadApp) -> int:
    """`ibtui`: the app on the school that was open last, or on the one that `--school` names."""
    chosen = bool(school or os.environ.get("IBTUI_SCHOOL"))
    place = chosen_home(school) if chosen else places.last_open(settings.home(os.environ))
    guarding.enter(place)  # before anything is read or asked
    return start(place, passphrase_from_environment(), load_app, no_other=chosen)


def start(
    place: settings.Home,
    passphrase: Secret | None,
    load_app: LoadApp,
    *,
    no_other: bool = False,
    passing: bool = False,
) -> int:
    """Run the app; without a passphrase it asks for one (or starts the wizard). Returns the exit code.

    The other schools of the home that open with the same passphrase are unlocked too. When it isn't the passphrase
    of `place` but of another one, that one is shown, unless `no_other`. At the end the backup of the day is made,
    unless the school is `passing`, or a signal or a fault ended the app.
    """
    need_terminal()
    gc.disable()  # nearly all that is made now stays; the app begins to collect when the first screen stands
    waiting = None
    if passphrase and unlocking.exists(place):
        others = [one for one in places.schools(place) if one.database != place.database]
        wait_for_turn(place)
        way_in = partial(unlocking.unlock, passphrase=passphrase)
        waiting = Meanwhile(lambda: unlocking.unlock_one_of(place, others, way_in))
    try:
        if waiting is not None:
            waiting.begun()
        run = load_app()
        if waiting is not None:
            place = _open(place, waiting, no_other)
    except BaseException:
        gc.enable()
        raise
    finally:
        if waiting is not None:
            waiting.join()
        if passphrase is not None:
            passphrase.wipe()
    try:
        code = run(place)
        if code == 0 and not passing:
            from ibtui.shell import day_backup

            day_backup.at_the_end(place)
        return code
    finally:
        from ibtui.store import audit

        audit.close()
        unlocking.forget_keys()


def _open(wanted: settings.Home, waiting: Unlocked, no_other: bool) -> settings.Home:
    """Open what was unlocked; which school that is. What is the matter says too how another school opens."""
    from ibtui.store import home, openings

    try:
        place, key = waiting.result()
        if no_other and place != wanted:
            raise WrongPassphrase("Dit wachtwoord past niet", f"Het is niet van {places.spoken(wanted)}.")
        home.open_unlocked(place, key)
        openings.note_opened(place)
    except WrongPassphrase:
        tries.wrong(wanted)
        raise
    except IbtuiError as error:
        raise places.with_way_out(error, wanted) from error
    return place


def need_terminal() -> None:
    """`SettingsError` when there is no terminal for the app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError(
            "De app heeft een terminal nodig", "Start ibtui in een terminal, of typ ibtui --help."
        )
