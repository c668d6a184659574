"""One conversation whole: when and why, about whom, who is at the table, its minutes and its afspraken."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.care.dates import long_date
from ibtui.care.minutes import Mark, mark_of, parse
from ibtui.care.words import Audience, Presence
from ibtui.commands import Command, command
from ibtui.screens import doing
from ibtui.screens.base import IbScreen
from ibtui.screens.exporting import export_from
from ibtui.screens.forms.action import new_action_form
from ibtui.screens.forms.conversation import draft_of, new_conversation_form
from ibtui.screens.forms.person import people_source
from ibtui.screens.lines import (
    NEXT_PRESENCE,
    action_row,
    conversation_notes,
    joined,
    minutes_words,
    seat_line,
    times,
)
from ibtui.screens.private_note import ask_promote
from ibtui.store import conversations, minutes
from ibtui.store.actions import ActionRow
from ibtui.store.conversations import ConversationCard, ConversationRow, SeatRow
from ibtui.store.minutes import MinutesText
from ibtui.store.private_notes import expiry_words
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, Look, line, part, wrap

_FIRST_LINES = 4
"""Lines of the minutes that a narrow screen shows; a wide one shows all of them beside it."""


class ConversationScreen(IbScreen):
    """What was planned, who came, what was written and what was agreed."""

    SCREEN = "gesprek"
    DEFAULT_CSS = """
    ConversationScreen #parts { margin: 0 1; }
    ConversationScreen .text { width: 1fr; display: none; margin: 0 1; }
    ConversationScreen.-wide #parts { width: 1fr; }
    ConversationScreen.-wide .text { display: block; }
    """

    def __init__(self, conversation_id: int) -> None:
        super().__init__()
        self._conversation_id = conversation_id
        self._card: ConversationCard | None = None
        self._text: MinutesText | None = None

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        if self._card is None:
            return "Gesprek"
        row = self._card.row
        name = row.kind[:1].upper() + row.kind[1:]
        return f"{name} · {row.about}" if row.about else name

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="parts")
            with Vertical(classes="text"):
                yield Caption(id="text-caption")
                yield Rows(id="text")

    def on_mount(self) -> None:
        self.query_one("#text", Rows).can_focus = False
        self.query_one("#parts", Rows).focus()

    @property
    def card(self) -> ConversationCard:
        """The conversation as it was at the last look."""
        if self._card is None:
            self._card = conversations.conversation(self._conversation_id)
        return self._card

    @property
    def row(self) -> ConversationRow:
        return self.card.row

    def reload(self) -> None:
        self._card = conversations.conversation(self._conversation_id)
        latest = self._card.row.minutes_id
        self._text = minutes.load(latest) if latest is not None else None
        box = self.query_one("#parts", Rows)
        width = box.room or 75
        rows = self._when(width) + self._about() + self._table(width)
        rows += self._minutes(width) + self._promises(width)
        box.fill(rows)
        self.query_one(KeyBar).offer(self._in_bar())
        self._draw_text()

    def _when(self, width: int) -> list[Row]:
        row = self.row
        when = " · ".join(filter(None, (long_date(row.day), times(row), row.place)))
        until = expiry_words(row.expires_on, self.ib.today()) if row.expires_on else ""
        unplanned = [] if row.planned else [part("spontaan")]
        notes = [part(row.status), *unplanned, *conversation_notes(row, until)]
        found: list[Line] = [line(part(when, "strong")), joined(notes)]
        if row.overlaps:
            found.append(line(part("! Er is op dit moment nog een gesprek. Met m verplaats je dit.", "warn")))
        found += [line(part(text)) for text in wrap(row.purpose, width) if row.purpose]
        return [heading(item) for item in found]

    def _about(self) -> list[Row]:
        if not self.card.pupils and not self.row.group:
            return []
        rows = [heading(), heading(line(part("Over", "strong")))]
        for pupil in self.card.pupils:
            more = " · ".join(
                filter(
                    None,
                    (f"groep {pupil.group}" if pupil.group else "", pupil.year and f"leerjaar {pupil.year}"),
                )
            )
            rows.append(Row(f"leerling:{pupil.id}", (line(pupil.name, part(f"  {more}", "muted")),)))
        if self.row.group and self.row.group_id is not None:
            rows.append(Row(f"groep:{self.row.group_id}", (line(part(_group_name(self.row.group))),)))
        return rows

    def _table(self, width: int) -> list[Row]:
        seats = self.card.seats
        there = sum(seat.presence == Presence.PRESENT for seat in seats)
        keys = "spatie: wie er was   p: mensen erbij"
        count = f"   {there} van {len(seats)} aanwezig" if there else f"   {keys}" if seats else ""
        rows = [heading(), heading(line(part("Aan tafel", "strong"), part(count, "muted")))]
        rows += [Row(f"stoel:{seat.id}", (seat_line(seat, width),)) for seat in seats]
        if not seats:
            rows.append(heading(line(part("  Nog niemand. Druk op p om mensen te vragen.", "muted"))))
        return rows

    def _minutes(self, width: int) -> list[Row]:
        rows = [heading(), heading(line(part("Verslag", "strong")))]
        text = self._text
        if text is None:
            return [
                *rows,
                Row("verslag:0", (line(part("Nog geen verslag. Druk op a om te beginnen.", "muted")),)),
            ]
        state = minutes_words(self.row).removeprefix("verslag ")
        edition = f", versie {text.edition}" if text.edition > 1 else ""
        lines = [line(part(state + edition))]
        if not self.has_class("-wide"):
            said = [item.text for item in parse(text.text, text.day).lines if item.mark is not Mark.POINT]
            shown = [item for item in said if item.strip()][:_FIRST_LINES]
            lines += [line(part(wrap(item, width - 4)[0], "muted")) for item in shown]
        return [*rows, Row(f"verslag:{text.id}", tuple(lines))]

    def _promises(self, width: int) -> list[Row]:
        rows = [heading(), heading(line(part("Afspraken", "strong")))]
        today = self.ib.today()
        rows += [action_row(item, today, width) for item in self.card.actions]
        if not self.card.actions:
            rows.append(heading(line(part("  Nog geen afspraken. Druk op k voor een afspraak.", "muted"))))
        return rows

    def _draw_text(self) -> None:
        """On a wide screen the text of the minutes stands beside it."""
        box = self.query_one("#text", Rows)
        if not box.room:
            return
        text = self._text.text if self._text is not None else ""
        caption = part("Verslag" if text else "", "strong")
        self.query_one("#text-caption", Caption).show(line(caption))
        rows: list[Row] = []
        for item in text.rstrip().split("\n"):
            if mark_of(item) == Mark.PRIVATE:
                continue  # others may look along here; the text itself is one key away
            if item.startswith("## ") and (not rows or rows[-1].lines != ((),)):
                rows.append(heading())
            look: Look = "strong" if item.startswith("## ") else "accent" if item.startswith("! ") else ""
            rows += [heading(line(part(piece, look)) if piece else ()) for piece in wrap(item, box.room)]
        box.fill(rows if text else [])

    def _in_bar(self) -> list[Command]:
        """Of a private note also `D`, behind what one does with any conversation."""
        found = self.available()
        if self.row.audience != Audience.PRIVATE:
            return found
        promote = replace(command("promote"), bar=True)
        place = next(number for number, item in enumerate(found) if item.id == "minutes") + 1
        rest = [item for item in found if item.id != promote.id]
        return [*rest[:place], promote, *rest[place:]]

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.query_one("#parts", Rows).chosen.partition(":")
        return kind, int(number or 0)

    def _seat(self) -> SeatRow | None:
        kind, number = self._chosen()
        return next((seat for seat in self.card.seats if kind == "stoel" and seat.id == number), None)

    def _action(self) -> ActionRow | None:
        kind, number = self._chosen()
        return next((item for item in self.card.actions if kind == "afspraak" and item.id == number), None)

    def can(self, command_id: str) -> bool:
        if command_id == "present":
            return self._seat() is not None
        if command_id == "promote":
            return self.row.audience == Audience.PRIVATE
        if command_id == "delete":
            return self._seat() is not None or self._action() is not None
        if command_id == "export":
            return self._card is not None and self._card.row.minutes_id is not None
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        kind, number = self._chosen()
        seat, action = self._seat(), self._action()
        if kind == "verslag":
            self.do_minutes()
        elif kind in ("leerling", "groep"):
            self.ib.show(kind, number)
        elif seat is not None and seat.pupil_id is not None:
            self.ib.show("leerling", seat.pupil_id)
        elif seat is not None and seat.person_id is not None:
            self.ib.show("persoon", seat.person_id)
        elif action is not None:
            doing.edit_action(self, action)
        else:
            self.do_edit()

    def do_edit(self) -> None:
        action = self._action()
        if action is not None:
            doing.edit_action(self, action)
        else:
            doing.edit_conversation(self, self._conversation_id)

    def do_done(self) -> None:
        action = self._action()
        if action is not None:
            doing.toggle_action(self, action)
        else:
            doing.toggle_held(self, self.row)

    def do_move(self) -> None:
        action = self._action()
        if action is not None:
            doing.move_action(self, action)
        else:
            doing.move_conversation(self, self.row)

    def do_delete(self) -> None:
        """Del takes a seat or an afspraak away; the conversation itself is put away in the week."""
        seat, action = self._seat(), self._action()
        if action is not None:
            doing.bin_action(self, action)
        elif seat is not None:
            self.change(lambda: conversations.uninvite(seat.id), f"{seat.name} zit niet meer aan tafel")

    def do_present(self) -> None:
        seat = self._seat()
        if seat is not None:
            then = NEXT_PRESENCE[Presence(seat.presence)]
            self.change(lambda: conversations.set_presence(seat.id, then), f"{seat.name}: {then}")

    def do_people(self) -> None:
        """Pick who is at the table: in one change, so that `u` takes it back whole."""
        card = self.card  # as it is now: what another session changes meanwhile is not put back
        asked = tuple(seat.person_id for seat in card.seats if seat.person_id is not None)

        def picked(ids: tuple[int, ...] | None) -> None:
            if ids is None or set(ids) == set(asked):
                return
            draft = replace(draft_of(card), person_ids=ids)
            self.change(
                lambda: conversations.edit_conversation(card.row.id, draft, version=card.row.version),
                "De tafel is gewijzigd",
            )

        self.ib.open_screen(
            PickScreen("Wie zitten er aan tafel?", people_source(self.ib), asked, many=True), picked
        )

    def do_promote(self) -> None:
        ask_promote(self, self._conversation_id)

    def do_minutes(self) -> None:
        doing.open_minutes(self, self._conversation_id)

    def do_action(self) -> None:
        row = self.row
        form = new_action_form(
            self.ib,
            conversation_id=row.id,
            pupil_id=row.pupil_ids[0] if len(row.pupil_ids) == 1 else None,
            group_id=row.group_id,
            concern_id=row.concern_id,
            about=f"{row.kind} {row.about}".strip(),
        )

        def added(_id: int) -> None:
            self.refresh_view()
            self.say("Afspraak toegevoegd")

        self.ib.open_screen(form, added)

    def do_new(self) -> None:
        """The next conversation about the same: same pupils, group and concern."""
        row = self.row
        form = new_conversation_form(self.ib, self.ib.today(), row.pupil_ids, row.group_id, row.concern_id)
        self.ib.open_screen(form, lambda conversation_id: self.ib.show("gesprek", conversation_id))

    def do_export(self) -> None:
        if self.row.minutes_id is not None:
            export_from(self, self.row.minutes_id)


def _group_name(name: str) -> str:
    """ "groep 3/4/5"; a group with a name of its own keeps that."""
    return f"groep {name}" if name[:1].isdigit() else name
