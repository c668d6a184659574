"""The first start: a school, your name and a passphrase; then the recovery key, once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from ibtui import places
from ibtui.errors import BadInput, IbtuiError
from ibtui.screens.forms.school import read_days, school_fields
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import database, gate, schools, vault
from ibtui.store import home as homes
from ibtui.store.database import StoreFault
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import KeyHints, TopLine
from ibtui.widgets.text import content

_INTRO = "Welkom. Vul dit in en druk dan op Ctrl+S. Enter gaat naar het volgende veld."
_FURTHER = (
    "Deze school krijgt haar eigen gegevens, haar eigen sleutel en haar eigen Word-sjabloon. Met het wachtwoord van "
    "je andere school typ je er maar één. Kent een collega dat wachtwoord? Kies dan een ander."
)
_STRONG = "minstens 12 tekens, zoals vier losse woorden"
_ASKED_SIGNS = 5
_ALIKE = {"I": "1", "L": "1", "O": "0"}
_TELL = """Je school staat klaar. Dit is je herstelsleutel. Je ziet hem maar één keer.

Schrijf hem op papier, en bewaar dat papier niet bij deze computer."""
_KEEP = """Wachtwoord vergeten? Dan typ je deze sleutel in plaats van je wachtwoord.
Zonder wachtwoord én zonder sleutel kan niemand er meer bij. Ook wij niet.

Heb je hem opgeschreven? Druk dan op Enter."""
_PROOF = "Typ de laatste vijf tekens van je papier. Streepjes hoeven niet."
_SURE = (
    "Wil je verder zonder te controleren of de sleutel goed op papier staat? Je ziet hem hierna nooit meer."
)


class WizardScreen(Screen[Home | None]):
    """Gives back the school that was made, with its store open; None when the user stopped."""

    def __init__(self, home: Home, *, further: bool = False) -> None:
        """`further`: not the first school of this home, but one more."""
        super().__init__()
        self._school_home = home
        self._further = further

    def on_mount(self) -> None:
        self.app.push_screen(start_form(self._school_home, further=self._further), self._made)

    def _made(self, made: Made | None) -> None:
        if made is None:
            self.dismiss(None)
        else:
            self._school_home = made.home
            self.app.push_screen(RecoveryScreen(made.recovery), self._shown)

    def _shown(self, _done: bool | None) -> None:
        self.dismiss(self._school_home)


@dataclass(frozen=True, slots=True)
class Made:
    """A school that was made just now, and its recovery key."""

    home: Home
    recovery: Secret


def start_form(home: Home, *, further: bool = False) -> FormScreen[Made]:
    """The questions of the first start. Saving makes the school; a further one in a folder by its name."""

    def save(values: Values) -> Made:
        if values.text("passphrase") != values.text("again"):
            raise FieldError("De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw.")
        place = places.further(home, places.new_name(home, values.text("name"))) if further else home
        return Made(place, set_up(place, values))

    fields = [
        *school_fields(),
        Field(
            "passphrase", "wachtwoord", Kind.SECRET, required=True, hint=_STRONG,
            explain=lambda text, _values: _strength(text),
        ),
        Field(
            "again", "nog een keer", Kind.SECRET, required=True,
            explain=lambda text, values: _same(text, values.text("passphrase")),
        ),
    ]  # fmt: skip
    intro = _FURTHER if further else _INTRO
    return FormScreen("ibtui · een nieuwe school", fields, save, today=database.today(), intro=intro)


def set_up(home: Home, values: Values) -> Secret:
    """Make the home and the school in it; gives the recovery key. After a fault nothing of it is left."""
    passphrase = Secret(values.text("passphrase"))
    vault.check_strength(passphrase)
    days = read_days(values.text("days"))
    new_folders = _missing_folders(home)
    try:
        recovery = Secret(homes.create_home(home, passphrase, label=database.who()))
    except (IbtuiError, StoreFault):
        _remove_empty(new_folders)
        raise
    try:
        schools.set_up(values.text("name"), values.text("coordinator"), days, today=database.today())
    except (IbtuiError, StoreFault):
        _unmake(home)
        _remove_empty(new_folders)
        raise
    return recovery


def _unmake(home: Home) -> None:
    """Take away the home that this attempt made, so that the next one can start."""
    database.close_store()
    for path in (
        home.database,
        *(home.database.with_name(home.database.name + end) for end in ("-wal", "-shm")),
        home.database.with_name(gate.NAME),
    ):
        path.unlink(missing_ok=True)
    home.keys.unlink(missing_ok=True)


def _missing_folders(home: Home) -> list[Path]:
    """The folders that have to be made, the deepest first."""
    wanted = {folder for path in (home.database, home.keys) for folder in path.parents}
    return sorted(
        (folder for folder in wanted if not os.path.lexists(folder)), key=lambda item: -len(item.parts)
    )


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return  # it was never made, or holds something that isn't ours


def _strength(text: str) -> str:
    try:
        vault.check_strength(Secret(text))
    except BadInput as error:
        raise FieldError(error.title) from None
    return "= sterk genoeg"


def _same(text: str, first: str) -> str:
    if text != first:
        raise FieldError("Dit is een ander wachtwoord dan hierboven.")
    return "= hetzelfde"


class RecoveryScreen(Screen[bool | None]):
    """Shows the recovery key once, and asks for its last signs as a proof that it's written down."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "written", show=False),
        Binding("escape", "leave", show=False),
    ]
    DEFAULT_CSS = """
    RecoveryScreen > Vertical { padding: 1 2; max-width: 84; height: auto; }
    RecoveryScreen Static { height: auto; margin-bottom: 1; }
    RecoveryScreen .key { text-style: bold; color: $primary; }
    RecoveryScreen .wrong { color: $error; margin-top: 1; }
    RecoveryScreen .proof { display: none; }
    RecoveryScreen.-proof .proof { display: block; }
    RecoveryScreen.-proof .tell { display: none; }
    """

    def __init__(self, recovery: Secret) -> None:
        super().__init__()
        self._recovery = recovery

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical():
            yield Static(content(_TELL), classes="tell")
            yield Static(content(_in_two_lines(self._recovery)), classes="tell key")
            yield Static(content(_KEEP), classes="tell")
            yield Static(content(_PROOF), classes="proof")
            yield Input(compact=True, classes="proof", select_on_focus=False)
            yield Static(classes="proof wrong")
        yield KeyHints((("Enter", "verder"), ("Esc", "terug")))

    def on_mount(self) -> None:
        self.query_one(TopLine).title = "ibtui · je herstelsleutel"
        self.query_one(Input).cursor_blink = False

    def action_written(self) -> None:
        """The key is written down, says the user: hide it and ask for the end of it."""
        self.add_class("-proof")
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if same_end(event.value, self._recovery):
            self.dismiss(True)
            return
        event.input.value = ""
        self.query_one(".wrong", Static).update(
            content("! Dat is niet hetzelfde. Met Esc zie je de sleutel nog een keer.")
        )

    def action_leave(self) -> None:
        """Esc in the proof shows the key again; on the key itself it asks first."""
        if self.has_class("-proof"):
            self.remove_class("-proof")
            self.query_one(Input).value = ""
            self.query_one(".wrong", Static).update(content(""))
            self.set_focus(None)
            return
        answers = [Answer("v", "verder zonder te controleren"), Answer("t", "terug naar de sleutel")]
        self.app.push_screen(AskScreen(_SURE, answers), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer == "v":
            self.dismiss(True)


def same_end(typed: str, recovery: Secret) -> bool:
    """Whether these are the last signs of the key, in any spacing and case."""
    signs = _bare(typed)
    return len(signs) >= _ASKED_SIGNS and _bare(recovery.reveal()).endswith(signs)


def _bare(text: str) -> str:
    """The signs alone, in capitals; I and L are a 1 and O is a 0, as in the key file."""
    return "".join(_ALIKE.get(sign, sign) for sign in text.upper() if sign.isalnum())


def _in_two_lines(recovery: Secret) -> str:
    """The key as people copy it: groups of four, half of them on each line."""
    groups = recovery.reveal().split("-")
    half = len(groups) // 2
    return "    " + " - ".join(groups[:half]) + " -\n    " + " - ".join(groups[half:])
