"""`ibtui herstel`: what is in a backup, what would be lost, and going back to it."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ibtui import guarding, places, settings
from ibtui.care.dates import ago, long_date
from ibtui.errors import BadInput, Corrupt, IbtuiError, VaultError, WrongPassphrase
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.shell.opening import (
    ask_secret,
    chosen_home,
    passphrase_from_environment,
    refuse_open_elsewhere,
    wait_for_turn,
)
from ibtui.shell.output import Column, print_table
from ibtui.shell.typed import path as as_path
from ibtui.shell.typed import words
from ibtui.store import backup, backup_format, database, emergency, restore, tries
from ibtui.store.restore import Gone, Present, Unpacked
from ibtui.values import dataclass

WORD = "terugzetten"
"""What is typed to be sure."""

_COUNTED = (
    ("leerlingen", "pupil"), ("mensen", "person"), ("gesprekken", "conversation"), ("verslagen", "minutes"),
    ("afspraken", "action_item"), ("zorgen", "concern"), ("observaties", "observation"), ("OPP's", "opp"),
    ("termijnen", "deadline"), ("exports", "export_log"), ("regels in het logboek", "audit_log"),
)  # fmt: skip
_MOST_GONE = 12
_FORGOTTEN = "leerling vergeten"
"""How it stands in the log; `store.forget`."""


@dataclass(frozen=True, slots=True)
class _Count:
    what: str
    then: str
    now: str


def run_restore(arguments: argparse.Namespace) -> int:
    """Show what is in it beside what is there; then, after the word was typed, put it back."""
    place = _home(arguments.school, arguments.bestand)
    path = _path(place, arguments.bestand)
    if not arguments.alleen_kijken:
        refuse_open_elsewhere(place)
    _refuse_no_backup(path)
    typed = passphrase_from_environment() or ask_secret("Wachtwoord van de reservekopie: ")
    wait_for_turn(place)
    with _counting(place), restore.unpacked(place, path, typed) as back:
        now = _present(place, typed, back)
        _show(place, back, now)
        if arguments.alleen_kijken:
            return 0
        _refuse_unsure(arguments.zeker)
        aside = restore.restore(place, back, now)
        with suppress(IbtuiError, OSError):  # it is in place; what is the matter shows at the next start
            restore.settle_in(place, back.key)
    print(f"\nTeruggezet: alles is weer zoals op {_moment(back)}.")
    if aside is not None:
        print(f"Wat er stond, staat nu in {shown(aside)}")
    return 0


def _home(wanted: str | None, typed: str) -> Home:
    """The school to put back. One that isn't here is made, when the backup says that it is that one."""
    root = places.first(settings.home(os.environ))
    wanted = wanted or os.environ.get("IBTUI_SCHOOL") or None
    known = not wanted or places.find(root, wanted) is not None
    if wanted and not known and wanted == _school_of(typed):
        guarding.enter(root)
        return places.further(root, wanted)
    if known and not root.database.parent.exists():
        return root  # a new computer: nothing is here yet
    place = chosen_home(wanted)
    guarding.enter(place)
    return place


def _school_of(typed: str) -> str:
    """The folder of the school that a backup says to be of; "" for the first one, or for another kind of file."""
    with suppress(IbtuiError, OSError):
        return backup_format.read(as_path(typed)).school
    return ""


@contextmanager
def _counting(place: Home) -> Iterator[None]:
    """A wrong passphrase makes the next one wait, as at every other door of a school that is there."""
    try:
        yield
    except WrongPassphrase:
        if place.database.exists():
            tries.wrong(place)
        raise


def _path(place: Home, typed: str) -> Path:
    """A path, or the name of one in the folder of backups."""
    path = as_path(typed)
    known = backup.folder(place) / path.name
    return known if not path.exists() and path.name == typed and known.exists() else path


def _refuse_no_backup(path: Path) -> None:
    """Before a passphrase is asked: what isn't there, or is another kind of file. `IbtuiError`."""
    with suppress(OSError):  # reading it says what is the matter
        if path.is_dir() or (path.suffix == ".db" and path.exists()):
            return  # of an older ibtui
    backup_format.read(path)


def _present(place: Home, typed: Secret, back: Unpacked) -> Present | None:
    """What is there now; None when there is nothing, or when it can't be opened."""
    try:
        return restore.present(place, typed, back)
    except WrongPassphrase:
        if os.environ.get("IBTUI_PASSPHRASE_FILE"):
            return None
    except (Corrupt, VaultError) as error:
        print(f"Wat er nu staat, gaat niet open: {shown(error, 400)}\n")
        return None
    typed = ask_secret("Wachtwoord van nu (Enter: zonder te kijken wat er nu staat): ")
    if not typed:
        return None
    wait_for_turn(place)
    return restore.present(place, typed, back)


def _show(place: Home, back: Unpacked, now: Present | None) -> None:
    today = database.today()
    print(f"Reservekopie {shown(back.name)}, gemaakt op {_moment(back)} ({ago(back.made_at.date(), today)})")
    if back.facts.newest is not None:
        print(f"De laatste wijziging erin is van {long_date(back.facts.newest.date())}.")
    print()
    columns: list[Column[_Count]] = [
        Column("", lambda row: row.what),
        Column("in de kopie", lambda row: row.then, right=True),
        Column("nu", lambda row: row.now, right=True),
    ]
    print_table("Wat erin zit", columns, list(_counts(place, back, now)), "")
    print()
    for line in _words(place, back, now):
        print(line)


def _counts(place: Home, back: Unpacked, now: Present | None) -> Iterator[_Count]:
    unknown = "?" if place.database.exists() else "0"
    for what, table in _COUNTED:
        then = str(back.facts.rows.get(table, 0))
        yield _Count(what, then, str(now.facts.rows.get(table, 0)) if now else unknown)


def _words(place: Home, back: Unpacked, now: Present | None) -> Iterator[str]:
    yield from _lost_words(place, now)
    if now is not None and not now.same:
        yield "Let op: deze kopie is niet van deze school, of nog van een oudere ibtui."
    if back.school not in ("", place.school):
        name = shown(back.school, 60)
        yield f"Let op: deze kopie is van {name}, en komt in {shown(places.spoken(place), 60)}."
        yield f"  Moet dat niet? Typ hetzelfde met --school {shlex.quote(name)}."
    yield from _emergency_words(place, back, now)
    if back.ways_in:
        names = ", ".join(shown(name, 60) for name in back.ways_in)
        yield f"Let op: deze sleutels van toen gelden daarna weer: {names}. Zie ibtui sleutel lijst."


def _lost_words(place: Home, now: Present | None) -> Iterator[str]:
    """What would be lost."""
    if now is not None and now.gone:
        yield from _gone_words(now)
    elif now is not None and not now.same:
        yield "Wat hier nu staat, gaat eruit. Het wordt in zijn geheel opzij gezet."
    elif now is not None and now.keys:
        yield f"Na deze kopie zijn alleen sleutels veranderd: {_listed(now.keys)}. Dat geldt daarna niet meer."
    elif now is not None:
        yield "Na deze kopie is er niets veranderd."
    elif place.database.exists():
        yield "Wat er nu staat, kan ik niet bekijken. Het wordt in zijn geheel opzij gezet."
    else:
        yield "Er staat hier nu niets."


def _gone_words(now: Present) -> Iterator[str]:
    total = sum(one.times for one in now.gone)
    if total == 1:
        yield "Na deze kopie is 1 wijziging gedaan. Die gaat verloren:"
    else:
        yield f"Na deze kopie zijn {total} wijzigingen gedaan. Die gaan verloren:"
    for one in now.gone[:_MOST_GONE]:
        yield f"  {one.times}x {shown(one.action, 80)}"
    if now.gone[_MOST_GONE:]:
        yield "  en nog andere"
    if now.keys:
        yield f"Ook aan de sleutels is iets veranderd: {_listed(now.keys)}. Dat geldt daarna niet meer."
    if any(one.action == _FORGOTTEN for one in now.gone):
        yield "Let op: een leerling die na deze kopie is vergeten, staat er daarna weer in. Vergeet die opnieuw."


def _listed(done: Iterable[Gone]) -> str:
    return ", ".join(f"{one.times}x {shown(one.action, 80)}" for one in done)


def _emergency_words(place: Home, back: Unpacked, now: Present | None) -> Iterator[str]:
    """A text that couldn't be kept lies under the key of now, and the backup may have another."""
    then = {found.path for found in emergency.waiting(place, back.key)}
    if now is None:
        shut = emergency.there_are(place) and not then
    else:
        shut = bool({found.path for found in emergency.waiting(place, now.key)} - then)
    if shut:
        yield "Let op: er ligt een noodkopie van een tekst die niet bewaard kon worden. Die blijft liggen,"
        yield "  maar gaat na het terugzetten niet open." + (
            " Start eerst ibtui en kies wat ermee gebeurt." if now else ""
        )


def _moment(back: Unpacked) -> str:
    return f"{long_date(back.made_at.date())} om {back.made_at:%H:%M}"


def _refuse_unsure(sure: str | None) -> None:
    if sure is None:
        print(f"\nTyp {WORD} om dit te doen: ", end="", flush=True)
        sure = sys.stdin.readline()
    if words(sure).strip().casefold() != WORD:
        raise BadInput("Er is niets teruggezet", f"Typ {WORD} om het wel te doen.")
