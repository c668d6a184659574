"""Every test starts in an empty house: nothing of the developer's own config or terminal gets in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support import FULL

settings.register_profile("ibtui", deadline=None)  # a slow machine is not a fault
settings.load_profile("ibtui")

_TERMINAL = {"COLORTERM", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"}
_OURS = {FULL, "TEXTUAL_SNAPSHOT_TEMPDIR"}  # the second is how pytest-textual-snapshot talks to itself
_FAMILIES = ("IBTUI_", "TEXTUAL", "XDG_", "LC_", "LANG", "PYTHON")


def _empty_house(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Clear what a developer may have set; point the home folder and IBTUI_HOME into `folder`."""
    for name in list(os.environ):
        if (name.startswith(_FAMILIES) or name in _TERMINAL) and name not in _OURS:
            patch.delenv(name)
    patch.setenv("HOME", str(folder / "home"))
    patch.setenv("IBTUI_HOME", str(folder / "ibtui"))
    patch.setenv("TERM", "xterm-256color")
    patch.setenv("COLORTERM", "truecolor")  # all colours, so that a test sees what the theme says
    patch.setenv("LANG", "C.UTF-8")
    (folder / "home").mkdir()


@pytest.fixture(scope="session", autouse=True)
def _no_config_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For fixtures that live longer than one test."""
    with pytest.MonkeyPatch.context() as patch:
        _empty_house(patch, tmp_path_factory.mktemp("house"))
        yield


@pytest.fixture(autouse=True)
def _empty_house_per_test(
    _no_config_of_the_developer: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For each test a home of its own, outside `tmp_path`, which a test may want to list."""
    _empty_house(monkeypatch, tmp_path_factory.mktemp("house"))
