"""`c`: the lessons that the ib'er looked at (coaching), by teacher; and one of them whole.

Notes about teachers are staff data: only their writer sees them, unless she shared them with the other ib'ers.
"""

from __future__ import annotations

from textual.app import ComposeResult

from ibtui.care.dates import long_date
from ibtui.care.letters import visited
from ibtui.commands import commands_of
from ibtui.screens.base import IbScreen
from ibtui.screens.choosing import pick_one
from ibtui.screens.coaching_lines import (
    is_late,
    next_look,
    observation_row,
    teacher_heading,
    whole_rows,
)
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.forms.observation import edit_observation_form, new_observation_form, plan_visit_form
from ibtui.screens.listing import ListScreen
from ibtui.store import database, observations
from ibtui.store.observations import ObservationRow
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, line, part


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list leaves out, and how that is said."""

    words: str = ""
    again: bool = False
    teacher: str = ""


_EVERYTHING = Filter()


class OneObservation(IbScreen):
    """What the keys do to one lesson, on the list and on its own screen."""

    def chosen(self) -> ObservationRow | None:
        """The one that the keys are about."""
        raise NotImplementedError

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete", "letter", "plan_in"):
            return self.chosen() is not None
        return super().can(command_id)

    def added(self, observation_id: int) -> None:
        """A new one was made."""

    def do_new(self) -> None:
        row = self.chosen()
        self.ib.open_screen(new_observation_form(self.ib, row.teacher_id if row else None), self.added)

    def _own(self) -> ObservationRow | None:
        """The chosen one when it's hers to change; else says why not."""
        row = self.chosen()
        if row is not None and not row.mine:
            self.say(f"Dit lesbezoek is van {row.writer}. Je kunt het lezen, niet wijzigen.", "warn")
            return None
        return row

    def do_edit(self) -> None:
        if (row := self._own()) is not None:
            form = edit_observation_form(self.ib, row)
            self.ib.open_screen(form, lambda _id: self._done("Lesbezoek gewijzigd"))

    def do_done(self) -> None:
        """Looked again, or not after all."""
        if (row := self._own()) is None:
            return
        again = row.looked_again_on is None
        said = (
            "Je hebt weer gekeken. n maakt er een nieuw lesbezoek van."
            if again
            else "Weer kijken staat weer open"
        )
        self.change(
            lambda: observations.set_looked_again(row.id, again, database.who(), self.ib.today()), said
        )

    def do_plan_in(self) -> None:
        if (row := self._own()) is None:
            return
        if (
            row.conversation_id is not None
            and row.planned_on is not None
            and row.planned_on >= self.ib.today()
        ):
            self.ib.show("gesprek", row.conversation_id)
            return
        self.ib.open_screen(
            plan_visit_form(self.ib, row), lambda _id: self._done("Lesbezoek staat in de week")
        )

    def do_letter(self) -> None:
        """For the teacher: question, facts and what was agreed. What it may mean stays here."""
        if (row := self._own()) is None:
            return
        day, today = next_look(row, self.ib.today()), self.ib.today()
        again = long_date(day) if day is not None and day >= today else ""  # a day that is over is no promise
        school = self.ib.school
        text = visited(
            row.teacher, long_date(row.day), row.question, row.seen, row.agreed, again,
            school.coordinator_name, school.name,
        )  # fmt: skip
        self.app.push_screen(CopyTextScreen(f"Tekst voor {row.teacher}", text))

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)


class CoachingScreen(ListScreen, OneObservation):
    """Her own lessons and those that were shared, or what `f` chose."""

    SCREEN = "coaching"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, ObservationRow] = {}
        self._teachers: list[str] = []
        self._filter = _EVERYTHING

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"{self.ib.school.name} · coaching"

    def reload(self) -> None:
        """One list of the store."""
        everything = observations.observations(self.ib.school.id, database.who())
        self._teachers = list(dict.fromkeys(row.teacher for row in everything))
        found = [row for row in everything if self._fits(row)]
        self._rows = {f"lesbezoek:{row.id}": row for row in found}
        words = part("alleen voor jou, of gedeeld", "muted")
        if self._filter.words:
            words = part(f"f filter: {self._filter.words}", "accent")
        self.query_one("#summary", Caption).show(self._summary(found) if found else (), words)
        self.put(self._list_rows(found), empty=self._empty())

    def _fits(self, row: ObservationRow) -> bool:
        chosen = self._filter
        waits = row.look_again_on is not None and row.looked_again_on is None
        return (waits or not chosen.again) and (not chosen.teacher or row.teacher == chosen.teacher)

    def _summary(self, found: list[ObservationRow]) -> Line:
        late = sum(is_late(row, self.ib.today()) for row in found)
        count = part(f"{len(found)} {'lesbezoek' if len(found) == 1 else 'lesbezoeken'}", "strong")
        return line("  ", count, part(f" · ! {late} weer kijken", "late" if late else "") if late else "")

    def _list_rows(self, found: list[ObservationRow]) -> list[Row]:
        by_teacher: dict[int, list[ObservationRow]] = {}
        for row in found:
            by_teacher.setdefault(row.teacher_id, []).append(row)
        rows: list[Row] = []
        for members in by_teacher.values():
            rows += [heading()] if rows else []
            rows.append(teacher_heading(members[0].teacher, members))
            rows += [observation_row(row, self.ib.today(), self.listed.room or 73) for row in members]
        return rows

    def _empty(self) -> list[Line]:
        if self._filter.words:
            return [
                line("Geen lesbezoeken bij dit filter."),
                line(part("Druk op f voor een ander filter.", "muted")),
            ]
        return [
            line(part("Er zijn nog geen lesbezoeken.", "strong")),
            line(part("Druk op n: bij wie keek je, en wat was de kijkvraag?", "muted")),
            line(part("Wat je hier schrijft, zie alleen jij. Het komt in geen enkel document.", "muted")),
        ]

    def draw_detail(self) -> None:
        if not self.is_wide:
            return
        row, box = self.chosen(), self.detail
        box.fill(whole_rows(row, self.ib.today(), box.room or 40) if row else [])
        box.scroll_home(animate=False)

    # ── commands ───────────────────────────────────────────────────────────────
    def chosen(self) -> ObservationRow | None:
        return self._rows.get(self.listed.chosen)

    def added(self, observation_id: int) -> None:
        self.at = f"lesbezoek:{observation_id}"
        self.refresh_view()
        self.say("Lesbezoek toegevoegd. Enter laat het lezen.")

    def do_open(self) -> None:
        if (row := self.chosen()) is not None:
            self.app.push_screen(ObservationScreen(row.id))

    def do_delete(self) -> None:
        if (row := self._own()) is not None:
            self.change(
                lambda: observations.bin_observation(row.id, database.who()),
                "Lesbezoek weggedaan. Met u haal je het terug.",
            )

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_filter(self) -> None:
        answers = [
            Answer("a", "alle lesbezoeken"),
            Answer("w", "waar je nog weer gaat kijken"),
            Answer("l", "van één leerkracht"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat wil je zien?", answers), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        if answer == "l" and self._teachers:
            pick_one(self.ib, "Van wie?", self._teachers, lambda name: self._show(Filter(name, teacher=name)))
        elif answer in ("a", "w"):
            self._show(_EVERYTHING if answer == "a" else Filter("weer kijken", again=True))

    def _show(self, chosen: Filter) -> None:
        self._filter = chosen
        self.refresh_view()


class ObservationScreen(OneObservation):
    """One lesson, to read."""

    SCREEN = "lesbezoek"
    DEFAULT_CSS = "ObservationScreen Rows { margin: 0 1; }"

    def __init__(self, observation_id: int) -> None:
        super().__init__()
        self._number = observation_id
        self._row: ObservationRow | None = None

    def heading(self) -> str:
        return f"Lesbezoek · {self._row.teacher}" if self._row else "Lesbezoek"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Rows))
        # Enter does what e does: there is nothing to open here.
        self.query_one(KeyBar).offer([item for item in commands_of(self.SCREEN) if item.id != "open"])

    def reload(self) -> None:
        """One question to the store. When it's gone, or no longer shared, nothing of it stays on the screen."""
        box = self.query_one(Rows)
        self._row = None
        box.fill([])
        self._row = observations.observation(self._number, database.who())
        box.fill(whole_rows(self._row, self.ib.today(), box.room or 73))

    def chosen(self) -> ObservationRow | None:
        return self._row

    def do_open(self) -> None:
        self.do_edit()

    def added(self, observation_id: int) -> None:
        self._number = observation_id
        self.refresh_view()
        self.say("Lesbezoek toegevoegd. Dit is het nieuwe.")

    def do_delete(self) -> None:
        row = self._own()
        if row is not None and self.attempt(lambda: observations.bin_observation(row.id, database.who())):
            self.app.pop_screen()
            if isinstance(self.app.screen, IbScreen):
                self.app.screen.say("Lesbezoek weggedaan. Met u haal je het terug.")
