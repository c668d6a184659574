"""`ibtui sleutel vernieuw`: the whole school under a new key, so that a revoked slot is worth nothing any more."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from ibtui import guarding, settings
from ibtui.care.text import fold
from ibtui.errors import BadInput, IbtuiError, VaultError
from ibtui.files import shown, wipe
from ibtui.shell.opening import chosen_home, opened_school, refuse_open_elsewhere
from ibtui.shell.typed import words
from ibtui.store import backup, database, home, key_slots, rekey
from ibtui.store.key_file import SlotKind

_SURE = "vernieuw"
_YES = "ja"


def run_renew(arguments: argparse.Namespace) -> int:
    """Say who keeps access, ask when somebody sits there, write everything anew, and make a first backup of it.

    Without a terminal nothing is asked, and the older backups stay.
    """
    with suppress(BadInput):  # a name that only shows when the school is open: `rekey` looks later
        chosen = chosen_home(arguments.school)
        guarding.enter(chosen)
        refuse_open_elsewhere(chosen)
    with opened_school(arguments.school) as (place, _):
        key = home.key_of(place)
        if key is None:  # opened a moment ago, so only when it was forgotten since
            raise VaultError("De school zit op slot", "Probeer het opnieuw.")
        print("\n".join(_who_stays(key_slots.slots(place))))
        _refuse_unsure()
        with _progress() as hear:
            after = rekey.renew(place, key, hear)
        home.open_unlocked(place, after)
        print(
            "Alles staat nu onder een nieuwe sleutel. De wachtwoorden en de herstelsleutel zijn gelijk gebleven."
        )
        older = backup.backups(place)
        fresh = _backup(place)
        if fresh is not None:
            _older_backups([one for one in older if one.path != fresh and one.path.exists()])
        key.wipe()
    return 0


def _who_stays(rows: Sequence[key_slots.SlotRow]) -> list[str]:
    """Who gets in afterwards: the moment to see that there is one too many."""
    lines = ["Deze sleutels blijven werken:"]
    for row in rows:
        kind = "herstelsleutel" if row.kind == SlotKind.RECOVERY else "wachtwoord"
        whose = f" · gebruiker {row.owner}" if row.owner else ""
        lines.append(shown(f"  {row.number}. {row.label} ({kind}){whose}"))
    return [*lines, "Hoort er iemand niet bij? Stop dan, en doe eerst: ibtui sleutel intrek NAAM."]


def _refuse_unsure() -> None:
    if not sys.stdin.isatty():
        return
    print("Zorg dat ibtui nergens anders open is.")
    print(f"Typ {_SURE} om alles opnieuw te versleutelen: ", end="", flush=True)
    if fold(words(sys.stdin.readline()).strip()) != _SURE:
        raise BadInput("Er is niets veranderd", f"Typ {_SURE} om het wel te doen.")


@contextmanager
def _progress() -> Iterator[rekey.Progress]:
    """A bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("Opnieuw versleutelen"), BarColumn(), TaskProgressColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=1.0)
        yield lambda part: bar.update(task, completed=part)


def _backup(place: settings.Home) -> Path | None:
    """The first backup under the new key; None when it can't be made."""
    try:
        made = backup.backup_now(place, database.today())
    except IbtuiError as error:
        print(f"Er is nog geen nieuwe reservekopie: {error}")
        return None
    print("Er is meteen een nieuwe reservekopie gemaakt.")
    return made


def _older_backups(left: Sequence[backup.Backup]) -> None:
    """What was made before opens with the slots of then, also with a revoked one: that is for the user to weigh."""
    if not left:
        return
    much = "is nog 1 oudere reservekopie" if len(left) == 1 else f"zijn nog {len(left)} oudere reservekopieën"
    print(f"Er {much} van onder de oude sleutel.")
    print("Wie je hebt ingetrokken, kan die nog openen met een oud wachtwoord.")
    print("Kopieën op een andere plek kan ibtui niet zien: ruim die zelf op.")
    if not sys.stdin.isatty():
        return
    print(f"Typ {_YES} om de oudere weg te halen (de nieuwe blijft): ", end="", flush=True)
    if fold(words(sys.stdin.readline()).strip()) != _YES:
        print("\nDe oudere reservekopieën staan er nog.")
        return
    gone = sum(_wiped(one) for one in left)
    print(f"\n{gone} van de {len(left)} weggehaald.")


def _wiped(one: backup.Backup) -> bool:
    """Overwrite a backup and take it away; a folder of an older ibtui with what is in it."""
    with suppress(IbtuiError, OSError):
        for path in sorted(one.path.iterdir()) if one.path.is_dir() else [one.path]:
            wipe(path, "de reservekopie")
        if one.path.is_dir():
            one.path.rmdir()
    return not one.path.exists()
