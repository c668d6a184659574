"""The form for the school itself."""

from __future__ import annotations

from ibtui.care.weekdays import parse_weekdays, short_weekdays, weekday_words
from ibtui.screens.host import Host
from ibtui.store import schools
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_NO_DAYS = "Dat zijn geen dagen. Typ bijvoorbeeld di, of ma, do."


def edit_school_form(host: Host) -> FormScreen[bool]:
    """Change what was filled in at the start."""
    school = host.school

    def save(values: Values) -> bool:
        days, levels = read_days(values.text("days")), values.number("levels")
        schools.edit_school(school.id, values.text("name"), values.text("coordinator"), days, levels)
        return True

    levels_hint = "hoeveel niveaus van ondersteuning je school heeft"
    fields = [
        *school_fields(school.name, school.coordinator_name, short_weekdays(school.working_days)),
        Field("levels", "niveaus", Kind.CHOICE, str(school.levels), choices=("4", "5"), hint=levels_hint),
    ]
    return FormScreen("School wijzigen", fields, save, today=host.today())


def school_fields(name: str = "", coordinator: str = "", days: str = "") -> list[Field]:
    """What a school has to say about itself; the first start asks the same."""
    return [
        Field("name", "naam van de school", value=name, required=True),
        Field("coordinator", "jouw naam", value=coordinator, required=True),
        Field(
            "days", "jouw werkdagen", value=days, required=True, hint="zoals di, of ma, do",
            explain=lambda text, _values: f"= {weekday_words(read_days(text))}",
        ),
    ]  # fmt: skip


def read_days(text: str) -> tuple[int, ...]:
    """The weekdays as typed; Monday is 0. `FieldError` when they aren't."""
    days = parse_weekdays(text)
    if not days:
        raise FieldError(_NO_DAYS)
    return days
