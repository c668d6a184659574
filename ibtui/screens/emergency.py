"""At the start: a text that the store couldn't have last time lies in an emergency copy. Which text goes on?

Both texts stay, whatever is chosen; the file goes when that is done. And at an end that nobody chose: make such a copy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.screen import Screen

from ibtui.care.dates import short_date
from ibtui.care.difference import merge
from ibtui.care.text import clean
from ibtui.care.words import MinutesStatus
from ibtui.errors import IbtuiError, Missing
from ibtui.screens.base import IbScreen
from ibtui.screens.difference import DifferenceScreen
from ibtui.screens.difference_lines import Names
from ibtui.screens.editor_keeper import Keeper
from ibtui.screens.editor_words import title
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.quick import QuickScreen
from ibtui.settings import Home
from ibtui.store import database, emergency, minutes
from ibtui.store import home as homes
from ibtui.store.emergency import FoundCopy
from ibtui.store.minutes import MinutesText
from ibtui.widgets.dialog import Answer, AskScreen

if TYPE_CHECKING:
    from ibtui.screens.school_switch import SchoolApp

_NAMES = Names("verslag", "noodkopie")
_LATER = Answer("l", "later kiezen: de noodkopie blijft liggen")
_TAKEN = "De tekst van de noodkopie staat nu in het verslag. De andere is er nog als eerdere versie."
_LEFT = "Het verslag is gebleven zoals het was. De noodkopie is er nog als eerdere versie (F4)."
_BOTH = "Samengevoegd. Beide teksten zijn er ook nog als eerdere versie."
_SAME = "Er lag nog een noodkopie. Alles daaruit stond al in het verslag; de kopie is gewist."
_GONE = "De noodkopie is gewist."


def offer(app: SchoolApp) -> None:
    """Ask about the first copy of this user that waits; the next one comes when that is answered."""
    key = homes.key_of(app.home)
    if not database.is_open():
        return
    if isinstance(app.screen, IbScreen):
        app.screen.attempt(lambda: emergency.drop_forgotten(app.home, key))
    mine = [one for one in emergency.waiting(app.home, key) if one.copy.who == database.who()]
    _Offer(app, mine).next()


def rescue(screens: Iterable[Screen[object]], home: Home, at: dt.datetime) -> bool:
    """The app must end and not all is saved: lock each text of minutes in a copy. Whether nothing is lost now."""
    safe = True
    for screen in screens:
        if isinstance(screen, MinutesScreen) and screen.keeper is not None and screen.is_draft:
            safe = _rescued(screen.keeper, screen.area.text, home, at) and safe
        elif isinstance(screen, IbScreen):
            safe = screen.flush() and safe
    return safe


def rescue_line(screens: Iterable[object], home: Home, at: dt.datetime) -> bool:
    """The app must end while a vangregel is typed: lock it in a copy. Whether there was one, and it is."""
    kept = False
    for screen in screens:
        if isinstance(screen, QuickScreen) and screen.half:
            with suppress(IbtuiError):
                emergency.keep(home, homes.key_of(home), emergency.LINE, screen.half, "", at)
                kept = True
    return kept


def _rescued(keeper: Keeper, text: str, home: Home, at: dt.datetime) -> bool:
    if not keeper.is_kept(text):
        try:
            keeper.to_file(text, home, at)
        except IbtuiError:
            return False
    return True


class _Offer:
    """Asks about one copy after another. What is put off isn't asked again before the next start."""

    def __init__(self, app: SchoolApp, found: list[FoundCopy]) -> None:
        self._app = app
        self._found = found

    def next(self) -> None:
        """The next one that leaves something to choose."""
        screen = self._app.screen
        if self._found and isinstance(screen, IbScreen):
            found = self._found.pop(0)
            screen.attempt(lambda: self._about(found))

    def _about(self, found: FoundCopy) -> None:
        if found.copy.minutes_id == emergency.LINE:
            self._ask_line(found)
            return
        try:
            there = minutes.load(found.copy.minutes_id)
        except Missing:
            self._show(found, _gone_words(found), "", "Noodkopie", [Answer("w", "wis de noodkopie"), _LATER])
            return
        if clean(there.text, multiline=True, limit=len(there.text)) == found.copy.text:
            self._end(found, "gewist: niets was anders", _SAME)
            self.next()
            return
        answers = [
            Answer("n", "de noodkopie nemen (het verslag wordt een eerdere versie)"),
            Answer("h", "het verslag houden (de noodkopie wordt een eerdere versie)"),
            _LATER,
        ]
        if there.status != MinutesStatus.DRAFT:
            answers[0] = Answer("n", "een nieuwe versie maken met de tekst van de noodkopie")
        elif merge(found.copy.base, found.copy.text, there.text) is not None:
            answers.insert(0, Answer("s", "samen: wat in het verslag staat en wat in de noodkopie staat"))
        self._show(found, _words(found), there.text, title(there), answers)

    def _show(self, found: FoundCopy, question: str, there: str, heading: str, answers: list[Answer]) -> None:
        do: dict[str, Callable[[FoundCopy], None]] = {
            "n": self._take, "h": self._leave, "s": self._together, "w": self._wipe,
        }  # fmt: skip

        def answered(key: str | None) -> None:
            screen = self._app.screen
            if key in do and isinstance(screen, IbScreen):
                screen.attempt(lambda: do[key](found))
            self.next()

        screen = DifferenceScreen(question, there, found.copy.text, answers, title=heading, names=_NAMES)
        self._app.push_screen(screen, answered)

    def _ask_line(self, found: FoundCopy) -> None:
        def answered(key: str | None) -> None:
            screen = self._app.screen
            if isinstance(screen, IbScreen) and key in ("v", "w"):
                screen.attempt(lambda: emergency.done(found, "teruggegeven" if key == "v" else "gewist"))
            if isinstance(screen, IbScreen) and key == "v":
                QuickScreen.leave_there(found.copy.text)
                screen.ib.open_quick()
            else:
                self.next()

        question = f"Deze vangregel is nog niet bewaard, van {_moment(found)}:\n{found.copy.text}"
        answers = [Answer("v", "verder met deze regel"), Answer("w", "wissen"), _LATER]
        self._app.push_screen(AskScreen(question, answers), answered)

    def _take(self, found: FoundCopy) -> None:
        number = _draft(minutes.load(found.copy.minutes_id))
        minutes.overrule(number, found.copy.text)
        self._end(found, "teruggezet", _TAKEN)

    def _leave(self, found: FoundCopy) -> None:
        minutes.keep_aside(found.copy.minutes_id, found.copy.text)
        self._end(found, "als eerdere versie bewaard", _LEFT)

    def _together(self, found: FoundCopy) -> None:
        there = minutes.load(found.copy.minutes_id)
        merged = merge(found.copy.base, found.copy.text, there.text)
        minutes.keep_aside(there.id, found.copy.text)
        if merged is None:  # another session wrote on while this one looked
            self._end(found, "als eerdere versie bewaard", _LEFT)
            return
        minutes.overrule(there.id, merged)
        self._end(found, "samengevoegd", _BOTH)

    def _wipe(self, found: FoundCopy) -> None:
        self._end(found, "gewist: het verslag is er niet meer", _GONE)

    def _end(self, found: FoundCopy, how: str, said: str) -> None:
        emergency.done(found, how)
        screen = self._app.screen
        if isinstance(screen, IbScreen):
            screen.refresh_view()
            screen.say(said)


def _draft(there: MinutesText) -> int:
    """The edition that the text may go to: this one, or a new one when this one is fixed."""
    return there.id if there.status == MinutesStatus.DRAFT else minutes.correct(there.id)


def _words(found: FoundCopy) -> str:
    return (
        f"Er ligt een noodkopie van dit verslag, van {_moment(found)}.\n"
        "Toen kon je tekst niet worden bewaard. Met welke ga je verder?"
    )


def _gone_words(found: FoundCopy) -> str:
    return (
        f"Er ligt een noodkopie van een verslag, van {_moment(found)}. Dat verslag is er niet meer.\n"
        "Misschien staat het in de prullenbak: zet het dan eerst terug."
    )


def _moment(found: FoundCopy) -> str:
    at = dt.datetime.fromisoformat(found.copy.made_at)
    return f"{short_date(at.date())} {at:%H:%M}"
