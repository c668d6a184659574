"""Forms for what was tried for a pupil (aanpak): a new one, changing one, and how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.words import ConcernStatus
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import approaches, concerns, pupils
from ibtui.store.approaches import ApproachDraft, ApproachRow
from ibtui.store.concerns import ConcernRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_LONGEST_TITLE = 40


def new_approach_form(host: Host, pupil_id: int, concern_id: int | None = None) -> FormScreen[int]:
    """A new one, from today; gives back its id. With one open concern that one is proposed."""
    if concern_id is None:
        found = [row for row in concerns.of_pupil(pupil_id) if row.status != ConcernStatus.CLOSED]
        concern_id = found[0].id if len(found) == 1 else None
    draft = ApproachDraft(pupil_id, "", host.today(), concern_id)

    def save(values: Values) -> int:
        return approaches.add_approach(_draft(values, draft))

    title = f"Nieuwe aanpak voor {pupils.pupil(pupil_id).first_name}"
    return _form(host, title, _fields(host, draft), save)


def edit_approach_form(host: Host, row: ApproachRow) -> FormScreen[int]:
    """Change everything about one; gives back its id."""
    draft = ApproachDraft(
        pupil_id=row.pupil_id,
        what=row.what,
        since=row.since,
        concern_id=row.concern_id,
        how_often=row.how_often,
        minutes=row.minutes,
        method=row.method,
        by_id=row.by_id,
        by_text=row.by_text,
        until=row.until,
        effect=row.effect,
        evaluate_on=row.evaluate_on,
        evaluated_on=row.evaluated_on,
    )

    def save(values: Values) -> int:
        approaches.edit_approach(row.id, _draft(values, draft), row.version)
        return row.id

    return _form(host, "Aanpak wijzigen", [*_fields(host, draft), *_end_fields(draft)], save)


def end_approach_form(host: Host, row: ApproachRow) -> FormScreen[int]:
    """It ended: when, and with what effect; gives back its id."""

    def save(values: Values) -> int:
        approaches.end_approach(row.id, _day(values, "tot"), values.text("effect"), row.version)
        return row.id

    fields = [
        Field("effect", "wat leverde het op", Kind.NOTE, row.effect, lines=4,
              hint="waar zie je dat aan? Leeg mag: dan vul je het later in"),
        Field("tot", "gestopt op", Kind.DATE, row.until or host.today(), required=True, past=True),
    ]  # fmt: skip
    what = row.what.split("\n")[0]
    what = what if len(what) <= _LONGEST_TITLE else f"{what[:_LONGEST_TITLE].rstrip()} …"
    return _form(host, f"Aanpak afsluiten: {what}", fields, save)


# --- the form itself ---


def _fields(host: Host, draft: ApproachDraft) -> list[Field]:
    return [
        Field("wat", "wat doen jullie", Kind.NOTE, draft.what, required=True, lines=2,
              hint="zoals: elke dag tien minuten samen lezen"),
        Field("zorg", "hoort bij zorg", Kind.PICK, draft.concern_id,
              source=_concerns(draft.pupil_id, draft.concern_id)),
        Field("vaak", "hoe vaak", value=draft.how_often, hint="zoals: 3 keer per week, 20 minuten"),
        Field("minuten", "minuten per week", Kind.NUMBER, draft.minutes or None,
              hint="in totaal; telt mee voor een dossier over lezen"),
        Field("methode", "waarmee", value=draft.method, hint="methode of materiaal"),
        Field("wie", "wie doet het", Kind.PICK, draft.by_id, source=people_source(host, keep=picked(draft.by_id))),
        Field("anders", "of iemand anders", value=draft.by_text, hint="als die niet in de lijst staat"),
        Field("sinds", "sinds", Kind.DATE, draft.since, required=True),
        Field("evalueren", "evalueren op", Kind.DATE, draft.evaluate_on, hint="zoals +6w of eind januari"),
    ]  # fmt: skip


def _end_fields(draft: ApproachDraft) -> list[Field]:
    return [
        Field("geevalueerd", "geëvalueerd op", Kind.DATE, draft.evaluated_on, past=True),
        Field("effect", "wat leverde het op", Kind.NOTE, draft.effect),
        Field("tot", "gestopt op", Kind.DATE, draft.until, hint="leeg: de aanpak loopt nog", past=True),
    ]


def _draft(values: Values, before: ApproachDraft) -> ApproachDraft:
    """What stands in the form; a new one has no end yet."""
    whole = "effect" in values.raw
    return ApproachDraft(
        pupil_id=before.pupil_id,
        what=values.text("wat"),
        since=_day(values, "sinds"),
        concern_id=values.id("zorg"),
        how_often=values.text("vaak"),
        minutes=values.number("minuten"),
        method=values.text("methode"),
        by_id=values.id("wie"),
        by_text=values.text("anders"),
        until=values.date("tot") if whole else before.until,
        effect=values.text("effect") if whole else before.effect,
        evaluate_on=values.date("evalueren"),
        evaluated_on=values.date("geevalueerd") if whole else before.evaluated_on,
    )


def _concerns(pupil_id: int, keep: int | None) -> PickSource:
    """The pupil's own concerns: the open ones, and the one that stands in the form."""
    return PickSource(lambda: [_option(row) for row in concerns.of_pupil(pupil_id) if _offered(row, keep)])


def _offered(row: ConcernRow, keep: int | None) -> bool:
    return row.id == keep or row.status != ConcernStatus.CLOSED


def _option(row: ConcernRow) -> Option:
    return Option(row.id, f"{row.category}: {row.summary}", row.status)


def _day(values: Values, name: str) -> dt.date:
    day = values.date(name)
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _form(host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
