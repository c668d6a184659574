"""Beginning a school and coming back to it."""

import shutil
import stat
from pathlib import Path

import pytest

from ibtui.errors import IbtuiError, Missing, ReadOnly, StoreError, VaultError, WrongPassphrase
from ibtui.secret import Secret
from ibtui.store import change, database, home, people, schools, vault
from ibtui.store.people import PersonDraft
from tests.store.conftest import TODAY, home_in


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "ergens" / "ibtui"


@pytest.fixture(scope="module")
def _once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school, made once."""
    folder = tmp_path_factory.mktemp("begonnen") / "ibtui"
    home.create_home(home_in(folder), Secret("vier losse woorden hier"), label="Marit")
    database.close_store()
    return folder


@pytest.fixture
def begun(_once: Path, where: Path) -> Path:
    """A copy of it, closed."""
    return Path(shutil.copytree(_once, where))


@pytest.fixture(autouse=True)
def _closed_afterwards() -> object:
    yield
    database.close_store()


def test_a_school_begun_today_is_there_tomorrow(where: Path, passphrase: Secret) -> None:
    recovery = home.create_home(home_in(where), passphrase, label="Marit")
    made = schools.set_up("OEFENSCHOOL", "Marit Hof", (0,), today=TODAY)
    database.close_store()
    home.open_home(home_in(where), passphrase)
    assert schools.current() == made
    database.close_store()
    key = vault.open_with_recovery(where / "sleutels.json", Secret(recovery))
    home.open_unlocked(home_in(where), key)
    assert schools.current() == made


def test_only_the_owner_gets_in(where: Path, passphrase: Secret) -> None:
    home.create_home(home_in(where), passphrase, label="Marit")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in where.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(where.stat().st_mode) == 0o700


def test_nothing_there_yet(where: Path, passphrase: Secret) -> None:
    assert not home.exists(home_in(where))
    with pytest.raises(Missing, match="nog geen school"):
        home.open_home(home_in(where), passphrase)
    assert not where.exists()


def test_a_wrong_passphrase_says_only_that(begun: Path, passphrase: Secret) -> None:
    with pytest.raises(WrongPassphrase, match=r"^Dit wachtwoord klopt niet\.$"):
        home.open_home(home_in(begun), Secret("iets heel anders"))
    assert not database.is_open()


def test_a_missing_key_file(begun: Path, passphrase: Secret) -> None:
    (begun / "sleutels.json").unlink()
    with pytest.raises(VaultError, match=r"sleutels.json is er niet"):
        home.open_home(home_in(begun), passphrase)
    with pytest.raises(StoreError, match="staat al een school"):
        home.create_home(home_in(begun), passphrase, label="Marit")


def test_a_missing_database_beside_its_key_file(begun: Path, passphrase: Secret) -> None:
    (begun / "ibtui.db").unlink()
    with pytest.raises(Missing, match=r"ibtui.db is er niet"):
        home.open_home(home_in(begun), passphrase)
    assert not (begun / "ibtui.db").exists()


def test_a_key_file_of_another_school(begun: Path, tmp_path: Path, passphrase: Secret) -> None:
    home.create_home(home_in(tmp_path / "ander"), passphrase, label="Marit")
    database.close_store()
    (tmp_path / "ander" / "sleutels.json").replace(begun / "sleutels.json")
    with pytest.raises(StoreError, match="hoort niet bij deze sleutel"):
        home.open_home(home_in(begun), passphrase)


def test_a_folder_that_can_not_be_made_leaves_nothing(where: Path, passphrase: Secret) -> None:
    where.parent.write_text("in the way")
    with pytest.raises(IbtuiError):
        home.create_home(home_in(where), passphrase, label="Marit")
    assert not database.is_open()


@pytest.mark.parametrize("fault", [StoreError("De schijf is vol"), KeyboardInterrupt()])
def test_after_a_fault_the_same_can_be_tried_again(
    where: Path, passphrase: Secret, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(home, "migrate", full)
        with pytest.raises(type(fault)):
            home.create_home(home_in(where), passphrase, label="Marit")
    assert list(where.iterdir()) == []
    home.create_home(home_in(where), passphrase, label="Marit")


def test_another_home_has_a_history_of_its_own(where: Path, tmp_path: Path, passphrase: Secret) -> None:
    home.create_home(home_in(where), passphrase, label="Marit")
    school = schools.set_up("OEFENSCHOOL", "Marit Hof", (0,), today=TODAY)
    people.add_person(school.id, PersonDraft("leerkracht", "Ans"))
    home.create_home(home_in(tmp_path / "ander"), passphrase, label="Marit")
    assert not change.can_undo()


def test_a_folder_that_can_not_be_looked_at(tmp_path: Path, passphrase: Secret) -> None:
    unreachable = home_in(tmp_path / ("x" * 300))
    with pytest.raises(ReadOnly, match="kan ik niet kijken"):
        home.exists(unreachable)
    with pytest.raises(ReadOnly):
        home.open_home(unreachable, passphrase)
