"""What holds for the class of every screen."""

import importlib
import pkgutil

from textual.widget import Widget

from ibtui import screens
from ibtui.screens.base import IbScreen


def _below(cls: type[IbScreen]) -> set[type[IbScreen]]:
    return {cls, *(deeper for one in cls.__subclasses__() for deeper in _below(one))}


def _styled(cls: type[Widget]) -> set[str]:
    """The classes whose style Textual gives to `cls`: it follows only the first base of each."""
    found, at = set(), cls
    while at is not Widget:
        found.add(at.__name__)
        at = next(base for base in at.__bases__ if issubclass(base, Widget))
    return found


def test_a_screen_with_two_bases_keeps_the_style_of_both() -> None:
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    for cls in _below(IbScreen):
        wanted = {
            base.__name__
            for base in cls.__mro__
            if issubclass(base, Widget)
            and base is not Widget
            and "DEFAULT_CSS" in vars(base)
            and base.DEFAULT_CSS
        }
        assert wanted <= _styled(cls), cls
