"""Opening the school for a command: the passphrase from a file or from the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from ibtui import guarding, places, settings
from ibtui.errors import BadInput, Missing, SettingsError, VaultError, WrongPassphrase
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.store import stretching, tries, unlocking

if TYPE_CHECKING:
    from ibtui.store.schools import SchoolInfo

Result = TypeVar("Result")


def passphrase_from_environment() -> Secret | None:
    """The passphrase in the file that IBTUI_PASSPHRASE_FILE names; None when it isn't set."""
    name = os.environ.get("IBTUI_PASSPHRASE_FILE")
    if not name:
        return None
    secret = settings.passphrase_from_file(Path(name))
    guarding.refuse_passphrase_file(Path(name))
    return secret


def ask_passphrase(prompt: str = "Wachtwoord: ") -> Secret:
    """From the file, else from the terminal. `SettingsError` when there is neither."""
    found = passphrase_from_environment()
    return found if found is not None else ask_secret(prompt)


def ask_secret(prompt: str) -> Secret:
    """What is typed on the terminal and doesn't show there. `SettingsError` when there is no terminal."""
    try:
        with open("/dev/tty"):  # noqa: PTH123  (only to know whether there is one)
            pass
    except OSError:
        raise SettingsError(
            "Er is geen terminal om je wachtwoord te vragen",
            "Gebruik bij ssh de keuze -t. In een script: zet je wachtwoord in een bestand (chmod 600) "
            "en noem dat in IBTUI_PASSPHRASE_FILE.",
        ) from None
    from getpass import getpass

    try:
        return Secret(getpass(prompt))
    except EOFError:
        raise SettingsError("Er is geen wachtwoord getypt", "Probeer het opnieuw.") from None
    except UnicodeDecodeError:
        pass  # raised below: this error holds what was typed
    raise SettingsError(
        "Je terminal stuurt tekens die ik niet kan lezen", "Zet de terminal op UTF-8 en probeer het opnieuw."
    )


def chosen_home(wanted: str | None) -> settings.Home:
    """The school that `--school` or else IBTUI_SCHOOL names, by its folder; without them the only one there is.

    With more than one a command never guesses: a note could end up behind the wrong wall. Raises `BadInput`.
    """
    among = places.schools(settings.home(os.environ))
    wanted = wanted or os.environ.get("IBTUI_SCHOOL") or None
    if wanted is None and len(among) == 1:
        return among[0]
    if wanted is None:
        raise BadInput("Je hebt hier meer scholen", f"Zeg welke, met --school: {_names(among)}.")
    found = places.find(among[0], wanted)
    if found is None:
        raise BadInput(f"Ik ken hier geen school {shown(wanted, 60)}", f"Deze zijn er: {_names(among)}.")
    return found


def _names(among: Sequence[settings.Home]) -> str:
    return ", ".join(shown(places.called(one), 60) for one in among)


def _by_own_name(wanted: str, passphrase: Secret) -> settings.Home | None:
    """The school with this in its own name, among those that the passphrase opens."""
    from ibtui.care.text import fold
    from ibtui.store import other_schools

    found: list[settings.Home] = []
    among = places.schools(settings.home(os.environ))
    wait_for_turn(among[0])
    guessed = True
    for place in among:
        with suppress(WrongPassphrase, VaultError, Missing):
            key = unlocking.unlock(place, passphrase)
            guessed = False
            if fold(wanted) in fold(other_schools.name(place, key)):
                found.append(place)
    if guessed:
        tries.wrong(among[0])
    return found[0] if len(found) == 1 else None


def open_slowly(place: settings.Home, passphrase: Secret, needs: Sequence[str] = ()) -> None:
    """Unlock and open; after a wrong passphrase the next one waits its turn. Raises what `home.open_home` raises.

    The passphrase is wiped. `needs`: modules of the store that will be asked for after it.
    """
    wait_for_turn(place)
    unlocked = Meanwhile(partial(unlocking.unlock, place, passphrase))
    try:
        unlocked.begun()
        from ibtui.store import home, openings

        for name in needs:
            import_module(f"ibtui.store.{name}")
        home.open_unlocked(place, unlocked.result())
    except WrongPassphrase:
        tries.wrong(place)
        raise
    finally:
        unlocked.join()  # also after Ctrl+C: it needs the passphrase
        passphrase.wipe()
    openings.note_wrong(place)


class Meanwhile(Thread, Generic[Result]):
    """Does one thing in a thread while the rest is loaded. A key takes a tenth of a second: as long as the store.

    Whoever loads the rest calls `begun` first, where it is waited for and what it needs is wiped after Ctrl+C too.
    """

    def __init__(self, action: Callable[[], Result]) -> None:
        super().__init__()
        self._action = action
        self._found: list[Result] = []
        self._fault: BaseException | None = None
        self._begun = Event()
        self.start()

    def run(self) -> None:
        """Called by `Thread`."""
        stretching.APART.set(self._begun.set)
        try:
            self._found.append(self._action())
        except BaseException as error:  # noqa: BLE001  (raised by `result`, where the command is)
            self._fault = error
        finally:
            self._begun.set()

    def begun(self) -> None:
        """Wait until the key's own process is there (`store/stretching.py`), or the thing is done without one."""
        self._begun.wait()

    def result(self) -> Result:
        """What came of it, when it's done; else raises what was the matter."""
        self.join()
        if self._fault is not None:
            raise self._fault
        return self._found[0]


def refuse_open_elsewhere(place: settings.Home) -> None:
    """Before the first question of what needs the school to itself. `Busy` when it is open in another session."""
    from ibtui.store import gate

    if place.database.exists():
        gate.refuse_open(place.database)


def wait_for_turn(place: settings.Home) -> None:
    """After wrong passphrases: wait, and say for how long."""
    seconds = tries.left(place)
    if seconds:
        print(
            f"Er was net een verkeerd wachtwoord. Even wachten: {seconds:.0f} s.", file=sys.stderr, flush=True
        )
        time.sleep(seconds)


@contextmanager
def opened_school(wanted: str | None, *needs: str) -> Iterator[tuple[settings.Home, SchoolInfo]]:
    """The home and its school, open for one command; closed afterwards. `wanted`: what `--school` says.

    `needs`: modules of the store that the command will use; they are loaded while the key is derived.
    """
    if not unlocking.exists(places.schools(settings.home(os.environ))[0]):
        raise Missing(
            "Er is hier nog geen school",
            "Start ibtui om er een te beginnen, of kies met IBTUI_HOME een andere map.",
        )
    wanted = wanted or os.environ.get("IBTUI_SCHOOL")
    try:
        place = chosen_home(wanted)
        guarding.enter(place)  # before anything is asked
        passphrase = ask_passphrase()
    except BadInput:
        if not wanted:
            raise
        passphrase = ask_passphrase()  # the first school has no folder by its name: look behind the doors
        by_name = _by_own_name(wanted, passphrase)
        if by_name is None:
            raise
        place = by_name
    open_slowly(place, passphrase, ("schools", *needs))
    from ibtui.store import audit, schools

    try:
        yield place, schools.current()
    finally:
        audit.close()
