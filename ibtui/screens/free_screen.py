"""Days without school in one school year: by region, by hand, or from a calendar's file."""

from __future__ import annotations

import datetime as dt

from ibtui.care.dates import short_date
from ibtui.care.school_year import last_day, school_year_of
from ibtui.screens.forms.free import edit_free_form, file_form, new_free_form, region_form
from ibtui.screens.listing import ListScreen
from ibtui.store import free_days
from ibtui.store.free_days import FreeRow
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, line, part, wrap


class FreeScreen(ListScreen):
    """The holidays of a year. The plan's steps avoid these days when a year is made."""

    SCREEN = "vakanties"
    SUMMED = True

    def __init__(self, first: dt.date) -> None:
        """`first` is 1 August of the school year."""
        super().__init__()
        self._first = first
        self._rows: dict[str, FreeRow] = {}

    def heading(self) -> str:
        return f"Vakanties en vrije dagen {school_year_of(self._first)}"

    def reload(self) -> None:
        """One question to the store."""
        found = free_days.free(self.ib.school.id, self._first, last_day(self._first))
        self._rows = {f"vrij:{row.id}": row for row in found}
        room = self.listed.room or 74
        number = f"{len(found)} keer vrij" if found else ""
        self.query_one("#summary", Caption).show(line("  ", part(number, "muted")))
        self.put([self._row(key, row, room) for key, row in self._rows.items()], empty=_empty(room))

    def _row(self, key: str, row: FreeRow, room: int) -> Row:
        past = row.last < self.ib.today()
        days = self._days(row)
        source = (row.source or "zelf getypt") if room >= 60 else ""
        name = max(room - 36 - (18 if source else 0), 10)
        shown = line(
            column(row.name, name, "muted" if past else ""), "  ", column(days, 34, "muted" if past else ""),
            column(source, 18, "muted") if source else "",
        )  # fmt: skip
        return Row(key, (shown,))

    def _days(self, row: FreeRow) -> str:
        """Its days; the year only where it isn't clear from the school year in the heading."""
        inside = self._first <= row.first and row.last <= last_day(self._first)
        said = [short_date(day, None if inside else dt.date.min) for day in (row.first, row.last)]
        return said[0] if row.last == row.first else " – ".join(said)

    def draw_detail(self) -> None:
        """What the days do, on a wide screen."""
        if self.is_wide:
            words = (
                "Een stap die op een vrije dag zou vallen, komt op de eerste schooldag erna. "
                "Stappen die er al staan, verschuiven niet vanzelf: daar gebruik je m voor."
            )
            self.detail.fill(
                [heading(line(part(text, "muted"))) for text in wrap(words, self.detail.room or 40)]
            )

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> FreeRow | None:
        return self._rows.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "delete"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_new(self) -> None:
        inside = self._first <= self.ib.today() <= last_day(self._first)
        form = new_free_form(self.ib, self.ib.today() if inside else self._first)
        self.ib.open_screen(form, self._added)

    def _added(self, number: int) -> None:
        self.at = f"vrij:{number}"
        self._done("Toegevoegd")

    def do_open(self) -> None:
        self.do_edit()

    def do_edit(self) -> None:
        if (row := self._chosen()) is not None:
            self.ib.open_screen(edit_free_form(self.ib, row), lambda _id: self._done("Gewijzigd"))

    def do_delete(self) -> None:
        if (row := self._chosen()) is not None:
            self.change(lambda: free_days.bin_free(row.id), "Weggedaan. Met u haal je het terug.")

    def do_region(self) -> None:
        self.ib.open_screen(region_form(self.ib, school_year_of(self._first)), self._taken)

    def do_from_file(self) -> None:
        self.ib.open_screen(file_form(self.ib), self._taken)

    def _taken(self, number: int) -> None:
        self._done(f"{number} keer vrij in de lijst gezet. Met u draai je het terug.")

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)


def _empty(room: int) -> list[Line]:
    words = (
        "Druk op r en kies je regio: dan staan de vakanties en feestdagen er in één keer. "
        "Met h haal je ze uit een agendabestand (.ics), met n typ je zelf een studiedag."
    )
    return [
        line(part("Er staan nog geen vakanties.", "strong")),
        *(line(part(text, "muted")) for text in wrap(words, room)),
    ]
