"""`2`: the concerns (zorgen), by group. Beside the list, on a wide screen, the chosen concern whole."""

from __future__ import annotations

from ibtui.care.words import ConcernStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.choosing import ask_word, pick_one
from ibtui.screens.concern_lines import (
    as_pane,
    card_rows,
    concern_row,
    group_heading,
    is_overdue,
    is_silent,
    summary_words,
)
from ibtui.screens.forms.concern import close_concern_form, edit_concern_form, new_concern_form
from ibtui.screens.listing import ListScreen
from ibtui.store import actions, concerns, groups, labels
from ibtui.store.concerns import ConcernRow
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, line, part


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list leaves out, and how that is said."""

    words: str = ""
    level: int = 0
    attention: bool = False
    closed: bool = False
    group: str | None = None
    text: str = ""


_EVERYTHING = Filter()


class ConcernsScreen(ListScreen):
    """Key 2. The concerns that are open, or what `f` chose."""

    SCREEN = "zorgen"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ConcernRow] = {}
        self._filter = _EVERYTHING

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"{self.ib.school.name} · zorgen"

    def reload(self) -> None:
        """One question to the store for the list, and two for the concern beside it."""
        chosen, today = self._filter, self.ib.today()
        everything = concerns.concerns(
            self.ib.school.id, closed=chosen.closed, group=chosen.group, text=chosen.text
        )
        found = [
            row
            for row in everything
            if row.level >= chosen.level
            and (not chosen.attention or is_overdue(row, today) or is_silent(row, today))
        ]
        self._rows = {f"zorg:{row.id}": row for row in found}
        words = part("laatste contact" if found else "", "muted")
        if chosen.words:
            words = part(f"f filter: {chosen.words}", "accent")
        summary = line("  ", *summary_words(found, today)) if found else ()
        self.query_one("#summary", Caption).show(summary, words)
        self.put(self._list_rows(found), empty=self._empty())

    def _list_rows(self, found: list[ConcernRow]) -> list[Row]:
        width = (self.listed.size.width or 76) - 4
        by_group: dict[str, list[ConcernRow]] = {}
        for row in found:
            by_group.setdefault(row.group, []).append(row)
        rows: list[Row] = []
        for name, members in by_group.items():
            rows += [heading()] if rows else []
            rows.append(group_heading(labels.group_label(name) if name else "zonder groep", len(members)))
            rows += [concern_row(row, self.ib.today(), width) for row in members]
        return rows

    def _empty(self) -> list[Line]:
        if self._filter.words:
            return [
                line("Geen zorgen bij dit filter."),
                line(part("Druk op f voor een ander filter.", "muted")),
            ]
        return [
            line(part("Er staan geen zorgen open.", "strong")),
            line(part("Druk op n voor een zorg over een leerling of een groep.", "muted")),
        ]

    def draw_detail(self) -> None:
        """The chosen concern whole, on a wide screen."""
        box, row = self.detail, self._chosen()
        if not self.is_wide:
            return
        if row is None:
            box.fill([])
            return
        width = (box.size.width or 46) - 4
        card, promises = concerns.concern(row.id), actions.of_concern(row.id)
        rows = as_pane(card_rows(card, promises, self.ib.today(), width, pane=True))
        box.fill([heading(line("  ", part(row.about, "accent"))), heading(), *rows])
        box.scroll_home(animate=False)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> ConcernRow | None:
        return self._rows.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_new(self) -> None:
        self.ib.open_screen(new_concern_form(self.ib), self._added)

    def _added(self, concern_id: int) -> None:
        self.at = f"zorg:{concern_id}"
        self.refresh_view()
        shown = f"zorg:{concern_id}" in self._rows
        self.say(
            "Zorg toegevoegd. Enter opent hem."
            if shown
            else "Zorg toegevoegd. Dit filter (f) toont hem niet."
        )

    def do_open(self) -> None:
        if (row := self._chosen()) is not None:
            self.ib.show("zorg", row.id)

    def do_edit(self) -> None:
        if (row := self._chosen()) is not None:
            form = edit_concern_form(self.ib, concerns.concern(row.id))
            self.ib.open_screen(form, lambda _id: self._done("Zorg gewijzigd"))

    def do_done(self) -> None:
        if (row := self._chosen()) is not None:
            close_or_reopen(self, row)

    def do_delete(self) -> None:
        if (row := self._chosen()) is not None:
            self.change(lambda: concerns.bin_concern(row.id), "Zorg weggedaan. Met u haal je hem terug.")

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_filter(self) -> None:
        answers = [
            Answer("a", "alles wat open is"),
            Answer("n", "niveau 3 en hoger"),
            Answer("i", "evaluatie te laat of lang geen contact"),
            Answer("g", "één groep"),
            Answer("w", "zorgen met een woord of een naam erin"),
            Answer("d", "ook de gesloten zorgen"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat wil je zien?", answers), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        simple = {
            "a": _EVERYTHING,
            "n": Filter("niveau 3 en hoger", level=3),
            "i": Filter("vraagt aandacht", attention=True),
            "d": Filter("ook gesloten", closed=True),
        }
        if answer in simple:
            self.show_filter(simple[answer])
        elif answer == "g":
            self._pick_group()
        elif answer == "w":
            ask_word(self.ib, "Zoeken in de zorgen", self._filter.text,
                     lambda word: self.show_filter(Filter(f"“{word}”, ook gesloten", text=word, closed=True))
                     )  # fmt: skip

    def _pick_group(self) -> None:
        names = {
            labels.group_label(row.name): row.name
            for row in groups.groups(self.ib.school.id, self.ib.today())
        }
        if not names:
            self.say("Er zijn nog geen groepen.", "warn")
            return
        pick_one(self.ib, "Welke groep?", list(names),
                 lambda label: self.show_filter(Filter(label, group=names[label])))  # fmt: skip

    def show_filter(self, chosen: Filter) -> None:
        """Show what this filter leaves."""
        self._filter = chosen
        self.refresh_view()


def close_or_reopen(screen: IbScreen, row: ConcernRow) -> None:
    """`x` on a concern: close it with a reason, or open a closed one again."""
    if row.status == ConcernStatus.CLOSED:
        screen.change(lambda: concerns.reopen_concern(row.id, screen.ib.today()), "Zorg staat weer open")
        return

    def closed(_id: int) -> None:
        screen.refresh_view()
        screen.say("Zorg gesloten. Met u draai je het terug.")

    screen.ib.open_screen(close_concern_form(screen.ib, row), closed)
