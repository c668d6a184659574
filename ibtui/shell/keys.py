"""`ibtui sleutel`: who gets in. Secrets are typed on the terminal, never given as arguments."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress

from ibtui import guarding, places, settings
from ibtui.care.dates import short_date
from ibtui.care.text import fold
from ibtui.errors import BadInput, IbtuiError, Missing, SettingsError, VaultError
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.shell.opening import ask_passphrase, ask_secret, chosen_home, open_slowly, opened_school
from ibtui.shell.output import Column, print_json, print_table
from ibtui.shell.typed import words
from ibtui.store import audit, database, home, key_slots, vault
from ibtui.store.database_key import DatabaseKey
from ibtui.store.key_file import SlotKind
from ibtui.store.key_slots import SlotRow
from ibtui.values import dataclass

_KINDS = {SlotKind.PASSPHRASE: "wachtwoord", SlotKind.RECOVERY: "herstelsleutel"}
_SURE = "ja"


@dataclass(frozen=True, slots=True)
class _Line:
    """A slot as scripts read it."""

    number: int
    kind: str
    label: str
    owner: str
    made_on: dt.date | None
    upgraded: bool


def run_keys(arguments: argparse.Namespace) -> int:
    """`ibtui sleutel DOE [NAAM]`. Without `lijst`, everything asks the passphrase first."""
    if arguments.doe == "vernieuw":
        from ibtui.shell.rekeying import run_renew  # here: it loads the bar of rich

        return run_renew(arguments)
    runs = {"lijst": _list, "nieuw": _add, "intrek": _revoke, "wachtwoord": _change, "herstel": _recovery}
    return runs[arguments.doe](arguments)


def _list(arguments: argparse.Namespace) -> int:
    """No passphrase is needed: nothing secret is in it, and nothing is opened."""
    place = _there(arguments)
    rows = key_slots.slots(place)
    if arguments.json:
        print_json([
            _Line(row.number, _KINDS[row.kind], row.label, row.owner, row.made_on, row.version > 1) for row in rows
        ])  # fmt: skip
        return 0
    now = database.today()
    columns: list[Column[SlotRow]] = [
        Column("nr", lambda row: str(row.number), right=True),
        Column("van", lambda row: row.label, least=12),
        Column("soort", lambda row: _KINDS[row.kind]),
        Column("gebruiker", lambda row: row.owner, least=8, extra=True),
        Column("sinds", lambda row: short_date(row.made_on, now) if row.made_on else ""),
        Column("", lambda row: "" if row.version > 1 else "van een oudere ibtui", extra=True),
    ]
    print_table("Wie erin kan", columns, rows, "")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    label = _named(arguments, "ibtui sleutel nieuw 'Bea'")
    with opened_school(arguments.school) as (place, _):
        _refuse_taken(key_slots.slots(place), label)
        print(f"Laat {shown(label, 60)} nu zelf een wachtwoord typen. Kijk niet mee.", flush=True)
        row = key_slots.add(place, _key(place), label, database.who(), _new_passphrase())
    print(f"{shown(row.label, 60)} kan er nu in met een eigen wachtwoord.")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    typed = _named(arguments, "ibtui sleutel intrek 'Bea'")
    with opened_school(arguments.school) as (place, _):
        rows = key_slots.slots(place)
        row = _one(rows, typed)
        key_slots.refuse_last([one.kind for one in rows], row.kind)  # before she is asked
        print(f"De sleutel van {shown(row.label, 60)} ({_KINDS[row.kind]}) wordt ingetrokken.")
        print(f"Typ {_SURE} om dat te doen: ", end="", flush=True)
        if fold(words(sys.stdin.readline()).strip()) != _SURE:
            raise BadInput("Er is niets ingetrokken", f"Typ {_SURE} om het wel te doen.")
        key_slots.revoke(place, row.number, row.label)
    print(f"\nDe sleutel van {shown(row.label, 60)} is ingetrokken.")
    there = [one for one in places.schools(place) if one.database != place.database and _has(one, row)]
    if there:
        print(f"Let op: een sleutel met die naam is er nog bij {_spoken(there)}.")
    print("Let op: wie die sleutel had, kan er een oude kopie van de bestanden nog mee openen.")
    print("Wil je alles onder een nieuwe sleutel zetten? Doe dan: ibtui sleutel vernieuw.")
    return 0


def _change(arguments: argparse.Namespace) -> int:
    """Also at the other schools that the old one opens, when she wants that: she types one passphrase for all."""
    place = _there(arguments)
    old = ask_passphrase("Je wachtwoord van nu: ")
    open_slowly(place, Secret(old.signs()))
    try:
        others = _that_open(places.schools(place), place, old)
        wanted = bool(others) and _wants_all(others)
        new = _new_passphrase()
        if new.reveal() == old.reveal():
            raise BadInput("Dit is het wachtwoord dat je al had", "Kies een ander.")
        row = key_slots.change_passphrase(place, old, new)
    finally:
        audit.close()
    print(f"Het wachtwoord van {shown(row.label, 60)} is veranderd. Het oude werkt niet meer.")
    kept = [one for one in others if not (wanted and _changed_at(one, old, new))]
    if kept:
        print(f"Let op: het oude wachtwoord hoort nog bij {_spoken(kept)}.")
        print(f"Ook daar veranderen? Doe dan: ibtui sleutel wachtwoord --school {_word(kept[0])}.")
    if os.environ.get("IBTUI_PASSPHRASE_FILE"):
        print(
            "Zet het nieuwe ook in het bestand dat IBTUI_PASSPHRASE_FILE noemt, anders gaan scripts niet meer open."
        )
    return 1 if wanted and kept else 0


def _has(place: settings.Home, row: SlotRow) -> bool:
    """Whether a further school has a slot of the same name: that one isn't revoked here."""
    with suppress(IbtuiError, OSError):
        return any(fold(one.label) == fold(row.label) for one in key_slots.slots(place))
    return False


def _that_open(among: Sequence[settings.Home], but: settings.Home, typed: Secret) -> list[settings.Home]:
    """The other schools that open with this passphrase. One with something the matter says so when it is opened."""
    found: list[settings.Home] = []
    for one in among:
        if one.database == but.database:
            continue
        with suppress(IbtuiError, OSError):
            home.unlock(one, typed).wipe()
            found.append(one)
    return found


def _wants_all(others: Sequence[settings.Home]) -> bool:
    if not sys.stdin.isatty():
        return False  # afterwards it is said that they keep the old one
    print(f"Dit wachtwoord opent ook {_spoken(others)}.")
    print(f"Typ {_SURE} om het daar ook te veranderen: ", end="", flush=True)
    return fold(words(sys.stdin.readline()).strip()) == _SURE


def _changed_at(place: settings.Home, old: Secret, new: Secret) -> bool:
    """Whether it was done at a further school too; says so, or what is the matter there."""
    try:
        home.open_home(place, old)
        key_slots.change_passphrase(place, old, new)
    except (IbtuiError, OSError) as error:
        print(f"Bij {places.spoken(place)} is het niet gelukt: {shown(error)}")
        return False
    finally:
        audit.close()
    print(f"Ook bij {places.spoken(place)} is het veranderd.")
    return True


def _spoken(among: Sequence[settings.Home]) -> str:
    return ", ".join(shown(places.spoken(one), 60) for one in among)


def _word(place: settings.Home) -> str:
    return shlex.quote(shown(places.called(place), 60))


def _recovery(arguments: argparse.Namespace) -> int:
    if not sys.stdout.isatty():
        raise SettingsError(
            "De herstelsleutel komt alleen op een scherm, niet in een bestand", "Typ dit in een terminal."
        )
    with opened_school(arguments.school) as (place, _):
        recovery = Secret(key_slots.new_recovery(place, _key(place)))
    print("Dit is de nieuwe herstelsleutel. De oude werkt niet meer.\n")
    print(f"    {recovery.reveal()}\n")
    print("Schrijf hem op papier en leg dat weg, niet bij de computer. Je ziet hem hier één keer.")
    print("Wis daarna je scherm (clear).")
    return 0


# ---------------------------------------------------------------- asking


def _new_passphrase() -> Secret:
    """A new passphrase, typed twice. `BadInput` when it is too weak, or the two differ."""
    first = ask_secret("Nieuw wachtwoord: ")
    vault.check_strength(first)
    second = ask_secret("Nog een keer: ")
    if first.reveal() != second.reveal():
        raise BadInput(
            "Je typte twee verschillende wachtwoorden", "Er is niets veranderd. Probeer het opnieuw."
        )
    return first


def _there(arguments: argparse.Namespace) -> settings.Home:
    place = chosen_home(arguments.school)
    guarding.enter(place)  # before anything is read or asked
    if not home.exists(place):
        raise Missing(
            "Er is hier nog geen school",
            "Start ibtui om er een te beginnen, of kies met IBTUI_HOME een andere map.",
        )
    return place


def _key(place: settings.Home) -> DatabaseKey:
    key = home.key_of(place)
    if key is None:  # opened a moment ago, so only when it was forgotten since
        raise VaultError("De school zit op slot", "Probeer het opnieuw.")
    return key


def _named(arguments: argparse.Namespace, example: str) -> str:
    typed = words(arguments.naam or "").strip()
    if not typed:
        raise BadInput("Van wie is de sleutel?", f"Typ de naam erachter, bijvoorbeeld: {example}.")
    return typed


def _refuse_taken(rows: tuple[SlotRow, ...], label: str) -> None:
    """Before the passphrase is asked."""
    if any(fold(row.label) == fold(label) for row in rows):
        raise BadInput(f"Er is al een sleutel van {shown(label, 60)}", "Kies een andere naam.")


def _one(rows: tuple[SlotRow, ...], typed: str) -> SlotRow:
    """The slot that is meant: by its number, its name, or the start of that."""
    exact = [row for row in rows if str(row.number) == typed or fold(row.label) == fold(typed)]
    found = exact or [row for row in rows if fold(row.label).startswith(fold(typed))]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            f"{shown(typed, 60)} past bij meer sleutels", "Typ het nummer (zie ibtui sleutel lijst)."
        )
    raise BadInput(
        f"Er is geen sleutel van {shown(typed, 60)}", "Kijk wie erin kan met: ibtui sleutel lijst."
    )
