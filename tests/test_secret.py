import copy
import pickle

import pytest

from ibtui.secret import Secret


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret("geheim woord")
    assert secret.reveal() == "geheim woord"
    assert "geheim" not in f"{secret} {secret!r} {[secret]}"


def test_a_secret_does_not_travel() -> None:
    for way in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(Secret("geheim woord"))


def test_an_empty_secret_is_false() -> None:
    assert not Secret("")
    assert Secret(" ")


def test_a_secret_is_gone_after_wipe() -> None:
    secret = Secret("geheim wóord ☂")
    secret.wipe()
    assert not secret
    assert secret.reveal() == ""
    secret.wipe()


@pytest.mark.parametrize("text", ["geheim", "wóord", "☂ en 🐘", "half \ud800 teken", ""])
def test_a_secret_can_be_made_and_read_sign_by_sign(text: str) -> None:
    secret = Secret(iter(text))
    assert secret.reveal() == text
    assert list(secret.signs()) == list(text)
    assert len(secret) == len(text)


def test_the_bytes_for_a_key_are_the_same_however_the_keyboard_sends_an_accent() -> None:
    assert Secret("caf\u00e9").utf8() == Secret("cafe\u0301").utf8() == bytearray("caf\u00e9".encode())
