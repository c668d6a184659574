"""Forms for a step of the care calendar: a new one, changing one, other days, skipping, and into the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from ibtui.care.school_days import Free, next_working_day, previous_working_day
from ibtui.care.words import PersonRole, StepKind
from ibtui.care.year_plan import kind_of
from ibtui.screens.forms.group import group_source
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import cycle
from ibtui.store.cycle import StepDraft, StepRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_RESPONSIBLE = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE)
_DAY = "vr, 13-1 of +2w"
_FROM_WORDS = "vanzelf"
"""The kind of a new step as long as nobody chose one: it follows from the words."""


def new_step_form(
    host: Host,
    *,
    group_id: int | None = None,
    goal_id: int | None = None,
    due: dt.date | None = None,
    responsible_id: int | None = None,
    about: str = "",
) -> FormScreen[int]:
    """A new step; gives back its id. `about` is said in the title: "groep 3/4/5" or the goal."""
    kind = StepKind.GOAL if goal_id is not None else StepKind.OTHER
    draft = StepDraft(kind, group_id=group_id, goal_id=goal_id, due_on=due, responsible_id=responsible_id)

    def save(values: Values) -> int:
        return cycle.add_step(host.school.id, _draft(values, draft), host.today())

    return _form(host, f"Nieuwe stap: {about}" if about else "Nieuwe stap", draft, save, new=True)


def edit_step_form(host: Host, row: StepRow) -> FormScreen[int]:
    """Change a step; gives back its id."""
    draft = StepDraft(
        row.kind,
        "" if row.title == row.kind else row.title,
        row.group_id,
        row.goal_id,
        row.period,
        row.starts_on,
        row.due_on,
        row.responsible_id,
        row.note,
    )

    def save(values: Values) -> int:
        cycle.edit_step(row.id, _draft(values, draft), row.version)
        return row.id

    return _form(host, "Stap wijzigen", draft, save)


def move_step_form(host: Host, row: StepRow) -> FormScreen[int]:
    """Other days for a step; gives back its id."""

    def save(values: Values) -> int:
        due = values.date("klaar")
        if due is None:
            raise FieldError("Vul in wanneer het klaar is.")
        cycle.move_step(row.id, _start(values, due), due, row.version)
        return row.id

    fields = [
        Field("klaar", "klaar op", Kind.DATE, row.due_on, required=True, hint=_DAY),
        Field("vanaf", "vanaf", Kind.DATE, row.starts_on, hint="leeg: het is op één dag"),
    ]
    return _plain(host, f"Andere datum: {row.title}", fields, save)


def skip_form(host: Host, row: StepRow) -> FormScreen[int]:
    """Why a step is skipped; gives back its id."""

    def save(values: Values) -> int:
        cycle.skip(row.id, values.text("waarom").strip(), row.version)
        return row.id

    field = Field("waarom", "waarom", value=row.skipped_because, required=True,
                  hint="een paar woorden, zoals: dit jaar geen entreetoets")  # fmt: skip
    return _plain(host, f"Overslaan: {row.title}", [field], save)


def plan_in_form(host: Host, row: StepRow, free: Collection[Free]) -> FormScreen[int]:
    """Day and time for the conversation of a step; gives back the conversation's id."""

    def save(values: Values) -> int:
        day = values.date("dag")
        if day is None:
            raise FieldError("Vul een dag in.")
        return cycle.plan_in(row.id, day, values.time("tijd"))

    day = proposed_day(row, host.today(), host.school.working_days, free)
    fields = [
        Field("tijd", "tijd", Kind.TIME, hint="9:15 of half drie; leeg: zonder tijd"),
        Field("dag", "dag", Kind.DATE, day, required=True, hint=_DAY),
    ]
    who = f" · groep {row.group}" if row.group[:1].isdigit() else ""
    return _plain(host, f"In de week: {row.title}{who}", fields, save)


def proposed_day(
    row: StepRow, today: dt.date, working_days: Collection[int], free: Collection[Free]
) -> dt.date:
    """The last working day before it has to be ready (the due date itself counts); when that is past or there is
    none, the next working day."""
    day = dt.timedelta(days=1)
    if row.due_on is not None and row.due_on >= today:
        found = previous_working_day(row.due_on + day, working_days, free)
        if found is not None and found >= max(today, row.starts_on or today):
            return found
        return row.due_on
    return next_working_day(today, working_days, free) or today


# ── the form itself ────────────────────────────────────────────────────────────
def _form(
    host: Host, title: str, draft: StepDraft, save: Callable[[Values], int], *, new: bool = False
) -> FormScreen[int]:
    """First what it is: letters that are typed at once are its name."""
    named = draft.goal_id is not None and draft.kind in (StepKind.GOAL, StepKind.OTHER)
    kinds, hint = [str(kind) for kind in StepKind], "← → of een letter"
    if new:
        kinds, hint = [_FROM_WORDS, *kinds], f"{hint}; vanzelf: uit wat je typte"
    fields = [
        Field("titel", "wat", value=draft.title, required=named, hint="" if named else "leeg: zoals de soort"),
        Field("soort", "soort", Kind.CHOICE, None if new else draft.kind, choices=kinds, hint=hint),
        Field("klaar", "klaar op", Kind.DATE, draft.due_on, hint=_DAY),
        Field("vanaf", "vanaf", Kind.DATE, draft.starts_on, hint="leeg: het is op één dag"),
        Field("wie", "wie doet het", Kind.PICK, draft.responsible_id,
              source=people_source(host, _RESPONSIBLE, picked(draft.responsible_id))),
        Field("groep", "groep", Kind.PICK, draft.group_id, source=group_source(host, picked(draft.group_id)),
              hint="leeg: de hele school"),
        Field("ronde", "ronde", value=draft.period, hint="zoals: ronde 1"),
        Field("notitie", "notitie", Kind.NOTE, draft.note),
    ]  # fmt: skip
    if draft.goal_id is not None:
        fields = [field for field in fields if field.name not in ("groep", "soort")]
    return _plain(host, title, fields, save)


def _draft(values: Values, start: StepDraft) -> StepDraft:
    """What the form says; a step of a goal keeps the kind that it has at the start."""
    due, title = values.date("klaar"), values.text("titel")
    kind = values.text("soort") if "soort" in values.raw else start.kind
    if kind == _FROM_WORDS:
        kind = kind_of(title, whole_school=False)
    if kind == StepKind.OTHER and not title.strip():
        raise FieldError("Typ wat de stap is, of kies een soort.")
    return StepDraft(
        kind=kind,
        title=title,
        group_id=values.id("groep") if "groep" in values.raw else None,
        goal_id=start.goal_id,
        period=values.text("ronde"),
        starts_on=_start(values, due),
        due_on=due,
        responsible_id=values.id("wie"),
        note=values.text("notitie"),
    )


def _start(values: Values, due: dt.date | None) -> dt.date | None:
    """The first day of the weeks that it takes; None when it is on one day."""
    start = values.date("vanaf")
    if start is not None and due is not None and start > due:
        raise FieldError("De eerste dag ligt na de laatste. Verander “vanaf” of “klaar op”.")
    return None if start == due else start


def _plain(host: Host, title: str, fields: list[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
