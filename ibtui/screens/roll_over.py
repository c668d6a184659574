"""To the next school year (overgang): look at what is proposed, change what is different, and do it in one go."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from ibtui.care.roll_over import OpenStep
from ibtui.care.words import PersonRole
from ibtui.errors import IbtuiError
from ibtui.screens import roll_over_lines as lines
from ibtui.screens.base import IbScreen
from ibtui.screens.calendar_lines import step_id
from ibtui.screens.choosing import pick_one
from ibtui.screens.forms.person import people_source
from ibtui.store import labels, people, roll_over
from ibtui.store.cycle import StepRow
from ibtui.store.roll_over import Choices, GroupPlan, Proposal, PupilMove
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import line, part

_LEAVES = "gaat van school"
_TEACHERS = (PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.COORDINATOR)


class RollOverScreen(IbScreen):
    """Nothing happens before `o`: until then this is a proposal in memory."""

    SCREEN = "overgang"
    DEFAULT_CSS = """
    RollOverScreen Caption { margin: 0 1 0 3; }
    RollOverScreen Rows { margin: 0 1; max-width: 110; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._proposal: Proposal | None = None
        self._problem = ""
        self._groups: tuple[GroupPlan, ...] = ()
        self._moves: tuple[PupilMove, ...] = ()
        self._steps: dict[int, tuple[OpenStep, str]] = {}
        self._touched = False

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        if self._proposal is None:
            return f"{self.ib.school.name} · volgend schooljaar"
        return f"{self.ib.school.name} · van {self._proposal.from_label} naar {self._proposal.to_label}"

    def body(self) -> ComposeResult:
        yield Caption(id="samen")
        yield Caption(id="open")
        yield Rows()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """The proposal is asked once: what was chosen here must stay as it was chosen."""
        if self._proposal is None and not self._problem:
            try:
                self._begin(roll_over.proposal(self.ib.school.id, self.ib.today()))
            except IbtuiError as error:
                self._problem = str(error)
        self._draw()

    def _begin(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._groups, self._moves = proposal.groups, proposal.moves
        self._steps = {step.id: (OpenStep.LEAVE, "") for step in proposal.open_steps}

    def _draw(self, at: str = "") -> None:
        rows: list[Row] = []
        if self._proposal is not None:
            room = min(self.app.size.width, 112) - 6
            open_steps = self._proposal.open_steps
            rows += lines.title("De groepen van volgend jaar", "Enter wijzigt er een, n maakt er een")[1:]
            rows += lines.group_rows(self._groups, self._moves)
            rows += lines.pupil_rows(self._groups, self._moves)
            if open_steps:  # below the rest: there may be many, and who does nothing here leaves them
                rows += lines.title("Nog open uit dit jaar", "spatie: laten of mee · - overslaan")
                rows += lines.step_rows(open_steps, self._steps, self.ib.today(), room)
            self._tell("samen", lines.summary(self._groups, self._moves))
            self._tell("open", lines.left_open(len(open_steps)))
        empty = [line(part(self._problem or "Er is niets om over te zetten.", "strong"))]
        self.query_one(Rows).fill(rows, at=at, empty=empty)

    def _tell(self, caption: str, words: str) -> None:
        self.query_one(f"#{caption}", Caption).show(line(part(words, "muted")))

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _step(self) -> StepRow | None:
        chosen = self.query_one(Rows).chosen
        steps = self._proposal.open_steps if self._proposal else ()
        return next((step for step in steps if step_id(step) == chosen), None)

    def _move(self) -> PupilMove | None:
        kind, _, number = self.query_one(Rows).chosen.partition(":")
        if kind != "leerling":
            return None
        return next((move for move in self._moves if move.pupil_id == int(number)), None)

    def _group(self) -> GroupPlan | None:
        kind, _, name = self.query_one(Rows).chosen.partition(":")
        return next((plan for plan in self._groups if plan.name == name), None) if kind == "nieuw" else None

    # ── commands ───────────────────────────────────────────────────────────────
    def can(self, command_id: str) -> bool:
        if command_id == "choose":
            return self._step() is not None or self._move() is not None
        if command_id == "open":
            return self._move() is not None or self._group() is not None or self._step() is not None
        if command_id == "skip":
            return self._step() is not None
        if command_id == "delete":
            return self._group() is not None
        if command_id == "roll_over":
            return bool(self._groups)
        if command_id == "new":
            return self._proposal is not None
        return super().can(command_id)

    def do_choose(self) -> None:
        """Space: a step stays or comes along; a pupil does the year again, or goes on after all."""
        step, move = self._step(), self._move()
        if step is not None:
            along = self._steps[step.id][0] is OpenStep.TAKE
            self._choose(step, OpenStep.LEAVE if along else OpenStep.TAKE)
        elif move is not None:
            self._put(roll_over.stay_down(move, self._groups))

    def _choose(self, step: StepRow, choice: OpenStep, why: str = "") -> None:
        self._steps[step.id] = choice, why
        self._change(step_id(step))

    def do_skip(self) -> None:
        """A step won't be done, with a word why; once more: it may after all."""
        step = self._step()
        if step is None:
            return
        if self._steps[step.id][0] is OpenStep.SKIP:
            self._choose(step, OpenStep.LEAVE)
            return

        def save(values: Values) -> str:
            return values.text("reden")

        def skipped(why: str) -> None:
            self._choose(step, OpenStep.SKIP, why)

        field = Field("reden", "waarom", required=True, hint="één zin is genoeg")
        form: FormScreen[str] = FormScreen(f"Overslaan: {step.title}", [field], save, today=self.ib.today())
        self.ib.open_screen(form, skipped)

    def do_open(self) -> None:
        """A pupil: to another group. A group: its name and teachers. A step: the next choice."""
        move, plan = self._move(), self._group()
        if move is not None:
            self._other_group(move)
        elif plan is not None:
            self._edit_group(plan)
        else:
            self.do_choose()

    def _other_group(self, move: PupilMove) -> None:
        names = {labels.group_label(plan.name): plan.name for plan in self._groups}

        def picked(label: str) -> None:
            self._put(roll_over.to_group(move, names.get(label)))

        pick_one(self.ib, f"Waar gaat {move.name} naartoe?", [*names, _LEAVES], picked)

    def _put(self, changed: PupilMove) -> None:
        self._moves = tuple(changed if move.pupil_id == changed.pupil_id else move for move in self._moves)
        self._change(f"leerling:{changed.pupil_id}")

    def do_new(self) -> None:
        """A group more."""
        self._edit_group(None)

    def _edit_group(self, plan: GroupPlan | None) -> None:
        def save(values: Values) -> GroupPlan:
            name = values.text("naam").strip()
            if any(other.name == name for other in self._groups if other is not plan):
                raise FieldError("Die groep staat er al.")
            chosen = values.ids("leerkrachten")
            names = tuple(people.person(one).call_name for one in chosen)
            return GroupPlan(name, chosen, names, plan.from_id if plan else None)

        teachers = plan.teacher_ids if plan else ()
        fields = [
            Field("naam", "naam", value=plan.name if plan else "", required=True, hint="zoals 3/4/5"),
            Field("leerkrachten", "leerkrachten", Kind.PICK_MANY, teachers,
                  source=people_source(self.ib, _TEACHERS, keep=teachers)),
        ]  # fmt: skip
        form: FormScreen[GroupPlan] = FormScreen(
            "Groep van volgend jaar", fields, save, today=self.ib.today()
        )
        self.ib.open_screen(form, lambda made: self._take_group(plan, made))

    def _take_group(self, old: GroupPlan | None, made: GroupPlan) -> None:
        if old is None:
            self._groups = (*self._groups, made)
        else:
            self._groups = tuple(made if plan is old else plan for plan in self._groups)
            self._moves = tuple(
                replace(move, to=made.name) if move.to == old.name else move for move in self._moves
            )
        self._change(f"nieuw:{made.name}")

    def do_delete(self) -> None:
        """A group that won't be there; its pupils need another one."""
        plan = self._group()
        if plan is not None:
            self._groups = tuple(other for other in self._groups if other is not plan)
            self._moves = tuple(
                replace(move, to=None, why="die groep is er niet") if move.to == plan.name else move
                for move in self._moves
            )
            self._change("")

    def _change(self, at: str) -> None:
        self._touched = True
        self._draw(at)

    def do_roll_over(self) -> None:
        """Ask once more, then do it."""
        proposal = self._proposal
        if proposal is None:
            return
        answers = [Answer("j", f"ja, maak {proposal.to_label}"), Answer("t", "terug")]
        question = (
            f"{lines.summary(self._groups, self._moves)}.\n"
            f"De nieuwe groepen gelden vanaf {proposal.first.day} augustus. Met u draai je alles terug."
            + "".join(f"\n! {words}" for words in proposal.to_mind)
        )

        def answered(answer: str) -> None:
            if answer == "j":
                self.say("Even wachten: het nieuwe schooljaar wordt gemaakt …")
                self.call_after_refresh(self.attempt, self._do_it)

        self.ib.open_screen(AskScreen(question, answers), answered)

    def _do_it(self) -> None:
        chosen = tuple((number, str(choice), why) for number, (choice, why) in self._steps.items())
        done = roll_over.roll_over(
            self.ib.school.id,
            Choices(self._groups, self._moves, chosen, seen=self._proposal),
            self.ib.today(),
        )
        self._touched = False
        self.app.pop_screen()
        below = self.app.screen
        if isinstance(below, IbScreen):
            below.refresh_view()
            below.say(
                f"Klaar: {done.groups} groepen, {done.moved} leerlingen door, {done.left} van school, "
                f"{done.steps_made + done.steps_along} stappen. Met u draai je het terug."
            )

    def do_back(self) -> None:
        """Esc: what was changed here is only a proposal, so it's said that it goes."""
        if not self._touched:
            super().do_back()
            return
        answers = [
            Answer("b", "blijven"),
            Answer("w", "weggaan, mijn keuzes vervallen"),
            Answer("t", "terug"),
        ]

        def answered(answer: str) -> None:
            if answer == "w":
                self.app.pop_screen()

        self.ib.open_screen(AskScreen("Er is nog niets overgezet.", answers), answered)
