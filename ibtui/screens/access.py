"""`i` on the page of a pupil: a parent wants to see the file (inzage)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibtui import dossier_paper
from ibtui.care.dates import due_words, long_date, short_date
from ibtui.care.words import Custody
from ibtui.dossier_paper import OnStore, Written
from ibtui.errors import IbtuiError
from ibtui.files import shown
from ibtui.lying import place
from ibtui.screens.base import IbScreen
from ibtui.screens.export_doing import WRITING
from ibtui.screens.export_jump import tell
from ibtui.screens.forms.access import access_form
from ibtui.store import access_requests
from ibtui.store.access_requests import RequestRow
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.dialog import Answer, AskScreen

NO_CUSTODY = (
    "{who} heeft geen gezag. Zo'n ouder krijgt niet het hele dossier. Op verzoek hoort hij of zij wel belangrijke "
    "dingen over het kind (artikel 1:377c BW). Niet als de andere ouder het ook niet zo zou krijgen, of als het niet "
    "goed is voor het kind. Zeg je nee? Zeg dan ook waarom, en schrijf dat op."
)
UNKNOWN = (
    "Van {who} is niet bekend of er gezag is. Zoek dat eerst uit. Ouders met gezag krijgen inzage, "
    "ook na een scheiding."
)
SOMEBODY = (
    "Wie het vraagt, staat niet bij dit kind. Zoek eerst uit of hij of zij gezag heeft. Alleen ouders met gezag "
    "krijgen zomaar inzage."
)
_MOST = 9  # requests that are open at the same time: each has a number to press
_BUSY = "Er wordt al een Word-document gemaakt. Een ogenblik."
_FAILED = "Het Word-document kon niet worden gemaakt. Geef dit door aan de beheerder."


def ask_access(screen: IbScreen, pupil_id: int) -> None:
    """Ask who wants to see it, note the request with its term, and make the Word document in a thread.

    While a request is open, ask what to do with that one first.
    """
    rows = access_requests.open_requests(pupil_id)
    if not rows:
        _new(screen, pupil_id)
    elif len(rows) == 1:
        _ask_about(screen, rows[0])
    else:
        _which(screen, pupil_id, rows[:_MOST])


def _which(screen: IbScreen, pupil_id: int, rows: Sequence[RequestRow]) -> None:
    """Of more requests that are open, ask which one it is about."""
    answers = [
        Answer(str(number), f"{row.asked_by or 'iemand'}, geven uiterlijk {short_date(row.due_on)}")
        for number, row in enumerate(rows, 1)
    ]
    answers += [Answer("n", "nog een verzoek, van iemand anders"), Answer("t", "terug")]

    def chosen(key: str) -> None:
        if key == "n":
            _new(screen, pupil_id)
        elif key.isdigit():
            _ask_about(screen, rows[int(key) - 1])

    screen.ib.open_screen(AskScreen("Er lopen meer verzoeken om inzage. Om welk gaat het?", answers), chosen)


def _ask_about(screen: IbScreen, row: RequestRow) -> None:
    """What to do with a request that is open."""
    answers = [
        Answer("m", "de kopie opnieuw maken" if row.file_name else "de kopie maken"),
        Answer("w", "de kopie maken, zonder namen van anderen"),
        Answer("g", "de kopie is gegeven, of samen gelezen"),
        Answer("n", "nog een verzoek, van iemand anders"),
        Answer("v", "het verzoek vervalt"),
        Answer("t", "terug"),
    ]
    screen.ib.open_screen(AskScreen(question(screen, row), answers), lambda key: _answered(screen, row, key))


def question(screen: IbScreen, row: RequestRow) -> str:
    """What is known of a request that is open."""
    today = screen.ib.today()
    who = row.asked_by or "Iemand"
    late = f": {due_words(row.due_on, today)}" if row.due_on < today else ""
    return (
        f"{who} vroeg om inzage op {long_date(row.asked_on)}.\n"
        f"Geven uiterlijk {long_date(row.due_on)}{late}.\n"
        + (f"De kopie is gemaakt: {row.file_name}" if row.file_name else "Er is nog geen kopie gemaakt.")
    )


def _answered(screen: IbScreen, row: RequestRow, key: str) -> None:
    today = screen.ib.today()
    if key in ("m", "w"):
        make(screen, row, hide=key == "w")
    elif key == "g":
        given: Callable[[], None] = lambda: access_requests.give(row.id, today, row.version)  # noqa: E731
        screen.change(given, "Opgeschreven: de kopie is gegeven. De termijn is klaar.")
    elif key == "n":
        _new(screen, row.pupil_id)
    elif key == "v":
        off: Callable[[], None] = lambda: access_requests.withdraw(row.id, row.version)  # noqa: E731
        screen.change(off, "Het verzoek en de termijn zijn weg. Met u haal je ze terug.")


def _new(screen: IbScreen, pupil_id: int) -> None:
    found: list[tuple[RequestRow, bool]] = []
    form = access_form(screen.ib, pupil_id, lambda row, hide: found.append((row, hide)))

    def saved(_id: int) -> None:
        row, hide = found[-1]
        words = warning(row)
        if not words:
            make(screen, row, hide=hide)
            return
        answers = [Answer("m", "toch de kopie maken"), Answer("t", "nu niet: alleen het verzoek bewaren")]
        screen.ib.open_screen(
            AskScreen(words, answers), lambda key: make(screen, row, hide=hide) if key == "m" else None
        )

    screen.ib.open_screen(form, saved)


def warning(row: RequestRow) -> str:
    """Why somebody may not simply get a copy (domain 2.5); "" for a parent with gezag."""
    if row.asked_by_id is None or not row.custody:
        return SOMEBODY
    words = {Custody.YES.value: "", Custody.NO.value: NO_CUSTODY}.get(row.custody, UNKNOWN)
    return words.format(who=row.asked_by)


def make(screen: IbScreen, row: RequestRow, *, hide: bool = False) -> None:
    """Make the copy and the list to check it with, in a thread; then say where they lie. One document at a time."""
    app = screen.app
    if any(worker.group == WRITING and not worker.is_finished for worker in app.workers):
        screen.say(_BUSY, "warn")
        return
    work: list[Callable[[OnStore], Written]] = []
    host = screen.ib

    def ask() -> None:
        work.append(dossier_paper.writer(host.home, host.school, row, host.today(), hide=hide))

    if not screen.attempt(ask):
        return

    def run() -> None:
        try:
            written = work[0](app.call_from_thread)
        except (IbtuiError, StoreFault) as error:
            app.call_from_thread(tell, screen, str(explain(error)), "late")
        except Exception:  # noqa: BLE001  (in a thread nobody else would say anything)
            app.call_from_thread(tell, screen, _FAILED, "late")
        else:
            app.call_from_thread(screen.refresh_view)
            app.call_from_thread(tell, screen, said(written, row), "good")

    screen.say("Het Word-document wordt gemaakt …")
    # The app's worker and not the screen's: it goes on when the screen is left.
    app.run_worker(run, thread=True, group=WRITING, exit_on_error=False)


def said(written: Written, row: RequestRow) -> str:
    """Where the two documents lie, and what to do before they leave."""
    look = "Kijk eerst de lijst na" if written.to_check else "Lees hem eerst na"
    return (
        f"{shown(written.copy.name)} staat in {place(written.copy.parent)}. {look}; "
        f"geven uiterlijk {row.due_on.day}-{row.due_on.month}-{row.due_on.year}"
    )
