"""Forms for what parents ask and what they add: a question, its answer, their own view (eigen kijk)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import Audience, ConversationStatus, PersonRole, ViewKind
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import conversations, parent_questions, parent_views, pupils
from ibtui.store.parent_questions import QuestionDraft, QuestionRow
from ibtui.store.parent_views import ViewDraft, ViewRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_STAFF = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)


def question_form(host: Host, pupil_id: int, row: QuestionRow | None = None) -> FormScreen[int]:
    """A question of a parent, new or (with `row`) changed; gives back its id."""
    child = pupils.pupil(pupil_id).first_name

    def save(values: Values) -> int:
        draft = QuestionDraft(
            pupil_id, _day(values, "gevraagd", "de vraag kwam"), values.text("vraag"), values.id("wie"),
            _been(values, "antwoord_op"), values.id("door"), values.text("antwoord"),
        )  # fmt: skip
        if row is None:
            return parent_questions.add_question(draft)
        parent_questions.edit_question(row.id, draft, row.version)
        return row.id

    fields = [
        Field("vraag", "de vraag", Kind.NOTE, row.question if row else "", required=True, lines=3,
              hint="in de woorden van de ouder"),
        Field("wie", "van wie", Kind.PICK, row.asked_by_id if row else _only_parent(pupil_id),
              source=PickSource(lambda: _parents(pupil_id))),
        Field("gevraagd", "gevraagd op", Kind.DATE, row.asked_on if row else host.today(), required=True, past=True),
        *_answer_fields(host, row.answer if row else "", row.answered_on if row else None,
                        row.answered_by_id if row else None, "leeg: nog geen antwoord"),
    ]  # fmt: skip
    title = f"Vraag van ouders van {child}"
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, keeps=True
    )


def answer_form(host: Host, row: QuestionRow) -> FormScreen[int]:
    """The answer to a question; gives back the question's id."""

    def save(values: Values) -> int:
        day = _day(values, "antwoord_op", "je antwoord gaf")
        parent_questions.answer(row.id, day, values.text("antwoord"), values.id("door"), row.version)
        return row.id

    fields = _answer_fields(host, row.answer, row.answered_on or host.today(), row.answered_by_id, "")
    asked = f"{row.asked_by} vroeg op {short_date(row.asked_on, host.today())}:\n{row.question}"
    return FormScreen(
        "Antwoord aan ouders", fields, save, today=host.today(), working_days=host.school.working_days,
        intro=asked if row.asked_by else row.question, keeps=True,
    )  # fmt: skip


def _answer_fields(host: Host, text: str, day: dt.date | None, by_id: int | None, hint: str) -> list[Field]:
    return [
        Field("antwoord", "het antwoord", Kind.NOTE, text, lines=4, hint="kort: wat je zei of schreef"),
        Field("antwoord_op", "antwoord op", Kind.DATE, day, hint=hint, past=True),
        Field("door", "door wie", Kind.PICK, by_id, source=people_source(host, _STAFF, picked(by_id)),
              hint="leeg: door jou"),
    ]  # fmt: skip


def view_form(
    host: Host, pupil_id: int, row: ViewRow | None = None, *, conversation_id: int | None = None
) -> FormScreen[int]:
    """A parent's correction or own view, new or changed; gives back its id. The minutes stay as they are."""
    talk = row.conversation_id if row else conversation_id

    def save(values: Values) -> int:
        draft = ViewDraft(
            pupil_id, _day(values, "dag", "je dit kreeg"), values.text("tekst"), values.text("soort"),
            values.id("wie"), values.id("gesprek"),
        )  # fmt: skip
        if row is None:
            return parent_views.add_view(draft)
        parent_views.edit_view(row.id, draft, row.version)
        return row.id

    fields = [
        Field("soort", "soort", Kind.CHOICE, row.kind if row else ViewKind.VIEW, choices=list(ViewKind),
              hint="correctie: dit klopt niet · eigen kijk: zo zie ik het"),
        Field("wie", "van wie", Kind.PICK, row.person_id if row else _only_parent(pupil_id),
              source=PickSource(lambda: _parents(pupil_id))),
        Field("dag", "gekregen op", Kind.DATE, row.day if row else host.today(), required=True, past=True),
        Field("gesprek", "hoort bij gesprek", Kind.PICK, talk,
              source=PickSource(lambda: _talks(host, pupil_id, talk)), hint="leeg: bij het hele dossier"),
        Field("tekst", "tekst", Kind.NOTE, row.text if row else "", required=True, lines=8,
              hint="precies zoals de ouder het schreef"),
    ]  # fmt: skip
    title = f"Eigen kijk van ouders van {pupils.pupil(pupil_id).first_name}"
    intro = "Dit komt naast het verslag te liggen. Het verslag zelf verandert niet."
    return FormScreen(
        title,
        fields,
        save,
        today=host.today(),
        working_days=host.school.working_days,
        intro=intro,
        keeps=True,
    )


def _parents(pupil_id: int) -> Sequence[Option]:
    return [
        Option(row.person_id, row.name, " · ".join(filter(None, (row.relation, f"gezag: {row.custody}"))))
        for row in pupils.guardians(pupil_id)
    ]


def _only_parent(pupil_id: int) -> int | None:
    """The one parent of who has just one."""
    found = pupils.guardians(pupil_id)
    return found[0].person_id if len(found) == 1 else None


def _talks(host: Host, pupil_id: int, keep: int | None = None) -> Sequence[Option]:
    """The talks about this child that were held and are in the dossier, the newest first; and `keep`."""
    found = [
        row
        for row in conversations.of_pupil(pupil_id)
        if row.audience == Audience.DOSSIER and (row.status == ConversationStatus.HELD or row.id == keep)
    ]
    return [
        Option(row.id, f"{row.kind} {short_date(row.day, host.today())}", row.purpose)
        for row in sorted(found, key=lambda row: row.day, reverse=True)
    ]


def _day(values: Values, name: str, what: str) -> dt.date:
    day = _been(values, name)
    if day is None:
        raise FieldError(f"Vul in op welke dag {what}.")
    return day


def _been(values: Values, name: str) -> dt.date | None:
    """A day that has been: with one that is still to come a question would be answered too early."""
    day = values.date(name)
    if day is not None and day > values.today:
        raise FieldError(f"{short_date(day, values.today).capitalize()} is nog niet geweest. Kijk de dag na.")
    return day
