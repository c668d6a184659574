"""Ctrl+P: the commands of the screen you are on, by name."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.commands import Command
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen


def palette(commands: Sequence[Command]) -> PickScreen:
    """A picker of commands; gives back the place of the chosen one in `commands`."""
    options = [Option(place, _label(item)) for place, item in enumerate(commands)]
    return PickScreen("Opdrachten", PickSource(lambda: options))


def _label(item: Command) -> str:
    """The key, in a column of its own, and what it does."""
    return f"{item.shown:<8} {item.help}"
