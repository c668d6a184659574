"""Forms for an afspraak: a new one, changing one, and giving it another date."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.host import Host
from ibtui.store import actions
from ibtui.store.actions import ActionDraft, ActionRow
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen

_WHEN = "vr, 13-1, +2w of ib (je volgende werkdag)"


def new_action_form(
    host: Host,
    *,
    conversation_id: int | None = None,
    pupil_id: int | None = None,
    group_id: int | None = None,
    concern_id: int | None = None,
    about: str = "",
) -> FormScreen[int]:
    """A new afspraak, of the ib'er herself unless another owner is picked; gives back its id.

    `about` names the conversation or concern that it comes from.
    """

    def save(values: Values) -> int:
        draft = ActionDraft(
            what=values.text("wat"),
            owner_id=values.id("wie"),
            pupil_id=values.id("leerling"),
            group_id=group_id,
            concern_id=concern_id,
            conversation_id=conversation_id,
            due_on=values.date("wanneer"),
            note=values.text("notitie"),
        )
        return actions.add_action(host.school.id, draft)

    fields = [
        Field("wat", "wat", Kind.TEXT, required=True, hint="één ding, zoals: boekjes mee naar huis"),
        Field("wie", "wie doet het", Kind.PICK, host.school.coordinator_id, source=people_source(host)),
        Field("wanneer", "wanneer klaar", Kind.DATE, hint=_WHEN),
        Field("leerling", "leerling", Kind.PICK, pupil_id, source=pupil_source(host, picked(pupil_id))),
        Field("notitie", "notitie", Kind.NOTE),
    ]
    title = f"Nieuwe afspraak: {about}" if about else "Nieuwe afspraak"
    return _form(host, title, fields, save)


def edit_action_form(host: Host, row: ActionRow) -> FormScreen[int]:
    """Change an afspraak; gives back its id."""

    def save(values: Values) -> int:
        owner, due = values.id("wie"), values.date("wanneer")
        draft = ActionDraft(
            what=values.text("wat"),
            owner_id=owner,
            owner_text=row.owner if owner is None and row.owner_id is None else "",
            pupil_id=values.id("leerling"),
            group_id=row.group_id,
            concern_id=row.concern_id,
            due_on=due,
            due_text=row.due_text if due == row.due_on else "",
            note=values.text("notitie"),
        )
        actions.edit_action(row.id, draft, row.version)
        return row.id

    unknown = f"in het verslag staat: {row.owner}" if row.owner and row.owner_id is None else ""
    fields = [
        Field("wat", "wat", Kind.TEXT, row.what, required=True),
        Field(
            "wie",
            "wie doet het",
            Kind.PICK,
            row.owner_id,
            source=people_source(host, keep=picked(row.owner_id)),
            hint=unknown,
        ),
        Field("wanneer", "wanneer klaar", Kind.DATE, row.due_on, hint=row.due_text or _WHEN),
        Field(
            "leerling", "leerling", Kind.PICK, row.pupil_id, source=pupil_source(host, picked(row.pupil_id))
        ),
        Field("notitie", "notitie", Kind.NOTE, row.note),
    ]
    return _form(host, "Afspraak wijzigen", fields, save)


def move_action_form(host: Host, row: ActionRow) -> FormScreen[int]:
    """Another date for an afspraak, or none; gives back its id."""

    def save(values: Values) -> int:
        actions.move_action(row.id, values.date("wanneer"), row.version)
        return row.id

    field = Field("wanneer", "wanneer klaar", Kind.DATE, row.due_on, hint=f"{_WHEN}; leeg: zonder datum")
    return _form(host, f"Andere datum: {row.what}", [field], save)


def drop_action_form(host: Host, row: ActionRow) -> FormScreen[int]:
    """Why an afspraak won't be done; gives back its id."""

    def save(values: Values) -> int:
        actions.drop_action(row.id, values.text("waarom"), row.version)
        return row.id

    field = Field(
        "waarom", "waarom niet", Kind.TEXT, row.dropped_because, required=True,
        hint="één woord of één zin, zoals: ouders willen dit niet",
    )  # fmt: skip
    return _form(host, f"Laten vervallen: {row.what}", [field], save)


def _form(host: Host, title: str, fields: list[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
