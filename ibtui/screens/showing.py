"""How a screen comes to be shown: the main ones, one thing on top, and what is the same everywhere (find, help)."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from textual.screen import Screen

from ibtui.screens.base import IbScreen
from ibtui.screens.school_switch import SchoolApp

if TYPE_CHECKING:
    from ibtui.screens.search import Found

Result = TypeVar("Result")

_MAIN = {
    "week": ("ibtui.screens.week", "WeekScreen"),
    "zorgen": ("ibtui.screens.concerns", "ConcernsScreen"),
    "instanties": ("ibtui.screens.agencies", "AgenciesScreen"),
    "verslagen": ("ibtui.screens.minutes_list", "MinutesListScreen"),
    "kalender": ("ibtui.screens.calendar", "CalendarScreen"),
    "afspraken": ("ibtui.screens.promises", "PromisesScreen"),
    "school": ("ibtui.screens.school", "SchoolScreen"),
}
"""Where each main screen lives; loaded when it's first shown, so that the start stays quick."""

_DETAIL = {
    "gesprek": ("ibtui.screens.conversation", "ConversationScreen"),
    "zorg": ("ibtui.screens.concern", "ConcernScreen"),
    "instantie": ("ibtui.screens.agency", "AgencyScreen"),
    "leerling": ("ibtui.screens.pupil", "PupilScreen"),
    "groep": ("ibtui.screens.group", "GroupScreen"),
    "verslag": ("ibtui.screens.minutes", "MinutesScreen"),
    "lesbezoek": ("ibtui.screens.coaching", "ObservationScreen"),
}


class ShowingApp(SchoolApp):
    """The part of the app that shows screens; see `Host` for who asks it."""

    recoloured = 0

    def watch_theme(self) -> None:
        """Called by Textual."""
        self.recoloured += 1

    def go(self, name: str) -> None:
        """Show a main screen; while it's locked, when she is back."""
        if self.locked:
            self.when_open(partial(self.go, name))
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if not self.is_screen_installed(name):
            self.install_screen(_load(*_MAIN[name]), name)
            self.call_after_refresh(_stays)
        if len(self.screen_stack) == 1:
            self.push_screen(name)
        elif self.screen is not self.get_screen(name):
            self.switch_screen(name)

    def show(self, kind: str, item_id: int) -> None:
        """Open one thing on top of what is shown; while it's locked, when she is back."""
        if self.locked:
            self.when_open(partial(self.show, kind, item_id))
            return
        if kind not in _DETAIL:  # a person or an afspraak: shown where it belongs
            self._found((kind, item_id))
            return
        if kind == "verslag" and self._back_to_minutes(item_id):
            return
        module, name = _DETAIL[kind]
        self.push_screen(_load(module, name, item_id))

    def _back_to_minutes(self, number: int) -> bool:
        """Go back to these minutes when they are open below what is shown: two editors would be two sessions."""
        for below in self.screen_stack:
            if getattr(below, "SCREEN", "") == "verslag" and getattr(below, "number", 0) == number:
                while self.screen is not below:
                    self.pop_screen()
                return True
        return False

    def open_screen(
        self, screen: Screen[Result | None], then: Callable[[Result], None] | None = None
    ) -> None:
        """Push a screen or form; `then` gets what it gave back, unless it was left with Esc."""

        def back(result: Result | None) -> None:
            if result is None or then is None:
                return
            below = self.screen
            if isinstance(below, IbScreen):  # it says what went wrong; another session may have been faster
                below.attempt(partial(then, result))
            else:
                then(result)

        self.push_screen(screen, back)

    def open_quick(self, text: str = "", pupil: int | None = None) -> None:
        """The vangregel, on the page of this pupil with `text` in it already; says afterwards what was kept."""
        from ibtui.screens.quick import QuickScreen

        screen = QuickScreen(self.school.id, self.today(), self.school.working_days, text, pupil)
        self.open_screen(screen, self._kept)

    def _kept(self, said: str | None) -> None:
        if said and isinstance(self.screen, IbScreen):
            self.screen.refresh_view()
            self.screen.say(said)

    def open_search(self) -> None:
        """Search in everything; opens what was chosen."""
        from ibtui.screens.search import SearchScreen

        self.open_screen(SearchScreen(self.school.id), self._found)

    def _found(self, found: Found | None) -> None:
        if found is not None:
            kind, item_id = found
            opener = import_module("ibtui.screens.opening")
            opener.open_found(self, kind, item_id)

    def open_help(self) -> None:
        """The keys of this screen."""
        from ibtui.screens.help import HelpScreen

        if isinstance(self.screen, IbScreen):
            screen = self.screen
            self.push_screen(
                HelpScreen(
                    screen.heading(), screen.available(), marks=screen.SCREEN in ("verslag", "bespreking")
                )
            )

    def open_palette(self) -> None:
        """The commands of this screen, by name."""
        from ibtui.widgets.palette import palette

        screen = self.screen
        if not isinstance(screen, IbScreen):
            return
        commands = [item for item in screen.available() if item.id != "palette"]

        def picked(places: tuple[int, ...] | None) -> None:
            if places:
                screen.action_run(commands[places[0]].id)

        self.open_screen(palette(commands), picked)


def _stays() -> None:
    """What was loaded stays until the end, and looking at it takes the garbage collector longer than drawing does.

    Only where the start did so too (`app.py`): a process of many apps must be able to let go of them.
    """
    if gc.isenabled() and gc.get_freeze_count():
        gc.freeze()


def _load(module: str, name: str, *args: object) -> Screen[object]:
    screen: Screen[object] = getattr(import_module(module), name)(*args)
    return screen
