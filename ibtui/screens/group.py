"""One group: its pupils, and the concerns about the group as a whole. `n` adds pupils, one after another."""

from __future__ import annotations

from collections import Counter

from ibtui.screens.forms.group import edit_group_form
from ibtui.screens.forms.pupil import edit_pupil_form, new_pupil_form
from ibtui.screens.group_review_start import open_review
from ibtui.screens.listing import ListScreen
from ibtui.screens.who_lines import concern_row, counted, plain, pupil_panel, pupil_row, title
from ibtui.store import concerns, groups, labels, pupils
from ibtui.store.concerns import ConcernRow
from ibtui.widgets.rows import Row
from ibtui.widgets.text import line, part

_WIDE = 110
_PANEL = 44


class GroupScreen(ListScreen):
    """The pupils of one group by name, with year, level and open concerns."""

    SCREEN = "groep"

    def __init__(self, group_id: int) -> None:
        super().__init__()
        self._group = group_id
        self._worries: list[ConcernRow] = []

    def heading(self) -> str:
        label = labels.group_label(groups.group(self._group).name)
        return label[:1].upper() + label[1:]

    def reload(self) -> None:
        row = groups.group(self._group)
        width = self.app.size.width - (4 if self.app.size.width < _WIDE else _PANEL + 7)
        still_open = self._worries = concerns.concerns(self.ib.school.id)
        count = Counter(item.pupil_id for item in still_open if item.pupil_id)
        found = pupils.pupils(self.ib.school.id, group_id=self._group)
        teachers = labels.listed(row.teachers) or "nog geen leerkracht; e voegt die toe"
        said = f"  {teachers} · {counted(len(found), 'leerling', 'leerlingen')}"
        rows = [
            Row(f"groep:{row.id}", (line(part(labels.group_label(row.name), "strong"), part(said, "muted")),))
        ]
        rows += title("Leerlingen")
        rows += [pupil_row(item, count[item.id], width) for item in found]
        if not found:
            rows += plain("  Nog geen leerlingen. Druk op n voor de eerste.", width)
        own = [item for item in still_open if item.group_id == self._group and item.pupil_id is None]
        if own:
            rows += title("Zorgen over de groep")
            rows += [concern_row(item, self.ib.today(), width) for item in own]
        if not self.listed.ids and found:
            self.at = self.at or f"leerling:{found[0].id}"
        self.put(rows)

    def draw_detail(self) -> None:
        if not self.is_wide:
            return
        kind, number = self._chosen()
        rows: list[Row] = []
        if kind == "leerling":
            worries = [row for row in self._worries if row.pupil_id == number]
            rows = pupil_panel(pupils.guardians(number), worries, _PANEL)
        self.detail.fill(rows, empty=[()])

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.listed.chosen.partition(":")
        return kind, int(number or 0)

    def can(self, command_id: str) -> bool:
        kind = self._chosen()[0]
        if command_id in ("open", "edit"):
            return bool(kind)
        if command_id == "delete":
            return kind in ("leerling", "zorg")
        return super().can(command_id)

    def do_new(self) -> None:
        self.ib.open_screen(new_pupil_form(self.ib, group_id=self._group), self._added)

    def _added(self, number: int) -> None:
        self._done(f"{pupils.pupil(number).name} toegevoegd. Met n voeg je de volgende toe.", number)

    def _done(self, said: str, number: int = 0) -> None:
        self.at = f"leerling:{number}" if number else ""
        self.refresh_view()
        self.say(said)

    def do_group_review(self) -> None:
        """`G` here is about this group: nothing to choose."""
        open_review(self, self._group)

    def do_open(self) -> None:
        kind, number = self._chosen()
        if kind == "groep":
            self.do_edit()
        else:
            self.ib.show(kind, number)

    def do_edit(self) -> None:
        kind, number = self._chosen()
        if kind == "groep":
            form = edit_group_form(self.ib, groups.group(self._group))
            self.ib.open_screen(form, lambda _number: self._done("Groep gewijzigd"))
        elif kind == "leerling":
            form = edit_pupil_form(self.ib, pupils.pupil(number))
            self.ib.open_screen(form, lambda _number: self._done("Leerling gewijzigd"))
        else:
            self.ib.show(kind, number)

    def do_delete(self) -> None:
        kind, number = self._chosen()
        if kind == "leerling":
            self.change(lambda: pupils.bin_pupil(number), "Leerling weggedaan. Met u haal je het terug.")
        else:
            self.change(lambda: concerns.bin_concern(number), "Zorg weggedaan. Met u haal je hem terug.")
