"""The key file: who gets in, who doesn't, and that nothing secret shows."""

import copy
import dataclasses
import io
import json
import pickle
import random
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.traceback import Traceback

from ibtui.errors import BadInput, IbtuiError, VaultError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.store import recovery_key, sealing, vault

PASSPHRASE = "zeven paarse olifanten"


class Made:
    """One key file, made once: a KDF run costs a tenth of a second."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sleutels.json"
        self.key, self.recovery = vault.create(self.path, Secret(PASSPHRASE), "ib'er")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(tmp_path_factory.mktemp("kluis"))


@pytest.fixture
def rows(made: Made) -> dict[str, Any]:
    """The content of the key file, to spoil."""
    content: dict[str, Any] = json.loads(made.path.read_bytes())
    return content


def test_the_passphrase_opens(made: Made) -> None:
    assert vault.open(made.path, Secret(PASSPHRASE)) == made.key


def test_the_file_is_private_and_holds_nothing_readable(made: Made) -> None:
    assert made.path.stat().st_mode & 0o777 == 0o600
    text = made.path.read_text()
    assert PASSPHRASE not in text
    assert made.recovery not in text
    assert made.key.pragma_value()[2:-1] not in text


def test_the_raw_key_is_what_sqlcipher_wants(made: Made) -> None:
    value = made.key.pragma_value()
    assert value.startswith("x'")
    assert value.endswith("'")
    assert len(bytes.fromhex(value[2:-1])) == 32


def test_two_schools_have_two_keys(made: Made, tmp_path: Path) -> None:
    other = Made(tmp_path)
    assert other.key != made.key
    assert other.recovery != made.recovery


def test_a_wrong_passphrase_says_so_and_nothing_else(made: Made) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        vault.open(made.path, Secret(PASSPHRASE + "!"))
    assert str(caught.value) == "Dit wachtwoord klopt niet."
    assert caught.value.__context__ is None


def test_the_recovery_key_is_no_passphrase(made: Made) -> None:
    with pytest.raises(WrongPassphrase):
        vault.open(made.path, Secret(made.recovery.replace("-", "")))


def test_an_accent_is_the_same_however_the_keyboard_sends_it(tmp_path: Path) -> None:
    key, _ = vault.create(tmp_path / "k", Secret("caf\u00e9 vol re\u00fcnies"), "x")
    assert vault.open(tmp_path / "k", Secret("cafe\u0301 vol reu\u0308nies")) == key


def test_the_practice_school_may_have_a_short_one(tmp_path: Path) -> None:
    key, _ = vault.create(tmp_path / "k", Secret("oefenen"), "oefenen")
    assert vault.open(tmp_path / "k", Secret("oefenen")) == key


@pytest.mark.parametrize("unusable", ["", "a\0b", "\ud800 los", "x" * 5000])
def test_what_can_not_be_a_passphrase_is_refused(made: Made, tmp_path: Path, unusable: str) -> None:
    with pytest.raises(BadInput):
        vault.create(tmp_path / "k", Secret(unusable), "x")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(BadInput):
        vault.open(made.path, Secret(unusable))


@pytest.mark.parametrize("weak", ["", "kort", "elf tekens!", "aaaaaaaaaaaaaa", "121212121212"])
def test_a_weak_passphrase_for_a_real_school(weak: str) -> None:
    with pytest.raises(BadInput):
        vault.check_strength(Secret(weak))


def test_a_strong_one() -> None:
    vault.check_strength(Secret(PASSPHRASE))


# ---------------------------------------------------------------- the recovery key


def as_typed(recovery: str, way: str) -> str:
    ways: dict[str, Callable[[str], str]] = {
        "as shown": str,
        "small": str.lower,
        "without dashes": lambda text: text.replace("-", ""),
        "with blanks": lambda text: f"  {text.replace('-', '  ')}\n",
        "with an O and an l": lambda text: text.replace("0", "o").replace("1", "l"),
        "with an I": lambda text: text.replace("1", "i"),
    }
    return ways[way](recovery)


@pytest.mark.parametrize(
    "way", ["as shown", "small", "without dashes", "with blanks", "with an O and an l", "with an I"]
)
def test_the_recovery_key_in_any_spacing_and_case(made: Made, way: str) -> None:
    assert vault.open_with_recovery(made.path, Secret(as_typed(made.recovery, way))) == made.key


def test_the_recovery_key_is_groups_of_clear_letters(made: Made) -> None:
    groups = made.recovery.split("-")
    assert [len(group) for group in groups] == [4] * 8 + [1]
    assert not set("".join(groups)) & set("ILOU")
    assert made.recovery == made.recovery.upper()


@pytest.mark.parametrize("typed", ["", "kort", "?" * 33, "ABCD-" * 9, "0" * 5000, PASSPHRASE])
def test_what_can_not_be_a_recovery_key(made: Made, typed: str) -> None:
    with pytest.raises(BadInput):
        vault.open_with_recovery(made.path, Secret(typed))


def test_the_recovery_key_of_another_school(made: Made, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase, match="hoort niet bij deze school"):
        vault.open_with_recovery(made.path, Secret(Made(tmp_path).recovery))


@given(st.binary(min_size=20, max_size=20), st.integers(0, 32), st.integers(1, 31))
def test_one_wrong_sign_always_shows(raw: bytes, place: int, shift: int) -> None:
    letters = list(recovery_key.as_text(raw).replace("-", ""))
    assert not recovery_key.typing_error(Secret("".join(letters)))
    signs = recovery_key.LETTERS
    letters[place] = signs[(signs.index(letters[place]) + shift) % 32]
    assert recovery_key.typing_error(Secret("".join(letters)))


@given(st.binary(min_size=20, max_size=20), st.integers(0, 31))
def test_two_neighbours_swapped_always_shows(raw: bytes, place: int) -> None:
    letters = list(recovery_key.as_text(raw).replace("-", ""))
    different = letters[place] != letters[place + 1]
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    assert bool(recovery_key.typing_error(Secret("".join(letters)))) is different


# ---------------------------------------------------------------- a bad file


def test_a_key_file_is_never_overwritten(made: Made) -> None:
    before = made.path.read_bytes()
    with pytest.raises(VaultError, match="Er is al een sleutelbestand"):
        vault.create(made.path, Secret(PASSPHRASE), "x")
    assert made.path.read_bytes() == before


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="is er niet") as caught:
        vault.open(tmp_path / "sleutels.json", Secret(PASSPHRASE))
    assert "terug uit dezelfde back-up" in caught.value.hint
    assert not isinstance(caught.value, WrongPassphrase)


def test_every_truncation_says_damaged(made: Made, tmp_path: Path) -> None:
    whole = made.path.read_bytes()
    for length in range(0, len(whole) - 2, 37):
        (tmp_path / "k").write_bytes(whole[:length])
        with pytest.raises(VaultError, match="beschadigd"):
            vault.read_slots(tmp_path / "k")


def test_garbled_bytes_never_say_anything_else(made: Made, tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = made.path.read_bytes()
    for _ in range(300):
        spoiled = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        (tmp_path / "k").write_bytes(spoiled)
        try:
            vault.read_slots(tmp_path / "k")
        except VaultError as error:
            assert error.hint


@pytest.mark.parametrize(
    ("part", "error"),
    [("salt", WrongPassphrase), ("secret", WrongPassphrase), ("sealed", VaultError)],
)
def test_one_flipped_bit_in_a_slot_does_not_open(
    tmp_path: Path, rows: dict[str, Any], part: str, error: type[VaultError]
) -> None:
    text = rows["slots"][0][part]
    rows["slots"][0][part] = ("B" if text[0] == "A" else "A") + text[1:]
    (tmp_path / "k").write_text(json.dumps(rows))
    with pytest.raises(VaultError) as caught:
        vault.open(tmp_path / "k", Secret(PASSPHRASE))
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memlimit", 64 * 1024**3),
        ("memlimit", 0),
        ("memlimit", "64"),
        ("memlimit", 1e7),
        ("opslimit", 10**9),
        ("opslimit", True),
        ("salt", ""),
        ("salt", "é"),
        ("sealed", "AAAA"),
        ("secret", None),
        ("public", ""),
        ("stamp", "AAAA"),
        ("wrapped", "AAAA"),
        ("made_on", "gisteren"),
        ("owner", 5),
        ("label", "x" * 300),
        ("kind", "achterdeur"),
        ("kdf", "md5"),
        ("label", None),
    ],
)
def test_a_crafted_slot_is_refused_before_it_costs_anything(
    tmp_path: Path, rows: dict[str, Any], name: str, value: object
) -> None:
    rows["slots"][0][name] = value
    (tmp_path / "k").write_text(json.dumps(rows))
    with pytest.raises(VaultError, match="beschadigd"):
        vault.open(tmp_path / "k", Secret(PASSPHRASE))


def test_too_many_slots_or_none(tmp_path: Path, rows: dict[str, Any]) -> None:
    several: list[object] = [[], rows["slots"] * 20, {}, None]
    for slots in several:
        (tmp_path / "k").write_text(json.dumps(rows | {"slots": slots}))
        with pytest.raises(VaultError, match="beschadigd"):
            vault.read_slots(tmp_path / "k")


@pytest.mark.parametrize("content", [b"[]", b"null", b"{}", b"\xff", b"[" * 50_000, b" " * 70_000])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k").write_bytes(content)
    with pytest.raises(VaultError, match="beschadigd"):
        vault.read_slots(tmp_path / "k")


def test_a_file_of_a_newer_ibtui(tmp_path: Path, rows: dict[str, Any]) -> None:
    (tmp_path / "k").write_text(json.dumps(rows | {"version": 3}))
    with pytest.raises(VaultError, match="nieuwere ibtui"):
        vault.read_slots(tmp_path / "k")


def test_more_slots_of_a_kind_are_all_tried(made: Made, tmp_path: Path, rows: dict[str, Any]) -> None:
    vault.create(tmp_path / "other", Secret("een ander wachtwoord"), "collega")
    stranger = json.loads((tmp_path / "other").read_bytes())["slots"][0]
    rows["slots"].insert(0, stranger)
    (tmp_path / "k").write_text(json.dumps(rows))
    assert vault.open(tmp_path / "k", Secret(PASSPHRASE)) == made.key


# ---------------------------------------------------------------- nothing shows


def test_a_key_shows_itself_to_nobody(made: Made) -> None:
    secret = made.key.pragma_value()[2:-1]
    for text in (repr(made.key), str(made.key), f"{made.key}", repr([made.key])):
        assert secret not in text
        assert repr(bytes.fromhex(secret)) not in text
    for way in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(made.key)
    with pytest.raises(TypeError):
        hash(made.key)


def with_locals(error: BaseException) -> str:
    """What the worst crash screen would show: the locals of every frame, in full."""
    console = Console(width=200, record=True, file=io.StringIO())
    trace = Traceback.from_exception(
        type(error),
        error,
        error.__traceback__,
        show_locals=True,
        locals_max_length=1000,
        locals_max_string=10_000,
    )
    console.print(trace)
    frames = traceback.TracebackException.from_exception(error, capture_locals=True)
    return console.export_text() + "".join(frames.format())


def failing(made: Made, tmp_path: Path, case: str) -> IbtuiError:
    secret = Secret(PASSPHRASE)
    (tmp_path / "stuk").write_bytes(b"{")
    calls: dict[str, Callable[[], object]] = {
        "wrong": lambda: vault.open(made.path, Secret("niet " + secret.reveal())),
        "missing": lambda: vault.open(tmp_path / "weg", secret),
        "damaged": lambda: vault.open(tmp_path / "stuk", secret),
        "unusable": lambda: vault.open(made.path, Secret(secret.reveal() + "\0")),
        "exists": lambda: vault.create(made.path, secret, "x"),
        "no folder": lambda: vault.create(tmp_path / "weg" / "k", secret, "x"),
        "weak": lambda: vault.check_strength(Secret(secret.reveal()[:6])),
        "recovery": lambda: vault.open_with_recovery(made.path, Secret(secret.reveal())),
    }
    with pytest.raises(IbtuiError) as caught:
        calls[case]()
    return caught.value


@pytest.mark.parametrize(
    "case", ["wrong", "missing", "damaged", "unusable", "exists", "no folder", "weak", "recovery"]
)
def test_no_traceback_holds_the_passphrase_even_with_locals(made: Made, tmp_path: Path, case: str) -> None:
    error = failing(made, tmp_path, case)
    shown = with_locals(error) + repr(error) + repr(error.args)
    for part in ("olifant", "OLIFANT", "zeven "):
        assert part not in shown
    assert made.key.pragma_value()[2:-1] not in shown
    assert repr(bytes.fromhex(made.key.pragma_value()[2:-1])) not in shown


def test_too_little_memory_is_said_without_the_passphrase(made: Made) -> None:
    """Asking Argon2id for more memory than there can be makes the real library fail."""
    slot = dataclasses.replace(vault.read_slots(made.path)[0], memlimit=2**41)
    with pytest.raises(VaultError, match="geheugen") as caught:
        sealing.open_slot(slot, Secret(PASSPHRASE))
    assert PASSPHRASE not in with_locals(caught.value)
