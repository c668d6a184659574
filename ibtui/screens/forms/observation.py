"""Forms for a lesson that was looked at: a new one, changing one, and the next look in the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ibtui.care.school_days import next_working_day
from ibtui.care.words import PersonRole
from ibtui.screens.forms.group import group_source
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import database, free_days, groups, observations
from ibtui.store.observations import ObservationDraft, ObservationRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_TEACHERS = (PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)
_NO, _YES = "nee", "ja"
_DAY = dt.timedelta(days=1)


def new_observation_form(host: Host, teacher_id: int | None = None) -> FormScreen[int]:
    """A new one, of today; gives back its id."""

    def save(values: Values) -> int:
        return observations.add_observation(host.school.id, _draft(values), database.who())

    draft = ObservationDraft(teacher_id or 0, host.today(), _only_group(host, teacher_id))
    return _form(host, "Nieuw lesbezoek", _fields(host, draft), save)


def edit_observation_form(host: Host, row: ObservationRow) -> FormScreen[int]:
    """Change one; gives back its id."""

    def save(values: Values) -> int:
        observations.edit_observation(row.id, _draft(values), database.who(), row.version)
        return row.id

    draft = ObservationDraft(
        teacher_id=row.teacher_id,
        day=row.day,
        group_id=row.group_id,
        question=row.question,
        seen=row.seen,
        meaning=row.meaning,
        talk=row.talk,
        agreed=row.agreed,
        look_again_on=row.look_again_on,
        shared=row.shared,
    )
    return _form(host, f"Lesbezoek wijzigen: {row.teacher}", _fields(host, draft), save)


def plan_visit_form(host: Host, row: ObservationRow) -> FormScreen[int]:
    """Day and time for the next look; gives back the conversation's id."""

    def save(values: Values) -> int:
        return observations.plan_in(row.id, _day(values), values.time("tijd"), database.who(), row.version)

    fields = [
        Field("tijd", "tijd", Kind.TIME, hint="9:15 of half drie; leeg: zonder tijd"),
        Field("dag", "dag", Kind.DATE, _proposed_day(host, row), required=True, hint="vr, 13-1 of +2w"),
    ]
    intro = "In de week komt alleen: observatie, lesbezoek. Wat je schreef, blijft hier."
    return FormScreen(
        f"Weer kijken bij {row.teacher}", fields, save, today=host.today(),
        working_days=host.school.working_days, intro=intro,
    )  # fmt: skip


def _proposed_day(host: Host, row: ObservationRow) -> dt.date:
    """The first working day of the ib'er from the day that was agreed; from tomorrow when that is over."""
    before = max(row.look_again_on or host.today(), host.today() + _DAY) - _DAY
    free = free_days.free_days(host.school.id, before, before + 60 * _DAY)
    return next_working_day(before, host.school.working_days, free) or before + _DAY


# --- the form itself ---


def _fields(host: Host, draft: ObservationDraft) -> list[Field]:
    teacher = draft.teacher_id or None
    return [
        Field("wie", "bij wie", Kind.PICK, teacher, required=True,
              source=people_source(host, _TEACHERS, picked(teacher))),
        Field("groep", "groep", Kind.PICK, draft.group_id, source=group_source(host, picked(draft.group_id))),
        Field("dag", "dag", Kind.DATE, draft.day, required=True),
        Field("vraag", "kijkvraag", Kind.NOTE, draft.question, lines=2, hint="waar kijk je naar, samen bedacht"),
        Field("gezien", "wat zag ik", Kind.NOTE, draft.seen, lines=4, hint="feiten: wat je zag en hoorde"),
        Field("duiding", "wat denk ik ervan", Kind.NOTE, draft.meaning, hint="komt in geen enkele tekst"),
        Field("gesprek", "het nagesprek", Kind.NOTE, draft.talk),
        Field("afgesproken", "afgesproken", Kind.NOTE, draft.agreed, lines=2),
        Field("weer", "weer kijken op", Kind.DATE, draft.look_again_on, hint="zoals +6w; leeg: niet nodig"),
        Field("delen", "delen", Kind.CHOICE, _YES if draft.shared else _NO, choices=(_NO, _YES),
              hint="ja: andere ib'ers van deze school kunnen dit lezen"),
    ]  # fmt: skip


def _draft(values: Values) -> ObservationDraft:
    teacher = values.id("wie")
    if teacher is None:
        raise FieldError("Kies bij wie je keek.")
    return ObservationDraft(
        teacher_id=teacher,
        day=_day(values),
        group_id=values.id("groep"),
        question=values.text("vraag"),
        seen=values.text("gezien"),
        meaning=values.text("duiding"),
        talk=values.text("gesprek"),
        agreed=values.text("afgesproken"),
        look_again_on=values.date("weer"),
        shared=values.text("delen") == _YES,
    )


def _day(values: Values) -> dt.date:
    day = values.date("dag")
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _only_group(host: Host, teacher_id: int | None) -> int | None:
    """The group of a teacher who has just one."""
    if teacher_id is None:
        return None
    found = [row.id for row in groups.groups(host.school.id, host.today()) if teacher_id in row.teacher_ids]
    return found[0] if len(found) == 1 else None


def _form(host: Host, title: str, fields: list[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    def changed(form: FormScreen[int], name: str) -> None:
        """Somebody was picked: propose the group that she has."""
        if name == "wie" and (group := _only_group(host, form.values().id("wie"))) is not None:
            form.put("groep", (group,))

    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, changed=changed,
        keeps=True,
    )  # fmt: skip
