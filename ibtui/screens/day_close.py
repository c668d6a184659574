"""`w`: closing the day (dag afsluiten). One list of what is still open; on zero the day is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from ibtui.care import letters
from ibtui.care.text import listed
from ibtui.commands import commands_of
from ibtui.screens import doing
from ibtui.screens.backup_making import BackupMaker
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.day_close_lines import detail_rows, done_lines, task_rows
from ibtui.screens.forms.concern import edit_concern_form
from ibtui.screens.listing import ListScreen
from ibtui.store import actions, concerns, conversations, day_close, guardians, minutes, private_notes, pupils
from ibtui.store.conversations import ConversationRow
from ibtui.store.day_close import Left, Task
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

_FIRST = ("next_task", "done", "not_done", "move", "edit", "minutes", "letter")
"""The keys that the bar shows first."""

_Deeds = Mapping[Task, Callable[[Left], None]]


class DayCloseScreen(ListScreen):
    """What is open of today and of this week; Enter does the next sensible thing with a line."""

    SCREEN = "dagafsluiting"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._left: dict[str, Left] = {}
        self._later = 0  # talks that are still to come today
        self._begun = 0  # the most that there were
        self._aside: set[str] = set()  # what is for another day: not asked again as long as this screen lives
        self._backup = BackupMaker(self)

    # ── drawing ────────────────────────────────────────────────────────────────
    def on_mount(self) -> None:
        commands = commands_of(self.SCREEN)
        commands.sort(key=lambda item: _FIRST.index(item.id) if item.id in _FIRST else len(_FIRST))
        self.query_one(KeyBar).offer(commands)

    def heading(self) -> str:
        return f"{self.ib.school.name} · dag afsluiten"

    def reload(self) -> None:
        """A fixed number of questions to the store."""
        day = day_close.day(self.ib.school.id, self.ib.home, self.ib.now(), self.ib.school.working_days)
        found = [item for item in day.left if item.key not in self._aside]
        self._later = day.later
        self._left = {item.key: item for item in found}
        self._begun = max(self._begun, len(found))
        done = self._begun - len(found)
        words = part(f"{done} gedaan", "good") if done else part("")
        count = part(f"nog {len(found)}", "strong")
        self.query_one("#summary", Caption).show(line("  ", count), words)
        self._draw_list()
        self.draw_detail()

    def _draw_list(self) -> None:
        """The list; the chosen line says its keys, so it's drawn again when another one is chosen."""
        box = self.listed
        chosen = self.at or box.chosen
        if chosen not in self._left:
            chosen = ""
        rows = task_rows(list(self._left.values()), box.room or 73, chosen or next(iter(self._left), ""))
        box.fill(rows, at=self.at, empty=done_lines(self._later))
        self.at = ""

    def draw_detail(self) -> None:
        """The chosen task whole, on a wide screen."""
        if self.is_wide:
            self.detail.fill(detail_rows(self._chosen(), self.detail.room or 40))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "list":
            self._draw_list()
        super().on_rows_chosen(event)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()
        self.action_run("next_task")

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> Left | None:
        return self._left.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("next_task", "done", "not_done", "move", "edit", "minutes", "letter"):
            return self._chosen() is not None
        return super().can(command_id)

    def _do(self, deeds: _Deeds, otherwise: str) -> None:
        """Do what fits the chosen line, or say that this key has nothing to do there."""
        item = self._chosen()
        deed = deeds.get(item.task) if item is not None else None
        if item is not None and deed is not None:
            deed(item)
        else:
            self.say(otherwise, "warn")

    # ── commands ───────────────────────────────────────────────────────────────
    def do_next_task(self) -> None:
        self._do(
            {
                Task.TALK: self._held,
                Task.WRITE: self._write,
                Task.PROMISE: self._complete,
                Task.SEND: lambda item: self.ib.show("verslag", item.id),
                Task.TELL: self._letter,
                Task.LESSON: self._lesson,
                Task.PRIVATE: lambda item: self.ib.show("gesprek", item.id),
                Task.BACKUP: self._back_up,
            },
            "",
        )

    def do_done(self) -> None:
        self._do(
            {
                Task.TALK: self._held,
                Task.PROMISE: lambda item: doing.toggle_action(self, actions.action(item.id)),
                Task.SEND: self._sent,
                Task.TELL: self._told,
                Task.BACKUP: self._back_up,
            },
            "Dit is pas klaar als het er staat. Enter begint ermee.",
        )

    def do_not_done(self) -> None:
        self._do(
            {
                Task.TALK: self._cancelled,
                Task.WRITE: self._no_minutes,
                Task.TELL: self._not_told,
                Task.SEND: self._later_on,
                Task.PROMISE: lambda item: doing.drop_action(self, actions.action(item.id)),
            },
            "Dit kun je niet overslaan.",
        )

    def do_move(self) -> None:
        self._do(
            {
                Task.TALK: lambda item: doing.move_conversation(self, self._talk(item)),
                Task.PROMISE: lambda item: doing.move_action(self, actions.action(item.id)),
                Task.PRIVATE: self._keep,
            },
            "Een andere dag geef je alleen aan een gesprek of een afspraak.",
        )

    def do_edit(self) -> None:
        self._do(
            {
                Task.TALK: lambda item: doing.edit_conversation(self, item.id),
                Task.WRITE: lambda item: doing.edit_conversation(self, item.id),
                Task.PROMISE: lambda item: doing.edit_action(self, actions.action(item.id)),
                Task.TELL: self._edit_concern,
            },
            "Deze regel heeft geen formulier. Enter opent hem.",
        )

    def do_minutes(self) -> None:
        self._do(
            {
                Task.TALK: self._write,
                Task.WRITE: self._write,
                Task.SEND: lambda item: self.ib.show("verslag", item.id),
            },
            "Een verslag hoort bij een gesprek.",
        )

    def do_letter(self) -> None:
        self._do({Task.TELL: self._letter}, "Een tekst om te kopiëren is er bij: wie moet dit weten?")

    # ── what is done ───────────────────────────────────────────────────────────
    def _talk(self, item: Left) -> ConversationRow:
        return conversations.conversation(item.id).row

    def _held(self, item: Left) -> None:
        self.change(
            lambda: conversations.set_held(item.id, True), "Gesprek gehouden. Met u draai je het terug."
        )

    def _cancelled(self, item: Left) -> None:
        self.change(lambda: conversations.cancel(item.id), "Gesprek afgezegd. Met u draai je het terug.")

    def _write(self, item: Left) -> None:
        doing.open_minutes(self, item.id)

    def _no_minutes(self, item: Left) -> None:
        field = Field(
            "waarom", "waarom niet", required=True, hint="een paar woorden, zoals: kort, niets afgesproken"
        )
        self._ask(
            f"Geen verslag nodig: {item.what} {item.about}", field,
            lambda values: day_close.no_minutes(item.id, values.text("waarom")), "Dat staat nu in het verslag",
        )  # fmt: skip

    def _later_on(self, item: Left) -> None:
        """Not today: better than to say that it was sent."""
        self._aside.add(item.key)
        self._said("Blijft liggen. Je ziet het terug bij s.")

    def _not_told(self, item: Left) -> None:
        today = self.ib.today()
        field = Field("waarom", "waarom later", required=True, hint="een paar woorden; het komt bij de zorg")
        self._ask(
            f"Ouders later inlichten: {item.about}", field,
            lambda values: day_close.not_told(item.id, values.text("waarom"), today), "Dat staat nu bij de zorg",
        )  # fmt: skip

    def _keep(self, item: Left) -> None:
        today = self.ib.today()
        field = Field("tot", "bewaren tot", Kind.DATE, required=True, hint="zo kort als het kan: +2w, 13-1")
        self._ask(
            f"Langer bewaren: {item.what} {item.about}", field,
            lambda values: private_notes.keep_until(item.id, values.date("tot"), today), "Andere datum gegeven",
        )  # fmt: skip

    def _ask(self, title: str, field: Field, save: Callable[[Values], None], said: str) -> None:
        """A form of one field."""

        def saved(values: Values) -> int:
            save(values)
            return 0

        form: FormScreen[int] = FormScreen(title.strip(), [field], saved, today=self.ib.today())
        self.ib.open_screen(form, lambda _id: self._said(said))

    def _complete(self, item: Left) -> None:
        """A promise that lacks only its date asks for that; else the whole form."""
        row = actions.action(item.id)
        if row.owner:
            doing.move_action(self, row)
        else:
            doing.edit_action(self, row)

    def _sent(self, item: Left) -> None:
        self.change(lambda: minutes.mark_sent(item.id), "Verslag verzonden. Met u draai je het terug.")

    def _told(self, item: Left) -> None:
        self.change(
            lambda: day_close.told(item.id, self.ib.today()), "Verteld vandaag. Met u draai je het terug."
        )

    def _letter(self, item: Left) -> None:
        """A text for the parents with gezag; she changes it in her mail as she likes."""
        row, school = concerns.concern(item.id).row, self.ib.school
        pupil = row.pupil_id or 0
        child = pupils.pupils_by_id([pupil])[pupil].first_name
        name = listed(guardians.with_custody([pupil]).get(pupil, ()))
        text = letters.told(name, child, [row.summary], school.coordinator_name, school.name)
        self.app.push_screen(CopyTextScreen(f"Tekst over {child}", text))

    def _edit_concern(self, item: Left) -> None:
        form = edit_concern_form(self.ib, concerns.concern(item.id))
        self.ib.open_screen(form, lambda _id: self._said("Zorg gewijzigd"))

    def _lesson(self, item: Left) -> None:
        self.app.push_screen(import_module("ibtui.screens.coaching").ObservationScreen(item.id))

    def _back_up(self, _item: Left) -> None:
        self._backup.start()

    def _said(self, text: str) -> None:
        self.refresh_view()
        self.say(text)
