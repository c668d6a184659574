"""The form for when a concern of a pupil is looked back on, as asked in a groepsbespreking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.screens.host import Host
from ibtui.store.concerns import ConcernRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen


def evaluation_form(
    host: Host, name: str, worries: Sequence[ConcernRow], plan: Callable[[int | None, dt.date], None]
) -> FormScreen[dt.date]:
    """Asks the day, and with more than one concern which one; `plan` keeps it. Gives back the day."""
    options = [Option(row.id, row.category, row.summary) for row in worries]

    def save(values: Values) -> dt.date:
        when = values.date("wanneer")
        if when is None:
            raise FieldError("Vul een dag in.")
        plan(values.id("zorg") if worries else None, when)
        return when

    fields = [Field("wanneer", "evalueren op", Kind.DATE, required=True, hint="zoals +6w of eind januari")]
    if worries:
        fields.append(
            Field(
                "zorg", "welke zorg", Kind.PICK, worries[0].id, source=PickSource(lambda: options),
                hint="leeg: hoe het in het algemeen gaat",
            )
        )  # fmt: skip
    return FormScreen(
        f"Evaluatie: {name}", fields, save, today=host.today(), working_days=host.school.working_days
    )
