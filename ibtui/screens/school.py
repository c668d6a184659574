"""The school: its groups and its team; or all its pupils. From here everything is added and changed."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from ibtui.care.weekdays import weekday_words
from ibtui.care.words import PersonRole
from ibtui.screens.forms.group import edit_group_form, new_group_form
from ibtui.screens.forms.person import edit_person_form, new_person_form
from ibtui.screens.forms.pupil import edit_pupil_form, new_pupil_form
from ibtui.screens.forms.school import edit_school_form
from ibtui.screens.listing import ListScreen
from ibtui.screens.school_rules import open_rules
from ibtui.screens.who_lines import counted, facts, group_row, plain, pupil_panel, pupil_row, staff_row, title
from ibtui.store import concerns, groups, labels, people, pupils, schools
from ibtui.store.groups import GroupRow
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import column, line, part

_TEAM = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)
_WIDE = 110
_PANEL = 44


class SchoolScreen(ListScreen):
    """Key 0. `f` switches between groups with the team, and all pupils."""

    SCREEN = "school"
    _BINNED: ClassVar[dict[str, str]] = {
        "groep": "Groep weggedaan; de leerlingen blijven. Met u haal je hem terug.",
        "persoon": "Weggedaan. Met u haal je het terug.",
        "leerling": "Leerling weggedaan. Met u haal je het terug.",
    }

    def __init__(self) -> None:
        super().__init__()
        self._all_pupils = False
        self._groups: list[GroupRow] = []

    def heading(self) -> str:
        return self.ib.school.name

    # ── drawing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        self.ib.school = schools.current()  # an undo may have changed it
        self._groups = groups.groups(self.ib.school.id, self.ib.today())
        rows = self._pupil_rows() if self._all_pupils else self._group_rows()
        self.put(rows)

    def _width(self) -> int:
        width = self.app.size.width
        return width - 4 if width < _WIDE else width - _PANEL - 7

    def _group_rows(self) -> list[Row]:
        school, width = self.ib.school, self._width()
        said = f"ib'er {school.coordinator_name} · {weekday_words(school.working_days)}"
        own = (line(part(school.name, "strong")), line(part(said, "muted")))
        rows = [Row(f"school:{school.id}", own)]
        everyone = pupils.pupils(school.id)
        if not everyone:
            rows += self._first_steps()
        if self._groups:
            rows += title("Groepen")
            rows += [group_row(row, width) for row in self._groups]
        known = {row.id for row in self._groups}
        loose = [row for row in everyone if row.left_on is None and row.group_id not in known]
        if loose:
            words = counted(len(loose), "leerling", "leerlingen")
            rows.append(Row("zonder:0", (line(part("zonder groep", "warn"), part(f"  {words}", "muted")),)))
        return rows + self._team_rows(width)

    def _team_rows(self, width: int) -> list[Row]:
        team = [row for row in people.people(self.ib.school.id, _TEAM) if row.role != PersonRole.COORDINATOR]
        if not team:
            return []
        taught: dict[int, list[str]] = {}
        for group in self._groups:
            for teacher in group.teacher_ids:
                taught.setdefault(teacher, []).append(labels.group_label(group.name))
        return title("Team") + [staff_row(row, taught.get(row.id, ()), width) for row in team]

    def _first_steps(self) -> list[Row]:
        """What to do in a school with nothing in it; a step that is done gets a ✓."""
        steps = (
            (bool(self._groups), "Eerst een groep: druk op n, dan g."),
            (False, "Dan de leerlingen: Enter op de groep, daar n."),
            (False, "Dan het eerste gesprek: 1 voor de week, daar n."),
        )
        rows = title("Zo begin je")
        for number, (done, text) in enumerate(steps, start=1):
            sign = part("✓ ", "good") if done else part(f"{number} ", "accent")
            rows.append(heading(line("  ", sign, part(text, "muted" if done else ""))))
        return rows

    def _pupil_rows(self) -> list[Row]:
        count = Counter(row.pupil_id for row in concerns.concerns(self.ib.school.id) if row.pupil_id)
        found = pupils.pupils(self.ib.school.id)
        left = sum(row.left_on is not None for row in found)
        said = counted(len(found) - left, "leerling", "leerlingen") + (
            f" · {left} van school" if left else ""
        )
        rows = [heading(line(part("Alle leerlingen", "strong"), part(f"  {said}", "muted")))]
        rows += [pupil_row(row, count[row.id], self._width(), with_group=True) for row in found]
        return rows if found else [*rows, *plain("Nog geen leerlingen. Druk op n, dan l.", self._width())]

    # ── the detail beside the list ─────────────────────────────────────────────
    def draw_detail(self) -> None:
        if not self.is_wide:
            return
        kind, number = self._chosen()
        rows: list[Row] = []
        if kind in ("groep", "zonder"):
            wanted = number if kind == "groep" else None
            found = [row for row in pupils.pupils(self.ib.school.id) if row.group_id == wanted]
            rows = [
                heading(line(column(row.name, 32), part(f"niveau {row.level}", "muted"))) for row in found
            ]
            rows = rows or plain("Nog geen leerlingen. Enter opent de groep, daar n.", _PANEL)
        elif kind == "persoon":
            person = people.person(number)
            rows = [heading(line(part(person.name, "strong")))]
            rows += facts([("rol", person.role), ("functie", person.function), ("telefoon", person.phone),
                           ("mail", person.mail)])  # fmt: skip
        elif kind == "leerling":
            worries = [row for row in concerns.concerns(self.ib.school.id) if row.pupil_id == number]
            rows = pupil_panel(pupils.guardians(number), worries, _PANEL)
        self.detail.fill(rows, empty=[()])

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        kind, _, number = self.listed.chosen.partition(":")
        return kind, int(number or 0)

    def can(self, command_id: str) -> bool:
        kind = self._chosen()[0]
        if command_id == "open":
            return bool(kind)
        if command_id == "edit":
            return kind in ("school", "groep", "persoon", "leerling")
        if command_id == "delete":
            return kind in self._BINNED
        return super().can(command_id)

    def do_open(self) -> None:
        kind, number = self._chosen()
        if kind in ("groep", "leerling"):
            self.ib.show(kind, number)
        elif kind == "zonder":
            self._all_pupils = True
            self.refresh_view()
        else:
            self.do_edit()

    def do_edit(self) -> None:
        kind, number = self._chosen()
        if kind == "school":
            self.ib.open_screen(
                edit_school_form(self.ib), lambda _done: self._done("Gegevens van de school bewaard")
            )
        elif kind == "groep":
            self._form(edit_group_form(self.ib, groups.group(number)), "groep", "Groep gewijzigd")
        elif kind == "persoon":
            self._form(edit_person_form(self.ib, people.person(number)), "persoon", "Gewijzigd")
        elif kind == "leerling":
            self._form(edit_pupil_form(self.ib, pupils.pupil(number)), "leerling", "Leerling gewijzigd")

    def do_new(self) -> None:
        answers = [Answer("g", "groep"), Answer("l", "leerling"), Answer("m", "leerkracht of andere medewerker"),
                   Answer("s", "nog een school waar je werkt"), Answer("t", "terug")]  # fmt: skip
        self.ib.open_screen(AskScreen("Wat wil je toevoegen?", answers), self._new)

    def _new(self, answer: str) -> None:
        kind, number = self._chosen()
        if answer == "g":
            self._form(new_group_form(self.ib), "groep", "Groep toegevoegd. Enter, dan n: de leerlingen.")
        elif answer == "l":
            form = new_pupil_form(self.ib, group_id=number if kind == "groep" else None)
            self._form(form, "leerling", "Leerling toegevoegd")
        elif answer == "m":
            self._form(new_person_form(self.ib, PersonRole.TEACHER), "persoon", "Toegevoegd aan het team")
        elif answer == "s":
            self.ib.add_school()

    def do_rules(self) -> None:
        open_rules(self)

    def _form(self, form: FormScreen[int], kind: str, said: str) -> None:
        self.ib.open_screen(form, lambda number: self._done(said, f"{kind}:{number}"))

    def _done(self, said: str, at: str = "") -> None:
        self.at = at
        self.refresh_view()
        self.say(said)

    def do_delete(self) -> None:
        kind, number = self._chosen()
        binned = {"groep": groups.bin_group, "persoon": people.bin_person, "leerling": pupils.bin_pupil}[kind]
        self.change(lambda: binned(number), self._BINNED[kind])

    def do_filter(self) -> None:
        self._all_pupils = not self._all_pupils
        self.refresh_view()
