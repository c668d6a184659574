"""Looking a whole school over: is everything as it should be, and if not, what to do. Changes nothing but the search
index, which is made anew from the rows when it differs from them."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from ibtui import __version__, guarding, lying, places
from ibtui.care.dates import ago
from ibtui.care.text import listed
from ibtui.errors import Corrupt, IbtuiError
from ibtui.files import shown
from ibtui.lying import State
from ibtui.settings import CONFIG_NAME, Home
from ibtui.store import (
    audit,
    backup,
    backup_file,
    backup_format,
    database,
    emergency,
    exports,
    key_slots,
    soundness,
)
from ibtui.store.database_key import DatabaseKey
from ibtui.store.key_file import SlotKind
from ibtui.values import dataclass

OLDEST_BACKUP = 7
"""Days after which the last backup is too old, when something changed since."""

_RESTORE = "Stop met werken en zet de laatste reservekopie terug: ibtui backup --lijst, dan ibtui herstel."
_MANY = 3
_OWN_LINE = "reservekopie gemaakt"
"""What a backup leaves in the log itself, a moment after it was made."""
_FILES = "bestanden"


class Verdict(StrEnum):
    """What is thought of one thing; the word is the one that users see."""

    GOOD = "goed"
    MIND = "let op"
    """Nothing is lost or open, but there is something to do."""
    WRONG = "fout"


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was looked at. `said` and `mend`: Dutch; `mend` is what to do, "" when it is good."""

    name: str
    verdict: Verdict
    said: str
    mend: str = ""


def each_danger(home: Home) -> tuple[Checked, ...]:
    """Who else can get at the files, and at the backups: a row for each. Opens nothing and asks no passphrase."""
    found = list(guarding.dangers(home))
    for folder in (backup.folder(home), home.database.parent / emergency.FOLDER):
        found += guarding.dangers_within(folder, home.settings.shared_group)
    return tuple(Checked(_FILES, Verdict.WRONG, one.what, one.advice) for one in found)


def check_files(home: Home) -> Checked:
    """The same in one row, that is there too when all is well."""
    found, group = each_danger(home), home.settings.shared_group
    if found:
        more = f" (en nog {len(found) - 1} keer zoiets)" if len(found) > 1 else ""
        return Checked(_FILES, Verdict.WRONG, f"{found[0].said}{more}", found[0].mend)
    whose = f"alleen jij en de groep {group} kunnen" if group else "alleen jij kunt"
    return Checked(_FILES, Verdict.GOOD, f"{whose} erbij")


def check_all(home: Home, key: DatabaseKey, school: int, today: dt.date) -> tuple[Checked, ...]:
    """Everything, of the open school. A part that can't be looked at is told as one; it stops no other."""
    parts: tuple[tuple[str, Callable[[], Checked]], ...] = (
        (_FILES, lambda: check_files(home)),
        ("versleuteling", check_cipher),
        ("gegevens", check_pages),
        ("verwijzingen", check_references),
        ("zoeken", check_search),
        ("documenten", lambda: check_documents(home, school, today)),
        ("reservekopie", lambda: check_backup(home, key, today)),
        ("noodkopie", lambda: check_emergency(home, key)),
        ("logboek", lambda: check_log(home)),
        ("sleutels", lambda: check_slots(home)),
        ("instellingen", lambda: check_settings(home)),
        ("versie", check_version),
    )
    return tuple(_looked(name, look) for name, look in parts)


def _looked(name: str, look: Callable[[], Checked]) -> Checked:
    try:
        return look()
    except IbtuiError as error:
        return Checked(name, Verdict.WRONG, error.title, error.hint)
    except OSError as error:
        return Checked(name, Verdict.WRONG, f"niet na te kijken ({error.strerror})", "Vraag de beheerder.")


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def check_cipher() -> Checked:
    """Whether each page of the file is as ibtui wrote it."""
    name, count = "versleuteling", soundness.cipher_faults()
    if count:
        what = "bladzijde is" if count == 1 else "bladzijden zijn"
        return Checked(
            name, Verdict.WRONG, f"{count} {what} buiten ibtui om veranderd of beschadigd", _RESTORE
        )
    return Checked(name, Verdict.GOOD, "elke bladzijde is zoals ibtui hem schreef")


def check_pages() -> Checked:
    """What SQLite thinks of its own file."""
    count = soundness.page_faults()
    if count:
        return Checked(
            "gegevens", Verdict.WRONG, f"de database heeft {_number(count, 'fout', 'fouten')}", _RESTORE
        )
    return Checked("gegevens", Verdict.GOOD, "de database is heel")


def check_references() -> Checked:
    """Rows that point to nothing."""
    name, count = "verwijzingen", soundness.loose_rows()
    if count:
        return Checked(name, Verdict.WRONG, f"{count} keer hoort iets bij iets dat er niet is", _RESTORE)
    return Checked(name, Verdict.GOOD, "alles hoort bij iets dat er is")


def check_search() -> Checked:
    """The search index beside the rows; it is made anew when it differs."""
    differs = soundness.search_differs()
    if not differs.any:
        return Checked("zoeken", Verdict.GOOD, "alles is te vinden")
    soundness.make_search_anew()
    if soundness.search_differs().any:
        return Checked("zoeken", Verdict.WRONG, "het zoekregister klopt niet", _RESTORE)
    count = differs.missing + differs.other + differs.extra
    how = _number(count, "verschil", "verschillen")
    said = f"het zoekregister klopte niet ({how}); het is opnieuw gemaakt"
    return Checked("zoeken", Verdict.MIND, said, "Zoek nog eens wat je niet vond.")


def check_documents(home: Home, school: int, today: dt.date) -> Checked:
    """Word documents that lie there too long, and files in the folder that no log knows of."""
    name, where = "documenten", f"gekeken in {shown(home.exports)}"
    found = lying.look(exports.lying(school), home.exports, today)
    strangers = _strangers(home, {file.path for file in found})
    if strangers:
        names = listed([shown(path.name, 60) for path in strangers[:_MANY]])
        more = f" en nog {len(strangers) - _MANY}" if len(strangers) > _MANY else ""
        what = f"in {shown(home.exports)} ligt wat ibtui niet kent: {names}{more}"
        return Checked(name, Verdict.MIND, what, "Haal weg wat daar niet hoort: het is niet versleuteld.")
    old = [file for file in found if file.old]
    if old:
        what = "1 document ligt" if len(old) == 1 else f"{len(old)} documenten liggen"
        numbers = listed([str(file.row.id) for file in old[:_MANY]])
        mend = f"Klaar ermee? ibtui exports --wis ID (de oudste: {numbers})."
        return Checked(name, Verdict.MIND, f"{what} langer dan een week in een map ({where})", mend)
    there = sum(file.there and file.state is not State.LINK for file in found)
    said = "er ligt niets in een map"
    if there:
        said = f"{_number(there, 'document', 'documenten')} in een map; het logboek kent wat er ligt"
    return Checked(name, Verdict.GOOD, f"{said} ({where})")


def _strangers(home: Home, known: set[Path]) -> list[Path]:
    """Documents in the standard folder that the log doesn't know, by any spelling of the folder."""
    names = {path.name for path in known}
    found: list[Path] = []
    with suppress(OSError):
        found = [
            path
            for path in sorted(home.exports.iterdir())
            if path.suffix.lower() in (".docx", ".pdf", ".txt") and path.name not in names
        ]
    return found


def check_backup(home: Home, key: DatabaseKey, today: dt.date) -> Checked:
    """How old the last backup is, and whether one can go back to it."""
    name, make = "reservekopie", "Maak er een: ibtui backup."
    last = backup.newest(home)
    if last is None:
        return Checked(name, Verdict.WRONG, "er is nog geen reservekopie", make)
    made_at, path = last
    if path.is_file():
        try:
            backup_file.check(path, key)
        except Corrupt as error:
            return Checked(name, Verdict.WRONG, error.title, f"Maak een nieuwe: ibtui backup. {error.hint}")
    age = (today - made_at.date()).days
    changed = any(row.at > made_at and row.action != _OWN_LINE for row in audit.lines(limit=_MANY))
    if age > OLDEST_BACKUP and changed:
        return Checked(name, Verdict.WRONG, f"de laatste is van {ago(made_at.date(), today)}", make)
    return Checked(name, Verdict.GOOD, f"de laatste is van {ago(made_at.date(), today)} en gaat open")


def check_emergency(home: Home, key: DatabaseKey) -> Checked:
    """Texts that couldn't be kept when they were typed, and that wait for a choice."""
    name, found = "noodkopie", emergency.waiting(home, key)
    others = sorted({one.copy.who for one in found} - {database.who()})
    if count := sum(one.copy.who == database.who() for one in found):
        what = "er wacht 1 tekst" if count == 1 else f"er wachten {count} teksten"
        mend = "Start ibtui: dan kun je kiezen."
        return Checked(name, Verdict.MIND, f"{what} die niet bewaard kon worden", mend)
    if others:
        mend = "Alleen wie hem typte, krijgt hem te zien: als die ibtui start."
        return Checked(name, Verdict.MIND, f"er wacht een tekst van {listed(others)}", mend)
    if emergency.there_are(home):
        mend = "Zet de reservekopie van die tijd terug, of haal het bestand weg."
        return Checked(name, Verdict.MIND, "er ligt een noodkopie van onder een oudere sleutel", mend)
    return Checked(name, Verdict.GOOD, "er wacht geen tekst die niet bewaard kon worden")


def check_log(home: Home) -> Checked:
    """The chain of the log, held to the heads that were written down elsewhere."""
    heads = [head for head in (audit.kept_head(home), _head_in_backup(home)) if head is not None]
    broken = audit.verify(heads)
    if broken is not None:
        return Checked("logboek", Verdict.WRONG, broken.title, broken.hint)
    return Checked(
        "logboek", Verdict.GOOD, f"alle {audit.head().count} regels zijn zoals ze werden geschreven"
    )


def _head_in_backup(home: Home) -> audit.Head | None:
    last = backup.newest(home)
    if last is None or not last[1].is_file():
        return None
    with suppress(IbtuiError):
        manifest = backup_format.read(last[1])
        if manifest.digest:
            return audit.Head(manifest.lines, manifest.digest)
    return None


def check_slots(home: Home) -> Checked:
    """Who gets in: enough ways that nobody is shut out, and none of an older form."""
    slots = key_slots.slots(home)
    people = [slot for slot in slots if slot.kind is SlotKind.PASSPHRASE]
    if not any(slot.kind is SlotKind.RECOVERY for slot in slots):
        what = "er is geen herstelsleutel: wie het wachtwoord kwijt is, is alles kwijt"
        return Checked("sleutels", Verdict.WRONG, what, "Maak er een: ibtui sleutel herstel.")
    older = [slot.label for slot in people if slot.version < 2]
    who = (
        f"{len(people)} wachtwoord{'en' if len(people) > 1 else ''} ({listed([one.label for one in people])})"
    )
    if older and len(people) > 1:
        mend = f"Laat {listed(older)} één keer openen, dan kan alles opnieuw versleuteld worden."
        return Checked("sleutels", Verdict.MIND, f"{who}; een ervan is van een oudere ibtui", mend)
    return Checked("sleutels", Verdict.GOOD, f"{who} en een herstelsleutel")


def check_settings(home: Home) -> Checked:
    """Which config file is read, and one that lies beside the database and is not: nobody else says that."""
    name, config, wait = "instellingen", home.config, home.settings.lock_after
    there = config.exists()
    said = "is gelezen" if there else "is er niet: alles staat zoals het begon"
    said = f"{shown(config)} {said}; slot_na = {wait} ({f'{wait} minuten' if wait else 'nooit'})"
    for folder in dict.fromkeys((home.database.parent, places.first(home).database.parent)):
        beside = folder / CONFIG_NAME
        if not beside.is_file() or (there and beside.samefile(config)):
            continue
        old, new = shlex.quote(str(beside)), shlex.quote(str(config))
        mend = f"Moet dat gelden? mkdir -p {shlex.quote(str(config.parent))} && mv {old} {new} && chmod 600 {new}"
        if there:  # nothing is replaced
            mend = f"Zet in {new} wat moet gelden. Haal dit dan weg: mv {old} {shlex.quote(f'{beside}.oud')}"
        return Checked(name, Verdict.MIND, f"{said}. {shown(beside)} wordt niet gelezen", mend)
    return Checked(name, Verdict.GOOD, said)


def check_version() -> Checked:
    """Which ibtui this is, and how far the schema is: opening it brought it up to date."""
    steps = soundness.steps()
    last = steps[-1][:4] if steps else "geen"
    return Checked("versie", Verdict.GOOD, f"ibtui {__version__}, schema {last}")
