"""`r` on the school: what this school keeps in its own way, the sheet for a successor, and the log."""

from __future__ import annotations

from importlib import import_module

from ibtui.screens.base import IbScreen
from ibtui.widgets.dialog import Answer, AskScreen

_SCREENS = {
    "t": ("ibtui.screens.term_rules", "TermRulesScreen"),
    "s": ("ibtui.screens.checklists", "ChecklistsScreen"),
    "b": ("ibtui.screens.retention", "RetentionScreen"),
    "l": ("ibtui.screens.log", "LogScreen"),
}


def open_rules(screen: IbScreen) -> None:
    """Ask which, and open it."""
    answers = [
        Answer("t", "termijnen: hoe lang, en waar dat staat"),
        Answer("s", "stukken: wat er nodig is bij een aanvraag"),
        Answer("b", "bewaarlijst: wat weg moet, en wanneer"),
        Answer("o", "overdrachtsblad: één bladzijde voor wie het overneemt"),
        Answer("l", "logboek: wie wat deed en wanneer"),
        Answer("x", "terug"),
    ]
    screen.ib.open_screen(AskScreen("De regels van deze school", answers), lambda key: _open(screen, key))


def _open(screen: IbScreen, key: str) -> None:
    if key in _SCREENS:  # loaded when they are first wanted
        module, name = _SCREENS[key]
        screen.app.push_screen(getattr(import_module(module), name)())
    elif key == "o":
        import_module("ibtui.screens.handover").make_handover(screen)
