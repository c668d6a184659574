"""`6`: the promises (afspraken): who waits for whom. Beside the list, on a wide screen, the chosen one whole."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.care.letters import reminder
from ibtui.care.text import fold
from ibtui.care.words import ActionStatus, PersonRole
from ibtui.commands import Command, commands_of
from ibtui.errors import Missing
from ibtui.screens import doing
from ibtui.screens.choosing import ask_word
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.forms.action import new_action_form
from ibtui.screens.lines import SETTLED, is_late
from ibtui.screens.listing import ListScreen
from ibtui.screens.promise_lines import (
    VIEWS,
    detail_rows,
    group_heading,
    grouped,
    owed,
    promise_row,
    summary_words,
)
from ibtui.store import concerns, promises
from ibtui.store.actions import ActionRow
from ibtui.store.labels import YOU
from ibtui.store.promises import PromiseRow
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, line, part

_FIRST = ("open", "done", "move", "wait", "drop", "letter", "filter", "new")
"""The keys that the bar shows first."""


@dataclass(frozen=True, slots=True)
class Filter:
    """How the list is grouped, what it leaves out, and how that is said."""

    view: str = "p"
    late: bool = False
    waiting: bool = False
    settled: bool = False
    text: str = ""

    @property
    def words(self) -> str:
        """What the list leaves out, in words; "" when nothing."""
        if self.settled:
            return "gedaan en vervallen"
        said = [words for chosen, words in ((self.late, "te laat"), (self.waiting, "wacht")) if chosen]
        return " · ".join([*said, f"“{self.text}”"] if self.text else said)


_OPEN = Filter()


class PromisesScreen(ListScreen):
    """Key 6. What still has to be done, by whom, or what `f` chose."""

    SCREEN = "afspraken"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[tuple[str, list[PromiseRow]]] = []
        self._rows: dict[str, PromiseRow] = {}
        self._filter = _OPEN

    # ── drawing ────────────────────────────────────────────────────────────────
    def on_mount(self) -> None:
        self.query_one(KeyBar).offer(_in_order(commands_of(self.SCREEN)))

    def heading(self) -> str:
        return f"{self.ib.school.name} · afspraken"

    def reload(self) -> None:
        """One list of the store, however many people there are."""
        chosen, today, school = self._filter, self.ib.today(), self.ib.school.id
        everything = promises.settled_promises(school) if chosen.settled else promises.open_promises(school)
        found = [promise for promise in everything if self._fits(promise)]
        if chosen.settled:
            self._groups = _settled_groups(found)
        else:
            self._groups = grouped(found, chosen.view, today)
        self._rows = {f"afspraak:{promise.row.id}": promise for promise in found}
        self._draw_summary(found)
        self._draw_list()
        self.draw_detail()

    def _fits(self, promise: PromiseRow) -> bool:
        chosen, row = self._filter, promise.row
        words = fold(f"{row.what} {row.about} {row.owner} {promise.agency} {row.note} {row.dropped_because}")
        return (
            (not chosen.late or is_late(row, self.ib.today()))
            and (not chosen.waiting or row.status == ActionStatus.WAITING)
            and fold(chosen.text) in words
        )

    def _draw_summary(self, found: Sequence[PromiseRow]) -> None:
        chosen, today = self._filter, self.ib.today()
        words = part(f"f: {VIEWS[chosen.view]}", "muted")
        if chosen.words:
            words = part(f"f filter: {chosen.words}", "accent")
        left = line("  ", *summary_words(found, today)) if not chosen.settled else line("  de laatste eerst")
        self.query_one("#summary", Caption).show(left if found else (), words)

    def _draw_list(self) -> None:
        """The list; the chosen promise is whole, so it's drawn again when another one is chosen."""
        box, today, view = self.listed, self.ib.today(), self._filter.view
        width = box.room or 73
        here = self.at or box.chosen
        rows: list[Row] = []
        for name, members in self._groups:
            if name:
                rows += [heading()] if rows else []
                rows.append(group_heading(name, members, today))
            rows += [
                promise_row(one, today, width, view, chosen=f"afspraak:{one.row.id}" == here)
                for one in members
            ]
        box.fill(rows, at=self.at, empty=self._empty())
        self.at = ""

    def _empty(self) -> list[Line]:
        if self._filter.words:
            return [
                line("Geen afspraken bij dit filter."),
                line(part("Druk op f voor een ander filter.", "muted")),
            ]
        return [
            line(part("Er staan geen afspraken open.", "strong")),
            line(part("Druk op n voor een afspraak. Uit een verslag komen ze vanzelf.", "muted")),
        ]

    def draw_detail(self) -> None:
        """The chosen promise whole, on a wide screen."""
        if not self.is_wide:
            return
        promise, box = self._chosen(), self.detail
        box.fill(detail_rows(promise, self.ib.today(), box.room or 40) if promise else [])
        box.scroll_home(animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "list":
            self._draw_list()
        super().on_rows_chosen(event)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> PromiseRow | None:
        return self._rows.get(self.listed.chosen)

    def _action(self) -> ActionRow:
        """The chosen promise; `can` has seen that there is one."""
        return self._rows[self.listed.chosen].row

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "move", "wait", "drop", "letter", "delete"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_new(self) -> None:
        self.ib.open_screen(new_action_form(self.ib), self._added)

    def do_action(self) -> None:
        self.do_new()

    def _added(self, action_id: int) -> None:
        self.at = f"afspraak:{action_id}"
        self.refresh_view()
        shown = f"afspraak:{action_id}" in self._rows
        self.say("Afspraak toegevoegd" if shown else "Afspraak toegevoegd. Dit filter (f) toont hem niet.")

    def do_open(self) -> None:
        """Where it came from: its minutes, its conversation, its concern or its child; else the form."""
        row = self._action()
        for kind, number in (
            ("verslag", row.minutes_id), ("gesprek", row.conversation_id),
            ("zorg", row.concern_id), ("leerling", row.pupil_id), ("groep", row.group_id),
        ):  # fmt: skip
            if number is not None and (kind != "zorg" or _is_there(number)):
                self.ib.show(kind, number)
                return
        doing.edit_action(self, row)

    def do_edit(self) -> None:
        doing.edit_action(self, self._action())

    def do_done(self) -> None:
        doing.toggle_action(self, self._action())

    def do_move(self) -> None:
        if self._is_settled():
            self.say("Deze afspraak is afgesloten. Zet hem eerst met x weer open.", "warn")
        else:
            doing.move_action(self, self._action())

    def do_wait(self) -> None:
        if self._is_settled():
            self.say("Deze afspraak is afgesloten. Zet hem eerst met x weer open.", "warn")
        else:
            doing.toggle_waiting(self, self._action())

    def do_drop(self) -> None:
        if self._action().status == ActionStatus.DONE:
            self.say("Deze afspraak is gedaan. Zet hem eerst met x weer open.", "warn")
        else:
            doing.drop_action(self, self._action())

    def do_delete(self) -> None:
        doing.bin_action(self, self._action())

    def _is_settled(self) -> bool:
        return self._action().status in SETTLED

    def do_letter(self) -> None:
        """A friendly text for whose promise this is, with what else this person has to do now or this week."""
        promise, today = self._rows[self.listed.chosen], self.ib.today()
        owner, school = promise.row.owner, self.ib.school
        if owner == YOU:
            self.say("Deze afspraak is van jou zelf. Kies er een van een ander.", "warn")
            return
        if not owner:
            self.say("Er staat nog niet wie dit doet. Vul dat in met e.", "warn")
            return
        things = promises.owed_by(promise, promises.open_promises(school.id), today)
        if promise.private or not things:
            why = "Deze afspraak is privé of gaat over veiligheid. Vraag er zelf naar."
            self.say(why if promise.private else "Deze afspraak is al klaar.", "warn")
            return
        text = reminder(
            owner,
            [owed(one, today) for one in things],
            school.coordinator_name,
            school.name,
            formal=promise.role in (PersonRole.GUARDIAN, PersonRole.AGENCY, ""),
        )
        self.app.push_screen(CopyTextScreen(f"Tekst voor {owner}", text))

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_filter(self) -> None:
        answers = [
            *(Answer(key, words) for key, words in VIEWS.items()),
            Answer("a", "alleen wat te laat is"),
            Answer("h", "alleen wat wacht op een ander"),
            Answer("w", "afspraken met een woord of een naam erin"),
            Answer("g", "gedaan en vervallen"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Hoe wil je de afspraken zien?", answers), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        view = self._filter.view
        if answer in VIEWS:
            self._show(Filter(answer))
        elif answer == "w":
            ask_word(self.ib, "Zoeken in de afspraken", self._filter.text,
                     lambda word: self._show(Filter(view, text=word)))  # fmt: skip
        elif answer != "t":
            self._show(Filter(view, late=answer == "a", waiting=answer == "h", settled=answer == "g"))

    def _show(self, chosen: Filter) -> None:
        self._filter, before = chosen, self.listed.chosen
        self.refresh_view()
        if before not in self._rows:
            self.listed.action_edge(-1)


def _is_there(concern_id: int) -> bool:
    """Whether a concern isn't in the bin: its promises stay when it goes there."""
    try:
        concerns.concern(concern_id)
    except Missing:
        return False
    return True


def _settled_groups(found: Sequence[PromiseRow]) -> list[tuple[str, list[PromiseRow]]]:
    """What was dropped, then what was done: each the last first."""
    dropped = [one for one in found if one.row.status == ActionStatus.DROPPED]
    done = [one for one in found if one.row.status == ActionStatus.DONE]
    return [(name, rows) for name, rows in (("vervallen", dropped), ("gedaan", done)) if rows]


def _in_order(commands: Sequence[Command]) -> list[Command]:
    """First what you do with a promise."""
    return sorted(commands, key=lambda item: _FIRST.index(item.id) if item.id in _FIRST else len(_FIRST))
