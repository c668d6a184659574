"""A school that isn't opened after all leaves nothing behind."""

import threading
from pathlib import Path

import pytest

from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.shell import opening, start


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(
        tmp_path / "ibtui.db", tmp_path / "sleutels.json", tmp_path / "ibtui.toml", tmp_path / "exports"
    )


@pytest.fixture(autouse=True)
def _ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the command waits until the key is being worked out."""

    def interrupted(_self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening.Meanwhile, "begun", interrupted)


def test_after_ctrl_c_a_command_has_no_passphrase_any_more_and_no_thread(place: Home) -> None:
    passphrase = Secret("oefenen")
    with pytest.raises(KeyboardInterrupt):
        opening.open_slowly(place, passphrase)
    assert not passphrase
    assert threading.active_count() == 1


def test_after_ctrl_c_a_start_has_no_passphrase_any_more_and_no_thread(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    passphrase = Secret("oefenen")
    place.keys.touch()  # there is a school
    monkeypatch.setattr(start, "need_terminal", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        start.start(place, passphrase, lambda: pytest.fail("loaded"))
    assert not passphrase
    assert threading.active_count() == 1
