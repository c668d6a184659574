"""Who gets in, and how that changes: each change is whole, logged, and locks out what it says."""

import base64
import datetime as dt
import json
import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nacl.public
import nacl.pwhash.argon2id as argon2id
import nacl.secret
import pytest

from ibtui import settings
from ibtui.errors import BadInput, Busy, Conflict, Missing, VaultError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import database, home, key_file, key_slots, sealing, swap, vault
from ibtui.store.database_key import DatabaseKey
from ibtui.store.key_file import SlotKind

MINE, HERS, OTHER = (
    Secret(text) for text in ("zeven paarse olifanten", "vijf groene kikkers", "acht oude eiken")
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A school without anything in it, and its recovery key."""
    folder = tmp_path_factory.mktemp("school") / "school"
    recovery = home.create_home(settings.home({"IBTUI_HOME": str(folder)}), MINE, label="ik")
    database.close_store()
    return folder, recovery


@pytest.fixture
def place(empty: tuple[Path, str], tmp_path: Path) -> Iterator[Home]:
    """A copy of that school, closed."""
    copy = tmp_path / "school"
    copy.mkdir(mode=0o700)
    for name in ("ibtui.db", "sleutels.json"):
        (copy / name).write_bytes((empty[0] / name).read_bytes())
        (copy / name).chmod(0o600)
    yield settings.home({"IBTUI_HOME": str(copy)})
    database.close_store()


@pytest.fixture
def key(place: Home) -> DatabaseKey:
    return vault.open(place.keys, MINE)


def opens(place: Home, passphrase: Secret) -> bool:
    try:
        vault.open(place.keys, passphrase)
    except WrongPassphrase:
        return False
    return True


def log() -> list[tuple[str, str]]:
    found = database.connection().execute_sql("SELECT action, subject FROM audit_log ORDER BY id").fetchall()
    return [(str(action), str(subject)) for action, subject in found]


# ---------------------------------------------------------------- a colleague


def test_a_new_school_has_a_passphrase_and_a_recovery_key(place: Home) -> None:
    rows = key_slots.slots(place)
    assert [(row.number, row.kind, row.label) for row in rows] == [
        (1, SlotKind.PASSPHRASE, "ik"),
        (2, SlotKind.RECOVERY, "herstelsleutel"),
    ]
    assert {(row.owner, row.made_on, row.version) for row in rows} == {(database.who(), dt.date.today(), 2)}


def test_a_colleague_gets_in_with_her_own_passphrase(place: Home, key: DatabaseKey) -> None:
    row = key_slots.add(place, key, "Bea", "bea", HERS)
    assert (row.number, row.label, row.owner) == (3, "Bea", "bea")
    assert key_slots.slots(place)[2] == row
    assert vault.open(place.keys, HERS) == key
    assert vault.open(place.keys, MINE) == key
    assert place.keys.stat().st_mode & 0o777 == 0o600


def test_a_revoked_slot_opens_nothing_any_more(place: Home, key: DatabaseKey) -> None:
    row = key_slots.add(place, key, "Bea", "bea", HERS)
    assert key_slots.revoke(place, row.number, "Bea") == row
    assert not opens(place, HERS)
    assert opens(place, MINE)
    assert [each.name for each in place.keys.parent.iterdir() if "sleutels" in each.name] == ["sleutels.json"]


def test_a_slot_does_not_live_on_in_what_a_killed_session_left(place: Home, key: DatabaseKey) -> None:
    key_slots.add(place, key, "Bea", "bea", HERS)
    half = place.keys.with_name(".ibtui-over.tmp")
    half.write_bytes(place.keys.read_bytes()[:-40])
    other = place.keys.with_name(".ibtui-van-een-ander.tmp")
    other.write_bytes(b"half an export of another session")
    key_slots.revoke(place, 3)
    assert not half.exists()
    assert other.exists()


def test_somebody_always_gets_in(place: Home, key: DatabaseKey) -> None:
    with pytest.raises(BadInput, match="laatste wachtwoord"):
        key_slots.revoke(place, 1)
    with pytest.raises(BadInput, match="Zonder herstelsleutel"):
        key_slots.revoke(place, 2)
    key_slots.add(place, key, "Bea", "bea", HERS)
    key_slots.revoke(place, 1)
    assert not opens(place, MINE)
    assert opens(place, HERS)


def test_what_is_not_there_is_not_revoked(place: Home) -> None:
    for number in (0, -1, 3):
        with pytest.raises(Missing):
            key_slots.revoke(place, number)
    with pytest.raises(Conflict):
        key_slots.revoke(place, 1, "Bea")


@pytest.mark.parametrize("label", ["", " \n", "IK", "x" * 61])
def test_a_name_that_can_not_be(place: Home, key: DatabaseKey, label: str) -> None:
    before = place.keys.read_bytes()
    with pytest.raises(BadInput):
        key_slots.add(place, key, label, "bea", HERS)
    assert place.keys.read_bytes() == before


def test_there_is_room_for_sixteen(place: Home, key: DatabaseKey) -> None:
    found = key_file.read(place.keys)
    key_file.write(place.keys, found[:1] * 15 + found[1:], replace=True)
    with pytest.raises(BadInput, match="te veel"):
        key_slots.add(place, key, "Bea", "bea", HERS)


def test_a_key_of_before_makes_no_slot_that_opens_nothing(place: Home) -> None:
    with pytest.raises(Conflict):
        key_slots.add(place, DatabaseKey.fresh(), "Bea", "bea", HERS)
    with pytest.raises(Conflict):
        key_slots.new_recovery(place, DatabaseKey.fresh())


# ---------------------------------------------------------------- another passphrase


def test_a_changed_passphrase(place: Home, key: DatabaseKey) -> None:
    before = (place.database.read_bytes(), key_file.read(place.keys)[1])
    row = key_slots.change_passphrase(place, MINE, OTHER)
    assert (row.number, row.label) == (1, "ik")
    assert vault.open(place.keys, OTHER) == key
    assert not opens(place, MINE)
    assert (place.database.read_bytes(), key_file.read(place.keys)[1]) == before


def test_each_changes_her_own(place: Home, key: DatabaseKey) -> None:
    key_slots.add(place, key, "Bea", "bea", HERS)
    assert key_slots.change_passphrase(place, HERS, OTHER).label == "Bea"
    assert [opens(place, each) for each in (MINE, HERS, OTHER)] == [True, False, True]


def test_a_wrong_one_changes_nothing(place: Home) -> None:
    before = place.keys.read_bytes()
    with pytest.raises(WrongPassphrase):
        key_slots.change_passphrase(place, HERS, OTHER)
    with pytest.raises(BadInput):
        key_slots.change_passphrase(place, MINE, Secret(""))
    assert place.keys.read_bytes() == before


def test_a_new_recovery_key(place: Home, key: DatabaseKey, empty: tuple[Path, str]) -> None:
    fresh = key_slots.new_recovery(place, key)
    assert vault.open_with_recovery(place.keys, Secret(fresh.lower())) == key
    with pytest.raises(WrongPassphrase):
        vault.open_with_recovery(place.keys, Secret(empty[1]))
    assert [row.kind for row in key_slots.slots(place)] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]


# ---------------------------------------------------------------- whole, and one at a time


def test_each_change_leaves_a_line_without_names(place: Home) -> None:
    home.open_home(place, MINE)
    key, before = home.key_of(place), len(log())
    assert key is not None
    key_slots.add(place, key, "Bea Geheim", "bea", HERS)
    key_slots.change_passphrase(place, MINE, OTHER)
    key_slots.new_recovery(place, key)
    key_slots.revoke(place, 2)
    actions = [
        "sleutel toegevoegd",
        "wachtwoord veranderd",
        "herstelsleutel vernieuwd",
        "sleutel ingetrokken",
    ]
    assert log()[before:] == [(action, "") for action in actions]


def test_without_a_line_in_the_log_nothing_changes(place: Home) -> None:
    """The log can't be written: the key file is as it was, and the old passphrase opens."""
    home.open_home(place, MINE)
    database.connection().execute_sql(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    before = place.keys.read_bytes()
    with pytest.raises(Exception, match=r"."):
        key_slots.change_passphrase(place, MINE, OTHER)
    assert place.keys.read_bytes() == before
    assert opens(place, MINE)


def test_nothing_changes_while_the_school_is_replaced(place: Home, key: DatabaseKey) -> None:
    swap.prepare(place, swap.Why.RENEW)
    with pytest.raises(Busy):
        key_slots.add(place, key, "Bea", "bea", HERS)
    assert [row.label for row in key_slots.slots(place)] == ["ik", "herstelsleutel"]


def add_one(folder: str, name: str) -> None:
    """In a process of its own."""
    os.environ["IBTUI_HOME"] = folder
    where = settings.home(os.environ)
    key_slots.add(where, vault.open(where.keys, MINE), name, name, Secret(f"wachtwoord van {name}"))


def test_two_sessions_at_once_lose_no_slot(place: Home) -> None:
    start = multiprocessing.get_context("spawn").Process
    names = ["Bea", "Cor", "Dea"]
    running = [start(target=add_one, args=(str(place.keys.parent), name)) for name in names]
    for one in running:
        one.start()
    for one in running:
        one.join(60)
    assert sorted(row.label for row in key_slots.slots(place)) == [
        "Bea",
        "Cor",
        "Dea",
        "herstelsleutel",
        "ik",
    ]
    assert all(opens(place, Secret(f"wachtwoord van {name}")) for name in names)


def test_a_lock_that_is_held_is_said(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_PATIENCE", 0.05)
    with key_file.locked(place.keys), pytest.raises(Busy, match="bezig met de sleutels"):
        key_slots.change_passphrase(place, MINE, OTHER)


# ---------------------------------------------------------------- a new database key


def test_every_slot_gets_a_new_database_key_without_its_passphrase(
    place: Home, key: DatabaseKey, empty: tuple[Path, str]
) -> None:
    key_slots.add(place, key, "Bea", "bea", HERS)
    after = DatabaseKey.fresh()
    renewed = sealing.resealed(key_file.read(place.keys), key, after)
    key_file.write(place.keys, renewed, replace=True)
    assert vault.open(place.keys, MINE) == after
    assert vault.open(place.keys, HERS) == after
    assert vault.open_with_recovery(place.keys, Secret(empty[1])) == after
    key_slots.add(place, after, "Cor", "cor", OTHER)
    assert vault.open(place.keys, OTHER) == after


def test_a_slot_that_was_put_in_from_outside_gets_no_new_key(place: Home, key: DatabaseKey) -> None:
    """Who can write the file but not open it must not be given the next key."""
    stranger = sealing.make(SlotKind.PASSPHRASE, "Eva", "eva", None, OTHER, DatabaseKey.fresh())
    found = key_file.read(place.keys)
    with pytest.raises(VaultError, match="Eva is buiten ibtui om"):
        sealing.resealed((*found, stranger), key, DatabaseKey.fresh())


@pytest.mark.parametrize("part", ["public", "label", "secret", "owner"])
def test_a_slot_that_was_changed_from_outside_gets_no_new_key(
    place: Home, key: DatabaseKey, part: str
) -> None:
    rows: dict[str, Any] = json.loads(place.keys.read_bytes())
    strange = base64.b64encode(bytes(72 if part == "secret" else 32)).decode()
    rows["slots"][0][part] = strange if part in ("public", "secret") else "Eva"
    place.keys.write_text(json.dumps(rows))
    with pytest.raises(VaultError, match="buiten ibtui om"):
        sealing.resealed(key_file.read(place.keys), key, DatabaseKey.fresh())


def test_the_format_is_that_of_libsodium(place: Home, key: DatabaseKey) -> None:
    """The same, by PyNaCl's own boxes: whoever has file and passphrase can always open it without ibtui."""
    slot = key_file.read(place.keys)[0]
    lock = argon2id.kdf(32, MINE.reveal().encode(), slot.salt, opslimit=slot.opslimit, memlimit=slot.memlimit)
    private = nacl.public.PrivateKey(nacl.secret.SecretBox(lock).decrypt(slot.secret))
    assert bytes(private.public_key) == slot.public
    assert DatabaseKey(nacl.public.SealedBox(private).decrypt(slot.sealed)) == key


# ---------------------------------------------------------------- a file of before


def old_row(kind: str, label: str, secret: str, raw: bytes) -> dict[str, object]:
    """A slot as the first ibtui wrote it, by PyNaCl alone."""
    salt = os.urandom(16)
    lock = argon2id.kdf(32, secret.encode(), salt, opslimit=3, memlimit=64 * 1024 * 1024)
    return {
        "kind": kind, "label": label, "kdf": "argon2id", "opslimit": 3, "memlimit": 64 * 1024 * 1024,
        "salt": base64.b64encode(salt).decode(),
        "wrapped": base64.b64encode(nacl.secret.SecretBox(lock).encrypt(raw)).decode(),
    }  # fmt: skip


@pytest.fixture
def old(place: Home, key: DatabaseKey, empty: tuple[Path, str]) -> Home:
    """The same school, with a key file of version 1 and two passphrases in it."""
    raw = bytes(key.raw())
    rows = [
        old_row("passphrase", "ik", MINE.reveal(), raw),
        old_row("recovery", "herstelsleutel", empty[1].replace("-", ""), raw),
        old_row("passphrase", "Bea", HERS.reveal(), raw),
    ]
    place.keys.write_text(json.dumps({"ibtui": "sleutels", "version": 1, "slots": rows}))
    return place


def test_a_file_of_before_opens_as_it_is(old: Home, key: DatabaseKey, empty: tuple[Path, str]) -> None:
    before = old.keys.read_bytes()
    assert vault.open(old.keys, MINE) == vault.open(old.keys, HERS) == key
    assert vault.open_with_recovery(old.keys, Secret(empty[1])) == key
    assert [(row.version, row.owner, row.made_on) for row in key_slots.slots(old)] == [(1, "", None)] * 3
    assert old.keys.read_bytes() == before


def test_a_change_keeps_the_slots_of_before(old: Home, key: DatabaseKey) -> None:
    key_slots.change_passphrase(old, MINE, OTHER)
    assert [row.version for row in key_slots.slots(old)] == [2, 1, 1]
    assert vault.open(old.keys, OTHER) == vault.open(old.keys, HERS) == key


def test_unlocking_makes_a_slot_of_before_a_new_one(old: Home, key: DatabaseKey) -> None:
    assert home.unlock(old, HERS) == key
    assert [row.version for row in key_slots.slots(old)] == [1, 1, 2]
    assert key_slots.slots(old)[2].owner == database.who()
    assert home.unlock(old, HERS) == key
    assert home.unlock(old, MINE) == key
    assert [row.version for row in key_slots.slots(old)] == [2, 1, 2]


def test_the_log_says_that_a_slot_was_brought_up_to_date(old: Home) -> None:
    for _ in range(2):
        home.open_home(old, HERS)
    assert [action for action, _ in log()].count("sleutel bijgewerkt") == 1


def test_a_slot_of_before_gets_no_new_key_and_it_says_what_to_do(old: Home, key: DatabaseKey) -> None:
    steps: list[tuple[str, Callable[[], object]]] = [
        ("De sleutel van ik is nog", lambda: home.unlock(old, MINE)),
        ("De herstelsleutel is nog", lambda: key_slots.new_recovery(old, key)),
        ("De sleutel van Bea is nog", lambda: home.unlock(old, HERS)),
    ]
    for said, mend in steps:
        with pytest.raises(VaultError, match=said):
            sealing.resealed(key_file.read(old.keys), key, DatabaseKey.fresh())
        mend()
    assert len(sealing.resealed(key_file.read(old.keys), key, DatabaseKey.fresh())) == 3


def test_a_file_that_can_not_be_written_opens_all_the_same(
    old: Home, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_file, "_PATIENCE", 0.05)
    with key_file.locked(old.keys):
        assert home.unlock(old, MINE) == key
    assert [row.version for row in key_slots.slots(old)] == [1, 1, 1]


# ---------------------------------------------------------------- the key in memory


def test_a_wiped_key_opens_nothing() -> None:
    key = DatabaseKey(bytes(range(32)))
    inside = key.raw()
    key.wipe()
    key.wipe()
    assert inside == bytes(32)
    assert key.wiped
    assert key != DatabaseKey(bytes(32))
    for use in (key.pragma_value, key.raw, lambda: key.derived("iets")):
        with pytest.raises(VaultError, match="op slot"):
            use()


def test_a_derived_key_is_another_one_for_each_use() -> None:
    key = DatabaseKey(bytes(range(32)))
    assert key.derived("een") == key.derived("een") != key.derived("twee")
    assert key.derived("een") != key.raw()
