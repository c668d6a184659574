"""One concern (zorg): what is known, and its timeline of conversations, afspraken and events."""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.screens import doing
from ibtui.screens.base import IbScreen
from ibtui.screens.concern_lines import card_rows
from ibtui.screens.concerns import close_or_reopen
from ibtui.screens.forms.action import new_action_form
from ibtui.screens.forms.concern import edit_concern_form, event_form
from ibtui.screens.forms.conversation import new_conversation_form
from ibtui.store import actions, concerns, conversations
from ibtui.store.actions import ActionRow
from ibtui.store.concerns import ConcernCard, TimelineRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.rows import Rows

_TALK, _PROMISE, _EVENT, _CONCERN = "gesprek", "afspraak", "gebeurtenis", "zorg"


class ConcernScreen(IbScreen):
    """The first row is the concern itself; the others are what happened, the newest first."""

    SCREEN = "zorg"
    DEFAULT_CSS = "ConcernScreen Rows { margin: 0 1; max-width: 116; }"

    def __init__(self, concern_id: int) -> None:
        super().__init__()
        self._concern = concern_id
        self._card: ConcernCard | None = None
        self._promises: dict[int, ActionRow] = {}
        self._at = ""

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        if self._card is None:
            return "Zorg"
        row = self._card.row
        return f"Zorg · {row.about} · {row.category}"

    def body(self) -> ComposeResult:
        yield Rows()

    def reload(self) -> None:
        """The concern with its timeline, and its afspraken for their dates."""
        self._card = concerns.concern(self._concern)
        promises = actions.of_concern(self._concern)
        self._promises = {row.id: row for row in promises}
        box = self.query_one(Rows)
        width = min(self.app.size.width - 2, 116) - 4
        box.fill(card_rows(self._card, promises, self.ib.today(), width), at=self._at)
        self._at = ""

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.query_one(Rows).chosen.partition(":")
        return kind, int(number or 0)

    def _promise(self) -> ActionRow | None:
        kind, number = self._chosen()
        return self._promises.get(number) if kind == _PROMISE else None

    def _event(self) -> TimelineRow | None:
        kind, number = self._chosen()
        if self._card is None or kind != _EVENT:
            return None
        return next((row for row in self._card.timeline if (row.ref, row.ref_id) == (kind, number)), None)

    def can(self, command_id: str) -> bool:
        if command_id in ("new", "note", "action", "edit", "done", "delete", "open", "move", "minutes"):
            return self._card is not None
        return super().can(command_id)

    # ── adding ─────────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        answers = [
            Answer("g", "gesprek"),
            Answer("a", "afspraak"),
            Answer("n", "notitie: een regel op de tijdlijn"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat wil je toevoegen bij deze zorg?", answers), self._new)

    def _new(self, answer: str) -> None:
        if answer == "g":
            self._new_talk()
        elif answer == "a":
            self.do_action()
        elif answer == "n":
            self.do_note()

    def _new_talk(self) -> None:
        if self._card is None:
            return
        row = self._card.row
        pupil_ids = (row.pupil_id,) if row.pupil_id is not None else ()
        form = new_conversation_form(self.ib, self.ib.today(), pupil_ids, row.group_id, row.id)
        self.ib.open_screen(form, lambda number: self._added(_TALK, number, "Gesprek toegevoegd"))

    def do_action(self) -> None:
        if self._card is None:
            return
        row = self._card.row
        form = new_action_form(
            self.ib, pupil_id=row.pupil_id, group_id=row.group_id, concern_id=row.id,
            about=f"{row.about}, {row.category}",
        )  # fmt: skip
        self.ib.open_screen(form, lambda number: self._added(_PROMISE, number, "Afspraak toegevoegd"))

    def do_note(self) -> None:
        if self._card is not None:
            form = event_form(self.ib, self._card.row)
            self.ib.open_screen(form, lambda number: self._added(_EVENT, number, "Staat op de tijdlijn"))

    def _added(self, kind: str, number: int, said: str) -> None:
        self._at = f"{kind}:{number}"
        self._done(said)

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)

    # ── changing ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        kind, number = self._chosen()
        if kind == _TALK:
            self.ib.show(_TALK, number)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        kind, number = self._chosen()
        promise, event = self._promise(), self._event()
        if kind == _TALK:
            doing.edit_conversation(self, number)
        elif promise is not None:
            doing.edit_action(self, promise)
        elif event is not None and self._card is not None:
            form = event_form(self.ib, self._card.row, event)
            self.ib.open_screen(form, lambda _id: self._done("Regel gewijzigd"))
        elif self._card is not None:
            form = edit_concern_form(self.ib, self._card)
            self.ib.open_screen(form, lambda _id: self._done("Zorg gewijzigd"))

    def do_done(self) -> None:
        kind, number = self._chosen()
        promise = self._promise()
        if kind == _TALK:
            doing.toggle_held(self, conversations.conversation(number).row)
        elif promise is not None:
            doing.toggle_action(self, promise)
        elif kind == _EVENT:
            self.say("Deze regel staat er al. Ga naar de bovenste regel om de zorg te sluiten.", "warn")
        elif self._card is not None:
            close_or_reopen(self, self._card.row)

    def do_move(self) -> None:
        kind, number = self._chosen()
        promise = self._promise()
        if kind == _TALK:
            doing.move_conversation(self, conversations.conversation(number).row)
        elif promise is not None:
            doing.move_action(self, promise)
        else:
            self.say("Kies een gesprek of een afspraak. De evaluatiedatum wijzig je met e.", "warn")

    def do_minutes(self) -> None:
        kind, number = self._chosen()
        promise = self._promise()
        if kind == _TALK:
            doing.open_minutes(self, number)
        elif promise is not None and promise.minutes_id is not None:
            self.ib.show("verslag", promise.minutes_id)
        else:
            self.say("Kies een gesprek: daar hoort het verslag bij.", "warn")

    def do_delete(self) -> None:
        kind, number = self._chosen()
        promise = self._promise()
        if kind == _TALK:
            doing.bin_conversation(self, number)
        elif promise is not None:
            doing.bin_action(self, promise)
        elif kind == _EVENT:
            self.change(lambda: concerns.bin_event(number), "Regel weggedaan. Met u haal je hem terug.")
        elif self.attempt(lambda: concerns.bin_concern(self._concern)):
            self.leave_saying("Zorg weggedaan. Met u haal je hem terug.")

    def leave_saying(self, text: str) -> None:
        """Back to the screen below, which says what happened."""
        self.app.pop_screen()
        below = self.app.screen
        if isinstance(below, IbScreen):
            below.say(text)
