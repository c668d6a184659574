"""Forms for an agency (instantie), a referral (verwijzing) and a consent (toestemming)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibtui.care.words import Custody, PersonRole, ReferralStatus
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.host import Host
from ibtui.store import agencies, concerns, people, pupils
from ibtui.store.agencies import AgencyDraft, AgencyRow, ConsentDraft, ConsentRow, ReferralDraft, ReferralRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen


def agency_source(host: Host) -> PickSource:
    """All agencies, for a picker. A name it doesn't know can be added."""

    def options() -> Sequence[Option]:
        found = agencies.agencies(host.school.id)
        return [Option(row.id, row.name, " · ".join(filter(None, (row.kind, row.region)))) for row in found]

    return PickSource(options, lambda name: new_agency_form(host, name))


def new_agency_form(host: Host, name: str = "") -> FormScreen[int]:
    """A new agency; gives back its id. Its people are added on its own screen."""

    def save(values: Values) -> int:
        return agencies.add_agency(host.school.id, _draft(values))

    return _form(host, "Nieuwe instantie", _fields(AgencyDraft(name=name)), save)


def edit_agency_form(host: Host, row: AgencyRow) -> FormScreen[int]:
    """Change an agency; gives back its id."""
    draft = AgencyDraft(row.name, row.kind, row.region, row.phone, row.mail, row.note)

    def save(values: Values) -> int:
        agencies.edit_agency(row.id, _draft(values), row.version)
        return row.id

    return _form(host, f"Instantie wijzigen: {row.name}", _fields(draft), save)


def referral_form(
    host: Host, agency_id: int | None, pupil_id: int | None, row: ReferralRow | None = None
) -> FormScreen[int]:
    """A referral, new or (with `row`) changed; gives back its id. The agency and pupil that are known stand in it."""
    if row is not None:
        agency_id, pupil_id = row.agency_id, row.pupil_id
    status = row.status if row else ReferralStatus.ASKED.value

    def save(values: Values) -> int:
        draft = _referral(values)
        if row is None:
            return agencies.add_referral(draft)
        agencies.edit_referral(row.id, draft, row.version)
        return row.id

    choices = _Linked(host, agency_id, pupil_id)
    fields = [
        Field("leerling", "leerling", Kind.PICK, pupil_id, source=pupil_source(host, picked(pupil_id)), required=True),
        Field("instantie", "instantie", Kind.PICK, agency_id, source=agency_source(host), required=True),
        Field("contact", "contactpersoon", Kind.PICK, row.contact_id if row else None,
              source=PickSource(choices.contacts)),
        Field("zorg", "hoort bij zorg", Kind.PICK, row.concern_id if row else None,
              source=PickSource(choices.concerns)),
        Field("stand", "stand", Kind.CHOICE, status, choices=list(ReferralStatus), hint="← → of een letter"),
        Field("reden", "waarvoor", Kind.TEXT, row.reason if row else ""),
        Field("vraag", "onze vraag", Kind.NOTE, row.question if row else "", lines=2,
              hint="wat je van hen wilt weten"),
        Field("gevraagd", "gevraagd op", Kind.DATE, row.asked_on if row else host.today()),
        Field("antwoord", "antwoord", Kind.NOTE, row.answer if row else "", lines=2),
        Field("antwoord_op", "antwoord kwam op", Kind.DATE, row.answered_on if row else None,
              hint="leeg: we wachten nog", past=True),
        Field("verteld", "ouders weten het", Kind.DATE, row.parents_told_on if row else None,
              hint="de dag dat je hun het antwoord vertelde", past=True),
    ]  # fmt: skip
    title = f"Verwijzing van {row.pupil} naar {row.agency}" if row else "Nieuwe verwijzing"
    return _form(host, title, fields, save, choices.changed)


def consent_form(
    host: Host, agency_id: int | None, pupil_id: int | None, row: ConsentRow | None = None
) -> FormScreen[int]:
    """A consent, new or (with `row`) changed or withdrawn; gives back its id."""
    if row is not None:
        agency_id, pupil_id = row.agency_id, row.pupil_id

    def save(values: Values) -> int:
        draft = _consent(values)
        if row is None:
            return agencies.add_consent(draft)
        agencies.edit_consent(row.id, draft, row.version)
        return row.id

    choices = _Linked(host, agency_id, pupil_id)
    fields = [
        Field("leerling", "leerling", Kind.PICK, pupil_id, source=pupil_source(host, picked(pupil_id)), required=True),
        Field("instantie", "delen met", Kind.PICK, agency_id, source=agency_source(host), required=True),
        Field("van", "toestemming van", Kind.PICK, row.given_by_id if row else None,
              source=PickSource(choices.guardians), hint="de ouder of verzorger die ja zei"),
        Field("wat", "wat mag gedeeld", Kind.TEXT, row.what if row else "", required=True,
              hint="zoals: verslag groot overleg van 24 nov"),
        Field("doel", "waarvoor", Kind.TEXT, row.purpose if row else ""),
        Field("gegeven", "gegeven op", Kind.DATE, row.given_on if row else host.today(), required=True, past=True),
        Field("tot", "geldig tot en met", Kind.DATE, row.valid_until if row else None,
              hint="leeg: tot het wordt ingetrokken"),
        Field("ingetrokken", "ingetrokken op", Kind.DATE, row.withdrawn_on if row else None,
              hint="alleen als de ouder het terugneemt", past=True),
        *_transfer_fields(row),
    ]  # fmt: skip
    title = f"Toestemming voor {row.pupil}" if row else "Nieuwe toestemming"
    return _form(host, title, fields, save, choices.changed)


def _transfer_fields(row: ConsentRow | None) -> list[Field]:
    """What a handing over to another school asks: did the parents see it, do they agree, may it go."""
    agreed = list(Custody)
    return [
        Field("gezien", "ouder zag het stuk", Kind.CHOICE, "ja" if row and row.seen else "nee", choices=("ja", "nee"),
              hint="← → of een letter"),
        Field("gezien_op", "gezien op", Kind.DATE, row.seen_on if row else None, past=True),
        Field("inhoud", "eens met de inhoud", Kind.CHOICE, row.content_agreed if row else Custody.UNKNOWN.value,
              choices=agreed),
        Field("oneens", "waarom niet eens", Kind.TEXT, row.reason_not_agreed if row else ""),
        Field("overdracht", "mag naar andere school", Kind.CHOICE,
              row.transfer_agreed if row else Custody.UNKNOWN.value, choices=agreed),
    ]  # fmt: skip


# --- what follows from the pupil and the agency in the form ---


class _Linked:
    """Names that belong to the pupil and the agency that stand in the form now."""

    def __init__(self, host: Host, agency_id: int | None, pupil_id: int | None) -> None:
        self._host = host
        self._agency_id = agency_id
        self._pupil_id = pupil_id

    def contacts(self) -> Sequence[Option]:
        """The people of the agency."""
        found = people.people(self._host.school.id, [PersonRole.AGENCY])
        return [
            Option(row.id, row.call_name, row.function) for row in found if row.agency_id == self._agency_id
        ]

    def concerns(self) -> Sequence[Option]:
        """The concerns of the pupil, closed ones too."""
        if self._pupil_id is None:
            return []
        return [
            Option(row.id, f"{row.category}: {row.summary}", row.status)
            for row in concerns.of_pupil(self._pupil_id)
        ]

    def guardians(self) -> Sequence[Option]:
        """The guardians of the pupil."""
        if self._pupil_id is None:
            return []
        return [
            Option(row.person_id, row.name, _custody(row.relation, row.custody))
            for row in pupils.guardians(self._pupil_id)
        ]

    def changed(self, form: FormScreen[int], name: str) -> None:
        """Another pupil or agency: what belonged to the old one goes."""
        if name not in ("leerling", "instantie"):
            return
        values = form.values()
        self._pupil_id, self._agency_id = values.id("leerling"), values.id("instantie")
        sources = {"contact": self.contacts, "zorg": self.concerns, "van": self.guardians}
        for field, options in sources.items():
            if field in values.raw and values.id(field) not in {None, *(one.id for one in options())}:
                form.put(field, ())


def _custody(relation: str, custody: str) -> str:
    return f"{relation} · gezag: {custody}" if relation else f"gezag: {custody}"


# --- the forms themselves ---


def _fields(draft: AgencyDraft) -> list[Field]:
    return [
        Field("naam", "naam", Kind.TEXT, draft.name, required=True),
        Field(
            "soort", "soort", Kind.TEXT, draft.kind, hint="zoals logopedie, jeugdarts of samenwerkingsverband"
        ),
        Field("regio", "regio", Kind.TEXT, draft.region),
        Field("telefoon", "telefoon", Kind.TEXT, draft.phone),
        Field("mail", "mail", Kind.TEXT, draft.mail),
        Field("notitie", "notitie", Kind.NOTE, draft.note, hint="zoals: bereikbaar op dinsdagochtend"),
    ]


def _draft(values: Values) -> AgencyDraft:
    return AgencyDraft(
        name=values.text("naam"),
        kind=values.text("soort"),
        region=values.text("regio"),
        phone=values.text("telefoon"),
        mail=values.text("mail"),
        note=values.text("notitie"),
    )


def _referral(values: Values) -> ReferralDraft:
    return ReferralDraft(
        pupil_id=_id(values, "leerling"),
        agency_id=_id(values, "instantie"),
        contact_id=values.id("contact"),
        concern_id=values.id("zorg"),
        status=values.text("stand"),
        reason=values.text("reden"),
        asked_on=values.date("gevraagd"),
        answer=values.text("antwoord"),
        answered_on=values.date("antwoord_op"),
        question=values.text("vraag"),
        parents_told_on=values.date("verteld"),
    )


def _consent(values: Values) -> ConsentDraft:
    given_on = values.date("gegeven")
    if given_on is None:
        raise FieldError("Vul in wanneer de toestemming is gegeven.")
    return ConsentDraft(
        pupil_id=_id(values, "leerling"),
        agency_id=values.id("instantie"),
        given_by_id=values.id("van"),
        what=values.text("wat"),
        purpose=values.text("doel"),
        given_on=given_on,
        valid_until=values.date("tot"),
        withdrawn_on=values.date("ingetrokken"),
        seen=values.yes("gezien"),
        seen_on=values.date("gezien_op"),
        content_agreed=values.text("inhoud"),
        reason_not_agreed=values.text("oneens"),
        transfer_agreed=values.text("overdracht"),
    )


def _id(values: Values, name: str) -> int:
    found = values.id(name)
    if found is None:
        raise FieldError(f"Kies een {name}.")
    return found


def _form(
    host: Host,
    title: str,
    fields: Sequence[Field],
    save: Callable[[Values], int],
    changed: Callable[[FormScreen[int], str], None] | None = None,
) -> FormScreen[int]:
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, changed=changed
    )
