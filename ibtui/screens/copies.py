"""The documents that still lie in a folder: looked at while the screen goes on, taken away after a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from ibtui.lying import LyingFile, State, away_words, look, note, place, remove, remove_all
from ibtui.screens.base import IbScreen
from ibtui.screens.copy_lines import why_gone
from ibtui.store import exports
from ibtui.store.exports import ExportRow
from ibtui.widgets.dialog import Answer, AskScreen

Files = tuple[LyingFile, ...]


class CopiesLook:
    """Asks the store which documents were written, and in a thread what became of them: a folder on a network may
    take long to answer. One look at a time; `seen` is what the last one saw."""

    def __init__(self, screen: IbScreen, changed: Callable[[], object]) -> None:
        """`changed` is called on the screen's own thread when another look saw something else."""
        self._screen = screen
        self._changed = changed
        self._busy = self._again = False
        self.seen: Files = ()

    def start(self) -> None:
        """Look now, or when the look that is under way is done. The store may refuse: then its error is raised."""
        if self._busy:
            self._again = True
            return
        rows = exports.lying(self._screen.ib.school.id)
        if not rows and not self.seen:
            return
        self._busy = True
        folder, today = self._screen.ib.home.exports, self._screen.ib.today()
        # The app's worker and not the screen's: a look that is broken off would never say that it is done.
        self._screen.app.run_worker(
            lambda: self._look(rows, folder, today), thread=True, group="copies", exit_on_error=False
        )

    def _look(self, rows: Sequence[ExportRow], folder: Path, today: dt.date) -> None:
        try:
            found = look(rows, folder, today)
        except (OSError, ValueError):  # a folder of which not even the name is any good: what was seen stands
            found = self.seen
        self._screen.app.call_from_thread(self._looked, found, today)

    def _looked(self, found: Files, today: dt.date) -> None:
        self._busy = False
        if not self._screen.is_mounted:
            return
        before, self.seen = self.seen, note(found, today)
        if self.seen != before:
            self._screen.attempt(self._changed)
        if self._again:
            self._again = False
            self._screen.attempt(self.start)


def ask_to_remove(screen: IbScreen, file: LyingFile, old: Sequence[LyingFile]) -> None:
    """Del on a document. `old`: those that lie there too long, which may go along with it."""
    if file.state is State.AWAY:
        screen.say(" ".join(f"{said}." for said in away_words(file)), "warn")
        return
    if not file.there:
        question = f"{file.row.file_name}\n\n{why_gone(file)} Hem uit deze lijst halen?"
        answers = [Answer("j", "ja: in het logboek komt dat hij weg is"), Answer("n", "nee")]
    else:
        question = f"{file.row.file_name}\n\n{_what_happens(file)}"
        yes = {
            State.LINK: "ja, haal de verwijzing weg",
            State.CHANGED: "ja, wis hem ook al is hij gewijzigd",
        }.get(file.state, "ja, wis deze kopie")
        answers = [Answer("j", yes), Answer("n", "nee, laat hem liggen")]
    others = [one for one in old if one.state not in (State.OPEN, State.LINK, State.CHANGED)]
    if file.old and len(others) > 1:
        answers.insert(1, Answer("a", f"wis alle {len(others)} kopieën die er langer dan een week liggen"))

    def answered(key: str) -> None:
        if key == "j":
            _do(screen, lambda: remove(file, even_open=True, even_changed=file.state is State.CHANGED))
        elif key == "a":
            _do(screen, lambda: remove_all(others))

    screen.ib.open_screen(AskScreen(question, answers), answered)


def _do(screen: IbScreen, action: Callable[[], str]) -> None:
    said: list[str] = []
    done = screen.attempt(lambda: said.append(action()))
    if done:
        screen.refresh_view()
        screen.say(said[0])


def _what_happens(file: LyingFile) -> str:
    if file.state is State.LINK:
        return (
            f"Hier ligt nu een verwijzing naar {_target(file)}. Alleen de verwijzing gaat weg. "
            "Het document waar hij naar wijst, wordt niet gewist: doe dat zelf."
        )
    told = [f"Deze kopie in {place(file.path.parent)} wordt overschreven en gewist. Dat kan niet terug."]
    if file.state is State.OPEN:
        told.append("Hij lijkt nog open in Word of LibreOffice. Sluit hem daar eerst: anders komt hij terug.")
    if file.state is State.CHANGED:
        told.append(
            "Let op: dit bestand is gewijzigd nadat ibtui hem schreef, of het is een ander bestand met die naam. "
            "Wat erin veranderd is, staat niet in het verslag."
        )
    told.append("De tekst blijft in ibtui.")
    if file.beside:
        told.append(f"Dit blijft liggen: {', '.join(file.beside)}.")
    return " ".join(told)


def _target(file: LyingFile) -> str:
    """Where a link leads, as people write it."""
    try:
        return place(file.path.readlink())
    except OSError:
        return "een ander bestand"


def show_copies(screen: IbScreen) -> None:
    """To Verslagen, with only the copies in sight."""
    from ibtui.screens.minutes_list import MinutesListScreen  # here: it takes this module

    screen.ib.go("verslagen")
    shown = screen.app.screen
    if isinstance(shown, MinutesListScreen):
        shown.show_copies()
