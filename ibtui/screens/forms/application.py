"""Forms for extra help that is asked for (aanvraag): a new one, changing one, how it stands, and one more paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.words import ApplicationKind, ApplicationStatus
from ibtui.screens.forms.agency import agency_source
from ibtui.screens.forms.concern import concern_source
from ibtui.screens.host import Host
from ibtui.store import applications, pupils
from ibtui.store.applications import ApplicationDraft, ApplicationRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_NO, _YES = "nee", "ja"
_NO_CATEGORY = "–"
_CATEGORIES = (_NO_CATEGORY, "laag", "midden", "hoog")


def new_application_form(host: Host, pupil_id: int) -> FormScreen[int]:
    """A new one, with the papers of its kind; gives back its id."""
    draft = ApplicationDraft(pupil_id, ApplicationKind.ARRANGEMENT, host.today())

    def save(values: Values) -> int:
        return applications.add_application(_draft(values, draft))

    intro = "De stukken die erbij horen, komen uit de lijst van je school. Je vinkt ze daarna af."
    title = f"Nieuwe aanvraag voor {pupils.pupil(pupil_id).first_name}"
    return _form(host, title, _fields(host, draft), save, intro)


def edit_application_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """Change everything about one but its papers; gives back its id."""
    draft = draft_of(row)

    def save(values: Values) -> int:
        applications.edit_application(row.id, _draft(values, draft), row.version)
        return row.id

    return _form(host, "Aanvraag wijzigen", [*_fields(host, draft), *_decision_fields(draft)], save)


def hand_in_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """The whole application was handed in: on which day; gives back its id."""

    def save(values: Values) -> int:
        applications.hand_in(row.id, _day(values, "dag"), row.version)
        return row.id

    day = Field("dag", "ingeleverd op", Kind.DATE, row.complete_on or host.today(), required=True,
                hint="de dag dat alles compleet was", past=True)  # fmt: skip
    return _form(host, f"Ingeleverd: {row.kind}", [day], save)


def granted_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """It was granted: from when until when, and whether an OPP follows; gives back its id."""

    def save(values: Values) -> int:
        applications.decide(
            row.id, _day(values, "dag"), True, values.text("besluit"), valid_from=values.date("vanaf"),
            valid_until=values.date("tot"), category=_category(values), with_opp=values.yes("opp"),
            version=row.version,
        )  # fmt: skip
        return row.id

    tlv = row.kind == ApplicationKind.TLV
    fields = [
        Field("dag", "besluit van", Kind.DATE, row.decided_on or host.today(), required=True, past=True),
        Field("besluit", "wat is besloten", Kind.NOTE, row.outcome, hint="wat er komt, en hoeveel"),
        Field("vanaf", "begint op", Kind.DATE, row.valid_from),
        Field("tot", "geldig tot en met", Kind.DATE, row.valid_until, hint="vaak 31 juli" if tlv else ""),
        *([_category_field(row.category)] if tlv else []),
        Field("opp", "meteen een OPP maken", Kind.CHOICE, _NO, choices=(_NO, _YES),
              hint="ja: dan tellen de zes weken vanaf dit besluit"),
    ]  # fmt: skip
    return _form(host, f"Toegekend: {row.kind}", fields, save)


def refused_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """It was refused: on which day and why; gives back its id."""

    def save(values: Values) -> int:
        applications.decide(row.id, _day(values, "dag"), False, values.text("besluit"), version=row.version)
        return row.id

    fields = [
        Field("dag", "besluit van", Kind.DATE, row.decided_on or host.today(), required=True, past=True),
        Field("besluit", "waarom niet", Kind.NOTE, row.outcome, hint="en wat zij jullie aanraden"),
    ]
    return _form(host, f"Afgewezen: {row.kind}", fields, save)


def stop_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """It goes no further: why; gives back its id."""

    def save(values: Values) -> int:
        applications.stop_application(row.id, values.text("waarom"), row.version)
        return row.id

    why = Field("waarom", "waarom stopt het", Kind.NOTE, required=True, hint="één zin is genoeg")
    return _form(host, f"Aanvraag stoppen: {row.kind}", [why], save)


def paper_form(host: Host, row: ApplicationRow) -> FormScreen[int]:
    """One more paper for this application only; gives back the paper's id."""

    def save(values: Values) -> int:
        return applications.add_paper(row.id, values.text("stuk"))

    name = Field("stuk", "welk stuk", required=True, hint="zoals: verslag van de logopedist")
    return _form(host, f"Nog een stuk: {row.kind}", [name], save)


def draft_of(row: ApplicationRow) -> ApplicationDraft:
    """An application as it is now, to change a part of."""
    return ApplicationDraft(
        pupil_id=row.pupil_id,
        kind=row.kind,
        started_on=row.started_on,
        concern_id=row.concern_id,
        agency_id=row.agency_id,
        status=row.status,
        what=row.what,
        complete_on=row.complete_on,
        decided_on=row.decided_on,
        outcome=row.outcome,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        category=row.category,
        note=row.note,
    )


# --- the form itself ---


def _fields(host: Host, draft: ApplicationDraft) -> list[Field]:
    return [
        Field("soort", "wat vraag je aan", Kind.CHOICE, draft.kind, choices=list(ApplicationKind),
              hint="← → of een letter"),
        Field("wat", "voor welke hulp", Kind.NOTE, draft.what, lines=2, hint="wat er nodig is, in één of twee zinnen"),
        Field("bij", "bij wie", Kind.PICK, draft.agency_id, source=agency_source(host),
              hint="zoals het samenwerkingsverband"),
        Field("zorg", "hoort bij zorg", Kind.PICK, draft.concern_id,
              source=concern_source(host, (draft.pupil_id,), draft.concern_id)),
        Field("begonnen", "begonnen op", Kind.DATE, draft.started_on, required=True, past=True),
        Field("notitie", "notitie", Kind.NOTE, draft.note, lines=2),
    ]  # fmt: skip


def _decision_fields(draft: ApplicationDraft) -> list[Field]:
    return [
        Field("stand", "stand", Kind.CHOICE, draft.status, choices=list(ApplicationStatus)),
        Field("compleet", "alles ingeleverd op", Kind.DATE, draft.complete_on, past=True),
        Field("besloten", "besluit van", Kind.DATE, draft.decided_on, past=True),
        Field("besluit", "wat is besloten", Kind.NOTE, draft.outcome, lines=2),
        Field("vanaf", "begint op", Kind.DATE, draft.valid_from),
        Field("tot", "geldig tot en met", Kind.DATE, draft.valid_until),
        _category_field(draft.category),
    ]


def _category_field(category: str) -> Field:
    category = category or _NO_CATEGORY
    choices = _CATEGORIES if category in _CATEGORIES else (*_CATEGORIES, category)
    return Field("categorie", "categorie van de TLV", Kind.CHOICE, category, choices=choices)


def _category(values: Values) -> str | None:
    """What was chosen; None when the form doesn't ask it."""
    chosen = values.text("categorie") if "categorie" in values.raw else None
    return "" if chosen == _NO_CATEGORY else chosen


def _draft(values: Values, before: ApplicationDraft) -> ApplicationDraft:
    """What stands in the form; a new one has no decision yet."""
    started = _day(values, "begonnen")
    first = (before.pupil_id, values.text("soort"), started, values.id("zorg"), values.id("bij"))
    if "stand" not in values.raw:
        return ApplicationDraft(*first, what=values.text("wat"), note=values.text("notitie"))
    return ApplicationDraft(
        *first,
        status=values.text("stand"),
        what=values.text("wat"),
        complete_on=values.been("compleet"),
        decided_on=values.been("besloten"),
        outcome=values.text("besluit"),
        valid_from=values.date("vanaf"),
        valid_until=values.date("tot"),
        category=_category(values) or "",
        note=values.text("notitie"),
    )


def _day(values: Values, name: str) -> dt.date:
    day = values.been(name)
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _form(
    host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int], intro: str = ""
) -> FormScreen[int]:
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, intro=intro
    )
