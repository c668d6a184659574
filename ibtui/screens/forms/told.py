"""Forms for who was told what about a pupil (verteld)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.care.words import TellingWay
from ibtui.screens.forms.agency import agency_source
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import pupils, told
from ibtui.store.told import ToldDraft, ToldRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_NO_GROUND = "–"
CONSENT = "toestemming"
"""The ground that is no legal one: the parents said yes."""
_GROUNDS = (_NO_GROUND, CONSENT, *LEGAL_GROUNDS)


def new_told_form(
    host: Host,
    pupil_id: int,
    *,
    person_id: int | None = None,
    agency_id: int | None = None,
    what: str = "",
    purpose: str = "",
    ground: str = "",
    consent_id: int | None = None,
    intro: str = "",
) -> FormScreen[int]:
    """Somebody was told something, or still has to be; gives back its id. `intro`: what stands above the fields."""
    draft = ToldDraft(
        pupil_id, what, person_id, agency_id, purpose=purpose, how=TellingWay.PHONE, told_on=host.today(),
        ground=ground, consent_id=consent_id,
    )  # fmt: skip

    def save(values: Values) -> int:
        return told.add_told(_draft(values, draft), host.today())

    return _form(host, f"Verteld over {pupils.pupil(pupil_id).first_name}", draft, save, intro)


def edit_told_form(host: Host, row: ToldRow) -> FormScreen[int]:
    """Change it; gives back its id."""
    draft = ToldDraft(
        row.pupil_id, row.what, row.person_id, row.agency_id, row.name, row.purpose, row.how, row.told_on,
        row.ground, row.consent_id, row.concern_id, row.conversation_id,
    )  # fmt: skip

    def save(values: Values) -> int:
        told.edit_told(row.id, _draft(values, draft), host.today(), row.version)
        return row.id

    return _form(host, f"Wijzigen: verteld aan {row.who}", draft, save)


def _form(
    host: Host, title: str, draft: ToldDraft, save: Callable[[Values], int], intro: str = ""
) -> FormScreen[int]:
    """First who, then what. Who is chosen already comes last: then only the words are to be filled in."""
    known = draft.person_id is not None or draft.agency_id is not None or bool(draft.name)
    fields = [*_what(draft), *_who(host, draft)] if known else [*_who(host, draft), *_what(draft)]
    return FormScreen(
        title,
        fields,
        save,
        today=host.today(),
        working_days=host.school.working_days,
        intro=intro,
        keeps=True,
    )


def _who(host: Host, draft: ToldDraft) -> list[Field]:
    return [
        Field("wie", "aan wie", Kind.PICK, draft.person_id,
              source=_people(host, draft.pupil_id, picked(draft.person_id)),
              hint="ouders staan bovenaan"),
        Field("instantie", "of aan instantie", Kind.PICK, draft.agency_id, source=agency_source(host)),
        Field("naam", "of iemand anders", value=draft.name, hint="zoals: de oma, de huisarts"),
    ]  # fmt: skip


def _what(draft: ToldDraft) -> list[Field]:
    return [
        Field("wat", "wat", Kind.NOTE, draft.what, required=True, lines=3,
              hint="alleen wat die ander moet weten"),
        Field("op", "verteld op", Kind.DATE, draft.told_on, hint="leeg: dit moet je nog vertellen", past=True),
        Field("hoe", "hoe", Kind.CHOICE, draft.how or None, choices=list(TellingWay), hint="← → of een letter"),
        Field("doel", "waarvoor", value=draft.purpose),
        Field("grond", "het mag door", Kind.CHOICE, draft.ground or _NO_GROUND, choices=_GROUNDS,
              hint="toestemming van ouders, of een reden uit de wet. Bij ouders zelf: –"),
    ]  # fmt: skip


def _people(host: Host, pupil_id: int, keep: Collection[int]) -> PickSource:
    """The parents of this child first, then everyone else."""
    everyone = people_source(host, keep=keep)

    def options() -> list[Option]:
        parents = pupils.guardians(pupil_id)
        first = [Option(row.person_id, row.name, f"gezag: {row.custody}") for row in parents]
        ids = {one.id for one in first}
        return [*first, *(one for one in everyone.options() if one.id not in ids)]

    return PickSource(options, everyone.add)


def _draft(values: Values, start: ToldDraft) -> ToldDraft:
    on, ground = values.date("op"), values.text("grond")
    person, agency, name = values.id("wie"), values.id("instantie"), values.text("naam")
    if person is None and agency is None and not name.strip():
        raise FieldError("Vul in aan wie: een mens, een instantie of een naam.")
    kept = start.consent_id if ground == CONSENT and agency == start.agency_id else None
    return replace(
        start, person_id=person, agency_id=agency, name=name, what=values.text("wat"),
        purpose=values.text("doel"), told_on=on, how=values.text("hoe") if on is not None else "",
        ground="" if ground == _NO_GROUND else ground, consent_id=kept,
    )  # fmt: skip
