"""The first start."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ibtui.screens.wizard import RecoveryScreen
from ibtui.store import database
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import AppOnTuesday, home_in, settled, shown, typed

PASSPHRASE = "fiets wolk tafel regen"


async def fill_in(pilot: Pilot[None], **other: str) -> None:
    """Put answers in the form at once; each of them can be another."""
    answers = {
        "name": "OEFENSCHOOL De Wilgenhoek",
        "coordinator": "Marit van der Veen",
        "days": "di",
        "passphrase": PASSPHRASE,
        "again": PASSPHRASE,
    } | other
    form = pilot.app.screen
    assert isinstance(form, FormScreen)
    for name, answer in answers.items():
        form.put(name, answer)
    await settled(pilot)


async def test_esc_stops_and_nothing_is_written(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "escape")
    assert app.return_code == 0
    assert list(tmp_path.iterdir()) == []


async def test_stopping_after_typing_asks_first(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "=De", "escape")
        assert "weggooien" in shown(pilot)
        await typed(pilot, "t")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.values().text("name") == "De"
        await typed(pilot, "escape", "w")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"days": "elke dag"}, "Dat zijn geen dagen."),
        ({"passphrase": "kort", "again": "kort"}, "Je wachtwoord is te kort"),
        ({"passphrase": "aaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaa"}, "te makkelijk te raden"),
        ({"again": "fiets wolk tafel zon"}, "een ander wachtwoord dan hierboven"),
        ({"name": " "}, "Dit moet je invullen."),
    ],
)
async def test_a_wrong_answer_is_told_in_place_and_nothing_is_written(
    answer: dict[str, str], words: str, tmp_path: Path
) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot, **answer)
        await typed(pilot, "ctrl+s")
        assert words in shown(pilot)
        assert PASSPHRASE not in shown(pilot)
        assert isinstance(app.screen, FormScreen)
    assert list(tmp_path.iterdir()) == []


async def test_the_working_days_are_shown_in_words_while_typing(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "tab", "tab", "=ma, do")
        assert "= maandag en donderdag" in shown(pilot)


async def test_another_first_passphrase_is_no_longer_the_same_as_the_second(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot)
        assert "= hetzelfde" in shown(pilot)
        app.screen.query_one("#field-passphrase", Input).focus()
        await typed(pilot, "end", "= erbij")
        assert "= hetzelfde" not in shown(pilot)
        await typed(pilot, "tab")
        assert "een ander wachtwoord dan hierboven" in shown(pilot)


async def test_the_recovery_key_is_shown_once_and_must_be_proven(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot)
        await typed(pilot, "ctrl+s")
        screen = app.screen
        assert isinstance(screen, RecoveryScreen)
        key = screen._recovery.reveal()
        assert key[:4] in shown(pilot) and key[-6:-2] in shown(pilot)

        await typed(pilot, "escape")
        assert "zonder te controleren" in shown(pilot)
        await typed(pilot, "t", "enter")
        assert key[:4] not in shown(pilot)
        await typed(pilot, "=xxxxx", "enter")
        assert "Dat is niet hetzelfde" in shown(pilot)
        await typed(pilot, "escape")
        assert key[:4] in shown(pilot)
        await typed(pilot, "enter", f"={key[-6:].lower()}", "enter")
        assert "Deze week is nog leeg" in shown(pilot)
    database.close_store()
    assert (tmp_path / "nieuw").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "nieuw" / "sleutels.json").stat().st_mode & 0o777 == 0o600


@contextmanager
def files_stay_small(size: int) -> Iterator[None]:
    """No file can grow larger than this, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_full_disk_halfway_leaves_nothing_and_what_was_typed_stays(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "diep" / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot)
        for size in (200, 20_000):  # not even the key file; the key file but no database
            with files_stay_small(size):
                await typed(pilot, "ctrl+s")
            assert "schijf" in shown(pilot)
            assert app.screen.query_one("#field-name", Input).value == "OEFENSCHOOL De Wilgenhoek"
            assert list(tmp_path.iterdir()) == []
        await typed(pilot, "ctrl+s")
        assert isinstance(app.screen, RecoveryScreen)
    database.close_store()


async def test_a_name_that_the_store_refuses_leaves_nothing_either(tmp_path: Path) -> None:
    app = AppOnTuesday(home_in(tmp_path / "diep" / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot, name="De Wilgenhoek " * 20)
        await typed(pilot, "ctrl+s")
        assert "200" in shown(pilot)
        assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("in de weg")
    app = AppOnTuesday(home_in(tmp_path / "bestand" / "nieuw"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await fill_in(pilot)
        await typed(pilot, "ctrl+s")
        assert "! De map" in shown(pilot)
        assert isinstance(app.screen, FormScreen)
    assert [path.name for path in tmp_path.iterdir()] == ["bestand"]
