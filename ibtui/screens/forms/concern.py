"""Forms for a concern (zorg): a new one, changing one, closing it, and a line on its timeline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ibtui.care.words import ConcernCategory, ConcernStatus
from ibtui.screens.forms.group import group_source
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.host import Host
from ibtui.store import concerns
from ibtui.store.concerns import ConcernCard, ConcernDraft, ConcernRow, TimelineRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_OPEN = [str(status) for status in ConcernStatus if status is not ConcernStatus.CLOSED]
_EVENTS = ("notitie", "evaluatie", "ouders", "observatie", "instantie")
"""What a line on a timeline can be; a word of its own is not needed."""


def new_concern_form(
    host: Host,
    pupil_id: int | None = None,
    group_id: int | None = None,
    add: Callable[[ConcernDraft], int] | None = None,
) -> FormScreen[int]:
    """A new concern about one pupil or one group; gives back its id. `add`: what keeps it, when more than the
    concern alone is written."""
    draft = ConcernDraft(
        category=ConcernCategory.READING, summary="", pupil_id=pupil_id, group_id=group_id,
        raised_by_id=host.school.coordinator_id,
    )  # fmt: skip

    def save(values: Values) -> int:
        if add is not None:
            return add(_draft(values))
        return concerns.add_concern(host.school.id, _draft(values), host.today())

    return _form(host, "Nieuwe zorg", _fields(host, draft), save)


def edit_concern_form(host: Host, card: ConcernCard) -> FormScreen[int]:
    """Change everything about a concern; another level or status is kept on its timeline. Gives back its id."""
    row = card.row
    draft = ConcernDraft(
        category=row.category,
        summary=row.summary,
        pupil_id=row.pupil_id,
        group_id=row.group_id,
        level=row.level,
        status=row.status,
        question=card.question,
        tried=card.tried,
        raised_by_id=card.raised_by_id,
        opened_on=row.opened_on,
        evaluate_on=row.evaluate_on,
        parents_informed_on=row.informed_on,
        parents_response=card.parents_response,
    )

    def save(values: Values) -> int:
        concerns.edit_concern(row.id, _draft(values), host.today(), row.version)
        return row.id

    return _form(host, f"Zorg wijzigen: {row.about}, {row.category}", _fields(host, draft), save)


def close_concern_form(host: Host, row: ConcernRow) -> FormScreen[int]:
    """Close a concern, with the reason for its timeline; gives back its id."""

    def save(values: Values) -> int:
        concerns.close_concern(row.id, values.text("reden"), host.today())
        return row.id

    reason = Field(
        "reden", "waarom kan dat", Kind.NOTE, required=True,
        hint="één zin is genoeg, zoals: leest nu op niveau van de groep",
    )  # fmt: skip
    return _form(host, f"Zorg sluiten: {row.about}, {row.category}", [reason], save)


def event_form(host: Host, row: ConcernRow, event: TimelineRow | None = None) -> FormScreen[int]:
    """A line on the timeline of a concern, new or (with `event`) changed; gives back the id of the line."""

    def save(values: Values) -> int:
        day = values.date("dag")
        if day is None:
            raise FieldError("Vul een dag in.")
        if event is None:
            return concerns.add_event(row.id, day, values.text("tekst"), values.text("soort"))
        concerns.edit_event(event.ref_id, day, values.text("tekst"), values.text("soort"))
        return event.ref_id

    kind = event.kind if event else _EVENTS[0]
    kinds = _EVENTS if kind in _EVENTS else (*_EVENTS, kind)
    text = event.text if event else ""
    fields = [
        Field("tekst", "wat is er gebeurd", Kind.NOTE, text, required=True, lines=6),
        Field("soort", "soort", Kind.CHOICE, kind, choices=kinds, hint="← → of een letter"),
        Field("dag", "dag", Kind.DATE, event.day if event else host.today(), required=True),
    ]
    return _form(host, f"Op de tijdlijn: {row.about}, {row.category}", fields, save)


def concern_source(host: Host, pupil_ids: Collection[int], keep: int | None = None) -> PickSource:
    """The open concerns of these pupils, or all open ones when no pupil is given, for a picker.

    `keep` is one that stands in the form already: it's among them even when it was closed since.
    """

    def options() -> Sequence[Option]:
        found = concerns.concerns(host.school.id, closed=keep is not None)
        return [
            Option(row.id, f"{row.about}: {row.category}", row.summary)
            for row in found
            if row.id == keep
            or (row.status != ConcernStatus.CLOSED and (not pupil_ids or row.pupil_id in pupil_ids))
        ]

    return PickSource(options)


# --- the form itself ---


def _fields(host: Host, draft: ConcernDraft) -> list[Field]:
    levels = [str(level) for level in range(1, max(host.school.levels, draft.level) + 1)]
    statuses = _OPEN if draft.status != ConcernStatus.CLOSED else [*_OPEN, str(ConcernStatus.CLOSED)]
    return [
        Field("leerling", "leerling", Kind.PICK, draft.pupil_id, source=pupil_source(host, picked(draft.pupil_id))),
        Field("groep", "of groep", Kind.PICK, draft.group_id,
              source=group_source(host, picked(draft.group_id)), hint="als de zorg over de hele groep gaat"),
        Field("categorie", "categorie", Kind.CHOICE, draft.category, choices=list(ConcernCategory),
              hint="← → of een letter"),
        Field("zorg", "de zorg in één zin", Kind.TEXT, draft.summary, required=True),
        Field("niveau", "niveau", Kind.CHOICE, str(draft.level), choices=levels,
              hint=f"1 (in de groep) tot {levels[-1]}"),
        Field("stand", "stand", Kind.CHOICE, draft.status, choices=statuses),
        Field("gezien", "gezien door", Kind.PICK, draft.raised_by_id,
              source=people_source(host, keep=picked(draft.raised_by_id))),
        Field("evalueren", "evalueren op", Kind.DATE, draft.evaluate_on, hint="zoals +6w of eind november"),
        Field("hulpvraag", "hulpvraag", Kind.NOTE, draft.question, lines=2, hint="wie vraagt wat"),
        Field("geprobeerd", "wat is geprobeerd", Kind.NOTE, draft.tried, lines=2),
        Field("ouders", "ouders weten het op", Kind.DATE, draft.parents_informed_on,
              hint="leeg: nog niet verteld", past=True),
        Field("reactie", "reactie van ouders", Kind.NOTE, draft.parents_response, lines=2),
        Field("begin", "zorg sinds", Kind.DATE, draft.opened_on or host.today()),
    ]  # fmt: skip


def _draft(values: Values) -> ConcernDraft:
    return ConcernDraft(
        category=values.text("categorie"),
        summary=values.text("zorg"),
        pupil_id=values.id("leerling"),
        group_id=values.id("groep"),
        level=values.number("niveau"),
        status=values.text("stand"),
        question=values.text("hulpvraag"),
        tried=values.text("geprobeerd"),
        raised_by_id=values.id("gezien"),
        opened_on=values.date("begin"),
        evaluate_on=values.date("evalueren"),
        parents_informed_on=values.been("ouders"),
        parents_response=values.text("reactie"),
    )


def _form(host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    def changed(form: FormScreen[int], name: str) -> None:
        """A concern is about a pupil or a group: picking one takes the other away."""
        other = {"leerling": "groep", "groep": "leerling"}.get(name)
        if other is not None and form.values().ids(name) and form.values().ids(other):
            form.put(other, ())

    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, changed=changed
    )
