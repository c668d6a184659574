"""Forms for a conversation: a new one, changing one, and moving it to another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.school_name import short_name
from ibtui.care.words import Audience, ConversationKind, ConversationStatus, PersonRole
from ibtui.screens.forms.group import group_source
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.host import Host
from ibtui.store import conversations
from ibtui.store.conversations import ConversationCard, ConversationDraft, ConversationRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_PLANNED, _SPONTANEOUS = "gepland", "spontaan"

_WITH_PARENTS = (
    ConversationKind.LARGE_MEETING,
    ConversationKind.PARENT_TALK,
    ConversationKind.MEDIATION,
    ConversationKind.SUPPORT_TEAM,
    ConversationKind.PHONE,
)
"""Kinds of conversation where the pupil's parents are proposed; in the others only the teachers are."""


def new_conversation_form(
    host: Host,
    day: dt.date,
    pupil_ids: Sequence[int] = (),
    group_id: int | None = None,
    concern_id: int | None = None,
) -> FormScreen[int]:
    """A new conversation on `day`; gives back its id."""
    draft = ConversationDraft(
        kind=ConversationKind.LARGE_MEETING,
        day=day,
        pupil_ids=tuple(pupil_ids),
        group_id=group_id,
        concern_id=concern_id,
    )

    def save(values: Values) -> int:
        spontaneous = values.text("hoe") == _SPONTANEOUS
        status = ConversationStatus.HELD if spontaneous else ConversationStatus.PLANNED
        return conversations.add_conversation(host.school.id, _draft(values, status))

    return _form(host, "Nieuw gesprek", draft, save)


def planned_talk_form(host: Host, draft: ConversationDraft) -> FormScreen[int]:
    """A new conversation that begins with what is known of it; gives back its id."""

    def save(values: Values) -> int:
        return conversations.add_conversation(host.school.id, _draft(values, ConversationStatus.PLANNED))

    return _form(host, "Nieuw gesprek", draft, save)


def edit_conversation_form(host: Host, card: ConversationCard) -> FormScreen[int]:
    """Change everything about a conversation; gives back its id."""
    row, draft = card.row, draft_of(card)

    def save(values: Values) -> int:
        conversations.edit_conversation(row.id, _draft(values, values.text("stand")), row.version)
        return row.id

    stand = Field("stand", "stand", Kind.CHOICE, row.status, choices=list(ConversationStatus))
    return _form(host, "Gesprek wijzigen", draft, save, extra=(stand,))


def draft_of(card: ConversationCard) -> ConversationDraft:
    """A conversation as it is now, to change a part of."""
    row = card.row
    return ConversationDraft(
        kind=row.kind,
        day=row.day,
        start=row.start,
        duration=row.duration,
        place=row.place,
        purpose=row.purpose,
        pupil_ids=row.pupil_ids,
        group_id=row.group_id,
        person_ids=tuple(seat.person_id for seat in card.seats if seat.person_id is not None),
        concern_id=row.concern_id,
        planned=row.planned,
        status=row.status,
        audience=row.audience,
    )


def move_form(host: Host, row: ConversationRow) -> FormScreen[int]:
    """Another day or time; gives back the id."""

    def save(values: Values) -> int:
        conversations.move(row.id, _day(values), values.time("tijd"))
        return row.id

    fields = [
        Field("dag", "dag", Kind.DATE, row.day, required=True, hint="vr, 13-1 of +1w"),
        Field(
            "tijd",
            "tijd",
            Kind.TIME,
            row.start,
            hint="leeg: zonder tijd",
            explain=_elsewhere(host, row.duration),
        ),
    ]
    title = f"Verplaatsen: {row.kind}, {row.about}" if row.about else f"Verplaatsen: {row.kind}"
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)


# --- the form itself ---


class _Proposals:
    """Whom the form proposed, so that a proposal that was taken away stays away."""

    def __init__(self, host: Host, draft: ConversationDraft) -> None:
        self._host = host
        self._pupil_ids = draft.pupil_ids
        self._concern_id = draft.concern_id
        self._proposed: set[int] = set(draft.person_ids)

    def concerns(self) -> Sequence[Option]:
        """The concerns of the pupils that stand in the form now."""
        from ibtui.screens.forms.concern import concern_source  # its forms can start a conversation too

        return concern_source(self._host, self._pupil_ids, self._concern_id).options()

    def changed(self, form: FormScreen[int], name: str) -> None:
        """A choice changed: propose the people and the concern that follow from it."""
        if name not in ("soort", "leerlingen", "groep"):
            return
        values = form.values()
        self._pupil_ids = values.ids("leerlingen")
        wanted = self._suggested(values)
        chosen = [one for one in values.ids("mensen") if one in wanted or one not in self._proposed]
        chosen += [one for one in wanted if one not in self._proposed and one not in chosen]
        self._proposed = set(wanted)
        if tuple(chosen) != values.ids("mensen"):
            form.put("mensen", tuple(chosen))
        if name == "leerlingen":
            self._propose_concern(form, values)

    def _suggested(self, values: Values) -> list[int]:
        rows = conversations.suggested_people(self._host.school.id, self._pupil_ids, values.id("groep"))
        if values.text("soort") not in _WITH_PARENTS:
            rows = [row for row in rows if row.role != PersonRole.GUARDIAN]
        return [row.id for row in rows]

    def _propose_concern(self, form: FormScreen[int], values: Values) -> None:
        possible = [option.id for option in self.concerns()] if self._pupil_ids else []
        chosen = values.id("zorg")
        if chosen is not None and chosen not in possible:
            form.put("zorg", ())
            chosen = None
        if chosen is None and len(self._pupil_ids) == 1 and len(possible) == 1:
            form.put("zorg", tuple(possible))


def _form(
    host: Host,
    title: str,
    draft: ConversationDraft,
    save: Callable[[Values], int],
    extra: Sequence[Field] = (),
) -> FormScreen[int]:
    proposals = _Proposals(host, draft)
    fields = [
        Field("soort", "soort", Kind.CHOICE, draft.kind, choices=_kinds(draft.kind), hint="← → of een letter"),
        Field("leerlingen", "leerling(en)", Kind.PICK_MANY, draft.pupil_ids,
              source=pupil_source(host, draft.pupil_ids)),
        Field("groep", "groep", Kind.PICK, draft.group_id, source=group_source(host, picked(draft.group_id))),
        Field("dag", "dag", Kind.DATE, draft.day, required=True),
        Field("tijd", "tijd", Kind.TIME, draft.start, explain=_elsewhere(host)),
        Field("duur", "duur in minuten", Kind.NUMBER, draft.duration or None),
        Field("plaats", "plaats", Kind.TEXT, draft.place),
        Field("doel", "doel", Kind.TEXT, draft.purpose),
        Field("mensen", "wie komen er", Kind.PICK_MANY, draft.person_ids,
              source=people_source(host, keep=draft.person_ids)),
        Field("zorg", "hoort bij zorg", Kind.PICK, draft.concern_id, source=PickSource(proposals.concerns)),
        Field(
            "hoe", "gepland of spontaan", Kind.CHOICE,
            _PLANNED if draft.planned else _SPONTANEOUS, choices=(_PLANNED, _SPONTANEOUS),
        ),
        Field("voor", "voor wie", Kind.CHOICE, draft.audience, choices=list(Audience),
              hint="privé: komt in geen enkel document"),
        *extra,
    ]  # fmt: skip
    return FormScreen(
        title,
        fields,
        save,
        today=host.today(),
        working_days=host.school.working_days,
        changed=proposals.changed,
    )


def _elsewhere(host: Host, minutes: int = 0) -> Callable[[str, Values], str]:
    """Says behind the time when the ib'er is at another school then. A warning only: she knows best."""

    def explain(_typed: str, values: Values) -> str:
        try:
            day, start = values.date("dag"), values.time("tijd")
            long = values.number("duur") if "duur" in values.raw else minutes
        except FieldError:
            return ""  # its own field says so
        if day is None:
            return ""
        double = [item for item in host.busy(day, day) if item.overlaps(day, start, long)]
        if not double:
            return ""
        return f"  ! dan ben je op {short_name(double[0].school)}: {double[0].kind}, {double[0].start:%H:%M}"

    return explain


def _kinds(current: str) -> list[str]:
    """All kinds; a note only when it is one already (the vangregel makes those)."""
    return [str(kind) for kind in ConversationKind if kind is not ConversationKind.NOTE or current == kind]


def _draft(values: Values, status: str) -> ConversationDraft:
    return ConversationDraft(
        kind=values.text("soort"),
        day=_day(values),
        start=values.time("tijd"),
        duration=values.number("duur"),
        place=values.text("plaats"),
        purpose=values.text("doel"),
        pupil_ids=values.ids("leerlingen"),
        group_id=values.id("groep"),
        person_ids=values.ids("mensen"),
        concern_id=values.id("zorg"),
        planned=values.text("hoe") == _PLANNED,
        status=status,
        audience=values.text("voor"),
    )


def _day(values: Values) -> dt.date:
    day = values.date("dag")
    if day is None:
        raise FieldError("Vul een dag in.")
    return day
