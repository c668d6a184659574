"""What a screen may ask of the app. The app is a floor higher, so screens know it only by this promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol, TypeVar

from textual.screen import Screen

from ibtui.settings import Home
from ibtui.store.other_schools import Busy
from ibtui.store.schools import SchoolInfo

Result = TypeVar("Result")


class Host(Protocol):
    """The app, as screens see it."""

    school: SchoolInfo
    home: Home
    recoloured: int
    """How often the theme was changed. By its name a screen can't know: it may be changed while the screen is shown,
    and changed back on another."""

    def today(self) -> dt.date:
        """The day, for every rule that needs one."""

    def now(self) -> dt.datetime:
        """The day and the time on the clock, for what is written down as it happens."""

    def read_school(self) -> None:
        """Ask again what `school` is: it may have been changed, here or in another session."""

    def go(self, name: str) -> None:
        """Show a main screen: a key of `commands.SCREENS`."""

    def show(self, kind: str, item_id: int) -> None:
        """Open one thing on top of what is shown: "gesprek", "zorg", "instantie", "leerling", "groep", "persoon",
        "verslag" or "afspraak" (its conversation)."""

    def open_screen(
        self, screen: Screen[Result | None], then: Callable[[Result], None] | None = None
    ) -> None:
        """Push a screen or form; `then` gets what it gave back, unless it was left with Esc."""

    def open_quick(self, text: str = "", pupil: int | None = None) -> None:
        """The vangregel; `text` stands in it already, on the page of this pupil."""

    def open_search(self) -> None:
        """Search in everything."""

    def send_to_clipboard(self, text: str) -> None:
        """Copy a text for use outside ibtui, because that was asked."""

    def open_help(self) -> None:
        """The keys of this screen."""

    def open_palette(self) -> None:
        """The commands of this screen, by name."""

    def light_or_dark(self) -> None:
        """The other theme, until ibtui stops."""

    def redraw(self) -> None:
        """Draw all of the screen again, as something else wrote over it."""

    def switch_school(self) -> None:
        """To another school: at once when there are two, else ask which."""

    def add_school(self) -> None:
        """The wizard, for one school more in this home."""

    def busy(self, first: dt.date, last: dt.date) -> list[Busy]:
        """When the ib'er is taken at her other schools, of those that were unlocked in this run."""

    @property
    def locked(self) -> bool:
        """Whether nothing of the school may be shown now; the store may be closed then."""

    def lock(self) -> None:
        """Blank the screen until the passphrase is typed; everything is saved first."""

    def when_open(self, action: Callable[[], object]) -> None:
        """Do this now; while the screen is locked, when she is back: what it shows would be missed."""

    def leave(self) -> None:
        """Stop, after everything is saved."""
