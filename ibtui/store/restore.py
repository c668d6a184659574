"""Going back to a backup: first what is in it beside what is there now, then both files at once, or nothing.

The backup is unpacked beside the school, opened and brought up to date there; only when that went well it takes the
place of what is there, which was put aside before. See `swap` for why a kill at any moment is safe.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.errors import BadInput, Corrupt, Missing, StoreError, VaultError, WrongPassphrase
from ibtui.files import explain_os_error, make_empty, make_folder, make_private, shown
from ibtui.secret import Secret
from ibtui.settings import DATABASE_NAME, KEYS_NAME, Home
from ibtui.store import (
    audit,
    audit_chain,
    backup,
    backup_file,
    backup_format,
    change,
    database,
    key_file,
    key_slots,
    rekey,
    swap,
    vault,
)
from ibtui.store.copy_facts import Facts, facts
from ibtui.store.migrations import STEPS, migrate
from ibtui.values import dataclass

_WHAT = "de reservekopie"
_WAL = "-wal"
_OF_KEYS = (*key_slots.ACTIONS, rekey.ACTION)
"""Lines of the log about keys. They have no subject."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup that was unpacked and opened: it is sound, and this key is its own."""

    name: str
    made_at: dt.datetime
    school: str
    """The folder of its school; "" for the first one, or when it doesn't say."""
    folder: Path
    """With the database and its key file, still encrypted."""
    key: vault.DatabaseKey
    facts: Facts
    ways_in: tuple[str, ...]
    """Whose slots of then are not there now, or are another one now: these will open the school again."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was done after the backup, and would be lost: how many lines of the log say this."""

    action: str
    times: int


@dataclass(frozen=True, slots=True)
class Present:
    """What is there now."""

    key: vault.DatabaseKey
    facts: Facts
    same: bool
    """The backup is of this very school: their logs begin with the same line."""
    gone: tuple[Gone, ...]
    """The most frequent first."""
    keys: tuple[Gone, ...]
    """What was done to the keys after it; in the order of `gone`."""


@contextmanager
def unpacked(home: Home, path: Path, typed: Secret) -> Iterator[Unpacked]:
    """Unpack a backup and open it with a passphrase (or the recovery key) of its own key file; cleared after the block.

    Nothing of the school is touched. Raises `WrongPassphrase`; `NoRoom` before anything is written; `Missing`,
    `BadInput` and `Corrupt` for a file that is no backup, or is cut or damaged; `StoreError` for a newer schema.
    """
    beside = home.database.parent
    try:
        make_private(beside)
        with backup_file.looking(beside) as folder:
            made_at, school = _unpack(home, path, folder)
            key = _unlock(folder / KEYS_NAME, typed)
            with database.beside(folder / DATABASE_NAME, key) as copy:
                found = _sound(copy, path)
            ways_in = _ways_in(home, folder / KEYS_NAME)
            yield Unpacked(path.name, made_at, school, folder, key, found, ways_in)
    except OSError as error:
        raise backup_file.as_store(explain_os_error(error, path, _WHAT)) from error


def present(home: Home, typed: Secret, backup_of: Unpacked) -> Present | None:
    """What is there now, beside the backup; None when there is nothing. Raises what unlocking and opening raise."""
    if not home.database.exists():
        return None
    swap.finish_left(home)
    key = vault.open(home.keys, typed)
    with database.beside(home.database, key) as now, database.explained():
        found = facts(now)
        same = bool(found.first) and found.first == backup_of.facts.first
        later = _later(now, backup_of)
        gone = tuple(Gone(action, times) for action, times, of_hers in later if of_hers)
        keys = tuple(Gone(action, times) for action, times, _ in later if action in _OF_KEYS)
        return Present(key, found, same, gone, keys)


def room_wanted(home: Home, backup_of: Unpacked) -> int:
    """Bytes that going back takes, at most: the copy aside, and bringing an older schema up to date."""
    now = home.database.stat().st_size if home.database.exists() else 0
    return 2 * now + 2 * (backup_of.folder / DATABASE_NAME).stat().st_size + backup_file.ROOM


def restore(home: Home, back: Unpacked, now: Present | None) -> Path | None:
    """Put the backup in place, and give where the present state was put aside (None: there was none).

    `now` None where there is something: it can't be opened, and is put aside as it is. The store must be closed. Raises
    `NoRoom` before anything is done, `Busy` when the school is open in another session, `StoreError` and its kinds:
    then the present state is there as it was.
    """
    free, wanted = shutil.disk_usage(home.database.parent).free, room_wanted(home, back)
    if free < wanted:
        raise backup_file.no_room(home.database.parent, wanted, free)
    aside: Path | None = None
    try:
        with swap.both(home, swap.Why.RESTORE) as new:
            if home.database.exists() or home.keys.exists():
                aside = _put_aside(home, now)
            (back.folder / DATABASE_NAME).replace(new.database)
            with suppress(FileNotFoundError):
                _beside(back.folder / DATABASE_NAME).replace(_beside(new.database))
            (back.folder / KEYS_NAME).replace(new.keys)
            _bring_up_to_date(new.database, back)
            (home.database.parent / audit.HEAD_NAME).unlink(
                missing_ok=True
            )  # of a later state: see `settle_in`
    except OSError as error:
        fault = explain_os_error(error, home.database, _WHAT)
        raise StoreError(fault.title, fault.hint) from error
    finally:
        database.close_store()
    return aside


# --- unpacking ---


def _unpack(home: Home, path: Path, folder: Path) -> tuple[dt.datetime, str]:
    """The database and its key file in `folder`; when they were put together, and the school that it says to be."""
    if path.is_dir() or path.suffix == ".db":  # of an older ibtui: the files themselves
        return _copy_loose(home, path, folder), ""
    size = sum(member.size for member in backup_format.read(path).members.values())
    backup_file.refuse_no_room(folder, size)
    manifest = backup_format.unpack(path, folder)
    return manifest.made_at, manifest.school


def _copy_loose(home: Home, path: Path, folder: Path) -> dt.datetime:
    database_file = path / DATABASE_NAME if path.is_dir() else path
    keys = path / KEYS_NAME if path.is_dir() else home.keys
    for one in (database_file, keys):
        if not one.is_file():
            raise Missing(
                f"In {shown(path.name)} is {shown(one.name)} er niet", "Een reservekopie heeft ze allebei."
            )
    backup_file.refuse_no_room(folder, database_file.stat().st_size)
    _copy_file(database_file, folder / DATABASE_NAME)
    _copy_file(keys, folder / KEYS_NAME)
    if _beside(database_file).exists():
        _copy_file(_beside(database_file), _beside(folder / DATABASE_NAME))
    return dt.datetime.fromtimestamp(database_file.stat().st_mtime).replace(microsecond=0)


def _copy_file(path: Path, target: Path) -> None:
    """A loose file; the copy has the mode that belongs in its folder."""
    make_empty(target)
    shutil.copyfile(path, target)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{_WAL}")


def _unlock(keys: Path, typed: Secret) -> vault.DatabaseKey:
    """By passphrase, or by the recovery key when it looks like one."""
    try:
        return vault.open(keys, typed)
    except WrongPassphrase:
        with suppress(BadInput):
            return vault.open_with_recovery(keys, typed)
    raise WrongPassphrase(
        "Dit wachtwoord opent deze reservekopie niet",
        "Neem het wachtwoord van toen hij gemaakt werd, of de herstelsleutel van toen.",
    )


def _ways_in(home: Home, keys: Path) -> tuple[str, ...]:
    try:
        now = {slot.salt for slot in key_file.read(home.keys)}
    except VaultError:  # there is none, or it is damaged
        return ()
    return tuple(slot.label for slot in key_file.read(keys) if slot.salt not in now)


def _sound(copy: SqlCipherDatabase, path: Path) -> Facts:
    """What is in it, when all of it is as it was written and of a schema that we know."""
    with database.explained():
        ask = copy.execute_sql
        marked = int(ask("PRAGMA application_id").fetchone()[0]) == database.APPLICATION_ID
        if not marked or ask("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Corrupt(f"De reservekopie {shown(path.name)} is beschadigd", backup_format.OTHER)
        found = facts(copy)
    if set(found.steps) - {step.stem for step in STEPS.glob("[0-9]*.py")}:
        raise StoreError(
            f"De reservekopie {shown(path.name)} is van een nieuwere ibtui",
            "Installeer eerst de nieuwste ibtui.",
        )
    return found


# --- beside what is there now ---


def _goes_on(now: SqlCipherDatabase, old: Facts) -> bool:
    """Whether the log of now has the backup's last line at the same place."""
    if not old.digest:
        return False
    row = now.execute_sql(
        "SELECT digest FROM audit_log ORDER BY id LIMIT 1 OFFSET ?", (old.lines - 1,)
    ).fetchone()
    return row is not None and str(row[0]) == old.digest


def _later(now: SqlCipherDatabase, back: Unpacked) -> list[tuple[str, int, bool]]:
    """What the log has after the backup: the action, how often, and whether it is a change of what she keeps; a line
    without a subject isn't: a backup, an unlocking. By the chain, or where that doesn't go on: by the moment."""
    goes_on = _goes_on(now, back.facts)
    later = "id > (SELECT id FROM audit_log ORDER BY id LIMIT 1 OFFSET ?)" if goes_on else "at > ?"
    rows = now.execute_sql(
        f"SELECT action, count(*), subject <> '' FROM audit_log WHERE {later} "  # noqa: S608
        "GROUP BY action, 3 ORDER BY 2 DESC, 1",
        (back.facts.lines - 1 if goes_on else back.made_at.isoformat(" "),),
    ).fetchall()
    return [(str(action), int(times), bool(of_hers)) for action, times, of_hers in rows]


# --- doing it ---


def _put_aside(home: Home, now: Present | None) -> Path:
    """The present state as a backup of its own; as its bare files when it can't be opened, or isn't whole."""
    folder = backup.folder(home)
    make_private(folder)
    name = f"voor-herstel-{database.now():%Y-%m-%d-%H%M%S}"
    if now is None:
        return _files_aside(home, folder / name)
    database.open_store(home.database, now.key)
    try:
        return backup_file.make_new(folder, name, home.keys, home.school)
    finally:
        database.close_store()


def _files_aside(home: Home, target: Path) -> Path:
    """Under another name until it is whole."""
    half = target.with_name(f".ibtui-{target.name}{backup_file.LOOKING}")
    shutil.rmtree(half, ignore_errors=True)
    make_folder(half)
    for path in (home.database, _beside(home.database), home.keys):
        if path.exists():
            _copy_file(path, half / path.name)
            backup_file.flush(half / path.name)
    half.rename(target)
    backup_file.flush(target.parent)
    return target


def _bring_up_to_date(path: Path, back: Unpacked) -> None:
    """The newest schema, and a line in its log that says what it is. The backup itself is the copy of before."""
    database.open_store(path, back.key)
    try:
        change.forget_steps()
        migrate(None)
        with database.transaction():
            audit_chain.append(database.now(), database.who(), "reservekopie teruggezet")
    finally:
        database.close_store()


def settle_in(home: Home, key: vault.DatabaseKey) -> None:
    """Open what was put back, write down where its log ends now, and make a backup of it.

    The newest backup is what the log is held to, and a later state than this one would look like a log that was cut.
    No other is thrown away for it: the one that was gone back to may be of today too.
    """
    database.open_store(home.database, key)
    try:
        audit.keep_head(home, anew=True)
        backup.backup_now(home, database.today(), thin=False)
    finally:
        database.close_store()
