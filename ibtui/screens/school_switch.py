"""Which school is open: the door at the start, from one school to another, and one school more.

The wall: before another store is opened, every screen of the school is taken away and everything that was saving is
done. Nothing that was on a screen, in a list or in memory comes along, but the keys of the schools that were unlocked.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from importlib import import_module

from textual.screen import Screen

from ibtui import places
from ibtui.care.school_name import short_name, telling_name
from ibtui.commands import command
from ibtui.errors import IbtuiError
from ibtui.screens import left_lines
from ibtui.screens.base import IbScreen
from ibtui.screens.school_leaving import LeavingApp
from ibtui.settings import Home
from ibtui.store import database, other_schools, schools
from ibtui.store import home as homes
from ibtui.store.database import StoreFault, explain
from ibtui.store.other_schools import Busy, Elsewhere, Opened

_PRACTICE = "Dit is een oefenmap, daar hoort geen echte school in. Start ibtui in je eigen map."
_BACK = "t"


class SchoolApp(LeavingApp):
    """The part of the app that knows which school is open. `IbApp` adds the screens."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.school: schools.SchoolInfo
        self.mark = ""
        """What the top line of every screen and form must say: OEFENSCHOOL in a practice school."""
        self.school_name = self.short_school = ""
        """What the top line says of the school; the short form is "" while there is only one."""
        self._namesakes: set[str] = set()
        """What the other schools of this home are called, as far as they were unlocked."""
        self._before: Home | None = None
        self._elsewhere = Elsewhere()
        self._begun = False

    # ── what the app itself has ────────────────────────────────────────────────
    def go(self, name: str) -> None:
        """Show a main screen."""
        raise NotImplementedError

    def today(self) -> dt.date:
        """The day, for every rule that needs one."""
        raise NotImplementedError

    def stop_with(self, error: IbtuiError) -> None:
        """Stop because of an error that no screen can mend; the shell says it."""
        raise NotImplementedError

    def start_timers(self) -> None:
        """Once, after the first screen: look for other sessions, and for the template."""
        raise NotImplementedError

    def look_at_every_page(self) -> None:
        """Soon, for each school that opens: whether its whole file is sound."""
        raise NotImplementedError

    # ── the door ───────────────────────────────────────────────────────────────
    def start_school(self) -> None:
        """Show the week when the store is open already; else ask the passphrase, or start the wizard."""
        if database.is_open():
            self.begin()
            return
        try:
            there = homes.exists(self.home)
        except IbtuiError as error:
            self.stop_with(error)
            return
        self.push_screen(
            self._door() if there else _screen("wizard", "WizardScreen", self.home), self._opened
        )

    def _door(self) -> Screen[object]:
        others = self._others()
        asks = f"Je wachtwoord · laatst open: {places.spoken(self.home)}" if others else "Je wachtwoord"
        return _screen("unlock", "UnlockScreen", self.home, others, asks)

    def _opened(self, opened: object) -> None:
        if not isinstance(opened, Home):
            self.exit()
            return
        wanted, self.home = self.home, opened
        self.begin()
        if wanted != opened:
            self._say(f"Dit wachtwoord is van {self.school_name}, niet van {places.spoken(wanted)}.", "warn")

    def begin(self) -> None:
        """The store is open: show the week and keep an eye on other sessions."""
        try:
            self.read_school()
        except (IbtuiError, StoreFault) as error:
            self.stop_with(places.with_way_out(explain(error), self.home))
            return
        self._namesakes = {self.name_of(home) for home in self._others()}
        self.short_school = self._short()
        self.mark = "OEFENSCHOOL" if self.school.practice else ""
        places.remember(self.home)
        left_lines.kept = self._quick_left.get(self.home.database, {})
        self.go("week")
        database.changed_elsewhere()
        # By way of the app: while it starts, Textual lets these go before anything is painted.
        self.call_later(self.call_after_refresh, self._begin_day)
        self.call_later(self.call_after_refresh, self._look_at_emergency_copies)
        self.look_at_every_page()
        if not self._begun:
            self._begun = True
            self.start_timers()
        else:
            self.stop_template()  # it may have been begun while the wizard was there
            self.watch_template()

    def _begin_day(self) -> None:
        """She works here today; private notes that are over go. After the first screen stands: nobody waits for it."""
        from ibtui.store import private_notes, search_index, visits

        if not database.is_open():
            return
        first = visits.record_visit(self.school.id, self.today())
        with database.little_cache():  # the first time of a day this reads whole tables
            if first:
                search_index.catch_up_with_all()
            gone = private_notes.begin_day(self.school.id, self.today(), first=first)
        if gone and isinstance(self.screen, IbScreen):  # a dialog may stand over it
            self.screen.refresh_view()

    def _look_at_emergency_copies(self) -> None:
        """A text that the store couldn't have last time: after the week stands, it asks what becomes of it."""
        from ibtui.store import emergency as emergency_copies

        if emergency_copies.there_are(self.home):
            import_module("ibtui.screens.emergency").offer(self)

    def read_school(self) -> None:
        """Ask again what the school is called and when the ib'er works there."""
        self.school = schools.current()
        self.school_name = self.school.name
        self.short_school = self._short()

    def _short(self) -> str:
        """What tells this school from the others; its folder when another one has the same name."""
        if not self._others():
            return ""
        return telling_name(self.school_name, self._namesakes) or places.called(self.home)

    # ── the other schools of this home ─────────────────────────────────────────
    def _others(self) -> list[Home]:
        return [home for home in places.schools(self.home) if home.database != self.home.database]

    def _unlocked(self) -> list[Opened]:
        keys = [(home, homes.key_of(home)) for home in self._others()]
        return [(home, key) for home, key in keys if key is not None]

    def busy(self, first: dt.date, last: dt.date) -> list[Busy]:
        """When the ib'er is taken at her other schools, of those that were unlocked in this run."""
        return self._elsewhere.busy(self._unlocked(), first, last)

    def name_of(self, home: Home) -> str:
        """What another school is called: its own name when it was unlocked, else that of its folder."""
        key = homes.key_of(home)
        return (other_schools.name(home, key) if key is not None else "") or places.spoken(home)

    # ── to another school ──────────────────────────────────────────────────────
    def switch_school(self) -> None:
        """To another school: at once when there are two, else ask which."""
        others = self._others()
        refused = self._refused() if others else command("switch_school").unless
        if refused:
            if others:
                self.drop_typed()  # it was meant for the other school
            self._say(refused, "warn")
        elif len(others) == 1:
            self._change_to(others[0])
        else:
            self._ask(others)

    def _ask(self, others: list[Home]) -> None:
        from ibtui.widgets.dialog import Answer, AskScreen

        names = {home: self.name_of(home) for home in others}
        often = Counter(names.values())
        for home, name in names.items():
            if often[name] > 1 or name == self.school_name:
                names[home] = f"{name} ({places.called(home)})"
        keys = _letters([short_name(name) for name in names.values()])
        by_key = dict(zip(keys, names, strict=True))
        answers = [Answer(key, names[home]) for key, home in by_key.items()]
        if self._before is not None and self._before in names:
            by_key["\\"] = self._before
            answers.append(Answer("\\", f"de vorige: {names[self._before]}"))

        def answered(key: str | None) -> None:
            if key is not None and key in by_key:
                self._change_to(by_key[key])

        self.push_screen(AskScreen("Naar welke school?", [*answers, Answer(_BACK, "terug")]), answered)

    def _change_to(self, home: Home) -> None:
        """Go there; ask its passphrase first when it isn't known yet."""
        if homes.key_of(home) is not None:
            self._start(self._switch(home))
            return

        def back(unlocked: object) -> None:
            if unlocked is not None:
                self._start(self._switch(home))

        asks = f"Je wachtwoord voor {places.spoken(home)}"
        self.push_screen(_screen("unlock", "UnlockScreen", home, (), asks, only_key=True), back)

    async def _switch(self, home: Home) -> bool:
        """Whether she is at the other school now."""
        name = self.name_of(home)
        if not await self._leave():
            return False
        old, problem = self.home, ""
        try:
            self._open(home)
        except (IbtuiError, StoreFault) as error:
            problem = f"{name[:1].upper()}{name[1:]} gaat niet open. {explain(error)}"
            if not self._reopen(old):
                return False
        self.begin()
        self._say(problem or f"Je bent nu op {self.school_name}.", "late" if problem else "good")
        return not problem

    def _open(self, home: Home) -> None:
        """Raises what `homes.open_unlocked` raises, and `Missing` when no school was set up in it."""
        key = homes.key_of(home)
        if key is not None:
            homes.open_unlocked(home, key)
            schools.current()
        self._now_at(home)

    def _now_at(self, home: Home) -> None:
        if home != self.home:
            self._before, self.home = self.home, home

    def _reopen(self, home: Home) -> bool:
        """Back to the school that was left; when even that can't be, the app stops and says why."""
        try:
            key = homes.key_of(home)
            if key is not None:
                homes.open_unlocked(home, key)
        except (IbtuiError, StoreFault) as error:
            self.stop_with(explain(error))
            return False
        return True

    # ── one school more ────────────────────────────────────────────────────────
    def add_school(self) -> None:
        """The wizard, for one more school in this home."""
        refused = _PRACTICE if self.school.practice else self._refused()
        if refused:
            self._say(refused, "warn")
        else:
            self._start(self._add())

    async def _add(self) -> bool:
        """Whether the wizard is shown."""
        if not await self._leave():
            return False
        self.short_school = self.mark = ""
        first = places.first(self.home)
        self.push_screen(_screen("wizard", "WizardScreen", first, further=True), self._added)
        return True

    def _added(self, made: object) -> None:
        if isinstance(made, Home):
            self._now_at(made)
        elif not self._reopen(self.home):
            return
        self.begin()
        if isinstance(made, Home):
            self._say(f"{self.school_name} is er. Met \\ wissel je van school.")


def _screen(module: str, name: str, *args: object, **options: object) -> Screen[object]:
    screen: Screen[object] = getattr(import_module(f"ibtui.screens.{module}"), name)(*args, **options)
    return screen


def _letters(names: list[str]) -> list[str]:
    """The key of each: its first letter when no other has that one, else a number."""
    firsts = [name[:1].lower() for name in names]
    free = iter("123456789abcdefghijklmnopqrsuvwxyz")
    used = {letter for letter in firsts if _own(letter, firsts)}
    others = (key for key in free if key not in used)
    return [letter if _own(letter, firsts) else next(others) for letter in firsts]


def _own(letter: str, firsts: list[str]) -> bool:
    return letter.isascii() and letter.isalpha() and letter != _BACK and firsts.count(letter) == 1
