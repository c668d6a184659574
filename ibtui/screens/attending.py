"""Ctrl+G in the editor: who is at the table, over the text, for the first minute of a talk and for latecomers."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from ibtui.care.words import Presence
from ibtui.errors import IbtuiError
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.screens.lines import NEXT_PRESENCE, seat_line
from ibtui.store import conversations
from ibtui.store.conversations import ConversationCard, SeatRow
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import Look, content, line, part

_KEYS = "spatie wisselt · a iedereen is er · n erbij · Del eraf · Esc terug"
_MOST = 14
"""Names in sight at once, when the window is high enough."""
_NOBODY = (
    line(part("Nog niemand aan tafel.", "muted")),
    line(part("Druk op n en typ een paar letters van een naam.", "muted")),
)


class AttendingScreen(ModalScreen[None]):
    """Who is here. Each key is one write of the store, so there is nothing to save when leaving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g,q", "dismiss(None)", show=False),
        Binding("space,enter", "turn", show=False),
        Binding("a", "everyone", show=False),
        Binding("n,plus,p", "add", show=False),
        Binding("delete", "away", show=False),
    ]
    DEFAULT_CSS = """
    AttendingScreen { align: center middle; background: $background 0%; }
    AttendingScreen > Vertical {
        width: 76; max-width: 96%; height: auto; max-height: 90%;
        padding: 0 1; border: solid $text-muted; background: $panel;
    }
    AttendingScreen .title { text-style: bold; margin-bottom: 1; }
    AttendingScreen Rows { background: $panel; scrollbar-background: $panel; }
    AttendingScreen .said { height: auto; min-height: 1; margin-top: 1; color: $success; }
    AttendingScreen .hint { height: auto; color: $text-muted; }
    AttendingScreen .said.-late { color: $error; text-style: bold; }
    """

    def __init__(self, host: Host, conversation_id: int) -> None:
        super().__init__()
        self._host = host
        self._number = conversation_id
        self._card: ConversationCard | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(classes="title")
            yield Rows(empty=_NOBODY)
            yield Static(classes="said")
            yield Static(content(_KEYS), classes="hint")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def on_screen_resume(self) -> None:
        self._show()

    # ── drawing ────────────────────────────────────────────────────────────────
    def _show(self) -> None:
        self._attempt(self._read)

    def _read(self, at: str = "") -> None:
        self._card = conversations.conversation(self._number)
        seats = self._card.seats
        there = sum(seat.presence == Presence.PRESENT for seat in seats)
        count = f" · {there} van {len(seats)} aanwezig" if seats else ""
        self.query_one(".title", Static).update(content(f"Aan tafel{count}"))
        box = self.query_one(Rows)
        box.styles.height = min(max(len(seats), len(_NOBODY)), _MOST, max(self.size.height - 9, 2))
        box.fill([Row(f"stoel:{seat.id}", (seat_line(seat, box.room or 66),)) for seat in seats], at=at)

    def _say(self, text: str, look: Look = "") -> None:
        box = self.query_one(".said", Static)
        box.set_class(look == "late", "-late")
        box.update(content(f"✓ {text}" if text and not look else text))

    def _attempt(self, action: Callable[[], object]) -> bool:
        """Do something with the store; a fault becomes a sentence above the keys."""
        try:
            action()
        except (IbtuiError, StoreFault) as error:
            self._say(f"! {explain(error)}", "late")
            return False
        return True

    def _write(self, action: Callable[[], object], said: str) -> None:
        if self._attempt(action):
            self._say(said)
            self._show()

    def _seat(self) -> SeatRow | None:
        chosen = self.query_one(Rows).chosen
        seats = self._card.seats if self._card else ()
        return next((seat for seat in seats if f"stoel:{seat.id}" == chosen), None)

    # ── what the keys do ───────────────────────────────────────────────────────
    def action_turn(self) -> None:
        """The next presence, as on the screen of a conversation."""
        seat = self._seat()
        if seat is not None:
            then = NEXT_PRESENCE[Presence(seat.presence)]
            self._write(lambda: conversations.set_presence(seat.id, then), f"{seat.name}: {then}")

    def action_everyone(self) -> None:
        """Everyone who was asked is here; the absent are then turned one by one."""
        asked = any(seat.presence == Presence.INVITED for seat in (self._card.seats if self._card else ()))
        said = "Iedereen die genodigd was, is er" if asked else "Er staat niemand meer op genodigd"
        self._write(lambda: conversations.all_present(self._number), said)

    def action_away(self) -> None:
        """Take somebody from the table who was put there by mistake."""
        seat = self._seat()
        if seat is not None:
            self._write(
                lambda: conversations.uninvite(seat.id),
                f"{seat.name} zit niet meer aan tafel. Met n kan het weer.",
            )

    def action_add(self) -> None:
        """Somebody comes in: a few letters, and they are here."""
        self._attempt(self._ask_who)

    def _ask_who(self) -> None:
        card = conversations.conversation(self._number)
        self._host.open_screen(PickScreen("Wie komt erbij?", _not_seated(self._host, card)), self._sit)

    def _sit(self, picked: tuple[int, ...]) -> None:
        self._attempt(lambda: self._seat_for(picked[0]))

    def _seat_for(self, one: int) -> None:
        if one < 0:
            number = conversations.invite_pupil(self._number, -one, here=True)
        else:
            number = conversations.invite(self._number, one, here=True)
        self._read(f"stoel:{number}")
        seat = self._seat()
        self._say(f"{seat.name}: aanwezig" if seat else "")


def _not_seated(host: Host, card: ConversationCard) -> PickSource:
    """Everyone who isn't at the table yet: the pupils it is about first (as a number below 0), then people."""
    people = people_source(host)
    seated = {seat.person_id for seat in card.seats}
    children = {seat.pupil_id for seat in card.seats}

    def options() -> list[Option]:
        found = [Option(-row.id, row.name, "leerling") for row in card.pupils if row.id not in children]
        return found + [option for option in people.options() if option.id not in seated]

    return PickSource(options, people.add)
