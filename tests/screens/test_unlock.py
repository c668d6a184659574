"""The door of an existing school."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ibtui.app import IbApp
from ibtui.screens.unlock import UnlockScreen
from ibtui.secret import Secret
from ibtui.store import database, home, schools, vault
from ibtui.store.home import create_home
from tests.screens.conftest import TODAY, AppOnTuesday, home_in, settled, shown, typed

PASSPHRASE = "fiets wolk tafel regen"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A school that is closed, and its recovery key."""
    folder = tmp_path_factory.mktemp("closed")
    recovery = create_home(home_in(folder), Secret(PASSPHRASE), label="ib'er")
    schools.set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (1,), today=TODAY)
    database.close_store()
    return folder, recovery


@pytest.fixture
def closed_app(made: tuple[Path, str]) -> Iterator[IbApp]:
    yield AppOnTuesday(home_in(made[0]))
    database.close_store()


async def test_the_right_passphrase_opens_the_week(closed_app: IbApp) -> None:
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Je wachtwoord" in shown(pilot)
        await typed(pilot, f"={PASSPHRASE}")
        assert PASSPHRASE not in shown(pilot)
        await typed(pilot, "enter")
        assert "OEFENSCHOOL De Wilgenhoek · week 48" in shown(pilot)


async def test_a_wrong_passphrase_says_so_and_nothing_else_and_can_be_tried_again(closed_app: IbApp) -> None:
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "=verkeerd", "enter")
        words = [row.strip() for row in shown(pilot).splitlines() if row.strip()]
        assert words == ["ibtui", "Je wachtwoord", "! Dit wachtwoord past niet.", "Enter open  Esc stop"]
        await typed(pilot, f"={PASSPHRASE}")
        assert "past niet" not in shown(pilot)
        await typed(pilot, "enter")
        assert "week 48" in shown(pilot)


async def test_the_recovery_key_opens_too_however_it_is_typed(
    closed_app: IbApp, made: tuple[Path, str]
) -> None:
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, f"={made[1].lower().replace('-', ' ')}", "enter")
        assert "week 48" in shown(pilot)


async def test_a_typing_error_in_the_recovery_key_is_told(closed_app: IbApp, made: tuple[Path, str]) -> None:
    wrong = made[1][:-1] + ("A" if made[1][-1] != "A" else "B")
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, f"={wrong}", "enter")
        assert "Er is een teken verkeerd in deze herstelsleutel" in shown(pilot)


def _no_database(folder: Path) -> None:
    (folder / "ibtui.db").unlink()


def _no_keys(folder: Path) -> None:
    (folder / "sleutels.json").unlink()


def _half_a_database(folder: Path) -> None:
    path = folder / "ibtui.db"
    path.write_bytes(path.read_bytes()[:5000])


def _empty_database(folder: Path) -> None:
    (folder / "ibtui.db").write_bytes(b"")


def _broken_keys(folder: Path) -> None:
    (folder / "sleutels.json").write_text("{")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_no_database, "Het bestand ibtui.db is er niet"),
        (_no_keys, "Het sleutelbestand sleutels.json is er niet"),
        (_half_a_database, "beschadigd"),
        (_empty_database, "Het bestand ibtui.db is leeg"),
        (_broken_keys, "is beschadigd"),
    ],
)
async def test_files_that_are_gone_or_damaged_are_told_with_what_to_do(
    harm: Callable[[Path], None], words: str, made: tuple[Path, str], tmp_path: Path
) -> None:
    for name in ("ibtui.db", "sleutels.json"):
        (tmp_path / name).write_bytes((made[0] / name).read_bytes())
        (tmp_path / name).chmod(0o600)
    harm(tmp_path)
    app = AppOnTuesday(home_in(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, f"={PASSPHRASE}", "enter")
        told = " ".join(shown(pilot).split())
        assert words in told
        assert isinstance(app.screen, UnlockScreen)
        await typed(pilot, "escape")
    assert app.return_code == 0
    assert not database.is_open()


async def test_esc_stops(closed_app: IbApp) -> None:
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "escape")
    assert closed_app.return_code == 0
    assert home.exists(closed_app.home)


async def test_whatever_goes_wrong_the_waiting_ends(
    closed_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_memory(_home: object, _typed: Secret) -> vault.DatabaseKey:
        raise MemoryError

    monkeypatch.setattr(home, "unlock", no_memory)
    async with closed_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "=iets", "enter")
        assert "Even wachten" not in shown(pilot)
        assert "! De gegevens konden niet worden gelezen" in shown(pilot)
