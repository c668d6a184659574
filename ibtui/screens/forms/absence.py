"""Forms for time that a pupil missed (verzuim), as far as the ib'er keeps it; and that it was reported."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from ibtui.care import absence as care
from ibtui.care.absence import LIMIT, WINDOW_WEEKS, time_words
from ibtui.care.dates import short_date
from ibtui.screens.host import Host
from ibtui.store import absences, deadlines, pupils
from ibtui.store.absences import AbsenceDraft, AbsenceRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_NO, _YES = "nee", "ja"
_TIME = re.compile(
    r"""
      (?P<clock>\d{1,2}) [:.] (?P<past>[0-5]\d) (\s*u(ur)?)?
    | (?P<hours>\d{1,2}) (?P<half>[,.]5)? \s* u(ur)? (\s*(?P<rest>[0-5]?\d) \s*(m|min|minuut|minuten)?)?
    | (?P<only>\d{1,4}) \s* (m|min|minuut|minuten)?
    """,
    re.VERBOSE,
)
"""2:30; 2u, 2u30, 1,5 uur or 1 uur 30; 90 or 90 min."""
_NO_UNIT = re.compile(r"\d+[,.]\d")
_FEW = 10
"""So many minutes or fewer, typed without a unit, may well be meant as hours; that is asked."""


def new_absence_form(host: Host, pupil_id: int) -> FormScreen[int]:
    """A new one, of today; gives back its id."""

    def save(values: Values) -> int:
        return absences.add(pupil_id, _draft(values))

    title = f"Verzuim van {pupils.pupil(pupil_id).first_name}"
    intro = "De school houdt het verzuim zelf bij. Hier schrijf je op wat jij nodig hebt."
    return _form(host, title, _fields(AbsenceDraft(host.today(), 0)), save, intro)


def edit_absence_form(host: Host, row: AbsenceRow) -> FormScreen[int]:
    """Change one; gives back its id."""

    def save(values: Values) -> int:
        absences.edit(row.id, _draft(values), row.version)
        return row.id

    draft = AbsenceDraft(row.day, row.minutes, row.unauthorised, row.note)
    return _form(host, f"Verzuim wijzigen: {row.pupil}", _fields(draft), save)


def report_form(host: Host, pupil_id: int) -> FormScreen[int]:
    """The unauthorised time was reported to leerplicht: on which day; gives back how many absences that were."""

    def save(values: Values) -> int:
        return absences.report(pupil_id, _day(values))

    day = Field("dag", "gemeld op", Kind.DATE, host.today(), required=True, past=True)
    intro = "Gemeld bij leerplicht. Wat tot en met die dag is gemist, telt daarna niet meer mee."
    return _form(host, f"Verzuim gemeld: {pupils.pupil(pupil_id).name}", [day], save, intro)


def read_minutes(text: str) -> int:
    """Minutes from what was typed: "2:30", "2u", "1,5 uur", "90". `FieldError` when it can't be read."""
    typed = " ".join(text.split()).casefold()
    found = _TIME.fullmatch(typed)
    if found is None and _NO_UNIT.fullmatch(typed):
        raise FieldError(f"Uren of minuten? Zet het erbij, zoals {typed} uur.")
    if found is None:
        raise FieldError("Typ hoe lang: 2:30, 1,5 uur of 90 (minuten).")
    hours, minutes = found["clock"] or found["hours"] or "0", found["past"] or found["rest"] or "0"
    number = int(hours) * 60 + int(found["only"] or minutes) + (30 if found["half"] else 0)
    if not number:
        raise FieldError("Vul in hoe lang: 2:30, 1,5 uur of 90 (minuten).")
    if number > care.LONGEST_DAY:
        raise FieldError(". ".join(care.TOO_LONG))
    return number


def limit_words(pupil_id: int, today: dt.date) -> str:
    """What to say after an absence was written down: that it must be reported, and by when; "" when it needn't."""
    terms = deadlines.deadlines(absences.school_of(pupil_id), pupil_id=pupil_id, rules=("verzuim16",))
    now = absences.count_of(pupil_id, today)
    if not terms or now.limit_reached_on is None:
        return ""
    here = now.minutes >= LIMIT
    missed = now if here else absences.count_of(pupil_id, now.limit_reached_on)
    much = f"Het {'is nu' if here else 'was'} {time_words(missed.minutes)} in {WINDOW_WEEKS} schoolweken"
    return f"{much}: melden bij leerplicht, uiterlijk {short_date(terms[0].due_on, today)}."


# --- the form itself ---


def _fields(draft: AbsenceDraft) -> list[Field]:
    long = f"{draft.minutes // 60}:{draft.minutes % 60:02}" if draft.minutes else ""
    return [
        Field("dag", "dag", Kind.DATE, draft.day, required=True, past=True),
        Field("lang", "hoe lang", value=long, required=True, hint="2:30, 1,5 uur of 90 (minuten); per dag één regel",
              explain=_becomes),
        Field("zonder", "zonder toestemming", Kind.CHOICE, _YES if draft.unauthorised else _NO, choices=(_YES, _NO),
              hint="ja: dit telt mee voor de 16 uur"),
        Field("notitie", "notitie", value=draft.note, hint="zoals: te laat, of thuis gebleven"),
    ]  # fmt: skip


def _becomes(text: str, _values: Values) -> str:
    minutes = read_minutes(text)
    asked = f". Bedoel je uren? Typ {minutes} uur" if text.strip().isdigit() and minutes <= _FEW else ""
    return f"= {time_words(minutes)}{asked}"


def _draft(values: Values) -> AbsenceDraft:
    return AbsenceDraft(
        _day(values), read_minutes(values.text("lang")), values.yes("zonder"), values.text("notitie")
    )


def _day(values: Values) -> dt.date:
    day = values.date("dag")
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _form(
    host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int], intro: str = ""
) -> FormScreen[int]:
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, intro=intro
    )
