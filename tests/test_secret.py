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
